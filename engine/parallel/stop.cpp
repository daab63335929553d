// SPDX-License-Identifier: Apache-2.0
#include "parallel/stop.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <thread>

#include "core/contract.hpp"
#include "core/issue.hpp"

namespace pendel::parallel {

namespace {

constexpr std::array handled = {SIGINT, SIGTERM, SIGUSR1};

// The one mutable global of the engine: a signal handler gets no argument, so it can only find the pipe here.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
std::atomic<int> signal_pipe{-1};
static_assert(std::atomic<int>::is_always_lock_free, "must be safe in a signal handler");

// stop_source::request_stop takes locks and runs callbacks, which a handler must not do; writing one byte is allowed.
void on_signal(int number) {
  const int saved = errno;
  const auto byte = static_cast<char>(number);
  [[maybe_unused]] const auto written = ::write(signal_pipe.load(), &byte, 1);
  errno = saved;
}

}  // namespace

struct StopOnSignal::Watch {
  std::array<int, 2> pipe{-1, -1};
  std::array<struct sigaction, handled.size()> before{};
  std::stop_source source;
  std::jthread reader;

  /// Waits for bytes; 0 means the end of the watch.
  void read() {
    char byte = 0;
    for (;;) {
      const auto got = ::read(pipe[0], &byte, 1);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0 || byte == 0) return;
      source.request_stop();
    }
  }
};

StopOnSignal::StopOnSignal() : watch_(std::make_unique<Watch>()) {
  PENDEL_EXPECT(signal_pipe.load() == -1);
  if (::pipe2(watch_->pipe.data(), O_CLOEXEC) != 0) throw SystemError("signals cannot be watched: no pipe available");
  signal_pipe = watch_->pipe[1];
  watch_->reader = std::jthread([watch = watch_.get()] { watch->read(); });
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);  // once: the second signal has its usual effect
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < handled.size(); ++i) sigaction(handled[i], &action, &watch_->before[i]);
}

StopOnSignal::~StopOnSignal() {
  for (std::size_t i = 0; i < handled.size(); ++i) sigaction(handled[i], &watch_->before[i], nullptr);
  const char end = 0;
  [[maybe_unused]] const auto written = ::write(watch_->pipe[1], &end, 1);
  watch_->reader.join();
  signal_pipe = -1;
  ::close(watch_->pipe[0]);
  ::close(watch_->pipe[1]);
}

std::stop_token StopOnSignal::token() const { return watch_->source.get_token(); }

}  // namespace pendel::parallel
