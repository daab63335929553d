// SPDX-License-Identifier: Apache-2.0
#include "text/parse_number.hpp"

#include <array>
#include <charconv>

namespace pendel::text {

namespace {

template <class T>
std::optional<T> parse_plain(std::string_view text) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);  // from_chars refuses it
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Into what from_chars reads. Groups before the decimal sign must have three digits: 1.5 is no thousand and a half.
template <class T>
std::optional<T> parse_local(std::string_view text, NumberFormat format) {
  std::array<char, 64> plain{};
  if (text.size() > plain.size()) return std::nullopt;
  std::size_t length = 0, group = 0;
  bool grouped = false, fraction = false;
  for (const char c : text) {
    if (format.thousands != 0 && c == format.thousands) {
      if (fraction || group == 0 || group > 3 || (grouped && group != 3)) return std::nullopt;
      grouped = true;
      group = 0;
      continue;
    }
    if (c == format.decimal) {
      if (fraction || (grouped && group != 3)) return std::nullopt;
      fraction = true;
      plain[length++] = '.';
      continue;
    }
    if (c == '.' || c == ',') return std::nullopt;
    if (c >= '0' && c <= '9') ++group;
    plain[length++] = c;
  }
  if (grouped && !fraction && group != 3) return std::nullopt;
  return parse_plain<T>({plain.data(), length});
}

template <class T>
std::optional<T> parse_any(std::string_view text, NumberFormat format) {
  text = trim_spaces(text);
  if (format.decimal == '.' && format.thousands == 0) return parse_plain<T>(text);
  return parse_local<T>(text, format);
}

}  // namespace

std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::optional<double> parse_number(std::string_view text, NumberFormat format) {
  return parse_any<double>(text, format);
}
std::optional<std::int64_t> parse_integer(std::string_view text, NumberFormat format) {
  return parse_any<std::int64_t>(text, format);
}

}  // namespace pendel::text
