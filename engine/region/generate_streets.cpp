// SPDX-License-Identifier: Apache-2.0
#include "region/generate_streets.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/math.hpp"

namespace pendel::generate {
namespace {

// Calibrated on the Bad Hersfeld and north-of-Bayreuth extracts (docs/regions-generated.md).
constexpr double street_m_per_building_town = 15.5;  // local street per residential building
constexpr double street_m_per_building_village = 11.5;
constexpr double junction_gap_m = 11;  // shortest way between junctions
constexpr double typical_town_m = 98;
constexpr double typical_village_m = 72;
constexpr double collector_share = 0.10;  // of a town's local streets
constexpr double join_dead_ends = 0.74;
constexpr double cross_share = 0.55;  // of streets that meet another and go on behind it, if there is room
constexpr double texture_spread = 0.8;
constexpr double shortest_m = 16;
constexpr double close_share = 0.38;  // short dead ends for a few houses

double turn(Point a, Point at, Point b) {
  const double ux = a.x_m - at.x_m;
  const double uy = a.y_m - at.y_m;
  const double vx = b.x_m - at.x_m;
  const double vy = b.y_m - at.y_m;
  const double cosine = (ux * vx + uy * vy) / std::max(1e-9, math::distance(ux, uy) * math::distance(vx, vy));
  return math::acos(std::clamp(cosine, -1.0, 1.0));
}

Point ahead(Point from, double angle, double length) {
  return {from.x_m + length * math::cos(angle), from.y_m + length * math::sin(angle)};
}

/// Streets are drawn toward empty land: a random spot asks the nearest street for a branch, so that blocks form.
class Grower {
 public:
  Grower(const Place& place, std::size_t index, const Random& random, Mesh& mesh)
      : place_(place), index_(index), random_(random), mesh_(mesh), town_(place.population > 2500) {
    const bool estate = place.estate_jobs > 0;
    spacing_m_ = estate ? 90 : town_ ? 18 : 16;
    typical_m_ = estate ? 220 : town_ ? typical_town_m : typical_village_m;
    target_m_ = estate ? 0.6 * std::numbers::pi * place.radius_m * place.radius_m / 160
                       : (town_ ? street_m_per_building_town : street_m_per_building_village) * place.buildings;
    local_ = estate ? RoadClass::unclassified : RoadClass::residential;
  }

  void grow() {
    const auto attempts = static_cast<std::uint32_t>(200 + target_m_ / 2);
    for (std::uint32_t k = 0; k < attempts && grown_m_ < target_m_; ++k) try_street(k);
    join();
  }

 private:
  void try_street(std::uint32_t k) {
    const Draw where = ask(random_, Question::street, index_, 3 * k);
    const Draw how = ask(random_, Question::street, index_, 3 * k + 1);
    const double angle = 2 * std::numbers::pi * where.uniform(0);
    const double reach = reach_m(place_, index_, angle, random_);
    const Point wish = ahead(place_.at, angle, reach * math::pow(where.uniform(1), 0.55));
    scale_ = texture(wish);
    const auto foot = mesh_.nearest(wish, 300);
    if (!foot || foot->distance_m < spacing_m_ * scale_ * (0.8 + 0.8 * where.uniform(2))) return;
    const bool collector = town_ && grown_m_ < collector_share * target_m_;
    const double drawn = typical_m_ * scale_ * math::exp(0.6 * how.normal());
    const double length = std::clamp(collector ? 3 * drawn : drawn, shortest_m, 700.0);
    const double aim = squared(*foot, wish) + 0.16 * (where.uniform(3) - 0.5);
    const bool living = how.uniform(3) < 0.02 && local_ == RoadClass::residential;
    const RoadClass kind = collector ? RoadClass::tertiary : living ? RoadClass::living_street : local_;
    const bool close = !collector && how.uniform(3) > 1 - close_share;
    branch(*foot, aim, close ? shortest_m + 45 * how.uniform(2) : std::max(length, foot->distance_m), kind,
           how.uniform(2));
  }

  /// Toward the wish, but along or across the street that is left: rows of houses run parallel.
  [[nodiscard]] double squared(const Mesh::Foot& foot, Point wish) const {
    const double aim = math::atan2(wish.y_m - foot.at.y_m, wish.x_m - foot.at.x_m);
    const Point a = mesh_.nodes[mesh_.edges[foot.edge].a];
    const Point b = mesh_.nodes[mesh_.edges[foot.edge].b];
    const double street = math::atan2(b.y_m - a.y_m, b.x_m - a.x_m);
    return street + std::round((aim - street) / (0.5 * std::numbers::pi)) * 0.5 * std::numbers::pi;
  }

