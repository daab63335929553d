// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace pendel::store {

/// While it lives, no other process holds the lock `file`, which comes and goes with it; a process that dies lets go.
/// Where the file system knows no locks, nothing is held.
class Lock {
 public:
  /// Makes the folder, too. Throws SystemError if another holds it, or if `file` cannot be made.
  explicit Lock(std::filesystem::path file);
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  std::filesystem::path file_;
  int descriptor_ = -1;
};

}  // namespace pendel::store
