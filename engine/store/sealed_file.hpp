// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace pendel::store {

/// A file that bears its final name only when it is whole: it is written as `<name>.part`; seal() brings it to the disk
/// and renames it. A process that is killed at any moment leaves the final name absent, or the former file untouched.
/// Destroyed unsealed, it removes the `.part`.
class SealedFile {
 public:
  explicit SealedFile(std::filesystem::path final_path);
  ~SealedFile();
  SealedFile(const SealedFile&) = delete;
  SealedFile& operator=(const SealedFile&) = delete;

  [[nodiscard]] const std::filesystem::path& final_path() const { return final_; }
  /// Where to write; the caller closes the file before it calls seal().
  [[nodiscard]] const std::filesystem::path& part() const { return part_; }
  /// fsync, rename, fsync of the folder. Throws SystemError.
  void seal();

 private:
  std::filesystem::path final_;
  std::filesystem::path part_;
  bool sealed_ = false;
};

/// Writes a whole text file in that way. Throws SystemError.
void write_text_file(const std::filesystem::path& final_path, std::string_view text);

}  // namespace pendel::store
