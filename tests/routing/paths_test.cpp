// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/contract.hpp"
#include "graphs.hpp"
#include "routing/dijkstra.hpp"
#include "routing/hierarchy.hpp"
#include "routing/one_to_many.hpp"
#include "routing/reference.hpp"
#include "routing/time_dependent.hpp"
#include "routing/trees.hpp"

namespace pendel::routing {
namespace {

using test::Links;

// Two roads, one truth: our engines against Boost.Graph on the same graph, every pair.
void expect_all_agree(const Links& links) {
  const Graph graph = links.graph();
  const Hierarchy hierarchy(graph);
  Metric metric(hierarchy);
  metric.customize(links.weight);
  Reference reference(graph);
  reference.weights(links.weight);
  Dijkstra dijkstra(graph), backwards(graph);
  PathQuery query(metric);
  Trees trees(metric), trees_back(metric);
  std::vector<Index> way;
  for (Index first = 0; first < graph.original_nodes(); first += Trees::lanes) {
    std::vector<Index> batch;
    for (Index v = first; v < std::min<std::size_t>(first + Trees::lanes, graph.original_nodes()); ++v)
      batch.push_back(v);
    trees.from(batch);
    trees_back.to(batch);
    for (std::size_t lane = 0; lane < batch.size(); ++lane) {
      const Index source = batch[lane];
      const auto truth = reference.from(graph.source(source));
      const auto mine = dijkstra.from(graph.source(source), links.weight);
      for (Index v = 0; v < graph.nodes(); ++v) {
        ASSERT_EQ(mine[v], truth[v]);
        ASSERT_EQ(trees.distance(v, lane), truth[v]) << source << " to " << v;
      }
      const auto to_source = backwards.to(graph.sink(source), links.weight);
      for (Index v = 0; v < graph.nodes(); ++v) ASSERT_EQ(trees_back.distance(v, lane), to_source[v]);
      for (Index v = 0; v < graph.original_nodes(); ++v) {
        const Weight distance = v == source ? 0 : truth[graph.sink(v)];
        ASSERT_EQ(query.path(source, v, way), distance) << source << " to " << v;
        if (v == source || distance == unreachable) {
          EXPECT_TRUE(way.empty());
        } else {
          test::expect_way(links, way, source, v, distance);
        }
        ASSERT_EQ(query.distance(source, v), distance);
      }
    }
  }
}

TEST(Paths, AgreeOnRandomGraphs) {
  for (std::uint32_t seed = 1; seed <= 12; ++seed)
    expect_all_agree(test::random_links(seed, 20 + seed, 30 + 9 * seed, 9));
}

TEST(Paths, AgreeOnGridsWithBans) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    auto links = test::grid_links(seed, 8, 20);
    test::add_bans(links, seed, 6);
    ASSERT_FALSE(links.bans.empty());
    expect_all_agree(links);
  }
}

TEST(Paths, AgreeOnClosedLinksAndAfterNewWeights) {
  auto links = test::grid_links(3, 9, 50);
  const Graph graph = links.graph();
  const Hierarchy hierarchy(graph);
  Metric metric(hierarchy);
  PathQuery query(metric);
  Dijkstra dijkstra(graph);
  for (std::uint32_t round = 0; round < 4; ++round) {
    for (std::uint32_t i = 0; i < links.weight.size(); ++i)
      links.weight[i] = test::dice(round, 9, i, 4) == 0 ? unreachable : 1 + test::dice(round, 10, i, 1000);
    metric.customize(links.weight);
    for (Index source = 0; source < graph.nodes(); source += 7) {
      const auto truth = dijkstra.from(source, links.weight);
      for (Index v = 0; v < graph.nodes(); ++v) ASSERT_EQ(query.distance(source, v), truth[v]);
    }
  }
}

