// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "routing/graph.hpp"

namespace pendel::routing {

/// A nested-dissection order of the nodes (George 1973; computed by METIS, Karypis and Kumar 1998): node -> rank, with
/// separators above what they separate. It decides how fast a Hierarchy is, never what it answers. Equal for equal
/// graphs. Throws SystemError if METIS runs out of memory.
std::vector<Index> dissection_order(const Graph& graph);

}  // namespace pendel::routing
