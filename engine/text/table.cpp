// SPDX-License-Identifier: Apache-2.0
#include "text/table.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "core/contract.hpp"
#include "text/messages.hpp"
#include "text/parameters.hpp"
#include "text/parse_number.hpp"
#include "text/place_finder.hpp"
#include "text/unit_suffix.hpp"

namespace pendel::text {

namespace {

constexpr std::size_t most_issues = 100;  // a column; the rest is counted

std::string limits(const NumberRules& rules) {
  return limits_text({.unit = rules.unit,
                      .min = rules.min,
                      .max = rules.max,
                      .min_exclusive = rules.min_exclusive,
                      .max_exclusive = rules.max_exclusive});
}

bool within(double value, const NumberRules& rules) {
  const bool low = rules.min_exclusive ? value <= rules.min : value < rules.min;
  const bool high = rules.max_exclusive ? value >= rules.max : value > rules.max;
  return !low && !high;
}

NumberFormat format_of(const NumberRules& rules) {
  return {rules.decimal_comma ? ',' : '.', !rules.thousands ? '\0' : rules.decimal_comma ? '.' : ','};
}

std::string number_hint(std::string_view cell, const NumberRules& rules) {
  const bool point = cell.find('.') != cell.npos, comma = cell.find(',') != cell.npos;
  if (!rules.thousands && point && comma) return say(Say::no_thousands);
  if (!rules.decimal_comma && comma) return say(Say::decimal_point);
  if (rules.decimal_comma && point) return say(Say::decimal_comma);
  return {};
}

}  // namespace

/// The issues of one column: the first hundred with their places, then how many more.
class Table::Complaints {
 public:
  Complaints(const Table& table, std::string_view column, Issues& issues)
      : places_(table.file_, table.text_), file_(table.file_), column_(column), issues_(issues) {}
  ~Complaints() {
    if (count_ > most_issues) issues_.add({file_, 0, 0}, say(Say::cells_more, count_ - most_issues, column_));
  }
  Complaints(const Complaints&) = delete;
  Complaints& operator=(const Complaints&) = delete;

  /// True if enough was reported; then the one at hand is counted.
  bool full() {
    if (count_ < most_issues) return false;
    ++count_;
    return true;
  }
  void add(const Cell& cell, std::string problem, std::string why = {}, std::string hint = {}) {
    ++count_;
    issues_.add(places_.at(cell.begin), std::move(problem), std::move(why), std::move(hint));
  }
  Place place(const Cell& cell) const { return PlaceFinder(places_).at(cell.begin); }

