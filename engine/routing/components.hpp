// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pendel::routing {

/// Which strongly connected part each vertex belongs to.
struct Components {
  std::vector<std::uint32_t> of;     // vertex -> component, numbered by the smallest vertex that it holds
  std::vector<std::uint32_t> sizes;  // component -> vertices

  /// The component with most vertices; of equals the one that holds the smallest vertex. The graph has a vertex.
  [[nodiscard]] std::uint32_t largest() const;
};

/// Strongly connected components of a directed graph in compressed rows: the arcs of v lead to
/// heads[offsets[v]] .. heads[offsets[v + 1] - 1]. Tarjan's algorithm (through Boost.Graph), O(vertices + arcs).
Components strong_components(std::span<const std::uint64_t> offsets, std::span<const std::uint32_t> heads);

}  // namespace pendel::routing
