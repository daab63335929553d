// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/on_demand.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "models/mobility/van_fleet.hpp"
#include "support/mobility_day.hpp"

namespace pendel::mobility {
namespace {

using test::mobility_day;
using test::SmallWorld;

constexpr Tick minute = ticks_per_h / 60;

/// `n` places on a line, ten minutes from each to the next. The depot is place 0.
PlaceTimes line_of(std::uint32_t n) {
  PlaceTimes times{n, {}};
  for (std::uint32_t a = 0; a < n; ++a)
    for (std::uint32_t b = 0; b < n; ++b) times.ticks.push_back(10 * minute * static_cast<Tick>(a < b ? b - a : a - b));
  return times;
}

FleetRules one_van() {
  return {
      .vans = 1, .seats = 8, .max_wait = 20 * minute, .max_detour = 1.5, .dwell = 0, .end = ticks_per_day, .depot = 0};
}

/// Each request a booking of its own.
FleetDay drive_each(const FleetRules& rules, const PlaceTimes& times, const std::vector<RideRequest>& requests) {
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i <= requests.size(); ++i) first.push_back(i);
  return drive_fleet(rules, times, requests, first);
}

TEST(VanFleet, SharesAWay) {
  // Both want to go to the end of the line, the second one is on the way.
  const std::vector<RideRequest> requests = {{1, 4, 60 * minute}, {2, 4, 65 * minute}};
  const auto day = drive_each(one_van(), line_of(5), requests);
  EXPECT_EQ(day.rides[0].pick_up, 60 * minute);
  EXPECT_EQ(day.rides[1].pick_up, 70 * minute);
  EXPECT_EQ(day.rides[0].set_down, 90 * minute);
  EXPECT_EQ(day.rides[1].set_down, 90 * minute);
  auto alone = one_van();
  alone.seats = 1;  // the second one would wait until 60 + 30 + 20 = 110, that is 45 minutes
  const auto without = drive_each(alone, line_of(5), requests);
  EXPECT_TRUE(without.rides[0].taken());
  EXPECT_FALSE(without.rides[1].taken());
}

TEST(VanFleet, TakesATourWholeOrNotAtAll) {
  auto rules = one_van();
  rules.end = 100 * minute;  // the way back of the first one would end at 120
  const std::vector<RideRequest> requests = {{1, 2, 60 * minute}, {2, 1, 110 * minute}, {3, 4, 60 * minute}};
  const std::vector<std::size_t> first = {0, 2, 3};
  const auto day = drive_fleet(rules, line_of(5), requests, first);
  EXPECT_FALSE(day.rides[0].taken());
  EXPECT_FALSE(day.rides[1].taken());
  EXPECT_EQ(day.rides[2].pick_up, 60 * minute);  // the van is free for the other one, as if nobody had called before
  EXPECT_EQ(day.legs.size(), 3U);
}

/// Two hundred keyed requests within two hours.
std::vector<RideRequest> rush() {
  const Random random(3, 0);
  std::vector<RideRequest> requests;
  for (std::uint64_t i = 0; i < 200; ++i) {
    const auto draw = random(Stream::test, i);
    const auto from = draw.below(12, 0);
    requests.push_back({from, (from + 1 + draw.below(11, 1)) % 12,
                        6 * ticks_per_h + static_cast<Tick>(draw.below(2 * ticks_per_h, 2))});
  }
  std::ranges::sort(requests, {}, &RideRequest::earliest);
  return requests;
}

TEST(VanFleet, KeepsWhatItPromised) {
  const auto times = line_of(12);
  const auto requests = rush();
  auto rules = one_van();
  rules.seats = 2;
  rules.dwell = minute;
  const auto day = drive_each(rules, times, requests);
  std::vector<std::pair<Tick, int>> aboard;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const auto& ride = day.rides[i];
    if (!ride.taken()) continue;
    const auto direct = times(requests[i].from, requests[i].to);
    EXPECT_GE(ride.pick_up, requests[i].earliest);
    EXPECT_LE(ride.pick_up, requests[i].earliest + rules.max_wait);
    EXPECT_GE(ride.set_down, ride.pick_up + rules.dwell + direct);
    EXPECT_LE(ride.set_down, requests[i].earliest + rules.max_wait + 3 * direct / 2 + rules.dwell + 1);
    aboard.emplace_back(ride.pick_up, 1);
    aboard.emplace_back(ride.set_down, -1);  // sorts before who is fetched at the same time
  }
  std::ranges::sort(aboard);
  int now = 0, most = 0;
  for (const auto& [at, change] : aboard) most = std::max(most, now += change);
  EXPECT_EQ(most, 2);
}

TEST(VanFleet, MoreVansRefuseFewer) {
  std::vector<std::ptrdiff_t> refusals;
  for (const int vans : {0, 2, 6, 60}) {
    auto rules = one_van();
    rules.vans = vans;
    rules.max_wait = 120 * minute;  // the last of twelve places is 110 minutes from the depot
    refusals.push_back(std::ranges::count_if(drive_each(rules, line_of(12), rush()).rides,
                                             [](const Ride& ride) { return !ride.taken(); }));
  }
  EXPECT_EQ(refusals.front(), 200);
  EXPECT_EQ(refusals.back(), 0);
  EXPECT_TRUE(std::ranges::is_sorted(refusals, std::greater{}));
}

