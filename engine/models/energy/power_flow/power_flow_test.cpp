// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <string>

#include "models/energy/power_flow/flow_result.hpp"
#include "support/paths.hpp"
#include "text/table.hpp"

namespace pendel::energy {
namespace {

namespace fs = std::filesystem;

GridTables::Line line(std::size_t from, std::size_t to, double km, double r = 0.2067, double x = 0.0804) {
  return {.index = 0,
          .from = from,
          .to = to,
          .length_km = km,
          .r_ohm_per_km = r,
          .x_ohm_per_km = x,
          .c_nf_per_km = 0,
          .g_us_per_km = 0,
          .max_i_ka = 0.27,
          .df = 1,
          .parallel = 1,
          .in_service = true,
          .open_from = false,
          .open_to = false};
}

/// 0 - 1 - 2, and 3 behind 1; 0.4 kV.
GridTables small_grid() {
  GridTables grid;
  for (int i = 0; i < 4; ++i) grid.buses.push_back({i, "", 0.4, true});
  grid.lines = {line(0, 1, 0.1), line(1, 2, 0.2), line(1, 3, 0.15)};
  grid.loads = {{2, 0.010, 0.002}, {3, -0.006, 0.0}};
  grid.sources = {{0, 1.0, 0.0}};
  return grid;
}

FlowResult solved(const GridTables& grid, FlowMethod method = FlowMethod::sweep) {
  Issues issues;
  auto flow = solve(grid, method, issues);
  EXPECT_TRUE(issues.empty()) << (issues.empty() ? "" : to_string(issues.all().front()));
  return flow;
}

TEST(PowerFlow, OneLineIsTheQuadraticFormula) {
  GridTables grid;
  grid.buses = {{0, "", 0.4, true}, {1, "", 0.4, true}};
  grid.lines = {line(0, 1, 0.5)};
  grid.loads = {{1, 0.020, 0.005}};
  grid.sources = {{0, 1.02, 0}};
  // V^4 + (2 (r P + x Q) - V0^2) V^2 + |z|^2 |S|^2 = 0, per unit of 1 MVA.
  const double r = 0.5 * 0.2067 / 0.16, x = 0.5 * 0.0804 / 0.16, p = 0.020, q = 0.005;
  const double b = 2 * (r * p + x * q) - 1.02 * 1.02, c = (r * r + x * x) * (p * p + q * q);
  const double v = std::sqrt((-b + std::sqrt(b * b - 4 * c)) / 2);
  const auto flow = solved(grid);
  EXPECT_NEAR(flow.buses[1].vm_pu, v, 1e-11);
  EXPECT_NEAR(flow.loss_mw, r * (p * p + q * q) / (v * v), 1e-11);
}

TEST(PowerFlow, PowerInIsPowerOutAndLost) {
  const auto flow = solved(small_grid());
  EXPECT_NEAR(flow.source_mva.real(), 0.004 + flow.loss_mw, 1e-12);
  EXPECT_GT(flow.loss_mw, 0);
}

TEST(PowerFlow, AClosedSwitchMakesOneBusAndAnOpenLineCarriesNothing) {
  auto grid = small_grid();
  grid.buses.push_back({4, "", 0.4, true});
  grid.ties = {{3, 4, 0}};
  grid.loads[1].bus = 4;
  const auto flow = solved(grid);
  EXPECT_EQ(flow.buses[3].vm_pu, flow.buses[4].vm_pu);
  EXPECT_NEAR(flow.buses[4].vm_pu, solved(small_grid()).buses[3].vm_pu, 1e-12);
  grid.ties.clear();
  grid.lines[1].open_to = true;  // its load and the bus behind are dead now
  const auto open = solved(grid);
  EXPECT_TRUE(std::isnan(open.buses[2].vm_pu));
  EXPECT_TRUE(std::isnan(open.buses[4].vm_pu));
  EXPECT_NEAR(open.lines[1].i_from_ka, 0, 1e-12);
  EXPECT_NEAR(open.buses[3].vm_pu, 1, 1e-12);
}

TEST(PowerFlow, ARingIsClosedByCompensation) {
  auto ring = small_grid();
  ring.lines.push_back(line(2, 3, 0.3));
  const auto flow = solved(ring);
  // Kirchhoff round the ring and the balance at bus 1, from what the flow itself says.
  EXPECT_NEAR(flow.lines[0].s_to_mva.real() + flow.lines[1].s_from_mva.real() + flow.lines[2].s_from_mva.real(), 0,
              1e-10);
  EXPECT_NEAR(flow.lines[1].s_to_mva.real() + flow.lines[3].s_from_mva.real(), -0.010, 1e-10);
  EXPECT_NEAR(flow.lines[2].s_to_mva.real() + flow.lines[3].s_to_mva.real(), 0.006, 1e-10);
  // Two equal ways are one way of half the impedance.
  auto twice = small_grid();
  twice.lines.push_back(line(1, 2, 0.2));
  auto half = small_grid();
  half.lines[1].parallel = 2;
  EXPECT_NEAR(solved(twice).buses[2].vm_pu, solved(half).buses[2].vm_pu, 1e-10);
  EXPECT_NEAR(solved(twice).lines[1].loading_percent, solved(half).lines[1].loading_percent, 1e-6);
}

TEST(PowerFlow, TwoSourcesShareTheLoad) {
  auto grid = small_grid();
  grid.loads = {{1, 0.010, 0.0}};
  grid.lines = {line(0, 1, 0.1), line(1, 2, 0.1), line(1, 3, 0.1)};
  grid.sources = {{0, 1, 0}, {2, 1, 0}};
  const auto flow = solved(grid);
  EXPECT_NEAR(flow.lines[0].s_from_mva.real(), flow.lines[1].s_to_mva.real(), 1e-10);
  EXPECT_NEAR(flow.lines[0].s_to_mva.real(), -0.005, 1e-10);
}

TEST(PowerFlow, WhatCannotBeSolvedIsSaid) {
  auto grid = small_grid();
  grid.loads[0].p_mw = 10;
  Issues issues;
  solve(grid, FlowMethod::sweep, issues);
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_NE(issues.all()[0].problem.find("does not converge"), std::string::npos);
  auto ring = small_grid();
  ring.lines.push_back(line(2, 3, 0.3));
  Issues loops;
  solve(ring, FlowMethod::linear, loops);
  EXPECT_EQ(loops.size(), 1U);
}

TEST(PowerFlow, LanesAreSolvedEachForItself) {
  const auto grid = small_grid();
  Issues issues;
  const auto network = make_network(grid, {}, issues);
  SweepBlock block(network);
  for (std::size_t s = 0; s < sweep_lanes; ++s) {
    block.p[0][s] = 0.002 * static_cast<double>(s);
    block.source[s] = 1 + 0.01 * static_cast<double>(s);
  }
  const SweepLimits limits{.tolerance_pu = 1e-11, .iterations = 100};
  sweep(network, limits, block);
  for (std::size_t s = 0; s < sweep_lanes; ++s) {
    SweepBlock alone(network);
    for (auto& p : alone.p[0]) p = block.p[0][s];
    alone.source.fill(block.source[s]);
    sweep(network, limits, alone);
    for (std::size_t n = 0; n < network.nodes(); ++n) EXPECT_NEAR(block.vr[n][s], alone.vr[n][0], 1e-10);
  }
}

TEST(PowerFlow, TheSolvedGridsComeBack) {
  PENDEL_NEED_DATA("grids/kerber_dorfnetz");
  int solved_grids = 0;
  for (const auto& folder : fs::directory_iterator(test::data_dir() / "grids")) {
    Issues issues;
    const auto grid = read_grid_tables(folder.path(), issues);
    const auto flow = solve(grid, FlowMethod::sweep, issues);
    ASSERT_TRUE(issues.empty()) << to_string(issues.all().front());
    const auto buses = text::Table::read(folder.path() / "bus.csv", issues);
    const auto vm = buses.numbers("vm_pu", {}, issues);
    ASSERT_EQ(vm.size(), flow.buses.size());
    for (std::size_t i = 0; i < vm.size(); ++i) EXPECT_NEAR(flow.buses[i].vm_pu, vm[i], 1e-8) << folder.path();
    ++solved_grids;
  }
  EXPECT_GE(solved_grids, 13);
}

}  // namespace
}  // namespace pendel::energy
