// SPDX-License-Identifier: Apache-2.0
// Question: how long does a static assignment take to each relative gap, and how much of a plain all-or-nothing loading
// is that? Networks are the TNTP folders below the environment variable PENDEL_TEST_DATA (skipped where absent).
// Counter `vs_loading`: time divided by that of the start (a shortest-path tree per origin and one loading), in the
// same process just before, both in processor time.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "assign/equilibrium.hpp"
#include "import/assignment_input.hpp"

namespace {

using namespace pendel;

double processor_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void to_gap(benchmark::State& state, const char* stem, import::CostWeights weights) {
  const char* data = std::getenv("PENDEL_TEST_DATA");
  const auto base = std::string(data == nullptr ? PENDEL_SOURCE_DIR "/../shared/data" : data) + "/tntp/" + stem;
  if (!std::filesystem::exists(base + "_net.tntp")) return state.SkipWithError("test data absent");
  Issues issues;
  const auto input = import::read_tntp(base + "_net.tntp", base + "_trips.tntp", weights, issues);
  issues.raise_if_any();
  parallel::Pool pool(1);
  const auto start = processor_s();
  benchmark::DoNotOptimize(assign::solve(input.network, input.trips, {.gap = 0, .max_iterations = 0}, pool));
  const auto loading_s = processor_s() - start;
  assign::Equilibrium result;
  for (auto _ : state)
    result =
        assign::solve(input.network, input.trips, {.gap = std::pow(10, -static_cast<double>(state.range(0)))}, pool);
  state.counters["iterations"] = result.iterations;
  state.counters["gap"] = result.gap;
  state.counters["vs_loading"] =
      benchmark::Counter(loading_s, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK_CAPTURE(to_gap, sioux_falls, "sioux_falls/SiouxFalls", {})
    ->DenseRange(4, 12, 4)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(to_gap, chicago_sketch, "chicago_sketch/ChicagoSketch", {0.02, 0.04})
    ->DenseRange(4, 12, 4)
    ->Unit(benchmark::kMillisecond);

}  // namespace
