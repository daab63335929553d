// SPDX-License-Identifier: Apache-2.0
#include "core/calendar.hpp"

#include <algorithm>
#include <array>

namespace pendel {

namespace {

// In the order of their keys: the AGS of SH begin with 01, those of TH with 16.
constexpr std::array<std::string_view, 16> states = {"SH", "HH", "NI", "HB", "NW", "HE", "RP", "BW",
                                                     "BY", "SL", "BE", "BB", "MV", "SN", "ST", "TH"};

bool one_of(std::string_view state, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), state) != list.end();
}

bool fixed_day(Date d, int month, int day) { return d.month == month && d.day == day; }

bool national(Date d, std::int32_t after_easter) {
  if (fixed_day(d, 10, 31) && d.year == 2017) return true;  // 500 years of the Reformation
  return fixed_day(d, 1, 1) || fixed_day(d, 5, 1) || fixed_day(d, 10, 3) || fixed_day(d, 12, 25) ||
         fixed_day(d, 12, 26) || after_easter == -2 || after_easter == 1 || after_easter == 39 || after_easter == 50;
}

bool reformation_day(Date d, std::string_view state) {
  if (!fixed_day(d, 10, 31)) return false;
  return one_of(state, {"BB", "MV", "SN", "ST", "TH"}) || (d.year >= 2018 && one_of(state, {"HB", "HH", "NI", "SH"}));
}

bool regional(Date d, std::int32_t after_easter, std::string_view state) {
  if (after_easter == 60) return one_of(state, {"BW", "BY", "HE", "NW", "RP", "SL"});
  if (after_easter == 0 || after_easter == 49) return state == "BB";
  if (fixed_day(d, 1, 6)) return one_of(state, {"BW", "BY", "ST"});
  if (fixed_day(d, 3, 8)) return (state == "BE" && d.year >= 2019) || (state == "MV" && d.year >= 2023);
  if (fixed_day(d, 5, 8)) return state == "BE" && (d.year == 2020 || d.year == 2025);
  if (fixed_day(d, 8, 15)) return state == "SL";
  if (fixed_day(d, 9, 20)) return state == "TH" && d.year >= 2019;
  if (fixed_day(d, 11, 1)) return one_of(state, {"BW", "BY", "NW", "RP", "SL"});
  if (d.month == 11 && d.weekday() == 2 && 16 <= d.day && d.day <= 22) return state == "SN";
  return reformation_day(d, state);
}

bool last_sunday_of(Date d) { return d.weekday() == 6 && d.day > 24; }  // months of 31 days

}  // namespace

Date easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return {year, n / 31, n % 31 + 1};
}

std::span<const std::string_view> federal_states() { return states; }

bool is_public_holiday(Date date, std::string_view state) {
  const auto after_easter = date.days() - easter(date.year).days();
  return national(date, after_easter) || regional(date, after_easter, state);
}

int clock_change(Date date) {
  if (!last_sunday_of(date)) return 0;
  return date.month == 3 ? -1 : date.month == 10 ? 1 : 0;
}

bool is_summer_time(Date date) {
  if (date.month == 3) return last_sunday_of(date) || date.day - date.weekday() - 1 > 24;
  if (date.month == 10) return !(last_sunday_of(date) || date.day - date.weekday() - 1 > 24);
  return 3 < date.month && date.month < 10;
}

}  // namespace pendel
