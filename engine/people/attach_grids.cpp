// SPDX-License-Identifier: Apache-2.0
#include "people/attach_grids.hpp"

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <map>
#include <utility>

#include "core/math.hpp"

namespace pendel::people {

namespace {

namespace bg = boost::geometry;
using MapPoint = bg::model::point<double, 2, bg::cs::cartesian>;
using Spot = std::pair<MapPoint, std::size_t>;  // and its connection

std::vector<std::vector<std::pair<BuildingId, std::uint32_t>>> houses(const GivenGrids& given, const Region& region,
                                                                      const People& people) {
  std::vector<Spot> spots;
  for (const auto& at : given.connections) spots.emplace_back(MapPoint(at.x_m, at.y_m), spots.size());
  const bg::index::rtree<Spot, bg::index::rstar<16>> tree(spots);
  std::vector<std::vector<std::pair<BuildingId, std::uint32_t>>> out(given.tables.size());
  for (const auto building : ids<BuildingId>(region.sites.size())) {
    if (people.buildings.dwellings[building] == 0 && people.buildings.jobs[building] == 0) continue;
    const MapPoint here(region.sites.x_m[building], region.sites.y_m[building]);
    double best_m = connection_reach_m;
    const GivenGrids::Connection* best = nullptr;
    std::size_t best_row = spots.size();
    // More than one, for ties.
    for (auto found = tree.qbegin(bg::index::nearest(here, 8)); found != tree.qend(); ++found) {
      const double m = bg::distance(found->first, here);
      if (m > best_m || (m == best_m && found->second > best_row)) continue;
      best_m = m;
      best_row = found->second;
      best = &given.connections[found->second];
    }
    if (best != nullptr) out[best->grid].emplace_back(building, best->bus);
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
