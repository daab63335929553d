// SPDX-License-Identifier: Apache-2.0
#include "core/date.hpp"

#include <gtest/gtest.h>

namespace pendel {
namespace {

TEST(Date, KnowsTheCalendar) {
  EXPECT_EQ((Date{2026, 1, 31}.weekday()), 5);  // a Saturday
  EXPECT_EQ((Date{2024, 12, 31}.day_of_year()), 365);
  EXPECT_EQ(Date::from_days(Date{2024, 2, 28}.days() + 2), (Date{2024, 3, 1}));
}

TEST(Date, ReadsWhatItWritesAndNothingElse) {
  EXPECT_EQ(to_string(Date{2026, 2, 28}), "2026-02-28");
  EXPECT_EQ(parse_date("2026-02-28"), (Date{2026, 2, 28}));
  for (const char* wrong : {"2025-02-29", "2025-13-01", "2025-1-01", "28.02.2026", "2026-02-28 ", "20a6-02-28"}) {
    EXPECT_EQ(parse_date(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace pendel
