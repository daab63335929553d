// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/parameters.hpp"

#include "text/parameters.hpp"

namespace pendel::adoption {

namespace {

struct Sourced {
  double low;
  double high;
  const char* source;
};

using SourcedBySector = std::array<Sourced, sectors>;

constexpr const char* ifo_2021 = "ifo business survey, April 2021 (ibusiness.de)";

constexpr SourcedBySector use_sources = {{
    {0, 0, ""},
    {0.03, 0.15, "not published; assumption"},
    {0.20, 0.25, ifo_2021},
    {0.08, 0.14, ifo_2021},
    {0.15, 0.22, ifo_2021},
    {0.08, 0.18, "land transport, ifo business survey, April 2021 (ibusiness.de)"},
    {0.01, 0.05, "not published for spring 2021; hospitality 1.0 to 2.4 % in 2022 (ifo)"},
    {0.73, 0.85, "IT services, ifo business survey, April 2021 (ibusiness.de)"},
    {0.60, 0.85, "insurers and pension funds 70.4 % in 2022 (Destatis, July 2023); more in spring 2021, assumed"},
    {0.45, 0.70,
     "what is left of all services, 41.1 % (ifo, April 2021), when transport, hospitality and information "
     "have their own figures"},
    {0.35, 0.60, "not published for spring 2021; civil servants 42 % in 2023 (Rhineland-Palatinate, Mikrozensus)"},
    {0.25, 0.55, "not published; schools taught from home in spring 2021, assumption"},
    {0.05, 0.12, "health 6.6 % in 2022 (Destatis, July 2023); more in spring 2021, assumed"},
    {0.20, 0.40, "not published; all sectors 30.8 % (ifo, April 2021)"},
}};

constexpr const char* no_figure_2022 = "not published; as all sectors, 24.5 % in August 2022 (ifo)";

constexpr SourcedBySector stayed_sources = {{
    {0, 0, ""},
    {0.4, 0.9, no_figure_2022},
    {0.45, 0.65, "15 to 16 % in August and November 2022 (ifo)"},
    {0, 0.35, "5.3 % in November 2022 (ifo)"},
    {0, 0.75,
     "retail 6.1 %, wholesale just below 16 % in November 2022 (ifo), by some 2.5 and 1.4 million employees (from "
     "memory): 9.6 %"},
    {0.6, 0.95, "services 35.5 % in August, 36.1 % in November 2022 (ifo), of 41.1 % in April 2021"},
    {0.2, 0.8, "hospitality 1.7 to 2.4 % in August and November 2022 (ifo)"},
    {0.75, 0.95, "IT services 71.7 % in November 2022 (ifo)"},
    {0.75, 1, "insurers and pension funds 70.4 % in 2022 (Destatis, July 2023)"},
    {0.6, 0.95, "services 35.5 % in August, 36.1 % in November 2022 (ifo), of 41.1 % in April 2021"},
    {0.5, 0.95, "civil servants 42 % in 2023 (Rhineland-Palatinate, Mikrozensus)"},
    {0.4, 0.9, no_figure_2022},
    {0.4, 0.9, "health 6.6 % in 2022 (Destatis, July 2023)"},
    {0.4, 0.9, no_figure_2022},
}};

constexpr SourcedBySector cap_sources = {{
    {0, 0, ""},
    {0.20, 0.50, "not published; assumed as wood products, ifo April 2021"},
    {0.43, 0.63, "between wood products (42.8 %) and pharmaceuticals (62.6 %), ifo April 2021"},
    {0.30, 0.50, "not published; assumed as wood products, ifo April 2021"},
    {0.40, 0.60, "not published; assumed as land transport, ifo April 2021"},
    {0.40, 0.60, ifo_2021},
    {0.10, 0.40, "not published; assumption"},
    {0.80, 0.92, ifo_2021},
    {0.75, 0.92, "not published; assumed as IT services, ifo April 2021"},
    {0.60, 0.85, "not published; between all sectors (56 %) and IT services, ifo April 2021"},
    {0.60, 0.85, "not published; between all sectors (56 %) and IT services, ifo April 2021"},
    {0.45, 0.75, "all sectors (56 %), ifo April 2021"},
    {0.25, 0.50, "not published; below all sectors (56 %), ifo April 2021"},
    {0.45, 0.65, "all sectors (56 %), ifo April 2021"},
}};

void number(text::ParameterTable& table, const std::string& name, double& target, double most, double low, double high,
            const std::string& source, const std::string& meaning, const std::string& unit = "1") {
  table.number(name, target,
               {.unit = unit, .min = 0, .max = most, .low = low, .high = high, .source = source, .meaning = meaning});
}

void lever(text::ParameterTable& table, const std::string& name, double& target, double most,
           const std::string& meaning) {
  table.number(name, target, {.unit = "1", .min = 0, .max = most, .source = "lever", .meaning = meaning});
}

/// How use moves over the years, and who is left out.
void describe_path(Parameters& p, text::ParameterTable& table) {
  number(table, "telework_before", p.telework_before, 1, 0.30, 0.42,
         "ifo: 10 % in 2019, of 30.8 % in April 2021; Destatis has 12.8 % in 2019",
         "use before the pandemic, of that in spring 2021");
  lever(table, "telework_persistence_scale", p.telework_persistence_scale, 10,
        "multiplies every telework_persistence, up to all of the jump; 0: nothing stays");
  number(table, "telework_fade_years", p.telework_fade_years, 10, 0.03, 0.3,
         "ifo: 27.6 % in March, 24.9 in April, 24.5 in August, 25 in November 2022", "how slowly the rest goes");
  number(table, "pandemic_from", p.pandemic_from, 3000, 2020.2, 2020.2, "first lockdown, 22 March 2020",
         "begin of the shock, year");
  number(table, "pandemic_to", p.pandemic_to, 3000, 2022.2, 2022.2,
         "end of the duty to offer home office, 20 March 2022", "end of the shock, year");
  lever(table, "telework_scale", p.telework_scale, 10, "multiplies every telework_share, up to the cap");
  lever(table, "telework_gap_closed", p.telework_gap_closed, 1,
        "0: home office as it is used; 1: as far as jobs allow");
  lever(table, "telework_permitted", p.telework_permitted, 1,
        "at most this share of a sector may (employers' permission)");
  lever(table, "telework_equipped", p.telework_equipped, 1, "at most this share of a sector has a desk at home");
  lever(table, "telework_needs_broadband", p.telework_needs_broadband, 1,
        "1: at most the municipality's share of homes with 50 Mbit/s may work at home; 0: no such limit");
  lever(table, "broadband_extra", p.broadband_extra, 1, "homes with 50 Mbit/s on top of what is published");
  number(table, "telework_part_time_ratio", p.telework_part_time_ratio, 2, 0.4, 0.8,
         "by income: below 10 % with 1,000 to 2,000 EUR net, 48 % from 4,000 EUR, 20 % of all employees (Mikrozensus "
         "2023, "
         "Rhineland-Palatinate); that the first are part-timers is assumed",
         "how likely part-timers work at home, to full-timers");
  number(table, "part_time_share", p.part_time_share, 1, 0.15, 0.35,
         "39 % of all employees in 2023 (IAB, March 2024), less the 20 % with fewer than five days (IAB-OPAL 2023)",
         "part time among those with five or more contract days; fewer days are part time anyway");
}

void describe_hub(Hub& hub, text::ParameterTable& table) {
  table.text("name", hub.name,
             {.source = "set by the scenario", .meaning = "what the place is called", .required = true});
  table.text("municipality", hub.municipality,
             {.source = "set by the scenario", .meaning = "AGS of its municipality", .required = true});
  table.number(
      "desks", hub.desks,
      {.unit = "1", .min = 0, .max = 1e6, .source = "set by the scenario", .meaning = "desks, five days a week"});
}

void describe_hubs(Parameters& p, text::ParameterTable& table) {
  table.list("hub", p.hubs, describe_hub,
             {.source = "set by the scenario", .meaning = "coworking places for telework days"});
  table.number("hub_constant", p.hub_constant,
               {.unit = "1",
                .low = -2,
                .high = 1,
                .source = "assumption; no published magnitude found",
                .meaning = "utility of a coworking place next door over working at home"});
  number(table, "hub_per_km", p.hub_per_km, 10, 0.1, 0.5, "assumption; no published magnitude found",
         "what a kilometre to the coworking place takes from its utility", "km-1");
  number(table, "hub_reach_km", p.hub_reach_km, 100, 8, 20, "assumption", "nobody goes farther, straight line", "km");
}

void describe_telework(Parameters& p, text::ParameterTable& table) {
  for (std::size_t s = 1; s < sectors; ++s) {
    const auto name = std::string(to_string(static_cast<Sector>(s)));
    table.number("telework_share." + name, p.telework_share[s],
                 {.unit = "1",
                  .min = 0,
                  .max = 1,
                  .low = use_sources[s].low,
                  .high = use_sources[s].high,
                  .source = use_sources[s].source,
                  .meaning = "workers in " + name + " who worked at home at least partly in spring 2021"});
    table.number("telework_persistence." + name, p.telework_persistence[s],
                 {.unit = "1",
                  .min = 0,
                  .max = 1,
                  .low = stayed_sources[s].low,
                  .high = stayed_sources[s].high,
                  .source = stayed_sources[s].source,
                  .meaning = "part of the pandemic's jump that stays in " + name});
    table.number("telework_cap." + name, p.telework_cap[s],
                 {.unit = "1",
                  .min = 0,
                  .max = 1,
                  .low = cap_sources[s].low,
                  .high = cap_sources[s].high,
                  .source = cap_sources[s].source,
                  .meaning = "jobs in " + name + " that could be done at home at least partly"});
  }
  describe_path(p, table);
  const std::string days =
      "Mikrozensus 2023 (Destatis, 26 June 2024): 26 % always at home, 30 % mostly, 44 % at most as often as at work; "
      "split within these groups assumed";
  constexpr std::array<std::array<double, 2>, 5> range = {
      {{0.18, 0.30}, {0.14, 0.26}, {0.12, 0.20}, {0.10, 0.18}, {0.15, 0.31}}};
  for (std::size_t d = 0; d < 5; ++d)
    table.number("telework_days." + std::to_string(d + 1), p.telework_days[d],
                 {.unit = "1",
                  .min = 0,
                  .low = range[d][0],
                  .high = range[d][1],
                  .source = days,
                  .meaning = "weight of " + std::to_string(d + 1) + " wanted days a week among teleworkers"});
  table.integer("telework_days_least", p.telework_days_least,
                {.unit = "1",
                 .min = 1,
                 .max = 5,
                 .source = "lever",
                 .meaning = "who teleworks does so at least so many days a week"});
  table.integer("telework_days_most", p.telework_days_most,
                {.unit = "1", .min = 1, .max = 5, .source = "lever", .meaning = "and at most so many"});
}

void describe_municipal_energy(Parameters& p, text::ParameterTable& table) {
  number(table, "building_kwh_per_inhabitant", p.building_kwh_per_inhabitant, 1e4, 150, 350,
         "assumption; no published magnitude found", "energy of municipal buildings per resident and year", "kW h");
  number(table, "energy_management_saving", p.energy_management_saving, 1, 0.10, 0.20,
         "KEM-Leitfaden: 10 to 20 % with little investment", "what energy management saves of it");
  number(
      table, "lighting_kwh_per_inhabitant", p.lighting_kwh_per_inhabitant, 1e4, 31, 53,
      "9 to 9.5 million lamps, 4 TWh a year (DStGB Dokumentation 92) on 83 million inhabitants; low: 280 kWh a lamp, "
      "the lowest quarter of 341 municipalities (PwC 2010), times 0.111 lamps an inhabitant",
      "electricity of street lighting per resident and year without LED; on the grids and in the municipality's "
      "figures",
      "kW h");
  number(table, "led_saving", p.led_saving, 1, 0.4, 0.8, "more than 60 % to 80 % (Energieagentur Ravensburg)",
         "what LED and dimming save of it");
}

}  // namespace

void describe_skills(Parameters& p, text::ParameterTable& table) {
  const std::string assumed = "assumption; no published magnitude found";
  const auto any = [&](const char* name, double& target, double low, double high, const std::string& source,
                       const std::string& meaning) {
    table.number(name, target, {.unit = "1", .low = low, .high = high, .source = source, .meaning = meaning});
  };
  any("skill_growth_per_year", p.skill_growth_per_year, 0, 5,
      "D21 Digital Index: 53 in 2017/18, 55, 58, 60 in 2020/21, 63 in 2021/22",
      "points of digital skill that everybody gains in a year");
  any("skill_sd", p.skill_sd, 8, 16, assumed, "standard deviation between persons of one age and education");
  any("skill_education", p.skill_education, 0, 1.5, "D21 Digital Index 2021/22: low 46, medium 67, high 74 points",
      "weight of education, halved because the published figures mix it with age");
  any("skill_city", p.skill_city, 0, 4, "D21 Digital Index: urban 58, rural 53 (muehlacker2020.de)",
      "points more in cities");
  any("skill_village", p.skill_village, -5, 0, "D21 Digital Index: urban 58, rural 53 (muehlacker2020.de)",
      "points more in small towns and villages (RegioStaR7 74 and 77)");
  lever(table, "skill_extra", p.skill_extra, 100, "points that training adds everywhere, from policy_from on");
  lever(table, "skill_extra_village", p.skill_extra_village, 100, "the same in small towns and villages alone");
  any("online_constant", p.online_constant, -1.6, -0.2,
      "assumption, set by hand near 54 % use of online administration in 2022 (eGovernment Monitor) at mean skill",
      "utility of using online services");
  any("online_per_point", p.online_per_point, 0.03, 0.09, assumed, "utility of a point of skill");
  any("online_coverage", p.online_coverage, 0.5, 2, assumed, "utility of all services being online");
  any("online_peers", p.online_peers, 0, 1, assumed, "utility of everybody in the municipality using them");
  any("online_broadband", p.online_broadband, 0, 1, assumed, "utility of 50 Mbit/s in all homes");
  any("coverage_without", p.coverage_without, 0.3, 0.605,
      "349 of 577 services were digital in December 2025 (bitkom.org)",
      "services that are online where the municipality has no programme of its own");
  any("coverage_with", p.coverage_with, 0.605, 1, assumed, "services that are online where it has");
}

void describe(Parameters& p, text::ParameterTable& table) {
  table.section(
      "adoption",
      [&] {
        table.number("policy_from", p.policy_from,
                     {.unit = "1", .source = "lever", .meaning = "year from which speeds and extra skill hold"});
        describe_telework(p, table);
        describe_hubs(p, table);
        describe_homes(p, table);
        describe_skills(p, table);
        describe_municipal_energy(p, table);
        table.section(
            "municipal", [&] { describe(p.municipal, table); }, "digital measures of municipalities");
      },
      "who has what: telework, electric cars, heating, PV, batteries, meters, skills; measures of municipalities");
}

}  // namespace pendel::adoption
