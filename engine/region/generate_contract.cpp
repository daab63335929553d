// SPDX-License-Identifier: Apache-2.0
#include "region/generate_contract.hpp"

#include <algorithm>
#include <numeric>

#include "region/road_defaults.hpp"

namespace pendel::generate {
namespace {

// Signals stand in settlements of so many people where a main road (federal or state) goes through a junction with at
// least three arms of roads above local streets. That makes about as many for the people as the 34 crossings that
// OpenStreetMap knows in Bad Hersfeld (30,100 people).
constexpr int main_arms_with_signals = 2, arms_with_signals = 3;
constexpr double people_with_signals = 2500;
// Federal roads have two lanes a direction in the main places of municipalities of so many people. In OpenStreetMap 71
// % of the kilometres of primary roads in Boeblingen (50,000 people; the extract holds 2 km of them) have two lanes or
// more, 36 % in Bad Hersfeld (30,000), 22 % in Herrenberg (32,000).
constexpr double people_with_two_lanes = 40'000;
constexpr double tiny_m = 15;  // as in the import: shorter links would throttle a traffic simulation

std::vector<bool> largest_part(const Mesh& mesh) {
  std::vector<Index> part(mesh.nodes.size(), no_index);
  std::vector<std::size_t> size;
  for (Index start = 0; start < mesh.nodes.size(); ++start) {
    if (part[start] != no_index || mesh.degree(start) == 0) continue;
    const auto name = static_cast<Index>(size.size());
    size.push_back(0);
    std::vector<Index> stack{start};
    part[start] = name;
    while (!stack.empty()) {
      const Index node = stack.back();
      stack.pop_back();
      ++size.back();
      for (const Index edge : mesh.at_node(node)) {
        const Index next = mesh.other_end(edge, node);
        if (part[next] == no_index) {
          part[next] = name;
          stack.push_back(next);
        }
      }
    }
  }
  const auto best = static_cast<Index>(std::max_element(size.begin(), size.end()) - size.begin());
  std::vector<bool> kept(mesh.edges.size());
  for (std::size_t e = 0; e < kept.size(); ++e) kept[e] = part[mesh.edges[e].a] == best;
  return kept;
}

bool same_street(const Edge& a, const Edge& b) {
  return a.road_class == b.road_class && a.road == b.road && (a.place == no_index) == (b.place == no_index);
}

class Contraction {
 public:
  Contraction(const Facts& facts, const Layout& layout, const Mesh& mesh, const std::vector<Terminal>& terminals)
      : facts_(facts), layout_(layout), mesh_(mesh), kept_(largest_part(mesh)), used_(mesh.edges.size(), false) {
    out_.access.resize(mesh.edges.size());
    out_.node_of.resize(mesh.nodes.size());
    stop_.resize(mesh.nodes.size(), false);
    joined_.resize(mesh.nodes.size());
    std::iota(joined_.begin(), joined_.end(), Index{0});
    terminal_.resize(mesh.nodes.size(), false);
    for (const auto& terminal : terminals) stop_[terminal.node] = terminal_[terminal.node] = true;
    for (Index node = 0; node < mesh.nodes.size(); ++node) {
      const auto& at = mesh.at_node(node);
      if (at.size() != 2 || !same_street(mesh.edges[at[0]], mesh.edges[at[1]])) stop_[node] = true;
    }
  }

  Network run() {
    for (Index node = 0; node < mesh_.nodes.size(); ++node)
      if (stop_[node])
        for (const Index edge : mesh_.at_node(node))
          if (kept_[edge] && !used_[edge]) trace(node, edge);
    // A ring without any junction cannot be in the largest part unless it is all of it.
    for (const Street& street : streets_)
      if (street.length_m < tiny_m) join(street.from, street.to);
    for (const Street& street : streets_) emit(street);
    for (const Arms& arms : arms_)
      out_.roads.signal.push_back(arms.main >= main_arms_with_signals && arms.all >= arms_with_signals ? 1 : 0);
    for (Index node = 0; node < mesh_.nodes.size(); ++node) out_.node_of[node] = out_.node_of[find(node)];
    out_.roads.index();
    return std::move(out_);
  }

 private:
  NodeId road_node(Index node) {
    NodeId& id = out_.node_of[node];
    if (id.valid()) return id;
    Roads& roads = out_.roads;
    id = roads.x_m.push_back(mesh_.nodes[node].x_m);
    roads.y_m.push_back(mesh_.nodes[node].y_m);
    roads.node_name.push_back(static_cast<std::int64_t>(id.index()) + 1);
    roads.municipality.push_back(terminal_[node] ? MunicipalityId() : municipality(node));
    arms_.emplace_back();
    return id;
  }

