// SPDX-License-Identifier: Apache-2.0
#include "models/energy/parameters.hpp"

#include <algorithm>

#include "text/parameters.hpp"

namespace pendel::energy {

namespace {

// NOLINTNEXTLINE(readability-function-size): a table
void describe_uses(Parameters& p, text::ParameterTable& table) {
  const std::string source =
      "EnergieAgentur.NRW 2015, 522,000 household profiles (factory-magazin.de): office 12.2, hot water 12.1, TV and "
      "audio 11.2, cooking 10.5, cooling 10.4, light 9.2, drying 5.9, pump 5.6, dishes 4.9, washing 4.6, freezing 4.3, "
      "other 9.2 %; without hot water; standby taken out of office, TV and other (10 to 15 %), saunas out of other (4 "
      "% of homes, once a week, 9 kWh)";
  constexpr std::array<const char*, uses> names = {"cold",   "standby", "pump",   "light", "media", "cooking",
                                                   "dishes", "washing", "drying", "other", "sauna"};
  for (std::size_t u = 0; u < uses; ++u)
    table.number(std::string("use_share.") + names[u], p.use_share[u],
                 {.unit = "1",
                  .min = 0,
                  .max = 1,
                  .low = 0.75 * p.use_share[u],
                  .high = 1.25 * p.use_share[u],
                  .source = source,
                  .meaning = std::string("share of a household's annual electricity for ") + names[u]});
  const std::string dryers =
      "EVS 2018 (Destatis, by HEA): 24.9, 47.7, 58.9, 67.4, 72.1 % of households of 1 to 5 persons, 42.3 % of all";
  const std::string dishwashers =
      "EVS 2018 (Destatis, by HEA): 71.9 % of all; over sizes as in Thuringia 2013 (37 % of single persons, 69 % of "
      "couples, 85 % with children, 59 % of all)";
  constexpr std::array<const char*, owner_sizes> sizes = {"one", "two", "more"};
  for (std::size_t i = 0; i < owner_sizes; ++i) {
    const auto row = [&](const char* name, double& value, const std::string& survey, const char* what) {
      table.number(std::string(name) + sizes[i], value,
                   {.unit = "1",
                    .min = 0,
                    .max = 1,
                    .low = 0.85 * value,
                    .high = std::min(1.0, 1.15 * value),
                    .source = survey,
                    .meaning = std::string("homes that have a ") + what + ", persons: " + sizes[i]});
    };
    row("dishwasher_owners.", p.dishwasher_owners[i], dishwashers, "dishwasher");
    row("dryer_owners.", p.dryer_owners[i], dryers, "tumble dryer");
  }
  table.number("heat_pump_dryer_share", p.heat_pump_dryer_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.5,
                .high = 0.8,
                .source = "13 years of sales before 2026: 9 % with heat pump in 2010, 42 % in 2014, 52 % in 2016 "
                          "(Europe, Topten), 81 % of German models in January 2020 (Buero Oe-quadrat), linear between, "
                          "then constant",
                .meaning = "dryers with a heat pump (0.75 kW), the others heat with 2 kW"});
  table.number("flat_pump_share", p.flat_pump_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.13,
                .high = 0.23,
                .source = "BDEW, Wie heizt Deutschland: gas boilers of single dwellings in 9.8 % of 40.4 million "
                          "dwellings (2015), gas but not central in 14.6 % of 41.9 million (2023), a million of them "
                          "in houses, over 22 million flats; elsewhere the pump is among the building's heating costs",
                .meaning = "flats with a boiler of their own, whose pump is on the flat's meter"});
  table.number(
      "sauna_owners", p.sauna_owners,
      {.unit = "1",
       .min = 0,
       .max = 1,
       .low = 0.03,
       .high = 0.05,
       .source = "1.66 million (GfK 2006, knapp 5 %), 1.5 million (sauna-zu-hause.de) of some 40 million homes",
       .meaning = "homes that have a sauna"});
  table.number("annual_scale", p.annual_scale,
               {.unit = "1",
                .min = 0,
                .max = 5,
                .low = 0.9,
                .high = 1.1,
                .source = "1: Stromspiegel 2023 as published",
                .meaning = "multiplies the annual level of every household"});
  table.number("presence_exponent", p.presence_exponent,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.35,
                .high = 0.75,
                .source = "assumption; two persons do not cook twice",
                .meaning = "how use grows with the number of persons awake at home"});
  table.number("asleep_activity", p.asleep_activity,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.05,
                .high = 0.15,
                .source = "fitted once to the night level of H25 on sample homes",
                .meaning = "use of a person asleep at home against one awake"});
  table.number("season_amplitude", p.season_amplitude,
               {.unit = "1",
                .min = 0,
                .max = 0.5,
                .low = 0.05,
                .high = 0.2,
                .source = "assumption below the swing of H25 (0.2), of which light and pump are a part",
                .meaning = "how much uses by presence are higher in January and lower in July"});
  table.number("daylight_w_per_m2", p.daylight_w_per_m2,
               {.unit = "W m-2",
                .min = 1,
                .max = 1000,
                .low = 60,
                .high = 300,
                .source = "assumption, about 6,000 to 30,000 lux outside",
                .meaning = "global irradiance above which no lamp burns"});
  table.number(
      "meter_saving", p.meter_saving,
      {.unit = "1",
       .min = 0,
       .max = 0.5,
       .low = 0.0,
       .high = 0.05,
       .source = "Intelliekon (Fraunhofer ISI 2011): 3.7 % on average of 2,000 homes with feedback by portal or "
                 "letter; who gets a meter by law may save nothing",
       .meaning = "electricity of appliances and light that a home saves whose smart meter's readings arrive"});
  table.number("telework_w", p.telework_w,
               {.unit = "W",
                .min = 0,
                .max = 1000,
                .low = 40,
                .high = 150,
                .source = "laptop or desktop computer with screen and router, assumption",
                .meaning = "power of a workplace at home while it is used"});
}

