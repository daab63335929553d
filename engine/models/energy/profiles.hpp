// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.hpp"
#include "core/issue.hpp"
#include "core/time.hpp"

/// Standard load profiles of BDEW: the set of 1999 (H0, G0 to G6, L0 to L2) and that of 2025 (H25, G25, L25, P25, S25).
/// Their numbers are BDEW's and are read from tables that the user has; none is part of this program.
namespace pendel::energy {

/// Names that can be asked for; "H0" is dynamised, "H0s" is H0 without.
std::vector<std::string> profile_names();

/// Factor of the day by which H0, H25, P25 and S25 are multiplied, rounded to four digits; `day_of_year` 1 to 366
/// (BDEW, "Anwendung der Repraesentativen VDEW-Lastprofile", 2000, section 4.2; kept in 2025).
double dynamisation(int day_of_year);

class StandardProfile {
 public:
  /// Reads `<name>.csv` of the 2025 set (three columns a month: SA, FT, WT; kWh per quarter-hour at 1 GWh a year) or
  /// the rows of `slp_1999.csv` (profile_id, period, day, timestamp, watts at 1,000 kWh a year) in `folder`.
  static StandardProfile read(const std::string& name, const std::filesystem::path& folder, Issues& issues);

  /// kW per MWh a year in a quarter-hour of the civil clock, 0 to 95. `state`: see is_public_holiday.
  [[nodiscard]] double kw(Date date, int quarter, std::string_view state) const;
  /// All quarter-hours of a civil day: 96, 92 on the day that lacks the hour from 2 to 3, 100 where it comes twice.
  [[nodiscard]] std::vector<double> day_kw(Date date, std::string_view state) const;
  [[nodiscard]] std::vector<double> year_kw(int year, std::string_view state) const;

 private:
  static constexpr std::size_t kinds = 3;  // Saturday, Sunday or holiday, workday
  using DayValues = std::array<double, slices_per_day>;

  bool read_2025(const std::filesystem::path& file, Issues& issues);
  bool read_1999(const std::filesystem::path& file, const std::string& id, Issues& issues);
  [[nodiscard]] std::size_t season(Date date) const;

  bool by_month_ = false;  // else by the seasons winter, transition, summer
  bool dynamic_ = false;
  std::vector<std::array<DayValues, kinds>> values_;
};

/// Begin of each quarter-hour of a civil day as "2023-03-26T03:00+02:00"; as many as day_kw gives.
std::vector<std::string> quarter_hour_names(Date date);

}  // namespace pendel::energy
