// SPDX-License-Identifier: Apache-2.0
#include "routing/graph.hpp"

#include <algorithm>

#include "core/contract.hpp"

namespace pendel::routing {

Graph::Graph(std::size_t nodes, std::span<const Index> from, std::span<const Index> to, std::span<const Ban> bans)
    : original_nodes_(nodes), links_(from.size()) {
  PENDEL_EXPECT(to.size() == from.size() && nodes < none / 2 && from.size() < none / 2);
  for (std::size_t i = 0; i < from.size(); ++i) PENDEL_EXPECT(from[i] < nodes && to[i] < nodes);
  for (const auto& ban : bans) {
    PENDEL_EXPECT(ban.from < links_ && ban.to < links_);
    PENDEL_EXPECT(to[ban.from] == from[ban.to]);
  }
  sink_.resize(nodes);
  for (std::size_t v = 0; v < nodes; ++v) sink_[v] = static_cast<Index>(v);
  std::vector<Ban> sorted(bans.begin(), bans.end());
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  auto arcs = split(from, to, std::move(sorted));
  std::size_t all = nodes;
  for (const auto& arc : arcs) all = std::max({all, std::size_t{arc.head} + 1, std::size_t{arc.tail} + 1});
  index(std::move(arcs), all);
}

/// Copies first, sinks last: a search that breaks ties by node number then settles every copy before its sink.
std::vector<Graph::Arc> Graph::split(std::span<const Index> from, std::span<const Index> to, std::vector<Ban> bans) {
  std::vector<Arc> arcs;
  arcs.reserve(links_ + 8 * bans.size());
  for (std::size_t i = 0; i < links_; ++i) arcs.push_back({from[i], static_cast<Index>(i), to[i]});
  if (bans.empty()) return arcs;

  std::vector<std::vector<Index>> out(original_nodes_);
  for (std::size_t i = 0; i < links_; ++i) out[from[i]].push_back(static_cast<Index>(i));
  std::vector<Index> copy_of_link(links_, none);
  std::vector<std::vector<Index>> copies(original_nodes_);
  auto next = static_cast<Index>(original_nodes_);
  for (const auto& ban : bans)
    if (copy_of_link[ban.from] == none) {
      copies[to[ban.from]].push_back(next);
      copy_of_link[ban.from] = next++;
    }
  for (std::size_t i = 0; i < links_; ++i)
    if (copy_of_link[i] != none) arcs[i].head = copy_of_link[i];
  // A copy's continuations lead where the links lead by now, which may be another copy.
  for (std::size_t i = 0; i < links_; ++i) {
    if (copy_of_link[i] == none) continue;
    for (const Index link : out[to[i]])
      if (!std::binary_search(bans.begin(), bans.end(), Ban{static_cast<Index>(i), link}))
        arcs.push_back({copy_of_link[i], link, arcs[link].head});
  }
  for (std::size_t v = 0; v < original_nodes_; ++v) {
    if (copies[v].empty()) continue;
    sink_[v] = next++;
    arcs.push_back({static_cast<Index>(v), none, sink_[v]});
    for (const Index copy : copies[v]) arcs.push_back({copy, none, sink_[v]});
  }
  return arcs;
}

void Graph::index(std::vector<Arc> arcs, std::size_t nodes) {
  std::sort(arcs.begin(), arcs.end());
  first_out_.assign(nodes + 1, 0);
  first_in_.assign(nodes + 1, 0);
  for (const auto& arc : arcs) {
    ++first_out_[arc.tail + 1];
    ++first_in_[arc.head + 1];
    tail_.push_back(arc.tail);
    link_.push_back(arc.link);
    head_.push_back(arc.head);
  }
  for (std::size_t v = 0; v < nodes; ++v) {
    first_out_[v + 1] += first_out_[v];
    first_in_[v + 1] += first_in_[v];
  }
  in_arc_.resize(arcs.size());
  auto next = first_in_;
  for (std::size_t a = 0; a < arcs.size(); ++a) in_arc_[next[arcs[a].head]++] = static_cast<Index>(a);
}

}  // namespace pendel::routing
