// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "import/municipality_areas.hpp"
#include "import/osm_buildings.hpp"
#include "region/region.hpp"

namespace pendel::import {

/// The node at which each place is reached: the nearest one with a road other than a motorway or trunk road.
class AccessNodes {
 public:
  explicit AccessNodes(const Roads& roads);
  [[nodiscard]] NodeId nearest(Point at) const;

 private:
  const Roads* roads_;
  std::vector<std::vector<NodeId>> cells_;  // 500 m grid over the nodes
  Point origin_;
  std::int64_t columns_ = 0;
  std::int64_t rows_ = 0;
};

/// Puts the OSM buildings that lie in the region's municipalities on the land; garages, sheds and the like are left
/// out. A municipality with fewer than half of its official residential buildings in OSM gets the missing ones evenly
/// along its residential streets (two storeys, footprint from the official living area), which a note says.
void add_sites(const std::vector<OsmBuilding>& buildings, const MunicipalityAreas& areas,
               const std::vector<MunicipalityId>& id_in_region, Region& region);

}  // namespace pendel::import
