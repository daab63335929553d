// SPDX-License-Identifier: Apache-2.0
#include "scenario/diff.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "scenario/check.hpp"
#include "text/town.hpp"

namespace pendel::scenario {
namespace {

std::vector<Difference> between(std::string_view a, std::string_view b) {
  text::Town first, second;
  text::ParameterTable one = text::table_of(first), two = text::table_of(second);
  Issues issues;
  one.read(text::parse_toml(a, "a.toml", issues), issues);
  two.read(text::parse_toml(b, "b.toml", issues), issues);
  EXPECT_TRUE(issues.empty()) << to_string(issues.all().front());
  return diff(one, two);
}

TEST(Diff, ShowsExactlyWhatDiffersWithBothPlaces) {
  EXPECT_EQ(
      to_text(between("seed = 3\n[adoption]\nyears = 4\n[[incidents]]\nname = 'x'\nday = 1\n",
                      "seed = 3\n[adoption]\nyears = 3\ntelework_share = { value = 0.3, low = 0.25, high = 0.35 }\n"
                      "[[incidents]]\nname = 'x'\nday = 2\n[[incidents]]\nname = 'y'\n")),
      "adoption.telework_share: 0.2 (default) -> 0.3 [0.25 .. 0.35] \"Survey\" (b.toml:4:28)\n"
      "adoption.years: 4 (a.toml:3:9) -> 3 (b.toml:3:9)\n"
      "incidents.x.day: 1 (a.toml:6:7) -> 2 (b.toml:7:7)\n"
      "incidents.y.name: not there -> \"y\" (b.toml:9:8)\n"
      "incidents.y.capacity_factor: not there -> 1 (default)\n"
      "incidents.y.day: not there -> 0 (default)\n"
      "6 parameters differ.\n");
}

TEST(Diff, WritingADefaultOutIsNoDifference) {
  EXPECT_EQ(to_text(between("", "[adoption]\nyears = 3\ntelework_share = 0.2\n")), "No parameter differs.\n");
}

TEST(Diff, SpeaksToPrograms) {
  const auto json = nlohmann::json::parse(to_json(between("", "[roads]\nlength_m = 7\n")));
  ASSERT_EQ(json.size(), 1u);
  EXPECT_EQ(json[0]["path"], "roads.length_m");
  EXPECT_EQ(json[0]["unit"], "m");
  EXPECT_EQ(json[0]["a"]["value"], 500.0);
  EXPECT_EQ(json[0]["b"]["place"], "b.toml:2:12");
}

TEST(Check, PrintsAllProblemsByPlaceAndHowMany) {
  EXPECT_EQ(problems_text({}), "No problems.\n");
  EXPECT_EQ(problems_text({{{"b.toml", 9, 1}, "late", "", "Mend it."}, {{"b.toml", 2, 1}, "early", "why", ""}}),
            "b.toml:2:1: early (why)\nb.toml:9:1: late. Mend it.\n2 problems, nothing was run.\n");
  const auto json = nlohmann::json::parse(problems_json({{{"b.toml", 9, 1}, "late", "", "Mend it."}}));
  EXPECT_EQ(json[0]["line"], 9);
  EXPECT_EQ(json[0]["hint"], "Mend it.");
}

}  // namespace
}  // namespace pendel::scenario
