// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace pendel::simulate {

/// Seconds and memory of each phase of a run, for `pendel run --profile`. Never part of a result.
class Profile {
 public:
  struct Line {
    std::string name;
    double seconds = 0;
    double peak_mb = 0;  // highest resident memory of the process so far
  };
  /// Adds the time until the returned guard dies to the line `name`.
  class Guard {
   public:
    Guard(Profile& profile, std::string_view name) : profile_(profile), name_(name) {}
    ~Guard();
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

   private:
    Profile& profile_;
    std::string name_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  };
  [[nodiscard]] Guard time(std::string_view name) { return {*this, name}; }
  [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }

 private:
  std::vector<Line> lines_;
};

}  // namespace pendel::simulate
