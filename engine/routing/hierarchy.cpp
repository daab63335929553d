// SPDX-License-Identifier: Apache-2.0
#include "routing/hierarchy.hpp"

#include <algorithm>

#include "core/contract.hpp"
#include "routing/order.hpp"

namespace pendel::routing {

namespace {
constexpr Index between = 0x80000000U;  // marks a node between the ends of an edge
}

Hierarchy::Hierarchy(const Graph& graph) : Hierarchy(graph, dissection_order(graph)) {}

Hierarchy::Hierarchy(const Graph& graph, std::vector<Index> rank) : graph_(&graph), rank_(std::move(rank)) {
  PENDEL_EXPECT(rank_.size() == graph.nodes());
  std::vector<std::uint8_t> seen(rank_.size(), 0);
  for (const Index r : rank_) {
    PENDEL_EXPECT(r < rank_.size() && seen[r] == 0);
    seen[r] = 1;
  }
  complete();
  edge_of_arc_.resize(graph.arcs());
  for (Index arc = 0; arc < graph.arcs(); ++arc) {
    const auto [low, high] = std::minmax({rank_[graph.tail(arc)], rank_[graph.head(arc)]});
    const auto begin = high_.begin() + first_[low];
    const auto found = std::lower_bound(begin, high_.begin() + first_[low + 1], high);
    edge_of_arc_[arc] = low == high ? none : static_cast<Index>(found - high_.begin());
  }
}

/// Contracting a node makes its higher neighbours a clique; it is enough to hand them on to the lowest of them.
void Hierarchy::complete() {
  const auto n = rank_.size();
  std::vector<std::vector<Index>> higher(n);
  for (Index arc = 0; arc < graph_->arcs(); ++arc) {
    const auto [low, high] = std::minmax({rank_[graph_->tail(arc)], rank_[graph_->head(arc)]});
    if (low != high) higher[low].push_back(high);
  }
  first_.assign(1, 0);
  for (std::size_t v = 0; v < n; ++v) {
    auto& mine = higher[v];
    std::sort(mine.begin(), mine.end());
    mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
    high_.insert(high_.end(), mine.begin(), mine.end());
    low_.resize(high_.size(), static_cast<Index>(v));
    first_.push_back(static_cast<Index>(high_.size()));
    if (mine.size() > 1) {
      auto& next = higher[mine.front()];
      next.insert(next.end(), mine.begin() + 1, mine.end());
    }
    mine = {};
  }
}

Metric::Metric(const Hierarchy& hierarchy)
    : hierarchy_(&hierarchy),
      up_(hierarchy.edges()),
      down_(hierarchy.edges()),
      up_via_(hierarchy.edges()),
      down_via_(hierarchy.edges()) {}

void Metric::customize(std::span<const Weight> link_weight) {
  PENDEL_EXPECT(link_weight.size() == hierarchy_->graph().links());
  take_arcs(link_weight);
  take_triangles();
}

void Metric::take_arcs(std::span<const Weight> link_weight) {
  const auto& graph = hierarchy_->graph();
  std::fill(up_.begin(), up_.end(), unreachable);
  std::fill(down_.begin(), down_.end(), unreachable);
  for (Index arc = 0; arc < graph.arcs(); ++arc) {
    const Index edge = hierarchy_->edge_of_arc(arc);
    if (edge == none) continue;
    const Weight weight = graph.weight(arc, link_weight);
    const bool upwards = hierarchy_->rank(graph.tail(arc)) < hierarchy_->rank(graph.head(arc));
    // Arcs come by tail, then link id: of parallel ones as short the lowest link id stays.
    if (auto& now = upwards ? up_[edge] : down_[edge]; weight < now) {
      now = weight;
      (upwards ? up_via_[edge] : down_via_[edge]) = arc;
    }
  }
}

/// Every way over a node below both ends, lower nodes first. A hot kernel: one pass over all lower triangles.
void Metric::take_triangles() {
  const auto n = static_cast<Index>(hierarchy_->nodes());
  const auto high = hierarchy_->high();
  for (Index v = 0; v < n; ++v) {
    const Index last = hierarchy_->first(v + 1);
    for (Index vx = hierarchy_->first(v); vx < last; ++vx) {
      const Weight to_x = up_[vx], from_x = down_[vx];
      if (to_x == unreachable && from_x == unreachable) continue;
      Index xy = hierarchy_->first(high[vx]);
      for (Index vy = vx + 1; vy < last; ++vy, ++xy) {
        while (high[xy] != high[vy]) ++xy;  // chordal: the edge is there
        if (const Weight way = plus(from_x, up_[vy]); way < up_[xy]) {
          up_[xy] = way;
          up_via_[xy] = between | v;
        }
        if (const Weight way = plus(down_[vy], to_x); way < down_[xy]) {
          down_[xy] = way;
          down_via_[xy] = between | v;
        }
      }
    }
  }
}

Index Metric::edge(Index low, Index high) const {
  const auto all = hierarchy_->high();
  const auto found =
      std::lower_bound(all.begin() + hierarchy_->first(low), all.begin() + hierarchy_->first(low + 1), high);
  return static_cast<Index>(found - all.begin());
}

void Metric::unpack(Index of, bool upwards, std::vector<Index>& links) const {
  const Index via = upwards ? up_via_[of] : down_via_[of];
  if ((via & between) == 0) {
    if (const Index link = hierarchy_->graph().link(via); link != none) links.push_back(link);
    return;
  }
  const Index middle = via & ~between;
  const Index to_low = edge(middle, hierarchy_->low(of)), to_high = edge(middle, hierarchy_->high(of));
  unpack(upwards ? to_low : to_high, false, links);
  unpack(upwards ? to_high : to_low, true, links);
}

PathQuery::PathQuery(const Metric& metric)
    : metric_(&metric),
      from_(metric.hierarchy().nodes(), unreachable),
      to_(from_),
      from_via_(from_.size(), none),
      to_via_(from_.size(), none) {}

void PathQuery::climb(Index start, std::span<const Weight> weight, std::vector<Weight>& distance,
                      std::vector<Index>& via) {
  const auto& hierarchy = metric_->hierarchy();
  distance[start] = 0;
  for (Index v = start; v != none; v = hierarchy.parent(v)) {
    if (distance[v] == unreachable) continue;
    for (Index edge = hierarchy.first(v); edge < hierarchy.first(v + 1); ++edge) {
      const Index high = hierarchy.high(edge);
      if (const Weight way = plus(distance[v], weight[edge]); way < distance[high]) {
        distance[high] = way;
        via[high] = edge;
      }
    }
  }
}

Weight PathQuery::search(Index source, Index target) {
  const auto& hierarchy = metric_->hierarchy();
  climb(source, metric_->up(), from_, from_via_);
  climb(target, metric_->down(), to_, to_via_);
  Weight best = unreachable;
  meet_ = none;
  // Where the two climbs may meet are common ancestors; elsewhere one of the distances is `unreachable`.
  for (Index v = source; v != none; v = hierarchy.parent(v))
    if (const Weight way = plus(from_[v], to_[v]); way < best) {
      best = way;
      meet_ = v;
    }
  return best;
}

void PathQuery::forget(Index source, Index target) {
  const auto& hierarchy = metric_->hierarchy();
  for (Index v = source; v != none; v = hierarchy.parent(v)) from_[v] = unreachable;
  for (Index v = target; v != none; v = hierarchy.parent(v)) to_[v] = unreachable;
}

Weight PathQuery::distance(Index from, Index to) {
  if (from == to) return 0;
  const auto& hierarchy = metric_->hierarchy();
  const Index source = hierarchy.rank(hierarchy.graph().source(from));
  const Index target = hierarchy.rank(hierarchy.graph().sink(to));
  const Weight best = search(source, target);
  forget(source, target);
  return best;
}

Weight PathQuery::path(Index from, Index to, std::vector<Index>& links) {
  links.clear();
  if (from == to) return 0;
  const auto& hierarchy = metric_->hierarchy();
  const Index source = hierarchy.rank(hierarchy.graph().source(from));
  const Index target = hierarchy.rank(hierarchy.graph().sink(to));
  const Weight best = search(source, target);
  if (best != unreachable) {
    climbed_.clear();
    for (Index v = meet_; v != source; v = hierarchy.low(from_via_[v])) climbed_.push_back(from_via_[v]);
    for (auto edge = climbed_.rbegin(); edge != climbed_.rend(); ++edge) metric_->unpack(*edge, true, links);
    for (Index v = meet_; v != target; v = hierarchy.low(to_via_[v])) metric_->unpack(to_via_[v], false, links);
  }
  forget(source, target);
  return best;
}

}  // namespace pendel::routing
