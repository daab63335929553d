// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "import/municipality_areas.hpp"
#include "import/osm_buildings.hpp"
#include "import/osm_extract.hpp"

namespace pendel::import {

/// How much of a municipality an OSM extract holds.
struct Coverage {
  double area = 0;        // share of its area with a highway of any kind (tracks, too) within about 500 m
  double buildings = -1;  // main buildings in OSM / official residential buildings, at most 1; -1: no official count
  /// The rule: (nearly) all of the area, or else the share of its buildings.
  [[nodiscard]] double value() const { return area >= 0.95 || buildings < 0 ? area : buildings; }
};

/// By municipality. Forests and lakes have no buildings, but German forests do have tracks: area shows where the file
/// ends, buildings show whether that cuts off people.
std::vector<Coverage> coverage_of(const MunicipalityAreas& areas, const OsmExtract& extract,
                                  const std::vector<OsmBuilding>& buildings, const Projection& projection);

}  // namespace pendel::import
