// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output/reader.hpp"

namespace pendel::output {

/// The difference B - A of the same persons (or households) in two runs. Because both runs draw the same numbers for
/// the same person, the pairs differ only where the lever reaches, and the error is far smaller than that of two
/// samples.
struct PairedDifference {
  std::size_t n = 0;
  double mean_a = 0;
  double mean = 0;            // of B - A
  double standard_error = 0;  // of `mean`, paired
  double unpaired_error = 0;  // what it would be for two unrelated samples
  double changed_share = 0;   // of the n whose value differs at all

  /// Whether the mean lies outside of 95 % of what chance between persons would give.
  [[nodiscard]] bool distinguishable() const;
};

struct PairedField {
  std::string path;  // "person/car_distance"
  std::string unit;
  std::string meaning;
  PairedDifference region;                     // residents, and commuters who live behind a gateway
  std::vector<PairedDifference> municipality;  // by home
};

struct IndicatorDifference {
  IndicatorValue a;
  IndicatorValue b;
};

struct Comparison {
  std::vector<IndicatorDifference> indicators;
  std::vector<PairedField> paired;
  double largest_gap = 0;  // of the car assignments of both runs; a relative difference below it is not to be claimed
  std::vector<std::string> notes;
};

/// Throws InputError if the two are not of the same land, the same days and the same people.
Comparison compare(const Result& a, const Result& b);

/// Statistics of b[i] - a[i] over those i with `among[i] == group`, or over all with group == every_group.
inline constexpr std::int32_t every_group = -2;
PairedDifference paired(const std::vector<double>& a, const std::vector<double>& b,
                        const std::vector<std::int32_t>& among, std::int32_t group);

}  // namespace pendel::output
