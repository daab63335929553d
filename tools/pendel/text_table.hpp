// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pendel::tools {

/// Columns of equal width on a terminal: the first one to the left, those that hold figures to the right.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> head) : rows_{std::move(head)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  /// One line per row, the head first.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

/// A figure with four significant digits and a thin grouping of thousands: "155,900", "12.34", "0.001234".
std::string figure(double value);
/// The same with its sign.
std::string signed_figure(double value);

/// How a person reads a quantity: "m" -> kilometres.
struct Shown {
  double factor = 1;
  std::string_view unit;
};
Shown shown(std::string_view unit);
/// "car_distance km", the head of a column.
std::string with_unit(std::string_view name, std::string_view unit);

}  // namespace pendel::tools
