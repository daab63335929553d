// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/mobility.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "support/mobility_day.hpp"

namespace pendel::mobility {
namespace {

using test::mobility_day;
using test::only_cars;
using test::SmallWorld;

std::size_t trips_wanted(const SmallWorld& small) {
  std::size_t n = 0;
  for (const auto person : small.wanted.ids()) n += small.wanted[person].size() - 1;
  return n;
}

/// Two towns, `n` commuters between them, leaving through 15 minutes from seven.
SmallWorld commuters(int n, double length_m = 10000) {
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(length_m, 0);
  w.link(a, b, length_m, 20, 2000);
  w.link(b, a, length_m, 20, 2000);
  for (int i = 0; i < n; ++i) {
    w.household(a, 1, 1);
    w.day_at(a, b, 7 * ticks_per_h + i * ticks_per_slice / n, 16 * ticks_per_h);
  }
  w.finish();
  return w;
}

/// A town of `side` x `side` junctions with households of three and one car; their errands come from keyed draws.
SmallWorld town(int side, int households) {
  SmallWorld w;
  std::vector<NodeId> nodes;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) nodes.push_back(w.node(x * 400.0, y * 400.0));
  const auto street = [&](int a, int b) {
    w.link(nodes[static_cast<std::size_t>(a)], nodes[static_cast<std::size_t>(b)], 400, 10, 60);
    w.link(nodes[static_cast<std::size_t>(b)], nodes[static_cast<std::size_t>(a)], 400, 10, 60);
  };
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      if (x + 1 < side) street(y * side + x, y * side + x + 1);
      if (y + 1 < side) street(y * side + x, (y + 1) * side + x);
    }
  const Random random(7, 0);
  for (int h = 0; h < households; ++h) {
    const auto draw = [&](int i, std::uint32_t below) {
      return random(Stream::test, std::uint64_t(h), std::uint32_t(i)).below(below);
    };
    const auto n = static_cast<std::uint32_t>(nodes.size());
    const auto home = nodes[draw(0, n)];
    w.household(home, 3, 1);
    for (int p = 0; p < 3; ++p) {
      auto away = nodes[draw(10 + p, n)];
      if (away == home) away = nodes[(away.index() + 1) % n];
      const auto leave = 7 * ticks_per_h + static_cast<Tick>(draw(20 + p, 3 * ticks_per_h));
      w.day_at(home, away, leave, leave + 4 * ticks_per_h, static_cast<Purpose>(1 + draw(30 + p, 4)));
    }
  }
  w.finish();
  return w;
}

TEST(Mobility, EveryWantedTripIsMadeAndEveryoneIsSomewhere) {
  const auto w = town(6, 60);
  const auto r = mobility_day(w, Parameters{});
  EXPECT_EQ(r.state.trips.size(), trips_wanted(w));
  EXPECT_EQ(r.state.legs.size(), r.state.trips.size());
  EXPECT_EQ(r.state.unreachable_trips, 0U);
  ASSERT_EQ(r.state.executed.size(), 180U);
  for (const auto person : r.state.executed.ids()) {
    const auto stays = r.state.executed[person];
    ASSERT_EQ(stays.size(), 3U);
    for (std::size_t i = 0; i < stays.size(); ++i) {
      EXPECT_EQ(stays[i].building, w.wanted[person][i].building);
      EXPECT_LE(stays[i].begin, stays[i].end);
      if (i > 0) {
        EXPECT_LE(stays[i - 1].end, stays[i].begin);
      }
    }
  }
  for (const auto* path : {"mode_trips", "data/car"}) {
    const auto& values = r.fields.at(path);
    const auto& trips = r.state.trips;
    const auto cars = std::count_if(trips.begin(), trips.end(), [](const Trip& t) { return t.mode == Mode::car; });
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    EXPECT_EQ(sum, std::string(path) == "data/car" ? static_cast<double>(cars) : static_cast<double>(trips.size()));
  }
}

TEST(Mobility, AnEmptyRoadTakesItsFreeTime) {
  const auto r = mobility_day(commuters(1), only_cars());
  ASSERT_EQ(r.state.trips.size(), 2U);
  const auto& trip = r.state.trips[TripId(0)];
  EXPECT_EQ(trip.mode, Mode::car);
  EXPECT_EQ(trip.arrive - trip.depart, 500 * ticks_per_s);
  EXPECT_FLOAT_EQ(trip.distance_m, 10000);
  EXPECT_EQ(r.state.executed[PersonId(0)][1].begin, 7 * ticks_per_h + 500 * ticks_per_s);
  EXPECT_EQ(r.fields.at("person/car_distance")[0], 20000);
  EXPECT_EQ(r.fields.at("person/commute_distance")[0], 20000);
  EXPECT_EQ(r.fields.at("person/travel_time")[0], 1000);
}

