// SPDX-License-Identifier: Apache-2.0
#include "output/daily_traffic.hpp"

#include <gmock/gmock.h>

namespace pendel::output {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Day of_kind(DayKind kind, double weight, int period = 0) {
  Day d;
  d.kind = kind;
  d.weight = weight;
  d.period = period;
  return d;
}

TEST(DailyTraffic, EachKindOfDayCountsAsOftenAsItComes) {
  const std::vector<Day> days = {of_kind(DayKind::workday, 200), of_kind(DayKind::workday, 50),
                                 of_kind(DayKind::saturday, 52), of_kind(DayKind::sunday, 63),
                                 of_kind(DayKind::workday, 0)};  // a design day stands for none
  const std::vector<std::vector<float>> volume = {{1000, 10}, {800, 10}, {600, 4}, {400, 1}, {9999, 9999}};
  const auto traffic = daily_traffic(days, volume);
  EXPECT_THAT(traffic.workdays, ElementsAre(960, 10));
  const double dtv = (200 * 1000.0 + 50 * 800.0 + 52 * 600.0 + 63 * 400.0) / 365;
  EXPECT_THAT(traffic.all, ElementsAre(testing::FloatEq(static_cast<float>(dtv)),
                                       testing::FloatEq(static_cast<float>((2500 + 208 + 63) / 365.0))));
}

TEST(DailyTraffic, ASundayMayStandForSaturdays) {
  const std::vector<Day> days = {of_kind(DayKind::workday, 251), of_kind(DayKind::sunday, 114)};
  EXPECT_THAT(daily_traffic(days, std::vector<std::vector<float>>{{100}, {50}}).all,
              ElementsAre(testing::FloatEq(static_cast<float>((25100 + 5700) / 365.0))));
}

TEST(DailyTraffic, WhatDoesNotStandForAYearHasNoMeanOfTheYear) {
  const std::vector<std::vector<float>> volume = {{100}, {50}};
  for (const auto& days : {std::vector{of_kind(DayKind::workday, 1), of_kind(DayKind::saturday, 1)},
                           std::vector{of_kind(DayKind::workday, 200), of_kind(DayKind::workday, 165)},
                           std::vector{of_kind(DayKind::workday, 300), of_kind(DayKind::sunday, 114)}}) {
    EXPECT_THAT(daily_traffic(days, volume).all, IsEmpty());
    EXPECT_FALSE(daily_traffic(days, volume).workdays.empty());
  }
}

TEST(DailyTraffic, OnlyASundayTellsNothingOfWorkdays) {
  EXPECT_THAT(daily_traffic(std::vector{of_kind(DayKind::sunday, 1)}, std::vector<std::vector<float>>{{7}}).workdays,
              IsEmpty());
}

TEST(DailyTraffic, IsThatOfTheLastPeriodThatRuns) {
  const std::vector<Day> days = {of_kind(DayKind::workday, 1, 0), of_kind(DayKind::workday, 1, 2)};
  EXPECT_THAT(daily_traffic(days, std::vector<std::vector<float>>{{100}, {50}}).workdays, ElementsAre(50));
}

TEST(DailyTraffic, DesignDaysAloneCountAlike) {
  const std::vector<Day> days = {of_kind(DayKind::workday, 0), of_kind(DayKind::workday, 0),
                                 of_kind(DayKind::sunday, 0)};
  const auto traffic = daily_traffic(days, std::vector<std::vector<float>>{{100}, {50}, {3}});
  EXPECT_THAT(traffic.workdays, ElementsAre(75));
  EXPECT_THAT(traffic.all, IsEmpty());
}

}  // namespace
}  // namespace pendel::output
