// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "import/osm_roads.hpp"
#include "region/region.hpp"

namespace pendel::import {

/// A municipality (AGS) or county (5 digits) that people come from or go to, beyond the border.
struct OutsidePlace {
  std::string key;
  Point at;
  bool known = true;     // false: nobody said where it lies
  double commuters = 0;  // both ways, for the mean way of the gateway
};

/// Straight line to road.
inline constexpr double outside_detour = 1.3;

/// Makes a gateway, with its zone, of every border node and shares the outside places among them: each goes to the
/// gateway with the quickest way from the middle of the region, by the roads to the border at free speed and beyond it
/// along detour x straight line, the first 20 km at 60 km/h, the rest at a speed of the gateway's class. A place nobody
/// knows the position of goes to the gateway of the highest class. `outside_km` is the mean way beyond the border,
/// weighted by commuters, of the places within a daily reach (150 km); 10 km where a gateway serves none. Names: road
/// and compass direction ("A 4 east").
void add_gateways(const std::vector<Border>& borders, const std::vector<OutsidePlace>& places, Region& region);

/// "north", "north-east" ... of `at` as seen from `from`.
std::string_view compass(Point from, Point at);

}  // namespace pendel::import
