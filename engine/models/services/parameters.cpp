// SPDX-License-Identifier: Apache-2.0
#include "models/services/parameters.hpp"

#include <algorithm>

#include "text/messages.hpp"
#include "text/number_rows.hpp"

namespace pendel::services {

namespace {

using text::say;
using text::Say;

constexpr auto bitkom_visit = "Bitkom 2024: a visit takes 2 h 21, of which way 57, waiting 48, at the desk 36 min";
constexpr auto assumed = "assumption; no magnitude published";

void describe_supply(Parameters& p, text::NumberRows& row, text::ParameterTable& table) {
  row("contacts_per_year", p.contacts_per_year, "yr-1", {0, 100, 1, 3}, "about 1.7 a year, from memory; not found",
      "contacts of an adult with the municipal administration");
  row("workdays_per_year", p.workdays_per_year, "yr-1", {1, 366, 248, 252}, "calendar",
      "days on which offices are open");
  row("online_share", p.online_share, "1", {0, 1, 0.4, 0.8},
      "Bitkom, December 2025: 349 of 577 services digital; here a share of contacts",
      "contacts that can be settled online");
  row("online_measure_share", p.online_measure_share, "1", {0, 1, 0, 0.3}, assumed,
      "more of them where the municipality has the measure online_services");
  row("inhabitants_per_office", p.inhabitants_per_office, "1", {1, 1e9, 8000, 20000}, assumed,
      "inhabitants for each citizens' office; every municipality has one at least");
  const std::string lever = "lever";
  table.texts("branches_closed", p.branches_closed,
              {.source = lever, .meaning = "AGS or \"all\": only the main office is left"});
  table.texts("offices_closed", p.offices_closed,
              {.source = lever, .meaning = "AGS: no office is left, people go to another municipality's"});
  table.texts("assisted", p.assisted,
              {.source = lever, .meaning = "AGS or \"all\": desks near by where somebody helps with online services"});
}

void describe_choice(Parameters& p, text::NumberRows& row) {
  row("online_utility", p.online_utility, "1", {-20, 20, 0, 1},
      "so that of what is online 43 % is done online (bidt 2022: 57 % do offline what is online) when 54 % use online "
      "services",
      "utility of the online channel at skill 60");
  row("skill_effect", p.skill_effect, "1", {0, 10, 0.1, 0.8}, assumed, "utility of the online channel per 10 points");
  row("time_weight", p.time_weight, "h-1", {0, 10, 0.2, 1}, assumed, "disutility of an hour of way and waiting");
  row("assisted_utility", p.assisted_utility, "1", {-20, 20, -1, 0.5}, assumed, "utility of an assisted desk");
  row("unserved_utility", p.unserved_utility, "1", {-50, 20, -6, -4}, assumed, "utility of leaving the matter");
  row("assisted_km", p.assisted_km, "km", {0, 100, 0.3, 3}, assumed, "straight way to an assisted desk");
  row("low_skill", p.low_skill, "1", {0, 100, 30, 50}, "definition",
      "digital skill below which a person counts as low-skilled");
}

void describe_way(Parameters& p, text::NumberRows& row) {
  row("wait_min", p.wait_min, "min", {0, 1000, 30, 60}, bitkom_visit, "waiting at the office");
  row("office_min", p.office_min, "min", {1, 1000, 25, 45}, bitkom_visit, "at the desk");
  row("access_min", p.access_min, "min", {0, 100, 4, 12}, assumed, "to and from vehicle or stop, one way");
  row("car_kmh", p.car_kmh, "km h-1", {1, 200, 25, 40}, assumed, "speed with a car");
  row("other_kmh", p.other_kmh, "km h-1", {1, 200, 8, 16}, assumed, "speed without one");
  row("detour_factor", p.detour_factor, "1", {1, 3, 1.2, 1.4}, "usual detour of road networks",
      "way per straight line");
}

void describe_queue(Parameters& p, text::NumberRows& row) {
  row("urgent_share", p.urgent_share, "1", {0, 1, 0.1, 0.4}, assumed,
      "contacts that cannot wait and go to another municipality");
  row("elsewhere_level", p.elsewhere_level, "1", {0, 1, 0.3, 0.8}, assumed,
      "least service level of a municipality that helps out");
  row("overtime_share", p.overtime_share, "1", {0, 10, 0.05, 0.3}, assumed,
      "of normal capacity, to work off a backlog");
  row("patience_days", p.patience_days, "d", {1, 1e6, 60, 365}, assumed, "mean time after which who waits gives up");
}

}  // namespace

void describe(Parameters& p, text::ParameterTable& table) {
  table.section(
      "services",
      [&] {
        text::NumberRows row(table);
        describe_supply(p, row, table);
        describe_choice(p, row);
        describe_way(p, row);
        describe_queue(p, row);
      },
      "contacts with the administration: channel, visits, queues");
}

void check(const Parameters& p, const Municipalities& municipalities, const text::ParameterTable& table,
           Issues& issues) {
  const auto& all = municipalities.ags.values();
  const auto look = [&](const std::string& key, const std::vector<std::string>& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i] == "all" || std::find(all.begin(), all.end(), list[i]) != all.end()) continue;
      const auto hint = text::did_you_mean(list[i], all);
      issues.add(table.place_of("services." + key, i), say(Say::services_municipality, "services." + key, list[i]), "",
                 hint.empty() ? say(Say::ags_hint) : hint);
    }
  };
  look("branches_closed", p.branches_closed);
  look("offices_closed", p.offices_closed);
  look("assisted", p.assisted);
}

}  // namespace pendel::services
