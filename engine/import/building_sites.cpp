// SPDX-License-Identifier: Apache-2.0
#include "import/building_sites.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::import {

namespace {

constexpr double cell_m = 500;
constexpr double usual_footprint_m2 = 120;
constexpr double living_share_of_floor = 0.75;  // walls, stairs and cellars are no living area

bool can_stop_at(const Roads& roads, NodeId node) {
  return std::any_of(roads.out_links[node].begin(), roads.out_links[node].end(), [&](LinkId link) {
    return roads.road_class[link] != RoadClass::motorway && roads.road_class[link] != RoadClass::trunk;
  });
}

void add_site(const OsmBuilding& building, MunicipalityId municipality, NodeId node, BuildingSites& sites) {
  sites.x_m.push_back(building.at.x_m);
  sites.y_m.push_back(building.at.y_m);
  sites.footprint_m2.push_back(static_cast<float>(std::round(building.footprint_m2 * 10) / 10));
  sites.storeys.push_back(static_cast<float>(building.storeys));
  sites.use.push_back(building.use);
  sites.municipality.push_back(municipality);
  sites.zone.push_back(ZoneId());
  sites.node.push_back(node);
}

bool is_home(BuildingUse use) { return use == BuildingUse::residential || use == BuildingUse::mixed; }

/// Streets that people live on, in one direction each.
std::vector<LinkId> home_streets(const Region& region, MunicipalityId municipality) {
  std::vector<LinkId> links;
  const auto& roads = region.roads;
  for (const auto link : roads.from.ids())
    if (roads.road_class[link] >= RoadClass::unclassified && roads.from[link] < roads.to[link] &&
        roads.municipality[roads.from[link]] == municipality && roads.municipality[roads.to[link]] == municipality)
      links.push_back(link);
  return links;
}

void add_homes_along_streets(Region& region, MunicipalityId municipality, std::size_t missing) {
  const auto links = home_streets(region, municipality);
  double total_m = 0;
  for (const auto link : links) total_m += static_cast<double>(region.roads.length_m[link]);
  if (total_m <= 0) return;
  const auto& all = region.municipalities;
  const double living = all.living_area_m2[municipality] / all.buildings[municipality] / living_share_of_floor / 2;
  OsmBuilding home;
  home.footprint_m2 = living > 30 && living < 1000 ? living : usual_footprint_m2;
  home.storeys = 2;
  const double gap_m = total_m / static_cast<double>(missing);
  double next_m = gap_m / 2;
  double before_m = 0;
  for (const auto link : links) {
    const auto from = region.roads.from[link];
    const auto to = region.roads.to[link];
    const double length = static_cast<double>(region.roads.length_m[link]);
    while (next_m < before_m + length) {
      const double share = (next_m - before_m) / length;
      const auto a = region.roads.at(from);
      const auto b = region.roads.at(to);
      home.at = {a.x_m + share * (b.x_m - a.x_m), a.y_m + share * (b.y_m - a.y_m)};
      add_site(home, municipality, share < 0.5 ? from : to, region.sites);
      next_m += gap_m;
    }
    before_m += length;
  }
  region.notes.push_back(fmt::format("{}: OSM lacks most of its homes; {} were placed evenly along its streets",
                                     all.name[municipality], missing));
}

}  // namespace

AccessNodes::AccessNodes(const Roads& roads) : roads_(&roads), origin_{1e18, 1e18} {
  Point last{-1e18, -1e18};
  for (const auto node : roads.x_m.ids()) {
    origin_ = {std::min(origin_.x_m, roads.x_m[node]), std::min(origin_.y_m, roads.y_m[node])};
    last = {std::max(last.x_m, roads.x_m[node]), std::max(last.y_m, roads.y_m[node])};
  }
  if (roads.nodes() == 0) return;
  columns_ = static_cast<std::int64_t>((last.x_m - origin_.x_m) / cell_m) + 1;
  rows_ = static_cast<std::int64_t>((last.y_m - origin_.y_m) / cell_m) + 1;
  cells_.resize(static_cast<std::size_t>(columns_ * rows_));
  for (const auto node : roads.x_m.ids()) {
    if (!can_stop_at(roads, node)) continue;
    const auto x = static_cast<std::int64_t>((roads.x_m[node] - origin_.x_m) / cell_m);
    const auto y = static_cast<std::int64_t>((roads.y_m[node] - origin_.y_m) / cell_m);
    cells_[static_cast<std::size_t>(y * columns_ + x)].push_back(node);
  }
}

NodeId AccessNodes::nearest(Point at) const {
  NodeId best;
  double least = std::numeric_limits<double>::max();
  const auto cx = static_cast<std::int64_t>(std::floor((at.x_m - origin_.x_m) / cell_m));
  const auto cy = static_cast<std::int64_t>(std::floor((at.y_m - origin_.y_m) / cell_m));
  const auto most = columns_ + rows_ + std::abs(cx) + std::abs(cy);
  // Rings of cells around the place; what lies r rings out is at least (r - 1) cells away.
  for (std::int64_t ring = 0; ring <= most && least > static_cast<double>(ring - 1) * cell_m; ++ring)
    for (auto y = std::max<std::int64_t>(cy - ring, 0); y <= std::min(cy + ring, rows_ - 1); ++y) {
      const bool edge = y == cy - ring || y == cy + ring;
      for (auto x = cx - ring; x <= cx + ring; x += edge || ring == 0 ? 1 : 2 * ring) {
        if (x < 0 || x >= columns_) continue;
        for (const auto node : cells_[static_cast<std::size_t>(y * columns_ + x)]) {
          const double away = math::distance(roads_->x_m[node] - at.x_m, roads_->y_m[node] - at.y_m);
          if (away >= least) continue;
          least = away;
          best = node;
        }
      }
    }
  return best;
}

void add_sites(const std::vector<OsmBuilding>& buildings, const MunicipalityAreas& areas,
               const std::vector<MunicipalityId>& id_in_region, Region& region) {
  const AccessNodes access(region.roads);
  std::vector<std::size_t> homes(region.municipalities.size(), 0);
  for (const auto& building : buildings) {
    if (building.minor) continue;
    const auto published = areas.locate(building.at);
    if (!published.valid() || !id_in_region[published.index()].valid()) continue;
    const auto municipality = id_in_region[published.index()];
    const auto node = access.nearest(building.at);
    if (!node.valid()) continue;
    add_site(building, municipality, node, region.sites);
    if (is_home(building.use)) ++homes[municipality.index()];
  }
  for (const auto municipality : region.municipalities.ags.ids()) {
    const double official = region.municipalities.buildings[municipality];
    const auto known = static_cast<double>(homes[municipality.index()]);
    if (official > 0 && known < official / 2)
      add_homes_along_streets(region, municipality, static_cast<std::size_t>(std::ceil(official - known)));
  }
}

}  // namespace pendel::import
