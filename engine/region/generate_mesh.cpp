// SPDX-License-Identifier: Apache-2.0
#include "region/generate_mesh.hpp"

#include <algorithm>
#include <cmath>

#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::generate {

bool inside(Point at, const std::vector<Point>& ring) {
  bool in = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const Point p = ring[i];
    const Point q = ring[j];
    if ((p.y_m > at.y_m) != (q.y_m > at.y_m) && at.x_m < (q.x_m - p.x_m) * (at.y_m - p.y_m) / (q.y_m - p.y_m) + p.x_m)
      in = !in;
  }
  return in;
}

std::optional<double> crossing(Point a, Point b, Point c, Point d) {
  const double rx = b.x_m - a.x_m;
  const double ry = b.y_m - a.y_m;
  const double sx = d.x_m - c.x_m;
  const double sy = d.y_m - c.y_m;
  const double cross = rx * sy - ry * sx;
  if (std::fabs(cross) < 1e-9) return std::nullopt;
  const double t = ((c.x_m - a.x_m) * sy - (c.y_m - a.y_m) * sx) / cross;
  const double u = ((c.x_m - a.x_m) * ry - (c.y_m - a.y_m) * rx) / cross;
  if (t < 0 || t > 1 || u < 0 || u > 1) return std::nullopt;
  return t;
}

Mesh::Mesh(Point low, Point high, double cell_m)
    : low_(low),
      cell_m_(cell_m),
      columns_(static_cast<std::size_t>(std::max(1.0, std::ceil((high.x_m - low.x_m) / cell_m)))),
      rows_(static_cast<std::size_t>(std::max(1.0, std::ceil((high.y_m - low.y_m) / cell_m)))),
      grid_(columns_ * rows_) {}

std::size_t Mesh::column(double x_m) const {
  const double at = std::floor((x_m - low_.x_m) / cell_m_);
  return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(columns_ - 1)));
}

std::size_t Mesh::row(double y_m) const {
  const double at = std::floor((y_m - low_.y_m) / cell_m_);
  return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(rows_ - 1)));
}

double Mesh::length_m(Index edge) const { return distance_m(nodes[edges[edge].a], nodes[edges[edge].b]); }

Index Mesh::add_node(Point at) {
  nodes.push_back(at);
  at_node_.emplace_back();
  return static_cast<Index>(nodes.size() - 1);
}

Index Mesh::add_edge(Edge edge) {
  PENDEL_EXPECT(edge.a != edge.b && edge.a < nodes.size() && edge.b < nodes.size());
  const auto index = static_cast<Index>(edges.size());
  edges.push_back(edge);
  at_node_[edge.a].push_back(index);
  at_node_[edge.b].push_back(index);
  register_in_grid(index, nodes[edge.a], nodes[edge.b]);
  return index;
}

void Mesh::register_in_grid(Index edge, Point from, Point to) {
  const auto [x0, x1] = std::minmax(from.x_m, to.x_m);
  const auto [y0, y1] = std::minmax(from.y_m, to.y_m);
  for (std::size_t r = row(y0); r <= row(y1); ++r)
    for (std::size_t c = column(x0); c <= column(x1); ++c) grid_[r * columns_ + c].push_back(edge);
}

Index Mesh::split(Index edge, Point at) {
  const Index node = add_node(at);
  Edge second = edges[edge];
  const Index end = second.b;
  edges[edge].b = node;
  at_node_[node].push_back(edge);
  std::erase(at_node_[end], edge);
  second.a = node;
  add_edge(second);
  return node;
}

template <class F>
void Mesh::for_edges_near(Point low, Point high, F&& f) const {
  for (std::size_t r = row(low.y_m); r <= row(high.y_m); ++r)
    for (std::size_t c = column(low.x_m); c <= column(high.x_m); ++c)
      for (const Index edge : grid_[r * columns_ + c]) f(edge);
}

std::optional<Mesh::Foot> Mesh::nearest(Point from, double radius_m) const {
  std::optional<Foot> best;
  for_edges_near({from.x_m - radius_m, from.y_m - radius_m}, {from.x_m + radius_m, from.y_m + radius_m},
                 [&](Index edge) {
                   if (edges[edge].separate) return;
                   const Point a = nodes[edges[edge].a];
                   const Point b = nodes[edges[edge].b];
                   const double dx = b.x_m - a.x_m;
                   const double dy = b.y_m - a.y_m;
                   const double along = (from.x_m - a.x_m) * dx + (from.y_m - a.y_m) * dy;
                   const double t = std::clamp(along / std::max(1e-9, dx * dx + dy * dy), 0.0, 1.0);
                   const Point foot{a.x_m + t * dx, a.y_m + t * dy};
                   const double d = distance_m(from, foot);
                   if (d > radius_m) return;
                   // Equal distances (a shared node) go to the lower edge, so that the cells' order does not matter.
                   if (!best || d < best->distance_m || (d == best->distance_m && edge < best->edge))
                     best = Foot{edge, foot, t, d};
                 });
  return best;
}

std::optional<Mesh::Hit> Mesh::first_hit(Point from, Point to, Index ignore) const {
  std::optional<Hit> best;
  const Point low{std::min(from.x_m, to.x_m), std::min(from.y_m, to.y_m)};
  const Point high{std::max(from.x_m, to.x_m), std::max(from.y_m, to.y_m)};
  for_edges_near(low, high, [&](Index edge) {
    const Edge& e = edges[edge];
    if (e.a == ignore || e.b == ignore) return;
    const auto t = crossing(from, to, nodes[e.a], nodes[e.b]);
    if (!t) return;
    if (!best || *t < best->t || (*t == best->t && edge < best->edge))
      best = Hit{edge, {from.x_m + *t * (to.x_m - from.x_m), from.y_m + *t * (to.y_m - from.y_m)}, *t};
  });
  return best;
}

std::vector<Mesh::Hit> Mesh::all_hits(Point from, Point to) const {
  std::vector<Hit> hits;
  const Point low{std::min(from.x_m, to.x_m), std::min(from.y_m, to.y_m)};
  const Point high{std::max(from.x_m, to.x_m), std::max(from.y_m, to.y_m)};
  for_edges_near(low, high, [&](Index edge) {
    if (edges[edge].separate) return;
    if (const auto t = crossing(from, to, nodes[edges[edge].a], nodes[edges[edge].b]))
      hits.push_back({edge, {from.x_m + *t * (to.x_m - from.x_m), from.y_m + *t * (to.y_m - from.y_m)}, *t});
  });
  const auto key = [](const Hit& h) { return std::pair(h.t, h.edge); };
  std::sort(hits.begin(), hits.end(), [&](const Hit& a, const Hit& b) { return key(a) < key(b); });
  hits.erase(std::unique(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.edge == b.edge; }),
             hits.end());
  return hits;
}

}  // namespace pendel::generate
