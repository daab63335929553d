// SPDX-License-Identifier: Apache-2.0
#include <span>
#include <string>

#include "models/energy/parameters.hpp"
#include "text/parameters.hpp"

namespace pendel::energy {

namespace {

struct Row {
  const char* name;
  double Parameters::*target;
  const char* unit;
  double min, max, low, high;
  const char* source;
  const char* meaning;
};

void add_rows(Parameters& p, text::ParameterTable& table, std::span<const Row> rows) {
  for (const auto& row : rows)
    table.number(row.name, p.*row.target,
                 {.unit = row.unit,
                  .min = row.min,
                  .max = row.max,
                  .low = row.low,
                  .high = row.high,
                  .source = row.source,
                  .meaning = row.meaning});
}

// A table, one row a parameter.
// clang-format off
constexpr Row system_rows[] = {
    {"hot_water_l", &Parameters::hot_water_l, "l", 0, 200, 30, 50, "DIN EN 12831-3: 40 l a person and day", "hot water of 45 degC a person and day"},
    {"electric_hot_water_share", &Parameters::electric_hot_water_share, "1", 0, 1, 0.15, 0.3, "a fifth of hot water is heated by electric instantaneous heaters (Stadtwerke Solingen); BDEW, Wie heizt Deutschland 2023: about a quarter of dwellings with boilers and heat pumps", "dwellings without heat pump whose water is heated electrically"},
    {"boiler_efficiency", &Parameters::boiler_efficiency, "1", 0.3, 1.1, 0.8, 0.98, "between old and condensing boilers, DIN V 4701-10", "useful heat per fuel of gas and oil boilers, lower heating value"},
    {"biomass_efficiency", &Parameters::biomass_efficiency, "1", 0.3, 1.1, 0.7, 0.9, "stoves and pellet boilers, DIN V 4701-10", "useful heat per fuel of wood"},
    {"district_efficiency", &Parameters::district_efficiency, "1", 0.3, 1, 0.92, 0.99, "DIN V 4701-10, station in the building", "useful heat per district heat"},
    {"cop_factor", &Parameters::cop_factor, "1", 0.3, 1.5, 0.8, 1.05, "when2heat field correction 0.85; new stock 1.0 (field means 3.4 air, 4.3 ground, Fraunhofer WP-QS 2025)", "field performance of heat pumps over their curve"},
    {"ground_share", &Parameters::ground_share, "1", 0, 1, 0.1, 0.3, "assumption; BWP sales of recent years lie below, the older stock above", "heat pumps that take heat from the ground"},
    {"water_share", &Parameters::water_share, "1", 0, 1, 0.01, 0.05, "assumption; few per cent of the stock", "heat pumps that take heat from ground water, the rest from air"},
    {"bivalence_c", &Parameters::bivalence_c, "degC", -30, 10, -10, -2, "usual design -10 to -2 degC (VDI 4645)", "outside temperature below which an air heat pump needs its rod"},
    {"hot_water_sink_c", &Parameters::hot_water_sink_c, "degC", 35, 70, 45, 60, "when2heat, 50 degC", "temperature to which a heat pump heats water"},
    {"supply_new_c", &Parameters::supply_new_c, "degC", 25, 75, 32, 40, "floor heating", "design supply temperature of buildings since 2002"},
    {"tank_l_per_person", &Parameters::tank_l_per_person, "l", 0, 500, 40, 100, "assumption near VDI 4645", "tank of a heat pump"},
    {"pv_inverter_kw_per_kwp", &Parameters::pv_inverter_kw_per_kwp, "1", 0.3, 1.5, 0.7, 1, "assumption; usual sizing 0.8 to 1", "inverter over module power"},
    {"battery_share", &Parameters::battery_share, "1", 0, 1, 0.3, 0.8, "assumption; most new small PV since 2021 comes with a battery (MaStR)", "homes with PV that have a battery"},
    {"battery_kwh_per_kwp", &Parameters::battery_kwh_per_kwp, "h", 0, 5, 0.7, 1.3, "assumption, about 1 kWh per kWp", "size of batteries"},
    {"battery_c_rate", &Parameters::battery_c_rate, "h-1", 0, 4, 0.3, 1, "assumption", "power over capacity of batteries"},
    {"battery_efficiency", &Parameters::battery_efficiency, "1", 0.5, 1, 0.93, 0.97, "0.95 to 0.96 each way", "one-way efficiency of batteries with inverter"},
};
constexpr Row service_rows[] = {
    {"office_w_per_worker", &Parameters::office_w_per_worker, "W", 0, 2000, 60, 250, "assumption; plugs and light of an office workplace", "mean electric power per desk worker during eight hours"},
    {"office_elastic_share", &Parameters::office_elastic_share, "1", 0, 1, 0.3, 0.7, "plugs follow presence by 0.3 to 0.7 (project notes on energy)", "part of it that follows who is there"},
    {"office_m2_per_worker", &Parameters::office_m2_per_worker, "m2", 1, 100, 15, 30, "assumption; heated area with corridors and meeting rooms", "heated area of a desk"},
    {"office_heat_elastic_share", &Parameters::office_heat_elastic_share, "1", 0, 1, 0, 0.2, "0 to 0.2 unless floors close (project notes on energy)", "part of the heated area that follows who is there"},
    {"office_floors_close_share", &Parameters::office_floors_close_share, "1", 0, 1, 0, 0, "lever: 0", "part of the area that absence leaves empty and that is closed"},
    {"shop_kwh_per_m2", &Parameters::shop_kwh_per_m2, "kW h m-2", 0, 1000, 70, 250, "assumption between non-food and food retail", "electricity of shops a year and floor area"},
    {"school_kwh_per_m2", &Parameters::school_kwh_per_m2, "kW h m-2", 0, 200, 10, 30, "assumption near VDI 3807-2", "electricity of schools a year and floor area"},
    {"trade_kwh_per_worker", &Parameters::trade_kwh_per_worker, "kW h", 0, 100000, 1000, 5000, "assumption near Fraunhofer ISI, GHD 2015, from memory: about 1 MWh a worker in construction, 3 to 5 in hospitality and health", "electricity of trades and crafts a year and worker"},
    {"trade_most_workers", &Parameters::trade_most_workers, "1", 0, 100000, 20, 100, "assumption; larger workplaces have a transformer of their own", "workers of a workplace up to which its trade counts here and hangs on a low-voltage grid"},
    {"public_kwh_per_resident", &Parameters::public_kwh_per_resident, "kW h", 0, 1000, 30, 120, "assumption", "electricity of municipal sites without schools and street light a year and resident"},
    {"feed_in_eur_per_kwh", &Parameters::feed_in_eur_per_kwh, "EUR kW-1 h-1", 0, 1, 0.06, 0.12, "EEG 2023, small roofs, partial feed-in", "pay for PV that is fed in"},
};
// clang-format on

struct CarrierRow {
  const char* name;
  double co2_low, co2_high;
  const char* co2_source;
  double eur_low, eur_high;
  const char* eur_source;
};
constexpr CarrierRow carrier_rows[carriers] = {
    {"gas", 0.2, 0.202, "BAFA, Informationsblatt CO2-Faktoren 2021", 0.08, 0.15,
     "assumption near household prices of 2024"},
    {"oil", 0.264, 0.268, "BAFA, Informationsblatt CO2-Faktoren 2021", 0.09, 0.13, "assumption near prices of 2024"},
    {"district", 0.1, 0.3, "BAFA, Informationsblatt CO2-Faktoren 2021", 0.1, 0.2, "assumption near prices of 2024"},
    {"biomass", 0.02, 0.04, "BAFA, Informationsblatt CO2-Faktoren 2021", 0.06, 0.12, "assumption near prices of 2024"},
    {"electricity", 0.33, 0.45, "UBA, German mix 2023, about 380 g/kWh", 0.3, 0.45,
     "assumption near household prices of 2024 (BDEW)"},
};

}  // namespace

void describe_systems(Parameters& p, text::ParameterTable& table) {
  table.integer("step_min", p.step_min,
                {.unit = "min",
                 .min = 1,
                 .max = 60,
                 .source = "15 minutes, the metering interval",
                 .meaning = "time step of homes, a divisor of 60; results stay in quarter-hours"});
  add_rows(p, table, system_rows);
  constexpr std::array names = {"existing", "usual", "advanced"};
  for (std::size_t i = 0; i < names.size(); ++i)
    table.number(
        std::string("supply_c.") + names[i], p.supply_c[i],
        {.unit = "degC",
         .min = 25,
         .max = 90,
         .low = p.supply_c[i] - 7,
         .high = p.supply_c[i] + 8,
         .source = "assumption; radiators sized for 70 degC, larger than needed after insulation (Fraunhofer ISE)",
         .meaning = std::string("design supply temperature, refurbishment ") + names[i]});
}

void describe_services(Parameters& p, text::ParameterTable& table) {
  add_rows(p, table, service_rows);
  for (std::size_t c = 0; c < carriers; ++c) {
    const auto& row = carrier_rows[c];
    table.number(std::string("co2_kg_per_kwh.") + row.name, p.co2_kg_per_kwh[c],
                 {.unit = "kg kW-1 h-1",
                  .min = 0,
                  .max = 2,
                  .low = row.co2_low,
                  .high = row.co2_high,
                  .source = row.co2_source,
                  .meaning = std::string("carbon dioxide of ") + row.name});
    table.number(std::string("eur_per_kwh.") + row.name, p.eur_per_kwh[c],
                 {.unit = "EUR kW-1 h-1",
                  .min = 0,
                  .max = 5,
                  .low = row.eur_low,
                  .high = row.eur_high,
                  .source = row.eur_source,
                  .meaning = std::string("price of ") + row.name + " for households"});
  }
  table.numbers(
      "grid_co2_by_hour", p.grid_co2_by_hour,
      {.unit = "1",
       .min = 0,
       .max = 10,
       .source = "1: the annual mean at all hours; a day's course is published by grid operators (SMARD, "
                 "Electricity Maps)",
       .meaning = "factor of the grid's electricity in each hour of the day, over co2_kg_per_kwh.electricity"},
      24);
}

}  // namespace pendel::energy