 private:
  PlaceFinder places_;
  const std::string& file_;
  std::string_view column_;
  Issues& issues_;
  std::size_t count_ = 0;
};

std::optional<std::size_t> Table::find(std::string_view column) const {
  const auto it = std::find(columns_.begin(), columns_.end(), column);
  if (it == columns_.end()) return std::nullopt;
  return static_cast<std::size_t>(it - columns_.begin());
}

Place Table::place(std::size_t row, std::string_view column) const {
  const auto at = find(column);
  if (!at || row >= rows()) return {file_, 0, 0};
  return PlaceFinder(file_, text_).at(cell(row, *at).begin);
}

std::optional<std::size_t> Table::want(std::string_view column, bool optional, Issues& issues) const {
  const auto at = find(column);
  if (at || columns_.empty()) return at;  // without any column the file itself has been reported
  const std::string other = same_in_other_unit(column, columns_);
  if (!other.empty() && unit_suffix(other)) {
    issues.add({file_, header_line_, 0}, say(Say::column_missing, column), say(Say::column_other_unit, other));
  } else if (!optional) {
    const std::string near = nearest(column, columns_);
    issues.add({file_, header_line_, 0}, say(Say::column_missing, column), {},
               near.empty() ? "" : say(Say::did_you_mean_column, near));
  }
  return std::nullopt;
}

template <class T, class Parse>
std::vector<T> Table::read_cells(std::string_view column, const NumberRules& rules, Issues& issues, T missing,
                                 Parse&& parse) const {
  PENDEL_EXPECT((!rules.if_empty || std::is_same_v<T, double> || std::isfinite(*rules.if_empty)));
  const T empty = rules.if_empty ? static_cast<T>(*rules.if_empty) : missing;
  std::vector<T> values(rows(), empty);
  const auto at = want(column, rules.optional, issues);
  if (!at) return values;
  Complaints complaints(*this, column, issues);
  const NumberFormat format = format_of(rules);
  for (std::size_t row = 0; row < values.size(); ++row) {
    const Cell& where = cell(row, *at);
    const std::string_view content = text(where);
    const auto value = parse(content, format);
    if (value && within(static_cast<double>(*value), rules) && std::isfinite(static_cast<double>(*value))) {
      values[row] = *value;
    } else if (!value && trim_spaces(content).empty()) {
      if (!rules.if_empty && !complaints.full()) complaints.add(where, say(Say::cell_empty, column));
    } else if (complaints.full()) {
      continue;
    } else if (value && std::isfinite(static_cast<double>(*value))) {
      complaints.add(where, say(Say::value_is, column, *value), limits(rules));
    } else {
      const Say expected = std::is_same_v<T, double> ? Say::type_number : Say::type_integer;
      complaints.add(where, say(Say::cell_wrong, column, content), say(Say::must_be_a, text_of(expected)),
                     number_hint(content, rules));
    }
  }
  return values;
}

std::vector<double> Table::numbers(std::string_view column, const NumberRules& rules, Issues& issues) const {
  return read_cells<double>(column, rules, issues, std::nan(""),
                            [](std::string_view cell, NumberFormat format) { return parse_number(cell, format); });
}

std::vector<std::int64_t> Table::integers(std::string_view column, const NumberRules& rules, Issues& issues) const {
  return read_cells<std::int64_t>(
      column, rules, issues, 0, [](std::string_view cell, NumberFormat format) { return parse_integer(cell, format); });
}

std::vector<bool> Table::flags(std::string_view column, const NumberRules& rules, Issues& issues) const {
  std::vector<bool> values(rows(), rules.if_empty.value_or(0) != 0);
  const auto at = want(column, rules.optional, issues);
  if (!at) return values;
  Complaints complaints(*this, column, issues);
  for (std::size_t row = 0; row < values.size(); ++row) {
    const Cell& where = cell(row, *at);
    const std::string_view content = trim_spaces(text(where));
    const bool on = content == "1" || content == "true" || content == "True" || content == "TRUE" || content == "yes";
    const bool off =
        content == "0" || content == "false" || content == "False" || content == "FALSE" || content == "no";
    if (on || off) {
      values[row] = on;
    } else if ((!content.empty() || !rules.if_empty) && !complaints.full()) {
      complaints.add(where, content.empty() ? say(Say::cell_empty, column) : say(Say::cell_wrong, column, content),
                     say(Say::must_be_a, text_of(Say::type_cell_flag)));
    }
  }
  return values;
}

std::vector<std::string_view> Table::views(std::string_view column, Issues& issues, TextRules rules) const {
  std::vector<std::string_view> values(rows());
  const auto at = want(column, rules.optional, issues);
  if (!at) return values;
  Complaints complaints(*this, column, issues);
  std::unordered_map<std::string_view, std::size_t> seen;
  for (std::size_t row = 0; row < values.size(); ++row) {
    const Cell& where = cell(row, *at);
    values[row] = text(where);
    if (rules.filled && values[row].empty() && !complaints.full()) complaints.add(where, say(Say::cell_empty, column));
    if (!rules.unique || values[row].empty()) continue;
    const auto [first, is_new] = seen.emplace(values[row], row);
    if (!is_new && !complaints.full()) {
      complaints.add(where, say(Say::cell_twice, column, values[row]),
                     say(Say::first_at, to_string(complaints.place(cell(first->second, *at)))));
    }
  }
  return values;
}

std::vector<std::string> Table::texts(std::string_view column, Issues& issues, TextRules rules) const {
  const auto found = views(column, issues, rules);
  return {found.begin(), found.end()};
}

std::vector<Date> Table::dates(std::string_view column, Issues& issues) const {
  std::vector<Date> values(rows());
  const auto at = want(column, false, issues);
  if (!at) return values;
  Complaints complaints(*this, column, issues);
  for (std::size_t row = 0; row < values.size(); ++row) {
    const Cell& where = cell(row, *at);
    if (const auto date = parse_date(trim_spaces(text(where)))) {
      values[row] = *date;
    } else if (!complaints.full()) {
      complaints.add(where, say(Say::cell_wrong, column, text(where)), say(Say::must_be_a, text_of(Say::type_date)),
                     say(Say::time_hint));
    }
  }
  return values;
}

std::vector<std::size_t> Table::choices(std::string_view column, const std::vector<std::string>& names, Issues& issues,
                                        TextRules rules) const {
  std::vector<std::size_t> values(rows(), 0);
  const auto at = want(column, rules.optional, issues);
  if (!at) return values;
  Complaints complaints(*this, column, issues);
  for (std::size_t row = 0; row < values.size(); ++row) {
    const Cell& where = cell(row, *at);
    const auto it = std::find(names.begin(), names.end(), trim_spaces(text(where)));
    if (it != names.end()) {
      values[row] = static_cast<std::size_t>(it - names.begin());
    } else if (!complaints.full()) {
      complaints.add(where, say(Say::cell_wrong, column, text(where)), one_of(names), did_you_mean(text(where), names));
    }
  }
  return values;
}

}  // namespace pendel::text
