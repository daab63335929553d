// SPDX-License-Identifier: Apache-2.0
#include "text/table_writer.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/contract.hpp"
#include "core/issue.hpp"
#include "text/messages.hpp"

namespace pendel::text {

CsvWriter::CsvWriter(const std::vector<std::string>& header) : width_(header.size()) {
  PENDEL_EXPECT(!header.empty());
  for (const auto& name : header) cell(std::string_view(name));
  end_row();
}

void CsvWriter::begin_cell() {
  PENDEL_EXPECT(filled_ < width_);
  if (filled_++ > 0) text_ += ',';
}

CsvWriter& CsvWriter::cell(std::string_view text) {
  begin_cell();
  // Spaces at the ends are quoted so that they survive readers that trim. An empty cell in a table of one column would
  // be a blank line.
  const bool edges = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  if (!edges && text.find_first_of(",;\t\"\r\n") == text.npos && !(width_ == 1 && text.empty())) {
    text_ += text;
    return *this;
  }
  text_ += '"';
  for (const char c : text) {
    if (c == '"') text_ += '"';
    text_ += c;
  }
  text_ += '"';
  return *this;
}

CsvWriter& CsvWriter::cell(double value) {
  if (std::isnan(value)) return cell(std::string_view{});
  begin_cell();
  fmt::format_to(std::back_inserter(text_), "{}", value);
  return *this;
}

CsvWriter& CsvWriter::whole(std::int64_t value) {
  begin_cell();
  fmt::format_to(std::back_inserter(text_), "{}", value);
  return *this;
}

void CsvWriter::end_row() {
  PENDEL_EXPECT(filled_ == width_);
  text_ += '\n';
  filled_ = 0;
}

void CsvWriter::save(const std::filesystem::path& file) const { save_text(file, text_); }

void save_text(const std::filesystem::path& file, std::string_view text) {
  const std::filesystem::path part = file.string() + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  std::error_code error;
  if (out)
    std::filesystem::rename(part, file, error);
  else
    error.assign(errno, std::generic_category());
  if (!error) return;
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  throw SystemError(say(Say::file_not_written, file.string(), error.message()));
}

}  // namespace pendel::text
