// SPDX-License-Identifier: Apache-2.0
#include "core/issue.hpp"

#include <gtest/gtest.h>

namespace pendel {
namespace {

TEST(Issue, ReadsPlaceProblemWhyHint) {
  EXPECT_EQ(to_string(Issue{
                {"region/link.csv", 14, 23}, "free_speed is 0", "must be > 0", "To close a link, use an incident."}),
            "region/link.csv:14:23: free_speed is 0 (must be > 0). To close a link, use an incident.");
}

TEST(Issue, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(to_string(Issue{{"base.toml", 3}, "unknown key"}), "base.toml:3: unknown key");
  EXPECT_EQ(to_string(Issue{{"base.toml"}, "cannot be read"}), "base.toml: cannot be read");
  EXPECT_EQ(to_string(Issue{{}, "no scenario given"}), "no scenario given");
}

TEST(Issues, AreAllReportedInTheOrderOfTheFile) {
  Issues issues;
  EXPECT_NO_THROW(issues.raise_if_any());
  issues.add({"b.toml", 1, 1}, "last");
  issues.add({"a.toml", 31, 1}, "second");
  issues.add({"a.toml", 4, 9}, "first");
  EXPECT_EQ(issues.size(), 3U);
  try {
    issues.raise_if_any();
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(), "a.toml:4:9: first\na.toml:31:1: second\nb.toml:1:1: last");
    ASSERT_EQ(error.issues().size(), 3U);
    EXPECT_EQ(error.issues()[0].problem, "first");
  }
}

TEST(Nearest, FindsTheTypingMistake) {
  const std::vector<std::string> keys = {"telework_share", "ev_share", "threads"};
  EXPECT_EQ(nearest("telework_shair", keys), "telework_share");
  EXPECT_EQ(nearest("thread", keys), "threads");
  EXPECT_EQ(nearest("ev-share", keys), "ev_share");
}

TEST(Nearest, SaysNothingWhereNothingIsNear) {
  EXPECT_EQ(nearest("population", {"telework_share", "threads"}), "");
  EXPECT_EQ(nearest("x", {}), "");
}

}  // namespace
}  // namespace pendel
