// SPDX-License-Identifier: Apache-2.0
#include "routing/trees.hpp"

#include <algorithm>

#include "core/contract.hpp"
#include "routing/sweep.hpp"

namespace pendel::routing {

Trees::Trees(const Metric& metric) : metric_(&metric), distance_(metric.hierarchy().nodes() * lanes) {}

void Trees::climb(Index start, std::size_t lane, std::span<const Weight> weight) {
  const auto& hierarchy = metric_->hierarchy();
  distance_[start * lanes + lane] = 0;
  for (Index v = start; v != none; v = hierarchy.parent(v)) {
    const Weight here = distance_[v * lanes + lane];
    if (here == unreachable) continue;
    for (Index edge = hierarchy.first(v); edge < hierarchy.first(v + 1); ++edge) {
      auto& there = distance_[hierarchy.high(edge) * lanes + lane];
      there = std::min(there, plus(here, weight[edge]));
    }
  }
}

void Trees::from(std::span<const Index> sources) {
  PENDEL_EXPECT(sources.size() <= lanes);
  const auto& hierarchy = metric_->hierarchy();
  std::fill(distance_.begin(), distance_.end(), unreachable);
  for (std::size_t lane = 0; lane < sources.size(); ++lane)
    climb(hierarchy.rank(hierarchy.graph().source(sources[lane])), lane, metric_->up());
  sweep_16(hierarchy.nodes(), hierarchy.first().data(), hierarchy.high().data(), metric_->down().data(),
           distance_.data());
}

void Trees::to(std::span<const Index> targets) {
  PENDEL_EXPECT(targets.size() <= lanes);
  const auto& hierarchy = metric_->hierarchy();
  std::fill(distance_.begin(), distance_.end(), unreachable);
  for (std::size_t lane = 0; lane < targets.size(); ++lane)
    climb(hierarchy.rank(hierarchy.graph().sink(targets[lane])), lane, metric_->down());
  sweep_16(hierarchy.nodes(), hierarchy.first().data(), hierarchy.high().data(), metric_->up().data(),
           distance_.data());
}

}  // namespace pendel::routing
