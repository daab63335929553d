// SPDX-License-Identifier: Apache-2.0
// Question: how much faster than Boost.Graph's Dijkstra (compressed rows, preallocated maps) are our trees and paths,
// and what do new weights cost? Counter `vs_boost`: Boost's time for one tree divided by ours, in the same process just
// before, both in processor time. The network is a set of towns with a street grid each, joined by country roads, 30 k
// nodes; with the environment variable PENDEL_BENCH_LINKS, a table "from,to,ticks" without header is read instead.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <memory>
#include <vector>

#include "core/random.hpp"
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
  const char* path = std::getenv("PENDEL_BENCH_LINKS");
  if (path == nullptr) return towns(64);
  Network net;
  std::ifstream file(path);
  char comma = 0;
  for (Index from = 0, to = 0, ticks = 0; file >> from >> comma >> to >> comma >> ticks;) {
    net.from.push_back(from);
    net.to.push_back(to);
    net.weight.push_back(std::max<Weight>(1, ticks));
    net.nodes = std::max({net.nodes, from + 1, to + 1});
  }
  return net;
}

/// Everything that queries need, built once.
struct Ready {
  Network net = network();
  Graph graph{net.nodes, net.from, net.to};
  Hierarchy hierarchy{graph};
  Metric metric{hierarchy};
  double boost_tree_s = 0;

  Ready() {
    metric.customize(net.weight);
    Reference reference(graph);
    reference.weights(net.weight);
    const auto start = std::clock();
    constexpr int trees = 40;
    for (int i = 0; i < trees; ++i) benchmark::DoNotOptimize(reference.from(node(static_cast<std::uint32_t>(i))));
    boost_tree_s = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / trees;
  }
  [[nodiscard]] Index node(std::uint32_t i) const { return dice(20, i, net.nodes); }
};

const Ready& ready() {
  static const Ready ready;
  return ready;
}

void report(benchmark::State& state, double per_iteration) {
  state.counters["nodes"] = static_cast<double>(ready().graph.nodes());
  state.counters["links"] = static_cast<double>(ready().graph.links());
  state.counters["edges_per_link"] =
      static_cast<double>(ready().hierarchy.edges()) / static_cast<double>(ready().graph.links());
  state.counters["vs_boost"] =
      benchmark::Counter(ready().boost_tree_s * per_iteration, benchmark::Counter::kIsIterationInvariantRate);
}

void order(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Hierarchy(ready().graph));
}
void customize(benchmark::State& state) {
  Metric metric(ready().hierarchy);
  for (auto _ : state) metric.customize(ready().net.weight);
  report(state, 1);
}
void dijkstra_tree(benchmark::State& state) {
  Dijkstra query(ready().graph);
  std::uint32_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(query.from(ready().node(i++), ready().net.weight));
  report(state, 1);
}
/// One iteration is a batch of 16 trees; `vs_boost` is per tree.
void trees(benchmark::State& state) {
  Trees query(ready().metric);
  std::vector<Index> sources(Trees::lanes);
  std::uint32_t i = 0;
  for (auto _ : state) {
    for (auto& source : sources) source = ready().node(i++);
    query.from(sources);
  }
  report(state, Trees::lanes);
}
void path(benchmark::State& state) {
  PathQuery query(ready().metric);
  std::vector<Index> links;
  std::uint32_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(query.path(ready().node(i), ready().node(i + 1), links));
    ++i;
  }
  report(state, 1);
}

BENCHMARK(order)->Unit(benchmark::kMillisecond);
BENCHMARK(customize)->Unit(benchmark::kMillisecond);
BENCHMARK(dijkstra_tree)->Unit(benchmark::kMicrosecond);
BENCHMARK(trees)->Unit(benchmark::kMicrosecond);
BENCHMARK(path)->Unit(benchmark::kMicrosecond);

}  // namespace
