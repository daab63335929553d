// SPDX-License-Identifier: Apache-2.0
#include "region/generate_zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "region/generate_mesh.hpp"

namespace pendel::generate {
namespace {

constexpr double outside_detour = 1.3;   // road over straight line
constexpr double daily_reach_km = 150;   // farther counties have weekly commuters only
constexpr double motorway_bonus = 0.85;  // a motorway's kilometre counts less on long ways
constexpr double long_way_m = 40'000;

double floor_m2(const BuildingSites& sites, BuildingId id) {
  if (sites.use[id] != BuildingUse::residential && sites.use[id] != BuildingUse::mixed) return 0;
  return static_cast<double>(sites.footprint_m2[id]) * static_cast<double>(sites.storeys[id]);
}

using Span = std::pair<std::size_t, std::size_t>;

/// Sorts order[span) by one axis and finds the place that leaves `share` of the floor area in front of it.
std::size_t cut(const BuildingSites& sites, std::vector<BuildingId>& order, Span span, double share) {
  const auto begin = order.begin() + static_cast<std::ptrdiff_t>(span.first);
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(span.second);
  const auto width = [&](const Column<BuildingId, double>& axis) {
    const auto [low, high] =
        std::minmax_element(begin, end, [&](BuildingId a, BuildingId b) { return axis[a] < axis[b]; });
    return axis[*high] - axis[*low];
  };
  const auto& axis = width(sites.x_m) >= width(sites.y_m) ? sites.x_m : sites.y_m;
  std::sort(begin, end, [&](BuildingId a, BuildingId b) { return std::pair(axis[a], a) < std::pair(axis[b], b); });
  double total = 0;
  for (auto it = begin; it != end; ++it) total += floor_m2(sites, *it);
  double before = 0;
  std::size_t at = span.first;
  while (at < span.second && before + 0.5 * floor_m2(sites, order[at]) < share * total)
    before += floor_m2(sites, order[at++]);
  return at;
}

void divide(const BuildingSites& sites, std::vector<BuildingId>& order, Span span, std::size_t parts,
            std::vector<Span>& out) {
  if (parts <= 1 || span.second - span.first <= parts) {
    out.push_back(span);
    return;
  }
  const std::size_t first = parts / 2;
  const std::size_t at = cut(sites, order, span, static_cast<double>(first) / static_cast<double>(parts));
  divide(sites, order, {span.first, at}, first, out);
  divide(sites, order, {at, span.second}, parts - first, out);
}

void add_zone(Region& region, MunicipalityId m, std::size_t number, const std::vector<BuildingId>& order, Span span) {
  Zones& zones = region.zones;
  BuildingSites& sites = region.sites;
  double x = 0;
  double y = 0;
  double weight = 0;
  for (std::size_t i = span.first; i < span.second; ++i) {
    const double w = floor_m2(sites, order[i]) + 1e-3;
    x += w * sites.x_m[order[i]];
    y += w * sites.y_m[order[i]];
    weight += w;
  }
  const ZoneId zone = zones.name.push_back(fmt::format("{}-{:03}", region.municipalities.ags[m], number));
  zones.municipality.push_back(m);
  zones.gateway.push_back(GatewayId());
  zones.x_m.push_back(x / weight);
  zones.y_m.push_back(y / weight);
  BuildingId nearest = order[span.first];
  double best = 1e18;
  for (std::size_t i = span.first; i < span.second; ++i) {
    const BuildingId b = order[i];
    sites.zone[b] = zone;
    const double d = distance_m({sites.x_m[b], sites.y_m[b]}, {x / weight, y / weight});
    if (d < best) {
      best = d;
      nearest = b;
    }
  }
  zones.node.push_back(sites.node[nearest]);
}

std::set<std::string> keys_outside(const Facts& facts) {
  std::set<std::string> own;
  for (const auto& ags : facts.municipalities.ags) own.insert(ags.substr(0, 5));
  std::set<std::string> out;
  for (const auto& flow : facts.commuters)
    for (const auto& key : {flow.home.substr(0, 5), flow.work.substr(0, 5)})
      if (!own.contains(key)) out.insert(key);
  for (const auto& outside : facts.outside) out.insert(outside.key);
  return out;
}

struct Door {
  Terminal terminal;
  NodeId node;
  std::vector<std::string> serves;
};

std::vector<Door> doors_of(const Network& network, const std::vector<Terminal>& terminals) {
  std::vector<Door> doors;
  std::set<NodeId> seen;
  for (const Terminal& terminal : terminals) {
    const NodeId node = network.node_of[terminal.node];
    if (node.valid() && seen.insert(node).second) doors.push_back({terminal, node, {}});
  }
  return doors;
}

/// A neighbour is reached by every road to it, a far county by the one with the shortest way from the region's middle.
void share_counties(const Facts& facts, const Roads& roads, const std::map<std::string, Point>& where,
                    std::vector<Door>& doors) {
  Point middle;
  double people = 0;
  const auto& m = facts.municipalities;
  for (const auto id : m.ags.ids()) {
    middle.x_m += m.population[id] * m.x_m[id];
    middle.y_m += m.population[id] * m.y_m[id];
    people += m.population[id];
  }
  middle = {middle.x_m / people, middle.y_m / people};
  for (const std::string& key : keys_outside(facts)) {
    bool neighbour = false;
    for (Door& door : doors)
      if (facts.outside[door.terminal.outside].key == key) {
        door.serves.push_back(key);
        neighbour = true;
      }
    const auto at = where.find(key);
    if (neighbour || at == where.end()) continue;
    Door* best = nullptr;
    double best_m = 1e18;
    for (Door& door : doors) {
      const double onward = distance_m(roads.at(door.node), at->second);
      const bool fast = door.terminal.road_class == RoadClass::motorway && onward > long_way_m;
      const double way = (distance_m(middle, roads.at(door.node)) + onward) * (fast ? motorway_bonus : 1.0);
      if (way < best_m) {
        best_m = way;
        best = &door;
      }
    }
    if (best != nullptr) best->serves.push_back(key);
  }
}

double outside_km(const Facts& facts, const Door& door, Point at, const std::map<std::string, Point>& where,
                  const std::map<std::string, double>& weight) {
  double sum = 0;
  double total = 0;
  for (const auto& key : door.serves) {
    const auto place = where.find(key);
    if (place == where.end()) continue;
    const double km = distance_m(at, place->second) * outside_detour / 1000;
    if (km > daily_reach_km) continue;
    const auto w = weight.find(key);
    const double commuters = w == weight.end() ? 1.0 : w->second;
    sum += commuters * km;
    total += commuters;
  }
  if (total > 0) return sum / total;
  return distance_m(at, facts.outside[door.terminal.outside].at) * outside_detour / 1000;
}

}  // namespace

void add_zones(Region& region) {
  BuildingSites& sites = region.sites;
  const auto& m = region.municipalities;
  const auto of = group_by(sites.municipality, m.size());
  for (const auto id : m.ags.ids()) {
    std::vector<BuildingId> order(of[id].begin(), of[id].end());
    if (order.empty()) continue;
    const auto parts = static_cast<std::size_t>(std::ceil(std::max(1.0, m.population[id]) / zone_people));
    std::vector<Span> spans;
    divide(sites, order, {0, order.size()}, parts, spans);
    std::size_t number = 0;
    for (const Span& span : spans)
      if (span.first < span.second) add_zone(region, id, ++number, order, span);
  }
}

void add_gateways(const Facts& facts, const Network& network, const std::vector<Terminal>& terminals, Region& region) {
  auto doors = doors_of(network, terminals);
  std::map<std::string, Point> where;
  for (const auto& county : facts.counties) where[county.key] = county.at;
  for (const auto& outside : facts.outside) where.try_emplace(outside.key, outside.at);
  std::map<std::string, double> weight;
  for (const auto& flow : facts.commuters)
    for (const auto& key : {flow.home, flow.work}) weight[key.substr(0, 5)] += flow.commuters;
  share_counties(facts, region.roads, where, doors);
  std::set<std::string> names;
  for (const Door& door : doors) {
    const Point at = region.roads.at(door.node);
    std::string name = facts.outside[door.terminal.outside].name;
    if (door.terminal.road != no_index) name = facts.roads[door.terminal.road].ref + " " + name;
    for (int copy = 2; !names.insert(name).second; ++copy) {
      const auto space = name.rfind(" #");
      name = name.substr(0, space) + fmt::format(" #{}", copy);
    }
    const GatewayId gateway = region.gateways.name.push_back(name);
    const ZoneId zone = region.zones.name.push_back(name);
    region.zones.municipality.push_back(MunicipalityId());
    region.zones.gateway.push_back(gateway);
    region.zones.x_m.push_back(at.x_m);
    region.zones.y_m.push_back(at.y_m);
    region.zones.node.push_back(door.node);
    region.gateways.zone.push_back(zone);
    region.gateways.node.push_back(door.node);
    region.gateways.outside_km.push_back(outside_km(facts, door, at, where, weight));
    region.gateways.serves.push_row(door.serves);
  }
}

}  // namespace pendel::generate
