// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/departure.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/math.hpp"
#include "support/mobility_day.hpp"

namespace pendel::mobility {
namespace {

using test::mobility_day;
using test::MobilityDay;
using test::same_bits;
using test::SmallWorld;

constexpr double no_limit = 100000;
constexpr Tick free_way = 10 * ticks_per_min;

Parameters three_departures() {
  Parameters p;
  p.departure_step_min = p.departure_reach_min = 10;
  return p;
}

TEST(Departure, ThePlanIsTheBestOnEmptyRoads) {
  const Parameters p;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    const auto choice = departures(p, Random(1, 0), PersonId(i), Purpose::work, free_way);
    ASSERT_EQ(choice.shift.size(), 13U);
    EXPECT_EQ(choice.shift.front(), -60 * ticks_per_min);
    const std::vector<Tick> ticks(choice.shift.size(), free_way);
    EXPECT_EQ(best_departure(p, choice, free_way, ticks), 0);
  }
}

// If the way takes d longer for who sets out as planned, and only for them, who stays with the plan would have chosen
// it without any plan as well: share P0(d) / P0(0), P0 the logit's. Who leaves it takes the others by their logit.
TEST(Departure, SharesAreThoseOfTheLogitGivenThePlan) {
  const auto p = three_departures();
  constexpr int people = 40000;
  constexpr Tick longer = 3 * ticks_per_min;
  const std::vector<Tick> ticks = {free_way, free_way + longer, free_way};
  int stay = 0, early = 0;
  for (std::uint32_t i = 0; i < people; ++i) {
    const auto choice = departures(p, Random(1, 0), PersonId(i), Purpose::work, free_way);
    const auto shift = best_departure(p, choice, free_way, ticks);
    stay += shift == 0 ? 1 : 0;
    early += shift < 0 ? 1 : 0;
  }
  const double b = p.car_time_per_min / p.departure_scale;
  const double e_early = math::exp(b * 0.61 * 10), e_late = math::exp(b * 2.4 * 10);
  const double e_plan = math::exp(b * (3 + 2.4 * 3));  // late by these three minutes, too
  const double expected = e_plan / (e_early + e_plan + e_late) * (e_early + 1 + e_late);
  EXPECT_NEAR(static_cast<double>(stay) / people, expected, 3 * std::sqrt(expected * (1 - expected) / people));
  const double of_leavers = e_early / (e_early + e_late);
  EXPECT_NEAR(static_cast<double>(early) / (people - stay), of_leavers,
              3 * std::sqrt(of_leavers * (1 - of_leavers) / (people - stay)));
}

TEST(Departure, MoreAlternativesLeaveTheDrawsOfTheOthersInOrder) {
  auto p = three_departures();
  p.departure_reach_min = 20;
  const auto wide = departures(p, Random(1, 0), PersonId(5), Purpose::work, free_way);
  ASSERT_EQ(wide.shift.size(), 5U);
  EXPECT_NE(departures(p, Random(1, 0), PersonId(5), Purpose::education, free_way).draw, wide.draw);
  EXPECT_NE(departures(p, Random(1, 0), PersonId(6), Purpose::work, free_way).draw, wide.draw);
  EXPECT_EQ(departures(p, Random(1, 0), PersonId(5), Purpose::work, free_way).draw, wide.draw);
}

TEST(Departure, ScheduleDelayByHand) {
  Parameters p;
  p.departure_early = 0.5;
  p.departure_late = 2;
  Draft draft;
  draft.car_free = 100;
  draft.car_time = 150;
  EXPECT_EQ(schedule_delay(p, draft), 100);  // 5 s late
  draft.shift = -150;
  EXPECT_EQ(schedule_delay(p, draft), 50);  // 10 s early
}

/// `people` who want to set out at seven to a place behind a road of 5 km for 600 vehicles an hour.
struct Bottleneck {
  SmallWorld w;
  explicit Bottleneck(int people, double per_h = 600) {
    const auto a = w.node(0, 0), b = w.node(5000, 0);
    w.link(a, b, 5000, 10, per_h);
    w.link(b, a, 5000, 10, no_limit);
    for (int i = 0; i < people; ++i) {
      w.household(a, 1, 1);
      w.day_at(a, b, 7 * ticks_per_h, 17 * ticks_per_h);
    }
    w.finish();
  }
};

Parameters responsive(int days, double scale) {
  auto p = test::only_cars();
  p.gap = 0;
  p.max_iterations = days;
  p.departure_turns = 10;
  p.departure_step_min = 5;
  p.departure_scale = scale;
  return p;
}

double longest_wait_min(const MobilityDay& day) {
  Tick longest = 0;
  for (const auto& trip : day.state.trips)
    if (trip.purpose == Purpose::work) longest = std::max(longest, trip.arrive - trip.depart);
  return seconds(longest - 500 * ticks_per_s) / 60;
}

double mean_shift_min(const MobilityDay& day) {
  double sum = 0, n = 0;
  for (const auto& trip : day.state.trips)
    if (trip.purpose == Purpose::work) sum += std::abs(seconds(trip.depart) / 60 - 7 * 60), ++n;
  return sum / n;
}

// Vickrey 1969; Arnott, de Palma, Lindsey 1990: N people with one wanted arrival and a capacity s spread their
// departures until the longest wait is e l / (e + l) N / s, with e and l the price of a minute too early and too late
// in minutes on the way; it is N / s if all set out at once. People expect means of quarters of an hour, so that single
// ones wait up to a quarter longer, however many there are: the growth with N is the sharper test.
TEST(DepartureResponse, TheQueueOfABottleneckFallsToVickreys) {
  const auto longest = [](int people, int turns) {
    auto p = responsive(60, 0.1);
    p.departure_turns = turns;
    p.departure_step_min = 2;
    p.departure_reach_min = 160;
    return longest_wait_min(mobility_day(Bottleneck(people).w, p));
  };
  const auto vickrey = [](double people) { return 0.61 * 2.4 / (0.61 + 2.4) * people / 10; };  // 10 a minute
  EXPECT_NEAR(longest(800, 0), 80, 1);
  const double some = longest(800, 10), twice = longest(1600, 10);
  EXPECT_NEAR(some, vickrey(800), 15);    // 38.9
  EXPECT_NEAR(twice, vickrey(1600), 15);  // 77.8
  EXPECT_NEAR(twice - some, vickrey(800), 0.12 * vickrey(800));
}

// With the draws of the default scale people differ, so that the wait is shorter still.
TEST(DepartureResponse, ThePeakSpreads) {
  const Bottleneck road(400);
  auto deaf = responsive(1, 0.63);
  deaf.departure_turns = 0;
  const auto before = mobility_day(road.w, deaf), after = mobility_day(road.w, responsive(60, 0.63));
  EXPECT_NEAR(longest_wait_min(before), 40, 1);
  EXPECT_LT(longest_wait_min(after), 0.5 * longest_wait_min(before));
  EXPECT_EQ(mean_shift_min(before), 0);
  EXPECT_GT(mean_shift_min(after), 5);
  EXPECT_LE(after.state.departure_changes, 1U);
}

TEST(DepartureResponse, NobodyShiftsOnAnEmptyRoad) {
  const Bottleneck road(100, no_limit);
  const auto day = mobility_day(road.w, responsive(20, 0.63));
  EXPECT_EQ(mean_shift_min(day), 0);
  EXPECT_EQ(day.state.departure_changes, 0U);
}

// Others on another road: nobody at the bottleneck sets out at another time, person by person.
TEST(DepartureResponse, WhoIsNotTouchedDoesNotMove) {
  const Bottleneck road(200);
  auto more = road;
  const auto c = more.w.node(0, 9000), d = more.w.node(5000, 9000);
  more.w.link(c, d, 5000, 10, 100);
  more.w.link(d, c, 5000, 10, no_limit);
  for (int i = 0; i < 50; ++i) {
    more.w.household(c, 1, 1);
    more.w.day_at(c, d, 7 * ticks_per_h, 17 * ticks_per_h);
  }
  more.w.finish();
  const auto base = mobility_day(road.w, responsive(12, 0.63)), other = mobility_day(more.w, responsive(12, 0.63));
  EXPECT_GT(mean_shift_min(base), 0.5);
  for (const auto trip : base.state.trips.ids()) {
    EXPECT_EQ(other.state.trips[trip].depart, base.state.trips[trip].depart);
    EXPECT_EQ(other.state.trips[trip].arrive, base.state.trips[trip].arrive);
  }
}

// Below driving: who can avoid queue and lateness by another departure keeps the car. Both times lateness counts.
TEST(DepartureResponse, FewerLeaveTheCarWhereDeparturesRespondToo) {
  const Bottleneck road(400);
  auto p = responsive(40, 0.63);
  p.car_constant = 1.5;
  p.walk_constant = p.transit_constant = p.ride_constant = -40;
  p.mode_turns = p.departure_turns = 5;
  const auto by_car = [&](double reach_min) {
    p.departure_reach_min = reach_min;
    const auto day = mobility_day(road.w, p);
    return std::ranges::count_if(day.state.trips, [](const Trip& trip) { return trip.mode == Mode::car; });
  };
  const auto modes_alone = by_car(0), both = by_car(60);
  EXPECT_GT(modes_alone, 0);
  EXPECT_GT(both, modes_alone);
}

TEST(DepartureResponse, TheSameBitsForAnyNumberOfThreads) {
  const Bottleneck road(200);
  const auto one = mobility_day(road.w, responsive(12, 0.63), 1);
  EXPECT_GT(mean_shift_min(one), 0.5);
  for (const int threads : {2, 7}) EXPECT_TRUE(same_bits(mobility_day(road.w, responsive(12, 0.63), threads), one));
}

TEST(DepartureResponse, IsCarriedOver) {
  const Bottleneck road(200);
  const auto base = mobility_day(road.w, responsive(12, 0.63));
  const auto again = mobility_day(road.w, responsive(1, 0.63), 2, {}, {}, base.state.choices);
  EXPECT_EQ(again.state.trips.values(), base.state.trips.values());
  EXPECT_EQ(again.state.relative_gap, base.state.relative_gap);
}

// The plan stays, but who leaves home earlier is at home for a shorter time.
TEST(DepartureResponse, StaysEndWhenTheirTripsBegin) {
  const Bottleneck road(200);
  const auto day = mobility_day(road.w, responsive(12, 0.63));
  bool early = false;
  for (const auto& trip : day.state.trips) {
    if (trip.purpose != Purpose::work) continue;
    const auto stays = day.state.executed[trip.person];
    EXPECT_EQ(stays[0].end, trip.depart);
    EXPECT_EQ(stays[1].begin, trip.arrive);
    early = early || trip.depart < 7 * ticks_per_h;
  }
  EXPECT_TRUE(early);
}

}  // namespace
}  // namespace pendel::mobility
