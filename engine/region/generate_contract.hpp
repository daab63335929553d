// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "region/generate_arterials.hpp"

namespace pendel::generate {

/// Where a mesh edge went: the ends of its street, to which a house on it belongs.
struct Access {
  NodeId from;
  NodeId to;
};

struct Network {
  Roads roads;
  std::vector<Access> access;   // mesh edge -> ends of its street; none if it was dropped
  std::vector<NodeId> node_of;  // mesh node -> road node; none for bends
};

/// Bends become geometry, streets become links in both directions, speeds and capacities come from road_defaults.
/// A street ends where its class, its name or the town sign changes. Only the largest connected part is kept.
Network contract(const Facts& facts, const Layout& layout, const Mesh& mesh, const std::vector<Terminal>& terminals);

}  // namespace pendel::generate
