// SPDX-License-Identifier: Apache-2.0
#include "people/attach_grids.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "core/math.hpp"

namespace pendel::people {

namespace {

/// Per grid its buildings, each with its bus.
std::vector<std::vector<std::pair<BuildingId, std::uint32_t>>> houses(const GivenGrids& given, const Region& region,
                                                                      const People& people) {
  const auto& all = given.connections;
  std::vector<std::size_t> eastwards(all.size());
  std::iota(eastwards.begin(), eastwards.end(), std::size_t{0});
  std::stable_sort(eastwards.begin(), eastwards.end(), [&](auto a, auto b) { return all[a].x_m < all[b].x_m; });
  std::vector<std::vector<std::pair<BuildingId, std::uint32_t>>> out(given.tables.size());
  for (const auto building : ids<BuildingId>(region.sites.size())) {
    if (people.buildings.dwellings[building] == 0 && people.buildings.jobs[building] == 0) continue;
    const double x_m = region.sites.x_m[building], y_m = region.sites.y_m[building];
    std::pair best{connection_reach_m, all.size()};
    for (auto at = std::lower_bound(eastwards.begin(), eastwards.end(), x_m - connection_reach_m,
                                    [&](auto i, double west_m) { return all[i].x_m < west_m; });
         at != eastwards.end() && all[*at].x_m <= x_m + connection_reach_m; ++at)
      best = std::min(best, std::pair{math::distance(all[*at].x_m - x_m, all[*at].y_m - y_m), *at});
    if (best.second < all.size()) out[all[best.second].grid].emplace_back(building, all[best.second].bus);
  }
  return out;
}

double rated_kva(const GridTables& grid) {
  double kva = 0;
  for (const auto& unit : grid.transformers)
    if (unit.in_service) kva += unit.sn_mva * unit.parallel * 1000;
  return kva;
}

}  // namespace

LowVoltageGrids attach_grids(GivenGrids given, const Region& region, const People& people) {
  LowVoltageGrids out;
  out.of.assign(region.sites.size(), GridId());
  out.bus.assign(region.sites.size(), 0);
  if (given.connections.empty()) return out;
  const auto members = houses(given, region, people);
  for (std::size_t g = 0; g < given.tables.size(); ++g) {
    if (members[g].empty()) continue;
    std::map<MunicipalityId, std::size_t> places;
    std::vector<BuildingId> buildings;
    std::uint32_t dwellings = 0;
    double x_m = 0, y_m = 0;
    const auto id = GridId(out.size());
    for (const auto& [building, bus] : members[g]) {
      out.of[building] = id;
      out.bus[building] = bus;
      buildings.push_back(building);
      dwellings += people.buildings.dwellings[building];
      x_m += region.sites.x_m[building] / static_cast<double>(members[g].size());
      y_m += region.sites.y_m[building] / static_cast<double>(members[g].size());
      ++places[region.sites.municipality[building]];
    }
    const auto most = std::max_element(places.begin(), places.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    out.municipality.push_back(most->first);
    out.buildings.push_row(buildings);
    out.x_m.push_back(x_m);
    out.y_m.push_back(y_m);
    out.rated_kva.push_back(static_cast<float>(rated_kva(given.tables[g])));
    out.dwellings.push_back(dwellings);
    out.given.push_back(1);
    out.tables.push_back(std::move(given.tables[g]));
  }
  return out;
}

}  // namespace pendel::people
