// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "models/models.hpp"
#include "people/synthesis.hpp"
#include "text/parameters.hpp"
#include "world/day.hpp"

namespace pendel::scenario {

/// One `[[day]]`: a representative day by its calendar date.
struct DaySpec {
  std::string name;
  Date date;
  double weight = 1;
  bool holiday = false;         // a public holiday: the day counts as a Sunday
  bool school_holiday = false;  // no lessons
};

/// `[periods]`: the slow clock.
struct PeriodSpec {
  Date start = {2025, 1, 1};
  Date horizon = {2025, 1, 1};  // the first period that begins on it or later does not run; the first always does
  int months = 6;
};

/// Where the days of a run come from: the `[[day]]`s, or the region's own calendar and weather (calendar.hpp).
enum class DayPlan : std::uint8_t { listed, quick, seasons, seasons_and_holidays };

/// `[days]`: which days run, and in which periods.
struct DaysSpec {
  DayPlan plan = DayPlan::listed;
  int year = 2025;   // whose weekdays and holidays count
  int every = 1;     // days run in each n-th period ...
  int first = 0;     // ... from this one on
  bool last = true;  // and in the last one
};

enum class TargetKind : std::uint8_t { fit, holdout, exploratory };

/// One `[[target]]`: a published figure that a result is held against. Only hold-outs count as validation. An
/// exploratory one has no published magnitude: its figure is reported, and judged only if it has an expected value.
struct Target {
  std::string name;
  std::string indicator;     // "telework_share", "adoption/strategy_share", see FORMAT.md
  std::string part;          // of an indicator that has parts: "industry"
  std::string municipality;  // AGS; empty = the region
  Date at = {1, 1, 1};       // in the period of this date; before all of them = in the last period that runs days
  double value = std::numeric_limits<double>::quiet_NaN();      // of the mean day
  double tolerance = std::numeric_limits<double>::quiet_NaN();  // in the unit of the indicator, both ways
  TargetKind kind = TargetKind::holdout;
  std::string source;
};

/// Everything that a scenario file can say, with its defaults.
struct Settings {
  std::string title;
  std::string question;
  std::int64_t seed = 1;
  std::int64_t replication = 0;
  std::filesystem::path start_from;  // a result whose choices the days begin with
  std::filesystem::path region;      // a region folder, or a spec (.toml) that is generated
  PeriodSpec periods;
  DaysSpec day_choice;
  std::vector<DaySpec> days;
  std::vector<Target> targets;
  people::Parameters people;
  models::Parameters models;
};

/// A scenario as it was read: the resolved settings, the table of parameters that tells of each where it stands, and
/// the text that goes into the result.
class Scenario {
 public:
  /// Reads `file` with its bases, then the `--set` assignments. Throws InputError with every problem.
  Scenario(const std::filesystem::path& file, const std::vector<std::string>& assignments);
  /// The same, with the problems in `issues`; what was wrong keeps its default.
  Scenario(const std::filesystem::path& file, const std::vector<std::string>& assignments, Issues& issues);
  /// The defaults, for schema and reference pages.
  Scenario();

  [[nodiscard]] const Settings& settings() const { return *settings_; }
  [[nodiscard]] const text::ParameterTable& parameters() const { return parameters_; }
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] const std::string& resolved_text() const { return resolved_text_; }
  /// Of the resolved text: two scenarios with equal hash are the same question.
  [[nodiscard]] std::string hash() const;

 private:
  std::filesystem::path file_;
  std::unique_ptr<Settings> settings_;  // the table points into it
  text::ParameterTable parameters_;
  std::string resolved_text_;
};

}  // namespace pendel::scenario
