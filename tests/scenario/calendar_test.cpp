// SPDX-License-Identifier: Apache-2.0
#include "scenario/calendar.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "scenario/holidays.hpp"

namespace pendel::scenario {
namespace {

using testing::ElementsAre;

/// Cold in January, warm in July, and each day a little different.
Region land(std::string state) {
  Region region;
  region.state = std::move(state);
  for (int hour = 0; hour < 8760; ++hour) {
    const int day = hour / 24;
    const double season = std::cos(6.283185307 * (day - 15) / 365.0);
    region.weather.temperature_c.push_back(static_cast<float>(9 - 10 * season + day % 7));
    region.weather.direct_w_per_m2.push_back(hour % 24 == 12 ? static_cast<float>(400 - 300 * season + day % 11) : 0);
    region.weather.diffuse_w_per_m2.push_back(0);
  }
  return region;
}

double sum_of_weights(const std::vector<Day>& days) {
  double sum = 0;
  for (const auto& day : days) sum += day.weight;
  return sum;
}

TEST(Holidays, EasterIsWhereTheTablesHaveIt) {
  // Physikalisch-Technische Bundesanstalt, table of Easter.
  EXPECT_EQ(easter(2000), (Date{2000, 4, 23}));
  EXPECT_EQ(easter(2019), (Date{2019, 4, 21}));
  EXPECT_EQ(easter(2024), (Date{2024, 3, 31}));
  EXPECT_EQ(easter(2025), (Date{2025, 4, 20}));
  EXPECT_EQ(easter(2030), (Date{2030, 4, 21}));
  EXPECT_EQ(easter(2038), (Date{2038, 4, 25}));  // the latest possible
}

TEST(Holidays, StatesHaveTheirOwn) {
  const auto count = [](std::string_view state) {
    int n = 0;
    for (int d = Date{2025, 1, 1}.days(); d < Date{2026, 1, 1}.days(); ++d)
      n += is_public_holiday(Date::from_days(d), state) ? 1 : 0;
    return n;
  };
  EXPECT_EQ(count(""), 9);
  EXPECT_EQ(count("ST"), 11);
  EXPECT_EQ(count("HE"), 10);
  EXPECT_EQ(count("BW"), 12);
  EXPECT_EQ(count("SN"), 11);
  EXPECT_EQ(count("BB"), 12);  // two of them are Sundays
  EXPECT_TRUE(is_public_holiday({2025, 11, 19}, "SN"));
  EXPECT_FALSE(is_public_holiday({2025, 11, 19}, "ST"));
}

TEST(Holidays, SchoolHolidaysShiftFromYearToYear) {
  const auto whole = [](std::string_view state, Date first, Date last) {
    EXPECT_FALSE(is_school_holiday(Date::from_days(first.days() - 1), state)) << state << " " << to_string(first);
    for (int d = first.days(); d <= last.days(); ++d)
      EXPECT_TRUE(is_school_holiday(Date::from_days(d), state)) << state << " " << to_string(Date::from_days(d));
    EXPECT_FALSE(is_school_holiday(Date::from_days(last.days() + 1), state)) << state << " " << to_string(last);
  };
  whole("NW", {2025, 7, 14}, {2025, 8, 26});  // KMK: Ferienkalender 2024/25 to 2026/27
  whole("NW", {2027, 7, 19}, {2027, 8, 31});
  whole("NW", {2026, 12, 23}, {2027, 1, 6});
  whole("ST", {2025, 10, 13}, {2025, 10, 25});
  whole("MV", {2026, 7, 13}, {2026, 8, 22});
  EXPECT_FALSE(is_school_holiday({2025, 7, 14}, ""));
  EXPECT_TRUE(is_school_holiday({2040, 7, 20}, "NW"));  // as in 2029
  EXPECT_FALSE(is_school_holiday({2040, 6, 20}, "NW"));
}

/// The states agreed on 75 days of school holidays a year, Saturdays included (Hamburg agreement 1964/1971, section 3),
/// of which some are left to the schools; the summer takes about six weeks.
TEST(Holidays, EveryStateHasAboutSixtyFreeWorkdaysAndSixWeeksOfSummer) {
  for (const std::string_view state :
       {"BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"})
    for (int year = 2023; year <= 2030; ++year) {
      int free = 0, longest = 0, run = 0;
      for (int d = Date{year, 1, 1}.days(); d < Date{year + 1, 1, 1}.days(); ++d) {
        const auto date = Date::from_days(d);
        const bool holiday = is_school_holiday(date, state);
        free += holiday && date.weekday() < 5 ? 1 : 0;
        run = holiday ? run + 1 : 0;
        longest = std::max(longest, run);
      }
      EXPECT_GE(free, 54) << state << " " << year;
      EXPECT_LE(free, 75) << state << " " << year;
      EXPECT_GE(longest, 39) << state << " " << year;
      EXPECT_LE(longest, 47) << state << " " << year;
    }
}

TEST(Calendar, ARepresentativeWorkdayIsOneWithLessonsWhereMostAre) {
  for (const char* state : {"ST", "NW", "HH", "BY"})
    for (int year = 2023; year <= 2029; ++year)
      for (const auto& day : representative_days({.plan = DayPlan::seasons, .year = year}, land(state)))
        if (day.kind == DayKind::workday && day.weight > 0) {
          EXPECT_FALSE(day.school_holiday) << state << " " << day.name << " " << year;
        }
}

TEST(Calendar, WeightsSumToTheYearAndDesignDaysWeighNothing) {
  const auto region = land("ST");
  for (const auto& [plan, n] :
       {std::pair{DayPlan::quick, 3U}, {DayPlan::seasons, 11U}, {DayPlan::seasons_and_holidays, 12U}}) {
    for (const int year : {2024, 2025}) {
      const auto days = representative_days({.plan = plan, .year = year}, region);
      EXPECT_EQ(days.size(), n);
      EXPECT_EQ(sum_of_weights(days), year == 2024 ? 366 : 365);
    }
  }
  const auto days = representative_days({.plan = DayPlan::seasons_and_holidays}, region);
  std::set<std::string> names;
  double workdays = 0;
  for (const auto& day : days) {
    names.insert(day.name);
    if (day.kind == DayKind::workday) workdays += day.weight;
    if (day.kind == DayKind::workday) {
      EXPECT_LT(day.date.weekday(), 5) << day.name;
    }
    EXPECT_EQ(day.name == "school holiday workday",
              day.weight > 0 && day.school_holiday && day.kind == DayKind::workday);
  }
  EXPECT_EQ(names.size(), days.size());
  EXPECT_EQ(workdays, 250);  // of 2025 in Saxony-Anhalt: 261 Mondays to Fridays, eleven holidays on them
}

TEST(Calendar, DesignDaysAreTheExtremes) {
  auto region = land("HE");
  const auto hour_of = [](Date date) { return static_cast<std::size_t>(date.day_of_year()) * 24; };
  for (std::size_t h = 0; h < 24; ++h) region.weather.temperature_c[hour_of({2025, 2, 12}) + h] = -18;  // a Wednesday
  for (std::size_t h = 0; h < 24; ++h) region.weather.temperature_c[hour_of({2025, 2, 16}) + h] = -25;  // a Sunday
  region.weather.direct_w_per_m2[hour_of({2025, 6, 15}) + 12] = 5000;                                   // a Sunday
  region.weather.direct_w_per_m2[hour_of({2025, 6, 16}) + 12] = 6000;                                   // a Monday
  for (const auto& day : representative_days({.plan = DayPlan::seasons}, region)) {
    if (day.name == "coldest workday (design)") {
      EXPECT_EQ(day.date, (Date{2025, 2, 12}));
    }
    if (day.name == "sunny Sunday (design)") {
      EXPECT_EQ(day.date, (Date{2025, 6, 15}));
    }
  }
}

TEST(Calendar, PeriodsReachTheHorizon) {
  const auto halves = make_periods({.start = {2025, 1, 1}, .horizon = {2035, 1, 1}});
  ASSERT_EQ(halves.size(), 20U);
  EXPECT_EQ(halves[1].begin, (Date{2025, 7, 1}));
  EXPECT_EQ(halves[19].end, (Date{2035, 1, 1}));
  EXPECT_NEAR(halves[3].years(), 0.5, 0.01);
  EXPECT_EQ(make_periods({}).size(), 1U);
  EXPECT_EQ(make_periods({.start = {2016, 10, 1}, .horizon = {2018, 1, 1}, .months = 12}).back().begin,
            (Date{2017, 10, 1}));
}

TEST(Calendar, DaysRunInChosenPeriodsAndKnowTheirForerunner) {
  Settings settings;
  settings.periods = {.start = {2025, 1, 1}, .horizon = {2030, 1, 1}};
  settings.day_choice = {.plan = DayPlan::quick, .every = 4, .first = 1};
  const auto calendar = make_calendar(settings, land("ST"));
  std::vector<int> periods, previous;
  for (const auto& day : calendar.days) periods.push_back(day.period), previous.push_back(day.previous);
  EXPECT_THAT(periods, ElementsAre(1, 1, 1, 5, 5, 5, 9, 9, 9));
  EXPECT_THAT(previous, ElementsAre(-1, -1, -1, 0, 1, 2, 3, 4, 5));
  for (const auto& day : calendar.days)
    EXPECT_EQ(day.date, calendar.days[static_cast<std::size_t>(day.index % 3)].date);
}

}  // namespace
}  // namespace pendel::scenario