  [[nodiscard]] MunicipalityId municipality(Index node) const {
    for (const Index edge : mesh_.at_node(node))
      if (mesh_.edges[edge].place != no_index)
        return MunicipalityId(layout_.places[mesh_.edges[edge].place].municipality);
    for (std::size_t m = 0; m < layout_.outlines.size(); ++m)
      if (inside(mesh_.nodes[node], layout_.outlines[m])) return MunicipalityId(m);
    return {};
  }

  /// A chain of edges between two stops.
  struct Street {
    Index from = no_index;
    Index to = no_index;
    double length_m = 0;
    std::vector<Index> pieces;
    std::vector<Point> shape;
  };

  void trace(Index start, Index first) {
    Street street{start, start, 0, {}, {}};
    Index edge = first;
    for (;;) {
      used_[edge] = true;
      street.pieces.push_back(edge);
      street.length_m += mesh_.length_m(edge);
      street.to = mesh_.other_end(edge, street.to);
      if (stop_[street.to]) break;
      street.shape.push_back(mesh_.nodes[street.to]);
      const auto& at = mesh_.at_node(street.to);
      edge = at[0] == edge ? at[1] : at[0];
    }
    streets_.push_back(std::move(street));
  }

  /// Ends of tiny streets become one junction: the gateway, else the older of the two.
  Index find(Index node) {
    while (joined_[node] != node) node = joined_[node] = joined_[joined_[node]];
    return node;
  }

  void join(Index a, Index b) {
    a = find(a);
    b = find(b);
    const bool first = terminal_[a] != terminal_[b] ? terminal_[a] : a < b;  // a gateway stays where it is
    joined_[first ? b : a] = first ? a : b;
  }

  void emit(const Street& street) {
    const Access access{road_node(find(street.from)), road_node(find(street.to))};
    for (const Index piece : street.pieces) out_.access[piece] = access;
    if (access.from == access.to) return;
    auto shape = street.shape;
    double length = 0;
    Point last = out_.roads.at(access.from);
    for (const Point p : shape) {
      length += distance_m(last, p);
      last = p;
    }
    length += distance_m(last, out_.roads.at(access.to));
    const Edge& edge = mesh_.edges[street.pieces.front()];
    link(access.from, access.to, edge, length, shape);
    std::reverse(shape.begin(), shape.end());
    link(access.to, access.from, edge, length, shape);
    ++named_;
  }

  [[nodiscard]] bool is_wide(const Edge& edge) const {
    if (edge.road_class != RoadClass::primary || edge.place == no_index || !layout_.places[edge.place].main)
      return false;
    const MunicipalityId municipality(layout_.places[edge.place].municipality);
    return facts_.municipalities.population[municipality] >= people_with_two_lanes;
  }

  void link(NodeId from, NodeId to, const Edge& edge, double length, const std::vector<Point>& shape) {
    const RoadDefaults defaults = road_defaults(edge.road_class);
    const double lanes = is_wide(edge) ? 2 : defaults.lanes;
    Roads& roads = out_.roads;
    roads.from.push_back(from);
    roads.to.push_back(to);
    roads.link_name.push_back(named_ + 1);
    roads.length_m.push_back(static_cast<float>(length));
    roads.free_speed_mps.push_back(
        static_cast<float>(edge.place == no_index ? defaults.speed_rural_mps : defaults.speed_town_mps));
    roads.capacity_per_h.push_back(static_cast<float>(lanes * defaults.capacity_per_lane_per_h));
    roads.lanes.push_back(static_cast<float>(lanes));
    roads.road_class.push_back(edge.road_class);
    roads.street.push_back(edge.road == no_index ? "" : facts_.roads[edge.road].ref);
    roads.shape.push_row(shape);
    if (edge.place == no_index || layout_.places[edge.place].population < people_with_signals) return;
    const auto up_to = [&](RoadClass least) { return edge.road_class >= RoadClass::trunk && edge.road_class <= least; };
    arms_[from.index()].main += up_to(RoadClass::secondary) ? 1 : 0;
    arms_[from.index()].all += up_to(RoadClass::tertiary) ? 1 : 0;
  }

  const Facts& facts_;
  const Layout& layout_;
  const Mesh& mesh_;
  std::vector<bool> kept_;
  std::vector<bool> used_;
  std::vector<bool> stop_;
  std::vector<bool> terminal_;
  std::vector<Street> streets_;
  std::vector<Index> joined_;
  struct Arms {
    int main = 0;
    int all = 0;
  };
  std::vector<Arms> arms_;  // by node of the roads
  std::int64_t named_ = 0;
  Network out_;
};

}  // namespace

Network contract(const Facts& facts, const Layout& layout, const Mesh& mesh, const std::vector<Terminal>& terminals) {
  return Contraction(facts, layout, mesh, terminals).run();
}

}  // namespace pendel::generate
