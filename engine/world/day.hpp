// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/date.hpp"

namespace pendel {

enum class DayKind : std::uint8_t { workday, saturday, sunday };  // a public holiday counts as Sunday

/// A representative day: a real calendar date with real weather, standing for `weight` days of the year.
struct Day {
  int index = 0;   // position in the run, 0-based
  int period = 0;  // position of its period
  std::string name;
  Date date;
  DayKind kind = DayKind::workday;
  double weight = 0;  // days of the year that it stands for; 0 = design day

  /// For keyed draws: the calendar day, so that the same date gets the same draws in every scenario.
  [[nodiscard]] std::uint32_t key() const { return static_cast<std::uint32_t>(date.days()); }
};

}  // namespace pendel
