// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/date.hpp"
#include "core/issue.hpp"

namespace pendel::text {

/// How a file is laid out, where that cannot be seen from it.
struct TableFormat {
  char separator = 0;  // 0: whichever of , ; and tab the header has most of
  bool latin1 = false;
  std::size_t skip_lines = 0;             // above the header
  std::vector<std::string> columns = {};  // names, if the file has no header
};

/// What a column of numbers may hold.
struct NumberRules {
  std::string unit = {};  // for messages
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  bool min_exclusive = false;
  bool max_exclusive = false;
  std::optional<double> if_empty = std::nullopt;  // what an empty cell means; without it, an empty cell is an error
  bool optional = false;                          // the column may be missing; its cells are then `if_empty`, else nan
  bool decimal_comma = false;                     // 3,5
  bool thousands = false;                         // 1,234.5 (with decimal_comma: 1.234,5)
};

struct TextRules {
  bool optional = false;  // the column may be missing; its cells are then empty
  bool filled = false;    // an empty cell is an error
  bool unique = false;
};

/// A CSV file with a header: RFC 4180 quotes, UTF-8 with or without BOM, LF or CRLF. Columns are asked for by name
/// and checked as a whole, so that all bad cells are reported together; each has as many values as rows(), whatever was
/// wrong.
class Table {
 public:
  static Table read(const std::filesystem::path& file, Issues& issues, TableFormat format = {});
  static Table parse(std::string text, const std::string& file_name, Issues& issues, TableFormat format = {});

  [[nodiscard]] std::size_t rows() const { return columns_.empty() ? 0 : cells_.size() / columns_.size(); }
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] bool has(std::string_view column) const { return find(column).has_value(); }
  [[nodiscard]] const std::string& file() const { return file_; }
  /// Where a cell stands, for the caller's own issues. Counts lines from the top: not for every cell of a large file.
  [[nodiscard]] Place place(std::size_t row, std::string_view column) const;

  [[nodiscard]] std::vector<double> numbers(std::string_view column, const NumberRules& rules, Issues& issues) const;
  [[nodiscard]] std::vector<std::int64_t> integers(std::string_view column, const NumberRules& rules,
                                                   Issues& issues) const;
  /// 0 or 1, false or true, no or yes.
  [[nodiscard]] std::vector<bool> flags(std::string_view column, const NumberRules& rules, Issues& issues) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view column, Issues& issues, TextRules rules = {}) const;
  /// As texts, but views into this table, which must outlive them.
  [[nodiscard]] std::vector<std::string_view> views(std::string_view column, Issues& issues,
                                                    TextRules rules = {}) const;
  [[nodiscard]] std::vector<Date> dates(std::string_view column, Issues& issues) const;
  /// Index of each cell in `names`.
  [[nodiscard]] std::vector<std::size_t> choices(std::string_view column, const std::vector<std::string>& names,
                                                 Issues& issues, TextRules rules = {}) const;
  template <class E>
  [[nodiscard]] std::vector<E> choices(std::string_view column, const std::vector<std::pair<std::string, E>>& names,
                                       Issues& issues, TextRules rules = {}) const {
    std::vector<std::string> words;
    for (const auto& name : names) words.push_back(name.first);
    std::vector<E> values;
    for (const std::size_t i : choices(column, words, issues, rules)) values.push_back(names[i].second);
    return values;
  }

 private:
  friend class TableParser;
  class Complaints;
  /// Begin and length in text_, packed: a million rows of a dozen columns are 100 MB and not 200.
  struct Cell {
    std::uint64_t begin : 40;
    std::uint64_t length : 24;
  };

  [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const;
  [[nodiscard]] std::optional<std::size_t> want(std::string_view column, bool optional, Issues& issues) const;
  [[nodiscard]] const Cell& cell(std::size_t row, std::size_t column) const {
    return cells_[row * columns_.size() + column];
  }
  [[nodiscard]] std::string_view text(const Cell& c) const { return std::string_view(text_).substr(c.begin, c.length); }
  template <class T, class Parse>
  std::vector<T> read_cells(std::string_view column, const NumberRules& rules, Issues& issues, T missing,
                            Parse&& parse) const;

  std::string file_;
  std::string text_;  // quoted cells are unquoted in place, padded so that every byte keeps its line and column
  std::vector<std::string> columns_;
  std::vector<Cell> cells_;  // row by row
  int header_line_ = 1;
};

}  // namespace pendel::text
