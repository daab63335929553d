// SPDX-License-Identifier: Apache-2.0
#include "models/energy/charging/consumption.hpp"

#include <algorithm>

namespace pendel::energy {

namespace {

constexpr double urban_kmh = 18.9, mixed_kmh = 46.5, motorway_kmh = 91.7;
constexpr double urban_kwh = 0.140, mixed_kwh = 0.170, motorway_kwh = 0.210;
constexpr double slowest_kmh = 10;  // a standing car heats too, but not for an endless time per km

double at_20_degrees(double kmh) {
  if (kmh <= urban_kmh) return urban_kwh;
  if (kmh <= mixed_kmh) return urban_kwh + (mixed_kwh - urban_kwh) * (kmh - urban_kmh) / (mixed_kmh - urban_kmh);
  return mixed_kwh +
         (motorway_kwh - mixed_kwh) * (std::min(kmh, motorway_kmh) - mixed_kmh) / (motorway_kmh - mixed_kmh);
}

}  // namespace

double consumption_kwh_per_km(double speed_kmh, double outside_c, double cop) {
  const double cold = 1 + 0.007 * std::max(0.0, 20 - outside_c);
  const double cabin_w = std::max(0.0, 50 * (18 - outside_c) - 105);
  return at_20_degrees(speed_kmh) * cold + cabin_w / (cop * 0.95 * 3600 * std::max(speed_kmh, slowest_kmh) / 3.6);
}

}  // namespace pendel::energy
