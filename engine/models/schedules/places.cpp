// SPDX-License-Identifier: Apache-2.0
#include "models/schedules/places.hpp"

#include <algorithm>

#include "core/math.hpp"

namespace pendel::schedules {

namespace {

double attraction(Places::Kind kind, const World& world, BuildingId building) {
  const auto& sites = world.region.sites;
  const auto use = sites.use[building];
  const double floor_m2 =
      static_cast<double>(sites.footprint_m2[building]) * static_cast<double>(sites.storeys[building]);
  switch (kind) {
    case Places::Kind::shop:
      return use == BuildingUse::retail ? floor_m2 : 0.0;
    case Places::Kind::leisure:
      return use == BuildingUse::leisure ? floor_m2 : 0.0;
    case Places::Kind::visit:
      return static_cast<double>(world.people.buildings.dwellings[building]);
  }
  return 0;
}

/// Where no shop or leisure site is mapped, buildings of mixed use and then dwellings stand in: the ground floor of a
/// centre is better than no outing at all.
double substitute(const World& world, BuildingId building, int choice) {
  if (choice == 0) return world.region.sites.use[building] == BuildingUse::mixed ? 1.0 : 0.0;
  return static_cast<double>(world.people.buildings.dwellings[building]);
}

std::vector<double> attractions(Places::Kind kind, const World& world) {
  const auto n = world.region.sites.size();
  std::vector<double> result(n);
  const auto fill = [&](auto&& of) {
    double total = 0;
    for (auto building : ids<BuildingId>(n)) {
      // Only inside the region: a building without a zone cannot be reached.
      result[building.index()] = world.region.sites.zone[building].valid() ? of(building) : 0.0;
      total += result[building.index()];
    }
    return total > 0;
  };
  if (fill([&](BuildingId b) { return attraction(kind, world, b); })) return result;
  for (int choice = 0; choice < 2; ++choice)
    if (fill([&](BuildingId b) { return substitute(world, b, choice); })) return result;
  return result;
}

/// Mean distance inside a zone: half the way to its nearest neighbour.
std::vector<double> inner_distances(const Zones& zones) {
  std::vector<double> result(zones.size(), 500.0);
  for (auto a : ids<ZoneId>(zones.size())) {
    double nearest_m = 1e300;
    for (auto b : ids<ZoneId>(zones.size()))
      if (a != b && zones.municipality[b].valid())
        nearest_m = std::min(nearest_m, math::distance(zones.x_m[a] - zones.x_m[b], zones.y_m[a] - zones.y_m[b]));
    if (nearest_m < 1e299) result[a.index()] = 0.5 * nearest_m;
  }
  return result;
}

/// Position of the first cumulative weight that reaches u times the last one: never one of weight zero.
std::size_t pick(std::span<const float> cumulative, double u) {
  const auto target = static_cast<float>(u * static_cast<double>(cumulative.back()));
  const auto found = std::lower_bound(cumulative.begin(), cumulative.end(), target);
  return static_cast<std::size_t>(found - cumulative.begin());
}

}  // namespace

Places::Places(const Parameters& parameters, const World& world) : world_(world) {
  const auto& zones = world.region.zones;
  const auto& sites = world.region.sites;
  const auto inner_m = inner_distances(zones);
  for (int k = 0; k < kinds; ++k) {
    const auto kind = static_cast<Kind>(k);
    auto& table = tables_[static_cast<std::size_t>(k)];
    const auto weight = attractions(kind, world);
    std::vector<double> zone_weight(zones.size(), 0.0);
    std::vector<std::vector<BuildingId>> members(zones.size());
    for (auto building : ids<BuildingId>(sites.size()))
      if (weight[building.index()] > 0) {
        members[sites.zone[building].index()].push_back(building);
        zone_weight[sites.zone[building].index()] += weight[building.index()];
      }
    double total = 0;
    for (double w : zone_weight) total += w;
    if (total <= 0) continue;
    for (const auto& row : members) {
      std::vector<float> cumulative;
      double sum = 0;
      for (auto building : row) cumulative.push_back(static_cast<float>(sum += weight[building.index()]));
      table.buildings.push_row(row);
      table.building_cumulative.push_row(cumulative);
    }
    const double decay_m = 1000.0 * (kind == Kind::shop ? parameters.shopping_decay_km : parameters.leisure_decay_km);
    table.zone_cumulative.resize(zones.size() * zones.size());
    parallel::for_each<ZoneId>(world.pool, zones.size(), [&](ZoneId from) {
      double sum = 0;
      for (auto to : ids<ZoneId>(zones.size())) {
        const double d = from == to ? inner_m[from.index()]
                                    : math::distance(zones.x_m[from] - zones.x_m[to], zones.y_m[from] - zones.y_m[to]);
        // A tiny floor keeps a far-off only shop reachable.
        sum += zone_weight[to.index()] * std::max(math::exp(-d / decay_m), 1e-12);
        table.zone_cumulative[from.index() * zones.size() + to.index()] = static_cast<float>(sum / total);
      }
    });
  }
}

BuildingId Places::choose(Kind kind, BuildingId home, double u_zone, double u_building) const {
  const auto& table = tables_[static_cast<std::size_t>(kind)];
  if (table.zone_cumulative.empty()) return {};
  const auto zones = world_.region.zones.size();
  const auto from = world_.region.sites.zone[home].index();
  const auto to = ZoneId(pick(std::span(table.zone_cumulative).subspan(from * zones, zones), u_zone));
  if (table.buildings[to].empty()) return {};
  return table.buildings[to][pick(table.building_cumulative[to], u_building)];
}

}  // namespace pendel::schedules
