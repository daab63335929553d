// SPDX-License-Identifier: Apache-2.0
#include "store/sealed_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "core/contract.hpp"
#include "core/issue.hpp"

namespace pendel::store {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, std::string_view doing) {
  const int error = errno;
  throw SystemError(path.string() + ": " + std::string(doing) + " failed (" + std::strerror(error) + ")");
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags) : path_(path), fd_(::open(path.c_str(), flags, 0666)) {
    if (fd_ < 0) fail(path_, "opening");
  }
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  void write(std::string_view text) const {
    while (!text.empty()) {
      const auto written = ::write(fd_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(path_, "writing");
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() const {
    // Some network file systems cannot sync a folder; they say EINVAL.
    if (::fsync(fd_) != 0 && errno != EINVAL) fail(path_, "bringing to disk");
  }

 private:
  std::filesystem::path path_;
  int fd_;
};

}  // namespace

SealedFile::SealedFile(std::filesystem::path final_path) : final_(std::move(final_path)), part_(final_) {
  part_ += ".part";
}

SealedFile::~SealedFile() {
  if (!sealed_) ::unlink(part_.c_str());
}

void SealedFile::seal() {
  PENDEL_EXPECT(!sealed_);
  Descriptor(part_, O_RDONLY | O_CLOEXEC).sync();
  if (::rename(part_.c_str(), final_.c_str()) != 0) fail(final_, "renaming " + part_.filename().string());
  sealed_ = true;
  const auto folder = final_.parent_path();
  Descriptor(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC).sync();
}

void write_text_file(const std::filesystem::path& final_path, std::string_view text) {
  SealedFile file(final_path);
  Descriptor(file.part(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC).write(text);
  file.seal();
}

}  // namespace pendel::store
