// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "routing/graph.hpp"

namespace pendel::routing {

/// The part of a customizable contraction hierarchy (Dibbelt, Strasser, Wagner, "Customizable Contraction Hierarchies",
/// ACM JEA 21, 2016) that depends on the graph alone: built once, shared by all weights and threads.
///
/// Nodes are renamed by rank. `edges` are the pairs {lower, higher} of the chordal completion of the undirected graph
/// under the order; each may be travelled upwards and downwards.
class Hierarchy {
 public:
  /// Orders by nested dissection. The graph must outlive the hierarchy.
  explicit Hierarchy(const Graph& graph);
  /// `rank`: node -> rank, a permutation.
  Hierarchy(const Graph& graph, std::vector<Index> rank);

  [[nodiscard]] const Graph& graph() const { return *graph_; }
  [[nodiscard]] std::size_t nodes() const { return rank_.size(); }
  [[nodiscard]] std::size_t edges() const { return high_.size(); }

  [[nodiscard]] Index rank(Index node) const { return rank_[node]; }
  // Edges of a lower end, by ascending higher end: first(v) <= e < first(v + 1).
  [[nodiscard]] Index first(std::size_t low) const { return first_[low]; }
  [[nodiscard]] Index low(Index edge) const { return low_[edge]; }
  [[nodiscard]] Index high(Index edge) const { return high_[edge]; }
  [[nodiscard]] std::span<const Index> first() const { return first_; }
  [[nodiscard]] std::span<const Index> high() const { return high_; }
  /// The next node up in the elimination tree: the lowest of the higher ends; `none` at a root.
  [[nodiscard]] Index parent(Index low) const { return first_[low] < first_[low + 1] ? high_[first_[low]] : none; }
  /// The edge that an arc of the graph lies on; `none` for a loop. It leads upwards if its head has the higher rank.
  [[nodiscard]] Index edge_of_arc(Index arc) const { return edge_of_arc_[arc]; }

 private:
  void complete();

  const Graph* graph_;
  std::vector<Index> rank_;
  std::vector<Index> first_, low_, high_;
  std::vector<Index> edge_of_arc_;
};

/// The weights of a hierarchy's edges for one set of link weights.
class Metric {
 public:
  /// Ready after customize(). The hierarchy must outlive the metric.
  explicit Metric(const Hierarchy& hierarchy);

  /// Takes the weight of each link, 1 to `unreachable` (= closed). One thread; several metrics may be customised at the
  /// same time.
  void customize(std::span<const Weight> link_weight);

  [[nodiscard]] const Hierarchy& hierarchy() const { return *hierarchy_; }
  /// Per edge: from the lower to the higher end, and back.
  [[nodiscard]] std::span<const Weight> up() const { return up_; }
  [[nodiscard]] std::span<const Weight> down() const { return down_; }

  /// Appends the links of an edge in the order of travel.
  void unpack(Index edge, bool upwards, std::vector<Index>& links) const;

 private:
  void take_arcs(std::span<const Weight> link_weight);
  void take_triangles();
  [[nodiscard]] Index edge(Index low, Index high) const;

  const Hierarchy* hierarchy_;
  std::vector<Weight> up_, down_;
  // What an edge consists of: an arc of the graph, or, with the top bit set, the rank of the node between.
  std::vector<Index> up_via_, down_via_;
};

/// Point-to-point queries by elimination tree (Dibbelt et al. 2016, section 7.2). A query object for one thread; its
/// answers do not depend on earlier calls.
class PathQuery {
 public:
  explicit PathQuery(const Metric& metric);

  /// Distance between two original nodes; `unreachable` if there is no path.
  Weight distance(Index from, Index to);
  /// Also the links. Of several shortest paths the same one for equal weights: an edge keeps its arc, and the lowest
  /// link id, against a detour as long; then the lowest rank between.
  Weight path(Index from, Index to, std::vector<Index>& links);

 private:
  Weight search(Index source, Index target);  // leaves the distances in place
  void forget(Index source, Index target);
  void climb(Index start, std::span<const Weight> weight, std::vector<Weight>& distance, std::vector<Index>& via);

  const Metric* metric_;
  std::vector<Weight> from_, to_;         // by rank, `unreachable` between calls
  std::vector<Index> from_via_, to_via_;  // by rank: the edge that led here
  std::vector<Index> climbed_;
  Index meet_ = none;
};

}  // namespace pendel::routing
