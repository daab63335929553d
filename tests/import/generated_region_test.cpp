// SPDX-License-Identifier: Apache-2.0
#include "import/generated_region.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/paths.hpp"
#include "support/temporary.hpp"

namespace pendel {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// Of this process: tests run side by side.
std::filesystem::path folder() {
  static const test::TemporaryFolder made;
  return made.path();
}

/// The shipped specification, without its side files and with one place changed.
std::vector<std::string> problems_after(const std::string& find, const std::string& put) {
  std::ifstream in(test::source_dir() / "scenarios/anhalt_bitterfeld/region.toml");
  std::stringstream text;
  text << in.rdbuf();
  std::string spec = text.str();
  for (const std::string side : {"commuters_file", "counties_file"}) {
    const auto at = spec.find(side);
    spec.erase(at, spec.find('\n', at) - at);
  }
  const auto at = spec.find(find);
  EXPECT_NE(at, std::string::npos) << find;
  spec.replace(at, find.size(), put);
  const auto file = folder() / "region.toml";
  std::ofstream(file) << spec;
  Issues issues;
  read_facts(file, issues);
  std::vector<std::string> out;
  for (const auto& issue : issues.all()) out.push_back(to_string(issue));
  return out;
}

TEST(GeneratedRegion, TheShippedSpecificationHasNoProblem) {
  EXPECT_TRUE(problems_after("seed = 1", "seed = 1").empty());
}

TEST(GeneratedRegion, UnknownKeysNameTheNearest) {
  EXPECT_THAT(problems_after("population = 7363", "populatoin = 7363"),
              Contains(HasSubstr("Did you mean 'population'?")));
}

TEST(GeneratedRegion, ProblemsBearTheirPlace) {
  EXPECT_THAT(problems_after("ags = \"15082005\"", "ags = \"1508200\""), Contains(HasSubstr("must be 8 digits")));
  EXPECT_THAT(problems_after("population = 7363", "population = -7363"), Contains(HasSubstr("region.toml:")));
  EXPECT_THAT(problems_after("share = 0.88", "share = 1.88"), Contains(HasSubstr("must be <= 1")));
  EXPECT_THAT(problems_after("centre = [12.05, 51.846]", "centre = [51.846, 112.05]"),
              Contains(HasSubstr("[longitude, latitude]")));
  EXPECT_THAT(problems_after("class = \"motorway\"", "class = \"autobahn\""), Contains(HasSubstr("autobahn")));
  EXPECT_THAT(problems_after("temperature_c = [1.02, ", "temperature_c = ["),
              Contains(HasSubstr("temperature_c has 11 values (must have 12)")));
}

TEST(GeneratedRegion, EveryProblemIsReportedAtOnce) {
  EXPECT_GE(problems_after("population = 7363\njobs = 1491", "population = 0\njobs = -1\nfoo = 1").size(), 3U);
}

TEST(GeneratedRegion, CommutersFromNowhereAreAProblem) {
  const auto from = test::source_dir() / "scenarios/anhalt_bitterfeld";
  for (const char* file : {"region.toml", "counties.csv", "commuters_county.csv"})
    std::filesystem::copy_file(from / file, folder() / file, std::filesystem::copy_options::overwrite_existing);
  std::ofstream(folder() / "commuters_county.csv", std::ios::app) << "99999,15082,10\n";
  Issues issues;
  read_facts(folder() / "region.toml", issues);
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_THAT(to_string(issues.all().front()), HasSubstr("99999"));
}

}  // namespace
}  // namespace pendel
