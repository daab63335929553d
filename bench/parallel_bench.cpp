// SPDX-License-Identifier: Apache-2.0
// Question: what does a parallel verb cost against a plain loop, and from how many elements on does it pay?
// Each line runs the verb; the counter `vs_plain` is its time divided by that of the plain loop, measured in the same
// process just before: below 1 the verb wins. The work per element is one square root and one addition (about what a
// volume-delay function costs).
#include <benchmark/benchmark.h>

#include <chrono>
#include <cmath>
#include <vector>

#include "parallel/parallel.hpp"

namespace {

using pendel::LinkId;
namespace parallel = pendel::parallel;

template <class F>
double seconds_of(F&& f) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  int repeats = 0;
  std::chrono::duration<double> elapsed{};
  do {
    f();
    ++repeats;
    elapsed = Clock::now() - start;
  } while (elapsed.count() < 0.1);
  return elapsed.count() / repeats;
}

/// Runs `verb` under the benchmark and divides by the time of `plain`.
template <class Plain, class Verb>
void compare(benchmark::State& state, Plain&& plain, Verb&& verb) {
  const double plain_s = seconds_of(plain);
  const auto start = std::chrono::steady_clock::now();
  for (auto _ : state) verb();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  state.counters["vs_plain"] = elapsed.count() / static_cast<double>(state.iterations()) / plain_s;
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void for_each(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  parallel::Pool pool(static_cast<int>(state.range(1)));
  std::vector<double> in(n, 2.0);
  std::vector<double> out(n);
  const auto plain = [&] {
    for (std::size_t i = 0; i < n; ++i) out[i] = std::sqrt(in[i]) + 1.0;
    benchmark::ClobberMemory();
  };
  compare(state, plain, [&] {
    parallel::for_each<LinkId>(pool, n, [&](LinkId link) { out[link.index()] = std::sqrt(in[link.index()]) + 1.0; });
    benchmark::ClobberMemory();
  });
}

void sum(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  parallel::Pool pool(static_cast<int>(state.range(1)));
  const std::vector<double> in(n, 2.0);
  const auto plain = [&] {
    double total = 0;
    for (std::size_t i = 0; i < n; ++i) total += std::sqrt(in[i]);
    benchmark::DoNotOptimize(total);
  };
  compare(state, plain, [&] {
    auto total = parallel::sum(pool, n, [&](std::size_t i) { return std::sqrt(in[i]); });
    benchmark::DoNotOptimize(total);
  });
}

void sizes_and_threads(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"n", "threads"})->UseRealTime();
  for (const int n : {100, 10'000, 1'000'000})
    for (const int threads : {1, 2}) bench->Args({n, threads});
}

}  // namespace

BENCHMARK(for_each)->Apply(sizes_and_threads);
BENCHMARK(sum)->Apply(sizes_and_threads);
