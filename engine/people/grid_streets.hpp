// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "core/math.hpp"
#include "people/lay_grids.hpp"

/// The streets along which low-voltage grids are laid, a part of lay_grids.cpp.
namespace pendel::people {
inline constexpr std::uint32_t none = 0xFFFFFFFF;
inline constexpr double transformer_fill = 0.9;  // of the largest, at the design peak
inline constexpr double reach_m = 450;           // of a feeder's way from the farthest house before a piece is cut
inline constexpr double own_station_kw = 150;
inline constexpr double kw_per_job = 1.0;            // assumption; at the peak of trades and offices
inline constexpr double business_coincidence = 0.5;  // Kerber: commercial
inline constexpr double power_factor = 0.97;
inline constexpr double drop_share = 0.05;   // of the nominal voltage, at the design peak (ding0's load case)
inline constexpr double house_cable_m = 60;  // longer connections are laid as street cable
inline constexpr int most_parallel = 4;

/// Demand that a grid is laid out for.
struct Demand {
  double dwellings = 0;
  double business_kw = 0;
  Demand& operator+=(const Demand& other) {
    dwellings += other.dwellings;
    business_kw += other.business_kw;
    return *this;
  }
  [[nodiscard]] double peak_kw() const { return design_peak_kw(dwellings) + business_coincidence * business_kw; }
};

inline double most_kw() { return transformer_types.back().sn_mva * 1000 * power_factor * transformer_fill; }

/// The streets of one municipality as a tree, and how it is cut.
class Streets {
 public:
  Streets(const Region& region, const People& people, std::span<const BuildingId> buildings)
      : region_(region), people_(people) {
    for (const auto building : buildings) {
      const Demand demand = demand_of(building);
      if (demand.dwellings + demand.business_kw <= 0 || demand.business_kw > own_station_kw ||
          !region.sites.node[building].valid())
        continue;
      add_building(building, demand);
    }
    make_tree();
    cut();
  }

  struct Piece {
    std::vector<std::uint32_t> points;  // parents first; the first one is the top
    std::vector<BuildingId> buildings;  // where one corner alone is too much: only these of it
    Demand demand;
  };
  [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }
  [[nodiscard]] NodeId node(std::uint32_t point) const { return nodes_[point]; }
  [[nodiscard]] std::uint32_t parent(std::uint32_t point) const { return parent_[point]; }
  [[nodiscard]] double length_m(std::uint32_t point) const { return length_m_[point]; }
  [[nodiscard]] const std::vector<BuildingId>& at(std::uint32_t point) const { return at_[point]; }

  [[nodiscard]] Demand demand_of(BuildingId building) const {
    const auto& buildings = people_.buildings;
    return {static_cast<double>(buildings.dwellings[building]), kw_per_job * buildings.jobs[building]};
  }

 private:
  std::uint32_t point(NodeId node) {
    const auto found = std::lower_bound(known_.begin(), known_.end(), std::pair(node, std::uint32_t{0}));
    if (found != known_.end() && found->first == node) return found->second;
    return none;
  }

  void add_building(BuildingId building, const Demand& demand) {
    waiting_.emplace_back(region_.sites.node[building], building, demand);
  }

  struct Street {
    float length_m;
    LinkId link;
  };
  using Neighbours = std::vector<std::vector<std::pair<std::uint32_t, float>>>;

  void make_tree() {
    if (waiting_.empty()) return;
    const auto streets = streets_of_municipality();
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) known_.emplace_back(nodes_[i], i);
    at_.resize(nodes_.size());
    own_.resize(nodes_.size());
    for (const auto& [node, building, demand] : waiting_) {
      const auto p = point(node);
      at_[p].push_back(building);
      own_[p] += demand;
    }
    hang(shortest_tree(streets));
  }