  /// Blocks are small in one quarter and large in the next: a factor on lengths, constant over squares of 250 m.
  [[nodiscard]] double texture(Point at) const {
    const auto column = static_cast<std::uint32_t>(std::floor((at.x_m - place_.at.x_m) / 250) + 500);
    const auto row = static_cast<std::uint32_t>(std::floor((at.y_m - place_.at.y_m) / 250) + 500);
    const double drawn = ask(random_, Question::texture, index_, 1000 * row + column).normal();
    return math::exp(texture_spread * std::clamp(drawn, -2.0, 2.0));
  }

  /// Node where a branch may leave; none if that would make a sharp corner or crowd a junction.
  Index origin(const Mesh::Foot& foot, Point to) {
    const Edge edge = mesh_.edges[foot.edge];
    const double length = mesh_.length_m(foot.edge);
    const double from_a = foot.t * length;
    if (from_a > junction_gap_m && length - from_a > junction_gap_m) return mesh_.split(foot.edge, foot.at);
    const Index node = from_a <= length - from_a ? edge.a : edge.b;
    return may_join(node, to) ? node : no_index;
  }

  [[nodiscard]] bool may_join(Index node, Point far) const {
    if (mesh_.degree(node) >= 4) return false;
    for (const Index edge : mesh_.at_node(node)) {
      if (mesh_.edges[edge].separate) return false;
      if (turn(mesh_.nodes[mesh_.other_end(edge, node)], mesh_.nodes[node], far) < 0.8) return false;
    }
    return true;
  }

  /// What a street in a direction comes to: free land, or another street that it meets.
  struct Outlook {
    std::optional<Mesh::Hit> hit;
    double free_m = 0;
  };

  /// None if there is no room: too short, beyond the built-up area, or close beside another street.
  [[nodiscard]] std::optional<Outlook> look(Point start, double aim, double length, Index own) const {
    // The start touches its own street, hence a step away from it.
    const auto hit = mesh_.first_hit(ahead(start, aim, 1.0), ahead(start, aim, length + 25 * scale_), no_index);
    const double free = hit ? distance_m(start, hit->at) : length;
    const Point end = ahead(start, aim, free);
    if (free < shortest_m) return std::nullopt;
    if (!hit && reach_m(place_, index_, aim_from_centre(end), random_) * 1.2 < distance_m(place_.at, end))
      return std::nullopt;
    if (crowded(ahead(start, aim, 0.5 * free), own, std::min(18.0, 0.7 * spacing_m_ * scale_))) return std::nullopt;
    if (!hit && crowded(end, own, std::min(22.0, spacing_m_ * scale_))) return std::nullopt;
    return Outlook{hit, free};
  }

  void branch(const Mesh::Foot& foot, double aim, double length, RoadClass kind, double luck) {
    const Point start = foot.at;
    const auto outlook = look(start, aim, length, foot.edge);
    if (!outlook) return;
    Index end = no_index;
    Point end_at = ahead(start, aim, outlook->free_m);
    if (outlook->hit) {
      end = landing(*outlook->hit, start);
      if (end == no_index) return;
      end_at = mesh_.nodes[end];
    }
    // The landing may have split the very street that the branch leaves from.
    const auto again = mesh_.nearest(start, 2);
    if (!again) return;
    const Index from = origin(*again, end_at);
    if (from == no_index || !lay(from, end, end_at, kind)) return;
    if (end != no_index && luck < cross_share) go_on(end, aim, length - outlook->free_m, kind);
  }

  /// A street that meets another may cross it: the fourth arm of the junction.
  void go_on(Index from, double aim, double length, RoadClass kind) {
    const Point start = mesh_.nodes[from];
    length = std::max(length, 0.6 * typical_m_ * scale_);
    if (mesh_.degree(from) != 3 || !may_join(from, ahead(start, aim, length))) return;
    const auto outlook = look(start, aim, length, mesh_.at_node(from).front());
    if (!outlook) return;
    const Index end = outlook->hit ? landing(*outlook->hit, start) : no_index;
    if (outlook->hit && end == no_index) return;
    lay(from, end, end == no_index ? ahead(start, aim, outlook->free_m) : mesh_.nodes[end], kind);
  }

