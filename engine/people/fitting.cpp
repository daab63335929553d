// SPDX-License-Identifier: Apache-2.0
#include "people/fitting.hpp"

#include <algorithm>
#include <cmath>

#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::people {

double Table::row_sum(std::size_t r) const {
  double sum = 0;
  for (std::size_t c = 0; c < columns; ++c) sum += at(r, c);
  return sum;
}

double Table::column_sum(std::size_t c) const {
  double sum = 0;
  for (std::size_t r = 0; r < rows; ++r) sum += at(r, c);
  return sum;
}

FitResult fit_proportionally(Table& table, std::span<const double> row_targets, std::span<const double> column_targets,
                             double tolerance, int max_iterations) {
  PENDEL_EXPECT(row_targets.size() == table.rows && column_targets.size() == table.columns);
  FitResult result;
  while (result.iterations < max_iterations) {
    ++result.iterations;
    for (std::size_t c = 0; c < table.columns; ++c) {
      const double sum = table.column_sum(c);
      if (sum <= 0) continue;
      for (std::size_t r = 0; r < table.rows; ++r) table.at(r, c) *= column_targets[c] / sum;
    }
    for (std::size_t r = 0; r < table.rows; ++r) {
      const double sum = table.row_sum(r);
      if (sum <= 0) continue;
      for (std::size_t c = 0; c < table.columns; ++c) table.at(r, c) *= row_targets[r] / sum;
    }
    result.error = 0;
    for (std::size_t c = 0; c < table.columns; ++c)
      result.error = std::max(result.error, std::fabs(table.column_sum(c) - column_targets[c]));
    if (result.error <= tolerance) break;
  }
  for (std::size_t r = 0; r < table.rows; ++r)
    result.error = std::max(result.error, std::fabs(table.row_sum(r) - row_targets[r]));
  return result;
}

std::vector<std::uint32_t> round_unbiased(std::span<const double> expected, double u) {
  std::vector<std::uint32_t> rounded(expected.size());
  double sum = 0;
  for (const double value : expected) sum += value;
  const double total = std::floor(sum + 0.5);
  // A sum that is meant to be an integer misses it by rounding errors only; then it is hit exactly.
  const bool whole = std::fabs(sum - total) < 1e-6 * std::max(1.0, sum);
  double running = 0;
  double before = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    PENDEL_EXPECT(expected[i] >= 0);
    running += expected[i];
    double now = std::floor(running + u);
    if (whole) now = i + 1 == expected.size() ? total : std::min(now, total);
    rounded[i] = static_cast<std::uint32_t>(now - before);
    before = now;
  }
  return rounded;
}

namespace {

/// Mean of k over the table whose column c is weight(k) x^k, scaled to its target.
double tilted_mean(const Table& seed, std::span<const double> column_targets, double x, Table* out) {
  double persons = 0;
  double households = 0;
  for (std::size_t c = 0; c < seed.columns; ++c) {
    double power = x;
    double sum = 0;
    double weighted = 0;
    for (std::size_t k = 0; k < seed.rows; ++k, power *= x) {
      sum += seed.at(k, c) * power;
      weighted += seed.at(k, c) * power * static_cast<double>(k + 1);
    }
    if (sum <= 0) continue;
    households += column_targets[c];
    persons += column_targets[c] * weighted / sum;
    if (out == nullptr) continue;
    power = x;
    for (std::size_t k = 0; k < seed.rows; ++k, power *= x)
      out->at(k, c) = column_targets[c] * seed.at(k, c) * power / sum;
  }
  return households > 0 ? persons / households : 0;
}

}  // namespace

double tilt_to_mean(Table& table, std::span<const double> column_targets, double mean) {
  PENDEL_EXPECT(column_targets.size() == table.columns);
  const Table seed = table;
  // The mean grows with x: bisection on log x over all that double can hold in the eighth power.
  double low = -30;
  double high = 30;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    (tilted_mean(seed, column_targets, math::exp(middle), nullptr) < mean ? low : high) = middle;
  }
  return tilted_mean(seed, column_targets, math::exp(0.5 * (low + high)), &table);
}

}  // namespace pendel::people
