// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <queue>
#include <utility>

#include "models/mobility/assignment.hpp"
#include "support/mobility_day.hpp"

namespace pendel::mobility {
namespace {

using test::only_cars;
using test::SmallWorld;

/// A grid of streets in both directions, with capacities that its traffic fills, and trips across it in the morning.
struct Town {
  static constexpr int side = 8;
  SmallWorld w;
  std::vector<NodeId> corner;
  CarTrips trips;
  parallel::Pool pool;
  routing::Graph graph;
  routing::Hierarchy hierarchy;
  DayCapacity capacity;
  Random random{1, 0};

  explicit Town(int threads = 2)
      : pool(threads), graph(draw()), hierarchy(graph), capacity(w.region.roads.links(), {}, {}) {
    for (std::uint32_t i = 0; i < 4000; ++i) {
      const auto draw = random(Stream::mobility_mode, i);
      const auto from = corner[draw.below(side * side, 0)];
      const auto to = corner[draw.below(side, 1)];  // the shops on the northern street
      if (from == to) continue;
      trips.push_back(from, to, i, 0, 7 * ticks_per_h + static_cast<Tick>(draw.below(2 * ticks_per_h, 2)));
    }
  }
  routing::Graph draw() {
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x) corner.push_back(w.node(400.0 * x, -400.0 * y));
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x)
        for (const auto& [u, v] : {std::pair{x + 1, y}, std::pair{x, y + 1}}) {
          if (u >= side || v >= side) continue;
          const auto a = corner[static_cast<std::size_t>(y * side + x)],
                     b = corner[static_cast<std::size_t>(v * side + u)];
          const double length = 400 + 13 * ((7 * x + 5 * y) % 11);
          w.link(a, b, length, 10, 500);
          w.link(b, a, length, 10, 500);
        }
    w.finish();
    const auto& roads = w.region.roads;
    std::vector<routing::Index> from, to;
    for (const auto link : roads.from.ids()) {
      from.push_back(roads.from[link].value());
      to.push_back(roads.to[link].value());
    }
    return routing::Graph(roads.nodes(), from, to);
  }
  /// Dijkstra's algorithm (1959) on the times that a vehicle finds on its way: ticks from one corner to another.
  [[nodiscard]] Tick quickest(const LinkTimes& times, NodeId from, NodeId to, Tick enter) const {
    const auto& roads = w.region.roads;
    std::vector<Tick> at(roads.nodes(), never);
    std::priority_queue<std::pair<Tick, std::uint32_t>, std::vector<std::pair<Tick, std::uint32_t>>, std::greater<>>
        next;
    next.emplace(enter, from.value());
    while (!next.empty()) {
      const auto [t, node] = next.top();
      next.pop();
      if (at[node] != never) continue;
      at[node] = t;
      if (node == to.value()) return t - enter;
      for (const auto link : roads.out_links[NodeId(node)]) {
        Tick leave = t + (NodeId(node) == from ? times.wait(link.value(), t) : 0);
        leave += times.of(link.value(), leave);
        next.emplace(leave, roads.to[link].value());
      }
    }
    return never;
  }
};

Parameters town_parameters() {
  auto p = only_cars();
  p.gap = 0;
  return p;
}

/// A day of queues: up to an hour on some links, in [slice][link].
std::vector<float> jammed(const Town& town) {
  const auto links = town.w.region.roads.links();
  std::vector<float> time_s(links * slices_per_day);
  for (std::size_t link = 0; link < links; ++link) {
    const auto draw = town.random(Stream::mobility_route, link);
    const double most = draw.uniform(0) < 0.8 ? 3600 * draw.uniform(1) : 20 * draw.uniform(1);
    for (int s = 0; s < slices_per_day; ++s) {
      const double grows = std::max(0.0, 1 - std::abs(s - 32) / 10.0);
      time_s[static_cast<std::size_t>(s) * links + link] = static_cast<float>(40 + grows * most);
    }
  }
  return time_s;
}

// Whoever looks at too many places is given better bounds: then the answers must be the same, and those of Dijkstra.
TEST(Search, IsExactHoweverItIsLed) {
  Town town;
  const auto p = town_parameters();
  Assignment assignment(town.w.region.roads, town.hierarchy, town.capacity, p, town.random, town.pool);
  assignment.begin_with(jammed(town));
  assignment.set_patience(1);
  const auto led = assignment.quickest(town.trips.from, town.trips.to, town.trips.depart);
  assignment.set_patience(1'000'000);
  EXPECT_EQ(assignment.quickest(town.trips.from, town.trips.to, town.trips.depart), led);
  std::size_t late = 0;
  for (std::size_t i = 0; i < town.trips.size(); i += 7) {
    ASSERT_EQ(led[i], town.quickest(assignment.smoothed(), town.trips.from[i], town.trips.to[i], town.trips.depart[i]));
    late += led[i] > ticks_per_h ? 1 : 0;
  }
  EXPECT_GE(late, 3U);  // that some are under way for more than the shortest window
}

TEST(Search, FirstRoutesAreTheQuickest) {
  Town town;
  const auto p = town_parameters();
  for (const std::size_t patience : {1U, 1'000'000U}) {
    Assignment assignment(town.w.region.roads, town.hierarchy, town.capacity, p, town.random, town.pool);
    assignment.begin_with(jammed(town));
    assignment.set_patience(patience);
    assignment.first_routes(town.trips);
    std::vector<routing::Index> route;
    for (std::size_t i = 0; i < town.trips.size(); i += 7) {
      assignment.read_route(town.trips, i, route);
      const Tick takes = assignment.smoothed().along(route, town.trips.depart[i]);
      ASSERT_EQ(takes,
                town.quickest(assignment.smoothed(), town.trips.from[i], town.trips.to[i], town.trips.depart[i]));
    }
  }
}

// The gap that is reported compares with routes that were found at smoothed times. Held against the quickest ways of
// all at the experienced times, which nobody could know. (Who is within a hundredth of the empty road counts as if he
// could have had that, so what is reported may be more, too.)
TEST(Search, TheReportedGapIsNearTheWholeOne) {
  Town town;
  const auto p = town_parameters();
  Assignment assignment(town.w.region.roads, town.hierarchy, town.capacity, p, town.random, town.pool);
  assignment.set_patience(1);
  assignment.first_routes(town.trips);
  constexpr int days = 10;
  Gap reported;
  for (int day = 1; day <= days; ++day) {
    assignment.load(town.trips, {});
    reported = total(assignment.compare(town.trips, day, Assignment::Search::all));
    if (day < days) assignment.adopt();
  }
  Gap whole;
  std::vector<routing::Index> route;
  for (std::size_t i = 0; i < town.trips.size(); ++i) {
    assignment.read_route(town.trips, i, route);
    const Tick enter = assignment.result().depart[i];
    whole.driven += assignment.experienced().along(route, enter);
    whole.possible += town.quickest(assignment.experienced(), town.trips.from[i], town.trips.to[i], enter);
  }
  EXPECT_EQ(reported.driven, whole.driven);
  EXPECT_GT(whole.relative(), 0.001);  // there is traffic
  EXPECT_LE(whole.relative(), reported.relative() + 0.01);
}

}  // namespace
}  // namespace pendel::mobility
