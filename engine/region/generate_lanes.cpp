// SPDX-License-Identifier: Apache-2.0
#include "region/generate_lanes.hpp"

#include <algorithm>
#include <numbers>

#include "core/math.hpp"
#include "region/generate_lines.hpp"

namespace pendel::generate {
namespace {

// Calibrated with the local streets (docs/regions-generated.md).
constexpr double lanes_per_node = 0.20;  // nodes of open roads lie about 100 m apart
constexpr double farm_share = 0.30;      // of lanes may end without meeting a road
constexpr double reach_m_max = 3000;
constexpr double clearance_m = 120;  // from built-up areas

bool open_country(const Layout& layout, Point at) {
  for (const Place& place : layout.places)
    if (distance_m(at, place.at) < 1.15 * place.radius_m + clearance_m) return false;
  for (const auto& outline : layout.outlines)
    if (inside(at, outline)) return true;
  return false;
}

/// Where the lane meets a road that it may join, split if need be; none if it may not.
Index meet(Mesh& mesh, const Mesh::Hit& hit, Point from) {
  const Edge edge = mesh.edges[hit.edge];
  if (edge.separate || edge.road_class <= RoadClass::trunk || distance_m(hit.at, from) < 80) return no_index;
  if (distance_m(hit.at, mesh.nodes[edge.a]) < same_node_m) return edge.a;
  if (distance_m(hit.at, mesh.nodes[edge.b]) < same_node_m) return edge.b;
  return mesh.split(hit.edge, hit.at);
}

}  // namespace

void draw_lanes(const Facts& facts, const Layout& layout, const Random& random, Mesh& mesh) {
  const auto nodes = static_cast<Index>(mesh.nodes.size());
  for (Index node = 0; node < nodes; ++node) {
    const Draw draw = ask(random, Question::lane, node, 0);
    if (draw.uniform(0) > lanes_per_node || mesh.degree(node) != 2) continue;
    const Edge own = mesh.edges[mesh.at_node(node).front()];
    const Point at = mesh.nodes[node];
    if (own.separate || own.road_class <= RoadClass::trunk || !open_country(layout, at)) continue;
    const Point p = mesh.nodes[mesh.other_end(mesh.at_node(node)[0], node)];
    const Point q = mesh.nodes[mesh.other_end(mesh.at_node(node)[1], node)];
    const double along = math::atan2(q.y_m - p.y_m, q.x_m - p.x_m);
    const double aim = along + (draw.uniform(1) < 0.5 ? 0.5 : -0.5) * std::numbers::pi + 0.8 * (draw.uniform(2) - 0.5);
    const auto ray = [&](double length) {
      return Point{at.x_m + length * math::cos(aim), at.y_m + length * math::sin(aim)};
    };
    const auto hit = mesh.first_hit(at, ray(reach_m_max), node);
    Index end = hit ? meet(mesh, *hit, at) : no_index;
    if (end == no_index) {
      if (hit || draw.uniform(3) > farm_share) continue;
      const double length =
          std::clamp(280 * math::exp(0.6 * ask(random, Question::lane, node, 1).normal()), 80.0, 1000.0);
      if (!open_country(layout, ray(length))) continue;
      end = mesh.add_node(ray(length));
    }
    if (crosses_barrier(facts, at, mesh.nodes[end])) continue;
    std::vector<Point> line;
    bend(line, at, mesh.nodes[end], 0.04, 800'000'000ULL + node, 1, random);
    if (crosses_barrier(facts, line)) line = {mesh.nodes[end]};
    Edge kind;
    kind.road_class = RoadClass::unclassified;
    insert_line(mesh, node, end, line, kind);
  }
}

}  // namespace pendel::generate
