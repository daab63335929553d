// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "core/issue.hpp"

namespace pendel::text {

/// Line and column (in characters, not bytes) of an offset. Asked in rising order, all of a file costs one pass.
class PlaceFinder {
 public:
  PlaceFinder(const std::string& file, std::string_view text) : file_(file), text_(text) {}

  Place at(std::size_t offset) {
    if (offset < line_begin_) {
      line_ = 1;
      line_begin_ = 0;
    }
    for (std::size_t end = text_.find('\n', line_begin_); end < offset; end = text_.find('\n', line_begin_)) {
      line_begin_ = end + 1;
      ++line_;
    }
    std::string_view before = text_.substr(line_begin_, offset - line_begin_);
    if (line_ == 1 && before.starts_with("\xef\xbb\xbf")) before.remove_prefix(3);
    const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; };
    return {file_, line_, 1 + static_cast<int>(std::count_if(before.begin(), before.end(), starts))};
  }

 private:
  const std::string& file_;
  std::string_view text_;
  std::size_t line_begin_ = 0;
  int line_ = 1;
};

}  // namespace pendel::text
