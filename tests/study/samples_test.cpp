// SPDX-License-Identifier: Apache-2.0
#include "study/samples.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/paths.hpp"

namespace pendel::study {
namespace {

const Range range{"adoption.telework_permitted", 0.2, 0.3, 0.9, false};
constexpr std::int64_t seed = 1;

TEST(Samples, OneInEachStratumHalfOfThemBelowTheValue) {
  for (const std::size_t of : {2U, 8U, 40U}) {
    std::set<std::size_t> strata;
    for (std::size_t i = 0; i < of; ++i) {
      const double value = value_of(range, {i, of}, seed);
      EXPECT_GT(value, range.low);
      EXPECT_LT(value, range.high);
      const double u = value < range.value ? 0.5 * (value - range.low) / (range.value - range.low)
                                           : 0.5 + 0.5 * (value - range.value) / (range.high - range.value);
      strata.insert(static_cast<std::size_t>(u * static_cast<double>(of)));
    }
    EXPECT_EQ(strata.size(), of);
  }
}

TEST(Samples, ParametersAreDrawnApartFromEachOtherAndBySeed) {
  const Range other{"adoption.telework_equipped", 0.2, 0.3, 0.9, false};
  int equal = 0;
  int equal_seeds = 0;
  for (std::size_t i = 0; i < 20; ++i) {
    equal += value_of(range, {i, 20}, seed) == value_of(other, {i, 20}, seed) ? 1 : 0;
    equal_seeds += value_of(range, {i, 20}, seed) == value_of(range, {i, 20}, 2) ? 1 : 0;
  }
  EXPECT_EQ(equal, 0);
  EXPECT_EQ(equal_seeds, 0);
}

TEST(Samples, AWholeNumberStaysWhole) {
  const Range whole{"x", 1, 2, 5, true};
  for (std::size_t i = 0; i < 9; ++i) {
    const double value = value_of(whole, {i, 9}, seed);
    EXPECT_EQ(value, static_cast<double>(static_cast<int>(value)));
  }
}

bool varies(const std::vector<std::string>& set, const std::string& path) {
  const scenario::Scenario scenario(test::source_dir() / "scenarios/hamlet/base.toml", set);
  const auto ranges = ranges_of(scenario);
  return std::any_of(ranges.begin(), ranges.end(), [&](const Range& each) { return each.path == path; });
}

TEST(Samples, ABareNumberIsADecisionARangeIsNone) {
  const std::string lever = "schedules.telework_extra_errand";
  EXPECT_TRUE(varies({}, lever));
  EXPECT_FALSE(varies({lever + "=0.2"}, lever));
  EXPECT_TRUE(varies({lever + "={value=0.2, low=0.1, high=0.3}"}, lever));
}

TEST(Samples, EachHasItsReplicationAndAssignmentsThatTheFrontDoorTakes) {
  const auto file = test::source_dir() / "scenarios/hamlet/base.toml";
  const scenario::Scenario scenario(file, {"run.replication=5"});
  EXPECT_EQ(assignments_of(scenario, {0, 2}, false), std::vector<std::string>{"run.replication=6"});
  const auto set = assignments_of(scenario, {1, 2}, true);
  ASSERT_EQ(set.size(), ranges_of(scenario).size() + 1);
  EXPECT_GT(set.size(), 50U);
  const scenario::Scenario sampled(file, set);
  EXPECT_EQ(sampled.settings().replication, 7);
  for (const auto& each : ranges_of(scenario)) {
    const auto* row = sampled.parameters().find(each.path);
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(row->value.number(), value_of(each, {1, 2}, scenario.settings().seed)) << each.path;
  }
}

}  // namespace
}  // namespace pendel::study
