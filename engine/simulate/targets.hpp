// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <filesystem>
#include <vector>

#include "scenario/scenario.hpp"

namespace pendel::simulate {

/// A target held against a result.
struct Verdict {
  scenario::Target target;
  std::string unit;
  double result = 0;
  bool holds = false;

  /// An exploratory target without a value is only reported.
  [[nodiscard]] bool judged() const { return !std::isnan(target.value); }
  [[nodiscard]] bool inside(double figure) const { return std::abs(figure - target.value) <= target.tolerance; }
};

/// Holds each target against the mean day of its period, or its figure of adoption in it; the result is of the scenario
/// that the targets come from.
std::vector<Verdict> judge(const std::vector<scenario::Target>& targets, const std::filesystem::path& path);

/// Whether all targets ask for figures of periods, which no day changes.
bool need_no_days(const std::vector<scenario::Target>& targets);

/// The figures of such targets from the sealed segments of periods; names and calendar are those of the result at
/// `like`, which is of the same land and periods.
std::vector<double> figures_of_periods(const std::vector<scenario::Target>& targets, const std::filesystem::path& like,
                                       const std::vector<std::filesystem::path>& segments);

}  // namespace pendel::simulate