// Splitting junctions must mean what a ban means: compared with a search over links that looks the bans up.
TEST(Paths, BansForbidExactlyTheirTurns) {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    auto links = test::random_links(seed, 12, 40, 5);
    test::add_bans(links, seed, 3);
    const Graph graph = links.graph();
    Dijkstra dijkstra(graph);
    std::vector<Index> way;
    for (Index source = 0; source < links.nodes; ++source) {
      const auto truth = test::by_links(links, source);
      for (Index v = 0; v < links.nodes; ++v) {
        ASSERT_EQ(dijkstra.path(source, v, links.weight, way), v == source ? 0 : truth[v])
            << seed << ": " << source << " to " << v;
        if (!way.empty()) test::expect_way(links, way, source, v, truth[v]);
      }
    }
  }
}

TEST(Paths, AgreeWithTurnCosts) {
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    auto links = test::grid_links(seed, 7, 20);
    test::add_turn_costs(links, seed, seed % 2 == 0 ? 1 : 5, 30);
    if (seed % 4 < 2) test::add_bans(links, seed, 8);
    expect_all_agree(links);
  }
}

TEST(Paths, TurnCostsAreThoseOfTheirTurns) {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    auto links = test::random_links(seed, 12, 40, 5);
    test::add_turn_costs(links, seed, 1 + seed % 4, 9);
    if (seed > 6) test::add_bans(links, seed, 4);
    const Graph graph = links.graph();
    Dijkstra dijkstra(graph), bounds(graph);
    TimeDependent search(graph);
    std::vector<Index> way;
    for (Index source = 0; source < links.nodes; ++source) {
      const auto truth = test::by_links(links, source);
      for (Index v = 0; v < links.nodes; ++v) {
        if (v == source) continue;
        ASSERT_EQ(dijkstra.path(source, v, links.weight, way), truth[v]) << seed << ": " << source << " to " << v;
        if (!way.empty()) test::expect_way(links, way, source, v, truth[v]);
        const auto bound = bounds.to(graph.sink(v), links.weight);
        const auto leave = [&](Index link, Weight t) { return plus(t, links.weight[link]); };
        const Weight arrive = search.path(
            source, v, 0, [&](Index u) { return bound[u]; }, [&](Index link) { return links.weight[link]; }, leave,
            way);
        ASSERT_EQ(arrive, truth[v]);
      }
    }
  }
}

TEST(Paths, ATurnHasOneCost) {
  const std::vector<Index> from = {0, 1}, to = {1, 2};
  const std::vector<Turn> twice = {{0, 1, 3}, {0, 1, 4}}, apart = {{1, 0, 3}};
  EXPECT_THROW((void)Graph(3, from, to, {}, twice), ContractError);
  EXPECT_THROW((void)Graph(3, from, to, {}, apart), ContractError);
}

TEST(Paths, OneToManyIsAPieceOfTheTrees) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    auto links = test::grid_links(seed, 11, 40);
    if (seed > 3) test::add_turn_costs(links, seed, 2, 25);
    const Graph graph = links.graph();
    const Hierarchy hierarchy(graph);
    Metric metric(hierarchy);
    metric.customize(links.weight);
    std::vector<Index> targets = {5, 5};  // twice is fine
    for (std::uint32_t i = 0; i < 3 * seed; ++i) targets.push_back(test::dice(seed, 40, i, 121));
    OneToMany some(metric, targets);
    Trees all(metric);
    std::vector<Index> sources;
    for (std::uint32_t round = 0; round < 3; ++round) {
      sources.clear();
      for (std::uint32_t i = 0; i < 16 - 7 * round; ++i) sources.push_back(test::dice(seed, 41 + round, i, 121));
      if (round == 2) {  // new weights are seen
        for (auto& w : links.weight) w = 1 + (w * 7919) % 97;
        metric.customize(links.weight);
      }
      all.from(sources);
      some.from(sources);
      for (std::size_t lane = 0; lane < sources.size(); ++lane)
        for (std::size_t i = 0; i < targets.size(); ++i)
          ASSERT_EQ(some.distance(i, lane), all.distance(graph.sink(targets[i]), lane));
    }
  }
}

