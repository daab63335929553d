// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "models/schedules/parameters.hpp"
#include "world/world.hpp"

namespace pendel::schedules {

/// Where people shop and spend their leisure: a singly constrained gravity model over zones,
///   P(zone j | home zone i) ~ attraction_j exp(-d_ij / decay),  d straight line
/// (Wilson, "A statistical theory of spatial distribution models", Transportation Research 1, 1967), then a building
/// in the zone by its attraction: floor area of shops (shopping), of leisure sites (leisure), dwellings (visits).
/// Cumulative weights are computed once, so that a choice is two binary searches.
class Places {
 public:
  enum class Kind { shop, leisure, visit };
  static constexpr int kinds = 3;

  Places(const Parameters& parameters, const World& world);

  /// A building for an outing from `home`; `u_zone` and `u_building` in (0, 1). None if the region has no place of
  /// that kind.
  [[nodiscard]] BuildingId choose(Kind kind, BuildingId home, double u_zone, double u_building) const;

 private:
  struct Table {
    std::vector<float> zone_cumulative;       // [home zone][zone], ends at 1; empty if there is no such place
    Rows<ZoneId, BuildingId> buildings;       // zone -> candidates
    Rows<ZoneId, float> building_cumulative;  // same shape
  };
  const World& world_;
  std::array<Table, kinds> tables_;
};

}  // namespace pendel::schedules
