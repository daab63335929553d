// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/date.hpp"

namespace pendel {

enum class DayKind : std::uint8_t { workday, saturday, sunday };  // a public holiday counts as Sunday

/// A step of the slow clock, [begin, end): adoption moves between periods, days of a period share one state. Whether
/// any day runs in it is up to the scenario.
struct Period {
  int index = 0;
  Date begin = {2025, 1, 1};
  Date end = {2025, 7, 1};

  [[nodiscard]] double years() const { return (end.days() - begin.days()) / 365.25; }
  /// "2025.0", "2025.5": the moment at which the period begins, in years.
  [[nodiscard]] double year() const { return begin.year + begin.day_of_year() / 365.25; }
};

/// A representative day: a real calendar date with real weather, standing for `weight` days of the year.
struct Day {
  int index = 0;   // position in the run, 0-based
  int period = 0;  // position of its period
  std::string name;
  Date date;  // the same in every period, so that a difference between periods is none of luck or weather
  DayKind kind = DayKind::workday;
  double weight = 0;            // days of the year that it stands for; 0 = design day
  bool school_holiday = false;  // no lessons
  int previous = -1;            // index of the same day in the last earlier period that runs it; -1 = none

  /// For keyed draws: the calendar day, so that the same date gets the same draws in every scenario.
  [[nodiscard]] std::uint32_t key() const { return static_cast<std::uint32_t>(date.days()); }
};

/// The two clocks of a run. Days lie period by period.
struct Calendar {
  std::vector<Period> periods;
  std::vector<Day> days;
};

}  // namespace pendel
