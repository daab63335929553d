// SPDX-License-Identifier: Apache-2.0
#include "output/groups.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace pendel::output {
namespace {

const Places places{{"village", "small town", "town", "unknown"}, {1000, 3000, 30000, std::nan("")}, {77, 76, 75, 0}};

TEST(Groups, MeansAreWeightedByInhabitants) {
  const auto g = grouped({{"share", "1", "", 0.2, {0.1, 0.5, 0.2, 0.9}}}, places).front();
  EXPECT_FALSE(g.per_inhabitant);
  ASSERT_EQ(g.by_size.size(), 2U);
  EXPECT_EQ(g.by_size[0].municipalities, 2U);
  EXPECT_DOUBLE_EQ(g.by_size[0].value, (1000 * 0.1 + 3000 * 0.5) / 4000);
  EXPECT_DOUBLE_EQ(g.by_size[1].value, 0.2);
  ASSERT_EQ(g.by_regiostar7.size(), 3U);
  EXPECT_EQ(g.by_regiostar7[0].group, "75");
  EXPECT_EQ(g.lowest.municipality, "village");
  EXPECT_EQ(g.highest.municipality, "small town");  // the one without inhabitants does not count
}

TEST(Groups, TotalsAreToldPerInhabitant) {
  const auto g = grouped({{"use", "W h", "", 34000, {1000, 3000, 30000, 0}}}, places).front();
  EXPECT_TRUE(g.per_inhabitant);
  EXPECT_DOUBLE_EQ(g.region, 1);
  for (const auto& group : g.by_size) EXPECT_DOUBLE_EQ(group.value, 1);
}

}  // namespace
}  // namespace pendel::output
