// SPDX-License-Identifier: Apache-2.0
#include "text/parameters.hpp"
#include "models/adoption/adoption.hpp"

namespace pendel::adoption {

namespace {

struct Sourced {
  double low;
  double high;
  const char* source;
};

using SourcedBySector = std::array<Sourced, sectors>;

constexpr const char* ifo_2025 = "ifo business survey, February 2025 (evangelische-zeitung.de)";
constexpr const char* ifo_2021 = "ifo business survey, April 2021 (ibusiness.de)";

constexpr SourcedBySector use_sources = {{
    {0, 0, ""},
    {0.02, 0.15, "not published; assumed as construction"},
    {0.14, 0.20, ifo_2025},
    {0.03, 0.11, ifo_2025},
    {0.10, 0.19, ifo_2025},
    {0.08, 0.20, "land transport, ifo business survey, April 2021 (ibusiness.de)"},
    {0.01, 0.05, "hospitality, ifo business survey 2023"},
    {0.73, 0.85,
     "IT services, ifo business survey, April 2021 (ibusiness.de); 74.7 % in 2023 (Destatis, 26 June 2024)"},
    {0.60, 0.80, "insurers and pension funds 2022, Destatis (23 July 2023)"},
    {0.30, 0.71, "all services, ifo business survey, February 2025; consultants alone 70.7 %"},
    {0.30, 0.50, "civil servants 2023, Statistical Office of Rhineland-Palatinate (Mikrozensus)"},
    {0.20, 0.50, "all services, ifo business survey, February 2025"},
    {0.05, 0.10, "health 2022, Destatis (23 July 2023)"},
    {0.15, 0.35, "all sectors, ifo business survey, February 2025"},
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
                  .meaning = "workers in " + name + " who work at home at least partly"});
    table.number("telework_cap." + name, p.telework_cap[s],
                 {.unit = "1",
                  .min = 0,
                  .max = 1,
                  .low = cap_sources[s].low,
                  .high = cap_sources[s].high,
                  .source = cap_sources[s].source,
                  .meaning = "jobs in " + name + " that could be done at home at least partly"});
  }
  table.number("telework_scale", p.telework_scale,
               {.unit = "1",
                .min = 0,
                .max = 10,
                .source = "lever",
                .meaning = "multiplies every telework_share, up to the cap"});
  table.number("telework_gap_closed", p.telework_gap_closed,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .source = "lever",
                .meaning = "0: home office as it is used; 1: as far as jobs allow"});
  table.number("telework_permitted", p.telework_permitted,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .source = "lever",
                .meaning = "at most this share of a sector may (employers' permission)"});
  table.number(
      "telework_needs_broadband", p.telework_needs_broadband,
      {.unit = "1",
       .min = 0,
       .max = 1,
       .source = "lever",
       .meaning = "1: at most the municipality's share of homes with 50 Mbit/s may work at home; 0: no such limit"});
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
}

void describe_heating(Parameters& p, text::ParameterTable& table) {
  const std::string census =
      "census 2022, Statistical Office of Saxony-Anhalt: residential buildings gas 56.0 %, oil 20.7 %, district "
      "9.2 %, heat pump, solar and geothermal 3.4 % (32 % of them built since 2016)";
  table.number(
      "district_share", p.district_share,
      {.unit = "1",
       .min = 0,
       .max = 1,
       .low = 0.05,
       .high = 0.12,
       .source = census,
       .meaning = "residential buildings with district heat where the municipality's number is not published"});
  table.number("district_large_factor", p.district_large_factor,
               {.unit = "1",
                .min = 1,
                .max = 100,
                .low = 4,
                .high = 15,
                .source = "chosen so that 9.2 % of buildings hold 25.6 % of dwellings (census 2022, Saxony-Anhalt)",
                .meaning = "how much likelier multi-family houses have district heat than small ones"});
  table.number("heat_pump_share", p.heat_pump_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.02,
                .high = 0.05,
                .source = census,
                .meaning = "heat pumps in buildings until 2015 without district heat"});
  table.number("heat_pump_share_new", p.heat_pump_share_new,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.25,
                .high = 0.65,
                .source = census + "; their total assumed",
                .meaning = "heat pumps in buildings since 2016 without district heat"});
  table.number("oil_share", p.oil_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.15,
                .high = 0.30,
                .source = census + "; related to buildings without district heat",
                .meaning = "oil boilers in buildings without district heat"});
  table.number("biomass_share", p.biomass_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.04,
                .high = 0.10,
                .source = census + "; the remainder, of which stoves 6.3 %",
                .meaning = "wood, pellets and coal in buildings without district heat"});
  table.number("electric_share", p.electric_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.01,
                .high = 0.04,
                .source = "assumption within the remainder of the census 2022 shares",
                .meaning = "direct electric heating in buildings without district heat"});
}

}  // namespace

void describe(Parameters& p, text::ParameterTable& table) {
  table.section(
      "adoption",
      [&] {
        describe_telework(p, table);
        table.number("ev_share", p.ev_share,
                     {.unit = "1",
                      .min = 0,
                      .max = 1,
                      .low = 0.02,
                      .high = 0.05,
                      .source = "KBA, stock on 1 January 2025: 1.65 of 49.3 million cars",
                      .meaning = "battery-electric cars of all household cars"});
        describe_heating(p, table);
        table.number("pv_home_share", p.pv_home_share,
                     {.unit = "1",
                      .min = 0,
                      .max = 1,
                      .low = 0.2,
                      .high = 0.5,
                      .source = "BSW Solar 2024: about 38 % of installed power on homes",
                      .meaning = "share of a municipality's PV power that stands on homes"});
        table.number("pv_home_cap", p.pv_home_cap,
                     {.unit = "1",
                      .min = 0,
                      .max = 1,
                      .low = 0.08,
                      .high = 0.35,
                      .source = "about 3 million roof systems up to 30 kW at the end of 2023 (MaStR) on 19.5 million "
                                "residential buildings (census 2022), from memory",
                      .meaning = "Residential buildings with PV, at most: large official power stands in fields."});
        table.number("pv_kwp_per_m2", p.pv_kwp_per_m2,
                     {.unit = "kW m-2",
                      .min = 0,
                      .max = 0.3,
                      .low = 0.06,
                      .high = 0.1,
                      .source = "0.4 of the roof usable (districtgenerator) at 0.2 kWp/m2 of module",
                      .meaning = "PV that fits on a footprint"});
        table.number("pv_mean_kwp", p.pv_mean_kwp,
                     {.unit = "kW",
                      .min = 0.1,
                      .max = 100,
                      .low = 5,
                      .high = 10,
                      .source = "mean small PV system 2020, 7.5 kWp (MaStR analyses)",
                      .meaning = "PV on a small house"});
      },
      "who has what: telework, electric cars, heating, PV");
}

}  // namespace pendel::adoption
