// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "region/generate_mesh.hpp"
#include "region/generate_places.hpp"

namespace pendel::generate {

/// Where roads between settlements meet: a settlement, a place outside, or a bend of a known road.
struct Hub {
  Point at;
  Index place = no_index;
  Index outside = no_index;
};

/// A road from hub to hub.
struct Way {
  Index a = no_index;
  Index b = no_index;
  RoadClass road_class = RoadClass::unclassified;
  Index road = no_index;  // known road that it is part of
};

struct Ways {
  std::vector<Hub> hubs;
  std::vector<Way> ways;  // most important class first
};

/// Known roads (but motorways), a relative neighbourhood graph with some Gabriel edges over all hubs (Toussaint 1980;
/// Gabriel and Sokal 1969), and classes by whom a road connects: shortest ways between main places are secondary.
Ways plan_ways(const Facts& facts, const Layout& layout, const Random& random);

}  // namespace pendel::generate