  [[nodiscard]] double aim_from_centre(Point at) const {
    return math::atan2(at.y_m - place_.at.y_m, at.x_m - place_.at.x_m);
  }

  [[nodiscard]] bool crowded(Point at, Index but, double radius) const {
    const auto near = mesh_.nearest(at, radius);
    return near && near->edge != but;
  }

  Index landing(const Mesh::Hit& hit, Point start) {
    const Edge edge = mesh_.edges[hit.edge];
    if (edge.separate) return no_index;
    const double from_a = distance_m(hit.at, mesh_.nodes[edge.a]);
    const double from_b = distance_m(hit.at, mesh_.nodes[edge.b]);
    if (std::min(from_a, from_b) > junction_gap_m) {
      const double corner = turn(start, hit.at, mesh_.nodes[edge.a]);
      if (std::min(corner, std::numbers::pi - corner) < 0.6) return no_index;
      return mesh_.split(hit.edge, hit.at);
    }
    const Index node = from_a < from_b ? edge.a : edge.b;
    return may_join(node, start) ? node : no_index;
  }

  /// Lays a street, slightly bent if it is long; to a new node at `at` if `to` is none. False if the street is there.
  bool lay(Index from, Index to, Point at, RoadClass kind) {
    if (from == to) return false;
    for (const Index edge : mesh_.at_node(from))
      if (to != no_index && mesh_.other_end(edge, from) == to) return false;
    if (to == no_index) to = mesh_.add_node(at);
    const Point a = mesh_.nodes[from];
    const Point b = mesh_.nodes[to];
    const double length = distance_m(a, b);
    Edge edge{from, to, kind};
    if (length > 110) {
      const auto number = static_cast<std::uint32_t>(mesh_.nodes.size());
      const double side = std::clamp(0.09 * ask(random_, Question::bend, index_, number).normal(), -0.18, 0.18);
      edge.b = mesh_.add_node(
          {0.5 * (a.x_m + b.x_m) - side * (b.y_m - a.y_m), 0.5 * (a.y_m + b.y_m) + side * (b.x_m - a.x_m)});
      mesh_.add_edge(edge);
      edge.a = edge.b;
      edge.b = to;
    }
    mesh_.add_edge(edge);
    grown_m_ += length;
    return true;
  }

  /// Some dead ends find a street ahead: towns have fewer of them than a tree.
  void join() {
    const std::size_t nodes = mesh_.nodes.size();
    for (Index node = 0; node < nodes; ++node) {
      if (mesh_.degree(node) != 1) continue;
      const Edge edge = mesh_.edges[mesh_.at_node(node).front()];
      if (edge.place == no_index && edge.road_class < RoadClass::tertiary) continue;
      if (ask(random_, Question::street, index_, 0x40000000U + node).uniform() > join_dead_ends) continue;
      const Point at = mesh_.nodes[node];
      const Point back = mesh_.nodes[mesh_.other_end(mesh_.at_node(node).front(), node)];
      const double straight = math::atan2(at.y_m - back.y_m, at.x_m - back.x_m);
      for (const double off : {0.0, 0.4, -0.4, 0.8, -0.8, 1.2, -1.2}) {
        const auto hit = mesh_.first_hit(at, ahead(at, straight + off, 2.2 * typical_m_), node);
        if (!hit || distance_m(at, hit->at) < 12) continue;
        const Index end = landing(*hit, at);
        if (end == no_index || end == node) continue;
        if (lay(node, end, {}, edge.road_class)) break;
      }
    }
  }

