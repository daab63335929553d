// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/queue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "core/contract.hpp"
#include "models/mobility/queue_case.hpp"
#include "models/mobility/queue_run.hpp"
#include "support/queue_net.hpp"

namespace pendel::mobility {
namespace {

using test::QueueNet;

double total_delay_s(const QueueNet& net, const QueueResult& r) {
  double sum = 0;
  for (std::size_t i = 0; i < r.arrive.size(); ++i) {
    double free = 0;
    for (const auto link : net.route(i)) free += net.length_m[link] / net.speed_mps[link];
    sum += seconds(r.arrive[i] - net.depart[i]) - free;
  }
  return sum;
}

// 100 vehicles come at one per second to a place that lets one through every two seconds. The i-th waits i seconds, the
// area between the curves of arrivals and departures is 0 + 1 + ... + 99 = 4,950 vehicle-seconds.
TEST(Queue, OneBottleneckDelaysByTheAreaBetweenTheCurves) {
  QueueNet net;
  const auto wide = net.link(0, 1, 2000, 20, 7200, 2), narrow = net.link(1, 2, 2000, 20, 1800);
  for (int i = 0; i < 100; ++i) net.trip(10 * i, {wide, narrow});
  const auto r = net.run();
  EXPECT_NEAR(total_delay_s(net, r), 4950, 50);  // half a second each: steps of one second
  EXPECT_EQ(r.traversals, 200U);
  EXPECT_EQ(r.stuck_moves, 0U);
  EXPECT_EQ(r.running, 0U);
  for (std::size_t i = 1; i < r.arrive.size(); ++i) EXPECT_EQ(r.arrive[i] - r.arrive[i - 1], 20) << i;
}

// On empty roads times are exact to the tick, however short the links are.
TEST(Queue, ShortLinksDoNotBiasTravelTimes) {
  QueueNet net;
  std::vector<std::uint32_t> route;
  for (std::uint32_t i = 0; i < 50; ++i) route.push_back(net.link(i, i + 1, 9.5, 13.9, 1800));
  route.push_back(net.link(50, 51, 1000, 13.9, 1800));
  net.trip(123, route);
  const auto r = net.run();
  EXPECT_NEAR(seconds(r.arrive[0] - 123), (50 * 9.5 + 1000) / 13.9, 0.1);
}

TEST(Queue, APersonsTripsFollowEachOther) {
  QueueNet net;
  const auto there = net.link(0, 1, 1000, 10, 1800), back = net.link(1, 0, 1000, 10, 1800);
  net.trip(600, {there});
  net.trip(0, {});        // a walk of a minute
  net.trip(700, {back});  // wanted before the walk ends
  net.after = {no_trip, 0, 1};
  net.gap = {0, 300, 0};
  net.before = {0, 0, 50};
  net.behind = {0, 600, 20};
  const auto r = net.run();
  EXPECT_EQ(r.depart, (std::vector<Tick>{600, 1900, 2500}));
  EXPECT_EQ(r.arrive, (std::vector<Tick>{1600, 2500, 3570}));
}

// Newell (1993): a queue that grows from x = L backwards moves at (q1 - q2) / (k1 - k2). Free flow of 1,200 per hour
// meets 600 per hour on a road whose capacity is 1,800 per hour: w = 0.5 / (1/7.5 - 0.5/25) = 4.41 m/s, k1 = (1/3) /
// 25, k2 = 1/7.5 - (1/6) / w, hence -2.03 m/s.
TEST(Queue, AShockMovesAtItsSpeed) {
  QueueNet net;
  const auto road = net.link(0, 1, 2000, 25, 1800), narrow = net.link(1, 2, 2000, 25, 600);
  for (int i = 0; i < 900; ++i) net.trip(30 * i, {road, narrow});
  net.options.slice = 300;  // half a minute: 10 vehicles before, 5 after
  net.options.slices = 100;
  net.options.stuck_after_s = 100000;
  const auto r = net.run();
  const double w = 0.5 / (1 / 7.5 - 0.5 / 25), k1 = 1.0 / 3 / 25, k2 = 1 / 7.5 - 1.0 / 6 / w;
  const double until_s = 2000 / 25.0 + 2000 / ((1.0 / 3 - 1.0 / 6) / (k2 - k1));  // the shock is back at x = 0
  int last_full = 0;
  while (r.series.at(last_full, road).entries >= 9) ++last_full;
  EXPECT_NEAR(last_full * 30, until_s, 30 + 0.02 * until_s) << until_s;
}

// The head of a jam dissolves backwards at w: room at the beginning comes L/w after the end begins to flow.
TEST(Queue, RoomTravelsBackAtTheWaveSpeed) {
  QueueNet net;
  const auto road = net.link(0, 1, 2000, 25, 1800), gate = net.link(1, 2, 500, 25, 1800);
  for (int i = 0; i < 400; ++i) net.trip(20 * i, {road, gate});
  net.changes = {{0, gate, 0.0F}, {20000, gate, 1.0F}};
  net.options.slice = 10;
  net.options.slices = 4000;
  net.options.stuck_after_s = 100000;
  const auto r = net.run();
  const auto entered = [&](int s) { return r.series.at(s, road).entries; };
  int first = 1500;
  EXPECT_EQ(entered(first), 0U);  // jammed
  while (first < 3999 && entered(first) == 0) ++first;
  EXPECT_NEAR(first, 2000 + 2000 * (1 / 7.5 - 0.5 / 25) / 0.5, 4);
  EXPECT_EQ(r.running, 0U);
  EXPECT_EQ(r.stuck_moves, 0U);
}

TEST(Queue, AMergeSharesByCapacity) {
  QueueNet net;
  const auto major = net.link(0, 2, 1000, 15, 1800), minor = net.link(1, 2, 1000, 15, 900);
  const auto on = net.link(2, 3, 1000, 15, 1800);
  for (int i = 0; i < 600; ++i) {
    net.trip(10 * i, {major, on});
    net.trip(10 * i, {minor, on});
  }
  net.options.slice = 6000;
  net.options.slices = 2;
  const auto r = net.run();
  const auto from_major = r.series.at(0, major).exits, from_minor = r.series.at(0, minor).exits;
  EXPECT_NEAR(from_major + from_minor, (600 - 1000 / 15.0) * 0.5, 2);
  EXPECT_NEAR(from_major, 2.0 * from_minor, 2);
}

// Every second vehicle turns to a narrow link. When that is full, those behind wait although their own way is free:
// both directions flow at the rate of the narrow one (first in, first out).
TEST(Queue, SpillbackBlocksTheIntersection) {
  QueueNet net;
  const auto feeder = net.link(0, 1, 3000, 15, 1800), side = net.link(1, 2, 150, 15, 1800);
  const auto narrow = net.link(2, 3, 500, 15, 360), straight = net.link(1, 4, 1000, 15, 1800);
  for (int i = 0; i < 800; ++i) {
    if (i % 2 == 0)
      net.trip(20 * i, {feeder, side, narrow});
    else
      net.trip(20 * i, {feeder, straight});
  }
  net.options.slice = 6000;
  net.options.slices = 8;
  net.options.stuck_after_s = 100000;
  const auto r = net.run();
  for (int slice = 2; slice < 6; ++slice) {  // the side's density is 1/7.5 - 0.1/w with w = 5 m/s
    EXPECT_NEAR(r.series.at(slice, side).exits, 60, 1) << slice;
    EXPECT_NEAR(r.series.at(slice, straight).entries, 60, 1) << slice;
    EXPECT_NEAR(r.series.at(slice, side).occupancy_s / 600.0, 17, 1.5) << slice;
  }
}

QueueNet ring(int stuck_after_s) {
  QueueNet net;
  std::vector<std::uint32_t> links;
  for (std::uint32_t i = 0; i < 4; ++i) links.push_back(net.link(i, (i + 1) % 4, 75, 15, 1800));
  for (int i = 0; i < 400; ++i) {
    const auto at = static_cast<std::size_t>(i) % 4;
    net.trip(i, {links[at], links[(at + 1) % 4], links[(at + 2) % 4], links[(at + 3) % 4]});
  }
  net.options.end = 20 * ticks_per_min;
  net.options.stuck_after_s = stuck_after_s;
  return net;
}

TEST(Queue, GridlockOnARingIsReported) {
  const auto locked = ring(100000).run();
  EXPECT_GT(locked.running, 40U);
  EXPECT_EQ(locked.stuck_moves, 0U);
  EXPECT_NE(locked.worst_link, no_trip);
  EXPECT_GE(locked.worst_link_vehicles, 10U);
  EXPECT_EQ(std::count(locked.arrive.begin(), locked.arrive.end(), never),
            static_cast<std::ptrdiff_t>(locked.running + locked.not_begun));
  const auto pushed = ring(30).run();
  EXPECT_GT(pushed.stuck_moves, 10U);
  EXPECT_LT(pushed.running, locked.running);
  EXPECT_EQ(std::accumulate(pushed.stuck.begin(), pushed.stuck.end(), std::uint64_t{0}), pushed.stuck_moves);
}

// A road of links that take less than a second each still carries its capacity.
TEST(Queue, ShortLinksCarryTheirCapacity) {
  QueueNet net;
  std::vector<std::uint32_t> route;
  for (std::uint32_t i = 0; i < 20; ++i) route.push_back(net.link(i, i + 1, 8, 13.9, 1800));
  for (int i = 0; i < 300; ++i) net.trip(0, route);
  const auto r = net.run();
  EXPECT_NEAR(seconds(r.arrive.back() - r.arrive.front()), 299 * 2, 3);
  EXPECT_EQ(r.stuck_moves, 0U);
}

TEST(Queue, TrucksAndSamplesCountAsPassengerCars) {
  const auto time_of = [](int vehicles, std::uint16_t tenths) {
    QueueNet net;
    const auto road = net.link(0, 1, 1000, 20, 7200, 2), narrow = net.link(1, 2, 1000, 20, 900);
    for (int i = 0; i < vehicles; ++i) net.trip(6000 * i / vehicles, {road, narrow}, tenths);
    const auto r = net.run();
    return seconds(r.arrive.back() - r.arrive.front());
  };
  EXPECT_NEAR(time_of(200, 10), 199 * 4, 2);
  EXPECT_NEAR(time_of(200, 20), 199 * 8, 2);  // trucks
  EXPECT_NEAR(time_of(20, 100), 19 * 40, 2);  // one in ten
  EXPECT_NEAR(time_of(400, 5), 399 * 2, 2);   // motorcycles
}

TEST(Queue, ASignalChangesCapacityAndDelayOfItsNode) {
  QueueNet net;
  const auto road = net.link(0, 1, 1000, 20, 1800), on = net.link(1, 2, 1000, 20, 3600, 2);
  for (int i = 0; i < 100; ++i) net.trip(0, {road, on});
  net.node_factor = {1, 0.5, 1};
  net.node_delay_s = {0, 12, 0};
  const auto r = net.run();
  EXPECT_NEAR(seconds(r.arrive.front()), 50 + 12 + 50, 0.2);
  EXPECT_NEAR(seconds(r.arrive.back() - r.arrive.front()), 99 * 4, 2);
}

TEST(Queue, AnIncidentActsAtOnce) {
  QueueNet net;
  const auto road = net.link(0, 1, 2000, 20, 1800), on = net.link(1, 2, 2000, 20, 1800);
  for (int i = 0; i < 300; ++i) net.trip(20 * i, {road, on});
  net.changes = {{2000, road, 0.25F}, {4000, road, 1.0F}};
  net.options.slice = 1000;
  net.options.slices = 20;
  const auto r = net.run();
  const auto out = [&](int slice) { return r.series.at(slice, road).exits; };
  EXPECT_EQ(out(1), 50U);             // 100 s at one in two seconds
  EXPECT_NEAR(out(2), 100 / 8.0, 1);  // a quarter of that
  EXPECT_NEAR(out(3), 100 / 8.0, 1);
  EXPECT_EQ(out(4), 50U);
  EXPECT_EQ(r.running, 0U);
}

TEST(Queue, ConnectorsKnowNoLimit) {
  QueueNet net;
  const auto connector = net.link(0, 1, 10, 10, 1, 1, true), road = net.link(1, 2, 10000, 20, 1800);
  for (int i = 0; i < 500; ++i) net.trip(0, {connector});
  net.trip(0, {connector, road});
  const auto r = net.run();
  for (int i = 0; i < 500; ++i) EXPECT_EQ(r.arrive[static_cast<std::size_t>(i)], 10);
  EXPECT_NEAR(seconds(r.arrive.back()), 501, 1.1);
}

/// Looks every second.
class Watcher : public QueueHook {
 public:
  explicit Watcher(const QueueNet& net) : net_(net), before_(net.from.size()) {
    for (std::size_t i = 0; i < net.depart.size(); ++i) on_roads_ += net.route(i).empty() ? 0 : 1;
  }
  [[nodiscard]] Tick every() const override { return ticks_per_s; }
  void between_steps(Tick, QueueRun& run) override {
    std::vector<std::vector<std::uint32_t>> now(net_.from.size());
    std::vector<int> seen(net_.depart.size(), 0);
    run.for_each_running([&](std::uint32_t, const RunningVehicle& v) {
      now[v.link].push_back(v.trip);
      ++seen[v.trip];
    });
    const auto tally = run.tally();
    const auto on_links = std::accumulate(seen.begin(), seen.end(), std::uint64_t{0});
    conserved &= *std::max_element(seen.begin(), seen.end()) <= 1 && on_links == tally.on_road;
    conserved &= tally.to_come + tally.at_door + tally.on_road + tally.arrived == on_roads_;
    for (std::size_t link = 0; link < now.size(); ++link) in_order &= is_queue(before_[link], now[link]);
    before_ = std::move(now);
    ++looks;
  }
  bool conserved = true, in_order = true;
  int looks = 0;

