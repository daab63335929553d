// SPDX-License-Identifier: Apache-2.0
#include "routing/hierarchy.hpp"

#include <algorithm>
#include <ranges>

#include "core/contract.hpp"
#include "routing/order.hpp"

namespace pendel::routing {

Hierarchy::Hierarchy(const Graph& graph) : Hierarchy(graph, dissection_order(graph)) {}

Hierarchy::Hierarchy(const Graph& graph, std::vector<Index> rank) : graph_(&graph), rank_(std::move(rank)) {
  PENDEL_EXPECT(rank_.size() == graph.nodes());
  std::vector<std::uint8_t> seen(rank_.size(), 0);
  for (const Index r : rank_) {
    PENDEL_EXPECT(r < rank_.size() && seen[r] == 0);
    seen[r] = 1;
  }
  complete();
  list_below();
  list_arcs();
}

void Hierarchy::list_below() {
  first_below_.assign(rank_.size() + 1, 0);
  for (const Index high : high_) ++first_below_[high + 1];
  for (std::size_t v = 0; v < rank_.size(); ++v) first_below_[v + 1] += first_below_[v];
  below_.resize(high_.size());
  auto next = first_below_;
  for (Index edge = 0; edge < high_.size(); ++edge) below_[next[high_[edge]]++] = edge;
}

void Hierarchy::list_arcs() {
  std::vector<Index> slot_of_arc(graph_->arcs(), none);
  first_arc_.assign(2 * high_.size() + 1, 0);
  for (Index arc = 0; arc < graph_->arcs(); ++arc) {
    const Index tail = rank_[graph_->tail(arc)], head = rank_[graph_->head(arc)];
    if (tail == head) continue;
    const auto [low, high] = std::minmax({tail, head});
    const auto found = std::lower_bound(high_.begin() + first_[low], high_.begin() + first_[low + 1], high);
    slot_of_arc[arc] = 2 * static_cast<Index>(found - high_.begin()) + (tail < head ? 0 : 1);
    ++first_arc_[slot_of_arc[arc] + 1];
  }
  for (std::size_t slot = 0; slot + 1 < first_arc_.size(); ++slot) first_arc_[slot + 1] += first_arc_[slot];
  arc_.resize(first_arc_.back());
  auto next = first_arc_;
  for (Index arc = 0; arc < graph_->arcs(); ++arc)
    if (slot_of_arc[arc] != none) arc_[next[slot_of_arc[arc]]++] = arc;
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
      down_via_(hierarchy.edges()),
      row_(hierarchy.nodes()) {}

void Metric::customize(std::span<const Weight> link_weight) {
  PENDEL_EXPECT(link_weight.size() == hierarchy_->graph().links());
  link_weight_.assign(link_weight.begin(), link_weight.end());
  take_arcs();
  take_triangles();
}

void Metric::take_arcs() {
  const auto& graph = hierarchy_->graph();
  const auto lightest = [&](std::span<const Index> arcs) {
    Weight best = unreachable;
    for (const Index arc : arcs) best = std::min(best, graph.weight(arc, link_weight_));
    return best;
  };
  for (Index edge = 0; edge < up_.size(); ++edge) {
    up_[edge] = lightest(hierarchy_->arcs(edge, true));
    down_[edge] = lightest(hierarchy_->arcs(edge, false));
  }
}

/// Every way over a node below both ends. A hot kernel: rows by ascending lower end x, each complete before it is used;
/// what nodes v below x add is collected by higher end, so that nothing is searched for.
void Metric::take_triangles() {
  const auto n = static_cast<Index>(hierarchy_->nodes());
  const Index* const first = hierarchy_->first().data();
  const Index* const high = hierarchy_->high().data();
  const Weight* const up = up_.data();
  const Weight* const down = down_.data();
  Both* const row = row_.data();
  const auto packed = [](Weight weight, Index via) { return std::uint64_t{weight} << 32U | via; };
  for (Index x = 0; x < n; ++x) {
    for (Index xy = first[x]; xy < first[x + 1]; ++xy) row[high[xy]] = {packed(up[xy], 0), packed(down[xy], 0)};
    for (const Index vx : hierarchy_->below(x)) {
      if (up[vx] == unreachable && down[vx] == unreachable) continue;
      const std::uint64_t to_x = packed(up[vx], vx + 1), from_x = packed(down[vx], vx + 1);
      const Index last = first[hierarchy_->low(vx) + 1];
      // No overflow: weights are at most 2^31 - 1. What exceeds `unreachable` loses against the value there.
      for (Index vy = vx + 1; vy < last; ++vy) {
        Both& xy = row[high[vy]];
        const std::uint64_t upwards = from_x + packed(up[vy], 0), downwards = to_x + packed(down[vy], 0);
        xy.up = upwards < xy.up ? upwards : xy.up;
        xy.down = downwards < xy.down ? downwards : xy.down;
      }
    }
    for (Index xy = first[x]; xy < first[x + 1]; ++xy) {
      const auto [upwards, downwards] = row[high[xy]];
      up_[xy] = static_cast<Weight>(upwards >> 32U);
      down_[xy] = static_cast<Weight>(downwards >> 32U);
      up_via_[xy] = static_cast<Index>(upwards);
      down_via_[xy] = static_cast<Index>(downwards);
    }
  }
}

void Metric::unpack(Index edge, bool upwards, std::vector<Index>& links) const {
  const Index via = upwards ? up_via_[edge] : down_via_[edge];
  if (via == 0) {
    const auto& graph = hierarchy_->graph();
    const Weight weight = upwards ? up_[edge] : down_[edge];
    for (const Index arc : hierarchy_->arcs(edge, upwards))
      if (graph.weight(arc, link_weight_) == weight) {
        if (const Index link = graph.link(arc); link != none) links.push_back(link);
        return;
      }
    PENDEL_ENSURE(false);
  }
  const Index to_low = via - 1, high = hierarchy_->high(edge);
  Index to_high = to_low + 1;  // in the same row, further on
  while (hierarchy_->high(to_high) != high) ++to_high;
  unpack(upwards ? to_low : to_high, false, links);
  unpack(upwards ? to_high : to_low, true, links);
}

PathQuery::PathQuery(const Metric& metric) : metric_(&metric), label_(metric.hierarchy().nodes()) {}

/// One node's edges upwards, for the search from the source, from the target, or both. A side that is no better than
/// the best path so far cannot improve it. The labels are given back.
template <bool from, bool to>
void PathQuery::relax(Index node, Weight best) {
  const auto& hierarchy = metric_->hierarchy();
  auto& mine = label_[node];
  const Weight here = mine.from, there = mine.to;
  if (from) mine.from = unreachable;
  if (to) mine.to = unreachable;
  const bool forwards = from && here < best, backwards = to && there < best;
  if (!forwards && !backwards) return;
  const Weight* const up = metric_->up().data();
  const Weight* const down = metric_->down().data();
  for (Index edge = hierarchy.first(node); edge < hierarchy.first(node + 1); ++edge) {
    auto& label = label_[hierarchy.high(edge)];
    if (forwards)
      if (const Weight way = here + up[edge]; way < label.from) {
        label.from = way;
        label.from_via = edge;
      }
    if (backwards)
      if (const Weight way = there + down[edge]; way < label.to) {
        label.to = way;
        label.to_via = edge;
      }
  }
}

/// Both climb to where their ways to the root join, then go on together.
Weight PathQuery::search(Index source, Index target) {
  const auto& hierarchy = metric_->hierarchy();
  label_[source].from = 0;
  label_[target].to = 0;
  Weight best = unreachable;
  meet_ = none;
  Index a = source, b = target;
  while (a != b) {  // the parent of a root is `none`, above all others
    if (a < b) {
      relax<true, false>(a, unreachable);
      a = hierarchy.parent(a);
    } else {
      relax<false, true>(b, unreachable);
      b = hierarchy.parent(b);
    }
  }
  for (Index v = a; v != none; v = hierarchy.parent(v)) {
    if (const Weight way = plus(label_[v].from, label_[v].to); way < best) {
      best = way;
      meet_ = v;
    }
    relax<true, true>(v, best);
  }
  return best;
}

Weight PathQuery::distance(Index from, Index to) {
  if (from == to) return 0;
  const auto& hierarchy = metric_->hierarchy();
  return search(hierarchy.rank(hierarchy.graph().source(from)), hierarchy.rank(hierarchy.graph().sink(to)));
}

Weight PathQuery::path(Index from, Index to, std::vector<Index>& links) {
  links.clear();
  if (from == to) return 0;
  const auto& hierarchy = metric_->hierarchy();
  const Index source = hierarchy.rank(hierarchy.graph().source(from));
  const Index target = hierarchy.rank(hierarchy.graph().sink(to));
  const Weight best = search(source, target);
  if (best == unreachable) return best;
  climbed_.clear();
  for (Index v = meet_; v != source; v = hierarchy.low(label_[v].from_via)) climbed_.push_back(label_[v].from_via);
  for (const Index edge : climbed_ | std::views::reverse) metric_->unpack(edge, true, links);
  for (Index v = meet_; v != target; v = hierarchy.low(label_[v].to_via))
    metric_->unpack(label_[v].to_via, false, links);
  return best;
}

}  // namespace pendel::routing
