// SPDX-License-Identifier: Apache-2.0
#include "region/generate_lines.hpp"

#include <algorithm>

#include "region/generate_places.hpp"

namespace pendel::generate {

void bend(std::vector<Point>& line, Point a, Point b, double bend_share, std::uint64_t entity, std::uint32_t index,
          const Random& random) {
  const double length = distance_m(a, b);
  if (length < piece_m) {
    line.push_back(b);
    return;
  }
  const double shift = bend_share * ask(random, Question::bend, entity, index).normal();
  const double limit = std::clamp(shift, -2 * bend_share, 2 * bend_share);
  const Point middle{0.5 * (a.x_m + b.x_m) - limit * (b.y_m - a.y_m), 0.5 * (a.y_m + b.y_m) + limit * (b.x_m - a.x_m)};
  bend(line, a, middle, bend_share, entity, 2 * index, random);
  bend(line, middle, b, bend_share, entity, 2 * index + 1, random);
}

void insert_line(Mesh& mesh, Index from, Index to, const std::vector<Point>& line, Edge kind) {
  Index at = from;
  const auto go_to = [&](Index next) {
    if (next == at) return;
    for (const Index edge : mesh.at_node(at))
      if (mesh.other_end(edge, at) == next) {
        at = next;  // runs along an existing road
        return;
      }
    kind.a = at;
    kind.b = next;
    mesh.add_edge(kind);
    at = next;
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool last = i + 1 == line.size();
    if (!kind.separate) {
      for (const auto& hit : mesh.all_hits(mesh.nodes[at], line[i])) {
        const Edge edge = mesh.edges[hit.edge];
        if (edge.a == at || edge.b == at) continue;
        const auto again = crossing(mesh.nodes[at], line[i], mesh.nodes[edge.a], mesh.nodes[edge.b]);
        if (!again) continue;
        if (distance_m(hit.at, mesh.nodes[edge.a]) < same_node_m)
          go_to(edge.a);
        else if (distance_m(hit.at, mesh.nodes[edge.b]) < same_node_m)
          go_to(edge.b);
        else if (distance_m(hit.at, mesh.nodes[at]) > 1)
          go_to(mesh.split(hit.edge, hit.at));
      }
    }
    if (last)
      go_to(to);
    else if (distance_m(mesh.nodes[at], line[i]) > same_node_m && distance_m(mesh.nodes[to], line[i]) > same_node_m)
      go_to(mesh.add_node(line[i]));
  }
}

}  // namespace pendel::generate
