// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "models/mobility/assignment.hpp"
#include "routing/time_dependent.hpp"
#include "routing/trees.hpp"

/// How Assignment looks for routes; for its source files only.
namespace pendel::mobility {

constexpr routing::Weight ticks_per_link = 100;  // about, on an empty road

/// How a search is led to its target: a distance that no vehicle undercuts which enters links before `until`.
struct Assignment::Guide {
  const routing::Trees* trees = nullptr;
  std::size_t lane = 0;
  const routing::Weight* weight = nullptr;  // of the links, that make up the distance
  routing::Weight until = routing::unreachable;
  std::size_t patience = routing::TimeDependent::no_end;
  bool empty_roads = true;

  routing::Weight operator()(routing::Index node) const { return trees->distance(node, lane); }
};

/// A trip whose quickest way is not known yet: it sets out at `enter`, only arrivals before `limit` count.
struct Assignment::Hard {
  std::uint32_t trip;
  routing::Weight enter, limit;
};

/// What a thread needs to look for routes.
struct Assignment::Scratch {
  explicit Scratch(const routing::Metric& metric) : trees(metric), query(metric.hierarchy().graph()) {}

  routing::Trees trees;
  routing::TimeDependent query;
  std::vector<std::vector<routing::Index>> routes;  // of the trip at hand; the one it drives first
  std::vector<Tick> cost;                           // of each, smoothed
  std::vector<std::uint32_t> order;
  std::size_t known = 0;
  std::vector<Hard>* hard = nullptr;
};

/// The arrival on the quickest way, `unreachable` if there is none before `limit`. Nothing if the guide does not lead
/// to it: then the trip is asked for once more with another one.
std::optional<routing::Weight> Assignment::look(Scratch& scratch, std::uint32_t trip, NodeId from, NodeId to,
                                                routing::Weight enter, routing::Weight limit, const Guide& guide,
                                                const auto& leave, std::vector<routing::Index>& route) const {
  const std::size_t far = guide(from.value()) / ticks_per_link;  // long ways have many places
  const auto patience = guide.patience == routing::TimeDependent::no_end ? guide.patience : guide.patience + 2 * far;
  const auto least = [&](routing::Index link) { return guide.weight[link]; };
  const auto arrive = scratch.query.path(from.value(), to.value(), enter, guide, least, leave, route,
                                         std::min(limit, guide.until), patience);
  if (!scratch.query.gave_up() && (arrive != routing::unreachable || limit <= guide.until)) return arrive;
  scratch.hard->push_back({trip, enter, limit});
  return std::nullopt;
}

/// Calls f(scratch, block, trip, guide) for the trips `trip_at(0 .. n-1)` by target, guided by the distances of a
/// metric. Returns those that were not answered.
std::vector<Assignment::Hard> Assignment::search_by_target(const routing::Metric& metric, Guide guide, std::size_t n,
                                                           const auto& trip_at, std::span<const NodeId> to,
                                                           const auto& f) {
  const auto by = group_by_target(roads_.nodes(), n, [&](std::size_t i) { return to[trip_at(i)].value(); });
  constexpr auto lanes = routing::Trees::lanes;
  const auto chunks = (by.nodes.size() + lanes - 1) / lanes, first_block = changed_.size();
  changed_.resize(first_block + chunks);
  std::vector<std::vector<Hard>> hard(chunks);
  parallel::for_chunks(
      pool_, by.nodes.size(), lanes, [&] { return Scratch(metric); },
      [&, guide](Scratch& scratch, std::size_t first, std::size_t last) {
        scratch.trees.to(std::span(by.nodes).subspan(first, last - first));
        scratch.hard = &hard[first / lanes];
        auto mine = guide;
        mine.trees = &scratch.trees;
        for (std::size_t group = first; group < last; ++group) {
          mine.lane = group - first;
          for (auto j = by.first[group]; j < by.first[group + 1]; ++j)
            f(scratch, changed_[first_block + first / lanes], static_cast<std::uint32_t>(trip_at(by.trips[j])), mine);
        }
      });
  std::vector<Hard> all;
  for (const auto& part : hard) all.insert(all.end(), part.begin(), part.end());
  return all;
}

/// Calls f(scratch, block, trip, guide) for all trips, until look() has answered each. Guided by the distances on empty
/// roads at first; whoever looks at too many places with them, since queues are long, gets the least times of a window
/// of hours.
void Assignment::search(std::span<const NodeId> to, const auto& f) {
  changed_.clear();
  auto hard = search_by_target(
      empty_roads_, {.weight = free_.data(), .patience = patience_}, to.size(), [](std::size_t i) { return i; }, to, f);
  std::optional<routing::Metric> metric;
  std::vector<routing::Weight> weight;
  for (int length = 0; length < window_lengths; ++length) {
    std::vector<Hard> left;
    for (const auto& window : windows_of(hard, length, left)) {
      if (!metric) metric.emplace(empty_roads_.hierarchy());
      take_least_times(window, weight);
      metric->customize(weight);
      const auto again = search_by_target(
          *metric, {.weight = weight.data(), .until = window.until, .empty_roads = false}, window.trips.size(),
          [&](std::size_t i) { return window.trips[i]; }, to, f);
      left.insert(left.end(), again.begin(), again.end());
    }
    hard = std::move(left);
  }
  if (hard.empty()) return;
  search_by_target(
      empty_roads_, {.weight = free_.data()}, hard.size(), [&](std::size_t i) { return hard[i].trip; }, to, f);
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
