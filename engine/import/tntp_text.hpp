// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/issue.hpp"

namespace pendel::import {

/// A TNTP file taken apart: metadata, comments, and a body of which every byte is where it was in the file.
class TntpText {
 public:
  TntpText(const std::filesystem::path& file, Issues& issues);

  struct Word {
    std::string_view text;
    std::size_t at;  // offset in the file
  };
  struct Meta {
    std::string value;
    std::size_t at;
  };

  /// Whether there was such a file.
  [[nodiscard]] bool readable() const { return readable_; }
  [[nodiscard]] const std::string& file() const { return file_; }
  /// Value of `<KEY>`; keys are upper case with single spaces. A number if it can be read, else an issue.
  [[nodiscard]] const std::map<std::string, Meta, std::less<>>& metadata() const { return metadata_; }
  [[nodiscard]] double number(std::string_view key, double absent, Issues& issues) const;
  /// Comments above the first row, in order.
  [[nodiscard]] const std::vector<std::string>& comments() const { return comments_; }

  /// Calls `row(words)` for what stands between two of `;` and line ends, if it has words. Commas and colons part words
  /// like spaces do.
  void rows(const std::function<void(const std::vector<Word>&)>& row) const;
  [[nodiscard]] Place place(std::size_t at) const;

 private:
  void take_line(std::size_t begin, std::size_t end);

  std::string file_, text_, body_;
  bool readable_ = false, in_rows_ = false;
  std::map<std::string, Meta, std::less<>> metadata_;
  std::vector<std::string> comments_;
};

}  // namespace pendel::import