TEST(Mobility, NoDemandIsNoTrouble) {
  const auto r = mobility_day(commuters(0), Parameters{});
  EXPECT_EQ(r.state.relative_gap, 0);
  EXPECT_EQ(r.state.trips.size(), 0U);
}

TEST(Mobility, TheSameBitsForAnyNumberOfThreads) {
  const auto w = town(6, 120);
  auto p = only_cars();
  p.gap = 0.0;
  p.max_iterations = 6;
  const std::vector<float> jammed(w.region.roads.links(), 0.05F);
  const auto one = mobility_day(w, p, 1, jammed);
  EXPECT_GT(one.state.relative_gap, 0);
  for (const int threads : {2, 7}) {
    const auto many = mobility_day(w, p, threads, jammed);
    EXPECT_EQ(many.state.trips, one.state.trips);
    EXPECT_EQ(many.state.legs, one.state.legs);
    EXPECT_EQ(many.state.executed, one.state.executed);
    EXPECT_EQ(many.state.link_time_s, one.state.link_time_s);
    EXPECT_TRUE(test::same_bits(many, one));
  }
}

TEST(Mobility, ANewModeMovesOnlyThoseWhoTakeIt) {
  auto w = town(6, 100);
  for (auto& cars : w.people.households.cars.values()) cars = 3;  // else a car that is set free changes others, too
  Parameters without;
  without.bike_constant = -50;
  const auto before = mobility_day(w, without), after = mobility_day(w, Parameters{});
  ASSERT_EQ(before.state.trips.size(), after.state.trips.size());
  std::size_t moved = 0;
  for (const auto trip : before.state.trips.ids()) {
    ASSERT_NE(before.state.trips[trip].mode, Mode::bike);
    if (after.state.trips[trip].mode == Mode::bike)
      ++moved;
    else
      EXPECT_EQ(after.state.trips[trip].mode, before.state.trips[trip].mode);
  }
  EXPECT_GT(moved, 0U);
}

// Telework removes one person's tour; nobody else's mode and no other tour's mode may change.
TEST(Mobility, ATourThatDisappearsChangesNoOther) {
  auto w = town(5, 40);
  for (auto& cars : w.people.households.cars.values()) cars = 3;
  const auto before = mobility_day(w, Parameters{});
  Rows<PersonId, Activity> fewer;
  for (const auto person : w.wanted.ids()) {
    std::vector<Activity> stays(w.wanted[person].begin(), w.wanted[person].end());
    if (person.value() % 5 == 0)
      stays = {SmallWorld::at(NodeId(stays[0].building.value()), Purpose::home, 0, ticks_per_day)};
    fewer.push_row(stays);
  }
  w.wanted = fewer;
  const auto after = mobility_day(w, Parameters{});
  EXPECT_EQ(after.state.trips.size(), before.state.trips.size() - 2 * 24);
  std::size_t same = 0;
  for (const auto& trip : before.state.trips)
    for (const auto& other : after.state.trips)
      if (trip.person == other.person && trip.ordinal == other.ordinal) same += trip.mode == other.mode ? 1 : 0;
  EXPECT_EQ(same, after.state.trips.size());
}

TEST(Mobility, AHouseholdsCarIsInOnePlace) {
  const auto w = town(6, 80);
  auto p = only_cars();
  const auto r = mobility_day(w, p);
  std::map<VehicleId, std::vector<std::pair<Tick, Tick>>> away;
  std::size_t others = 0;
  for (const auto trip : r.state.trips.ids()) {
    const auto leg = r.state.legs[trip][0];
    if (leg.mode != Mode::car) {
      ++others;
      EXPECT_FALSE(leg.vehicle.valid());
      continue;
    }
    ASSERT_TRUE(leg.vehicle.valid());
    if (r.state.trips[trip].purpose != Purpose::home) {
      EXPECT_EQ(r.state.legs[TripId(trip.index() + 1)][0].vehicle, leg.vehicle);  // and comes back
      away[leg.vehicle].emplace_back(leg.depart, r.state.trips[TripId(trip.index() + 1)].depart);
    }
  }
  EXPECT_GT(others, 0U);  // someone had to do without
  for (auto& [car, times] : away) {
    std::sort(times.begin(), times.end());
    for (std::size_t i = 1; i < times.size(); ++i) EXPECT_LE(times[i - 1].second, times[i].first);
  }
}

