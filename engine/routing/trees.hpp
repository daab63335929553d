// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "routing/hierarchy.hpp"
#include "routing/sweep.hpp"

namespace pendel::routing {

/// Distances between up to 16 nodes and all others in one sweep over the hierarchy (PHAST: Delling, Goldberg, Nowatzyk,
/// Werneck, J. Parallel and Distributed Computing 73(7), 2013, on elimination trees). A query object for one thread.
class Trees {
 public:
  static constexpr std::size_t lanes = routing::lanes;

  explicit Trees(const Metric& metric);

  /// Distances from sources[l] (original nodes) to every node; at most 16. Valid until the next call.
  void from(std::span<const Index> sources);
  /// Distances from every node to targets[l].
  void to(std::span<const Index> targets);

  /// After from(): from sources[lane] to `node` of the split graph. After to(): from `node` to targets[lane].
  [[nodiscard]] Weight distance(Index node, std::size_t lane) const {
    return distance_[static_cast<std::size_t>(metric_->hierarchy().rank(node)) * lanes + lane];
  }

 private:
  void climb(Index start, std::size_t lane, std::span<const Weight> weight);

  const Metric* metric_;
  std::vector<Weight> distance_;  // [rank][lane]
};

}  // namespace pendel::routing
