// SPDX-License-Identifier: Apache-2.0
#include "routing/trees.hpp"

#include <algorithm>

#include "core/contract.hpp"

namespace pendel::routing {

namespace {

// One source text, compiled for plain x86-64 and for AVX2: whole numbers, hence equal bits. Sanitizers do not know
// dispatched functions.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define PENDEL_CLONES __attribute__((target_clones("default", "avx2"), optimize("O3")))
#else
#define PENDEL_CLONES
#endif

/// From the highest node down: each takes the best over its higher neighbours, in 16 lanes.
PENDEL_CLONES void sweep(std::size_t nodes, const Index* first, const Index* high, const Weight* weight,
                         Weight* distance) {
  for (std::size_t v = nodes; v-- > 0;) {
    Weight* const mine = distance + v * Trees::lanes;
    Weight best[Trees::lanes];
    for (std::size_t lane = 0; lane < Trees::lanes; ++lane) best[lane] = mine[lane];
    for (Index edge = first[v]; edge < first[v + 1]; ++edge) {
      const Weight* const theirs = distance + static_cast<std::size_t>(high[edge]) * Trees::lanes;
      const Weight w = weight[edge];
      // No overflow: both are at most 2^31 - 1. What exceeds `unreachable` loses against the initial value.
      for (std::size_t lane = 0; lane < Trees::lanes; ++lane) {
        const Weight way = theirs[lane] + w;
        best[lane] = way < best[lane] ? way : best[lane];
      }
    }
    for (std::size_t lane = 0; lane < Trees::lanes; ++lane) mine[lane] = best[lane];
  }
}

}  // namespace

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
  sweep(hierarchy.nodes(), hierarchy.first().data(), hierarchy.high().data(), metric_->down().data(), distance_.data());
}

void Trees::to(std::span<const Index> targets) {
  PENDEL_EXPECT(targets.size() <= lanes);
  const auto& hierarchy = metric_->hierarchy();
  std::fill(distance_.begin(), distance_.end(), unreachable);
  for (std::size_t lane = 0; lane < targets.size(); ++lane)
    climb(hierarchy.rank(hierarchy.graph().sink(targets[lane])), lane, metric_->down());
  sweep(hierarchy.nodes(), hierarchy.first().data(), hierarchy.high().data(), metric_->up().data(), distance_.data());
}

}  // namespace pendel::routing
