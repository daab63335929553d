// SPDX-License-Identifier: Apache-2.0
#include "text/parameters.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/contract.hpp"
#include "text/messages.hpp"
#include "text/town.hpp"

namespace pendel::text {
namespace {

struct Result {
  Town town;
  std::string complaints;
  std::vector<Parameter> flat;
  std::string resolved;
};

Result read(std::string_view text, const std::string& file = "a.toml") {
  Result result;
  Issues issues;
  ParameterTable table = table_of(result.town);
  const Node document = parse_toml(text, file, issues);
  table.read(document, issues);
  for (const Issue& issue : issues.all()) result.complaints += to_string(issue) + "\n";
  result.flat = table.flat();
  result.resolved = to_toml(table.resolved());
  return result;
}

TEST(Parameters, ReadsEveryType) {
  const Result r = read(
      "seed = 42\ntitle = 'T'\n[adoption]\ntelework_share = { value = 0.3, low = 0.25, high = 0.35, source = 'fit' }\n"
      "rule = 'full'\nyears = 7\n[roads]\nlength_m = 12\non = true\nstart = 2031-02-03\nhours = [3, 4.5]\nags = "
      "['06632002']\n"
      "[[incidents]]\nname = 'bridge'\ncapacity_factor = 0.5\n[[incidents]]\nname = 'B 27'\n");
  EXPECT_EQ(r.complaints, "");
  EXPECT_EQ(r.town.seed, 42u);
  EXPECT_EQ(r.town.telework_share, 0.3);
  EXPECT_EQ(r.town.rule, Rule::full);
  EXPECT_EQ(r.town.years, 7);
  EXPECT_EQ(r.town.length_m, 12);
  EXPECT_TRUE(r.town.on);
  EXPECT_EQ(r.town.start, (Date{2031, 2, 3}));
  EXPECT_EQ(r.town.hours, (std::vector<double>{3, 4.5}));
  EXPECT_EQ(r.town.ags, (std::vector<std::string>{"06632002"}));
  ASSERT_EQ(r.town.incidents.size(), 2u);
  EXPECT_EQ(r.town.incidents[0].capacity_factor, 0.5);
  EXPECT_EQ(r.town.incidents[1].name, "B 27");
  const auto share = std::find_if(r.flat.begin(), r.flat.end(),
                                  [](const Parameter& p) { return p.path == "adoption.telework_share"; });
  EXPECT_EQ(share->low, 0.25);
  EXPECT_EQ(share->source, "fit");
  EXPECT_EQ(share->place, (Place{"a.toml", 4, 28}));
  EXPECT_EQ(r.flat.back().path, "incidents.\"B 27\".day");
}

TEST(Parameters, TheDefaultIsWhatTheTargetHeld) {
  Town town;
  const ParameterTable table = table_of(town);
  EXPECT_EQ(table.find("adoption.telework_share")->fallback.number(), 0.2);
  EXPECT_EQ(table.find("adoption.rule")->value.text(), "half");
  EXPECT_EQ(read("").town.years, 3);
}

TEST(Parameters, ResolvedTextReadsBackAsItself) {
  const Result first =
      read("[adoption]\ntelework_share = { value = 0.3, low = 0.25, high = 0.35 }\n[[incidents]]\nname = 'x'\n");
  const Result again = read(first.resolved, "b.toml");
  EXPECT_EQ(again.complaints, "");
  EXPECT_EQ(again.resolved, first.resolved);
  EXPECT_NE(first.resolved.find("source = \"Survey\""), std::string::npos);
  EXPECT_EQ(first.resolved.find("unset"), std::string::npos);
}

struct Case {
  std::string text, complaint;
};

class Complaint : public ::testing::TestWithParam<Case> {};

TEST_P(Complaint, IsExactlyThis) { EXPECT_EQ(read(GetParam().text).complaints, GetParam().complaint); }

INSTANTIATE_TEST_SUITE_P(
    Cases, Complaint,
    ::testing::Values(
        Case{"[adoption]\ntelework_shair = 0.2\n",
             "a.toml:2:1: unknown key 'telework_shair' in [adoption]. Did you mean 'telework_share'?\n"},
        Case{"[adoptoin]\nx = 1\n", "a.toml:1:2: unknown key 'adoptoin' in the top level. Did you mean 'adoption'?\n"},
        Case{"telework_share = 0.2\n",
             "a.toml:1:1: unknown key 'telework_share' in the top level. 'telework_share' belongs in [adoption].\n"},
        Case{"zzz = 1\n", "a.toml:1:1: unknown key 'zzz' in the top level\n"},
        Case{
            "[roads]\nlength_km = 3\n",
            "a.toml:2:1: unknown key 'length_km' in [roads]. The unit is part of the name: write 'length_m = 3000'.\n"},
        Case{"[roads]\ncharging_kwh = 7.5\n",
             "a.toml:2:1: unknown key 'charging_kwh' in [roads]. The unit is part of the name: write 'charging_wh = "
             "7500'.\n"},
        Case{"[roads]\ncharging_h = 7.5\n",
             "a.toml:2:1: unknown key 'charging_h' in [roads]. The unit is part of the name: write 'charging_wh'.\n"},
        Case{"[adoption]\ntelework_share = 40\n",
             "a.toml:2:18: adoption.telework_share is 40 (must be 0 to 1). A share is given as 0 to 1: 40 % is 0.4.\n"},
        Case{"[adoption]\ntelework_share = -0.1\n", "a.toml:2:18: adoption.telework_share is -0.1 (must be 0 to 1)\n"},
        Case{"[roads]\nlength_m = 0\n", "a.toml:2:12: roads.length_m is 0 (must be > 0 m)\n"},
        Case{"[roads]\nlength_m = nan\n", "a.toml:2:12: roads.length_m is nan (must be a finite number)\n"},
        Case{"[roads]\nlength_m = inf\n", "a.toml:2:12: roads.length_m is inf (must be a finite number)\n"},
        Case{"[adoption]\ntelework_share = '0.2'\n",
             "a.toml:2:18: adoption.telework_share must be a number, not text\n"},
        Case{"title = 3\n", "a.toml:1:9: title must be text, not a whole number. Put it in quotes.\n"},
        Case{"adoption = 3\n",
             "a.toml:1:12: 'adoption' is a table, but a whole number is given. Write [adoption] and its keys below.\n"},
        Case{"[adoption]\nyears = 2.5\n", "a.toml:2:9: adoption.years must be a whole number, not a number\n"},
        Case{"[adoption]\nyears = 51\n", "a.toml:2:9: adoption.years is 51 (must be 1 to 50)\n"},
        Case{"seed = -1\n", "a.toml:1:8: seed is -1 (must be 0 to 9223372036854775807)\n"},
        Case{"[adoption]\nrule = 'ful'\n",
             "a.toml:2:8: adoption.rule is 'ful' (must be one of 'none', 'half', 'full'). Did you mean 'full'?\n"},
        Case{"[adoption]\ntelework_share = { value = 0.3, low = 0.5, high = 0.4 }\n",
             "a.toml:2:18: adoption.telework_share: low 0.5 is above high 0.4\n"},
        Case{"[adoption]\ntelework_share = { value = 0.3, low = 0.35, high = 0.4 }\n",
             "a.toml:2:28: adoption.telework_share: the value 0.3 lies outside low 0.35 to high 0.4\n"},
        Case{"[adoption]\ntelework_share = { value = 0.3, low = -1 }\n",
             "a.toml:2:39: adoption.telework_share.low is -1 (must be 0 to 1)\n"},
        Case{"[adoption]\ntelework_share = { valu = 0.3, value = 0.3 }\n",
             "a.toml:2:20: unknown key 'valu' in adoption.telework_share. Did you mean 'value'?\n"},
        Case{"[adoption]\ntelework_share = { source = 'x' }\n",
             "a.toml:2:18: adoption.telework_share has no 'value'. Write a number, or a table of value, low, high, "
             "source.\n"},
        Case{"[roads]\nhours = [1, 25]\n", "a.toml:2:13: roads.hours is 25 (must be 0 to 24 h)\n"},
        Case{"[roads]\nhours = [1]\n", "a.toml:2:9: roads.hours has 1 values (must have 2)\n"},
        Case{"[roads]\nags = [6632002]\n",
             "a.toml:2:8: roads.ags must be text, not a whole number. Put it in quotes.\n"},
        Case{"[[incidents]]\nname = 'a'\n[[incidents]]\nname = 'a'\n",
             "a.toml:4:8: the name 'a' is used twice in incidents (first at a.toml:2:8). Overlays find an item by its "
             "name.\n"},
        Case{"[[incidents]]\nday = 3\n", "a.toml:1:1: missing key 'name' in [[incidents]] (What it is called.)\n"},
        Case{"[[incidents]]\nname = 'a'\ncapacity_faktor = 3\n",
             "a.toml:3:1: unknown key 'capacity_faktor' in [[incidents]]. Did you mean 'capacity_factor'?\n"},
        Case{"[[incidents]]\nname = 'a b'\ncapacity_factor = 3\n",
             "a.toml:3:19: incidents.\"a b\".capacity_factor is 3 (must be 0 to 1). A share is given as 0 to 1: 3 % is "
             "0.03.\n"},
        Case{"incidents = 3\n",
             "a.toml:1:13: incidents must be a list of tables, not a whole number. Write one [[incidents]] for each "
             "item.\n"}));

TEST(Parameters, ReportsEverythingAtOnceAndLeavesWrongTargetsAlone) {
  const Result r = read("seed = 'x'\n[adoption]\ntelework_share = 7\nyears = 9\nwhat = 1\n[roads]\nlength_m = nan\n");
  EXPECT_EQ(std::count(r.complaints.begin(), r.complaints.end(), '\n'), 4);
  EXPECT_EQ(r.town.telework_share, 0.2);
  EXPECT_EQ(r.town.years, 9);
}

TEST(Parameters, SpeaksGerman) {
  set_language(Language::german);
  const std::string said = read("[adoption]\ntelework_shair = 0.2\nyears = 0\n").complaints;
  set_language(Language::english);
  EXPECT_EQ(said,
            "a.toml:2:1: unbekannter Schlüssel 'telework_shair' in [adoption]. Ist 'telework_share' gemeint?\n"
            "a.toml:3:9: adoption.years ist 0 (muss 1 bis 50 sein)\n");
}

TEST(Parameters, FilesAreRelativeToTheFileInWhichTheyStand) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "pendel_parameters_files";
  std::filesystem::create_directories(folder / "sub");
  std::filesystem::create_directories(folder / "hamlet");
  const std::string file = (folder / "sub" / "a.toml").string();
  const Result good = read("region = '../hamlet'\n", file);
  EXPECT_EQ(good.complaints, "");
  EXPECT_EQ(good.town.region, folder / "hamlet");
  EXPECT_EQ(read("region = ''\n", file).complaints, "");
  const Result bad = read("region = '../hamlt'\n", file);
  EXPECT_EQ(bad.complaints, file + ":1:10: region names " + (folder / "hamlt").string() +
                                ", which does not exist. Did you mean '../hamlet'?\n");
  std::filesystem::remove_all(folder);
}

TEST(Parameters, OurOwnMistakesAreFoundWhenTheTableIsBuilt) {
  double x = 2;
  ParameterTable table;
  EXPECT_THROW(table.number("x", x, {.min = 0, .max = 1}), ContractError);
  EXPECT_THROW(table.number("x", x, {.low = 3, .high = 4}), ContractError);
  table.number("x", x, {});
  EXPECT_THROW(table.number("x", x, {}), ContractError);
}

}  // namespace
}  // namespace pendel::text
