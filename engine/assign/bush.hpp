// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "assign/link_costs.hpp"
#include "assign/network.hpp"

namespace pendel::assign {

/// The links of a network by their ends, without those that nothing may use.
class Topology {
 public:
  Topology(const Network& network, const LinkCosts& costs);

  [[nodiscard]] std::size_t nodes() const { return first_out_.size() - 1; }
  [[nodiscard]] std::span<const Index> out(Index node) const { return row(out_, first_out_, node); }
  [[nodiscard]] std::span<const Index> in(Index node) const { return row(in_, first_in_, node); }
  [[nodiscard]] Index tail(Index link) const { return network_->from[link]; }
  [[nodiscard]] Index head(Index link) const { return network_->to[link]; }
  /// Whether paths from `origin` may leave `node`.
  [[nodiscard]] bool passes(Index node, Index origin) const { return node == origin || network_->through[node] != 0; }

 private:
  static std::span<const Index> row(const std::vector<Index>& all, const std::vector<Index>& first, Index node) {
    return {all.data() + first[node], all.data() + first[node + 1]};
  }
  const Network* network_;
  std::vector<Index> first_out_, out_, first_in_, in_;  // rows in order of link id
};

/// Flows and costs of all links. What a shift of flow reads and writes.
struct LinkState {
  std::vector<double> flow, cost, slope;
};

/// An acyclic part of the network that carries all trips of one origin (Dial, "A path-based user-equilibrium traffic
/// assignment algorithm that obviates path storage and enumeration", Transportation Research B 40, 2006). Nodes stand
/// in topological order, the origin first; arcs are grouped by their head.
struct Bush {
  Index origin = none;
  std::vector<Index> node;   // position -> node; what the origin reaches
  std::vector<Index> first;  // position -> its first arc; one more than positions
  std::vector<Index> link;   // arc -> link
  std::vector<double> flow;  // arc -> vehicles
};

/// Works on one bush after the other; the arrays are kept between calls, no answer depends on earlier ones.
class BushWorker {
 public:
  BushWorker(const Topology& topology, const LinkCosts& costs);

  /// The tree of shortest paths from an origin.
  Bush tree(Index origin, std::span<const double> cost);
  /// Spreads demand over the bush, each node's arrivals by the present shares of its arcs (all to the first if none has
  /// flow). `demand`: node -> vehicles, and 0 for who is none of the origin's.
  void load(Bush& bush, std::span<const double> demand);

  /// Sum over destinations of vehicles times the cost of the shortest path in the whole network. Leaves the labels for
  /// improve().
  double shortest_total(const Bush& bush, std::span<const double> cost, std::span<const Trips> trips);
  /// Drops arcs without flow and takes in links that shorten paths and close no circle; reloads. After
  /// shortest_total() with the same costs.
  void improve(Bush& bush, std::span<const double> cost, std::span<const double> demand);

  /// Moves flow from the longest used to the shortest path of the bush at each node where they differ, by one
  /// safeguarded Newton step, last node first. Returns the largest relative difference that it found.
  double shift(Bush& bush, LinkState& state, double tolerance);

  /// Cost of the shortest path in the whole network, after shortest_total().
  [[nodiscard]] double distance(Index node) const { return distance_[node]; }

 private:
  struct Segment {  // arcs between a node and where its longest and shortest path part
    double cost = 0, slope = 0, least_flow = 0;
  };
  void label(const Bush& bush, std::span<const double> cost);
  void longest_of_all(const Bush& bush, std::span<const double> cost);
  void drop_unused(Bush& bush);
  std::size_t find_additions(const Bush& bush, std::span<const double> cost, bool strict);
  void rebuild(Bush& bush);
  bool segments(const Bush& bush, Index position);
  Segment measure(const Bush& bush, const std::vector<Index>& arcs, const LinkState& state) const;
  void move(Bush& bush, LinkState& state, double vehicles);
  double equalise(Bush& bush, LinkState& state, double tolerance);

  const Topology* topology_;
  const LinkCosts* costs_;
  // By node; valid for the nodes of the present bush.
  std::vector<Index> position_;
  std::vector<double> shortest_, longest_, distance_, arriving_;
  std::vector<Index> shortest_arc_, longest_arc_;
  std::vector<std::pair<Index, Index>> additions_;  // position of the head, link
  std::vector<Index> quick_, slow_;                 // arcs of the two segments
  std::vector<Index> order_;
  Bush next_;
};

}  // namespace pendel::assign
