// SPDX-License-Identifier: Apache-2.0
// Question: how much faster than Boost.Graph's Dijkstra (compressed rows, preallocated maps) are our trees and paths,
// what do new weights cost, and what does it all cost once every turn has a price (suffix `turns`)? Counter `vs_boost`:
// Boost's time for one tree on the same graph divided by ours, in the same process just before, both in processor time.
// The network is Porto with its turn restrictions (../shared/data/osm, or below the environment variable
// PENDEL_TEST_DATA), else a set of towns with a street grid each, joined by country roads, 30 k nodes.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "import/osm_roads.hpp"
#include "routing/dijkstra.hpp"
#include "routing/hierarchy.hpp"
#include "routing/reference.hpp"
#include "routing/trees.hpp"

namespace {

using namespace pendel;
using namespace pendel::routing;

std::uint32_t dice(std::uint32_t what, std::uint32_t index, std::uint32_t sides) {
  return Random(1, 0)(Stream::test, std::uint64_t{what}, index).below(sides);
}

struct Network {
  Index nodes = 0;
  std::vector<Index> from, to;
  std::vector<Weight> weight;
  std::vector<Ban> bans;

  void street(Index a, Index b, Weight ticks) {
    for (const auto& [u, v] : {std::pair{a, b}, std::pair{b, a}}) {
      from.push_back(u);
      to.push_back(v);
      weight.push_back(ticks);
    }
    nodes = std::max({nodes, a + 1, b + 1});
  }
};

/// Towns of 12 x 12 to 31 x 31 junctions with a fifth of the streets missing, in rows of eight, joined at three places.
Network towns(std::uint32_t count) {
  Network net;
  std::vector<std::pair<Index, Index>> town;  // first node, side
  for (std::uint32_t t = 0; t < count; ++t) {
    const Index first = net.nodes, side = 12 + dice(1, t, 20);
    town.emplace_back(first, side);
    for (Index i = 0; i < side * side; ++i) {
      const Weight ticks = 60 + dice(2, first + i, 200);
      if (i % side + 1 < side && (i < side || dice(3, first + i, 5) > 0)) net.street(first + i, first + i + 1, ticks);
      if (i + side < side * side && (i % side == 0 || dice(4, first + i, 5) > 0))
        net.street(first + i, first + i + side, ticks);
    }
    for (const std::uint32_t other : {t - 1, t - 8})
      if (other < t && (other + 1 < t || t % 8 != 0))
        for (std::uint32_t k = 0; k < 3; ++k) {
          const auto [start, n] = town[other];
          net.street(first + dice(5 + k, t, side * side), start + dice(8 + k, t, n * n), 3000 + dice(11, t + k, 6000));
        }
  }
  return net;
}

Network network() {
  const char* data = std::getenv("PENDEL_TEST_DATA");
  const auto file =
      std::string(data == nullptr ? PENDEL_SOURCE_DIR "/../shared/data" : data) + "/osm/porto_portugal.osm.pbf";
  if (!std::filesystem::exists(file)) return towns(64);
  Issues issues;
  const auto extract = import::read_osm(file, issues);
  issues.raise_if_any();
  const import::Projection projection(import::utm_epsg_of(extract));
  const auto roads = import::import_roads(extract, projection, {}).roads;
  Network net;
  net.nodes = static_cast<Index>(roads.nodes());
  for (std::size_t i = 0; i < roads.links(); ++i) {
    net.from.push_back(static_cast<Index>(roads.from[LinkId(i)].index()));
    net.to.push_back(static_cast<Index>(roads.to[LinkId(i)].index()));
    net.weight.push_back(static_cast<Weight>(std::max(1.0, 10 * roads.free_time_s(LinkId(i)))));
  }
  for (const auto& ban : roads.turn_bans)
    net.bans.push_back({static_cast<Index>(ban.from.index()), static_cast<Index>(ban.to.index())});
  return net;
}

/// A draw from 1 to 100 ticks for each turn, 300 for turning round.
std::vector<Turn> drawn_turns(const Network& net) {
  std::vector<std::vector<Index>> out(net.nodes);
  for (Index link = 0; link < net.from.size(); ++link) out[net.from[link]].push_back(link);
  std::vector<Turn> turns;
  for (Index link = 0; link < net.from.size(); ++link)
    for (const Index next : out[net.to[link]]) {
      const bool round = net.to[next] == net.from[link];
      turns.push_back({link, next, round ? 300 : 1 + dice(30 + link, next, 100)});
    }
  return turns;
}

/// Everything that queries need, built once.
struct Ready {
  Network net = network();
  Graph graph;
  Hierarchy hierarchy{graph};
  Metric metric{hierarchy};
  double boost_tree_s = 0;

  explicit Ready(bool turns)
      : graph(net.nodes, net.from, net.to, net.bans, turns ? drawn_turns(net) : std::vector<Turn>{}) {
    metric.customize(net.weight);
    Reference reference(graph);
    reference.weights(net.weight);
    const auto start = std::clock();
    constexpr int trees = 40;
    for (int i = 0; i < trees; ++i)
      benchmark::DoNotOptimize(reference.from(graph.source(node(static_cast<std::uint32_t>(i)))));
    boost_tree_s = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / trees;
  }
  [[nodiscard]] Index node(std::uint32_t i) const { return dice(20, i, net.nodes); }
};

const Ready& plain() {
  static const Ready ready(false);
  return ready;
}
const Ready& turns() {
  static const Ready ready(true);
  return ready;
}
using Which = const Ready& (*)();

void report(benchmark::State& state, const Ready& ready, double per_iteration) {
  state.counters["nodes"] = static_cast<double>(ready.graph.nodes());
  state.counters["links"] = static_cast<double>(ready.graph.links());
  state.counters["edges_per_link"] =
      static_cast<double>(ready.hierarchy.edges()) / static_cast<double>(ready.graph.links());
  state.counters["vs_boost"] =
      benchmark::Counter(ready.boost_tree_s * per_iteration, benchmark::Counter::kIsIterationInvariantRate);
}

void order(benchmark::State& state, Which which) {
  for (auto _ : state) benchmark::DoNotOptimize(Hierarchy(which().graph));
}
void customize(benchmark::State& state, Which which) {
  Metric metric(which().hierarchy);
  for (auto _ : state) metric.customize(which().net.weight);
  report(state, which(), 1);
}
void dijkstra_tree(benchmark::State& state, Which which) {
  Dijkstra query(which().graph);
  std::uint32_t i = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(query.from(which().graph.source(which().node(i++)), which().net.weight));
  report(state, which(), 1);
}
/// One iteration is a batch of 16 trees; `vs_boost` is per tree.
void trees(benchmark::State& state, Which which) {
  Trees query(which().metric);
  std::vector<Index> sources(Trees::lanes);
  std::uint32_t i = 0;
  for (auto _ : state) {
    for (auto& source : sources) source = which().node(i++);
    query.from(sources);
  }
  report(state, which(), Trees::lanes);
}
void path(benchmark::State& state, Which which) {
  PathQuery query(which().metric);
  std::vector<Index> links;
  std::uint32_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(query.path(which().node(i), which().node(i + 1), links));
    ++i;
  }
  report(state, which(), 1);
}

BENCHMARK_CAPTURE(order, plain, plain)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(order, turns, turns)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(customize, plain, plain)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(customize, turns, turns)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(dijkstra_tree, plain, plain)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(dijkstra_tree, turns, turns)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(trees, plain, plain)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(trees, turns, turns)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(path, plain, plain)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(path, turns, turns)->Unit(benchmark::kMicrosecond);

}  // namespace