  /// Short ones first. Notes the nodes, too.
  std::vector<Street> streets_of_municipality() {
    std::vector<Street> streets;
    std::vector<NodeId> all;
    for (const auto& [node, building, demand] : waiting_) all.push_back(node);
    const auto municipality = region_.sites.municipality[std::get<1>(waiting_.front())];
    const auto& roads = region_.roads;
    for (auto link : ids<LinkId>(roads.links())) {
      if (roads.municipality[roads.from[link]] != municipality || roads.municipality[roads.to[link]] != municipality ||
          roads.road_class[link] == RoadClass::motorway)
        continue;
      all.push_back(roads.from[link]);
      all.push_back(roads.to[link]);
      streets.push_back({roads.length_m[link], link});
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    nodes_ = std::move(all);
    std::sort(streets.begin(), streets.end(), [](const Street& a, const Street& b) {
      return std::pair(a.length_m, a.link) < std::pair(b.length_m, b.link);
    });
    return streets;
  }

  /// Kruskal over the links between the municipality's nodes.
  Neighbours shortest_tree(const std::vector<Street>& streets) {
    std::vector<std::uint32_t> group(nodes_.size());
    std::iota(group.begin(), group.end(), 0U);
    const auto find = [&](std::uint32_t i) {
      while (group[i] != i) i = group[i] = group[group[i]];
      return i;
    };
    Neighbours next(nodes_.size());
    for (const auto& street : streets) {
      const auto a = point(region_.roads.from[street.link]), b = point(region_.roads.to[street.link]);
      if (find(a) == find(b)) continue;
      group[std::max(find(a), find(b))] = std::min(find(a), find(b));
      next[a].emplace_back(b, street.length_m);
      next[b].emplace_back(a, street.length_m);
    }
    return next;
  }

  /// Every tree from its first node on.
  void hang(const Neighbours& next) {
    parent_.assign(nodes_.size(), none);
    length_m_.assign(nodes_.size(), 0);
    std::vector<std::uint8_t> seen(nodes_.size(), 0);
    std::vector<std::uint32_t> stack;
    for (std::uint32_t start = 0; start < nodes_.size(); ++start) {
      if (seen[start] != 0) continue;
      seen[start] = 1;
      stack.push_back(start);
      while (!stack.empty()) {
        const auto here = stack.back();
        stack.pop_back();
        order_.push_back(here);
        for (const auto& [there, length] : next[here]) {
          if (seen[there] != 0) continue;
          seen[there] = 1;
          parent_[there] = here;
          length_m_[there] = static_cast<double>(length);
          stack.push_back(there);
        }
      }
    }
  }

  /// Buildings of a corner that is too much for one transformer: a piece of their own, as often as needed.
  void split_corner(std::uint32_t point) {
    while (own_[point].peak_kw() > most_kw() && at_[point].size() > 1) {
      Piece piece;
      piece.points = {point};
      auto& here = at_[point];
      while (here.size() > 1) {
        const auto demand = demand_of(here.back());
        auto sum = piece.demand;
        sum += demand;
        if (!piece.buildings.empty() && sum.peak_kw() > most_kw()) break;
        piece.demand = sum;
        piece.buildings.push_back(here.back());
        here.pop_back();
      }
      std::reverse(piece.buildings.begin(), piece.buildings.end());
      own_[point] = {};
      for (const auto building : here) own_[point] += demand_of(building);
      pieces_.push_back(std::move(piece));
    }
  }

  /// From the leaves on: what hangs below a corner joins it as long as a transformer can feed both and the way to the
  /// farthest house stays short; else it becomes a piece.
  void cut() {
    const auto n = nodes_.size();
    std::vector<Demand> sum(n);
    std::vector<double> far_m(n, 0);
    std::vector<std::uint8_t> top(n, 0);
    std::vector<std::vector<std::uint32_t>> below(n);
    for (const auto p : order_)
      if (parent_[p] != none) below[parent_[p]].push_back(p);
    for (std::size_t i = order_.size(); i-- > 0;) {
      const auto p = order_[i];
      split_corner(p);
      sum[p] = own_[p];
      auto& children = below[p];
      // Light ones first, so that as much as possible stays together.
      std::sort(children.begin(), children.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(sum[a].peak_kw(), a) < std::pair(sum[b].peak_kw(), b);
      });
      for (const auto child : children) {
        if (sum[child].peak_kw() <= 0) continue;
        auto both = sum[p];
        both += sum[child];
        const double way = far_m[child] + length_m_[child];
        if (both.peak_kw() > most_kw() || way > reach_m) {
          top[child] = 1;
          continue;
        }
        sum[p] = both;
        far_m[p] = std::max(far_m[p], way);
      }
      if (parent_[p] == none) top[p] = 1;
    }
    std::vector<std::uint32_t> piece_of(n, none);
    for (const auto p : order_) {
      if (top[p] != 0) {
        piece_of[p] = static_cast<std::uint32_t>(pieces_.size());
        pieces_.emplace_back();
        pieces_.back().demand = sum[p];
      } else {
        piece_of[p] = piece_of[parent_[p]];
      }
      if (sum[p].peak_kw() > 0) pieces_[piece_of[p]].points.push_back(p);
    }
    std::erase_if(pieces_, [](const Piece& piece) { return piece.demand.peak_kw() <= 0; });
  }

  const Region& region_;
  const People& people_;
  std::vector<std::tuple<NodeId, BuildingId, Demand>> waiting_;
  std::vector<NodeId> nodes_;
  std::vector<std::pair<NodeId, std::uint32_t>> known_;
  std::vector<std::vector<BuildingId>> at_;
  std::vector<Demand> own_;
  std::vector<std::uint32_t> parent_, order_;
  std::vector<double> length_m_;
  std::vector<Piece> pieces_;
};

}  // namespace pendel::people
