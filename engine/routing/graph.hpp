// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

/// Shortest paths over plain arrays. Knows no region: nodes and links are numbers, weights are whole numbers.
namespace pendel::routing {

using Index = std::uint32_t;
inline constexpr Index none = std::numeric_limits<Index>::max();

/// A link weight, e.g. ticks of 0.1 s. A usable link weighs at least 1 and a path at most `unreachable` - 1.
using Weight = std::uint32_t;
/// Weight of a closed link and distance of what cannot be reached. Half the range, so that a sum of two does not wrap.
inline constexpr Weight unreachable = 0x7fffffffU;

/// The sum of a distance and a weight, never above `unreachable`.
constexpr Weight plus(Weight a, Weight b) {
  const Weight sum = a + b;
  return sum < unreachable ? sum : unreachable;
}

/// Who comes from link `from` may not continue on link `to`.
struct Ban {
  Index from = none;
  Index to = none;
  friend auto operator<=>(const Ban&, const Ban&) = default;
};

/// Who comes from link `from` pays `cost` for the turn before continuing on link `to`; at most `unreachable`.
struct Turn {
  Index from = none;
  Index to = none;
  Weight cost = 0;
};

/// The topology of a directed graph as compressed rows in both directions, immutable.
///
/// Turns that are banned or cost something are honoured by splitting only the junctions that have one: each link with
/// such a turn at its end leads to a copy of the junction that lacks the banned continuations and whose arcs carry the
/// costs of the others, and every way into such a junction is tied by a weightless arc to one "sink" where paths to it
/// end. So a path starts at source(v), ends at sink(v), and a search needs to know nothing of turns. Where all turns
/// cost something this is the line graph (Geisberger and Vetter, "Efficient Routing in Road Networks with Turn Costs",
/// SEA 2011).
class Graph {
 public:
  /// Links 0 to m-1 from `from[i]` to `to[i]`, each below `nodes`. `bans` and `turns` in any order; links that do not
  /// meet are a broken contract, likewise two costs of one turn. Throws ContractError.
  Graph(std::size_t nodes, std::span<const Index> from, std::span<const Index> to, std::span<const Ban> bans = {},
        std::span<const Turn> turns = {});

  /// Nodes with the copies, and links as given.
  [[nodiscard]] std::size_t nodes() const { return first_out_.size() - 1; }
  [[nodiscard]] std::size_t original_nodes() const { return original_nodes_; }
  [[nodiscard]] std::size_t links() const { return links_; }
  [[nodiscard]] std::size_t arcs() const { return head_.size(); }

  [[nodiscard]] Index source(Index node) const { return node; }
  [[nodiscard]] Index sink(Index node) const { return sink_[node]; }

  // Arc a of a node, in order of link id: out_first(v) <= a < out_first(v + 1).
  [[nodiscard]] Index out_first(std::size_t node) const { return first_out_[node]; }
  [[nodiscard]] Index head(Index arc) const { return head_[arc]; }
  /// The link that an arc drives along; `none` for the weightless arc to a sink.
  [[nodiscard]] Index link(Index arc) const { return link_[arc]; }
  [[nodiscard]] Index tail(Index arc) const { return tail_[arc]; }

  // The same arcs by their head: in_arc(i) for in_first(v) <= i < in_first(v + 1).
  [[nodiscard]] Index in_first(std::size_t node) const { return first_in_[node]; }
  [[nodiscard]] Index in_arc(Index i) const { return in_arc_[i]; }

  /// What the turn into an arc's link costs; 0 where nothing is known of the link before.
  [[nodiscard]] Weight turn_cost(Index arc) const { return turn_.empty() ? 0 : turn_[arc]; }
  /// Weight of an arc under link weights, with its turn.
  [[nodiscard]] Weight weight(Index arc, std::span<const Weight> link_weight) const {
    return link_[arc] == none ? 0 : plus(link_weight[link_[arc]], turn_cost(arc));
  }

 private:
  struct Arc {
    Index tail, link, head;
    Weight turn = 0;
    friend auto operator<=>(const Arc&, const Arc&) = default;
  };
  std::vector<Arc> split(std::span<const Index> from, std::span<const Index> to, std::span<const Ban> bans,
                         std::span<const Turn> costs);
  void index(std::vector<Arc> arcs, std::size_t nodes);

  std::size_t original_nodes_;
  std::size_t links_;
  std::vector<Index> sink_;  // original node -> node where paths to it end
  std::vector<Index> first_out_, head_, link_, tail_;
  std::vector<Weight> turn_;  // arc -> cost of its turn; empty if none costs anything
  std::vector<Index> first_in_, in_arc_;
};

}  // namespace pendel::routing
