// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "core/random.hpp"
#include "routing/graph.hpp"

/// Graphs for the routing tests, drawn from keyed numbers.
namespace pendel::test {

struct Links {
  std::size_t nodes = 0;
  std::vector<routing::Index> from, to;
  std::vector<routing::Weight> weight;
  std::vector<routing::Ban> bans;
  std::vector<routing::Turn> turns;

  [[nodiscard]] routing::Graph graph() const { return {nodes, from, to, bans, turns}; }
  /// Cost of a turn, `unreachable` if it is banned: looked up, not built in.
  [[nodiscard]] routing::Weight turn(routing::Index in, routing::Index out) const {
    for (const auto& ban : bans)
      if (ban.from == in && ban.to == out) return routing::unreachable;
    for (const auto& cost : turns)
      if (cost.from == in && cost.to == out) return cost.cost;
    return 0;
  }
};

inline std::uint32_t dice(std::uint32_t seed, std::uint32_t what, std::uint32_t index, std::uint32_t sides) {
  return Random(seed, 0)(Stream::test, std::uint64_t{what}, index).below(sides);
}

/// Any two nodes may be joined, also twice and to themselves; parts may be cut off. Small weights make ties.
inline Links random_links(std::uint32_t seed, std::uint32_t nodes, std::uint32_t links, std::uint32_t largest_weight) {
  Links g;
  g.nodes = nodes;
  for (std::uint32_t i = 0; i < links; ++i) {
    g.from.push_back(dice(seed, 1, i, nodes));
    g.to.push_back(dice(seed, 2, i, nodes));
    g.weight.push_back(1 + dice(seed, 3, i, largest_weight));
  }
  return g;
}

/// A street grid, both directions; a tenth of the streets is missing.
inline Links grid_links(std::uint32_t seed, std::uint32_t side, std::uint32_t largest_weight) {
  Links g;
  g.nodes = std::size_t{side} * side;
  const auto street = [&](std::uint32_t a, std::uint32_t b) {
    const auto key = static_cast<std::uint32_t>(g.from.size());
    if (dice(seed, 4, key * 2 + (b - a == 1 ? 0 : 1), 10) == 0) return;
    for (const auto& [from, to] : {std::pair{a, b}, std::pair{b, a}}) {
      g.from.push_back(from);
      g.to.push_back(to);
      g.weight.push_back(1 + dice(seed, 3, static_cast<std::uint32_t>(g.from.size()), largest_weight));
    }
  };
  for (std::uint32_t y = 0; y < side; ++y)
    for (std::uint32_t x = 0; x < side; ++x) {
      if (x + 1 < side) street(y * side + x, y * side + x + 1);
      if (y + 1 < side) street(y * side + x, (y + 1) * side + x);
    }
  return g;
}

/// Bans about one in `one_in` of all possible turns.
inline void add_bans(Links& g, std::uint32_t seed, std::uint32_t one_in) {
  std::uint32_t key = 0;
  for (std::uint32_t i = 0; i < g.from.size(); ++i)
    for (std::uint32_t j = 0; j < g.from.size(); ++j)
      if (g.to[i] == g.from[j] && dice(seed, 5, key++, one_in) == 0) g.bans.push_back({i, j});
}

/// A cost on about one in `one_in` of all possible turns (1: on each), up to `largest`.
inline void add_turn_costs(Links& g, std::uint32_t seed, std::uint32_t one_in, std::uint32_t largest) {
  std::uint32_t key = 0;
  for (std::uint32_t i = 0; i < g.from.size(); ++i)
    for (std::uint32_t j = 0; j < g.from.size(); ++j)
      if (g.to[i] == g.from[j] && dice(seed, 6, key++, one_in) == 0)
        g.turns.push_back({i, j, 1 + dice(seed, 7, key, largest)});
}

/// The links form a way from `from` to `to` over allowed turns, of the given length.
inline void expect_way(const Links& g, const std::vector<routing::Index>& way, routing::Index from, routing::Index to,
                       routing::Weight length) {
  ASSERT_FALSE(way.empty());
  EXPECT_EQ(g.from[way.front()], from);
  EXPECT_EQ(g.to[way.back()], to);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < way.size(); ++i) {
    sum += g.weight[way[i]];
    if (i == 0) continue;
    EXPECT_EQ(g.to[way[i - 1]], g.from[way[i]]);
    EXPECT_NE(g.turn(way[i - 1], way[i]), routing::unreachable) << "banned turn";
    sum += g.turn(way[i - 1], way[i]);
  }
  EXPECT_EQ(sum, length);
}

/// Distances over links (not nodes) by Bellman and Ford: slow, and sees bans and turn costs directly. result[v]: from
/// `source`.
inline std::vector<routing::Weight> by_links(const Links& g, routing::Index source) {
  std::vector<routing::Weight> link(g.from.size(), routing::unreachable);
  for (bool changed = true; changed;) {
    changed = false;
    for (routing::Index j = 0; j < g.from.size(); ++j) {
      routing::Weight best = g.from[j] == source ? 0 : routing::unreachable;
      for (routing::Index i = 0; i < g.from.size(); ++i) {
        if (g.to[i] != g.from[j]) continue;
        best = std::min(best, routing::plus(link[i], g.turn(i, j)));
      }
      const auto length = routing::plus(best, g.weight[j]);
      if (length < link[j]) {
        link[j] = length;
        changed = true;
      }
    }
  }
  std::vector<routing::Weight> node(g.nodes, routing::unreachable);
  node[source] = 0;
  for (std::size_t j = 0; j < g.from.size(); ++j) node[g.to[j]] = std::min(node[g.to[j]], link[j]);
  return node;
}

}  // namespace pendel::test
