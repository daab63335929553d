// SPDX-License-Identifier: Apache-2.0
// Question: how many link traversals per second does the traffic room drive with its link outputs on, what do the
// outputs cost, how much faster are two threads, how much memory does a vehicle take, and how far is the loop from
// memory bandwidth? Baseline in the same process: `walk`, which only reads every route once and counts its links. Case
// 50 is shared/data/cases/grid50l (skipped where absent), case 100 a grid of 100 x 100 nodes with a million trips in
// two hours.
#include <benchmark/benchmark.h>

#include <ctime>
#include <filesystem>
#include <map>

#include "core/issue.hpp"
#include "models/mobility/queue_case.hpp"

namespace {

using namespace pendel;
using mobility::QueueCase;

const QueueCase& loaded(std::int64_t side) {
  static std::map<std::int64_t, QueueCase> cases;
  auto& c = cases[side];
  if (!c.first.empty()) return c;
  const std::filesystem::path folder = PENDEL_SOURCE_DIR "/../shared/data/cases/grid50l";
  if (side == 100) {
    c = mobility::grid_case(100, 1'000'000, 2 * ticks_per_h, 1);
  } else if (std::filesystem::exists(folder)) {
    parallel::Pool pool(1);
    Issues issues;
    c = mobility::read_queue_case(folder, folder / "routes.csv.gz", issues, pool);
    issues.raise_if_any();
  }
  return c;
}

void report(benchmark::State& state, double traversals, double cpu_s) {
  state.counters["traversals"] = traversals;
  state.counters["per_cpu_s"] = benchmark::Counter(traversals / cpu_s, benchmark::Counter::kDefaults);
}

double cpu_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Reads every route and counts vehicles per link: what has to come from memory whatever one does.
void walk(benchmark::State& state) {
  const auto& c = loaded(state.range(0));
  if (c.first.empty()) return state.SkipWithError("no test data");
  std::vector<std::uint32_t> count(c.from.size(), 0);
  const double start = cpu_s();
  for (auto _ : state) {
    for (const auto link : c.links) ++count[link];
    benchmark::DoNotOptimize(count.data());
  }
  report(state, static_cast<double>(c.links.size()), (cpu_s() - start) / static_cast<double>(state.iterations()));
}

/// Arguments: case, threads, slices of output (0 = none).
void drive(benchmark::State& state) {
  const auto& c = loaded(state.range(0));
  if (c.first.empty()) return state.SkipWithError("no test data");
  const mobility::QueueNetwork network(c.road());
  parallel::Pool pool(static_cast<int>(state.range(1)));
  mobility::QueueOptions options;
  options.check_routes = false;
  options.slices = static_cast<int>(state.range(2));
  mobility::QueueResult result;
  const double start = cpu_s();
  for (auto _ : state) result = mobility::run_queue(network, c.demand(), {}, options, pool);
  report(state, static_cast<double>(result.traversals), (cpu_s() - start) / static_cast<double>(state.iterations()));
  const auto vehicles = static_cast<double>(c.trips());
  state.counters["bytes_per_vehicle"] = static_cast<double>(result.vehicle_bytes) / vehicles;
  state.counters["bytes_per_link"] = static_cast<double>(result.link_bytes) / static_cast<double>(c.from.size());
  state.counters["stuck"] = static_cast<double>(result.stuck_moves);
}

BENCHMARK(walk)->Arg(50)->Arg(100)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(drive)
    ->Args({50, 1, 96})
    ->Args({50, 1, 0})
    ->Args({50, 2, 96})
    ->Args({100, 1, 96})
    ->Args({100, 2, 96})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
