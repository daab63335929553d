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

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

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

/// Two towns side by side and one beyond the border; each test makes one figure impossible.
constexpr const char* two_towns = R"(name = "Zweistadt"
state = "ST"
epsg = 25832
seed = 7
[[municipality]]
ags = "15999001"
name = "Ost"
centre = [12.05, 51.85]
population = 900
buildings = 300
dwellings = 480
one_dwelling_buildings = 220
area_ha = 6000
settlement_ha = 60
[[municipality]]
ags = "15999002"
name = "West"
centre = [11.93, 51.83]
population = 300
buildings = 100
dwellings = 150
one_dwelling_buildings = 80
area_ha = 5000
settlement_ha = 30
[[outside]]
key = "14730"
name = "Leipzig"
at = [12.37, 51.34]
[climate]
latitude_deg = 51.8
longitude_deg = 12.0
temperature_c = [0.4, 1.3, 4.7, 9.2, 14.0, 17.1, 19.2, 18.6, 14.4, 9.6, 5.0, 1.6]
daily_range_k = [5, 6, 8, 10, 11, 11, 11, 11, 10, 7, 5, 4]
day_to_day_k = [4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 4, 4]
global_kwh_per_m2 = [20, 35, 75, 120, 155, 160, 160, 140, 95, 55, 25, 15]
)";

/// Without the name of the file: "8:10: problem (why). hint".
std::string problem_of_two_towns(const std::string& find, const std::string& put) {
  std::string spec = two_towns;
  const auto at = spec.find(find);
  EXPECT_NE(at, std::string::npos) << find;
  spec.replace(at, find.size(), put);
  const auto file = folder() / "towns.toml";
  std::ofstream(file) << spec;
  Issues issues;
  read_facts(file, issues);
  std::string text;
  for (const auto& issue : issues.all()) text += to_string(issue).substr(file.string().size() + 1) + "\n";
  return text;
}

TEST(GeneratedRegion, ImpossibleFiguresAreRefused) {
  EXPECT_EQ(problem_of_two_towns("seed = 7", "seed = 7"), "");
  EXPECT_EQ(problem_of_two_towns("dwellings = 480", "dwellings = 80"),
            "12:26: one_dwelling_buildings is 220, more than dwellings (80). Are two figures swapped, or is one in "
            "another unit?\n"
            "11:13: 80 dwellings for 900 people (fewer than one for ten people). Are two figures swapped, or is one in "
            "another unit?\n");
  EXPECT_THAT(problem_of_two_towns("one_dwelling_buildings = 220", "one_dwelling_buildings = 320"),
              HasSubstr("12:26: one_dwelling_buildings is 320, more than buildings (300)"));
  EXPECT_THAT(problem_of_two_towns("settlement_ha = 60", "settlement_ha = 6001"),
              HasSubstr("14:17: settlement_ha is 6001, more than area_ha (6000)"));
  EXPECT_THAT(problem_of_two_towns("population = 900\nbuildings = 300\ndwellings = 480",
                                   "population = 30000000\nbuildings = 300\ndwellings = 4800000"),
              HasSubstr("9:14: 500000 people per km2 (at most 30000 /km2)"));
  EXPECT_THAT(problem_of_two_towns("seed = 7", "seed = -7"), HasSubstr("4:8: seed is -7 (must be >= 0)"));
  EXPECT_THAT(problem_of_two_towns("state = \"ST\"", "state = \"XX\""),
              HasSubstr("2:9: unknown state 'XX' (must be one of "));
  EXPECT_THAT(problem_of_two_towns("[0.4,", "[400,"), HasSubstr("temperature_c is 400 (must be -60 to 60)"));
  EXPECT_THAT(problem_of_two_towns("[20,", "[-20,"), HasSubstr("global_kwh_per_m2 is -20 (must be 0 to 350)"));
}

TEST(GeneratedRegion, ThePlaneIsInMetresAndExists) {
  EXPECT_THAT(problem_of_two_towns("epsg = 25832", "epsg = 4326"), HasSubstr("3:8: EPSG:4326 is no plane in metres"));
  EXPECT_THAT(problem_of_two_towns("epsg = 25832", "epsg = 2263"), HasSubstr("3:8: EPSG:2263 is no plane in metres"));
  EXPECT_THAT(
      problem_of_two_towns("epsg = 25832\nseed = 7", "epsg = 999999\nseed = -7"),
      AllOf(HasSubstr("3:8: there is no EPSG:999999 (all lengths are in that plane). 25832 or 25833 in Germany."),
            HasSubstr("4:8: seed is -7")));
}

TEST(GeneratedRegion, PlacesOnEachOtherOrOnOtherContinentsAreRefused) {
  EXPECT_EQ(problem_of_two_towns("[11.93, 51.83]", "[12.05, 51.85]"),
            "18:10: the centre lies 0 m from that of Ost (at least 399 m). Give the middle of each municipality's "
            "area.\n");
  EXPECT_THAT(problem_of_two_towns("[11.93, 51.83]", "[51.83, 11.93]"),
              AllOf(HasSubstr("18:10: the centre lies"), HasSubstr("longitude first"), Not(HasSubstr("Leipzig"))));
  EXPECT_THAT(problem_of_two_towns("[12.37, 51.34]", "[12.05, 51.86]"),
              AllOf(HasSubstr("28:6: 'Leipzig' lies within Ost (11"), HasSubstr("radius of 4370 m")));
  EXPECT_THAT(problem_of_two_towns("[12.37, 51.34]", "[-2.37, 31.34]"), HasSubstr("28:6: 'Leipzig' lies 2"));
}

TEST(GeneratedRegion, SettlementsOnOneSpotComeToAnEnd) {
  const auto file = folder() / "spot.toml";
  std::string spec = two_towns;
  const std::string line = "settlement_ha = 60\n";
  spec.insert(spec.find(line) + line.size(),
              "places = [{ name = \"A\", at = [12.05, 51.85], share = 0.5 },"
              " { name = \"B\", at = [12.05, 51.85], share = 0.3 }]\n");
  std::ofstream(file) << spec;
  Issues issues;
  parallel::Pool pool(1);
  const auto region = generate_region(file, issues, pool);
  EXPECT_TRUE(issues.empty());
  EXPECT_GT(region.roads.links(), 100U);
}

}  // namespace
}  // namespace pendel
