// SPDX-License-Identifier: Apache-2.0
#include "people/attach_grids.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "people/lay_grids.hpp"
#include "support/given_grid.hpp"
#include "support/small_town.hpp"

namespace pendel::people {
namespace {

using testing::HasSubstr;

TEST(GivenGrids, TheirBuildingsHangOnThemAndTheOthersOnSyntheticOnes) {
  test::SmallTown town(1500);
  const test::GivenGrid files(town.region, {3, 4, 7});
  Issues issues;
  const auto given = read_given_grids(town.region, issues);
  for (const auto& issue : issues.all()) ADD_FAILURE() << to_string(issue);
  EXPECT_TRUE(given.tables.at(0).loads.empty());  // the table's own loads give way to the homes
  parallel::Pool pool(2);
  const auto grids = lay_grids(town.region, town.people, pool, attach_grids(given, town.region, town.people));
  ASSERT_GT(grids.size(), 1U);
  EXPECT_EQ(grids.given[GridId(0)], 1);
  EXPECT_EQ(grids.given[GridId(1)], 0);
  EXPECT_EQ(grids.rated_kva[GridId(0)], 400);
  std::size_t dwellings = 0, counted = 0;
  for (const auto building : ids<BuildingId>(town.region.sites.size()))
    dwellings += town.people.buildings.dwellings[building];
  for (const auto grid : ids<GridId>(grids.size())) {
    counted += grids.dwellings[grid];
    for (const auto building : grids.buildings[grid]) EXPECT_EQ(grids.of[building], grid);
  }
  EXPECT_EQ(counted, dwellings);
  for (const auto building : {3, 4, 7}) {
    const bool used = town.people.buildings.dwellings[BuildingId(building)] > 0 ||
                      town.people.buildings.jobs[BuildingId(building)] > 0;
    if (used) {
      EXPECT_EQ(grids.of[BuildingId(building)], GridId(0)) << building;
    }
  }
}

TEST(GivenGrids, EveryProblemHasItsPlace) {
  test::SmallTown town(10);
  const test::GivenGrid files(town.region, {3});
  std::ofstream(files.folder / "connection.csv", std::ios::app) << "village,99,0,0\nvillage,98,0,0\n";
  Issues issues;
  (void)read_given_grids(town.region, issues);
  ASSERT_EQ(issues.size(), 2U);
  EXPECT_THAT(to_string(issues.all()[0]), HasSubstr("connection.csv:3:9: grid village has no bus 99"));
  EXPECT_THAT(to_string(issues.all()[1]), HasSubstr("connection.csv:4:9: grid village has no bus 98"));
}

TEST(GivenGrids, ARegionWithoutThemHasNone) {
  test::SmallTown town(10);
  Issues issues;
  EXPECT_TRUE(read_given_grids(town.region, issues).tables.empty());
  EXPECT_TRUE(issues.empty());
}

}  // namespace
}  // namespace pendel::people
