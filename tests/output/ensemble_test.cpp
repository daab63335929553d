// SPDX-License-Identifier: Apache-2.0
#include "output/ensemble.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace pendel::output {
namespace {

TEST(Ensemble, QuantilesAreThoseOfR) {
  // R: quantile(c(1, 2, 4, 8, 16), c(0.05, 0.5, 0.95)), type 7.
  const std::vector<double> values = {16, 2, 8, 1, 4};
  EXPECT_DOUBLE_EQ(quantile(values, 0.05), 1.2);
  EXPECT_DOUBLE_EQ(quantile(values, 0.5), 4);
  EXPECT_DOUBLE_EQ(quantile(values, 0.95), 14.4);
}

TEST(Ensemble, IsWhatAHandComputes) {
  // Differences 9, 10, 11; A varies by 100, B by 121 + ...
  const auto d = difference({100, 110, 120}, {109, 120, 131});
  EXPECT_DOUBLE_EQ(d.mean_a, 110);
  EXPECT_DOUBLE_EQ(d.median, 10);
  EXPECT_DOUBLE_EQ(d.low, 9.1);
  EXPECT_DOUBLE_EQ(d.paired_variance, 1);
  EXPECT_DOUBLE_EQ(d.unpaired_variance, 100 + 121);
  EXPECT_TRUE(d.distinguishable());
  // +-1 % of 110 is 1.1: (1.96 / 1.1)^2 = 3.2 pairs, unpaired 221 times as many.
  EXPECT_EQ(d.replications(0.01), 4);
  EXPECT_EQ(d.unpaired_replications(0.01), std::ceil(221 * 1.96 * 1.96 / 1.21));
}

TEST(Ensemble, WhatChancesSignIsNotDistinguishableAndNothingIsNothing) {
  EXPECT_FALSE(difference({1, 1, 1}, {0.9, 1.1, 1.2}).distinguishable());
  const auto nothing = difference({1, 2, 3}, {1, 2, 3});
  EXPECT_EQ(nothing.median, 0);
  EXPECT_EQ(nothing.paired_variance, 0);
  EXPECT_EQ(nothing.replications(0.01), 1);
  EXPECT_GT(nothing.unpaired_replications(0.01), 1000);
}

}  // namespace
}  // namespace pendel::output
