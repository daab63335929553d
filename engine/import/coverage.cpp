// SPDX-License-Identifier: Apache-2.0
#include "import/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace pendel::import {

namespace {

constexpr double square_m = 250;
constexpr double main_building_m2 = 60;  // sheds, garages and small barns are not in the official count

std::uint64_t cell(std::int64_t x, std::int64_t y) {
  return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(x)) << 32U) | static_cast<std::uint32_t>(y);
}

std::int64_t step(double coordinate) { return static_cast<std::int64_t>(std::floor(coordinate / square_m)); }

using Cells = std::unordered_set<std::uint64_t>;

bool near_a_way(const Cells& cells, std::int64_t x, std::int64_t y) {
  for (std::int64_t dx = -2; dx <= 2; ++dx)
    for (std::int64_t dy = -2; dy <= 2; ++dy)
      if (cells.contains(cell(x + dx, y + dy))) return true;
  return false;
}

double area_share(const std::vector<PlanePolygon>& parts, const Cells& cells) {
  std::size_t inside = 0;
  std::size_t covered = 0;
  for (const auto& part : parts) {
    const auto [west, east] =
        std::minmax_element(part.outer.begin(), part.outer.end(), [](auto a, auto b) { return a.x_m < b.x_m; });
    const auto [south, north] =
        std::minmax_element(part.outer.begin(), part.outer.end(), [](auto a, auto b) { return a.y_m < b.y_m; });
    for (auto x = step(west->x_m); x <= step(east->x_m); ++x)
      for (auto y = step(south->y_m); y <= step(north->y_m); ++y) {
        const Point middle{(static_cast<double>(x) + 0.5) * square_m, (static_cast<double>(y) + 0.5) * square_m};
        if (!contains(part, middle)) continue;
        ++inside;
        if (near_a_way(cells, x, y)) ++covered;
      }
  }
  return inside == 0 ? 0 : static_cast<double>(covered) / static_cast<double>(inside);
}

}  // namespace

std::vector<Coverage> coverage_of(const MunicipalityAreas& areas, const OsmExtract& extract,
                                  const std::vector<OsmBuilding>& buildings, const Projection& projection) {
  Cells cells;
  for (const auto& node : extract.nodes) {
    const auto at = projection.to_plane(node.at);
    cells.insert(cell(step(at.x_m), step(at.y_m)));
  }
  std::vector<Coverage> result;
  for (const auto& parts : areas.parts) result.push_back({area_share(parts, cells), -1});
  std::vector<double> count(areas.all.size(), 0);
  for (const auto& building : buildings) {
    if (building.minor || building.footprint_m2 < main_building_m2) continue;
    const auto id = areas.locate(building.at);
    if (id.valid()) count[id.index()] += 1;
  }
  for (const auto id : areas.all.ags.ids()) {
    const double official = areas.all.buildings[id];
    if (official > 0) result[id.index()].buildings = std::min(1.0, count[id.index()] / official);
  }
  return result;
}

}  // namespace pendel::import
