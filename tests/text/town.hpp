// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "text/parameters.hpp"

/// A scenario with one parameter of every type, for the tests of the front door.
namespace pendel::text {

enum class Rule { none, half, full };

struct Incident {
  std::string name;
  double capacity_factor = 1;
  std::int64_t day = 0;
};

inline void describe(Incident& incident, ParameterTable& table) {
  table.text("name", incident.name, {.meaning = "What it is called.", .required = true});
  table.number("capacity_factor", incident.capacity_factor,
               {.unit = "1", .min = 0, .max = 1, .meaning = "Capacity left."});
  table.integer("day", incident.day, {.min = 0, .meaning = "Day of the period."});
}

struct Town {
  double telework_share = 0.2, length_m = 500, charging_wh = 7000, unset = std::nan("");
  int years = 3;
  std::uint64_t seed = 1;
  bool on = false;
  std::string title;
  std::filesystem::path region;
  Date start{2030, 1, 1};
  std::vector<double> hours = {1, 2};
  std::vector<std::string> ags;
  Rule rule = Rule::half;
  std::vector<Incident> incidents;
};

inline ParameterTable table_of(Town& town) {
  ParameterTable table;
  table.integer("seed", town.seed, {.meaning = "Of all draws."});
  table.text("title", town.title, {.meaning = "For people."});
  table.file("region", town.region, {.meaning = "Folder of the region."});
  table.section("adoption", [&] {
    table.number("telework_share", town.telework_share,
                 {.unit = "1", .min = 0, .max = 1, .low = 0.1, .high = 0.4, .source = "Survey", .meaning = "Who may."});
    table.choice("rule", town.rule, {{"none", Rule::none}, {"half", Rule::half}, {"full", Rule::full}},
                 {.meaning = "Which rule."});
    table.integer("years", town.years, {.min = 1, .max = 50, .meaning = "How long."});
  });
  table.section("roads", [&] {
    table.number("length_m", town.length_m, {.unit = "m", .min = 0, .min_exclusive = true, .meaning = "How long."});
    table.number("unset", town.unset, {.meaning = "Nothing by default."});
    table.number("charging_wh", town.charging_wh, {.unit = "Wh", .meaning = "Energy."});
    table.flag("on", town.on, {.meaning = "Switch."});
    table.date("start", town.start, {.meaning = "First day."});
    table.numbers("hours", town.hours, {.unit = "h", .min = 0, .max = 24, .meaning = "Two hours."}, 2);
    table.texts("ags", town.ags, {.meaning = "Municipalities."});
  });
  table.list("incidents", town.incidents, &describe, {.meaning = "What goes wrong."});
  return table;
}

}  // namespace pendel::text
