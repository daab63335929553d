// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/neighbours.hpp"

#include <gtest/gtest.h>

#include "core/math.hpp"

namespace pendel::adoption {
namespace {

TEST(Neighbours, AreCountedOverWhatThePathExpects) {
  // Three houses in a row, 150 m apart, and one far away. Only next neighbours lie within 200 m.
  Region region;
  People people;
  for (int i = 0; i < 4; ++i) {
    region.sites.x_m.push_back(i < 3 ? 150.0 * i : 5000.0);
    region.sites.y_m.push_back(0);
    people.buildings.dwellings.push_back(1);
    people.buildings.type.push_back(BuildingType::single_family);
  }
  parallel::Pool pool(2);
  const World world{region, people, Random(1, 0), pool};
  const Having cars{Column<BuildingId, float>(std::vector<float>{1, 0, 2, 9}),
                    Column<BuildingId, float>(std::vector<float>{0.5F, 0.5F, 0.5F, 0.5F})};
  const auto ratio = neighbours_over_path(world, 200, {cars}).front();
  EXPECT_FLOAT_EQ(ratio[BuildingId(0)], 0);  // the middle one has none
  EXPECT_FLOAT_EQ(ratio[BuildingId(1)], 3);  // 1 + 2 over 0.5 + 0.5
  EXPECT_FLOAT_EQ(ratio[BuildingId(2)], 0);
  EXPECT_FLOAT_EQ(ratio[BuildingId(3)], 1);  // nobody near: the path of the country
  EXPECT_FLOAT_EQ(neighbours_over_path(world, 400, {cars}).front()[BuildingId(0)], 2);
}

TEST(Neighbours, ThePullIsTheImitatedPartOfTheHazard) {
  const Diffusion d{.p_per_year = 0.01, .q_per_year = 0.3, .ceiling = 0.8, .share = 0.2, .year = 2025};
  EXPECT_DOUBLE_EQ(imitation_part(d, 0), 0);
  EXPECT_DOUBLE_EQ(imitation_part(d, 0.2), 0.075 / 0.085);
  const double pull = pull_of_period(0.5, d, 2025, 2025.5, 2025);
  EXPECT_NEAR(pull, 0.5 * (0.075 / 0.085) * math::log(0.8 / (1 - diffused(d, 2025.5, 2025))), 1e-12);
  EXPECT_EQ(pull_of_period(0, d, 2025, 2025.5, 2025), 0);
  EXPECT_EQ(pulled(0.3, 0), 0.3);
  EXPECT_NEAR(pulled(0.3, 0.5F), 1 - 0.7 * math::exp(-0.5), 1e-7);
  EXPECT_LT(pulled(0.3, -0.1F), 0.3);
}

}  // namespace
}  // namespace pendel::adoption
