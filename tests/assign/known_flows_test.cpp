// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <string>

#include "assign/equilibrium.hpp"
#include "import/assignment_input.hpp"
#include "support/paths.hpp"

namespace pendel::assign {
namespace {

/// Best-known flows of the collection: "From To Volume Cost" with one line of header.
std::map<std::pair<std::int64_t, std::int64_t>, double> read_flows(const std::filesystem::path& path) {
  std::map<std::pair<std::int64_t, std::int64_t>, double> flows;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  for (std::int64_t from = 0, to = 0; file >> from >> to;) file >> flows[{from, to}] >> line;
  return flows;
}

void expect_known(const std::string& folder, const std::string& name, const import::CostWeights& weights,
                  double objective, double total_cost) {
  const auto stem = test::data_dir() / "tntp" / folder / name;
  Issues issues;
  const auto input = import::read_tntp(stem.string() + "_net.tntp", stem.string() + "_trips.tntp", weights, issues);
  ASSERT_TRUE(issues.empty()) << to_string(issues.all().front());
  parallel::Pool pool(1);
  const auto result = solve(input.network, input.trips, {.gap = 1e-10}, pool);
  EXPECT_TRUE(result.converged);
  EXPECT_LE(result.gap, 1e-10);
  EXPECT_NEAR(result.objective, objective, 1e-9 * objective);
  EXPECT_NEAR(result.total_cost, total_cost, 1e-7 * total_cost);
  const auto known = read_flows(stem.string() + "_flow.tntp");
  ASSERT_EQ(known.size(), input.network.links());
  double largest = 0;
  for (std::size_t i = 0; i < input.network.links(); ++i) {
    const auto& names = input.network.node_name;
    const auto found = known.find({names[input.network.from[i]], names[input.network.to[i]]});
    ASSERT_NE(found, known.end());
    largest = std::max(largest, std::abs(found->second - result.flow[i]));
  }
  EXPECT_LE(largest, 0.1);
  testing::Test::RecordProperty("largest_flow_difference", std::to_string(largest));
}

// Objective and total cost as published with the networks (Bar-Gera, "Transportation Networks for Research").
TEST(KnownFlows, SiouxFalls) {
  PENDEL_NEED_DATA("tntp/sioux_falls");
  expect_known("sioux_falls", "SiouxFalls", {}, 4231335.287107, 7480225.344921);
}

TEST(KnownFlows, ChicagoSketch) {
  PENDEL_NEED_DATA("tntp/chicago_sketch");
  expect_known("chicago_sketch", "ChicagoSketch", {.toll = 0.02, .distance = 0.04}, 17313018.738748, 18935450.26);
}

}  // namespace
}  // namespace pendel::assign
