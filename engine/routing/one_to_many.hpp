// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "routing/hierarchy.hpp"
#include "routing/sweep.hpp"

namespace pendel::routing {

/// Distances from up to 16 nodes to a fixed set of others: the sweep of Trees, restricted to what lies above the
/// targets in the elimination tree (RPHAST: Delling, Goldberg, Werneck, "Faster Batched Shortest Paths in Road
/// Networks", ATMOS 2011). A query object for one thread.
class OneToMany {
 public:
  /// `targets`: original nodes. The metric may be customised anew between calls.
  OneToMany(const Metric& metric, std::span<const Index> targets);

  /// From sources[l] (original nodes, at most 16) to all targets. Valid until the next call.
  void from(std::span<const Index> sources);

  /// From sources[lane] to targets[target].
  [[nodiscard]] Weight distance(std::size_t target, std::size_t lane) const {
    return distance_[static_cast<std::size_t>(target_[target]) * lanes + lane];
  }

 private:
  void climb(Index start, std::size_t lane);

  const Metric* metric_;
  std::vector<Index> rank_;    // selected node -> rank, ascending
  std::vector<Index> target_;  // target -> selected node
  std::vector<Index> first_, high_, edge_;
  std::vector<Weight> weight_, distance_;
  std::vector<Weight> climbed_;  // by rank, `unreachable` between calls
  std::vector<Index> selected_;  // rank -> selected node or none
};

}  // namespace pendel::routing
