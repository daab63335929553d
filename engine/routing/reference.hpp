// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "routing/graph.hpp"

namespace pendel::routing {

/// Boost.Graph's Dijkstra on its compressed-row graph with preallocated maps: the yardstick of tests and benchmarks.
class Reference {
 public:
  explicit Reference(const Graph& graph);
  ~Reference();
  Reference(const Reference&) = delete;
  Reference& operator=(const Reference&) = delete;

  void weights(std::span<const Weight> link_weight);
  /// Distance from a node of the split graph to all of them, `unreachable` without a path. Valid until the next call.
  std::span<const Weight> from(Index source);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace pendel::routing
