// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/traffic.hpp"

#include <gtest/gtest.h>

#include "core/issue.hpp"
#include "support/mobility_day.hpp"

namespace pendel::mobility {
namespace {

using test::add_commuters;
using test::mobility_day;
using test::MobilityDay;
using test::only_cars;
using test::SmallWorld;

constexpr double plenty = 1e9;  // vehicles per hour

/// Delay grows in proportion to flow, so that equilibria can be solved by hand: t = T (1 + q / c).
Parameters linear() {
  auto p = only_cars();
  p.delay_factor = 1;
  p.delay_exponent = 1;
  p.gap = 0.0005;
  p.max_iterations = 150;
  return p;
}

/// Vehicles in the quarter of an hour from half past seven, when everything is steady.
double steady_flow(const MobilityDay& day, LinkId link, std::size_t links) {
  return day.fields.at("flow")[30 * links + link.index()] * slice_h;
}
double steady_time(const MobilityDay& day, LinkId link, std::size_t links) {
  return day.fields.at("travel_time")[30 * links + link.index()];
}

// 100 (1 + q1 / 100) = 150 (1 + q2 / 100) with q1 + q2 = 100: q1 = 80, q2 = 20, both 180 s.
TEST(Traffic, TwoRoutesShareAsSolvedByHand) {
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(1000, 0);
  const auto quick = w.link(a, b, 1000, 10, 400), slow = w.link(a, b, 1500, 10, 400);
  w.link(b, a, 1000, 10, plenty);
  add_commuters(w, a, b, 100);
  w.finish();
  const auto r = mobility_day(w, linear());
  EXPECT_LE(r.state.relative_gap, 0.004);
  EXPECT_NEAR(steady_flow(r, quick, 3), 80, 2);
  EXPECT_NEAR(steady_flow(r, slow, 3), 20, 2);
  EXPECT_NEAR(steady_time(r, quick, 3), 180, 2);
  EXPECT_NEAR(steady_time(r, slow, 3), 180, 3);
  EXPECT_EQ(r.state.converged != 0, r.state.relative_gap <= linear().gap);
}

/// s -> a -> t and s -> b -> t: s-a and b-t take 100 + q, a-t and s-b 250; the bridge a -> b takes 10.
struct Braess {
  SmallWorld w;
  LinkId sa, at, sb, bt, bridge;
  Braess() {
    const auto s = w.node(0, 0), a = w.node(1000, 500), b = w.node(1000, -500), t = w.node(2000, 0);
    sa = w.link(s, a, 1000, 10, 400);
    at = w.link(a, t, 2500, 10, plenty);
    sb = w.link(s, b, 2500, 10, plenty);
    bt = w.link(b, t, 1000, 10, 400);
    bridge = w.link(a, b, 100, 10, plenty);
    w.link(t, s, 2000, 10, plenty);
    add_commuters(w, s, t, 100);
    w.finish();
  }
};

// Braess (1968): the bridge makes everyone slower. Closed: 50 + 50, 400 s each. Open: all over the bridge, 410 s.
TEST(Traffic, ABridgeCanMakeEveryoneSlower) {
  const Braess net;
  const auto closed = mobility_day(net.w, linear(), 2, {1, 1, 1, 1, 0, 1});
  EXPECT_EQ(steady_flow(closed, net.bridge, 6), 0);
  EXPECT_NEAR(steady_flow(closed, net.sa, 6), 50, 2);
  EXPECT_NEAR(steady_time(closed, net.sa, 6) + steady_time(closed, net.at, 6), 400, 3);
  EXPECT_NEAR(steady_time(closed, net.sb, 6) + steady_time(closed, net.bt, 6), 400, 3);
  const auto open = mobility_day(net.w, linear());
  EXPECT_NEAR(steady_flow(open, net.bridge, 6), 100, 3);
  EXPECT_NEAR(steady_time(open, net.sa, 6) + steady_time(open, net.bridge, 6) + steady_time(open, net.bt, 6), 410, 4);
}

TEST(Traffic, WhoIsDrivenIsCounted) {
  const Braess net;
  const auto r = mobility_day(net.w, linear());
  double out = 0, in = 0, back = 0;
  for (std::size_t slice = 0; slice < slices_per_day; ++slice) {
    const auto* flow = r.fields.at("flow").data() + slice * 6;
    out += flow[net.sa.index()] + flow[net.sb.index()];
    in += flow[net.at.index()] + flow[net.bt.index()];
    back += flow[5];
  }
  EXPECT_EQ(out * slice_h, 1200);
  EXPECT_EQ(in * slice_h, 1200);
  EXPECT_EQ(back * slice_h, 1200);
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

// BPR: t = T (1 + 0.15 (q / (f c))^4).
TEST(Traffic, ANarrowedRoadIsSlowerByTheFormula) {
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(1000, 0);
  const auto link = w.link(a, b, 1000, 10, 400);
  w.link(b, a, 1000, 10, plenty);
  add_commuters(w, a, b, 100);
  w.finish();
  const auto whole = mobility_day(w, only_cars()), half = mobility_day(w, only_cars(), 2, {0.5F, 1});
  EXPECT_NEAR(steady_time(whole, link, 2), 115, 0.06);
  EXPECT_NEAR(steady_time(half, link, 2), 100 * (1 + 0.15 * 16), 0.06);
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

TEST(Traffic, ThroughTrafficFollowsItsHoursAndATruckCountsTwice) {
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(1000, 0);
  const auto link = w.link(a, b, 1000, 10, 4000);
  const auto in = w.gateway(a, 0), out = w.gateway(b, 0);
  w.finish();
  w.region.external = {flow_between(in, out, 4000, VehicleClass::car)};
  const auto cars = mobility_day(w, linear());
  w.region.external = {flow_between(in, out, 4000, VehicleClass::truck)};
  const auto trucks = mobility_day(w, linear());
  double ten = 0, eleven = 0, all = 0, car_delay = 0, truck_delay = 0;
  for (std::size_t slice = 0; slice < slices_per_day; ++slice) {
    const double n = cars.fields.at("flow")[slice] * slice_h;
    all += n;
    if (slice / 4 == 10) ten += n;
    if (slice / 4 == 11) eleven += n;
    car_delay += cars.fields.at("travel_time")[slice] - 100;
    truck_delay += trucks.fields.at("travel_time")[slice] - 100;
  }
  EXPECT_EQ(all, 4000);
  EXPECT_EQ(ten + eleven, 4000);
  EXPECT_NEAR(ten, 1000, 100);
  EXPECT_NEAR(truck_delay, 2 * car_delay, 1);
  EXPECT_GT(car_delay, 0);
  w.region.external = {flow_between(out, in, 7, VehicleClass::car)};  // no road back
  const auto lost = mobility_day(w, linear());
  EXPECT_EQ(lost.state.unreachable_external, 7U);
  (void)link;
}

// Times that fall at once after a peak must not let a later car arrive earlier.
TEST(Traffic, NobodyOvertakesByLeavingLater) {
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(30000, 0);
  w.link(a, b, 30000, 20, 400);
  w.finish();
  const routing::Graph graph(2, std::vector<routing::Index>{0}, std::vector<routing::Index>{1});
  const routing::Hierarchy hierarchy(graph);
  const auto p = linear();
  const Random random(1, 0);
  parallel::Pool pool(1);
  Traffic traffic(w.region.roads, hierarchy, {}, p, random, pool);
  CarTrip trip;
  trip.from = a;
  trip.to = b;
  trip.route = {0};
  for (int i = 0; i < 400; ++i) traffic.drive(trip, 8 * ticks_per_h + i * ticks_per_slice / 400);
  traffic.update_times();
  EXPECT_GT(traffic.time_s(LinkId(0), 32), 4 * 1500.0);
  Tick last = 0;
  for (Tick enter = 7 * ticks_per_h; enter < 14 * ticks_per_h; enter += 7) {
    const Tick arrive = traffic.drive(trip, enter);
    ASSERT_GE(arrive, last);
    last = arrive;
  }
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
