// SPDX-License-Identifier: Apache-2.0
#include "core/hash.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <fstream>
#include <sstream>

#include "core/issue.hpp"

namespace pendel {

ContentHash::ContentHash() : state_(XXH3_createState()) { XXH3_128bits_reset(static_cast<XXH3_state_t*>(state_)); }

ContentHash::~ContentHash() { XXH3_freeState(static_cast<XXH3_state_t*>(state_)); }

ContentHash& ContentHash::add(std::string_view bytes) {
  auto* state = static_cast<XXH3_state_t*>(state_);
  const std::uint64_t length = bytes.size();
  XXH3_128bits_update(state, &length, sizeof length);
  XXH3_128bits_update(state, bytes.data(), bytes.size());
  return *this;
}

ContentHash& ContentHash::add_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw SystemError(fmt::format("{}: cannot be read", path.string()));
  std::ostringstream text;
  text << in.rdbuf();
  return add(text.str());
}

std::string ContentHash::hex() const {
  const auto value = XXH3_128bits_digest(static_cast<const XXH3_state_t*>(state_));
  return fmt::format("{:016x}{:016x}", value.high64, value.low64);
}

const std::string& build_hash() {
  static const std::string hash = [] {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (error || !std::filesystem::exists(program, error)) return std::string();
    return ContentHash().add_file(program).hex();
  }();
  return hash;
}

}  // namespace pendel
