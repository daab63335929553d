// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace pendel::energy {

/// Electric cars by size (simBEV, MIT licence, tech_data.csv: maximal AC power, battery, consumption).
struct CarType {
  double ac_kw;
  double battery_kwh;
  double kwh_per_km;
};
inline constexpr std::array<CarType, 3> car_types = {{{11, 60, 0.1397}, {22, 90, 0.1746}, {22, 110, 0.2096}}};

/// What a car of type `medium` takes from its battery, kWh per km, at a mean speed and an outside temperature:
///   e20(v) (1 + 0.007 max(0, 20 - T)) + max(0, 50 (18 - T) - 105) / (COP 0.95 3600 v),   v in m/s,
/// with e20 = 0.140 urban (18.9 km/h), 0.170 mixed (46.5 km/h), 0.210 motorway (91.7 km/h, the phases of the WLTC),
/// linear between; the last term heats the cabin. A fit to the vehicle physics of emobpy (Gaete-Morales et al.,
/// Scientific Data 8:152, 2021; ID.3 over the WLTC) within 0.004 kWh/km. `cop` of the cabin's heating: 1 resistive.
double consumption_kwh_per_km(double speed_kmh, double outside_c, double cop);

}  // namespace pendel::energy
