// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "region/folder.hpp"
#include "region/region.hpp"

namespace pendel::test {

/// A region that uses every column, with values that are hard to write down (thirds, quotes, commas, empty figures).
inline Region small_region() {
  Region region;
  region.name = "Klein \"Probe\"";
  region.epsg = 25832;
  region.crs_wkt = "PROJCRS[\"x\"]";
  region.state = "HE";
  region.notes = {"one, two", "three"};
  region.sources = {{"link.csv", "*", "OpenStreetMap", "2026", "ODbL"}};
  auto& roads = region.roads;
  for (int i = 0; i < 4; ++i) {
    roads.x_m.push_back(550000.01 + 100.0 / 3 * i);
    roads.y_m.push_back(5635000.5 - i);
    roads.node_name.push_back(9007199254740000LL + i);
    roads.municipality.push_back(i < 3 ? MunicipalityId(0) : MunicipalityId());
    roads.signal.push_back(i == 2 ? 1 : 0);
  }
  for (std::uint32_t i = 0; i < 4; ++i) {
    roads.from.push_back(NodeId(i));
    roads.to.push_back(NodeId((i + 1) % 4));
    roads.link_name.push_back(4711);
    roads.length_m.push_back(33.3F + static_cast<float>(i) / 3);
    roads.free_speed_mps.push_back((i == 0 ? 7.0F : 100.0F) / 3.6F);
    roads.capacity_per_h.push_back(2000.0F / 3);
    roads.lanes.push_back(i == 2 ? 1.5F : 1.0F);
    roads.road_class.push_back(static_cast<RoadClass>(i));
    roads.street.push_back(i == 1 ? "Am Berg, links; \"alt\"" : "");
    roads.shape.push_row(i == 1 ? std::vector<Point>{{550010.25, 5635001.0 / 3}, {1, 2}} : std::vector<Point>{});
  }
  roads.turn_bans = {{LinkId(0), LinkId(1)}};
  roads.index();
  auto& all = region.municipalities;
  all.ags.push_back("01001000");
  all.name.push_back("Stadt");
  all.regiostar7.push_back(77);
  all.x_m.push_back(1.5);
  all.y_m.push_back(2.5);
  double value = 0.1;
  for (const auto& figure : municipality_figures())
    (all.*figure.values).push_back(value = value > 0.5 ? std::nan("") : value * 1.5);
  all.outline.push_row(std::vector<Point>{{0, 0}, {1.0 / 3, 0}, {0, 1}, {0, 0}});
  auto& zones = region.zones;
  auto& gateways = region.gateways;
  gateways.name.push_back("B 27 south");
  gateways.zone.push_back(ZoneId(1));
  gateways.node.push_back(NodeId(3));
  gateways.outside_km.push_back(12.25);
  gateways.serves.push_row(std::vector<std::string>{"06632001", "06535"});
  for (int i = 0; i < 2; ++i) {
    zones.name.push_back(i == 0 ? "01001000-001" : "B 27 south");
    zones.municipality.push_back(i == 0 ? MunicipalityId(0) : MunicipalityId());
    zones.gateway.push_back(i == 0 ? GatewayId() : GatewayId(0));
    zones.x_m.push_back(1.0 / 7);
    zones.y_m.push_back(2);
    zones.node.push_back(NodeId(static_cast<std::uint32_t>(3 * i)));
  }
  auto& sites = region.sites;
  sites.x_m.push_back(7.25);
  sites.y_m.push_back(8);
  sites.footprint_m2.push_back(100.1F);
  sites.storeys.push_back(2.5F);
  sites.use.push_back(BuildingUse::retail);
  sites.municipality.push_back(MunicipalityId(0));
  sites.zone.push_back(ZoneId(0));
  sites.node.push_back(NodeId(1));
  region.commuters = {{"06632", "06535", 17.5}};
  region.external = {{GatewayId(0), GatewayId(0), VehicleClass::truck, 100, std::vector<double>(24, 1.0 / 24)}};
  region.weather.temperature_c.assign(8760, 9.9F);
  region.weather.direct_w_per_m2.assign(8760, 0.1F);
  region.weather.diffuse_w_per_m2.assign(8760, 3.0F);
  region.weather.latitude_deg = 50.9;
  region.weather.longitude_deg = 9.7;
  return region;
}

/// Names of the parts in which two regions differ, "" if in none. The hash is not compared.
inline std::string differences(const Region& a, const Region& b) {
  std::string text;
  const auto compare = [&](bool same, const std::string& name) { text += same ? "" : name + " "; };
  compare(a.name == b.name && a.generated == b.generated && a.epsg == b.epsg && a.crs_wkt == b.crs_wkt &&
              a.state == b.state,
          "head");
  compare(a.notes == b.notes, "notes");
  bool same_sources = a.sources.size() == b.sources.size();
  for (std::size_t i = 0; same_sources && i < a.sources.size(); ++i)
    same_sources = a.sources[i].table == b.sources[i].table && a.sources[i].column == b.sources[i].column &&
                   a.sources[i].source == b.sources[i].source && a.sources[i].year == b.sources[i].year &&
                   a.sources[i].licence == b.sources[i].licence;
  compare(same_sources, "sources");
  compare(a.roads.x_m == b.roads.x_m && a.roads.y_m == b.roads.y_m && a.roads.node_name == b.roads.node_name &&
              a.roads.municipality == b.roads.municipality && a.roads.signal == b.roads.signal,
          "nodes");
  compare(a.roads.from == b.roads.from && a.roads.to == b.roads.to && a.roads.link_name == b.roads.link_name, "ends");
  compare(a.roads.length_m == b.roads.length_m, "length_m");
  compare(a.roads.free_speed_mps == b.roads.free_speed_mps, "free_speed_mps");
  compare(a.roads.capacity_per_h == b.roads.capacity_per_h && a.roads.lanes == b.roads.lanes, "capacity_per_h");
  compare(a.roads.road_class == b.roads.road_class && a.roads.street == b.roads.street, "street");
  compare(a.roads.shape == b.roads.shape, "shape");
  compare(a.roads.turn_bans == b.roads.turn_bans && a.roads.out_links == b.roads.out_links, "turn_bans");
  const auto& m = a.municipalities;
  const auto& n = b.municipalities;
  compare(m.ags == n.ags && m.name == n.name && m.regiostar7 == n.regiostar7 && m.x_m == n.x_m && m.y_m == n.y_m,
          "municipalities");
  compare(m.outline == n.outline, "outline");
  for (const auto& figure : municipality_figures()) {
    const auto& x = (m.*figure.values).values();
    const auto& y = (n.*figure.values).values();
    bool same = x.size() == y.size();
    for (std::size_t i = 0; same && i < x.size(); ++i) same = x[i] == y[i] || (std::isnan(x[i]) && std::isnan(y[i]));
    compare(same, std::string(figure.column));
  }
  compare(a.zones.name == b.zones.name && a.zones.municipality == b.zones.municipality &&
              a.zones.gateway == b.zones.gateway && a.zones.x_m == b.zones.x_m && a.zones.y_m == b.zones.y_m &&
              a.zones.node == b.zones.node,
          "zones");
  compare(a.gateways.name == b.gateways.name && a.gateways.zone == b.gateways.zone &&
              a.gateways.node == b.gateways.node && a.gateways.outside_km == b.gateways.outside_km &&
              a.gateways.serves == b.gateways.serves,
          "gateways");
  compare(a.sites.x_m == b.sites.x_m && a.sites.y_m == b.sites.y_m && a.sites.footprint_m2 == b.sites.footprint_m2 &&
              a.sites.storeys == b.sites.storeys && a.sites.use == b.sites.use &&
              a.sites.municipality == b.sites.municipality && a.sites.zone == b.sites.zone &&
              a.sites.node == b.sites.node,
          "sites");
  bool same_flows = a.commuters.size() == b.commuters.size() && a.external.size() == b.external.size();
  for (std::size_t i = 0; same_flows && i < a.commuters.size(); ++i)
    same_flows = a.commuters[i].home == b.commuters[i].home && a.commuters[i].work == b.commuters[i].work &&
                 a.commuters[i].commuters == b.commuters[i].commuters;
  for (std::size_t i = 0; same_flows && i < a.external.size(); ++i)
    same_flows = a.external[i].from == b.external[i].from && a.external[i].to == b.external[i].to &&
                 a.external[i].vehicle_class == b.external[i].vehicle_class &&
                 a.external[i].vehicles_per_day == b.external[i].vehicles_per_day &&
                 a.external[i].hour_share == b.external[i].hour_share;
  compare(same_flows, "flows");
  compare(a.weather.temperature_c == b.weather.temperature_c &&
              a.weather.direct_w_per_m2 == b.weather.direct_w_per_m2 &&
              a.weather.diffuse_w_per_m2 == b.weather.diffuse_w_per_m2 &&
              a.weather.latitude_deg == b.weather.latitude_deg && a.weather.longitude_deg == b.weather.longitude_deg,
          "weather");
  return text;
}

}  // namespace pendel::test
