// SPDX-License-Identifier: Apache-2.0
#include "simulate/profile.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace pendel::simulate {

namespace {

double peak_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with("VmHWM:")) continue;
    double kb = 0;
    std::istringstream(line.substr(6)) >> kb;
    return kb / 1024;
  }
  return 0;
}

}  // namespace

Profile::Guard::~Guard() {
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  auto& lines = profile_.lines_;
  auto line = std::find_if(lines.begin(), lines.end(), [&](const Line& l) { return l.name == name_; });
  if (line == lines.end()) line = lines.insert(lines.end(), Line{name_, 0, 0});
  line->seconds += seconds;
  line->peak_mb = peak_mb();
}

}  // namespace pendel::simulate
