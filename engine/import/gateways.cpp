// SPDX-License-Identifier: Apache-2.0
#include "import/gateways.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <queue>

#include "core/math.hpp"

namespace pendel::import {

namespace {

constexpr double daily_reach_km = 150;
constexpr double nobody_km = 10;

/// Up to here any road is as good as another: who goes to the next town takes the road that leads there.
constexpr double near_km = 20;
constexpr double near_kmh = 60;

/// km/h of the rest of a way that begins on a road of the class: slower than its limit, for it ends on others.
double onward_kmh(RoadClass road_class) {
  switch (road_class) {
    case RoadClass::motorway:
      return 100;
    case RoadClass::trunk:
      return 75;
    case RoadClass::primary:
      return 65;
    case RoadClass::secondary:
      return 55;
    default:
      return 45;
  }
}

double onward_s(RoadClass road_class, double km) {
  return 3600 * (std::min(km, near_km) / near_kmh + std::max(km - near_km, 0.0) / onward_kmh(road_class));
}

/// Where the people are: the mean place of homes, else of all nodes.
Point middle_of(const Region& region) {
  double x = 0;
  double y = 0;
  double weight = 0;
  const auto& sites = region.sites;
  for (const auto site : sites.x_m.ids()) {
    if (sites.use[site] != BuildingUse::residential && sites.use[site] != BuildingUse::mixed) continue;
    const double floor = static_cast<double>(sites.footprint_m2[site]) * static_cast<double>(sites.storeys[site]);
    x += floor * sites.x_m[site];
    y += floor * sites.y_m[site];
    weight += floor;
  }
  if (weight > 0) return {x / weight, y / weight};
  const auto n = static_cast<double>(region.roads.nodes());
  for (const auto node : region.roads.x_m.ids()) {
    x += region.roads.x_m[node] / n;
    y += region.roads.y_m[node] / n;
  }
  return {x, y};
}

NodeId nearest_node(const Roads& roads, Point at) {
  NodeId best;
  double least = std::numeric_limits<double>::max();
  for (const auto node : roads.x_m.ids()) {
    const double away = distance_m(roads.at(node), at);
    if (away < least) {
      least = away;
      best = node;
    }
  }
  return best;
}

/// Seconds from one node to all others on the empty roads (Dijkstra; bans do not matter at this scale).
std::vector<double> seconds_from(const Roads& roads, NodeId start) {
  std::vector<double> seconds(roads.nodes(), std::numeric_limits<double>::max());
  using Entry = std::pair<double, NodeId>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  seconds[start.index()] = 0;
  queue.emplace(0.0, start);
  while (!queue.empty()) {
    const auto [time, node] = queue.top();
    queue.pop();
    if (time > seconds[node.index()]) continue;
    for (const auto link : roads.out_links[node]) {
      const double next = time + roads.free_time_s(link);
      auto& best = seconds[roads.to[link].index()];
      if (next < best) queue.emplace(best = next, roads.to[link]);
    }
  }
  return seconds;
}

std::string name_of(const Border& border, Point middle, const Roads& roads, std::map<std::string, int>& used) {
  const auto direction = compass(middle, roads.at(border.node));
  const auto road = !border.ref.empty()      ? border.ref
                    : !border.street.empty() ? border.street
                                             : std::string(to_string(border.road_class));
  auto name = fmt::format("{} {}", road, direction);
  const int count = ++used[name];
  return count == 1 ? name : fmt::format("{} {}", name, count);
}

struct Served {
  std::vector<std::string> keys;
  double km = 0;
  double weight = 0;
};

std::size_t best_gateway(const std::vector<Border>& borders, const std::vector<double>& seconds, const Roads& roads,
                         const OutsidePlace& place) {
  std::size_t best = 0;
  double least = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < borders.size(); ++i) {
    const double onward_km = place.known ? distance_m(roads.at(borders[i].node), place.at) / 1000 * outside_detour : 0;
    const double inside_s = seconds[borders[i].node.index()];
    const double cost = place.known ? inside_s + onward_s(borders[i].road_class, onward_km)
                                    : 1e6 * static_cast<double>(borders[i].road_class) + inside_s;
    if (cost < least) {
      least = cost;
      best = i;
    }
  }
  return best;
}

}  // namespace

std::string_view compass(Point from, Point at) {
  constexpr std::array<std::string_view, 8> names = {"north", "north-east", "east", "south-east",
                                                     "south", "south-west", "west", "north-west"};
  const double turns = math::atan2(at.x_m - from.x_m, at.y_m - from.y_m) / (2 * std::numbers::pi);
  const int eighth = static_cast<int>(std::floor(turns * 8 + 8.5)) % 8;
  return names[static_cast<std::size_t>(eighth)];
}

void add_gateways(const std::vector<Border>& borders, const std::vector<OutsidePlace>& places, Region& region) {
  if (borders.empty()) return;
  const auto middle = middle_of(region);
  const auto seconds = seconds_from(region.roads, nearest_node(region.roads, middle));
  std::vector<Served> served(borders.size());
  for (const auto& place : places) {
    const auto best = best_gateway(borders, seconds, region.roads, place);
    served[best].keys.push_back(place.key);
    const double km = distance_m(region.roads.at(borders[best].node), place.at) / 1000 * outside_detour;
    if (!place.known || km > daily_reach_km) continue;
    const double weight = std::max(place.commuters, 1.0);
    served[best].km += weight * km;
    served[best].weight += weight;
  }
  std::map<std::string, int> used;
  auto& gateways = region.gateways;
  auto& zones = region.zones;
  for (std::size_t i = 0; i < borders.size(); ++i) {
    const auto gateway = gateways.name.push_back(name_of(borders[i], middle, region.roads, used));
    gateways.node.push_back(borders[i].node);
    const double km = served[i].weight > 0 ? served[i].km / served[i].weight : nobody_km;
    gateways.outside_km.push_back(std::round(km * 10) / 10);
    gateways.serves.push_row(served[i].keys);
    gateways.zone.push_back(zones.name.push_back(gateways.name[gateway]));
    zones.municipality.push_back(MunicipalityId());
    zones.gateway.push_back(gateway);
    zones.x_m.push_back(region.roads.x_m[borders[i].node]);
    zones.y_m.push_back(region.roads.y_m[borders[i].node]);
    zones.node.push_back(borders[i].node);
  }
}

}  // namespace pendel::import
