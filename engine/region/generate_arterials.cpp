// SPDX-License-Identifier: Apache-2.0
#include "region/generate_arterials.hpp"

#include <algorithm>
#include <cmath>

#include "region/generate_lanes.hpp"
#include "region/generate_lines.hpp"

namespace pendel::generate {
namespace {

constexpr double ramp_reach_m = 4000;
constexpr std::size_t pieces_beyond = 2;  // of a road, behind the border

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
    if (distance_m(at, place.at) < 1.1 * place.radius_m + 100) return true;
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

class Drawer {
 public:
  Drawer(const Facts& facts, const Layout& layout, const Ways& ways, const Random& random, Point low, Point high)
      : facts_(facts),
        layout_(layout),
        ways_(ways),
        random_(random),
        low_(low),
        high_(high),
        mesh_(low, high, 500),
        node_of_(ways.hubs.size(), no_index) {}

  Arterials run() {
    for (const Way& way : ways_.ways) draw(way);
    for (std::size_t r = 0; r < facts_.roads.size(); ++r)
      if (facts_.roads[r].road_class == RoadClass::motorway)
        draw_motorway(mesh_, facts_.roads[r], static_cast<Index>(r), terminals_, random_);
    draw_lanes(facts_, layout_, random_, mesh_);
    std::vector<bool> gone(mesh_.edges.size(), false);
    for (Terminal& terminal : terminals_) {
      if (terminal.outside == no_index) terminal.outside = nearest_outside(facts_, mesh_.nodes[terminal.node]);
      terminal.node = walk_in(mesh_, layout_, terminal.node, gone);
    }
    Mesh kept = without(mesh_, gone, terminals_, low_, high_);
    return {std::move(kept), std::move(terminals_)};
  }

 private:
  /// Roads to it end at the border.
  [[nodiscard]] bool beyond(Index hub) const {
    const Index outside = ways_.hubs[hub].outside;
    return outside != no_index && !facts_.outside[outside].through;
  }

  Index node(Index hub) {
    if (node_of_[hub] == no_index) {
      node_of_[hub] = mesh_.add_node(ways_.hubs[hub].at);
      const Index outside = ways_.hubs[hub].outside;
      if (outside != no_index) terminals_.push_back({node_of_[hub], outside, no_index, RoadClass::primary});
    }
    return node_of_[hub];
  }

  void draw(const Way& way) {
    const bool turned = beyond(way.a);
    const Index from = turned ? way.b : way.a;
    const Index to = turned ? way.a : way.b;
    if (beyond(from)) return;  // from outside to outside
    std::vector<Point> line;
    const double share = way.road_class <= RoadClass::primary ? 0.065 : 0.11;
    const auto entity = (static_cast<std::uint64_t>(way.a) << 32U) | way.b;
    bend(line, ways_.hubs[from].at, ways_.hubs[to].at, share, entity, 1, random_);
    if (way.road == no_index) {
      line.insert(line.begin(), ways_.hubs[from].at);
      if (crosses_barrier(facts_, line)) line = {line.front(), line.back()};  // a bend into the river
      line.erase(line.begin());
    }
    const Index start = node(from);
    Index end = no_index;
    if (beyond(to)) {
      std::size_t last = 0;
      for (std::size_t i = 0; i < line.size(); ++i)
        if (inside_any(layout_, line[i])) last = i + 1;
      line.resize(std::min(line.size(), last + pieces_beyond));
      end = mesh_.add_node(line.back());
      terminals_.push_back({end, ways_.hubs[to].outside, way.road, way.road_class});
    } else {
      end = node(to);
    }
    Edge kind;
    kind.road_class = way.road_class;
    kind.road = way.road;
    insert_line(mesh_, start, end, line, kind);
  }

  const Facts& facts_;
  const Layout& layout_;
  const Ways& ways_;
  const Random& random_;
  Point low_;
  Point high_;
  Mesh mesh_;
  std::vector<Terminal> terminals_;
  std::vector<Index> node_of_;
};

}  // namespace

Arterials draw_arterials(const Facts& facts, const Layout& layout, const Ways& ways, const Random& random) {
  Point low;
  Point high;
  box(facts, layout, ways, low, high);
  return Drawer(facts, layout, ways, random, low, high).run();
}

}  // namespace pendel::generate
