// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pendel::people {

/// A dense table, row after row.
struct Table {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values;

  Table() = default;
  Table(std::size_t n_rows, std::size_t n_columns, double value = 0)
      : rows(n_rows), columns(n_columns), values(n_rows * n_columns, value) {}
  [[nodiscard]] double& at(std::size_t r, std::size_t c) { return values[r * columns + c]; }
  [[nodiscard]] double at(std::size_t r, std::size_t c) const { return values[r * columns + c]; }
  [[nodiscard]] double row_sum(std::size_t r) const;
  [[nodiscard]] double column_sum(std::size_t c) const;
};

struct FitResult {
  int iterations = 0;
  double error = 0;  // largest deviation of a row or column sum from its target, in the unit of the table
};

/// Iterative proportional fitting (Deming and Stephan, "On a least squares adjustment of a sampled frequency table when
/// the expected marginal totals are known", Annals of Mathematical Statistics 11(4), 1940, section 5): rows and columns
/// are scaled in turn until both sums match. `row_targets` has `table.rows` values, `column_targets` `table.columns`.
/// Zero cells stay zero. Rows are scaled last: if the two sums of targets differ, the rows hold and the columns bend.
FitResult fit_proportionally(Table& table, std::span<const double> row_targets, std::span<const double> column_targets,
                             double tolerance = 1e-9, int max_iterations = 500);

/// Unbiased integers near `expected`: each is its value rounded down or up, each has exactly its value as expectation
/// over `u` in (0, 1), and every running sum is within 1 of the expected running sum. The sum equals the expected sum
/// rounded, exactly if that is an integer. This is truncation plus a systematic sample of the remainders (Madow, "On
/// the theory of systematic sampling, II", Annals of Mathematical Statistics 20(3), 1949); truncate-replicate-sample
/// (Lovelace and Ballas, "'Truncate, replicate, sample': a method for creating integer weights for spatial
/// microsimulation", Computers, Environment and Urban Systems 41, 2013) draws the remainders one after another, which
/// is not exactly unbiased.
std::vector<std::uint32_t> round_unbiased(std::span<const double> expected, double u);

/// The factor x > 0 for which the distribution p(k) ~ weight(k) x^k, summed over the columns with column sums kept, has
/// the mean `mean` of k = 1, 2, ... rows (minimum discrimination information: Csiszar, "I-divergence geometry of
/// probability distributions and minimization problems", Annals of Probability 3(1), 1975). Scales `table` (rows: k -
/// 1) in place and returns the mean reached, which is `mean` where it lies strictly between 1 and the number of rows.
double tilt_to_mean(Table& table, std::span<const double> column_targets, double mean);

}  // namespace pendel::people
