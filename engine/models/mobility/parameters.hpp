// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pendel::text {
class ParameterTable;
}

namespace pendel::mobility {

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
  int mode_turns = 0;         // iterations after which every household has thought over its modes; 0: never
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
};
void describe(Parameters& parameters, text::ParameterTable& table);

}  // namespace pendel::mobility
