// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "region/generate_mesh.hpp"
#include "region/generate_ways.hpp"

namespace pendel::generate {

/// Where the region ends: the last node of a road to an outside place, or that place itself if roads go on through it.
struct Terminal {
  Index node = no_index;
  Index outside = no_index;
  Index road = no_index;  // known road that leaves here
  RoadClass road_class = RoadClass::unclassified;
};

struct Arterials {
  Mesh mesh;
  std::vector<Terminal> terminals;
};

/// Draws ways and motorways as curved lines, makes junctions where they meet, and cuts them at the border.
Arterials draw_arterials(const Facts& facts, const Layout& layout, const Ways& ways, const Random& random);

}  // namespace pendel::generate
