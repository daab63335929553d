// SPDX-License-Identifier: Apache-2.0
#include "import/tntp_text.hpp"

#include <algorithm>
#include <cmath>

#include "text/encoding.hpp"
#include "text/messages.hpp"
#include "text/parse_number.hpp"
#include "text/place_finder.hpp"

namespace pendel::import {

namespace {

constexpr std::string_view spaces = " \t\r\v\f";

std::string_view without_ends(std::string_view text, std::string_view what = spaces) {
  const auto begin = text.find_first_not_of(what);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(what) - begin + 1);
}

/// "first_thru\tnode " -> "FIRST THRU NODE"
std::string key_of(std::string_view text) {
  std::string key;
  for (const char c : without_ends(text)) {
    if (spaces.find(c) != std::string_view::npos || c == '_') {
      if (key.back() != ' ') key += ' ';
    } else {
      key += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  return key;
}

}  // namespace

TntpText::TntpText(const std::filesystem::path& file, Issues& issues) : file_(file.string()) {
  auto text = text::read_file(file, issues);
  if (!text) return;
  readable_ = true;
  text_ = std::move(*text);
  body_ = text_;
  if (body_.starts_with("\xef\xbb\xbf")) std::fill_n(body_.begin(), 3, ' ');
  for (std::size_t begin = 0; begin < text_.size();) {
    const auto end = std::min(text_.find('\n', begin), text_.size());
    take_line(begin, end);
    begin = end + 1;
  }
}

/// Moves metadata and comments out of the body.
void TntpText::take_line(std::size_t begin, std::size_t end) {
  const auto blank = [&](std::size_t from) {
    std::fill(body_.begin() + static_cast<std::ptrdiff_t>(from), body_.begin() + static_cast<std::ptrdiff_t>(end), ' ');
  };
  const auto line = std::string_view(body_).substr(begin, end - begin);
  const auto first = line.find_first_not_of(spaces);
  if (first == std::string_view::npos) return;
  if (line[first] == '<') {
    const auto close = line.find('>', first);
    const auto key = key_of(line.substr(first + 1, close == std::string_view::npos ? close : close - first - 1));
    auto value = close == std::string_view::npos ? std::string_view{} : line.substr(close + 1);
    if (const auto comment = value.find('~'); comment != std::string_view::npos && key != "ORIGINAL HEADER")
      value = value.substr(0, comment);
    metadata_.try_emplace(key, Meta{std::string(without_ends(value, " \t\r\v\f;")), begin + first});
    blank(begin);
    return;
  }
  const auto comment = line.find('~');
  if (comment == std::string_view::npos || comment > first) in_rows_ = true;
  if (comment == std::string_view::npos) return;
  if (!in_rows_) comments_.emplace_back(line.substr(comment + 1));
  blank(begin + comment);
}

double TntpText::number(std::string_view key, double absent, Issues& issues) const {
  const auto found = metadata_.find(key);
  if (found == metadata_.end() || found->second.value.empty()) return absent;
  const auto value = text::parse_number(found->second.value);
  if (value && std::isfinite(*value)) return *value;
  issues.add(place(found->second.at), text::say(text::Say::tntp_bad_metadata, key, found->second.value));
  return absent;
}

void TntpText::rows(const std::function<void(const std::vector<Word>&)>& row) const {
  std::vector<Word> words;
  const std::string_view body = body_;
  const auto finish = [&] {
    if (!words.empty()) row(words);
    words.clear();
  };
  constexpr std::string_view between = " \t\r\v\f,:";
  for (std::size_t at = 0; at < body.size();) {
    if (body[at] == '\n' || body[at] == ';') {
      finish();
      ++at;
    } else if (between.find(body[at]) != std::string_view::npos) {
      ++at;
    } else {
      const auto end = std::min(body.find_first_of(" \t\r\v\f,:;\n", at), body.size());
      words.push_back({body.substr(at, end - at), at});
      at = end;
    }
  }
  finish();
}

Place TntpText::place(std::size_t at) const { return text::PlaceFinder(file_, text_).at(at); }

}  // namespace pendel::import
