// SPDX-License-Identifier: Apache-2.0
#include "text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace pendel::tools {
namespace {

/// Signs on the terminal: code points of UTF-8.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_figure(std::string_view cell) { return !cell.empty() && cell.find_first_of("0123456789") <= 1; }

}  // namespace

std::string TextTable::text() const {
  const auto columns = rows_.front().size();
  std::vector<std::size_t> widths(columns, 0);
  std::vector<bool> right(columns, false);
  for (std::size_t r = 0; r < rows_.size(); ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      widths[c] = std::max(widths[c], width(rows_[r][c]));
      if (r > 0 && c > 0 && is_figure(rows_[r][c])) right[c] = true;
    }
  std::string out;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t c = 0; c < columns; ++c) {
      const std::string gap(widths[c] - width(row[c]), ' ');
      line += (c > 0 ? "  " : "") + (right[c] ? gap + row[c] : row[c] + gap);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

std::string figure(double value) {
  if (std::isnan(value)) return "-";
  if (std::abs(value) < 1000) return fmt::format("{:.4g}", value + 0.0);
  auto text = fmt::format("{:.0f}", std::abs(value));
  for (auto at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), ",");
  return (value < 0 ? "-" : "") + text;
}

std::string signed_figure(double value) { return (value > 0 ? "+" : "") + figure(value); }

Shown shown(std::string_view unit) {
  struct Row {
    std::string_view unit;
    Shown shown;
  };
  static constexpr std::array rows = {Row{"m", {1e-3, "km"}}, Row{"W h", {1e-3, "kWh"}}, Row{"W", {1e-3, "kW"}},
                                      Row{"s", {1.0 / 60, "min"}}, Row{"1", {1, ""}}};
  for (const auto& row : rows)
    if (row.unit == unit) return row.shown;
  return {1, unit};
}

std::string with_unit(std::string_view name, std::string_view unit) {
  const auto label = shown(unit).unit;
  return std::string(name) + (label.empty() ? "" : " " + std::string(label));
}

}  // namespace pendel::tools
