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
  /// Edges of a higher end, by ascending lower end.
  [[nodiscard]] std::span<const Index> below(Index high) const {
    return {below_.data() + first_below_[high], below_.data() + first_below_[high + 1]};
  }
  /// Arcs of the graph that lie on an edge and lead upwards or downwards, by id.
  [[nodiscard]] std::span<const Index> arcs(Index edge, bool upwards) const {
    const std::size_t slot = 2 * std::size_t{edge} + (upwards ? 0 : 1);
    return {arc_.data() + first_arc_[slot], arc_.data() + first_arc_[slot + 1]};
  }

 private:
  void complete();
  void list_below();
  void list_arcs();

  const Graph* graph_;
  std::vector<Index> rank_;
  std::vector<Index> first_, low_, high_;
  std::vector<Index> first_below_, below_;
  std::vector<Index> first_arc_, arc_;  // two rows per edge: upwards, downwards; loops lie on none
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
  struct Both {
    std::uint64_t up, down;  // weight above via, so that one comparison takes the lighter, then the lower
  };
  void take_arcs();
  void take_triangles();

  const Hierarchy* hierarchy_;
  std::vector<Weight> link_weight_;
  std::vector<Weight> up_, down_;
  std::vector<Index> up_via_, down_via_;  // edge -> 1 + the edge to its lower end from the node between; 0: an arc
  std::vector<Both> row_;                 // higher end -> weights of the row in work
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
  struct Label {
    Weight from = unreachable, to = unreachable;  // between calls always
    Index from_via = none, to_via = none;         // the edge that led here
  };
  Weight search(Index source, Index target);
  template <bool from, bool to>
  void relax(Index node, Weight best);

  const Metric* metric_;
  std::vector<Label> label_;  // by rank
  std::vector<Index> climbed_;
  Index meet_ = none;
};

}  // namespace pendel::routing
