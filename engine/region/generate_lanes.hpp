// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.hpp"
#include "region/generate_mesh.hpp"
#include "region/generate_places.hpp"

namespace pendel::generate {

/// Minor roads through open country: they leave a road at a node, and end at the next road or, some, at a farm.
void draw_lanes(const Facts& facts, const Layout& layout, const Random& random, Mesh& mesh);

}  // namespace pendel::generate
