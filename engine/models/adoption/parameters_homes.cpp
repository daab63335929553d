// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/parameters.hpp"
#include "text/parameters.hpp"

namespace pendel::adoption {

namespace {

void share(text::ParameterTable& table, const std::string& name, double& target, double low, double high,
           const std::string& source, const std::string& meaning) {
  table.number(name, target,
               {.unit = "1", .min = 0, .max = 1, .low = low, .high = high, .source = source, .meaning = meaning});
}

/// The clock of one technology. `anchored`: its share is a row of its own.
void describe_diffusion(Diffusion& d, const std::string& name, bool anchored, const std::string& source,
                        text::ParameterTable& table) {
  const auto rate = [&](const char* key, double& target, double factor, const std::string& meaning) {
    table.number(name + key, target,
                 {.unit = "1",
                  .min = 0,
                  .max = 10,
                  .low = target / factor,
                  .high = target * factor,
                  .source = source,
                  .meaning = meaning});
  };
  rate("_p_per_year", d.p_per_year, 2, "taken up on one's own, a year (Bass)");
  rate("_q_per_year", d.q_per_year, 1.5, "by the example of those who have it, a year (Bass)");
  share(table, name + "_ceiling", d.ceiling, 0.8 * d.ceiling, std::min(1.0, 1.15 * d.ceiling),
        "assumption; no published magnitude found", "share that will ever have it");
  if (!anchored)
    share(table, name + "_share", d.share, 0.7 * d.share, std::min(1.0, 1.3 * d.share), source,
          "share in the year below");
  table.number(name + "_year", d.year, {.unit = "1", .source = source, .meaning = "year of the share"});
  table.number(
      name + "_speed", d.speed,
      {.unit = "1", .min = 0, .max = 100, .source = "lever", .meaning = "how fast diffusion goes from policy_from on"});
}

void describe_heating(Parameters& p, text::ParameterTable& table) {
  const std::string census =
      "census 2022, Statistical Office of Saxony-Anhalt: residential buildings gas 56.0 %, oil 20.7 %, district "
      "9.2 %, heat pump, solar and geothermal 3.4 % (32 % of them built since 2016)";
  share(table, "district_share", p.district_share, 0.05, 0.12, census,
        "residential buildings with district heat where the municipality's number is not published");
  table.number("district_large_factor", p.district_large_factor,
               {.unit = "1",
                .min = 1,
                .max = 100,
                .low = 4,
                .high = 15,
                .source = "chosen so that 9.2 % of buildings hold 25.6 % of dwellings (census 2022, Saxony-Anhalt)",
                .meaning = "how much likelier multi-family houses have district heat than small ones"});
  share(table, "heat_pump_share", p.heat_pump_share, 0.02, 0.05, census,
        "heat pumps in buildings until 2015 without district heat, in heat_pump_year");
  share(table, "heat_pump_share_new", p.heat_pump_share_new, 0.25, 0.65, census + "; their total assumed",
        "heat pumps in buildings since 2016 without district heat, in heat_pump_year");
  describe_diffusion(p.heat_pump, "heat_pump", true,
                     "356,000 heat pumps sold in 2023, 193,000 in 2024 (BWP, from memory) in 19.5 million residential "
                     "buildings; how they spread assumed",
                     table);
  share(table, "oil_share", p.oil_share, 0.15, 0.30, census + "; related to buildings without district heat",
        "oil boilers in buildings without district heat");
  share(table, "biomass_share", p.biomass_share, 0.04, 0.10, census + "; the remainder, of which stoves 6.3 %",
        "wood, pellets and coal in buildings without district heat");
  share(table, "electric_share", p.electric_share, 0.01, 0.04,
        "assumption within the remainder of the census 2022 shares",
        "direct electric heating in buildings without district heat");
}

void describe_pv(Parameters& p, text::ParameterTable& table) {
  share(table, "pv_home_share", p.pv_home_share, 0.2, 0.5, "BSW Solar 2024: about 38 % of installed power on homes",
        "share of a municipality's PV power that stands on homes");
  share(table, "pv_home_cap", p.pv_home_cap, 0.08, 0.35,
        "about 3 million roof systems up to 30 kW at the end of 2023 (MaStR) on 19.5 million residential buildings "
        "(census 2022), from memory",
        "Residential buildings with PV, at most, in pv_year: large official power stands in fields.");
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
  describe_diffusion(
      p.pv, "pv", false,
      "3 million roof systems on 19.5 million residential buildings, 0.6 million new ones a year (MaStR, "
      "from memory); the region's own share is carried along this path",
      table);
  describe_diffusion(p.battery, "battery", false,
                     "about 1.8 million home batteries at the end of 2024 (BSW Solar, from memory); most new roof "
                     "systems have one",
                     table);
  table.number("battery_kwh_per_kwp", p.battery_kwh_per_kwp,
               {.unit = "h",
                .min = 0,
                .max = 10,
                .low = 0.7,
                .high = 1.4,
                .source = "assumption: about one kWh per kWp, as sold",
                .meaning = "capacity of a home battery by the power of the panels"});
}

}  // namespace

void describe_homes(Parameters& p, text::ParameterTable& table) {
  share(
      table, "neighbour_share", p.neighbour_share, 0, 1,
      "assumption; that neighbours count: Graziano and Gillingham 2015 (J. Econ. Geogr. 15(4): 0.44 more PV systems in "
      "a block group and quarter for one more within half a mile), Mueller and Rode 2013 (Econ. Innov. New Technol. "
      "22(5), Wiesbaden); for cars and heat pumps assumed alike",
      "part of imitation (the Bass q) of electric cars, heat pumps and PV that looks at the neighbours, not at the "
      "country; 0: none");
  table.number(
      "neighbour_reach_m", p.neighbour_reach_m,
      {.unit = "m",
       .min = 50,
       .max = 5000,
       .low = 100,
       .high = 800,
       .source = "Rode and Mueller, PV in Germany until 2010: mostly within 0.2 km; half a mile in Graziano and "
                 "Gillingham 2015",
       .meaning = "neighbours are the buildings within this straight line"});
  share(table, "ev_share", p.ev_share, 0.02, 0.05, "KBA, stock on 1 January 2025: 1.65 of 49.3 million cars",
        "battery-electric cars of all household cars, in ev_year");
  describe_diffusion(
      p.ev, "ev", true,
      "KBA, stock on 1 January: 618,460 in 2022, 1,013,009 in 2023, 1,408,681 in 2024, 1.65 million in 2025 "
      "(growth 64, 39, 17 %); between the last two",
      table);
  describe_heating(p, table);
  describe_pv(p, table);
  describe_diffusion(p.smart_meter, "smart_meter", false,
                     "Bundesnetzagentur: 2.18 % of all meters at the end of 2024, 3.8 % on 30 September 2025", table);
  table.number("smart_meter_duty_factor", p.smart_meter_duty_factor,
               {.unit = "1",
                .min = 1,
                .max = 100,
                .low = 5,
                .high = 8,
                .source = "Bundesnetzagentur, end of 2024: 13.91 % of the homes that must have one, 2.18 % of all",
                .meaning = "how much likelier homes with PV, heat pump or electric car have a smart meter"});
}

}  // namespace pendel::adoption
