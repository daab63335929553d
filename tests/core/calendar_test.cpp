// SPDX-License-Identifier: Apache-2.0
#include "core/calendar.hpp"

#include <gtest/gtest.h>

namespace pendel {
namespace {

TEST(Calendar, Easter) {
  // Physikalisch-Technische Bundesanstalt, table of Easter Sundays.
  EXPECT_EQ(easter(2000), (Date{2000, 4, 23}));
  EXPECT_EQ(easter(2008), (Date{2008, 3, 23}));
  EXPECT_EQ(easter(2019), (Date{2019, 4, 21}));
  EXPECT_EQ(easter(2024), (Date{2024, 3, 31}));
  EXPECT_EQ(easter(2038), (Date{2038, 4, 25}));
}

int holidays(int year, std::string_view state) {
  int count = 0;
  for (auto day = Date{year, 1, 1}.days(); day < Date{year + 1, 1, 1}.days(); ++day)
    count += is_public_holiday(Date::from_days(day), state) ? 1 : 0;
  return count;
}

TEST(Calendar, HolidaysByState) {
  EXPECT_EQ(federal_states().size(), 16U);
  // Numbers of the state laws, 2023 (Brandenburg with Easter and Whit Sunday).
  EXPECT_EQ(holidays(2023, ""), 9);
  EXPECT_EQ(holidays(2023, "HE"), 10);
  EXPECT_EQ(holidays(2023, "BW"), 12);
  EXPECT_EQ(holidays(2023, "BY"), 12);
  EXPECT_EQ(holidays(2023, "SN"), 11);
  EXPECT_EQ(holidays(2023, "BE"), 10);
  EXPECT_EQ(holidays(2023, "BB"), 12);
  EXPECT_EQ(holidays(2023, "MV"), 11);
  EXPECT_EQ(holidays(2022, "MV"), 10);
  EXPECT_EQ(holidays(2017, "HE"), 11);                 // 500 years of the Reformation
  EXPECT_TRUE(is_public_holiday({2023, 6, 8}, "HE"));  // Corpus Christi
  EXPECT_FALSE(is_public_holiday({2023, 6, 8}, "ST"));
  EXPECT_TRUE(is_public_holiday({2023, 11, 22}, "SN"));  // day of repentance
  EXPECT_TRUE(is_public_holiday({2025, 5, 8}, "BE"));
}

TEST(Calendar, ClockChanges) {
  EXPECT_EQ(clock_change({2023, 3, 26}), -1);
  EXPECT_EQ(clock_change({2023, 10, 29}), 1);
  EXPECT_EQ(clock_change({2023, 3, 19}), 0);
  EXPECT_EQ(clock_change({2024, 3, 31}), -1);
  EXPECT_FALSE(is_summer_time({2023, 3, 25}));
  EXPECT_TRUE(is_summer_time({2023, 3, 26}));
  EXPECT_TRUE(is_summer_time({2023, 3, 27}));
  EXPECT_TRUE(is_summer_time({2023, 10, 28}));
  EXPECT_FALSE(is_summer_time({2023, 10, 29}));
  EXPECT_FALSE(is_summer_time({2023, 10, 31}));
  EXPECT_TRUE(is_summer_time({2022, 10, 29}));
}

}  // namespace
}  // namespace pendel