// NOLINTNEXTLINE(readability-function-size): a table
void describe_heat(Parameters& p, text::ParameterTable& table) {
  table.number("person_gain_w", p.person_gain_w,
               {.unit = "W",
                .min = 0,
                .max = 200,
                .low = 60,
                .high = 100,
                .source = "DIN EN ISO 7730, sensible heat at rest, 70 to 100 W",
                .meaning = "heat of a person at home"});
  table.number("setpoint_c", p.setpoint_c,
               {.unit = "degC",
                .min = 5,
                .max = 30,
                .low = 19,
                .high = 21,
                .source = "TABULA / DIN V 18599-10, 20 degC",
                .meaning = "air temperature that is held"});
  table.number("setback_k", p.setback_k,
               {.unit = "K",
                .min = 0,
                .max = 10,
                .low = 2,
                .high = 4,
                .source = "DIN V 18599-10, 4 K in reduced operation; assumption for absence",
                .meaning = "lower set-point while nobody is home"});
  table.number("setback_share", p.setback_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.1,
                .high = 0.6,
                .source = "assumption; no measured share found",
                .meaning = "homes that lower the set-point when empty"});
  table.number("partial_heating", p.partial_heating,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.5,
                .high = 1,
                .source = "TABULA F_red, houses 0.9 to 0.8, flats 0.95 to 0.85",
                .meaning = "1: rooms heated in part as in TABULA; 0: all rooms"});
  table.number("heating_limit_c", p.heating_limit_c,
               {.unit = "degC",
                .min = 5,
                .max = 25,
                .low = 12,
                .high = 17,
                .source = "VDI 2067, heating limit 15 degC for existing buildings",
                .meaning = "no heating on days with a warmer mean"});
  table.number("design_c", p.design_c,
               {.unit = "degC",
                .min = -30,
                .max = 10,
                .low = -16,
                .high = -10,
                .source = "DIN EN 12831 national annex, central Germany",
                .meaning = "outside temperature at which the heating just holds the set-point"});
  const std::string stock =
      "IWU, Datenbasis Gebaeudebestand 2016 (Cischinsky and Diefenbach 2018): about a third of old walls insulated, "
      "from memory";
  table.number("refurbished_share", p.refurbished_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.2,
                .high = 0.5,
                .source = stock,
                .meaning = "buildings until 1994 with TABULA's usual refurbishment"});
  table.number("advanced_share", p.advanced_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.01,
                .high = 0.08,
                .source = stock,
                .meaning = "buildings until 1994 with TABULA's advanced refurbishment"});
  table.number("reference_area_factor", p.reference_area_factor,
               {.unit = "1",
                .min = 0.5,
                .max = 2,
                .low = 1.05,
                .high = 1.15,
                .source = "TABULA: A_C_Ref = 1.1 x living area",
                .meaning = "heated reference area over living area"});
  table.integer("warm_up_days", p.warm_up_days,
                {.unit = "d",
                 .min = 0,
                 .max = 60,
                 .low = 5,
                 .high = 20,
                 .source = "starting cold errs by +12 to +87 %, ten real days do not (our tests)",
                 .meaning = "weather days simulated before the day counts"});
}

}  // namespace

void describe(Parameters& p, text::ParameterTable& table) {
  table.section(
      "energy",
      [&] {
        describe_uses(p, table);
        const auto hour = [&](const std::string& name, double& value, double spread, const std::string& meaning) {
          table.number(name, value,
                       {.unit = "h",
                        .min = 0,
                        .max = 24,
                        .low = value - spread,
                        .high = value + spread,
                        .source = "assumption near the German time use survey 2012/13 (Destatis)",
                        .meaning = meaning});
        };
        hour("wake_h", p.wake_h, 0.5, "mean time of rising");
        hour("sleep_h", p.sleep_h, 0.5, "mean time of going to bed");
        hour("rhythm_sd_h", p.rhythm_sd_h, 0.3, "standard deviation of both between persons");
        describe_heat(p, table);
        describe_systems(p, table);
        describe_services(p, table);
      },
      "homes: electricity by presence, heat, hot water, PV, batteries; offices and services");
}

}  // namespace pendel::energy
