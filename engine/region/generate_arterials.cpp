// SPDX-License-Identifier: Apache-2.0
#include "region/generate_arterials.hpp"

#include <algorithm>
#include <cmath>

#include "core/math.hpp"

namespace pendel::generate {
namespace {

constexpr double piece_m = 130;     // longest straight piece of a curved road
constexpr double same_node_m = 30;  // meetings this near to a node happen at the node
constexpr double ramp_reach_m = 4000;

/// Midpoint displacement: each half is bent by a share of its length, less with each step.
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

/// Adds a line from node to node; where it meets others there is a junction, unless it is grade-separated.
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

void box(const Facts& facts, const Layout& layout, const Ways& ways, Point& low, Point& high) {
  low = high = ways.hubs.front().at;
  const auto grow = [&](Point p) {
    low = {std::min(low.x_m, p.x_m), std::min(low.y_m, p.y_m)};
    high = {std::max(high.x_m, p.x_m), std::max(high.y_m, p.y_m)};
  };
  for (const auto& hub : ways.hubs) grow(hub.at);
  for (const auto& road : facts.roads)
    for (const Point p : road.via) grow(p);
  for (const auto& outline : layout.outlines)
    for (const Point p : outline) grow(p);
}

bool inside_any(const Layout& layout, Point at) {
  for (const auto& outline : layout.outlines)
    if (inside(at, outline)) return true;
  for (const auto& place : layout.places)
    if (distance_m(at, place.at) < place.radius_m) return true;
  return false;
}

void draw_motorway(Mesh& mesh, const KnownRoad& road, Index index, std::vector<Terminal>& terminals,
                   const Random& random) {
  // Junctions lie on the line: each is put in where the line passes it.
  std::vector<Point> stops{road.via.front()};
  std::vector<bool> junction{false};
  for (std::size_t i = 1; i < road.via.size(); ++i) {
    std::vector<std::pair<double, Point>> here;
    for (const Point j : road.junctions) {
      const Point p = road.via[i - 1];
      const Point q = road.via[i];
      const double l2 = std::max(1.0, distance_m(p, q) * distance_m(p, q));
      const double t = ((j.x_m - p.x_m) * (q.x_m - p.x_m) + (j.y_m - p.y_m) * (q.y_m - p.y_m)) / l2;
      if (t >= 0 && t < 1) here.emplace_back(t, Point{p.x_m + t * (q.x_m - p.x_m), p.y_m + t * (q.y_m - p.y_m)});
    }
    std::sort(here.begin(), here.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [t, at] : here) {
      stops.push_back(at);
      junction.push_back(true);
    }
    stops.push_back(road.via[i]);
    junction.push_back(false);
  }
  Index at = mesh.add_node(stops.front());
  terminals.push_back({at, no_index, index, RoadClass::motorway});
  for (std::size_t i = 1; i < stops.size(); ++i) {
    const Index next = mesh.add_node(stops[i]);
    std::vector<Point> line;
    bend(line, stops[i - 1], stops[i], 0.015, 900000 + index * 1000ULL + i, 1, random);
    Edge kind;
    kind.road_class = RoadClass::motorway;
    kind.road = index;
    kind.separate = true;
    insert_line(mesh, at, next, line, kind);
    at = next;
    if (!junction[i]) continue;
    const auto foot = mesh.nearest(stops[i], ramp_reach_m);
    if (!foot) continue;
    const Edge met = mesh.edges[foot->edge];
    const Index end = foot->distance_m < 1                                    ? no_index
                      : distance_m(foot->at, mesh.nodes[met.a]) < same_node_m ? met.a
                      : distance_m(foot->at, mesh.nodes[met.b]) < same_node_m ? met.b
                                                                              : mesh.split(foot->edge, foot->at);
    if (end == no_index) continue;
    Edge ramp;
    ramp.road_class = met.road_class < RoadClass::secondary ? met.road_class : RoadClass::secondary;
    insert_line(mesh, next, end, {mesh.nodes[end]}, ramp);
  }
  terminals.push_back({at, no_index, index, RoadClass::motorway});
}

Index nearest_outside(const Facts& facts, Point at) {
  Index best = no_index;
  for (std::size_t i = 0; i < facts.outside.size(); ++i)
    if (best == no_index || distance_m(facts.outside[i].at, at) < distance_m(facts.outside[best].at, at))
      best = static_cast<Index>(i);
  return best;
}

/// Walks back from a dead end beyond the border to the last node outside; what was walked is marked as gone.
Index walk_in(const Mesh& mesh, const Layout& layout, Index node, std::vector<bool>& gone) {
  for (;;) {
    std::vector<Index> left;
    for (const Index edge : mesh.at_node(node))
      if (!gone[edge]) left.push_back(edge);
    if (left.size() != 1) return node;
    const Index next = mesh.other_end(left.front(), node);
    if (inside_any(layout, mesh.nodes[next])) return node;
    std::size_t onward = 0;
    for (const Index edge : mesh.at_node(next)) onward += gone[edge] ? 0 : 1;
    if (onward != 2) return node;
    gone[left.front()] = true;
    node = next;
  }
}

Mesh without(const Mesh& mesh, const std::vector<bool>& gone, std::vector<Terminal>& terminals, Point low, Point high) {
  Mesh kept(low, high, 500);
  std::vector<Index> name(mesh.nodes.size(), no_index);
  const auto node = [&](Index old) {
    if (name[old] == no_index) name[old] = kept.add_node(mesh.nodes[old]);
    return name[old];
  };
  for (std::size_t e = 0; e < mesh.edges.size(); ++e) {
    if (gone[e]) continue;
    Edge edge = mesh.edges[e];
    edge.a = node(edge.a);
    edge.b = node(edge.b);
    kept.add_edge(edge);
  }
  for (Terminal& terminal : terminals) terminal.node = node(terminal.node);
  return kept;
}

}  // namespace

Arterials draw_arterials(const Facts& facts, const Layout& layout, const Ways& ways, const Random& random) {
  Point low;
  Point high;
  box(facts, layout, ways, low, high);
  Mesh mesh(low, high, 500);
  std::vector<Terminal> terminals;
  std::vector<Index> node_of(ways.hubs.size(), no_index);
  const auto end_of = [&](Index hub, const Way& way) {
    const Index outside = ways.hubs[hub].outside;
    if (outside != no_index && !facts.outside[outside].through) {
      const Index own = mesh.add_node(ways.hubs[hub].at);  // one end per road, so that each can be cut at the border
      terminals.push_back({own, outside, way.road, way.road_class});
      return own;
    }
    if (node_of[hub] == no_index) {
      node_of[hub] = mesh.add_node(ways.hubs[hub].at);
      if (outside != no_index) terminals.push_back({node_of[hub], outside, no_index, RoadClass::primary});
    }
    return node_of[hub];
  };
  for (std::size_t w = 0; w < ways.ways.size(); ++w) {
    const Way& way = ways.ways[w];
    const Index a = end_of(way.a, way);
    const Index b = end_of(way.b, way);
    std::vector<Point> line;
    const double share = way.road_class <= RoadClass::primary ? 0.035 : 0.06;
    bend(line, mesh.nodes[a], mesh.nodes[b], share, (static_cast<std::uint64_t>(way.a) << 32U) | way.b, 1, random);
    Edge kind;
    kind.road_class = way.road_class;
    kind.road = way.road;
    insert_line(mesh, a, b, line, kind);
  }
  for (std::size_t r = 0; r < facts.roads.size(); ++r)
    if (facts.roads[r].road_class == RoadClass::motorway)
      draw_motorway(mesh, facts.roads[r], static_cast<Index>(r), terminals, random);
  std::vector<bool> gone(mesh.edges.size(), false);
  for (Terminal& terminal : terminals) {
    if (terminal.outside == no_index) terminal.outside = nearest_outside(facts, mesh.nodes[terminal.node]);
    terminal.node = walk_in(mesh, layout, terminal.node, gone);
  }
  Mesh kept = without(mesh, gone, terminals, low, high);
  return {std::move(kept), std::move(terminals)};
}

}  // namespace pendel::generate
