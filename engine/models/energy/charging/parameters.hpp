// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "models/energy/charging/session.hpp"

namespace pendel::text {
class ParameterTable;
}

namespace pendel::energy {

enum class Tariff : std::uint8_t { flat, day_night, dynamic };

/// Section [charging]: electric cars, their charge points, what controls them. Defaults and sources: parameters.cpp.
struct ChargingParameters {
  Strategy strategy = Strategy::uncontrolled;  // at home, where the meter allows it
  double plug_below = 1;                       // plugs in at home below this state of charge
  double soc_min = 0.2;                        // below: a fast charger on the way
  double efficiency = 0.9;                     // plug to battery
  double cabin_cop = 1.5;                      // of the cabin's heating: resistive and heat pump mixed
  double home_share_house = 0.85;              // of cars that have a charge point at home
  double home_share_flat = 0.40;
  double work_share = 0.41;                              // of workplaces (buildings) with a charge point
  double public_per_1000 = 1.85;                         // public charge points per 1,000 residents
  std::array<double, 3> car_share = {0.35, 0.45, 0.20};  // small, medium, large

  Tariff tariff = Tariff::flat;
  bool time_variable_grid_fee = false;  // section 14a module 3
  double meter_share = 0;               // lever: smart meters on top of those that adoption gives
  double flat_eur_per_kwh = 0.35;
  double spread_eur_per_kwh = 0.10;      // between day and night, and of the dynamic tariff's mean day
  double fee_spread_eur_per_kwh = 0.06;  // between the steps of the grid fee
  double wear_eur_per_kwh = 0.08;        // v2g

  bool dimming = false;             // section 14a
  bool measured = true;             // trigger: measured, else estimated at the transformer alone
  double control_share = 0.3;       // of charge points: since 2024, with control box
  double pump_control_share = 0.3;  // of buildings with heat pumps above 4.2 kW
  double trigger_percent = 100;     // loading of transformer or line from which on it acts
};
void describe(ChargingParameters& parameters, text::ParameterTable& table);

/// EUR per kWh per slice of the day, for a household with a meter.
std::array<float, slices_per_day> price_of_day(const ChargingParameters& parameters);

}  // namespace pendel::energy
