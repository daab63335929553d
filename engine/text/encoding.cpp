// SPDX-License-Identifier: Apache-2.0
#include "text/encoding.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <memory>

#include "text/messages.hpp"

namespace pendel::text {

namespace {

/// The unpacked bytes; nothing if the file is no gzip or is cut off.
std::optional<std::string> unpack(const std::filesystem::path& file) {
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> in(gzopen(file.c_str(), "rb"), &gzclose);
  if (!in || gzdirect(in.get()) != 0) return std::nullopt;
  std::string bytes;
  std::array<char, 1U << 16U> block{};
  int got = 0;
  while ((got = gzread(in.get(), block.data(), block.size())) > 0)
    bytes.append(block.data(), static_cast<std::size_t>(got));
  int state = Z_OK;
  gzerror(in.get(), &state);
  if (got < 0 || state != Z_OK) return std::nullopt;
  return bytes;
}

}  // namespace

std::optional<std::string> read_file(const std::filesystem::path& file, Issues& issues) {
  std::error_code error;
  const Place place{file.string(), 0, 0};
  if (!std::filesystem::exists(file, error)) {
    issues.add(place, say(Say::file_missing));
    return std::nullopt;
  }
  if (std::filesystem::is_directory(file, error)) {
    issues.add(place, say(Say::file_is_folder));
    return std::nullopt;
  }
  if (file.extension() == ".gz") {
    auto bytes = unpack(file);
    if (!bytes) issues.add(place, say(Say::not_gzip), {}, say(Say::not_gzip_hint));
    return bytes;
  }
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) {
    issues.add(place, say(Say::file_unreadable));
    return std::nullopt;
  }
  return bytes;
}

std::size_t find_not_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned first = byte(i);
    if (first < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    bool good = first >= 0xC2 && first <= 0xF4;
    for (std::size_t k = 1; good && k < length; ++k) good = follows(i + k);
    const unsigned second = byte(i + 1);
    if (first == 0xE0) good = good && second >= 0xA0;  // overlong
    if (first == 0xED) good = good && second < 0xA0;   // surrogates
    if (first == 0xF0) good = good && second >= 0x90;  // overlong
    if (first == 0xF4) good = good && second < 0x90;   // beyond U+10FFFF
    if (!good) return i;
    i += length;
  }
  return std::string_view::npos;
}

bool check_utf8(std::string_view text, const std::string& file_name, Issues& issues) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    issues.add({file_name, 1, 1}, say(Say::encoding_utf16), {}, say(Say::encoding_hint));
    return false;
  }
  const std::size_t at = find_not_utf8(text);
  if (at == std::string_view::npos) return true;
  const std::string_view before = text.substr(0, at);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 = 0
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; };
  const auto column = 1 + std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_begin), before.end(), starts);
  issues.add({file_name, static_cast<int>(line), static_cast<int>(column)},
             say(Say::encoding_not_utf8, static_cast<unsigned>(static_cast<unsigned char>(text[at]))), {},
             say(Say::encoding_hint));
  return false;
}

std::string from_latin1(std::string_view text) {
  std::string utf8;
  utf8.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    const unsigned byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      utf8 += c;
    } else {
      utf8 += static_cast<char>(0xC0u | (byte >> 6u));
      utf8 += static_cast<char>(0x80u | (byte & 0x3Fu));
    }
  }
  return utf8;
}

}  // namespace pendel::text
