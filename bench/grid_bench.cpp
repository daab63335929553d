// SPDX-License-Identifier: Apache-2.0
// How many power flows a second does the batched sweep solve on the 116-bus Kerber village, on one core, against the
// same sweep written one step at a time with std::complex? And how much does the linear flow save?
// The grid is built here from the same cable and transformer types (no test data needed): a 400 kVA transformer, 6
// feeders of NAYY 4x150 with 57 houses on NAYY 4x50 connections.
#include <benchmark/benchmark.h>

#include <complex>
#include <vector>

#include "core/random.hpp"
#include "models/energy/power_flow/sweep.hpp"

namespace {

using namespace pendel;
using namespace pendel::energy;

GridTables village() {
  GridTables grid;
  const auto add_bus = [&](double kv) {
    grid.buses.push_back({static_cast<std::int64_t>(grid.buses.size()), "", kv, true});
    return grid.buses.size() - 1;
  };
  const auto add_line = [&](std::size_t from, std::size_t to, double km, bool main) {
    GridTables::Line line;
    line.from = from;
    line.to = to;
    line.length_km = km;
    line.r_ohm_per_km = main ? 0.2067 : 0.6417;
    line.x_ohm_per_km = main ? 0.0804 : 0.0848;
    line.c_nf_per_km = main ? 830 : 670;
    line.max_i_ka = main ? 0.275 : 0.141;
    grid.lines.push_back(line);
  };
  const auto top = add_bus(10), busbar = add_bus(0.4);
  GridTables::Transformer unit;
  unit.hv = top;
  unit.lv = busbar;
  unit.sn_mva = 0.4;
  unit.vn_hv_kv = 10;
  unit.vn_lv_kv = 0.4;
  unit.vk_percent = 4;
  unit.vkr_percent = 1.325;
  unit.pfe_kw = 0.95;
  unit.i0_percent = 0.2375;
  grid.transformers = {unit};
  grid.sources = {{top, 1, 0}};
  for (int house = 0; house < 57; ++house) {
    const auto last = house % 10 == 0 ? busbar : grid.buses.size() - 2;
    const auto joint = add_bus(0.4), home = add_bus(0.4);
    add_line(last, joint, 0.03, true);
    add_line(joint, home, 0.015, false);
    grid.loads.push_back({home, 0.006, 0});
  }
  return grid;
}

const Network& network() {
  static const Network net = [] {
    Issues issues;
    return make_network(village(), {}, issues);
  }();
  return net;
}

/// Loads of a step: 0.2 to 6 kW a house, some of them feeding in.
double load_mw(std::size_t house, std::size_t step) {
  return 0.006 * Random(1, 0)(Stream::test, house, static_cast<std::uint32_t>(step)).uniform() - 0.001;
}

constexpr SweepLimits limits{.tolerance_pu = 1e-6, .iterations = 100};

void fill(SweepBlock& block) {
  for (std::size_t h = 0; h < network().loads; ++h)
    for (std::size_t s = 0; s < sweep_lanes; ++s) block.p[h][s] = load_mw(h, s);
}

void batched_sweep(benchmark::State& state) {
  SweepBlock block(network());
  fill(block);
  for (auto _ : state) {
    sweep(network(), limits, block);
    benchmark::DoNotOptimize(block.vr.data());
  }
  state.counters["solves_per_s"] =
      benchmark::Counter(static_cast<double>(state.iterations() * sweep_lanes), benchmark::Counter::kIsRate);
  state.counters["sweeps"] = block.iterations;
  state.counters["buses"] = static_cast<double>(network().nodes());
}

void linear(benchmark::State& state) {
  SweepBlock block(network());
  fill(block);
  for (auto _ : state) {
    linear_flow(network(), block);
    benchmark::DoNotOptimize(block.vr.data());
  }
  state.counters["solves_per_s"] =
      benchmark::Counter(static_cast<double>(state.iterations() * sweep_lanes), benchmark::Counter::kIsRate);
}

/// The baseline: one step, complex numbers, the textbook's loops.
void plain_sweep(benchmark::State& state) {
  const auto& net = network();
  const auto n = net.nodes();
  std::vector<double> p(net.loads);
  for (std::size_t h = 0; h < p.size(); ++h) p[h] = load_mw(h, 0);
  std::vector<Complex> v(n), j(n);
  for (auto _ : state) {
    for (std::size_t i = 0; i < n; ++i) v[i] = net.root_voltage[i];
    double change = 1;
    while (change > limits.tolerance_pu) {
      for (std::size_t i = 0; i < n; ++i) {
        const Complex s = net.load[i] == Network::none ? 0.0 : p[net.load[i]];
        j[i] = std::conj(s / v[i]) + Complex(net.g[i], net.b[i]) * v[i];
      }
      for (std::size_t i = n; i-- > 1;) j[net.parent[i]] += j[i];
      change = 0;
      for (std::size_t i = 1; i < n; ++i) {
        const Complex next = v[net.parent[i]] - Complex(net.r[i], net.x[i]) * j[i];
        change = std::max(change, std::abs(next - v[i]));
        v[i] = next;
      }
    }
    benchmark::DoNotOptimize(v.data());
  }
  state.counters["solves_per_s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

BENCHMARK(plain_sweep);
BENCHMARK(batched_sweep);
BENCHMARK(linear);

}  // namespace
