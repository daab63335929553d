// SPDX-License-Identifier: Apache-2.0
#pragma once

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
};

/// Holds each target against the mean day of its period, or its figure of adoption in it; the result is of the scenario
/// that the targets come from.
std::vector<Verdict> judge(const std::vector<scenario::Target>& targets, const std::filesystem::path& path);

}  // namespace pendel::simulate
