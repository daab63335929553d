// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/math.hpp"
#include "region/folder_reader.hpp"

namespace pendel {

using text::say;
using text::Say;

namespace {

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> result;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(' ', at)) != std::string::npos) {
    const auto end = std::min(text.find(' ', at), text.size());
    result.push_back(text.substr(at, end - at));
    at = end;
  }
  return result;
}

/// For tables written by hand: the node that is nearest to a place, by looking at all of them.
NodeId nearest_node(const Roads& roads, double x_m, double y_m) {
  NodeId best;
  double least = std::numeric_limits<double>::max();
  for (const auto node : roads.x_m.ids()) {
    const double away = math::distance(roads.x_m[node] - x_m, roads.y_m[node] - y_m);
    if (away >= least) continue;
    least = away;
    best = node;
  }
  return best;
}

}  // namespace

void FolderReader::read_gateways() {
  if (!exists("gateway.csv")) return;
  const auto before = issues_->size();
  const auto rows = table("gateway.csv");
  auto& gateways = region_.gateways;
  gateways.name.values() = rows.texts("gateway_id", *issues_, {.filled = true, .unique = true});
  gateway_of_.whole = issues_->size() == before;
  gateways.node.values() = look_up<NodeId>(rows, "node_id", node_of_, false, true);
  gateways.outside_km.values() =
      rows.numbers("outside_km", {.unit = "km", .min = 0, .max = 2000, .if_empty = 10, .optional = true}, *issues_);
  for (const auto& keys : rows.texts("serves", *issues_, {.optional = true})) gateways.serves.push_row(words(keys));
  gateways.zone.assign(gateways.size(), ZoneId());
  for (const auto gateway : gateways.name.ids()) gateway_of_.ids.emplace(gateways.name[gateway], gateway);
}

void FolderReader::read_zones() {
  const auto before = issues_->size();
  const auto rows = table("zone.csv", true);
  auto& zones = region_.zones;
  zones.name.values() = rows.texts("zone_id", *issues_, {.filled = true, .unique = true});
  zone_of_.whole = gateway_of_.whole && node_of_.whole && issues_->size() == before;
  zones.municipality.values() = look_up<MunicipalityId>(rows, "municipality", municipality_of_, false, false);
  zones.gateway.values() = look_up<GatewayId>(rows, "gateway", gateway_of_, true, false);
  zones.node.values() = look_up<NodeId>(rows, "node_id", node_of_, false, true);
  // Whether the zone says where it belongs; whether that is there has been told.
  const auto homes = rows.views("municipality", *issues_, {.optional = true});
  const auto exits = rows.views("gateway", *issues_, {.optional = true});
  const double nan = std::nan("");
  zones.x_m.values() = rows.numbers("x_coord", {.unit = "m", .if_empty = nan, .optional = true}, *issues_);
  zones.y_m.values() = rows.numbers("y_coord", {.unit = "m", .if_empty = nan, .optional = true}, *issues_);
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const ZoneId zone(row);
    zone_of_.ids.emplace(zones.name[zone], zone);
    const auto gateway = zones.gateway[zone];
    if (exits[row].empty() == homes[row].empty()) problem(rows, row, "municipality", say(Say::zone_home));
    if (gateway.valid() && region_.gateways.zone[gateway].valid())
      problem(rows, row, "gateway", say(Say::gateway_zone_twice, region_.gateways.name[gateway]));
    if (gateway.valid()) region_.gateways.zone[gateway] = zone;
    if (!zones.node[zone].valid()) continue;
    if (std::isnan(zones.x_m[zone])) zones.x_m[zone] = region_.roads.x_m[zones.node[zone]];
    if (std::isnan(zones.y_m[zone])) zones.y_m[zone] = region_.roads.y_m[zones.node[zone]];
  }
}

/// Every gateway is a zone; who writes by hand need not say so.
void FolderReader::add_missing_gateway_zones() {
  auto& zones = region_.zones;
  auto& gateways = region_.gateways;
  for (const auto gateway : gateways.name.ids()) {
    if (gateways.zone[gateway].valid() || !gateways.node[gateway].valid()) continue;
    gateways.zone[gateway] = zones.name.push_back(gateways.name[gateway]);
    zone_of_.ids.emplace(gateways.name[gateway], gateways.zone[gateway]);
    zones.municipality.push_back(MunicipalityId());
    zones.gateway.push_back(gateway);
    zones.x_m.push_back(region_.roads.x_m[gateways.node[gateway]]);
    zones.y_m.push_back(region_.roads.y_m[gateways.node[gateway]]);
    zones.node.push_back(gateways.node[gateway]);
  }
}

