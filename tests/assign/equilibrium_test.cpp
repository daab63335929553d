// SPDX-License-Identifier: Apache-2.0
#include "assign/equilibrium.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "assign/bush.hpp"
#include "assign/link_costs.hpp"
#include "core/contract.hpp"
#include "core/random.hpp"

namespace pendel::assign {
namespace {

void add_link(Network& network, Index from, Index to, double capacity, double time, double b, double power) {
  while (network.nodes() <= std::max(from, to)) {
    network.node_name.push_back(static_cast<std::int64_t>(network.nodes()) + 1);
    network.through.push_back(1);
  }
  network.from.push_back(from);
  network.to.push_back(to);
  network.capacity.push_back(capacity);
  network.free_flow_time.push_back(time);
  network.b.push_back(b);
  network.power.push_back(power);
  network.fixed_cost.push_back(0);
}

Equilibrium solved(const Network& network, const std::vector<Trips>& trips, int threads = 1, Settings settings = {}) {
  parallel::Pool pool(threads);
  return solve(network, trips, settings, pool);
}

// Braess 1968: 6 vehicles from s to t.
//
//        a          s->a 10x       a->t 50 + x
//      / | \        s->b 50 + x    b->t 10x
//     s  |  t       a->b 10 + x
//      \ v /        in equilibrium 2 vehicles on each of the three paths, which then cost 92
//        b
TEST(Equilibrium, BraessNetworkByHand) {
  Network net;
  const double tiny = 1e-8;  // as in the file of the collection: 10x = tiny * (1 + 1e9 x), but for tiny
  add_link(net, 0, 2, 1, tiny, 1e9, 1);
  add_link(net, 0, 3, 1, 50, 0.02, 1);
  add_link(net, 2, 1, 1, 50, 0.02, 1);
  add_link(net, 2, 3, 1, 10, 0.1, 1);
  add_link(net, 3, 1, 1, tiny, 1e9, 1);
  const auto result = solved(net, {{0, 1, 6}});
  EXPECT_TRUE(result.converged);
  const double flow[] = {4, 2, 2, 2, 4};
  for (int i = 0; i < 5; ++i) EXPECT_NEAR(result.flow[static_cast<std::size_t>(i)], flow[i], 1e-6);
  EXPECT_NEAR(result.total_cost, 6 * 92, 1e-4);
  EXPECT_NEAR(result.objective, 80 + 102 + 102 + 22 + 80, 1e-4);
}

TEST(Equilibrium, TwoParallelRoutesByHand) {
  // 1 + x/10 against 2 + x/20 with 40 vehicles: 20 and 20, cost 3.
  Network net;
  add_link(net, 0, 1, 10, 1, 1, 1);
  add_link(net, 0, 2, 40, 2, 1, 1);
  add_link(net, 2, 1, 1, 0, 0, 0);  // a connector: nothing, with 0 to the power of 0
  const auto result = solved(net, {{0, 1, 40}});
  EXPECT_NEAR(result.flow[0], 20, 1e-6);
  EXPECT_NEAR(result.flow[1], 20, 1e-6);
  EXPECT_NEAR(result.cost[0], 3, 1e-7);
  EXPECT_EQ(result.cost[2], 0);
}

TEST(Equilibrium, ZonesLetNoPathThrough) {
  // 0 -> 1 -> 2 is short, but 1 is a zone; 0 -> 3 -> 2 is long.
  Network net;
  add_link(net, 0, 1, 1, 1, 0, 0);
  add_link(net, 1, 2, 1, 1, 0, 0);
  add_link(net, 0, 3, 1, 5, 0, 0);
  add_link(net, 3, 2, 1, 5, 0, 0);
  EXPECT_EQ(solved(net, {{0, 2, 7}}).total_cost, 14);
  net.through[0] = net.through[1] = net.through[2] = 0;
  const auto result = solved(net, {{0, 1, 3}, {0, 2, 7}, {1, 2, 2}});
  EXPECT_EQ(result.flow, (std::vector<double>{3, 2, 7, 7}));
  net.through[3] = 0;
  ASSERT_EQ(find_unreachable(net, std::vector<Trips>{{0, 1, 3}, {0, 2, 7}, {1, 2, 2}}).size(), 1U);
  EXPECT_EQ(find_unreachable(net, std::vector<Trips>{{0, 1, 3}, {0, 2, 7}, {1, 2, 2}})[0].trip, 1U);
  EXPECT_THROW(solved(net, {{0, 2, 7}}), ContractError);
}

TEST(Equilibrium, LinksWithoutCapacityAreClosedUnlessTheirCostIsFixed) {
  Network net;
  add_link(net, 0, 1, 0, 1, 0.15, 4);  // closed
  add_link(net, 0, 1, 5, 9, 0.15, 4);
  add_link(net, 1, 2, 0, 1, 0, 4);     // b = 0
  add_link(net, 2, 3, 0, 1, 0.5, 0);   // power 0: 1 * (1 + 0.5)
  add_link(net, 3, 4, 0, 0, 0.15, 4);  // no time at all
  const auto result = solved(net, {{0, 4, 5}});
  EXPECT_EQ(result.flow, (std::vector<double>{0, 5, 5, 5, 5}));
  EXPECT_NEAR(result.total_cost, 5 * (9 * 1.15 + 1 + 1.5), 1e-12);
}

TEST(Equilibrium, NoTripsAndNoIterations) {
  Network net;
  add_link(net, 0, 1, 1, 1, 0.15, 4);
  const auto none = solved(net, {});
  EXPECT_TRUE(none.converged);
  EXPECT_EQ(none.gap, 0);
  EXPECT_EQ(none.flow, std::vector<double>{0});
  add_link(net, 0, 1, 1, 1, 0.15, 4);
  const auto start = solved(net, {{0, 1, 10}}, 1, {.gap = 1e-10, .max_iterations = 0});
  EXPECT_FALSE(start.converged);
  EXPECT_EQ(start.iterations, 0);
  EXPECT_EQ(start.flow, (std::vector<double>{10, 0}));
}

/// A street grid with links of every kind: powers 0.5 to 17, free of time, of constant cost, tolled.
Network mixed_grid(std::uint64_t seed, Index side) {
  Network net;
  Index key = 0;
  const Random random(seed, 0);
  const auto dice = [&](std::uint32_t sides) { return random(Stream::test, std::uint64_t{77}, key++).below(sides); };
  const auto link = [&](Index a, Index b) {
    const double powers[] = {1, 2, 4, 4, 4, 0.5, 1.7, 5.146, 8, 17};
    const std::uint32_t kind = dice(10);
    const double time = kind == 0 ? 0 : 1 + 0.25 * dice(20);
    add_link(net, a, b, 5 + dice(40), time, kind == 1 ? 0 : 0.15 + 0.1 * dice(5), kind == 1 ? 0 : powers[dice(10)]);
    net.fixed_cost.back() = kind == 2 ? 0.5 * dice(9) : 0;
  };
  for (Index y = 0; y < side; ++y)
    for (Index x = 0; x < side; ++x) {
      const Index a = y * side + x;
      if (x + 1 < side) link(a, a + 1), link(a + 1, a);
      if (y + 1 < side) link(a, a + side), link(a + side, a);
    }
  return net;
}

std::vector<Trips> mixed_trips(std::uint64_t seed, Index nodes, std::uint32_t one_in) {
  std::vector<Trips> trips;
  const Random random(seed, 1);
  for (Index o = 0; o < nodes; ++o)
    for (Index d = 0; d < nodes; ++d)
      if (o != d && random(Stream::test, std::uint64_t{o}, d).below(one_in) == 0)
        trips.push_back({o, d, 0.25 + 0.5 * random(Stream::test, std::uint64_t{o}, nodes + d).below(9)});
  return trips;
}

// Wardrop's condition and conservation, checked from the flows alone.
TEST(Equilibrium, HoldsOnGridsOfEveryKindOfLink) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const auto net = mixed_grid(seed, 7);
    const auto trips = mixed_trips(seed, 49, 3);
    // The last digits take 54 to 464 iterations as g++ orders the sums, 67 to 1,032 as clang does.
    const auto result = solved(net, trips, 1, {.gap = 1e-11, .max_iterations = 5000});
    EXPECT_TRUE(result.converged) << seed << ": gap " << result.gap;
    EXPECT_GE(result.gap, -1e-13);
    const LinkCosts costs(net);
    std::vector<double> balance(net.nodes(), 0);
    double total = 0;
    for (Index i = 0; i < net.links(); ++i) {
      EXPECT_EQ(result.cost[i], costs.at(i, result.flow[i]).cost);
      balance[net.from[i]] -= result.flow[i];
      balance[net.to[i]] += result.flow[i];
      total += result.flow[i] * result.cost[i];
    }
    for (const auto& trip : trips) {
      balance[trip.origin] += trip.vehicles;
      balance[trip.destination] -= trip.vehicles;
    }
    for (const double rest : balance) EXPECT_NEAR(rest, 0, 1e-9);
    // Shortest paths by Bellman and Ford, another road than the solver's.
    double shortest = 0;
    for (Index origin = 0; origin < net.nodes(); ++origin) {
      std::vector<double> distance(net.nodes(), 1e300);
      distance[origin] = 0;
      for (bool changed = true; changed;) {
        changed = false;
        for (Index i = 0; i < net.links(); ++i)
          if (const double way = distance[net.from[i]] + result.cost[i]; way < distance[net.to[i]]) {
            distance[net.to[i]] = way;
            changed = true;
          }
      }
      for (const auto& trip : trips)
        if (trip.origin == origin) shortest += trip.vehicles * distance[trip.destination];
    }
    EXPECT_NEAR((total - shortest) / total, result.gap, 1e-13);
  }
}

