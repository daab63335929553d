// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "import/osm_extract.hpp"
#include "import/projection.hpp"
#include "region/region.hpp"

namespace pendel::import {

/// A building as OSM knows it.
struct OsmBuilding {
  Point at;                 // centre
  double footprint_m2 = 0;  // holes taken off
  double storeys = 1;       // building:levels, else height / 3 m, else by kind
  BuildingUse use = BuildingUse::residential;
  bool minor = false;  // garage, shed, roof, ruin ... or too small to live or work in
};

/// Smaller buildings whose kind is not tagged are sheds and garages.
inline constexpr double smallest_building_m2 = 40;

/// Buildings of an extract in file order. The use follows from the building tag if it is special, else from amenity,
/// shop, office, craft, healthcare, leisure and tourism of the building, else from the land use where it stands, else
/// it is residential. A shop or office (a node) inside a residential building makes it mixed.
std::vector<OsmBuilding> read_buildings(const OsmExtract& extract, const Projection& projection);

/// Is a place in a town or village: in land used for living, trade or industry, or among at least six buildings within
/// the 300 m square around its 100 m cell.
std::function<bool(LonLat)> built_up_areas(const OsmExtract& extract, const std::vector<OsmBuilding>& buildings,
                                           const Projection& projection);

}  // namespace pendel::import