  const Place& place_;
  std::size_t index_;
  const Random& random_;
  Mesh& mesh_;
  bool town_;
  double spacing_m_ = 0;
  double typical_m_ = 0;
  double target_m_ = 0;
  double grown_m_ = 0;
  double scale_ = 1;  // texture of the quarter where the current street begins
  RoadClass local_ = RoadClass::residential;
};

/// The piece of the arterials that a settlement grows from, and what became of it.
struct Patch {
  std::optional<Mesh> mesh;
  std::vector<Index> global;  // patch node -> node of the arterials; new nodes follow behind
};

Patch cut_patch(const Facts& facts, const Place& place, std::size_t index, const Mesh& arterials,
                const std::vector<Index>& owner, const std::vector<Index>& mine) {
  const double half = 1.6 * place.radius_m + 400;
  Patch patch;
  patch.mesh.emplace(Point{place.at.x_m - half, place.at.y_m - half}, Point{place.at.x_m + half, place.at.y_m + half},
                     80);
  std::vector<std::pair<Index, Index>> known;  // (node of the arterials, of the patch), sorted
  const auto local = [&](Index node) {
    const auto at = std::lower_bound(known.begin(), known.end(), std::pair(node, Index{0}));
    if (at != known.end() && at->first == node) return at->second;
    const Index made = patch.mesh->add_node(arterials.nodes[node]);
    known.insert(at, {node, made});
    patch.global.push_back(node);
    return made;
  };
  for (const Index e : mine) {
    Edge edge = arterials.edges[e];
    edge.a = local(edge.a);
    edge.b = local(edge.b);
    // What another place or nobody owns, and motorways, only stand in the way.
    const bool own = owner[e] == index;
    edge.place = own ? static_cast<Index>(index) : no_index;
    edge.separate = !own;
    patch.mesh->add_edge(edge);
  }
  // Nor does a street cross a river.
  for (const Barrier& barrier : facts.barriers)
    for (std::size_t i = 1; i < barrier.line.size(); ++i) {
      Edge river;
      river.a = patch.mesh->add_node(barrier.line[i - 1]);
      river.b = patch.mesh->add_node(barrier.line[i]);
      river.separate = true;
      patch.global.insert(patch.global.end(), 2, no_index);
      patch.mesh->add_edge(river);
    }
  return patch;
}

/// Which settlement an arterial edge belongs to (none: open country), and which edges a settlement must know.
void assign(const Layout& layout, const Mesh& arterials, std::vector<Index>& owner,
            std::vector<std::vector<Index>>& near) {
  owner.assign(arterials.edges.size(), no_index);
  near.resize(layout.places.size());
  for (Index e = 0; e < arterials.edges.size(); ++e) {
    const Edge& edge = arterials.edges[e];
    const Point a = arterials.nodes[edge.a];
    const Point b = arterials.nodes[edge.b];
    const Point middle{0.5 * (a.x_m + b.x_m), 0.5 * (a.y_m + b.y_m)};
    double best = 1.0;
    for (std::size_t p = 0; p < layout.places.size(); ++p) {
      const Place& place = layout.places[p];
      const double d = distance_m(middle, place.at);
      if (d < 1.6 * place.radius_m + 300) near[p].push_back(e);
      const double share = d / (1.05 * place.radius_m + 30);
      if (share < best && !edge.separate) {
        best = share;
        owner[e] = static_cast<Index>(p);
      }
    }
  }
}

}  // namespace

Mesh grow_streets(const Facts& facts, const Layout& layout, const Mesh& arterials, const Random& random,
                  parallel::Pool& pool) {
  std::vector<Index> owner;
  std::vector<std::vector<Index>> near;
  assign(layout, arterials, owner, near);
  std::vector<Patch> patches(layout.places.size());
  struct None {};
  parallel::for_chunks(
      pool, patches.size(), 1, [] { return None{}; },
      [&](None&, std::size_t begin, std::size_t end) {
        for (std::size_t p = begin; p < end; ++p) {
          patches[p] = cut_patch(facts, layout.places[p], p, arterials, owner, near[p]);
          Grower(layout.places[p], p, random, *patches[p].mesh).grow();
        }
      });
  Mesh all({0, 0}, {1, 1}, 1e9);  // one cell: nobody asks it for neighbours any more
  for (const Point p : arterials.nodes) all.add_node(p);
  for (Index e = 0; e < arterials.edges.size(); ++e)
    if (owner[e] == no_index) all.add_edge(arterials.edges[e]);
  for (std::size_t p = 0; p < patches.size(); ++p) {
    auto& patch = patches[p];
    for (std::size_t node = patch.global.size(); node < patch.mesh->nodes.size(); ++node)
      patch.global.push_back(all.add_node(patch.mesh->nodes[node]));
    for (Edge edge : patch.mesh->edges) {
      if (edge.separate) continue;
      edge.a = patch.global[edge.a];
      edge.b = patch.global[edge.b];
      edge.place = static_cast<Index>(p);
      all.add_edge(edge);
    }
  }
  return all;
}

}  // namespace pendel::generate
