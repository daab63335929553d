// SPDX-License-Identifier: Apache-2.0
#include "routing/one_to_many.hpp"

#include <algorithm>

#include "core/contract.hpp"

namespace pendel::routing {

OneToMany::OneToMany(const Metric& metric, std::span<const Index> targets)
    : metric_(&metric), climbed_(metric.hierarchy().nodes(), unreachable), selected_(climbed_.size(), none) {
  const auto& hierarchy = metric.hierarchy();
  const auto rank_of = [&](Index target) { return hierarchy.rank(hierarchy.graph().sink(target)); };
  for (const Index target : targets)
    for (Index v = rank_of(target); v != none && selected_[v] == none; v = hierarchy.parent(v)) {
      selected_[v] = 0;
      rank_.push_back(v);
    }
  std::sort(rank_.begin(), rank_.end());
  for (std::size_t i = 0; i < rank_.size(); ++i) selected_[rank_[i]] = static_cast<Index>(i);
  // Higher neighbours lie on the way to the root, hence are selected as well.
  for (const Index v : rank_) {
    first_.push_back(static_cast<Index>(edge_.size()));
    for (Index edge = hierarchy.first(v); edge < hierarchy.first(v + 1); ++edge) {
      edge_.push_back(edge);
      high_.push_back(selected_[hierarchy.high(edge)]);
    }
  }
  first_.push_back(static_cast<Index>(edge_.size()));
  for (const Index target : targets) target_.push_back(selected_[rank_of(target)]);
  weight_.resize(edge_.size());
  distance_.resize(rank_.size() * lanes);
}

void OneToMany::climb(Index start, std::size_t lane) {
  const auto& hierarchy = metric_->hierarchy();
  const auto up = metric_->up();
  climbed_[start] = 0;
  for (Index v = start; v != none; v = hierarchy.parent(v)) {
    const Weight here = climbed_[v];
    climbed_[v] = unreachable;
    if (here == unreachable) continue;
    if (selected_[v] != none) distance_[selected_[v] * lanes + lane] = here;
    for (Index edge = hierarchy.first(v); edge < hierarchy.first(v + 1); ++edge) {
      auto& there = climbed_[hierarchy.high(edge)];
      there = std::min(there, plus(here, up[edge]));
    }
  }
}

void OneToMany::from(std::span<const Index> sources) {
  PENDEL_EXPECT(sources.size() <= lanes);
  const auto& hierarchy = metric_->hierarchy();
  std::fill(distance_.begin(), distance_.end(), unreachable);
  for (std::size_t i = 0; i < edge_.size(); ++i) weight_[i] = metric_->down()[edge_[i]];
  for (std::size_t lane = 0; lane < sources.size(); ++lane)
    climb(hierarchy.rank(hierarchy.graph().source(sources[lane])), lane);
  sweep_16(rank_.size(), first_.data(), high_.data(), weight_.data(), distance_.data());
}

}  // namespace pendel::routing
