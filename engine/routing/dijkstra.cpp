// SPDX-License-Identifier: Apache-2.0
#include "routing/dijkstra.hpp"

#include <algorithm>

#include "core/contract.hpp"

namespace pendel::routing {

Dijkstra::Dijkstra(const Graph& graph) : graph_(&graph) {}

void Dijkstra::start(Index node) {
  PENDEL_EXPECT(node < graph_->nodes());
  distance_.assign(graph_->nodes(), unreachable);
  heap_.clear();
  distance_[node] = 0;
  heap_.push(0, node);
}

std::span<const Weight> Dijkstra::from(Index source, std::span<const Weight> link_weight) {
  PENDEL_EXPECT(link_weight.size() == graph_->links());
  start(source);
  while (!heap_.empty()) {
    const auto [key, node] = heap_.pop();
    if (key != distance_[node]) continue;
    for (Index arc = graph_->out_first(node); arc < graph_->out_first(node + 1); ++arc) {
      const Index head = graph_->head(arc);
      const Weight distance = plus(key, graph_->weight(arc, link_weight));
      if (distance < distance_[head]) heap_.push(distance_[head] = distance, head);
    }
  }
  return distance_;
}

std::span<const Weight> Dijkstra::to(Index target, std::span<const Weight> link_weight) {
  PENDEL_EXPECT(link_weight.size() == graph_->links());
  start(target);
  while (!heap_.empty()) {
    const auto [key, node] = heap_.pop();
    if (key != distance_[node]) continue;
    for (Index i = graph_->in_first(node); i < graph_->in_first(node + 1); ++i) {
      const Index arc = graph_->in_arc(i);
      const Index tail = graph_->tail(arc);
      const Weight distance = plus(key, graph_->weight(arc, link_weight));
      if (distance < distance_[tail]) heap_.push(distance_[tail] = distance, tail);
    }
  }
  return distance_;
}

Weight Dijkstra::path(Index from, Index to, std::span<const Weight> link_weight, std::vector<Index>& links) {
  PENDEL_EXPECT(link_weight.size() == graph_->links());
  links.clear();
  if (from == to) return 0;
  const Index source = graph_->source(from);
  const Index target = graph_->sink(to);
  start(source);
  arc_.assign(graph_->nodes(), none);
  while (!heap_.empty()) {
    const auto [key, node] = heap_.pop();
    if (key != distance_[node]) continue;
    if (node == target) break;
    for (Index arc = graph_->out_first(node); arc < graph_->out_first(node + 1); ++arc) {
      const Index head = graph_->head(arc);
      const Weight distance = plus(key, graph_->weight(arc, link_weight));
      if (distance == unreachable || distance > distance_[head]) continue;
      if (distance < distance_[head]) {
        heap_.push(distance_[head] = distance, head);
        arc_[head] = arc;
      } else if (arc_[head] != none && graph_->link(arc) < graph_->link(arc_[head])) {
        arc_[head] = arc;  // as short, and a lower link id: the answer does not depend on the heap's order
      }
    }
  }
  if (distance_[target] == unreachable) return unreachable;
  for (Index node = target; node != source; node = graph_->tail(arc_[node]))
    if (graph_->link(arc_[node]) != none) links.push_back(graph_->link(arc_[node]));
  std::reverse(links.begin(), links.end());
  return distance_[target];
}

}  // namespace pendel::routing
