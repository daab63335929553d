// SPDX-License-Identifier: Apache-2.0
#include "scenario/holidays.hpp"

#include <algorithm>
#include <array>

namespace pendel::scenario {

namespace {

struct Fixed {
  int month, day;
  std::string_view states;  // "" = all
};
constexpr std::array fixed = {
    Fixed{1, 1, ""},
    Fixed{1, 6, "BW BY ST"},
    Fixed{3, 8, "BE MV"},
    Fixed{5, 1, ""},
    Fixed{8, 15, "BY SL"},
    Fixed{9, 20, "TH"},
    Fixed{10, 3, ""},
    Fixed{10, 31, "BB HB HH MV NI SN ST SH TH"},
    Fixed{11, 1, "BW BY NW RP SL"},
    Fixed{12, 25, ""},
    Fixed{12, 26, ""},
};

struct Movable {
  int after_easter;  // days
  std::string_view states;
};
constexpr std::array movable = {
    Movable{-2, ""},
    Movable{0, "BB"},
    Movable{1, ""},
    Movable{39, ""},
    Movable{49, "BB"},
    Movable{50, ""},
    Movable{60, "BW BY HE NW RP SL"},
};

bool applies(std::string_view states, std::string_view state) {
  return states.empty() || (!state.empty() && states.find(state) != std::string_view::npos);
}

}  // namespace

Date easter(int year) {
  const int k = year / 100;
  const int m = 15 + (3 * k + 3) / 4 - (8 * k + 13) / 25;
  const int a = year % 19;
  const int d = (19 * a + m) % 30;
  const int r = (d + a / 11) / 29;
  const int og = 21 + d - r;  // the paschal full moon, in March
  const int sz = 7 - (year + year / 4 + 2 - (3 * k + 3) / 4) % 7;
  const int oe = 7 - (og - sz) % 7;
  return Date::from_days(Date{year, 3, 1}.days() + og + oe - 1);
}

bool is_public_holiday(Date date, std::string_view state) {
  const bool on_fixed_day = std::any_of(fixed.begin(), fixed.end(), [&](const Fixed& holiday) {
    return holiday.month == date.month && holiday.day == date.day && applies(holiday.states, state);
  });
  if (on_fixed_day) return true;
  const int after = date.days() - easter(date.year).days();
  if (std::any_of(movable.begin(), movable.end(), [&](const Movable& holiday) {
        return holiday.after_easter == after && applies(holiday.states, state);
      }))
    return true;
  // Day of Repentance: the Wednesday before 23 November.
  return state == "SN" && date.month == 11 && date.weekday() == 2 && date.day >= 16 && date.day <= 22;
}

}  // namespace pendel::scenario
