// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace pendel::text {
class ParameterTable;
}

namespace pendel::mobility {

/// `[[mobility.on_demand]]`: a fleet of vans that takes people from door to door on call.
struct OnDemandService {
  std::string name;
  std::vector<std::string> municipalities;  // AGS, within and between which it drives
  bool by_measure = false;                  // only those that have introduced the measure on_demand_bus
  int vans = 4;
  int seats = 8;
  bool pooling = true;
  double begin_h = 6;
  double end_h = 21;
  double max_wait_s = 1200;
  double max_detour = 1.7;
  double dwell_s = 60;
  double access_s = 180;
  double fare_eur = 2.5;
  double fare_eur_per_km = 0;
  double expected_wait_s = 600;
  double expected_detour = 1.3;
  double constant = 0;
};

/// Section [mobility] of a scenario. Ranges, sources and meanings: describe() in parameters.cpp.
struct Parameters {
  // Cars on the road
  double truck_pcu = 2.0;
  int stuck_after_s = 30;
  double gap = 0.005;       // stop when the relative gap is at most this
  int max_iterations = 10;  // ... or after this many
  int loading_parts = 4;    // in which the first routes are found
  double smoothing = 0.5;   // weight of the last day in the link times that routes are looked for with
  double switch_rate = 4;
  int routes_per_trip = 4;
  int route_seed = 0;
  int mode_turns = 0;       // iterations after which every household has thought over its modes; 0: never
  int departure_turns = 0;  // the same of persons and their departures to work or education
  double departure_step_min = 10;
  double departure_reach_min = 60;
  double departure_early = 0.61;  // a minute too early, in minutes on the way
  double departure_late = 2.4;
  double departure_scale = 0.63;  // of the draws of departures within a mode, 0 to 1
  double signal_cycle_s = 80;
  double signal_green_share = 0.45;
  double signal_saturation = 0.7;
  double adaptive_signal_saving = 0.25;
  double informed_share = 0;  // of drivers who look for another route under way
  bool keep_choices = true;
  double outside_speed_mps = 19.4;
  double car_terminal_s = 240;

  // The other modes
  double detour = 1.3;
  double walk_speed_mps = 1.06;
  double bike_speed_mps = 3.14;
  double transit_access_s = 600;
  double transit_wait_s = 420;
  double transit_speed_short_mps = 4.7;  // below transit_band_m
  double transit_speed_long_mps = 11.1;  // the part of the way beyond
  double transit_band_m = 10000;

  // Utilities
  double walk_constant = 1.3;
  double walk_time_per_min = -0.141;
  double bike_constant = 0.344;
  double bike_time_per_min = -0.09;
  double transit_constant = 0.0;
  double transit_ride_per_min = -0.019;
  double transit_access_per_min = -0.08;
  double transit_wait_per_min = -0.038;
  double car_constant = 0.827;
  double car_time_per_min = -0.067;
  double ride_constant = -1.67;
  double ride_time_per_min = -0.103;
  double cost_per_eur = -0.126;
  double cost_distance_elasticity = -0.4;
  double cost_reference_m = 40000;
  double car_eur_per_km = 0.25;
  double transit_eur_per_km = 0.20;

  std::vector<OnDemandService> on_demand;

  std::string calibrated_on;  // region that the constants were fitted on

  // Exhaust: litres per km = a / v + b + c v + d v^2, v in km/h
  double diesel_share = 0.30;
  double artic_share = 0.5;
  double petrol_kg_per_l = 2.37;
  double diesel_kg_per_l = 2.65;
  std::vector<double> fuel_petrol_car = {1.1193, 0.0440, -8.14e-5, 2.449e-6};
  std::vector<double> fuel_diesel_car = {0.4921, 0.0622, -5.91e-4, 4.647e-6};
  std::vector<double> fuel_rigid_truck = {1.8129, 0.3268, -4.948e-3, 4.258e-5};
  std::vector<double> fuel_artic_truck = {2.8933, 0.6035, -8.637e-3, 6.510e-5};

  // What is reported
  std::vector<std::string> select_links;
  bool trip_table = false;
};
void describe(Parameters& parameters, text::ParameterTable& table);
// Parts of it:
void describe_on_demand(Parameters& parameters, text::ParameterTable& table);
void describe_signals(Parameters& parameters, text::ParameterTable& table);
void describe_departures(Parameters& parameters, text::ParameterTable& table);

}  // namespace pendel::mobility
