// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "import/osm_extract.hpp"
#include "import/projection.hpp"
#include "import/road_draft.hpp"
#include "region/roads.hpp"

namespace pendel::import {

/// Where a road leaves what the file covers.
struct Border {
  NodeId node;
  RoadClass road_class = RoadClass::service;
  std::string ref;  // "A 4"; may be empty
  std::string street;
};

struct RoadSettings {
  /// Does the place lie in a town or village? Decides the speed of ways without a maxspeed.
  std::function<bool(LonLat)> built_up = [](LonLat) { return false; };
  /// Is a dead end of a larger road at this place the border of the file (and not simply a dead end)?
  std::function<bool(Point)> leaves = [](Point) { return false; };
  RoadClass least_border_class = RoadClass::tertiary;
  /// Ends of two carriageways of one road no farther apart than this become one border node.
  double border_pair_m = 800;
  /// Shorter links are merged: they would throttle a traffic simulation. 0 = none.
  double tiny_m = 15;
  /// From signals at a stop line to their junction.
  double signal_reach_m = 60;
};

struct RoadImport {
  Roads roads;
  std::vector<Border> borders;
  RoadReport report;
};

/// From OSM ways to a strongly connected road graph in the plane of `projection`, nodes numbered along a Z curve, so
/// that neighbours in space are neighbours in memory. The municipality of every node is none. Same input, same bits.
RoadImport import_roads(const OsmExtract& extract, const Projection& projection, const RoadSettings& settings);

/// UTM zone of the mean place of all nodes of highway ways. The extract is not empty.
int utm_epsg_of(const OsmExtract& extract);

}  // namespace pendel::import
