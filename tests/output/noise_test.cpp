// SPDX-License-Identifier: Apache-2.0
#include "output/noise.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "core/issue.hpp"
#include "output/small_world.hpp"

namespace pendel::output {
namespace {

using test::TemporaryFolder;
using testing::HasSubstr;

/// A result whose four persons drive `car_m`, of a scenario with the given seed of the route choice.
std::string rerun(const std::filesystem::path& path, const World& world, const std::vector<float>& car_m,
                  int route_seed, const std::string& title = "base") {
  const Day day = test::day_of(0, {2030, 1, 15}, 1);
  const auto file = path.string() + ".day";
  Segment segment(file, day, world);
  Recorder& out = segment;
  out.put(fields::person_car_distance, std::span<const float>(car_m));
  segment.seal();
  auto provenance = test::some_provenance();
  provenance.scenario_text = "title = \"" + title + "\"\n[mobility]\nroute_seed = " + std::to_string(route_seed) + "\n";
  assemble(world, {{}, {day}}, {{file}, {}}, provenance, path);
  return path.string();
}

std::string refusal(const Result& a, const std::string& other) {
  try {
    const Noise noise(a, {other});
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

// 3, 5 and 7: s = 2, t with two degrees of freedom 4.303.
TEST(Noise, IsWhatAHandComputes) {
  EXPECT_DOUBLE_EQ(noise_of(std::vector<double>{3, 5, 7}), 4.303 * std::sqrt(8.0));
  EXPECT_EQ(noise_of(std::vector<double>{3}), 0);
  EXPECT_EQ(noise_of(std::vector<double>{3, 3}), 0);
}

TEST(Noise, IsTheSpreadOfTheMeanOverPersons) {
  const TemporaryFolder folder;
  const test::SmallWorld small;
  const Result a(rerun(folder / "a.h5", small.world, {4, 0, 0, 0}, 0));
  const Noise noise(
      a, {rerun(folder / "b.h5", small.world, {8, 0, 0, 0}, 1), rerun(folder / "c.h5", small.world, {12, 0, 0, 0}, 2)});
  EXPECT_EQ(noise.runs(), 3U);
  EXPECT_DOUBLE_EQ(noise.half_width("person/car_distance"), 4.303 * std::sqrt(2.0));  // means 1, 2, 3
  EXPECT_EQ(noise.half_width("no such figure"), 0);
}

TEST(Noise, IsOfRerunsWithOtherSeedsAlone) {
  const TemporaryFolder folder;
  const test::SmallWorld small;
  const std::vector<float> still = {0, 0, 0, 0};
  const Result a(rerun(folder / "a.h5", small.world, still, 0));
  EXPECT_THAT(refusal(a, rerun(folder / "b.h5", small.world, still, 0)), HasSubstr("that of another run"));
  EXPECT_THAT(refusal(a, rerun(folder / "c.h5", small.world, still, 1, "more")),
              HasSubstr("more than mobility.route_seed"));
  EXPECT_EQ(refusal(a, rerun(folder / "d.h5", small.world, still, 1)), "");
}

}  // namespace
}  // namespace pendel::output
