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
  /// `least(link)`: such a weight, `unreachable` if the link is closed.
  /// `leave(link, t)`: when a vehicle that enters `link` at `t` leaves it; at least t + least(link).
  /// `limit`: only arrivals before it count. `patience`: gives up after looking at so many places.
  /// Returns the arrival, `unreachable` if there is no path (or none before `limit`); then `links` is empty.
  template <class Bound, class Least, class Leave>
  Weight path(Index from, Index to, Weight depart, const Bound& bound, const Least& least, const Leave& leave,
              std::vector<Index>& links, Weight limit = unreachable, std::size_t patience = no_end) {
    PENDEL_EXPECT(from != to);
    links.clear();
    reset();
    gave_up_ = false;
    const Index source = graph_->source(from);
    const Index target = graph_->sink(to);
    if (plus(depart, bound(source)) >= limit) return unreachable;
    reach(source, depart, none);
    expand(source, bound, least, limit);
    for (std::size_t looks = 0; !heap_.empty(); ++looks) {
      if (looks == patience) {
        gave_up_ = true;
        return unreachable;
      }
      const auto [key, item] = heap_.pop();
      const Index node = (item & is_node) != 0 ? item & ~is_node : drive(item, bound, leave, limit);
      if (node == none || ((item & is_node) != 0 && key != plus(arrival_[node], bound(node)))) continue;
      if (node == target) break;
      expand(node, bound, least, limit);
    }
    if (arrival_[target] == unreachable) return unreachable;
    for (Index node = target; node != source; node = graph_->tail(arc_[node]))
      if (graph_->link(arc_[node]) != none) links.push_back(graph_->link(arc_[node]));
    std::reverse(links.begin(), links.end());
    return arrival_[target];
  }

  /// The last call ended before its answer was known.
  [[nodiscard]] bool gave_up() const { return gave_up_; }
  static constexpr std::size_t no_end = static_cast<std::size_t>(-1);

 private:
  /// The heap holds nodes that were reached and arcs of which only the least time is known: those aside of the way are
  /// hardly ever looked up (lazy evaluation, Cohen, Phillips, Likhachev 2014).
  static constexpr Index is_node = 0x80000000U;

  template <class Bound, class Least>
  void expand(Index node, const Bound& bound, const Least& least, Weight limit) {
    for (Index arc = graph_->out_first(node); arc < graph_->out_first(node + 1); ++arc) {
      const Index head = graph_->head(arc);
      const Index link = graph_->link(arc);
      const Weight enter = link == none ? arrival_[node] : plus(arrival_[node], graph_->turn_cost(arc));
      const Weight soonest = link == none ? enter : plus(enter, least(link));
      if (soonest > arrival_[head] || soonest == unreachable) continue;
      const Weight key = plus(soonest, bound(head));
      if (key < limit) heap_.push(key, arc);
    }
  }
  /// The head of the arc if it is to be expanded at once, else `none`.
  template <class Bound, class Leave>
  Index drive(Index arc, const Bound& bound, const Leave& leave, Weight limit) {
    const Index tail = graph_->tail(arc), head = graph_->head(arc), link = graph_->link(arc);
    const Weight arrival = link == none ? arrival_[tail] : leave(link, plus(arrival_[tail], graph_->turn_cost(arc)));
    const Weight key = plus(arrival, bound(head));
    if (key >= limit) return none;
    if (arrival < arrival_[head]) {
      reach(head, arrival, arc);
      if (heap_.empty() || key < heap_.least()) return head;
      heap_.push(key, head | is_node);
    } else if (arrival == arrival_[head] && arc_[head] != none && link < graph_->link(arc_[head])) {
      arc_[head] = arc;  // as early: the lower link id
    }
    return none;
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
  bool gave_up_ = false;
};

}  // namespace pendel::routing
