// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pendel::text {
class ParameterTable;
}

namespace pendel::energy {

inline constexpr int household_sizes = 5;  // 1, 2, 3, 4, 5 and more persons

inline constexpr std::size_t owner_sizes = 3;  // 1, 2, 3 and more persons

/// What uses electricity in a home. The first two run always, the pump in the heating season, the others by presence.
enum class Use : std::uint8_t { cold, standby, pump, light, media, cooking, dishes, washing, drying, other, sauna };
inline constexpr int uses = 11;

/// Section [energy]. Defaults and sources: parameters.cpp.
struct Parameters {
  std::array<double, uses> use_share = {0.165, 0.15, 0.06, 0.10, 0.165, 0.115, 0.055, 0.05, 0.06, 0.073, 0.007};
  std::array<double, owner_sizes> dishwasher_owners = {0.46, 0.85, 0.95};
  std::array<double, owner_sizes> dryer_owners = {0.249, 0.477, 0.64};
  double heat_pump_dryer_share = 0.65;
  double flat_pump_share = 0.18;  // of flats: a boiler of their own
  double sauna_owners = 0.04;
  double annual_scale = 1;         // multiplies every household's annual level
  double presence_exponent = 0.5;  // uses grow with (persons awake at home)^exponent
  double asleep_activity = 0.1;    // of an awake person's, of a person asleep at home
  double season_amplitude = 0.12;  // of uses by presence
  double daylight_w_per_m2 = 200;  // horizontal irradiance above which no light burns
  double meter_saving = 0.037;     // of appliances and light, where a smart meter's readings come back to the home
  double telework_w = 80;          // computer, screen, router of a person who works at home
  double wake_h = 6.5;
  double sleep_h = 22.75;
  double rhythm_sd_h = 0.9;
  double person_gain_w = 70;  // sensible heat of a person at home
  double setpoint_c = 20;
  double setback_k = 3;                // lower set-point while nobody is home
  double setback_share = 0.3;          // of homes that do so
  double partial_heating = 1;          // 1: rooms heated in part as in TABULA's F_red; 0: all rooms
  double heating_limit_c = 15;         // no heating on warmer days
  double design_c = -14;               // the heating can just hold the set-point at this temperature
  double refurbished_share = 0.35;     // of buildings until 1994, usual refurbishment
  double advanced_share = 0.03;        // of them, advanced
  double reference_area_factor = 1.1;  // TABULA reference area over living area
  int warm_up_days = 10;
  int step_min = 15;

  double hot_water_l = 40;                 // at 45 degC, a person and day
  double electric_hot_water_share = 0.20;  // of dwellings without heat pump or district heat
  double boiler_efficiency = 0.90;         // useful heat per fuel, gas and oil
  double biomass_efficiency = 0.80;
  double district_efficiency = 0.95;  // station in the house
  double cop_factor = 0.85;           // field against the curve
  double ground_share = 0.2;          // of heat pumps
  double water_share = 0.02;          // of heat pumps: ground water; the rest takes air
  double bivalence_c = -5;            // below: the rod helps an air heat pump
  double hot_water_sink_c = 50;
  std::array<double, 3> supply_c = {62, 52, 44};  // at the design temperature: existing, usual, advanced refurbishment
  double supply_new_c = 35;                       // buildings since 2002, floor heating
  double tank_l_per_person = 60;                  // of heat pumps
  double pv_inverter_kw_per_kwp = 0.9;
  double battery_share = 0.5;  // of homes with PV
  double battery_kwh_per_kwp = 1;
  double battery_c_rate = 0.5;       // kW per kWh
  double battery_efficiency = 0.95;  // one way

  double office_w_per_worker = 120;   // mean power at the workplace of a desk worker who is there, while there
  double office_elastic_share = 0.5;  // of it that follows presence
  double office_m2_per_worker = 20;
  double office_heat_elastic_share = 0.1;  // of the heated area that follows presence
  double office_floors_close_share = 0;    // lever: of the area that absence leaves empty, closed for good
  double shop_kwh_per_m2 = 120;            // a year, by floor area
  double school_kwh_per_m2 = 18;
  double trade_kwh_per_worker = 2000;   // a year, workplaces that are neither desk, shop nor school
  double trade_most_workers = 50;       // larger ones have a station of their own
  double public_kwh_per_resident = 60;  // town halls, pools, water works, a year

  std::array<double, 5> co2_kg_per_kwh = {0.201, 0.266, 0.28, 0.027, 0.380};  // by Carrier
  std::vector<double> grid_co2_by_hour = std::vector<double>(24, 1.0);        // of the electricity's factor
  std::array<double, 5> eur_per_kwh = {0.12, 0.11, 0.16, 0.08, 0.40};
  double feed_in_eur_per_kwh = 0.08;
};

/// What energy comes as. Electricity is what is taken from the grid.
enum class Carrier : std::uint8_t { gas, oil, district, biomass, electricity };
inline constexpr std::size_t carriers = 5;

void describe_systems(Parameters& parameters, text::ParameterTable& table);
void describe_services(Parameters& parameters, text::ParameterTable& table);
void describe(Parameters& parameters, text::ParameterTable& table);

}  // namespace pendel::energy
