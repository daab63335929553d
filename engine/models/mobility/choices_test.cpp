// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <numeric>

#include "models/mobility/carry.hpp"
#include "models/mobility/mobility.hpp"
#include "support/mobility_day.hpp"

namespace pendel::mobility {
namespace {

using test::add_commuters;
using test::mobility_day;
using test::MobilityDay;
using test::only_cars;
using test::SmallWorld;

constexpr double enough = 20000;  // vehicles per hour

/// Two roads from home to work: a quick one for 600 vehicles an hour, a slow one for all. 800 an hour set out.
struct TwoRoads {
  SmallWorld w;
  LinkId quick, slow;
  explicit TwoRoads(int per_slice = 200) {
    const auto a = w.node(0, 0), b = w.node(1000, 0);
    quick = w.link(a, b, 1000, 10, 600);
    slow = w.link(a, b, 1500, 10, enough);
    w.link(b, a, 1000, 10, enough);
    add_commuters(w, a, b, per_slice);
    w.finish();
  }
};

Parameters some_days(int days) {
  auto p = only_cars();
  p.gap = 0;
  p.max_iterations = days;
  return p;
}

void expect_same_day(const MobilityDay& a, const MobilityDay& b) {
  EXPECT_EQ(a.state.trips.values(), b.state.trips.values());
  EXPECT_EQ(a.state.executed, b.state.executed);
  for (const auto* field : {"flow", "travel_time", "delay", "density", "relative_gap", "gap_by_departure"})
    EXPECT_EQ(a.fields.at(field), b.fields.at(field)) << field;
}

// The day that is lived first is the base's last one, whether the base had one day or many.
TEST(Choices, ARunThatStartsFromItsBaseFindsItsLastDayAgain) {
  const TwoRoads net;
  for (const int days : {1, 2, 7}) {
    const auto base = mobility_day(net.w, some_days(days));
    const auto again = mobility_day(net.w, some_days(1), 2, {}, {}, base.state.choices);
    EXPECT_GT(base.state.relative_gap, 0);
    EXPECT_EQ(again.state.relative_gap, base.state.relative_gap);
    EXPECT_EQ(again.state.iterations, 1);
    expect_same_day(again, base);
    EXPECT_EQ(again.state.choices.routes, base.state.choices.routes);
  }
}

TEST(Choices, ACarriedDayHasTheSameBitsForAnyNumberOfThreads) {
  const TwoRoads net;
  const auto base = mobility_day(net.w, some_days(3));
  const auto one = mobility_day(net.w, some_days(3), 1, {}, {}, base.state.choices);
  for (const int threads : {2, 7}) {
    const auto many = mobility_day(net.w, some_days(3), threads, {}, {}, base.state.choices);
    expect_same_day(many, one);
    EXPECT_EQ(many.state.choices.routes, one.state.choices.routes);
    EXPECT_EQ(many.state.choices.link_time, one.state.choices.link_time);
  }
}

// One stays at home: the trips of all others are theirs, though they stand elsewhere in the list.
TEST(Choices, AreThePersonsOwnWhenOthersStayAtHome) {
  const TwoRoads net;
  const auto base = mobility_day(net.w, some_days(5));
  auto fewer = net;
  const PersonId at_home(3);
  Rows<PersonId, Activity> wanted;
  for (const auto person : net.w.wanted.ids()) {
    std::vector<Activity> stays(net.w.wanted[person].begin(), net.w.wanted[person].end());
    if (person == at_home) stays = {SmallWorld::at(NodeId(0), Purpose::home, 0, ticks_per_day)};
    wanted.push_row(stays);
  }
  fewer.w.wanted = wanted;
  const auto less = mobility_day(fewer.w, some_days(1), 2, {}, {}, base.state.choices);
  EXPECT_EQ(less.state.trips.size() + 2, base.state.trips.size());
  const auto& before = base.fields.at("person/car_distance");
  const auto& after = less.fields.at("person/car_distance");
  for (const auto person : wanted.ids())
    EXPECT_EQ(after[person.index()], person == at_home ? 0 : before[person.index()]);
}

TEST(Choices, MatchTheNthTripBetweenTheSameNodes) {
  TravelChoices known;
  known.entity = {5, 5, 5, 7};
  known.from = {1, 2, 1, 1};
  known.to = {2, 1, 2, 2};
  const std::vector<TripKey> wanted = {{7, 1, 2}, {5, 2, 1}, {5, 1, 2}, {5, 1, 2}, {5, 1, 2}, {6, 1, 2}};
  EXPECT_EQ(match(known, wanted), (std::vector<std::uint32_t>{3, 1, 0, 2, no_trip, no_trip}));
}

TEST(Choices, ARouteOverARoadThatIsClosedAllDayIsForgotten) {
  const TwoRoads net(20);
  const auto base = mobility_day(net.w, some_days(1));
  const auto closed = mobility_day(net.w, some_days(1), 2, {0, 1, 1}, {}, base.state.choices);
  const auto entries = [](const MobilityDay& day, LinkId link) {
    double sum = 0;
    for (std::size_t slice = 0; slice < slices_per_day; ++slice) sum += day.fields.at("flow")[slice * 3 + link.index()];
    return sum * slice_h;
  };
  EXPECT_EQ(entries(base, net.quick), 240);
  EXPECT_EQ(entries(closed, net.quick), 0);
  EXPECT_EQ(entries(closed, net.slow), 240);
  EXPECT_EQ(closed.state.unfinished, 0U);
}

TEST(Choices, AreNotKeptUnlessAskedFor) {
  const TwoRoads net(2);
  auto p = some_days(1);
  p.keep_choices = false;
  EXPECT_TRUE(mobility_day(net.w, p).state.choices.empty());
}

/// One road of 5 km for 600 vehicles an hour on which 800 set out, and bicycles.
struct OneRoad {
  SmallWorld w;
  OneRoad() {
    const auto a = w.node(0, 0), b = w.node(5000, 0);
    w.link(a, b, 5000, 10, 600);
    w.link(b, a, 5000, 10, enough);
    add_commuters(w, a, b, 200);
    w.finish();
  }
};

Parameters drivers_and_cyclists(int turns) {
  Parameters p;
  p.car_terminal_s = 0;
  p.car_constant = 1.5;
  p.walk_constant = p.transit_constant = p.ride_constant = -40;
  p.gap = 0;
  p.max_iterations = 12;
  p.mode_turns = turns;
  return p;
}

std::uint64_t by_car(const MobilityDay& day) {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(day.state.trips, [](const Trip& trip) { return trip.mode == Mode::car; }));
}

double longest_drive_min(const MobilityDay& day) {
  Tick longest = 0;
  for (const auto& trip : day.state.trips)
    if (trip.mode == Mode::car) longest = std::max(longest, trip.arrive - trip.depart);
  return seconds(longest) / 60;
}

// Who waits long in the queue takes the bicycle; those who set out before it has grown do not.
TEST(ModeResponse, AQueueMakesThoseCycleWhoWouldWaitInIt) {
  const OneRoad road;
  const auto deaf = mobility_day(road.w, drivers_and_cyclists(0));
  const auto responsive = mobility_day(road.w, drivers_and_cyclists(4));
  EXPECT_EQ(deaf.state.mode_changes, 0U);
  EXPECT_LT(by_car(responsive), by_car(deaf));
  EXPECT_LT(longest_drive_min(responsive), 0.8 * longest_drive_min(deaf));
  double changed = 0, early = 0;
  for (const auto i : deaf.state.trips.ids()) {
    const auto& before = deaf.state.trips[i];
    const auto& after = responsive.state.trips[i];
    if (before.mode == after.mode || before.purpose != Purpose::work) continue;
    EXPECT_EQ(before.mode, Mode::car);
    ++changed;
    early += before.depart < 7 * ticks_per_h ? 1 : 0;
  }
  EXPECT_GT(changed, 100);
  EXPECT_LT(early, changed / 4);
}

// When all have been asked, the modes are what each would choose at the times that came out: asking all again hardly
// changes any.
TEST(ModeResponse, SettlesAndIsCarriedOver) {
  const OneRoad road;
  auto p = drivers_and_cyclists(4);
  p.max_iterations = 30;
  const auto base = mobility_day(road.w, p);
  EXPECT_LT(base.state.mode_changes, base.state.trips.size() / 100);
  p.max_iterations = 1;
  const auto again = mobility_day(road.w, p, 2, {}, {}, base.state.choices);
  EXPECT_EQ(again.state.trips.values(), base.state.trips.values());
  EXPECT_EQ(again.state.relative_gap, base.state.relative_gap);
}

TEST(ModeResponse, TheSameBitsForAnyNumberOfThreads) {
  const OneRoad road;
  const auto one = mobility_day(road.w, drivers_and_cyclists(3), 1);
  for (const int threads : {2, 7}) {
    const auto many = mobility_day(road.w, drivers_and_cyclists(3), threads);
    expect_same_day(many, one);
    EXPECT_EQ(many.state.choices.car_time, one.state.choices.car_time);
  }
}

}  // namespace
}  // namespace pendel::mobility
