// SPDX-License-Identifier: Apache-2.0
#include "output/mode_shares.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <fstream>

#include "core/math.hpp"
#include "output/small_world.hpp"

namespace pendel::output {
namespace {

using test::TemporaryFolder;
using testing::DoubleNear;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

std::filesystem::path write(const TemporaryFolder& folder, const std::string& text) {
  std::ofstream(folder / "shares.csv") << text;
  return folder / "shares.csv";
}

TEST(ModeShares, AreReadByDistanceClass) {
  const TemporaryFolder folder;
  Issues issues;
  const auto classes = read_mode_shares(
      write(folder,
            "dist_group,main_mode,share\n1000+,car,0.3\n1000+,pt,0.1\n1000+,ride,0.1\n0 - 1000,walk,0.4\n0 - "
            "1000,bike,0.1\n"),
      issues);
  ASSERT_TRUE(issues.empty());
  ASSERT_EQ(classes.size(), 2U);
  EXPECT_EQ(classes[0].below, 1000);
  EXPECT_TRUE(std::isinf(classes[1].below));
  EXPECT_DOUBLE_EQ(classes[0].weight, 0.5);
  EXPECT_THAT(classes[0].share, ElementsAre(DoubleNear(0.8, 1e-12), DoubleNear(0.2, 1e-12), 0, 0, 0));
  EXPECT_THAT(total_shares(classes, classes),
              ElementsAre(DoubleNear(0.4, 1e-12), DoubleNear(0.1, 1e-12), DoubleNear(0.1, 1e-12),
                          DoubleNear(0.3, 1e-12), DoubleNear(0.1, 1e-12)));
}

TEST(ModeShares, SayAllThatIsWrong) {
  const TemporaryFolder folder;
  Issues issues;
  read_mode_shares(write(folder, "dist_group,main_mode,share\nfar,car,0.3\n0 - 5,tram,0.7\n5 - 2,car,2\n"), issues);
  EXPECT_EQ(issues.size(), 4U);
  Issues incomplete;
  read_mode_shares(write(folder, "main_mode,share\nwalk,0.3\nbike,0.1\ntransit,0.1\ncar,0.4\n"), incomplete);
  ASSERT_EQ(incomplete.size(), 2U);
  EXPECT_THAT(incomplete.all()[0].problem, HasSubstr("0.9000"));
  EXPECT_THAT(incomplete.all()[1].problem, HasSubstr("'ride'"));
}

TEST(ModeShares, OnlyAgesThatThePopulationKnows) {
  const TemporaryFolder folder;
  Issues issues;
  const auto ages = read_mode_shares_by_age(
      write(folder,
            "age,economic_status,main_mode,share\n18 - 25,,car,1\n66+,,walk,1\n25 - 35,,car,1\n18 - "
            "25,low,bike,1\n,,car,1\n"),
      issues);
  ASSERT_TRUE(issues.empty());
  ASSERT_EQ(ages.size(), 2U);
  EXPECT_THAT(ages[0].share, ElementsAre(0, 0, 0, 1, 0));
}

/// Three residents and a commuter; trips of 500 m on foot, 1.5 km and 400 + 5,000 m by car, and the commuter's.
TEST(ModeShares, OfAResultCountResidentsOnly) {
  const TemporaryFolder folder;
  const test::SmallWorld small;
  const std::vector<Day> days = {test::day_of(0, {2030, 1, 15}, 3), test::day_of(1, {2030, 1, 16}, 1)};
  Segments segments;
  for (const auto& day : days) {
    segments.days.push_back(folder / ("day-" + std::to_string(day.index) + ".h5"));
    Segment segment(segments.days.back(), day, small.world);
    Recorder& out = segment;
    out.put(fields::trip_person, std::span<const std::int32_t>(std::vector<std::int32_t>{0, 1, 2, 3}));
    const std::uint8_t second = day.index == 0 ? 3 : 1;  // by car on three days, by bicycle on the other
    out.put(fields::trip_mode, std::span<const std::uint8_t>(std::vector<std::uint8_t>{0, second, 3, 3}));
    out.put(fields::trip_distance, std::span<const float>(std::vector<float>{500, 1500, 400, 100}));
    out.put(fields::trip_outside, std::span<const float>(std::vector<float>{0, 0, 5000, 0}));
    segment.seal();
  }
  assemble(small.world, {{}, days}, segments, test::some_provenance(), folder / "a.h5");
  const Result result(folder / "a.h5");
  std::vector<ShareClass> classes(2);
  classes[0].below = classes[1].from = 1000;
  const auto shares = shares_by_distance(result, classes);
  EXPECT_THAT(shares[0].share, ElementsAre(1, 0, 0, 0, 0));
  EXPECT_THAT(shares[1].share, ElementsAre(0, 0.125, 0, 0.875, 0));
  EXPECT_DOUBLE_EQ(shares[0].weight, 1.0 / 3);
  classes[0].weight = classes[1].weight = 0.5;
  EXPECT_THAT(total_shares(shares, classes), ElementsAre(0.5, 0.0625, 0, 0.4375, 0));
}

/// A logit model without cars to share out reaches any totals in a few steps, and walking keeps its constant.
TEST(ModeShares, TheStepReachesTheTotalsOfALogit) {
  const ModeShare target = {0.2, 0.116, 0.05, 0.497, 0.137};
  const ModeShare slopes_near = {0.5, 0.2, -3, -1, -1.5}, slopes_far = {-6, -2, -0.5, 1, 0};
  ModeShare constants = {1.3, 0.3, 0, 0.8, -1.6};
  const auto reached = [&] {
    ModeShare shares{};
    for (const auto& slopes : {slopes_near, slopes_far}) {
      ModeShare odds{};
      double sum = 0;
      for (std::size_t m = 0; m < modes; ++m) sum += odds[m] = math::exp(constants[m] + slopes[m]);
      for (std::size_t m = 0; m < modes; ++m) shares[m] += odds[m] / sum / 2;
    }
    return shares;
  };
  for (int i = 0; i < 60; ++i) constants = next_constants(constants, reached(), target);
  EXPECT_LT(largest_deviation(reached(), target), 1e-3);
  EXPECT_EQ(constants[0], 1.3);
  const ModeShare nobody = {1, 0, 0, 0, 0};
  EXPECT_THAT(next_constants({}, nobody, target), Each(testing::Le(4.0)));
}

}  // namespace
}  // namespace pendel::output