TEST(Paths, TiesGoToTheLowestLink) {
  // Two ways as long, 0 -> 1 -> 3 and 0 -> 2 -> 3; and two links as long from 3 to 4.
  Links links;
  links.nodes = 5;
  links.from = {0, 0, 2, 1, 3, 3};
  links.to = {2, 1, 3, 3, 4, 4};
  links.weight = {1, 1, 1, 1, 1, 1};
  const Graph graph = links.graph();
  Dijkstra dijkstra(graph);
  std::vector<Index> way;
  EXPECT_EQ(dijkstra.path(0, 4, links.weight, way), 3U);
  EXPECT_EQ(way, (std::vector<Index>{0, 2, 4}));
  const Hierarchy hierarchy(graph);
  Metric metric(hierarchy);
  metric.customize(links.weight);
  PathQuery query(metric);
  std::vector<Index> first, second;
  EXPECT_EQ(query.path(0, 4, first), 3U);
  EXPECT_EQ(first.back(), 4U);
  query.path(0, 4, second);
  EXPECT_EQ(first, second);
}

TEST(Paths, TimeDependentSeesTheTimesAlongTheWay) {
  // 0 -> 1 -> 3 is quick until 100 and slow after, 0 -> 2 -> 3 takes 30 always.
  Links links;
  links.nodes = 4;
  links.from = {0, 1, 0, 2};
  links.to = {1, 3, 2, 3};
  links.weight = {10, 10, 15, 15};
  const Graph graph = links.graph();
  Dijkstra dijkstra(graph);
  const auto bound = dijkstra.to(3, links.weight);
  TimeDependent search(graph);
  const auto leave = [&](Index link, Weight t) { return t + (link == 1 && t >= 100 ? 40U : links.weight[link]); };
  std::vector<Index> way;
  const auto arrive = [&](Weight t) {
    return search.path(
        0, 3, t, [&](Index v) { return bound[v]; }, [&](Index link) { return links.weight[link]; }, leave, way);
  };
  EXPECT_EQ(arrive(0), 20U);
  EXPECT_EQ(way, (std::vector<Index>{0, 1}));
  EXPECT_EQ(arrive(89), 109U);  // enters link 1 at 99
  EXPECT_EQ(arrive(95), 125U);  // would enter link 1 at 105
  EXPECT_EQ(way, (std::vector<Index>{2, 3}));
}

TEST(Paths, TimeDependentEqualsDijkstraOnConstantTimes) {
  auto links = test::grid_links(5, 9, 30);
  test::add_bans(links, 5, 5);
  const Graph graph = links.graph();
  auto bound_weight = links.weight;
  for (auto& w : bound_weight) w = 1 + w / 2;  // a loose bound must not change the answer
  Dijkstra dijkstra(graph), bounds(graph);
  TimeDependent search(graph);
  std::vector<Index> way;
  for (Index to = 0; to < links.nodes; to += 5) {
    const auto bound = bounds.to(graph.sink(to), bound_weight);
    for (Index from = 0; from < links.nodes; ++from) {
      if (from == to) continue;
      const Weight truth = dijkstra.path(from, to, links.weight, way);
      const Weight arrive = search.path(
          from, to, 1000, [&](Index v) { return bound[v]; }, [&](Index link) { return bound_weight[link]; },
          [&](Index link, Weight t) { return t + links.weight[link]; }, way);
      ASSERT_EQ(arrive, truth == unreachable ? unreachable : truth + 1000);
      if (truth != unreachable) test::expect_way(links, way, from, to, truth);
    }
  }
}

TEST(Paths, AGraphWithoutLinksHasNoWays) {
  const Links links{3, {}, {}, {}, {}, {}};
  expect_all_agree(links);
}

TEST(Paths, BrokenInputIsABrokenContract) {
  Links links = test::random_links(1, 5, 5, 3);
  links.to[2] = 5;
  EXPECT_THROW((void)links.graph(), ContractError);
  links = test::random_links(1, 5, 5, 3);
  links.to[0] = 1;
  links.from[1] = 2;
  links.bans = {{0, 1}};
  EXPECT_THROW((void)links.graph(), ContractError);
}

}  // namespace
}  // namespace pendel::routing