TEST(Mobility, WhoHasNoCarDoesNotDrive) {
  auto w = commuters(5);
  for (auto& has : w.people.persons.has_car.values()) has = 0;
  const auto r = mobility_day(w, only_cars());
  for (const auto& trip : r.state.trips) EXPECT_NE(trip.mode, Mode::car);
}

TEST(Mobility, WhoCannotGetThereStaysAndIsCounted) {
  auto w = commuters(1);
  const auto island = w.node(500, 500);
  const auto a = NodeId(0), b = NodeId(1);
  w.household(a, 1, 1);
  w.stays({SmallWorld::at(a, Purpose::home, 0, 1000), SmallWorld::at(b, Purpose::work, 1000, 2000),
           SmallWorld::at(island, Purpose::leisure, 2000, 3000), SmallWorld::at(a, Purpose::home, 3000, 20000),
           SmallWorld::at(b, Purpose::shopping, 21000, 30000), SmallWorld::at(a, Purpose::home, 36000, ticks_per_day)});
  w.finish();
  const auto r = mobility_day(w, only_cars());
  EXPECT_EQ(r.state.unreachable_trips, 3U);
  EXPECT_EQ(r.state.trips.size() + r.state.unreachable_trips, trips_wanted(w));
  EXPECT_EQ(r.fields.at("unreachable_trips")[0], 3);
  const auto stays = r.state.executed[PersonId(1)];
  ASSERT_EQ(stays.size(), 3U);
  EXPECT_EQ(stays[0].purpose, Purpose::home);
  EXPECT_EQ(stays[0].end, 20000);
  EXPECT_EQ(stays[1].purpose, Purpose::shopping);
}

TEST(Mobility, WhoArrivesLateLeavesLate) {
  auto w = commuters(0, 72000);  // an hour at free speed
  const auto a = NodeId(0), b = NodeId(1);
  w.household(a, 1, 1);
  w.stays({SmallWorld::at(a, Purpose::home, 0, ticks_per_h),
           SmallWorld::at(b, Purpose::work, ticks_per_h, ticks_per_h + 600),
           SmallWorld::at(a, Purpose::home, 5 * ticks_per_h, ticks_per_day)});
  const auto r = mobility_day(w, only_cars());
  const auto stays = r.state.executed[PersonId(0)];
  ASSERT_EQ(stays.size(), 3U);
  EXPECT_EQ(stays[1].begin, 2 * ticks_per_h);
  EXPECT_EQ(stays[1].end, 2 * ticks_per_h);
  EXPECT_EQ(stays[2].begin, 3 * ticks_per_h);
  EXPECT_EQ(stays[2].end, ticks_per_day);
}

/// Times are kept in fifths of a second; 111 m at 33.3 m/s take 3.33 s.
TEST(Mobility, NobodyDrivesFasterThanTheEmptyRoad) {
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(111, 0);
  w.link(a, b, 111, 33.3, 2000);
  w.link(b, a, 111, 33.3, 2000);
  w.finish();
  const auto r = mobility_day(w, only_cars());
  for (const double speed : r.fields.at("speed")) {
    EXPECT_LE(speed, 33.3 + 1e-5);
    EXPECT_GT(speed, 31);
  }
}

TEST(Mobility, BeyondTheGatewayTheWayGoesOn) {
  auto w = commuters(0);
  const auto a = NodeId(0);
  const auto gate = w.gateway(NodeId(1), 33);
  w.household(a, 1, 1);
  w.people.persons.work_gateway[PersonId(0)] = gate;
  w.people.persons.outside_km[PersonId(0)] = 20;
  Activity work = SmallWorld::at(a, Purpose::work, 9 * ticks_per_h, 17 * ticks_per_h);
  work.building = BuildingId();
  work.gateway = gate;
  w.stays({SmallWorld::at(a, Purpose::home, 0, 8 * ticks_per_h), work,
           SmallWorld::at(a, Purpose::home, 17 * ticks_per_h, ticks_per_day)});
  auto p = only_cars();
  p.outside_speed_mps = 20;
  const auto r = mobility_day(w, p);
  ASSERT_EQ(r.state.trips.size(), 2U);
  for (const auto& trip : r.state.trips) {
    EXPECT_EQ(trip.arrive - trip.depart, (500 + 1000) * ticks_per_s);
    EXPECT_FLOAT_EQ(trip.distance_m, 10000);
    EXPECT_FLOAT_EQ(trip.outside_m, 20000);
  }
  // Coming home, the car is on the link inside only after the way outside.
  EXPECT_EQ(r.fields.at("flow")[static_cast<std::size_t>(slice_of(17 * ticks_per_h + 10000)) * 2 + 1], 4);
}

}  // namespace
}  // namespace pendel::mobility
