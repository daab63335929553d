// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "output/reader.hpp"

namespace pendel::output {

/// The difference B - A of one figure over several replications. Each B is paired with the A of the same seed and
/// replication, so that both have the same luck.
struct EnsembleDifference {
  std::string name;
  std::string unit;
  std::size_t pairs = 0;
  double mean_a = 0;
  double median = 0;             // of B - A
  double low = 0;                // 5 % of the differences lie below
  double high = 0;               // 5 % lie above
  double paired_variance = 0;    // of B - A
  double unpaired_variance = 0;  // of B - A with another replication's A: Var A + Var B

  /// Whether nine in ten differences have one sign. A lever that touches nothing has the difference zero, exactly.
  [[nodiscard]] bool distinguishable() const { return low > 0 || high < 0; }
  /// Replications until the mean difference is known to +-`precision` (relative to A) with 95 % confidence,
  /// n = (1.96 s / (precision |A|))^2 rounded up, at least 2 if there is any spread; paired and unpaired.
  [[nodiscard]] double replications(double precision) const;
  [[nodiscard]] double unpaired_replications(double precision) const;
};

/// Quantile by linear interpolation of the sorted values (type 7 of Hyndman and Fan, The American Statistician 50(4),
/// 1996); `values` is not empty.
double quantile(std::vector<double> values, double share);

/// From paired values of one figure.
EnsembleDifference difference(const std::vector<double>& a, const std::vector<double>& b);

/// Every indicator of the region, in the order of the fields table. Throws InputError if a result has no partner of the
/// same seed and replication, if there are fewer than two pairs, or if partners are not comparable (see compare).
std::vector<EnsembleDifference> compare_ensembles(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace pendel::output
