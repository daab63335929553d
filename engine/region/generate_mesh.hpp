// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "region/roads.hpp"

namespace pendel::generate {

using Index = std::uint32_t;
inline constexpr Index no_index = 0xffffffffU;

/// A straight piece of street. Bends are nodes of degree two; they become geometry at the end (contract.cpp).
struct Edge {
  Index a = no_index;
  Index b = no_index;
  RoadClass road_class = RoadClass::residential;
  Index road = no_index;   // into the names of known roads
  Index place = no_index;  // settlement that it belongs to; none between settlements
  bool oneway = false;     // from a to b only
  bool separate = false;   // grade-separated: crosses others without a junction
};

/// Streets while they grow: nodes, straight edges and a grid that finds the edges nearby.
class Mesh {
 public:
  /// The square that holds everything, and the width of a grid cell, in metres.
  Mesh(Point low, Point high, double cell_m);

  Index add_node(Point at);
  Index add_edge(Edge edge);
  /// Puts a node on the edge; the edge keeps its first part, a new one gets the second.
  Index split(Index edge, Point at);

  struct Foot {
    Index edge;
    Point at;
    double t;  // 0 at a, 1 at b
    double distance_m;
  };
  /// The closest point on any edge within `radius_m` that is not separate.
  [[nodiscard]] std::optional<Foot> nearest(Point from, double radius_m) const;

  struct Hit {
    Index edge;
    Point at;
    double t;  // along from..to
  };
  /// Where the way from..to first meets an edge that does not end in `ignore`.
  [[nodiscard]] std::optional<Hit> first_hit(Point from, Point to, Index ignore) const;
  /// Every meeting with edges that are not separate, in order along from..to.
  [[nodiscard]] std::vector<Hit> all_hits(Point from, Point to) const;

  [[nodiscard]] std::size_t degree(Index node) const { return at_node_[node].size(); }
  [[nodiscard]] const std::vector<Index>& at_node(Index node) const { return at_node_[node]; }
  [[nodiscard]] Index other_end(Index edge, Index node) const {
    return edges[edge].a == node ? edges[edge].b : edges[edge].a;
  }
  [[nodiscard]] double length_m(Index edge) const;

  std::vector<Point> nodes;
  std::vector<Edge> edges;

 private:
  void register_in_grid(Index edge, Point from, Point to);
  [[nodiscard]] std::size_t column(double x_m) const;
  [[nodiscard]] std::size_t row(double y_m) const;
  template <class F>
  void for_edges_near(Point low, Point high, F&& f) const;

  Point low_;
  double cell_m_;
  std::size_t columns_;
  std::size_t rows_;
  std::vector<std::vector<Index>> grid_;  // may also name edges that were shortened since: a superset
  std::vector<std::vector<Index>> at_node_;
};

/// Even-odd rule; the ring may be closed or open.
bool inside(Point at, const std::vector<Point>& ring);
/// Where a..b meets c..d, as a share of a..b; none if they do not meet.
std::optional<double> crossing(Point a, Point b, Point c, Point d);

}  // namespace pendel::generate