/// A street of eleven places, 60 households with a car for two, who go shopping in the morning.
SmallWorld street() {
  SmallWorld w;
  std::vector<NodeId> nodes;
  for (int i = 0; i < 11; ++i) nodes.push_back(w.node(i * 1000.0, 0));
  for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
    w.link(nodes[i], nodes[i + 1], 1000, 12, 600);
    w.link(nodes[i + 1], nodes[i], 1000, 12, 600);
  }
  w.region.municipalities.x_m.push_back(0);
  w.region.municipalities.y_m.push_back(0);
  for (int h = 0; h < 60; ++h) {
    const auto home = nodes[static_cast<std::size_t>(h % 5)];
    w.household(home, 2, 1);
    for (int p = 0; p < 2; ++p) {
      const auto leave = 8 * ticks_per_h + (h * 7 + p * 31) % 120 * minute;
      w.day_at(home, nodes[static_cast<std::size_t>(6 + (h + p) % 5)], leave, leave + 2 * ticks_per_h,
               Purpose::shopping);
    }
  }
  w.finish();
  return w;
}

Parameters with_vans(int vans) {
  Parameters p;
  OnDemandService service;
  service.name = "vans";
  service.municipalities = {"15000001"};
  service.vans = vans;
  service.constant = 2;
  p.on_demand.push_back(service);
  return p;
}

bool rides(const test::MobilityDay& day, PersonId person) {
  return static_cast<int>(day.fields.at("person/on_demand")[person.index()]) % 2 == 1;
}

/// Modes of a person's trips.
std::vector<Mode> modes_of(const test::MobilityDay& day, PersonId person) {
  std::vector<Mode> out;
  for (const auto& trip : day.state.trips)
    if (trip.person == person) out.push_back(trip.mode);
  return out;
}

TEST(OnDemand, WithoutVansAllIsAsWithoutTheService) {
  const auto w = street();
  const auto before = mobility_day(w, Parameters{});
  const auto day = mobility_day(w, with_vans(0));
  EXPECT_FALSE(before.fields.contains("on_demand/requests"));
  EXPECT_GT(day.fields.at("on_demand_region/refused_on_demand")[0], 0.99);
  EXPECT_EQ(day.fields.at("mode_trips"), before.fields.at("mode_trips"));
  EXPECT_EQ(day.state.trips.values(), before.state.trips.values());
}

TEST(OnDemand, MovesOnlyThoseWhoRideAndThoseWhoGetTheirCar) {
  const auto w = street();
  const auto before = mobility_day(w, Parameters{});
  const auto day = mobility_day(w, with_vans(30));
  std::size_t riders = 0, freed = 0;
  for (const auto person : w.wanted.ids()) {
    const bool mate = rides(day, PersonId(person.index() ^ 1U));  // the other one of the household
    if (rides(day, person)) {
      ++riders;
      EXPECT_EQ(modes_of(day, person), (std::vector<Mode>{Mode::transit, Mode::transit}));
    } else if (modes_of(day, person) != modes_of(before, person)) {
      ++freed;
      EXPECT_TRUE(mate);
      EXPECT_EQ(modes_of(day, person).front(), Mode::car);
    }
  }
  EXPECT_GT(riders, 20U);
  EXPECT_LT(riders, 120U);
  EXPECT_GT(freed, 0U);
  EXPECT_EQ(day.fields.at("on_demand_region/rides_on_demand")[0], 2.0 * static_cast<double>(riders));
}

TEST(OnDemand, RidersComeWhenTheVanSetsThemDown) {
  const auto w = street();
  const auto day = mobility_day(w, with_vans(30));
  const OnDemandService service;
  for (const auto& trip : day.state.trips) {
    if (!rides(day, trip.person)) continue;
    const double took = seconds(trip.arrive - trip.depart);
    const double direct = static_cast<double>(trip.distance_m) / 12;
    EXPECT_GE(took, direct + 2 * service.access_s - 1);
    EXPECT_LE(took, service.max_wait_s + service.max_detour * direct + 2 * service.access_s + service.dwell_s + 1);
  }
}

TEST(OnDemand, ServesOnlyWhatItNamesAndItsHours) {
  const auto w = street();
  for (const auto& change : std::vector<std::function<void(OnDemandService&)>>{
           [](OnDemandService& s) { s.municipalities = {"15000002"}; }, [](OnDemandService& s) { s.by_measure = true; },
           [](OnDemandService& s) { s.end_h = 8; }}) {
    auto p = with_vans(30);
    change(p.on_demand[0]);
    const auto day = mobility_day(w, p);
    const auto& asked = day.fields.at("on_demand/requests");
    EXPECT_EQ(std::ranges::count_if(asked, [](double n) { return n > 0; }), 0);
  }
}

TEST(OnDemand, ThreadsChangeNoBit) {
  const auto w = street();
  const auto one = mobility_day(w, with_vans(3), 1);
  EXPECT_GT(one.fields.at("on_demand_region/refused_on_demand")[0], 0);
  for (const int threads : {2, 7}) {
    const auto other = mobility_day(w, with_vans(3), threads);
    EXPECT_TRUE(same_bits(one, other)) << threads;
    EXPECT_EQ(one.state.trips.values(), other.state.trips.values()) << threads;
  }
}

}  // namespace
}  // namespace pendel::mobility
