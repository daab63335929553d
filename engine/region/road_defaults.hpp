// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "region/roads.hpp"

namespace pendel {

/// What a road of a class has where its source says nothing. One direction of travel.
struct RoadDefaults {
  double speed_town_mps;           // inside built-up areas
  double speed_rural_mps;          // outside
  double lanes;                    // per direction
  double capacity_per_lane_per_h;  // vehicles per hour and lane
};

/// Speeds: StVO section 3 (50 km/h in built-up areas, 100 km/h outside) and the recommended 130 km/h of motorways
/// (Autobahn-Richtgeschwindigkeits-Verordnung); streets as 30 km/h zones (section 45); minor rural roads slower, an
/// assumption. Lanes and capacities: OSM contribution of MATSim (LinkProperties; Horni, Nagel, Axhausen (eds.), "The
/// Multi-Agent Transport Simulation MATSim", 2016, ch. 6); secondary roads 800. As in the import of OSM roads.
constexpr RoadDefaults road_defaults(RoadClass road_class) {
  constexpr double kmh = 1.0 / 3.6;
  constexpr std::array<RoadDefaults, road_classes> table{{
      {80 * kmh, 130 * kmh, 2, 2000},  // motorway
      {70 * kmh, 100 * kmh, 1, 2000},  // trunk
      {50 * kmh, 100 * kmh, 1, 1500},  // primary
      {50 * kmh, 100 * kmh, 1, 800},   // secondary
      {50 * kmh, 80 * kmh, 1, 600},    // tertiary
      {50 * kmh, 60 * kmh, 1, 600},    // unclassified
      {30 * kmh, 50 * kmh, 1, 600},    // residential
      {10 * kmh, 10 * kmh, 1, 300},    // living_street
      {15 * kmh, 20 * kmh, 1, 300},    // service
  }};
  return table[static_cast<std::size_t>(road_class)];
}

}  // namespace pendel
