// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace pendel::test {

/// Real data for tests; may be absent. The environment wins over what CMake was told.
std::filesystem::path data_dir();
/// The top of the source tree.
std::filesystem::path source_dir();

}  // namespace pendel::test

/// Ends the test as skipped, with a reason, where a file of the test data is absent.
#define PENDEL_NEED_DATA(relative)                                     \
  if (!std::filesystem::exists(pendel::test::data_dir() / (relative))) \
  GTEST_SKIP() << "test data absent: " << (pendel::test::data_dir() / (relative))
