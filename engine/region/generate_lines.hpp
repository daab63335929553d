// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/random.hpp"
#include "region/generate_mesh.hpp"

namespace pendel::generate {

inline constexpr double piece_m = 130;     // longest straight piece of a curved road
inline constexpr double same_node_m = 30;  // meetings this near to a node happen at the node

/// Midpoint displacement: each half is bent by a share of its length, a normal draw with the standard deviation
/// `bend_share` cut at twice that. Appends all points but `a`.
void bend(std::vector<Point>& line, Point a, Point b, double bend_share, std::uint64_t entity, std::uint32_t index,
          const Random& random);

/// Adds a line from node to node; where it meets others there is a junction, unless it is grade-separated.
void insert_line(Mesh& mesh, Index from, Index to, const std::vector<Point>& line, Edge kind);

}  // namespace pendel::generate
