// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace pendel::parallel {

/// Where a run tells how far it is. This base says nothing; a log or a terminal derives from it. Told from one thread.
class Progress {
 public:
  Progress() = default;
  virtual ~Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `share` of the whole run that is done, 0 to 1, while `phase` is under way.
  virtual void report(std::string_view phase, double share);
};

/// What a person reads in the line; this room knows no languages.
struct ProgressWords {
  std::string left = "left";
  std::function<std::string(std::string_view)> phase = [](std::string_view name) { return std::string(name); };
};

/// One line on standard error, redrawn in place at most ten times a second, with phase, share and remaining time; wiped
/// at the end. Silent if standard error is not a terminal.
std::unique_ptr<Progress> terminal_progress(ProgressWords words = {});

/// "mobility  42 %  1 min 05 s left". `elapsed_s` since the start; the remaining time follows from the share and is
/// left out until 2 % are done.
std::string progress_line(std::string_view phase, double share, double elapsed_s, std::string_view left = "left");

}  // namespace pendel::parallel
