// SPDX-License-Identifier: Apache-2.0
#include "store/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "core/issue.hpp"
#include "text/messages.hpp"

namespace pendel::store {

namespace {

/// Whether the open file is still the one of that name: its last holder may have removed it meanwhile.
bool still_there(int descriptor, const std::filesystem::path& file) {
  struct stat open = {}, named = {};
  return ::fstat(descriptor, &open) == 0 && ::stat(file.c_str(), &named) == 0 && open.st_dev == named.st_dev &&
         open.st_ino == named.st_ino;
}

}  // namespace

Lock::Lock(std::filesystem::path file) : file_(std::move(file)) {
  std::error_code ignored;  // what cannot be made cannot be opened
  if (file_.has_parent_path()) std::filesystem::create_directories(file_.parent_path(), ignored);
  for (;;) {
    descriptor_ = ::open(file_.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    if (descriptor_ < 0)
      throw SystemError(text::say(text::Say::file_not_written, file_.string(), std::generic_category().message(errno)));
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
      ::close(descriptor_);
      throw SystemError(text::say(text::Say::locked, file_.string()));
    }
    if (still_there(descriptor_, file_)) return;
    ::close(descriptor_);
  }
}

Lock::~Lock() {
  ::unlink(file_.c_str());
  ::close(descriptor_);
}

}  // namespace pendel::store
