// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace pendel::text {
class ParameterTable;
}

namespace pendel::energy {

inline constexpr int household_sizes = 5;  // 1, 2, 3, 4, 5 and more persons

/// What uses electricity in a home. The first two run always, the pump in the heating season, the others by presence.
enum class Use : std::uint8_t { cold, standby, pump, light, media, cooking, dishes, washing, drying, other };
inline constexpr int uses = 10;

/// Section [energy]. Defaults and sources: parameters.cpp.
struct Parameters {
  std::array<double, uses> use_share = {0.167, 0.10, 0.064, 0.105, 0.20, 0.119, 0.056, 0.052, 0.067, 0.07};
  double annual_scale = 1;         // multiplies every household's annual level
  double presence_exponent = 0.5;  // uses grow with (persons awake at home)^exponent
  double daylight_w_per_m2 = 200;  // horizontal irradiance above which no light burns
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
  double office_w_per_worker = 120;   // mean power at the workplace of a desk worker who is there, while there
  double office_elastic_share = 0.5;  // of it that follows presence
};
void describe(Parameters& parameters, text::ParameterTable& table);

}  // namespace pendel::energy
