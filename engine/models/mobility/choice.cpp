// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/choice.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "core/math.hpp"
#include "models/mobility/on_demand.hpp"

namespace pendel::mobility {

namespace {

constexpr double no_arrival = std::numeric_limits<double>::infinity();

double transit_ride_s(const Parameters& p, double distance_m) {
  const double near = std::min(distance_m, p.transit_band_m);
  return near / p.transit_speed_short_mps + (distance_m - near) / p.transit_speed_long_mps;
}

double drive_s(const Parameters& p, const Draft& draft) {
  if (draft.car_free < 0) return no_arrival;
  return seconds(draft.car_time) + draft.outside_m() / p.outside_speed_mps;
}

/// What a tour may be made by: a mode, or a service on demand, which counts as transit.
constexpr std::size_t on_demand = modes;
constexpr std::size_t alternatives = modes + 1;

struct Tour {
  PersonId person;
  std::size_t first = 0;  // drafts [first, last) of the person
  std::size_t last = 0;
  Tick leaves = 0;
  Tick back = 0;
  std::array<double, alternatives> utility = {};  // with the Gumbel draw
};

/// What the tour is for, and which one of its kind today: a key that stays when another tour disappears.
std::uint32_t tour_key(std::span<const Draft> trips, std::array<std::uint32_t, purposes>& seen) {
  constexpr std::array rank = {0, 4, 3, 2, 1};  // work before education before shopping before leisure before home
  const auto weight = [&](const Draft& draft) { return rank[static_cast<std::size_t>(draft.purpose)]; };
  const auto main =
      std::max_element(trips.begin(), trips.end(), [&](auto& a, auto& b) { return weight(a) < weight(b); })->purpose;
  return static_cast<std::uint32_t>(main) * 16U + seen[static_cast<std::size_t>(main)]++;
}

void collect_tours(const World& world, const Parameters& parameters, PersonId person, std::span<const Draft> trips,
                   std::span<const Activity> stays, std::vector<Tour>& tours) {
  std::array<std::uint32_t, purposes> seen = {};
  for_tours(trips, [&](std::size_t first, std::size_t last) {
    const auto mine = trips.subspan(first, last - first);
    const auto key = tour_key(mine, seen);
    if (!mine.front().made || mine.front().booking == taken) return;
    Tour tour{person, first, last, stays[mine.front().ordinal].end, stays[mine.back().ordinal].end};
    tour.back += ticks_from_s(std::min(travel_time_s(parameters, mine.back(), Mode::car), 86400.0));
    for (std::size_t m = 0; m < alternatives; ++m) {
      if (m == on_demand && mine.front().service == 0) {
        tour.utility[m] = -no_arrival;
        continue;
      }
      for (const auto& trip : mine)
        tour.utility[m] +=
            m == on_demand ? on_demand_utility(parameters, trip) : utility(parameters, trip, static_cast<Mode>(m));
      tour.utility[m] /= static_cast<double>(mine.size());
      tour.utility[m] += world.random(Stream::mobility_mode, person, key, static_cast<std::uint32_t>(m)).gumbel();
    }
    tours.push_back(tour);
  });
}

std::size_t best_alternative(const Tour& tour, bool car) {
  std::size_t best = 0;
  for (std::size_t m = 1; m < alternatives; ++m) {
    if (m == static_cast<std::size_t>(Mode::car) && !car) continue;
    if (tour.utility[m] > tour.utility[best]) best = m;
  }
  return best;
}

void assign_mode(const Tour& tour, std::size_t alternative, VehicleId vehicle, std::span<Draft> trips) {
  for (std::size_t i = tour.first; i < tour.last; ++i) {
    trips[i].mode = alternative == on_demand ? Mode::transit : static_cast<Mode>(alternative);
    trips[i].vehicle = vehicle;
    if (alternative == on_demand) trips[i].booking = booked;
  }
}

/// Tours in order of departure; the lowest free car is taken by whoever likes it best of all modes.
void hand_out_cars(const World& world, std::vector<Tour>& tours, VehicleId first_car, std::size_t cars,
                   Drafts& drafts) {
  std::sort(tours.begin(), tours.end(), [](const Tour& a, const Tour& b) {
    return std::tie(a.leaves, a.person, a.first) < std::tie(b.leaves, b.person, b.first);
  });
  std::vector<Tick> free_at(cars, std::numeric_limits<Tick>::min());
  for (const auto& tour : tours) {
    const auto car = std::find_if(free_at.begin(), free_at.end(), [&](Tick t) { return t <= tour.leaves; });
    const bool may = world.people.persons.has_car[tour.person] != 0 && car != free_at.end();
    const auto best = best_alternative(tour, may);
    VehicleId vehicle;
    if (best == static_cast<std::size_t>(Mode::car)) {
      *car = tour.back;
      vehicle = VehicleId(first_car.index() + static_cast<std::size_t>(car - free_at.begin()));
    }
    assign_mode(tour, best, vehicle, drafts[tour.person]);
  }
}

}  // namespace

double cost_utility(const Parameters& p, double distance_m, double eur) {
  const double weight = math::pow(std::max(distance_m, 100.0) / p.cost_reference_m, p.cost_distance_elasticity);
  return p.cost_per_eur * weight * eur;
}

double travel_time_s(const Parameters& p, const Draft& draft, Mode mode) {
  const double distance_m = draft.total_m();
  switch (mode) {
    case Mode::walk:
      return distance_m / p.walk_speed_mps;
    case Mode::bike:
      return distance_m / p.bike_speed_mps;
    case Mode::transit:
      if (draft.booking == taken) return seconds(draft.shared_ticks);
      return p.transit_access_s + p.transit_wait_s + transit_ride_s(p, distance_m);
    case Mode::car:
    case Mode::ride:
      return p.car_terminal_s + drive_s(p, draft);
  }
  return no_arrival;
}

double utility(const Parameters& p, const Draft& draft, Mode mode) {
  constexpr double per_min = 1.0 / 60.0;
  const double distance_m = draft.total_m();
  const double km = distance_m / 1000.0;
  const double minutes = travel_time_s(p, draft, mode) * per_min;
  switch (mode) {
    case Mode::walk:
      return p.walk_constant + p.walk_time_per_min * minutes;
    case Mode::bike:
      return p.bike_constant + p.bike_time_per_min * minutes;
    case Mode::transit:
      return p.transit_constant + p.transit_access_per_min * p.transit_access_s * per_min +
             p.transit_wait_per_min * p.transit_wait_s * per_min +
             p.transit_ride_per_min * transit_ride_s(p, distance_m) * per_min +
             cost_utility(p, distance_m, km * p.transit_eur_per_km);
    case Mode::car:
      return p.car_constant + p.car_time_per_min * (minutes + seconds(draft.schedule) * per_min) +
             cost_utility(p, distance_m, km * p.car_eur_per_km);
    case Mode::ride:
      return p.ride_constant + p.ride_time_per_min * minutes;
  }
  return -no_arrival;
}

void choose_modes(const World& world, const Parameters& parameters, Drafts& drafts,
                  const Rows<PersonId, Activity>& wanted, std::span<const std::uint8_t> asked) {
  const auto is_asked = [&](PersonId person) { return asked.empty() || asked[person.index()] != 0; };
  const auto& people = world.people;
  std::vector<std::size_t> first_car(people.households.size() + 1, 0);
  for (const auto household : people.households.cars.ids())
    first_car[household.index() + 1] = first_car[household.index()] + people.households.cars[household];
  const auto tours_of = [&](PersonId person, std::vector<Tour>& tours) {
    collect_tours(world, parameters, person, drafts[person], wanted[person], tours);
  };
  parallel::for_each<HouseholdId>(world.pool, people.households.size(), [&](HouseholdId household) {
    std::vector<Tour> tours;
    for (const auto person : people.households.members(household))
      if (is_asked(person)) tours_of(person, tours);
    hand_out_cars(world, tours, VehicleId(first_car[household.index()]), people.households.cars[household], drafts);
  });
  // Inbound commuters have no household here, and a car of their own or none.
  const auto residents = people.persons.residents;
  parallel::for_each<PersonId>(world.pool, people.persons.size() - residents, [&](PersonId i) {
    const PersonId person(residents + i.index());
    if (!is_asked(person)) return;
    std::vector<Tour> tours;
    tours_of(person, tours);
    for (const auto& tour : tours)
      assign_mode(tour, best_alternative(tour, people.persons.has_car[person] != 0), VehicleId(), drafts[person]);
  });
}

}  // namespace pendel::mobility
