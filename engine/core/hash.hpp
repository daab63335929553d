// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace pendel {

/// Content hash (XXH3, 128 bits) of everything that was added, as 32 hex digits. For caches and provenance, not for
/// security.
class ContentHash {
 public:
  ContentHash();
  ~ContentHash();
  ContentHash(const ContentHash&) = delete;
  ContentHash& operator=(const ContentHash&) = delete;

  /// Length-prefixed, so that "ab" + "c" differs from "a" + "bc".
  ContentHash& add(std::string_view bytes);
  ContentHash& add_file(const std::filesystem::path& path);
  template <class T>
  ContentHash& add_values(std::span<const T> values) {
    return add({reinterpret_cast<const char*>(values.data()), values.size_bytes()});
  }
  [[nodiscard]] std::string hex() const;

 private:
  void* state_;
};

/// Content hash of the running program: what one build cached or left half done, another must not go on with. Never
/// part of a result. "" where the system does not tell.
const std::string& build_hash();

}  // namespace pendel
