// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "models/mobility/queue.hpp"
#include "support/queue_net.hpp"

namespace pendel::mobility {
namespace {

using test::QueueNet;

// Nine and more links with a vehicle that is ready at the same time, and more of them at later junctions.
TEST(Queue, AJunctionMayHaveManyRoads) {
  QueueNet net;
  for (std::uint32_t i = 0; i < 40; ++i) {
    const auto in = net.link(3 + i, i < 30 ? 0 : 1, 100, 10, 1800);
    const auto out = net.link(i < 30 ? 0 : 1, 2, 100, 10, 1800, 1, true);
    net.trip(0, {in, out});
  }
  const auto r = net.run();
  for (const auto arrive : r.arrive) EXPECT_EQ(arrive, 200);
}

/// The routes of a net, as if they were kept elsewhere.
struct Elsewhere final : RouteReader {
  const QueueNet* net;
  explicit Elsewhere(const QueueNet& of) : net(&of) {}
  [[nodiscard]] std::size_t links(std::uint32_t trip) const override { return net->route(trip).size(); }
  void read(std::uint32_t trip, std::vector<std::uint32_t>& route) const override {
    route.assign(net->route(trip).begin(), net->route(trip).end());
  }
};

// Routes of 1 to 40 links, some of them of a trip that follows within the minute that is read ahead.
TEST(Queue, RoutesThatAreReadWhenTheyBeginAreTheSame) {
  QueueNet net;
  std::vector<std::uint32_t> ring;
  for (std::uint32_t i = 0; i < 40; ++i) ring.push_back(net.link(i, (i + 1) % 40, 60, 10, 600));
  for (std::uint32_t i = 0; i < 3000; ++i) {
    std::vector<std::uint32_t> route;
    for (std::uint32_t k = 0; k < i % 41; ++k) route.push_back(ring[(7 * i + k) % 40]);
    net.trip(static_cast<Tick>(7 * i), route);
    net.after.push_back(i % 3 == 1 ? i - 1 : no_trip);
  }
  const auto columns = net.run();
  EXPECT_GT(columns.stuck_moves + columns.door_wait_ticks, 0U);  // they meet
  const auto network = net.network();
  const Elsewhere reader(net);
  for (const int threads : {1, 3}) {
    parallel::Pool pool(threads);
    auto trips = net.trips();
    trips.reader = &reader;
    trips.first = {};
    trips.links = {};
    const auto read = run_queue(network, trips, {}, net.options, pool);
    EXPECT_EQ(read.arrive, columns.arrive);
    EXPECT_EQ(read.traversals, columns.traversals);
    EXPECT_EQ(read.series.table(&QueueSeries::Sums::time_ticks), columns.series.table(&QueueSeries::Sums::time_ticks));
  }
}

}  // namespace
}  // namespace pendel::mobility