void FolderReader::read_buildings() {
  if (!exists("building.csv")) return;
  const auto rows = table("building.csv");
  auto& sites = region_.sites;
  sites.x_m.values() = rows.numbers("x_coord", {.unit = "m"}, *issues_);
  sites.y_m.values() = rows.numbers("y_coord", {.unit = "m"}, *issues_);
  const auto footprints = rows.numbers(
      "footprint_m2", {.unit = "m2", .min = 0, .max = 1e6, .min_exclusive = true, .if_empty = 120, .optional = true},
      *issues_);
  const auto storeys =
      rows.numbers("storeys", {.min = 0, .max = 100, .min_exclusive = true, .if_empty = 2, .optional = true}, *issues_);
  const auto uses = rows.texts("use", *issues_, {.optional = true});
  sites.zone.values() = look_up<ZoneId>(rows, "zone_id", zone_of_, false, true);
  sites.municipality.values() = look_up<MunicipalityId>(rows, "municipality", municipality_of_, true, false);
  sites.node.values() = look_up<NodeId>(rows, "node_id", node_of_, true, false);
  std::vector<std::string> use_names;
  for (int i = 0; i < building_uses; ++i) use_names.emplace_back(to_string(static_cast<BuildingUse>(i)));
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const BuildingId site(row);
    sites.footprint_m2.push_back(static_cast<float>(footprints[row]));
    sites.storeys.push_back(static_cast<float>(storeys[row]));
    const auto use = uses[row].empty() ? "residential" : uses[row];
    sites.use.push_back(is_building_use(use) ? building_use_from(use) : BuildingUse::other);
    if (!is_building_use(use))
      problem(rows, row, "use", say(Say::word_unknown, "use", use), text::one_of(use_names),
              text::did_you_mean(use, use_names));
    const auto zone = sites.zone[site];
    if (!sites.municipality[site].valid() && zone.valid()) sites.municipality[site] = region_.zones.municipality[zone];
    if (!sites.node[site].valid()) sites.node[site] = nearest_node(region_.roads, sites.x_m[site], sites.y_m[site]);
  }
}

void FolderReader::read_commuters() {
  if (!exists("commuters.csv")) return;
  const auto rows = table("commuters.csv");
  const auto home = rows.texts("home", *issues_, {.filled = true});
  const auto work = rows.texts("work", *issues_, {.filled = true});
  const auto count = rows.numbers("commuters", {.min = 0, .max = 1e8}, *issues_);
  for (std::size_t row = 0; row < rows.rows(); ++row) region_.commuters.push_back({home[row], work[row], count[row]});
}

void FolderReader::read_external() {
  if (!exists("external.csv")) return;
  const auto rows = table("external.csv");
  const auto from = look_up<GatewayId>(rows, "from_gateway", gateway_of_, false, true);
  const auto to = look_up<GatewayId>(rows, "to_gateway", gateway_of_, false, true);
  const auto vehicles = rows.numbers("vehicles_per_day", {.min = 0, .max = 1e7}, *issues_);
  const auto classes = rows.texts("vehicle_class", *issues_, {.optional = true});
  // Without any profile the day is flat; with one, an hour that is not there is empty of traffic.
  const double otherwise = rows.has("h0") ? 0.0 : 1.0 / 24;
  std::vector<std::vector<double>> hours;
  for (int hour = 0; hour < 24; ++hour)
    hours.push_back(rows.numbers(fmt::format("h{}", hour),
                                 {.min = 0, .max = 1, .if_empty = otherwise, .optional = true}, *issues_));
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    ExternalFlow flow{from[row], to[row], VehicleClass::car, vehicles[row], {}};
    if (classes[row] == "truck")
      flow.vehicle_class = VehicleClass::truck;
    else if (!classes[row].empty() && classes[row] != "car")
      problem(rows, row, "vehicle_class", say(Say::word_unknown, "vehicle_class", classes[row]),
              text::one_of({"car", "truck"}), text::did_you_mean(classes[row], {"car", "truck"}));
    double sum = 0;
    for (const auto& hour : hours) sum += flow.hour_share.emplace_back(hour[row]);
    if (std::abs(sum - 1) > 1e-3) problem(rows, row, "h0", say(Say::hours_sum, sum), say(Say::must_be, 1, ""));
    region_.external.push_back(std::move(flow));
  }
}

void FolderReader::read_weather() {
  if (!exists("weather.csv")) return;
  const auto rows = table("weather.csv");
  const auto read = [&](std::string_view column, double min, double max, std::string unit) {
    const auto values = rows.numbers(column, {.unit = std::move(unit), .min = min, .max = max}, *issues_);
    std::vector<float> result;
    for (const double value : values) result.push_back(static_cast<float>(value));
    return result;
  };
  auto& weather = region_.weather;
  weather.temperature_c = read("temperature_c", -60, 60, "degrees Celsius");
  weather.direct_w_per_m2 = read("direct_w_per_m2", 0, 1500, "W/m2");
  weather.diffuse_w_per_m2 = read("diffuse_w_per_m2", 0, 1500, "W/m2");
  if (rows.rows() == 24)  // one day that repeats: for small cases that are checked by hand
    for (auto* series : {&weather.temperature_c, &weather.direct_w_per_m2, &weather.diffuse_w_per_m2})
      for (std::size_t hour = 24; hour < 8760; ++hour) series->push_back((*series)[hour - 24]);
  else if (rows.rows() != 8760)
    issues_->add({rows.file(), 0, 0}, say(Say::weather_hours, rows.rows()), say(Say::weather_hours_why));
}

}  // namespace pendel
