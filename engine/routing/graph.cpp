// SPDX-License-Identifier: Apache-2.0
#include "routing/graph.hpp"

#include <algorithm>
#include <utility>

#include "core/contract.hpp"

namespace pendel::routing {

Graph::Graph(std::size_t nodes, std::span<const Index> from, std::span<const Index> to, std::span<const Ban> bans,
             std::span<const Turn> turns)
    : original_nodes_(nodes), links_(from.size()) {
  PENDEL_EXPECT(to.size() == from.size() && nodes < none / 2 && from.size() < none / 2);
  for (std::size_t i = 0; i < from.size(); ++i) PENDEL_EXPECT(from[i] < nodes && to[i] < nodes);
  const auto meet = [&](Index in, Index out) { return in < links_ && out < links_ && to[in] == from[out]; };
  for (const auto& ban : bans) PENDEL_EXPECT(meet(ban.from, ban.to));
  for (const auto& turn : turns) PENDEL_EXPECT(meet(turn.from, turn.to) && turn.cost <= unreachable);
  sink_.resize(nodes);
  for (std::size_t v = 0; v < nodes; ++v) sink_[v] = static_cast<Index>(v);
  auto arcs = split(from, to, bans, turns);
  std::size_t all = nodes;
  for (const auto& arc : arcs) all = std::max({all, std::size_t{arc.head} + 1, std::size_t{arc.tail} + 1});
  index(std::move(arcs), all);
}

namespace {

/// Turns that are not simply free, sorted by their links; a ban costs `unreachable` and wins.
std::vector<Turn> all_turns(std::span<const Ban> bans, std::span<const Turn> turns) {
  std::vector<Turn> all;
  for (const auto& turn : turns)
    if (turn.cost > 0) all.push_back(turn);
  const auto before = [](const Turn& a, const Turn& b) { return std::pair{a.from, a.to} < std::pair{b.from, b.to}; };
  std::sort(all.begin(), all.end(), before);
  for (std::size_t i = 1; i < all.size(); ++i) PENDEL_EXPECT(before(all[i - 1], all[i]));
  const auto costs = static_cast<std::ptrdiff_t>(all.size());
  for (const auto& ban : bans) all.push_back({ban.from, ban.to, unreachable});
  std::sort(all.begin() + costs, all.end(), before);
  std::inplace_merge(all.begin(), all.begin() + costs, all.end(), before);
  std::vector<Turn> once;
  for (const auto& turn : all)
    if (once.empty() || before(once.back(), turn))
      once.push_back(turn);
    else
      once.back().cost = std::max(once.back().cost, turn.cost);
  return once;
}

/// Cost from link to link; `turns` as from all_turns().
Weight cost_of(const std::vector<Turn>& turns, Index from, Index to) {
  const auto found = std::lower_bound(turns.begin(), turns.end(), std::pair{from, to}, [](const Turn& t, auto key) {
    return std::pair{t.from, t.to} < key;
  });
  return found != turns.end() && found->from == from && found->to == to ? found->cost : 0;
}

}  // namespace

/// Copies first, sinks last: a search that breaks ties by node number then settles every copy before its sink.
std::vector<Graph::Arc> Graph::split(std::span<const Index> from, std::span<const Index> to, std::span<const Ban> bans,
                                     std::span<const Turn> costs) {
  const auto turns = all_turns(bans, costs);
  std::vector<Arc> arcs;
  arcs.reserve(links_ + 4 * turns.size());
  for (std::size_t i = 0; i < links_; ++i) arcs.push_back({from[i], static_cast<Index>(i), to[i]});
  if (turns.empty()) return arcs;

  std::vector<std::vector<Index>> out(original_nodes_);
  for (std::size_t i = 0; i < links_; ++i) out[from[i]].push_back(static_cast<Index>(i));
  std::vector<Index> copy_of_link(links_, none);
  std::vector<std::vector<Index>> copies(original_nodes_);
  auto next = static_cast<Index>(original_nodes_);
  for (const auto& turn : turns)
    if (copy_of_link[turn.from] == none) {
      copies[to[turn.from]].push_back(next);
      copy_of_link[turn.from] = next++;
    }
  for (std::size_t i = 0; i < links_; ++i)
    if (copy_of_link[i] != none) arcs[i].head = copy_of_link[i];
  // A copy's continuations lead where the links lead by now, which may be another copy.
  for (std::size_t i = 0; i < links_; ++i) {
    if (copy_of_link[i] == none) continue;
    for (const Index link : out[to[i]])
      if (const Weight cost = cost_of(turns, static_cast<Index>(i), link); cost < unreachable)
        arcs.push_back({copy_of_link[i], link, arcs[link].head, cost});
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
  const bool any_cost = std::any_of(arcs.begin(), arcs.end(), [](const Arc& arc) { return arc.turn > 0; });
  for (const auto& arc : arcs) {
    ++first_out_[arc.tail + 1];
    ++first_in_[arc.head + 1];
    tail_.push_back(arc.tail);
    link_.push_back(arc.link);
    head_.push_back(arc.head);
    if (any_cost) turn_.push_back(arc.turn);
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
