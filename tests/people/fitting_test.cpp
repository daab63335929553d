// SPDX-License-Identifier: Apache-2.0
#include "people/fitting.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/random.hpp"

namespace pendel::people {
namespace {

Table table(std::size_t rows, std::size_t columns, std::vector<double> values) {
  Table made(rows, columns);
  made.values = std::move(values);
  return made;
}

TEST(Fitting, PublishedExample) {
  // Wikipedia, "Iterative proportional fitting", example: seed 40 30 20 10 / 35 50 100 75 / 30 80 70 120 / 20 30 40 50,
  // rows 150 300 400 150, columns 200 300 400 100. Printed there is the table after three rounds, rows first. Ours
  // scales rows last, so the example stands here on its side.
  Table seed = table(4, 4, {40, 35, 30, 20, 30, 50, 80, 30, 20, 100, 70, 40, 10, 75, 120, 50});
  const std::vector<double> rows = {200, 300, 400, 100};
  const std::vector<double> columns = {150, 300, 400, 150};
  Table three = seed;
  fit_proportionally(three, rows, columns, 0, 3);
  const std::vector<double> printed = {64.61, 49.95,  56.70,  28.74, 46.28, 68.15, 144.40, 41.18,
                                       35.42, 156.49, 145.06, 63.03, 3.83,  25.37, 53.76,  17.03};
  for (std::size_t i = 0; i < printed.size(); ++i) EXPECT_NEAR(three.values[i], printed[i], 0.0051) << i;
  EXPECT_LT(fit_proportionally(seed, rows, columns, 1e-10).error, 1e-9);
}

TEST(Fitting, KeepsCrossRatiosAndZeros) {
  Table seed = table(2, 3, {1, 2, 0, 3, 4, 5});
  const double before = seed.at(0, 0) * seed.at(1, 1) / (seed.at(0, 1) * seed.at(1, 0));
  const std::vector<double> rows = {10, 30};
  const std::vector<double> columns = {12, 18, 10};
  fit_proportionally(seed, rows, columns, 1e-12);
  EXPECT_EQ(seed.at(0, 2), 0);
  EXPECT_NEAR(seed.at(0, 0) * seed.at(1, 1) / (seed.at(0, 1) * seed.at(1, 0)), before, 1e-9);
  EXPECT_NEAR(seed.row_sum(0), 10, 1e-9);
  EXPECT_NEAR(seed.column_sum(2), 10, 1e-9);
}

TEST(Fitting, RowsHoldWhereTargetsContradict) {
  Table seed = table(2, 2, {1, 1, 1, 1});
  const std::vector<double> rows = {10, 20};
  const std::vector<double> columns = {20, 20};
  const auto result = fit_proportionally(seed, rows, columns);
  EXPECT_NEAR(seed.row_sum(0), 10, 1e-9);
  EXPECT_NEAR(seed.row_sum(1), 20, 1e-9);
  EXPECT_NEAR(result.error, 5, 1e-6);  // 15 instead of 20
}

TEST(Rounding, IsUnbiasedOverManySeeds) {
  const std::vector<double> expected = {0.1, 2.7, 0.45, 3.0, 1.35, 0.4, 5.999, 0.001};  // sum 14
  constexpr int seeds = 20000;
  std::vector<double> sum(expected.size(), 0);
  for (int seed = 0; seed < seeds; ++seed) {
    const Random random(static_cast<std::uint64_t>(seed), 0);
    const auto counts = round_unbiased(expected, random(Stream::test, std::uint64_t{1}).uniform());
    EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), 0U), 14U);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_LT(std::fabs(counts[i] - expected[i]), 1);
      sum[i] += counts[i];
    }
  }
  // A cell is Bernoulli(remainder) above its floor: standard error at most 0.5 / sqrt(20000) = 0.0035; four of them.
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(sum[i] / seeds, expected[i], 0.0142) << i;
}

TEST(Rounding, KeepsRunningSums) {
  std::vector<double> expected(1000, 0.37);
  const auto counts = round_unbiased(expected, 0.5);
  double running = 0;
  double wanted = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    running += counts[i];
    wanted += expected[i];
    EXPECT_LT(std::fabs(running - wanted), 1);
  }
  EXPECT_EQ(running, 370);
  EXPECT_TRUE(round_unbiased({}, 0.5).empty());
}

TEST(Tilting, ReachesTheMeanAndKeepsColumns) {
  Table sizes = table(4, 2, {.4, .2, .3, .3, .2, .3, .1, .2});
  const std::vector<double> columns = {100, 50};
  EXPECT_NEAR(tilt_to_mean(sizes, columns, 2.5), 2.5, 1e-9);
  EXPECT_NEAR(sizes.column_sum(0), 100, 1e-9);
  EXPECT_NEAR(sizes.column_sum(1), 50, 1e-9);
  double persons = 0;
  for (std::size_t k = 0; k < 4; ++k) persons += static_cast<double>(k + 1) * sizes.row_sum(k);
  EXPECT_NEAR(persons, 2.5 * 150, 1e-6);
  // The same factor x^k in both columns: the ratio of odds between neighbouring sizes changes alike.
  const double first = (sizes.at(1, 0) / sizes.at(0, 0)) / (.3 / .4);
  const double second = (sizes.at(3, 1) / sizes.at(2, 1)) / (.2 / .3);
  EXPECT_NEAR(first, second, 1e-9);
}

}  // namespace
}  // namespace pendel::people
