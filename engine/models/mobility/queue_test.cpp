// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/queue.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "core/contract.hpp"
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

}  // namespace
}  // namespace pendel::mobility