 private:
  /// What is left of `before` is its end, in the same order, and stands in front of those who came.
  static bool is_queue(const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& now) {
    if (now.empty()) return true;
    const auto first = std::find(before.begin(), before.end(), now.front());
    return static_cast<std::size_t>(before.end() - first) <= now.size() && std::equal(first, before.end(), now.begin());
  }
  const QueueNet& net_;
  std::vector<std::vector<std::uint32_t>> before_;
  std::uint64_t on_roads_ = 0;  // trips with a route
};

/// A grid that is too small for its traffic, with trucks, connectors, chains, closures.
QueueNet crowded_grid() {
  constexpr std::uint32_t side = 30;
  const auto c = grid_case(side, 30000, 20 * ticks_per_min, 7);
  QueueNet net;
  net.nodes = side * side;
  net.from = c.from;
  net.to = c.to;
  net.length_m = c.length_m;
  net.speed_mps = c.free_speed_mps;
  net.capacity_per_h.assign(c.from.size(), 900);
  net.lanes.assign(c.from.size(), 1);
  net.connector.assign(c.from.size(), 0);
  net.depart = c.depart;
  net.first = c.first;
  net.links = c.links;
  net.after.assign(c.trips(), no_trip);
  net.gap.assign(c.trips(), 100);
  for (std::uint32_t i = 0; i < c.trips(); ++i) {
    net.pcu_tenths.push_back(i % 10 == 0 ? 25 : 10);
    if (i % 7 == 6) net.after[i] = i - 6;
  }
  net.changes = {{3000, 100, 0.0F}, {5000, 500, 0.3F}, {9000, 100, 1.0F}};
  net.options.end = 2 * ticks_per_h;
  net.options.serial_below = 0;
  return net;
}

TEST(Queue, ConservesVehiclesAndTheirOrderAtEverySecond) {
  auto net = crowded_grid();
  net.after.clear();
  net.gap.clear();
  net.options.end = 30 * ticks_per_min;
  Watcher watcher(net);
  const auto r = net.run(2, &watcher);
  EXPECT_TRUE(watcher.conserved);
  EXPECT_TRUE(watcher.in_order);
  EXPECT_GT(watcher.looks, 1000);
  EXPECT_GT(r.stuck_moves, 0U);
}

TEST(Queue, TheNumberOfThreadsDoesNotMatter) {
  const auto net = crowded_grid();
  const auto one = net.run(1);
  EXPECT_GT(one.stuck_moves, 100U);
  EXPECT_GT(std::count_if(one.arrive.begin(), one.arrive.end(), [](Tick t) { return t != never; }), 10000);
  for (const int threads : {2, 3, 7}) {
    const auto many = net.run(threads);
    EXPECT_EQ(one.depart, many.depart) << threads;
    EXPECT_EQ(one.arrive, many.arrive) << threads;
    EXPECT_EQ(one.stuck, many.stuck) << threads;
    EXPECT_EQ(one.series.table(&QueueSeries::Sums::entries), many.series.table(&QueueSeries::Sums::entries)) << threads;
    EXPECT_EQ(one.series.table(&QueueSeries::Sums::exits), many.series.table(&QueueSeries::Sums::exits)) << threads;
    EXPECT_EQ(one.series.table(&QueueSeries::Sums::timed), many.series.table(&QueueSeries::Sums::timed)) << threads;
    EXPECT_EQ(one.series.table(&QueueSeries::Sums::time_ticks), many.series.table(&QueueSeries::Sums::time_ticks))
        << threads;
    EXPECT_EQ(one.series.table(&QueueSeries::Sums::occupancy_s), many.series.table(&QueueSeries::Sums::occupancy_s))
        << threads;
  }
}

/// Sends every vehicle that is about to go to `closed` another way.
class Detour : public QueueHook {
 public:
  Detour(std::uint32_t closed, std::vector<std::uint32_t> other) : closed_(closed), other_(std::move(other)) {}
  void between_steps(Tick, QueueRun& run) override {
    run.for_each_running([&](std::uint32_t vehicle, const RunningVehicle& v) {
      if (!v.rest.empty() && v.rest.front() == closed_) run.replace_rest(vehicle, other_);
    });
  }

 private:
  std::uint32_t closed_;
  std::vector<std::uint32_t> other_;
};

TEST(Queue, InformedDriversLeaveAClosedRoad) {
  QueueNet net;
  const auto road = net.link(0, 1, 1000, 20, 1800), quick = net.link(1, 3, 1000, 20, 1800);
  const auto around = net.link(1, 2, 1000, 20, 1800), back = net.link(2, 3, 1000, 20, 1800);
  const auto on = net.link(3, 4, 1000, 20, 1800);
  net.trip(0, {road, quick, on});
  net.changes = {{100, quick, 0.0F}};
  net.options.stuck_after_s = 100000;
  net.options.end = ticks_per_h;
  EXPECT_EQ(net.run().running, 1U);
  Detour detour(quick, {around, back, on});
  EXPECT_EQ(net.run(1, &detour).arrive[0], 2000);
  Detour nonsense(quick, {back, on});
  EXPECT_THROW(static_cast<void>(net.run(1, &nonsense)), ContractError);
}

}  // namespace
}  // namespace pendel::mobility