TEST(Equilibrium, SameBitsForAnyNumberOfThreads) {
  const auto net = mixed_grid(3, 6);
  const auto trips = mixed_trips(3, 36, 3);
  const auto one = solved(net, trips, 1);
  for (const int threads : {2, 7}) {
    const auto many = solved(net, trips, threads);
    EXPECT_EQ(one.iterations, many.iterations);
    EXPECT_EQ(std::memcmp(&one.objective, &many.objective, sizeof(double)), 0);
    EXPECT_EQ(std::memcmp(one.flow.data(), many.flow.data(), one.flow.size() * sizeof(double)), 0);
  }
}

TEST(LinkCosts, SlopeAndIntegralBelongToTheCost) {
  Network net;
  for (const double power : {0.0, 0.5, 1.0, 1.7, 4.0, 5.146, 17.0, 40.0}) add_link(net, 0, 1, 30, 2, 0.3, power);
  net.fixed_cost[2] = 7;
  const LinkCosts costs(net);
  for (Index i = 0; i < net.links(); ++i)
    for (const double flow : {1.0, 20.0, 33.0}) {
      const double h = 1e-5;
      const auto at = [&](double x) { return costs.at(i, x).cost; };
      const double exact = 2 * (1 + 0.3 * std::pow(flow / 30, net.power[i])) + net.fixed_cost[i];
      EXPECT_NEAR(at(flow), exact, 1e-12 * exact);
      const double slope = (at(flow + h) - at(flow - h)) / (2 * h);
      EXPECT_NEAR(costs.at(i, flow).slope, slope, 1e-6 * std::max(1.0, slope));
      const double area = (costs.integral(i, flow + h) - costs.integral(i, flow - h)) / (2 * h);
      EXPECT_NEAR(at(flow), area, 1e-6 * exact);
    }
}

}  // namespace
}  // namespace pendel::assign
