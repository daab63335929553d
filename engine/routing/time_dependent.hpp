// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "core/contract.hpp"
#include "routing/graph.hpp"
#include "routing/heap.hpp"

namespace pendel::routing {

/// Quickest path when link times depend on the time of entry: A* (Hart, Nilsson, Raphael 1968) in which the exact
/// distance on lower-bound weights guides the search, so that it hardly leaves the path while traffic is light (idea:
/// Strasser and Zeitz, "A Fast and Tight Heuristic for A* in Road Networks", SEA 2021). Exact if nobody arrives earlier
/// by entering later (first in, first out). A query object for one thread.
class TimeDependent {
 public:
  explicit TimeDependent(const Graph& graph)
      : graph_(&graph), arrival_(graph.nodes(), unreachable), arc_(graph.nodes(), none) {}

  /// From original node `from` at time `depart` to original node `to`, which differs.
  /// `bound(node)`: distance of a split node to sink(to) on weights that no link time ever undercuts.
  /// `leave(link, t)`: when a vehicle that enters `link` at `t` leaves it; `unreachable` if the link is closed.
  /// `limit`: only arrivals before it count.
  /// Returns the arrival, `unreachable` if there is no path (or none before `limit`); then `links` is empty.
  template <class Bound, class Leave>
  Weight path(Index from, Index to, Weight depart, const Bound& bound, const Leave& leave, std::vector<Index>& links,
              Weight limit = unreachable) {
    PENDEL_EXPECT(from != to);
    links.clear();
    reset();
    const Index source = graph_->source(from);
    const Index target = graph_->sink(to);
    if (plus(depart, bound(source)) >= limit) return unreachable;
    reach(source, depart, none);
    heap_.push(plus(depart, bound(source)), source);
    while (!heap_.empty()) {
      const auto [key, node] = heap_.pop();
      if (key != plus(arrival_[node], bound(node))) continue;
      if (node == target) break;
      expand(node, bound, leave, limit);
    }
    if (arrival_[target] == unreachable) return unreachable;
    for (Index node = target; node != source; node = graph_->tail(arc_[node]))
      if (graph_->link(arc_[node]) != none) links.push_back(graph_->link(arc_[node]));
    std::reverse(links.begin(), links.end());
    return arrival_[target];
  }

 private:
  template <class Bound, class Leave>
  void expand(Index node, const Bound& bound, const Leave& leave, Weight limit) {
    for (Index arc = graph_->out_first(node); arc < graph_->out_first(node + 1); ++arc) {
      const Index head = graph_->head(arc);
      const Weight rest = bound(head);
      if (rest == unreachable) continue;
      const Index link = graph_->link(arc);
      const Weight arrival = link == none ? arrival_[node] : leave(link, plus(arrival_[node], graph_->turn_cost(arc)));
      if (plus(arrival, rest) >= limit) continue;
      if (arrival < arrival_[head]) {
        reach(head, arrival, arc);
        heap_.push(plus(arrival, rest), head);
      } else if (arrival == arrival_[head] && arc_[head] != none && link < graph_->link(arc_[head])) {
        arc_[head] = arc;  // as early: the lower link id
      }
    }
  }
  void reach(Index node, Weight arrival, Index arc) {
    if (arrival_[node] == unreachable) touched_.push_back(node);
    arrival_[node] = arrival;
    arc_[node] = arc;
  }
  void reset() {
    for (const Index node : touched_) arrival_[node] = unreachable;
    touched_.clear();
    heap_.clear();
  }

  const Graph* graph_;
  Heap heap_;
  std::vector<Weight> arrival_;
  std::vector<Index> arc_;
  std::vector<Index> touched_;
};

}  // namespace pendel::routing
