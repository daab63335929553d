// SPDX-License-Identifier: Apache-2.0
#include "models/energy/profiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/calendar.hpp"
#include "core/contract.hpp"
#include "text/messages.hpp"
#include "text/table.hpp"

namespace pendel::energy {

using text::say;
using text::Say;

namespace {

constexpr std::array names_2025 = {"H25", "G25", "L25", "P25", "S25"};
constexpr std::array names_1999 = {"H0", "H0s", "G0", "G1", "G2", "G3", "G4", "G5", "G6", "L0", "L1", "L2"};
constexpr int first_of_change = 8;  // the quarter-hour of 2 o'clock
constexpr int change_quarters = 4;

bool contains(const auto& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// 0 Saturday, 1 Sunday or holiday, 2 workday. Christmas Eve and New Year's Eve count as Saturdays.
std::size_t kind_of(Date date, std::string_view state) {
  if (date.weekday() == 6 || is_public_holiday(date, state)) return 1;
  const bool eve = date.month == 12 && (date.day == 24 || date.day == 31);
  return date.weekday() == 5 || eve ? 0 : 2;
}

/// The quarter-hours of the civil clock in the order in which they come.
std::vector<int> quarters_of(Date date) {
  const int change = clock_change(date);
  std::vector<int> quarters;
  for (int q = 0; q < slices_per_day; ++q) {
    const bool in_change = first_of_change <= q && q < first_of_change + change_quarters;
    if (in_change && change < 0) continue;
    quarters.push_back(q);
    if (change > 0 && q == first_of_change + change_quarters - 1)
      for (int again = 0; again < change_quarters; ++again) quarters.push_back(first_of_change + again);
  }
  return quarters;
}

}  // namespace

std::vector<std::string> profile_names() {
  std::vector<std::string> names(names_2025.begin(), names_2025.end());
  names.insert(names.end(), names_1999.begin(), names_1999.end());
  return names;
}

double dynamisation(int day_of_year) {
  const double t = day_of_year;
  const double f = (((-3.92e-10 * t + 3.20e-7) * t - 7.02e-5) * t + 2.10e-3) * t + 1.24;
  return std::round(f * 1e4) / 1e4;
}

bool StandardProfile::read_2025(const std::filesystem::path& file, Issues& issues) {
  text::TableFormat format{.separator = ',', .skip_lines = 2, .columns = {"time"}};
  constexpr std::array kind_names = {"SA", "FT", "WT"};
  for (int month = 1; month <= 12; ++month)
    for (const char* kind : kind_names) format.columns.push_back(fmt::format("{} {}", month, kind));
  const auto before = issues.size();
  const auto table = text::Table::read(file, issues, format);
  if (issues.size() != before) return false;
  if (table.rows() != slices_per_day) {
    issues.add({file.string(), 0, 0}, say(Say::day_quarters, table.rows()), say(Say::day_quarters_why));
    return false;
  }
  values_.resize(12);
  for (std::size_t month = 0; month < 12; ++month)
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      const auto kwh = table.numbers(format.columns[1 + month * kinds + kind], {.unit = "kWh", .min = 0}, issues);
      for (std::size_t q = 0; q < slices_per_day; ++q) values_[month][kind][q] = kwh[q] / 1000.0 / slice_h;
    }
  by_month_ = true;
  return issues.size() == before;
}

bool StandardProfile::read_1999(const std::filesystem::path& file, const std::string& id, Issues& issues) {
  const auto before = issues.size();
  const auto table = text::Table::read(file, issues);
  if (issues.size() != before) return false;
  const auto ids = table.texts("profile_id", issues);
  const auto period = table.choices("period", {"winter", "transition", "summer"}, issues);
  const auto kind = table.choices("day", {"saturday", "sunday", "workday"}, issues);
  const auto time = table.texts("timestamp", issues);
  const auto watts = table.numbers("watts", {.unit = "W", .min = 0}, issues);
  if (issues.size() != before) return false;
  values_.resize(3);
  std::size_t found = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (ids[row] != id) continue;
    const bool clock = time[row].size() == 5 && time[row][2] == ':';
    const int quarter = clock ? ((time[row][0] - '0') * 10 + time[row][1] - '0') * 4 +
                                    ((time[row][3] - '0') * 10 + time[row][4] - '0') / 15
                              : -1;
    if (quarter < 0 || quarter >= slices_per_day) {
      issues.add(table.place(row, "timestamp"), say(Say::no_time_of_day, time[row]), "", say(Say::no_time_of_day_hint));
      continue;
    }
    values_[period[row]][kind[row]][static_cast<std::size_t>(quarter)] = watts[row] / 1000.0;
    ++found;
  }
  const std::size_t expected = 3 * kinds * slices_per_day;
  if (found != expected) issues.add({file.string(), 0, 0}, say(Say::wrong_length, id, found, expected));
  return issues.size() == before;
}

StandardProfile StandardProfile::read(const std::string& name, const std::filesystem::path& folder, Issues& issues) {
  StandardProfile profile;
  profile.dynamic_ = name == "H0" || name == "H25" || name == "P25" || name == "S25";
  if (contains(names_2025, name)) {
    std::string file = name;
    file[0] = static_cast<char>(file[0] - 'A' + 'a');
    profile.read_2025(folder / (file + ".csv"), issues);
  } else if (contains(names_1999, name)) {
    profile.read_1999(folder / "slp_1999.csv", name == "H0s" ? "H0" : name, issues);
  } else {
    const auto hint = text::did_you_mean(name, profile_names());
    issues.add({}, say(Say::profile_unknown, name), "",
               hint.empty() ? say(Say::profile_known, fmt::format("{}", fmt::join(profile_names(), ", "))) : hint);
  }
  return profile;
}

std::size_t StandardProfile::season(Date date) const {
  if (by_month_) return static_cast<std::size_t>(date.month - 1);
  const int day = 100 * date.month + date.day;
  if (515 <= day && day <= 914) return 2;
  return (321 <= day && day <= 514) || (915 <= day && day <= 1031) ? 1 : 0;
}

double StandardProfile::kw(Date date, int quarter, std::string_view state) const {
  PENDEL_EXPECT(!values_.empty() && 0 <= quarter && quarter < slices_per_day);
  const double value = values_[season(date)][kind_of(date, state)][static_cast<std::size_t>(quarter)];
  return dynamic_ ? value * dynamisation(date.day_of_year() + 1) : value;
}

std::vector<double> StandardProfile::day_kw(Date date, std::string_view state) const {
  std::vector<double> values;
  for (int quarter : quarters_of(date)) values.push_back(kw(date, quarter, state));
  return values;
}

std::vector<double> StandardProfile::year_kw(int year, std::string_view state) const {
  std::vector<double> values;
  const auto end = Date{year + 1, 1, 1}.days();
  for (auto day = Date{year, 1, 1}.days(); day < end; ++day) {
    const auto today = day_kw(Date::from_days(day), state);
    values.insert(values.end(), today.begin(), today.end());
  }
  return values;
}

std::vector<std::string> quarter_hour_names(Date date) {
  const int change = clock_change(date);
  std::vector<std::string> names;
  bool summer = change == 0 ? is_summer_time(date) : change > 0;  // at midnight
  int before = -1;
  for (int quarter : quarters_of(date)) {
    if (change != 0 && (quarter < before || quarter == before + 1 + change_quarters)) summer = !summer;
    before = quarter;
    names.push_back(
        fmt::format("{}T{:02}:{:02}+0{}:00", to_string(date), quarter / 4, quarter % 4 * 15, summer ? 2 : 1));
  }
  return names;
}

}  // namespace pendel::energy
