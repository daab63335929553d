// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

/// How sure is a figure? The same question again, with other luck and with other values from the parameters' ranges.
namespace pendel::study {

/// A parameter that is not known exactly. What the scenario gives as a bare number is a decision and no range.
struct Range {
  std::string path;
  double low = 0;
  double value = 0;
  double high = 0;
  bool whole = false;
};

/// All of them, in the order of the parameter table.
std::vector<Range> ranges_of(const scenario::Scenario& scenario);

/// One of `of` samples, `index` from 0.
struct Sample {
  std::size_t index = 0;
  std::size_t of = 1;
};

/// The value of a range in a sample: half of the samples lie below the range's value and half above it, evenly on each
/// side, each in a stratum of its own (Latin hypercube, McKay, Beckman and Conover, Technometrics 21(2), 1979).
double value_of(const Range& range, const Sample& sample, std::int64_t seed);

/// What to lay over the scenario: another replication, and a value of each range.
std::vector<std::string> assignments_of(const scenario::Scenario& scenario, const Sample& sample, bool with_ranges);

}  // namespace pendel::study
