// SPDX-License-Identifier: Apache-2.0
#include "parallel/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

namespace pendel::parallel {

void Progress::report(std::string_view /*phase*/, double /*share*/) {}

std::string progress_line(std::string_view phase, double share, double elapsed_s, std::string_view left) {
  share = std::clamp(share, 0.0, 1.0);
  auto line = fmt::format("{:<12} {:3.0f} %", phase, 100.0 * share);
  if (share < 0.02 || share >= 1.0) return line;
  const auto left_s = std::lround(elapsed_s * (1.0 - share) / share);
  if (left_s >= 3600) return line + fmt::format("  {} h {:02} min {}", left_s / 3600, left_s % 3600 / 60, left);
  if (left_s >= 60) return line + fmt::format("  {} min {:02} s {}", left_s / 60, left_s % 60, left);
  return line + fmt::format("  {} s {}", left_s, left);
}

namespace {

class TerminalProgress final : public Progress {
 public:
  explicit TerminalProgress(ProgressWords words) : words_(std::move(words)) {}
  TerminalProgress(const TerminalProgress&) = delete;
  TerminalProgress& operator=(const TerminalProgress&) = delete;
  ~TerminalProgress() override {
    if (drawn_) write("\r\x1b[K");
  }

  void report(std::string_view phase, double share) override {
    const auto now = Clock::now();
    if (drawn_ && phase == phase_ && now - last_ < std::chrono::milliseconds(100)) return;
    const std::chrono::duration<double> elapsed = now - start_;
    write("\r" + progress_line(words_.phase(phase), share, elapsed.count(), words_.left) + "\x1b[K");
    phase_ = phase;
    last_ = now;
    drawn_ = true;
  }

 private:
  using Clock = std::chrono::steady_clock;

  static void write(const std::string& text) {
    std::fputs(text.c_str(), stderr);
    std::fflush(stderr);
  }

  ProgressWords words_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_;
  std::string phase_;
  bool drawn_ = false;
};

}  // namespace

std::unique_ptr<Progress> terminal_progress(ProgressWords words) {
  if (isatty(STDERR_FILENO) == 0) return std::make_unique<Progress>();
  return std::make_unique<TerminalProgress>(std::move(words));
}

}  // namespace pendel::parallel
