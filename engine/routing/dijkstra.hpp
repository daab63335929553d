// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "routing/graph.hpp"
#include "routing/heap.hpp"

namespace pendel::routing {

/// Dijkstra's algorithm ("A note on two problems in connexion with graphs", Numerische Mathematik 1, 1959). A query
/// object: keeps its arrays between calls, belongs to one thread, and its answers do not depend on earlier calls. Needs
/// no preparation when weights change; for many queries use CustomizedHierarchy.
class Dijkstra {
 public:
  /// The graph must outlive the query object.
  explicit Dijkstra(const Graph& graph);

  /// Distance from `source` (a node of the split graph) to every node of the split graph; `unreachable` where there is
  /// no path. Valid until the next call.
  std::span<const Weight> from(Index source, std::span<const Weight> link_weight);
  /// Distance from every node to `target` (usually Graph::sink of a node).
  std::span<const Weight> to(Index target, std::span<const Weight> link_weight);
  /// The links of a shortest path between two original nodes; among shortest paths the one whose last link has the
  /// lowest id, then the one before, and so on. Empty for source = target and if there is no path.
  /// Returns the distance.
  Weight path(Index from, Index to, std::span<const Weight> link_weight, std::vector<Index>& links);

 private:
  void start(Index node);
  bool settle(Weight key, Index node);

  const Graph* graph_;
  Heap heap_;
  std::vector<Weight> distance_;
  std::vector<Index> arc_;  // node -> arc of the path so far
};

}  // namespace pendel::routing
