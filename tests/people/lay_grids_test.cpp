// SPDX-License-Identifier: Apache-2.0
#include "people/lay_grids.hpp"

#include <gtest/gtest.h>

#include <set>

#include "support/small_town.hpp"

namespace pendel::people {
namespace {

const test::SmallTown& town() {
  static const test::SmallTown made(1500);
  return made;
}

LowVoltageGrids laid(int threads) {
  parallel::Pool pool(threads);
  return lay_grids(town().region, town().people, pool);
}

/// Kerber: 100 dwellings 2.98 kW each, 10 dwellings 0.235 of 30 kW.
TEST(LayGrids, DesignPeakIsKerbers) {
  EXPECT_NEAR(design_peak_kw(100) / 100, 2.98, 0.01);
  EXPECT_NEAR(design_peak_kw(10) / 10 / 30, 0.235, 0.001);
  EXPECT_NEAR(design_peak_kw(1000) / 1000 / 30, 0.075, 0.001);
  EXPECT_NEAR(design_peak_kw(1), 30, 1e-9);
}

TEST(LayGrids, EveryHomeHangsOnOneGrid) {
  const auto grids = laid(2);
  std::size_t dwellings = 0;
  for (auto building : ids<BuildingId>(town().region.sites.size())) {
    if (town().people.buildings.dwellings[building] == 0) continue;
    dwellings += town().people.buildings.dwellings[building];
    ASSERT_TRUE(grids.of[building].valid());
    EXPECT_EQ(town().region.sites.municipality[building], grids.municipality[grids.of[building]]);
  }
  std::size_t counted = 0;
  for (auto grid : ids<GridId>(grids.size())) counted += grids.dwellings[grid];
  EXPECT_EQ(counted, dwellings);
}

TEST(LayGrids, GridsAreTreesWithinTheirTransformer) {
  const auto grids = laid(2);
  ASSERT_GT(grids.size(), 1U);
  for (auto grid : ids<GridId>(grids.size())) {
    const auto& tables = grids.tables[grid];
    EXPECT_EQ(tables.lines.size() + tables.transformers.size() + 1, tables.buses.size());
    std::set<std::size_t> fed = {0, 1};
    for (const auto& line : tables.lines) {
      EXPECT_TRUE(fed.contains(line.from));  // parents first
      EXPECT_TRUE(fed.insert(line.to).second);
      EXPECT_GT(line.length_km, 0);
      EXPECT_LT(line.length_km, 1);
    }
    std::set<std::uint32_t> taken;
    for (const auto building : grids.buildings[grid]) EXPECT_TRUE(taken.insert(grids.bus[building]).second);
    EXPECT_GE(static_cast<double>(grids.rated_kva[grid]), design_peak_kw(grids.dwellings[grid]));
  }
}

TEST(LayGrids, SameGridsForAnyNumberOfThreads) {
  const auto one = laid(1), seven = laid(7);
  EXPECT_EQ(one.of, seven.of);
  EXPECT_EQ(one.bus, seven.bus);
  EXPECT_EQ(one.x_m, seven.x_m);
  EXPECT_EQ(one.rated_kva, seven.rated_kva);
}

}  // namespace
}  // namespace pendel::people
