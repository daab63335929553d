// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "text/encoding.hpp"
#include "text/messages.hpp"
#include "text/place_finder.hpp"
#include "text/table.hpp"

namespace pendel::text {

namespace {

constexpr std::size_t longest_cell = (std::size_t{1} << 24U) - 1;
constexpr std::size_t farthest = (std::size_t{1} << 40U) - 1;
constexpr std::size_t most_row_issues = 100;

char detect_separator(std::string_view header) {
  constexpr std::array<char, 3> known = {',', ';', '\t'};
  std::array<std::size_t, 3> count{};
  bool quoted = false;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) break;
    for (std::size_t i = 0; i < known.size(); ++i) count[i] += !quoted && c == known[i] ? 1 : 0;
  }
  return known[static_cast<std::size_t>(std::max_element(count.begin(), count.end()) - count.begin())];
}

}  // namespace

/// One pass over the text: cells are found, quoted ones unquoted in place.
class TableParser {
 public:
  TableParser(Table& table, const TableFormat& format, Issues& issues)
      : table_(table), text_(table.text_), places_(table.file_, table.text_), issues_(issues) {
    at_ = std::string_view(text_).starts_with("\xef\xbb\xbf") ? 3 : 0;
    for (std::size_t i = 0; i < format.skip_lines && at_ < text_.size(); ++i)
      at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1;
    separator_ = format.separator != 0 ? format.separator : detect_separator(std::string_view(text_).substr(at_));
    read_header(format);
    while (at_ < text_.size()) read_row();
    if (unreported_ > 0) issues_.add({table_.file_, 0, 0}, say(Say::rows_more, unreported_));
  }

 private:
  void read_header(const TableFormat& format) {
    table_.header_line_ = places_.at(std::min(at_, text_.size())).line;
    if (!format.columns.empty()) {
      table_.columns_ = format.columns;
      return;
    }
    const std::size_t begin = at_;
    if (at_ >= text_.size()) {
      issues_.add({table_.file_, 1, 1}, say(Say::table_empty));
      return;
    }
    while (!next_cell()) {
    }
    for (const auto& cell : row_) {
      std::string_view name = table_.text(cell);
      while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
      while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
      if (!name.empty() && std::find(table_.columns_.begin(), table_.columns_.end(), name) != table_.columns_.end()) {
        report(cell.begin, say(Say::column_twice, name));
      }
      table_.columns_.emplace_back(name);
    }
    row_.clear();
    const auto lines =
        static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_), text_.end(), '\n'));
    if (at_ > begin) table_.cells_.reserve((lines + 1) * table_.columns_.size());
  }

  void read_row() {
    const std::size_t begin = at_;
    while (!next_cell()) {
    }
    const bool blank = row_.size() == 1 && row_[0].length == 0 && text_[begin] != '"';
    const std::size_t width = table_.columns_.size();
    if (!blank && row_.size() != width && !broken_) {
      report(begin, say(Say::row_width, row_.size(), width), say(Say::row_width_hint, separator_));
    } else if (!blank && !broken_) {
      table_.cells_.insert(table_.cells_.end(), row_.begin(), row_.end());
    }
    broken_ = false;
    row_.clear();
  }

  /// True if that was the last of its row.
  bool next_cell() {
    if (at_ < text_.size() && text_[at_] == '"') return quoted_cell();
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    keep(begin, at_ - begin);
    return end_of_cell();
  }

  bool quoted_cell() {
    const std::size_t open = at_++;
    std::size_t to = at_;
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
        ++at_;
      }
      text_[to++] = text_[at_++];
    }
    if (at_ >= text_.size()) {
      report(open, say(Say::quote_open));
      broken_ = true;
      return true;
    }
    // What moved left leaves room behind. Line breaks moved with it, so the room must hold none for lines to be
    // counted.
    std::fill(text_.begin() + static_cast<std::ptrdiff_t>(to), text_.begin() + static_cast<std::ptrdiff_t>(at_), ' ');
    keep(begin, to - begin);
    ++at_;
    if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') {
      report(at_, say(Say::quote_behind), say(Say::quote_hint));
      broken_ = true;
      while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    }
    return end_of_cell();
  }

  bool end_of_cell() {
    if (at_ >= text_.size()) return true;
    const char c = text_[at_++];
    if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
    return c != separator_;
  }

  void keep(std::size_t begin, std::size_t length) {
    if (length > longest_cell) {
      report(begin, say(Say::cell_too_long, longest_cell));
      broken_ = true;
      length = 0;
    }
    row_.push_back({begin & farthest, length & longest_cell});
  }

  void report(std::size_t offset, std::string problem, std::string hint = {}) {
    if (++reported_ > most_row_issues) {
      ++unreported_;
      return;
    }
    issues_.add(places_.at(offset), std::move(problem), {}, std::move(hint));
  }

  Table& table_;
  std::string& text_;
  PlaceFinder places_;
  Issues& issues_;
  std::vector<Table::Cell> row_;
  std::size_t at_ = 0, reported_ = 0, unreported_ = 0;
  char separator_ = ',';
  bool broken_ = false;  // the row has been reported and is left out
};

Table Table::parse(std::string text, const std::string& file_name, Issues& issues, TableFormat format) {
  Table table;
  table.file_ = file_name;
  if (format.latin1) text = from_latin1(text);
  if (!check_utf8(text, file_name, issues)) return table;
  table.text_ = std::move(text);
  const TableParser parsed(table, format, issues);  // parses as it is made
  return table;
}

Table Table::read(const std::filesystem::path& file, Issues& issues, TableFormat format) {
  auto bytes = read_file(file, issues);
  if (bytes) return parse(std::move(*bytes), file.string(), issues, std::move(format));
  Table table;
  table.file_ = file.string();
  return table;
}

}  // namespace pendel::text
