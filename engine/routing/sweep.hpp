// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "routing/graph.hpp"

namespace pendel::routing {

/// Distances that are computed side by side.
inline constexpr std::size_t lanes = 16;

/// The downward half of PHAST. Nodes 0 to nodes-1 by ascending rank; edges first[v] to first[v + 1] - 1 lead from
/// `high` down to v. `distance` holds [node][lane], at most `unreachable`.
void sweep_16(std::size_t nodes, const Index* first, const Index* high, const Weight* weight, Weight* distance);

}  // namespace pendel::routing
