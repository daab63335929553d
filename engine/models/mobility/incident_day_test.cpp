// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "models/mobility/day_capacity.hpp"
#include "models/mobility/link_times.hpp"
#include "models/mobility/mobility.hpp"
#include "support/mobility_day.hpp"

namespace pendel::mobility {
namespace {

using test::add_commuters;
using test::mobility_day;
using test::MobilityDay;
using test::only_cars;
using test::SmallWorld;

constexpr double ample = 20000;  // vehicles per hour
constexpr Tick seven = 7 * ticks_per_h, eight = 8 * ticks_per_h, nine = 9 * ticks_per_h;

double entries(const MobilityDay& day, LinkId link, Tick from, Tick to, std::size_t links) {
  double sum = 0;
  for (int slice = slice_of(from); slice < to / ticks_per_slice; ++slice)
    sum += day.fields.at("flow")[static_cast<std::size_t>(slice) * links + link.index()];
  return sum * slice_h;
}

double mean_minutes_to_work(const MobilityDay& day, Tick from, Tick to) {
  double sum = 0, n = 0;
  for (const auto& trip : day.state.trips) {
    if (trip.purpose != Purpose::work || trip.depart < from || trip.depart >= to) continue;
    sum += seconds(trip.arrive - trip.depart) / 60;
    ++n;
  }
  return sum / n;
}

TEST(IncidentDay, TellsWhatIsLeftOfEachLinkAndWhen) {
  const LinkId a(0), b(1);
  const std::vector<float> midnight = {1, 0, 0.5F};
  const std::vector<CapacityStep> steps = {{seven, a, 0}, {seven, b, 1}, {eight, a, 0.5F}};
  const DayCapacity day(3, midnight, steps);
  EXPECT_EQ(day.opens(0, seven - 1), seven - 1);
  EXPECT_EQ(day.opens(0, seven), eight);
  EXPECT_EQ(day.opens(0, eight), eight);
  EXPECT_EQ(day.opens(1, 0), seven);
  EXPECT_EQ(day.opens(2, nine), nine);
  EXPECT_FALSE(day.closed_all_day(0) || day.closed_all_day(1) || day.closed_all_day(2));
  EXPECT_EQ(day.factor(0, slice_of(seven) - 1), 1);
  EXPECT_EQ(day.factor(0, slice_of(seven)), 0);
  EXPECT_EQ(day.factor(0, slice_of(nine)), 0.5);
  EXPECT_EQ(day.factor(2, 5), 0.5);
  const DayCapacity half_a_slice(1, {}, std::vector<CapacityStep>{{seven + ticks_per_slice / 2, a, 0}});
  EXPECT_EQ(half_a_slice.factor(0, slice_of(seven)), 0.5);
  EXPECT_EQ(half_a_slice.opens(0, nine), DayCapacity::never_opens);
  EXPECT_TRUE(DayCapacity(1, std::vector<float>{0}, {}).closed_all_day(0));
}

// 100 s on the empty link. Who comes while it is closed waits for its hour; the queue of the expected flow grows by
// what comes above half of 600 an hour.
TEST(IncidentDay, LinkTimesWaitForTheOpeningAndQueueAtTheNarrowedRoad) {
  const std::vector<routing::Weight> free = {1000, 1000};
  parallel::Pool pool(1);
  const DayCapacity day(2, std::vector<float>{1, 0.5F},
                        std::vector<CapacityStep>{{seven, LinkId(0), 0}, {eight, LinkId(0), 1}});
  LinkTimes times(free, &day);
  EXPECT_EQ(times.of(0, seven - 1), 1000);
  EXPECT_EQ(times.of(0, seven), ticks_per_h + 1000);
  EXPECT_EQ(times.of(0, eight - 600), 1600);
  EXPECT_EQ(times.of(0, eight), 1000);
  std::vector<std::uint32_t> inflow(2 * slices_per_day, 0);
  inflow[slices_per_day + 28] = 1500;  // 150 cars in a quarter of an hour, of which half pass
  times.take_flow(inflow, std::vector<std::int32_t>{6000, 6000}, 1.0, pool);
  EXPECT_DOUBLE_EQ(times.seconds_of(1, 27), 100);
  EXPECT_DOUBLE_EQ(times.seconds_of(1, 28), 100 + 450);
  EXPECT_DOUBLE_EQ(times.seconds_of(1, 29), 100 + 450);
}

// 800 an hour set out, half of 1,200 pass on the quick road: on the very first day some must know to take the slow one.
TEST(IncidentDay, FirstRoutesKnowThatARoadIsNarrowed) {
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(1000, 0);
  w.link(a, b, 1000, 10, 1200);
  const auto slow = w.link(a, b, 1500, 10, ample);
  w.link(b, a, 1000, 10, ample);
  add_commuters(w, a, b, 200);
  w.finish();
  auto p = only_cars();
  p.max_iterations = 1;
  EXPECT_EQ(entries(mobility_day(w, p), slow, seven, nine, 3), 0);
  EXPECT_GT(entries(mobility_day(w, p, 2, {0.5F, 1, 1}), slow, seven, nine, 3), 200);
}

/// A long way to a junction, from there a short and a long road to work.
struct Fork {
  SmallWorld w;
  LinkId way, near, far, far_on;
  Fork() {
    const auto a = w.node(0, 0), m = w.node(10000, 0), c = w.node(10500, 1000), b = w.node(11000, 0);
    way = w.link(a, m, 10000, 20, ample);
    near = w.link(m, b, 1000, 10, ample);
    far = w.link(m, c, 2000, 10, ample);
    far_on = w.link(c, b, 2000, 10, ample);
    w.link(b, a, 10000, 20, ample);
    add_commuters(w, a, b, 20);
    w.finish();
  }
  /// Closed from seven to eight.
  [[nodiscard]] std::vector<CapacityStep> closure() const { return {{seven, near, 0}, {eight, near, 1}}; }
};

// All know of the closure: before seven and after eight they drive the short road, in between the long one.
TEST(IncidentDay, ARoadClosedFromSevenToEightIsEmptyThenAndOnlyThen) {
  const Fork fork;
  const auto r = mobility_day(fork.w, only_cars(), 2, {}, fork.closure());
  EXPECT_EQ(entries(r, fork.near, seven, eight, 5), 0);
  EXPECT_GT(entries(r, fork.near, 6 * ticks_per_h, seven, 5), 50);
  EXPECT_GT(entries(r, fork.near, eight, nine, 5), 70);
  EXPECT_GT(entries(r, fork.far, seven, eight, 5), 70);
  EXPECT_EQ(entries(r, fork.near, 0, ticks_per_day, 5) + entries(r, fork.far, 0, ticks_per_day, 5), 240);
  EXPECT_EQ(r.state.unfinished, 0U);
  EXPECT_NEAR(mean_minutes_to_work(r, seven, eight - 9000), (500 + 400) / 60.0, 0.1);
}

Parameters surprised(double informed_share) {
  auto p = only_cars();
  p.max_iterations = 1;
  p.informed_share = informed_share;
  return p;
}

// The closure surprises drivers on their routes of a day without it. Those who do not hear of it stand before it until
// eight; those who do leave the queue at the latest at the next quarter of an hour.
TEST(IncidentDay, InformedDriversLeaveTheirRouteUnderWay) {
  const Fork fork;
  const auto usual = mobility_day(fork.w, surprised(0));
  const auto start = usual.state.choices;
  const auto nobody = mobility_day(fork.w, surprised(0), 2, {}, fork.closure(), start);
  const auto half = mobility_day(fork.w, surprised(0.5), 2, {}, fork.closure(), start);
  const auto all = mobility_day(fork.w, surprised(1), 2, {}, fork.closure(), start);
  EXPECT_EQ(nobody.state.rerouted, 0U);
  EXPECT_EQ(entries(nobody, fork.far, 0, ticks_per_day, 5), 0);
  EXPECT_GT(mean_minutes_to_work(nobody, seven, eight), 30);
  EXPECT_GT(all.state.rerouted, 70U);
  EXPECT_EQ(entries(all, fork.far, 0, ticks_per_day, 5), static_cast<double>(all.state.rerouted));
  EXPECT_LT(mean_minutes_to_work(all, seven, eight), (500 + 400 + 900) / 60.0);
  EXPECT_GT(half.state.rerouted, all.state.rerouted / 4);
  EXPECT_LT(half.state.rerouted, all.state.rerouted);
  // What a person drove is the way that was driven: 10 km, then 4 km instead of 1 km, and 10 km back.
  double longer = 0;
  for (const double metres : all.fields.at("person/car_distance")) longer += metres > 22000 ? 1 : 0;
  EXPECT_EQ(longer, static_cast<double>(all.state.rerouted));
  // and so is where it left its exhaust
  EXPECT_GT(all.fields.at("traffic_co2")[fork.far.index()], 0);
  EXPECT_EQ(nobody.fields.at("traffic_co2")[fork.far.index()], 0);
}

TEST(IncidentDay, WithoutAnIncidentInformedDriversStayOnTheirRoutes) {
  const Fork fork;
  EXPECT_EQ(mobility_day(fork.w, surprised(1)).state.rerouted, 0U);
}

TEST(IncidentDay, ATurnThatIsBannedIsNotTakenUnderWayEither) {
  Fork fork;
  fork.w.region.roads.turn_bans = {{fork.way, fork.far}};
  const auto usual = mobility_day(fork.w, surprised(1));
  const auto r = mobility_day(fork.w, surprised(1), 2, {}, fork.closure(), usual.state.choices);
  EXPECT_EQ(entries(r, fork.far, 0, ticks_per_day, 5), 0);
}

TEST(IncidentDay, TheSameBitsForAnyNumberOfThreads) {
  const Fork fork;
  const auto start = mobility_day(fork.w, surprised(0)).state.choices;
  auto p = surprised(0.6);
  p.max_iterations = 3;
  p.gap = 0;
  const auto one = mobility_day(fork.w, p, 1, {}, fork.closure(), start);
  for (const int threads : {2, 7}) {
    const auto many = mobility_day(fork.w, p, threads, {}, fork.closure(), start);
    EXPECT_EQ(many.fields, one.fields);
    EXPECT_EQ(many.state.executed, one.state.executed);
  }
}

}  // namespace
}  // namespace pendel::mobility
