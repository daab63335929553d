// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "people/lay_grids.hpp"
#include "support/small_town.hpp"
#include "world/state.hpp"

namespace pendel::test {

/// A town in which every home has a car that is electric, is driven to work at 8 and comes home at 16 and later.
struct EvTown {
  SmallTown made{1500};
  State state;

  EvTown() {
    parallel::Pool pool(1);
    made.people.grids = people::lay_grids(made.region, made.people, pool);
    const auto& people = made.people;
    state.adoption.electric_cars.assign(people.households.size(), 1);
    state.energy.household_net_w.assign(people.households.size() * slices_per_day, 400);
    for (auto person : ids<PersonId>(people.persons.size())) add_day(person);
  }

  void add_day(PersonId person) {
    const auto& people = made.people;
    const Activity home{Purpose::home, 0, people.persons.home[person], people.persons.home_gateway[person], 0,
                        ticks_per_day};
    const auto household = people.persons.household[person];
    if (!household.valid() || people.households.first_person[household] != person) {
      state.mobility.executed.push_row(std::array{home});
      return;
    }
    auto morning = home, evening = home;
    morning.end = 8 * ticks_per_h;
    evening.begin = 16 * ticks_per_h + static_cast<Tick>(person.value() % 180) * ticks_per_min;
    const Activity away{Purpose::shopping, 0, people.persons.home[person], {}, 9 * ticks_per_h, 15 * ticks_per_h};
    auto there = away;
    there.building = BuildingId(0);  // a workplace
    state.mobility.executed.push_row(std::array{morning, there, evening});
    std::size_t car = 0;
    for (auto h : ids<HouseholdId>(household.index())) car += people.households.cars[h];
    for (std::uint16_t k = 0; k < 2; ++k) {
      Trip trip;
      trip.person = person;
      trip.ordinal = k;
      trip.mode = Mode::car;
      trip.depart = k == 0 ? 8 * ticks_per_h : evening.begin - 30 * ticks_per_min;
      trip.arrive = trip.depart + 30 * ticks_per_min;
      trip.distance_m = 18'500;
      state.mobility.trips.push_back(trip);
      state.mobility.legs.push_row(std::array{Leg{Mode::car, {}, {}, trip.depart, trip.arrive, VehicleId(car)}});
    }
  }
};

inline const EvTown& ev_town() {
  static const EvTown made;
  return made;
}

}  // namespace pendel::test
