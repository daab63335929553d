// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mobility/assignment.hpp"
#include "routing/time_dependent.hpp"
#include "routing/trees.hpp"

/// How Assignment looks for routes; for its source files only.
namespace pendel::mobility {

/// What a thread needs to look for routes.
struct Assignment::Scratch {
  explicit Scratch(const routing::Metric& metric) : trees(metric), query(metric.hierarchy().graph()) {}

  routing::Trees trees;
  routing::TimeDependent query;
  std::vector<std::vector<routing::Index>> routes;  // of the trip at hand; the one it drives first
  std::vector<Tick> cost;                           // of each, smoothed
  std::vector<std::uint32_t> order;
  std::size_t known = 0;
};

/// Calls f(scratch, block, trip, bound): the trips by target, with the exact distance to it on empty roads as a bound.
void Assignment::for_each_with_bound(std::span<const NodeId> to, const auto& f) {
  const auto by = group_by_target(roads_.nodes(), to.size(), [&](std::size_t i) { return to[i].value(); });
  constexpr auto lanes = routing::Trees::lanes;
  changed_.assign((by.nodes.size() + lanes - 1) / lanes, {});
  parallel::for_chunks(
      pool_, by.nodes.size(), lanes, [&] { return Scratch(empty_roads_); },
      [&](Scratch& scratch, std::size_t first, std::size_t last) {
        scratch.trees.to(std::span(by.nodes).subspan(first, last - first));
        for (std::size_t group = first; group < last; ++group) {
          const auto bound = [&, lane = group - first](routing::Index v) { return scratch.trees.distance(v, lane); };
          for (auto j = by.first[group]; j < by.first[group + 1]; ++j)
            f(scratch, changed_[first / lanes], by.trips[j], bound);
        }
      });
}

inline auto Assignment::least() const {
  return [this](routing::Index link) { return free_[link]; };
}

/// When a vehicle that sets out at node `from` leaves a link which it enters at a time, as smoothed.
inline auto Assignment::leaving(NodeId from) const {
  return [this, from](routing::Index link, routing::Weight t) {
    auto at = static_cast<Tick>(t);
    if (roads_.from[LinkId(link)] == from) at += smoothed_.wait(link, at);
    return static_cast<routing::Weight>(at + smoothed_.of(link, at));
  };
}

}  // namespace pendel::mobility
