// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.hpp"

namespace pendel::text {

/// One CSV row after the other. Numbers are the shortest text that reads back as the same double, so that equal tables
/// are equal files. A nan is an empty cell. Every row must be as wide as the header.
class CsvWriter {
 public:
  explicit CsvWriter(const std::vector<std::string>& header);

  CsvWriter& cell(std::string_view text);
  CsvWriter& cell(const char* text) { return cell(std::string_view(text)); }
  CsvWriter& cell(double value);
  template <std::integral T>
  CsvWriter& cell(T value) {
    return whole(static_cast<std::int64_t>(value));  // bool is 0 or 1
  }
  CsvWriter& cell(Date date) { return cell(std::string_view(to_string(date))); }
  void end_row();
  template <class... Cells>
  void row(const Cells&... cells) {
    (cell(cells), ...);
    end_row();
  }

  [[nodiscard]] const std::string& text() const { return text_; }
  /// Under a temporary name, then renamed: nobody ever sees half a table. SystemError if the disk refuses.
  void save(const std::filesystem::path& file) const;

 private:
  CsvWriter& whole(std::int64_t value);
  void begin_cell();

  std::string text_;
  std::size_t width_, filled_ = 0;
};

/// The same for any text file.
void save_text(const std::filesystem::path& file, std::string_view text);

}  // namespace pendel::text
