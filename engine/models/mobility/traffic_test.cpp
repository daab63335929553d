// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/issue.hpp"
#include "models/mobility/assignment.hpp"
#include "support/mobility_day.hpp"

namespace pendel::mobility {
namespace {

using test::add_commuters;
using test::mobility_day;
using test::MobilityDay;
using test::only_cars;
using test::SmallWorld;

constexpr double plenty = 20000;  // vehicles per hour

Parameters many_days() {
  auto p = only_cars();
  p.gap = 0;
  p.max_iterations = 50;
  return p;
}

/// Vehicles in a quarter of an hour between seven and nine, when everything is steady: their mean.
double steady_flow(const MobilityDay& day, LinkId link, std::size_t links) {
  double sum = 0;
  for (std::size_t slice = 28; slice < 36; ++slice)
    sum += day.fields.at("flow")[slice * links + link.index()] * slice_h;
  return sum / 8;
}

/// Mean minutes from door to door of those who leave from `from` until `to` o'clock.
double mean_minutes(const MobilityDay& day, Tick from, Tick to) {
  double sum = 0, n = 0;
  for (const auto& trip : day.state.trips) {
    if (trip.depart < from || trip.depart >= to) continue;
    sum += seconds(trip.arrive - trip.depart) / 60;
    ++n;
  }
  return sum / n;
}

// 800 vehicles an hour; the quick road (100 s) lets 600 pass, the slow one (150 s) all. Its queue grows until it costs
// 50 s; then 600 an hour take the quick road, 200 the slow one, all 150 s.
TEST(Traffic, TwoRoutesShareAsSolvedByHand) {
  SmallWorld w;
  const auto s = w.node(-500, 0), a = w.node(0, 0), m = w.node(900, 0), b = w.node(1000, 0);
  w.link(s, a, 500, 10, plenty);
  const auto quick = w.link(a, m, 900, 10, plenty), slow = w.link(a, b, 1500, 10, plenty);
  w.link(m, b, 100, 10, 600);
  w.link(b, s, 1000, 10, plenty);
  add_commuters(w, s, b, 200);
  w.finish();
  const auto r = mobility_day(w, many_days());
  EXPECT_NEAR(steady_flow(r, quick, 5), 150, 3);
  EXPECT_NEAR(steady_flow(r, slow, 5), 50, 3);
  EXPECT_NEAR(mean_minutes(r, 7 * ticks_per_h, 9 * ticks_per_h), (50 + 150) / 60.0, 0.2);
  EXPECT_LE(r.state.relative_gap, 0.03);
  EXPECT_EQ(r.state.converged, 0);
}

/// s -> a -> t and s -> b -> t: s-a and b-t take 50 s and let 600 vehicles an hour pass, a-t and s-b take 250 s; the
/// bridge a -> b takes 10 s. 1,000 vehicles an hour.
struct Braess {
  SmallWorld w;
  LinkId home, sa, at, sb, bt, bridge, back, narrow_a, narrow_t;
  Braess() {
    const auto h = w.node(-100, 0), s = w.node(0, 0), a = w.node(500, 500), b = w.node(500, -500), t = w.node(1000, 0);
    const auto near_a = w.node(400, 400), near_t = w.node(900, -100);
    home = w.link(h, s, 100, 10, plenty);
    sa = w.link(s, near_a, 400, 10, plenty);
    at = w.link(a, t, 2500, 10, plenty);
    sb = w.link(s, b, 2500, 10, plenty);
    bt = w.link(b, near_t, 400, 10, plenty);
    bridge = w.link(a, b, 100, 10, plenty);
    back = w.link(t, h, 2000, 10, plenty);
    narrow_a = w.link(near_a, a, 100, 10, 600);
    narrow_t = w.link(near_t, t, 100, 10, 600);
    add_commuters(w, h, t, 250);
    w.finish();
  }
};

/// Mean wait at a server that takes 6 s, of a random half of what comes every 3.6 s (Lindley 1952, W' = max(0, W + 6 -
/// A)).
double wait_of_random_half_s() {
  double wait = 0, sum = 0, since = 0;
  constexpr std::uint32_t n = 1000000;
  for (std::uint32_t i = 0; i < n; ++i) {
    since += 3.6;
    if (Random(1, 0)(Stream::mobility_route, i).uniform() < 0.5) continue;
    wait = std::max(0.0, wait + 6 - std::exchange(since, 0));
    sum += wait;
  }
  return sum / (n / 2);
}

// Braess (1968) with queues. Closed: 500 + 500, no queue, 10 + 300 s. Open: queues x before s-a and y before b-t grow
// until the three ways, 110 + x + y, 300 + x and 300 + y, cost the same: x = y = 190, 10 + 490 s. The queues carry 600
// each, so 200 an hour take the bridge.
TEST(Traffic, ABridgeCanMakeEveryoneSlower) {
  const Braess net;
  const auto closed = mobility_day(net.w, many_days(), 2, {1, 1, 1, 1, 1, 0, 1, 1, 1});
  EXPECT_EQ(steady_flow(closed, net.bridge, 9), 0);
  EXPECT_NEAR(steady_flow(closed, net.sa, 9), 125, 13);
  // Who takes which way is drawn, so at five sixths of their capacity the narrow links make some wait: 6.3 s.
  EXPECT_NEAR(60 * mean_minutes(closed, 7 * ticks_per_h, 9 * ticks_per_h), 310 + wait_of_random_half_s(), 3);
  const auto open = mobility_day(net.w, many_days());
  EXPECT_NEAR(steady_flow(open, net.narrow_a, 9), 150, 0.2);  // never idle
  EXPECT_NEAR(steady_flow(open, net.narrow_t, 9), 150, 0.2);
  // What enters is a matter of choice: the gap of 5 % that remains lets the queue fall by some 4 vehicles in a slice.
  EXPECT_NEAR(steady_flow(open, net.sa, 9), 150, 5);
  EXPECT_NEAR(steady_flow(open, net.bridge, 9), 50, 10);
  EXPECT_NEAR(60 * mean_minutes(open, 7 * ticks_per_h, 9 * ticks_per_h), 500, 25);
}

TEST(Traffic, WhoIsDrivenIsCounted) {
  const Braess net;
  auto p = many_days();
  p.max_iterations = 5;
  const auto r = mobility_day(net.w, p);
  double out = 0, in = 0, back = 0;
  for (std::size_t slice = 0; slice < slices_per_day; ++slice) {
    const auto* flow = r.fields.at("flow").data() + slice * 9;
    out += flow[net.sa.index()] + flow[net.sb.index()];
    in += flow[net.at.index()] + flow[net.bt.index()];
    back += flow[net.back.index()];
  }
  EXPECT_EQ(out * slice_h, 3000);
  EXPECT_EQ(in * slice_h, 3000);
  EXPECT_EQ(back * slice_h, 3000);
  EXPECT_EQ(r.state.unfinished, 0U);
}

// Half an hour of 800 vehicles an hour on a road for 600: who leaves last waits as long as the queue of 100 vehicles
// takes.
TEST(Traffic, WaitingForRoomOnTheFirstLinkCountsInTheGap) {
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(1000, 0);
  const auto quick = w.link(a, b, 1000, 10, 600), slow = w.link(a, b, 1500, 10, plenty);
  w.link(b, a, 1000, 10, plenty);
  add_commuters(w, a, b, 200);
  w.finish();
  auto one_day = many_days();
  one_day.max_iterations = 1;
  one_day.loading_parts = 1;
  EXPECT_GT(mobility_day(w, one_day).state.relative_gap, 0.5);
  const auto r = mobility_day(w, many_days());
  EXPECT_NEAR(steady_flow(r, quick, 3), 150, 3);
  EXPECT_NEAR(steady_flow(r, slow, 3), 50, 3);
}

TEST(Traffic, AClosedRoadIsDrivenAround) {
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(1000, 0);
  const auto near = w.link(a, b, 1000, 10, plenty), far = w.link(a, b, 3000, 10, plenty);
  w.link(b, a, 1000, 10, plenty);
  add_commuters(w, a, b, 10);
  w.finish();
  const auto open = mobility_day(w, only_cars()), closed = mobility_day(w, only_cars(), 2, {0, 1, 1});
  EXPECT_EQ(steady_flow(open, near, 3), 10);
  EXPECT_EQ(steady_flow(closed, near, 3), 0);
  EXPECT_EQ(steady_flow(closed, far, 3), 10);
}

TEST(Traffic, WithoutAnyRoadForCarsPeopleGoOtherwise) {
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(1000, 0);
  w.link(a, b, 1000, 10, plenty);
  w.link(b, a, 1000, 10, plenty);
  add_commuters(w, a, b, 10);
  w.finish();
  const auto r = mobility_day(w, only_cars(), 2, {0, 1});
  EXPECT_EQ(r.state.trips.size(), 240U);
  for (const auto& trip : r.state.trips) EXPECT_TRUE(trip.mode != Mode::car && trip.mode != Mode::ride);
}

// 400 vehicles an hour for three hours through a road narrowed to 300: 300 of 1,200 wait at the end, the last one an
// hour.
TEST(Traffic, ANarrowedRoadIsSlowerByTheQueue) {
  SmallWorld w;
  const auto a = w.node(0, 0), m = w.node(20000, 0), b = w.node(20100, 0);
  w.link(a, m, 20000, 20, 400);
  w.link(m, b, 100, 10, plenty);
  w.link(b, a, 1000, 10, plenty);
  add_commuters(w, a, b, 100);
  w.finish();
  const auto whole = mobility_day(w, only_cars()), half = mobility_day(w, only_cars(), 2, {0.75F, 1, 1});
  const auto last = [](const MobilityDay& day) { return mean_minutes(day, 9 * ticks_per_h - 600, 9 * ticks_per_h); };
  EXPECT_NEAR(last(whole), 1010 / 60.0, 0.2);
  EXPECT_NEAR(last(half) - last(whole), 60, 1);
}

TEST(Traffic, ABannedTurnIsNotDriven) {
  SmallWorld w;
  const auto a = w.node(0, 0), m = w.node(1000, 0), b = w.node(2000, 0), c = w.node(1000, 1000);
  const auto am = w.link(a, m, 1000, 10, plenty), mb = w.link(m, b, 1000, 10, plenty);
  const auto ac = w.link(a, c, 3000, 10, plenty), cb = w.link(c, b, 3000, 10, plenty);
  w.link(b, a, 2000, 10, plenty);
  add_commuters(w, a, b, 4);
  w.region.roads.turn_bans = {{am, mb}};
  w.finish();
  const auto r = mobility_day(w, only_cars());
  EXPECT_EQ(steady_flow(r, mb, 5), 0);
  EXPECT_EQ(steady_flow(r, ac, 5), 4);
  EXPECT_EQ(steady_flow(r, cb, 5), 4);
}

ExternalFlow flow_between(GatewayId from, GatewayId to, double vehicles, VehicleClass vehicle_class) {
  ExternalFlow flow{from, to, vehicle_class, vehicles, std::vector<double>(24, 0.0)};
  flow.hour_share[10] = 0.25;
  flow.hour_share[11] = 0.75;
  return flow;
}

// 4,000 vehicles, three quarters of them from eleven to twelve, through a road for 2,000: as trucks, twice the queue
// and more.
TEST(Traffic, ThroughTrafficFollowsItsHoursAndATruckCountsTwice) {
  SmallWorld w;
  const auto a = w.node(0, 0), m = w.node(50000, 0), b = w.node(51000, 0);
  w.link(a, m, 50000, 20, 4000);
  const auto narrow = w.link(m, b, 1000, 20, 2000);
  const auto in = w.gateway(a, 0), out = w.gateway(b, 0);
  w.finish();
  const auto passed_by = [&](const MobilityDay& day, int hour) {
    double n = 0;
    for (int slice = 0; slice < 4 * hour; ++slice)
      n += day.fields.at("flow")[static_cast<std::size_t>(slice) * 2 + narrow.index()] * slice_h;
    return n;
  };
  w.region.external = {flow_between(in, out, 4000, VehicleClass::car)};
  const auto cars = mobility_day(w, only_cars());
  w.region.external = {flow_between(in, out, 4000, VehicleClass::truck)};
  const auto trucks = mobility_day(w, only_cars());
  EXPECT_EQ(passed_by(cars, 24), 4000);
  EXPECT_EQ(passed_by(trucks, 24), 4000);
  // Into the narrow road from 10:42 at 1,000 an hour, from 11:42 at its capacity: 2,000 cars or 1,000 trucks an hour.
  EXPECT_NEAR(passed_by(cars, 13) - passed_by(cars, 12), 2000, 20);
  EXPECT_NEAR(passed_by(trucks, 13) - passed_by(trucks, 12), 1000, 10);
  w.region.external = {flow_between(out, in, 7, VehicleClass::car)};  // no road back
  const auto lost = mobility_day(w, only_cars());
  EXPECT_EQ(lost.state.unreachable_external, 7U);
}

// Times that fall at once after a peak must not let a later car arrive earlier.
TEST(Traffic, NobodyOvertakesByLeavingLater) {
  const std::vector<routing::Weight> free = {15000};
  parallel::Pool pool(1);
  LinkTimes times(free);
  QueueSeries series(1, slices_per_day);
  series.add(32, pool, [](std::size_t) { return QueueSeries::Sums{.timed = 2, .time_ticks = 2 * 80000}; });
  times.take(series, pool);
  EXPECT_EQ(times.seconds_of(0, 31), 1500);
  EXPECT_EQ(times.seconds_of(0, 32), 8000);
  Tick last = 0;
  for (Tick enter = 7 * ticks_per_h; enter < 14 * ticks_per_h; enter += 7) {
    const Tick leave = enter + times.of(0, enter);
    ASSERT_GE(leave, last);
    last = leave;
  }
}

// Two links of 100 s; in the slice of eight o'clock the first took 190 s; one waited 60 s at its door, another none.
TEST(Traffic, ARouteCostsItsLinksAtTheTimesOfEntryAndTheWaitAtTheDoor) {
  const std::vector<routing::Weight> free = {1000, 1000};
  parallel::Pool pool(1);
  LinkTimes times(free);
  QueueSeries series(2, slices_per_day);
  series.add(32, pool, [](std::size_t link) {
    return link == 0 ? QueueSeries::Sums{.timed = 3, .time_ticks = 3 * 1900} : QueueSeries::Sums{};
  });
  times.take(series, pool);
  const Tick middle = 8 * ticks_per_h + ticks_per_slice / 2;
  const std::vector<routing::Index> route = {0, 1};
  EXPECT_EQ(times.along(route, middle), 2900);
  EXPECT_EQ(times.along(route, middle - ticks_per_slice / 2), 2450);  // halfway between two slices
  times.take_waits(std::vector<LinkTimes::Wait>{{0, middle, 600}, {0, middle, 0}}, pool);
  EXPECT_EQ(times.wait(0, middle), 300);
  EXPECT_EQ(times.along(route, middle), 300 + 1900 - 900 * 300 / 9000 + 1000);
  LinkTimes smoothed(free);
  smoothed.approach(times, 0.5, pool);
  EXPECT_EQ(smoothed.of(0, middle), 1450);
  EXPECT_EQ(smoothed.wait(0, middle), 150);
}

TEST(Traffic, TheGapIsTimeThatCouldBeSavedOverTheLeastTime) {
  Gaps gaps;
  gaps[28] = {.driven = 1200, .possible = 1000, .trips = 10};
  gaps[29] = {.driven = 1000, .possible = 1000, .trips = 5};
  gaps[30] = {.driven = 900, .possible = 300, .trips = 4};  // too few departures for the peak
  EXPECT_DOUBLE_EQ(gaps[28].relative(), 0.2);
  EXPECT_DOUBLE_EQ(total(gaps).relative(), 800.0 / 2300);
  EXPECT_DOUBLE_EQ(peak_gap(gaps), 0.2);
  EXPECT_EQ(Gap{}.relative(), 0);
}

// A route comes back from its half bytes, also through a node with more than 15 ways out.
TEST(Traffic, ARouteComesBackFromItsCode) {
  SmallWorld w;
  const auto hub = w.node(0, 0);
  std::vector<LinkId> out, in;
  for (int i = 0; i < 40; ++i) {
    const auto end = w.node(i + 1, 1);
    out.push_back(w.link(hub, end, 10, 10, 100));
    in.push_back(w.link(end, hub, 10, 10, 100));
  }
  w.finish();
  const RouteCode code(w.region.roads);
  std::vector<routing::Index> route;
  for (const int i : {0, 14, 15, 16, 29, 30, 31, 39}) {
    route.push_back(out[static_cast<std::size_t>(i)].value());
    route.push_back(in[static_cast<std::size_t>(i)].value());
  }
  std::vector<routing::Index> longer;
  for (int i = 0; i < 20; ++i) longer.insert(longer.end(), route.begin(), route.end());
  std::vector<std::uint8_t> bytes;
  code.append(hub, route, bytes);
  const auto size = bytes.size();
  code.append(hub, longer, bytes);
  std::vector<routing::Index> back;
  EXPECT_EQ(code.read(hub, bytes, back), size);
  EXPECT_EQ(back, route);
  EXPECT_EQ(RouteCode::links(bytes), 16U);
  EXPECT_EQ(code.read(hub, std::span(bytes).subspan(size), back), bytes.size() - size);
  EXPECT_EQ(back, longer);
}

TEST(Traffic, StopsWhenAsked) {
  const Braess net;
  parallel::Pool pool(1);
  const World world{net.w.region, net.w.people, Random(1, 0), pool};
  State state;
  state.schedules.wanted = net.w.wanted;
  const Parameters p;
  Mobility model(p, world, state.mobility);
  test::MemoryRecorder recorder;
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(model.step(Day{}, state, recorder, stop.get_token()), Interrupted);
}

}  // namespace
}  // namespace pendel::mobility
