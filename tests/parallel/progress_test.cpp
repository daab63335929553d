// SPDX-License-Identifier: Apache-2.0
#include "parallel/progress.hpp"

#include <gtest/gtest.h>

namespace pendel::parallel {
namespace {

TEST(Progress, LineShowsPhaseShareAndRemainingTime) {
  EXPECT_EQ(progress_line("mobility", 0.5, 65.0), "mobility      50 %  1 min 05 s left");
  EXPECT_EQ(progress_line("mobility", 0.25, 4.0), "mobility      25 %  12 s left");
  EXPECT_EQ(progress_line("energy", 0.1, 1000.0), "energy        10 %  2 h 30 min left");
  EXPECT_EQ(progress_line("energy", 0.1, 1000.0, "noch"), "energy        10 %  2 h 30 min noch");
}

TEST(Progress, LineGivesNoRemainingTimeWhereItWouldBeAGuess) {
  EXPECT_EQ(progress_line("read", 0.0, 3.0), "read           0 %");
  EXPECT_EQ(progress_line("write", 1.0, 3.0), "write        100 %");
}

TEST(Progress, IsSilentWithoutATerminal) {
  testing::internal::CaptureStderr();
  terminal_progress()->report("mobility", 0.5);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace pendel::parallel
