// SPDX-License-Identifier: Apache-2.0
#include "support/paths.hpp"

#include <cstdlib>

namespace pendel::test {

std::filesystem::path data_dir() {
  const char* chosen = std::getenv("PENDEL_TEST_DATA");
  return chosen != nullptr && *chosen != '\0' ? chosen : PENDEL_TEST_DATA;
}

std::filesystem::path source_dir() { return PENDEL_SOURCE_DIR; }

}  // namespace pendel::test
