// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pendel {

/// A calendar day, proleptic Gregorian.
struct Date {
  int year = 2030;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31
  friend auto operator<=>(const Date&, const Date&) = default;

  [[nodiscard]] std::chrono::year_month_day ymd() const {
    return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
            std::chrono::day(static_cast<unsigned>(day))};
  }
  [[nodiscard]] bool valid() const { return ymd().ok(); }
  /// Days since 1970-01-01.
  [[nodiscard]] std::int32_t days() const {
    return static_cast<std::int32_t>(std::chrono::sys_days(ymd()).time_since_epoch().count());
  }
  /// 0 = Monday to 6 = Sunday.
  [[nodiscard]] int weekday() const {
    return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(ymd())).iso_encoding()) - 1;
  }
  /// 0 = 1 January.
  [[nodiscard]] int day_of_year() const { return days() - Date{year, 1, 1}.days(); }
  static Date from_days(std::int32_t days) {
    const std::chrono::year_month_day ymd{std::chrono::sys_days(std::chrono::days(days))};
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day()))};
  }
};

/// "2026-02-28"
std::string to_string(Date date);
/// Exactly YYYY-MM-DD and a day that exists, else nothing.
std::optional<Date> parse_date(std::string_view text);

}  // namespace pendel
