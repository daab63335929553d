// SPDX-License-Identifier: Apache-2.0
#include "parallel/stop.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "core/contract.hpp"

namespace pendel::parallel {
namespace {

bool stops_within_seconds(const std::stop_token& token, int seconds) {
  for (int i = 0; i < 100 * seconds && !token.stop_requested(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return token.stop_requested();
}

class Signals : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(All, Signals, testing::Values(SIGINT, SIGTERM, SIGUSR1));

TEST_P(Signals, AskTheRunToStop) {
  const StopOnSignal watch;
  EXPECT_FALSE(watch.token().stop_requested());
  ASSERT_EQ(std::raise(GetParam()), 0);
  EXPECT_TRUE(stops_within_seconds(watch.token(), 10));
}

TEST_P(Signals, KillTheSecondTime) {
  EXPECT_EXIT(
      {
        const StopOnSignal watch;
        std::raise(GetParam());
        std::raise(GetParam());
      },
      testing::KilledBySignal(GetParam()), "");
}

TEST(StopOnSignal, ThereIsOne) {
  const StopOnSignal watch;
  EXPECT_THROW(StopOnSignal(), ContractError);
}

TEST(StopOnSignal, LeavesTheUsualEffectBehind) {
  { const StopOnSignal watch; }
  EXPECT_EXIT(std::raise(SIGTERM), testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace pendel::parallel
