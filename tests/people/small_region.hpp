// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "region/region.hpp"

namespace pendel {

/// A region drawn in the test: municipalities in a row, 10 km apart, with homes, works, a shop and a school each, one
/// zone each, one gateway at the western end.
class SmallRegion {
 public:
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

  struct Town {
    std::string ags;
    double population = 0;
    double dwellings = unknown;
    double jobs = unknown;
    double in = unknown;
    double workers = unknown;
    double out = unknown;
    std::size_t homes = 0;  // residential sites
    std::size_t works = 1;
    double x_m = -1;  // default: 10 km steps
    double y_m = 0;
    int regiostar7 = 76;
    double buildings = unknown;
    double one_dwelling = unknown;
    double buildings_1949_1978 = unknown;
    double living_area_m2 = unknown;
  };

  SmallRegion& town(const Town& town) {
    auto& land = region_.municipalities;
    const auto m = land.ags.push_back(town.ags);
    const double x = town.x_m >= 0 ? town.x_m : 10000.0 * static_cast<double>(m.index());
    land.name.push_back("Town " + town.ags);
    land.regiostar7.push_back(town.regiostar7);
    land.x_m.push_back(x);
    land.y_m.push_back(town.y_m);
    land.population.push_back(town.population);
    land.jobs.push_back(town.jobs);
    land.in_commuters.push_back(town.in);
    land.resident_workers.push_back(town.workers);
    land.out_commuters.push_back(town.out);
    land.buildings.push_back(town.buildings);
    land.dwellings.push_back(town.dwellings);
    land.one_dwelling_buildings.push_back(town.one_dwelling);
    land.buildings_1949_1978.push_back(town.buildings_1949_1978);
    land.living_area_m2.push_back(town.living_area_m2);
    for (auto* column : {&land.buildings_district_heat, &land.pv_kw, &land.wind_kw, &land.area_m2, &land.settlement_m2,
                         &land.broadband_50_share, &land.broadband_100_share, &land.broadband_1000_share})
      column->push_back(unknown);
    const NodeId node = add_node(x, town.y_m, m);
    const ZoneId zone = add_zone(town.ags + "-001", m, GatewayId(), x, town.y_m, node);
    for (std::size_t i = 0; i < town.homes; ++i)
      site(m, zone, node, BuildingUse::residential, 80.0F + static_cast<float>(i % 10) * 20.0F,
           i % 7 == 0 ? 3.0F : 1.5F);
    for (std::size_t i = 0; i < town.works; ++i) site(m, zone, node, BuildingUse::work, 2000, 1);
    site(m, zone, node, BuildingUse::retail, 800, 1);
    site(m, zone, node, BuildingUse::school, 1500, 2);
    return *this;
  }

  SmallRegion& gateway(const std::string& name, std::vector<std::string> serves, double x_m, double outside_km) {
    const NodeId node = add_node(x_m, 0, MunicipalityId());
    const auto g = region_.gateways.name.push_back(name);
    region_.gateways.zone.push_back(add_zone(name, MunicipalityId(), g, x_m, 0, node));
    region_.gateways.node.push_back(node);
    region_.gateways.outside_km.push_back(outside_km);
    region_.gateways.serves.push_row(serves);
    return *this;
  }

  SmallRegion& flow(const std::string& home, const std::string& work, double commuters) {
    region_.commuters.push_back({home, work, commuters});
    return *this;
  }

  SmallRegion& state(const std::string& name) {
    region_.state = name;
    return *this;
  }

  /// Both directions between all nodes that follow each other from west to east.
  Region build() {
    region_.name = "small";
    auto& roads = region_.roads;
    std::vector<NodeId> order;
    for (const auto node : roads.x_m.ids()) order.push_back(node);
    std::sort(order.begin(), order.end(), [&](NodeId a, NodeId b) { return roads.x_m[a] < roads.x_m[b]; });
    for (std::size_t i = 1; i < order.size(); ++i) {
      link(order[i - 1], order[i]);
      link(order[i], order[i - 1]);
    }
    roads.index();
    return region_;
  }

 private:
  NodeId add_node(double x, double y, MunicipalityId m) {
    auto& roads = region_.roads;
    const NodeId node = roads.x_m.push_back(x);
    roads.y_m.push_back(y);
    roads.node_name.push_back(static_cast<std::int64_t>(node.index()) + 1);
    roads.municipality.push_back(m);
    return node;
  }
  ZoneId add_zone(const std::string& name, MunicipalityId m, GatewayId g, double x, double y, NodeId node) {
    auto& zones = region_.zones;
    zones.municipality.push_back(m);
    zones.gateway.push_back(g);
    zones.x_m.push_back(x);
    zones.y_m.push_back(y);
    zones.node.push_back(node);
    return zones.name.push_back(name);
  }
  void link(NodeId from, NodeId to) {
    auto& roads = region_.roads;
    const double dx = roads.x_m[to] - roads.x_m[from];
    const double dy = roads.y_m[to] - roads.y_m[from];
    roads.link_name.push_back(static_cast<std::int64_t>(roads.from.size()) + 1);
    roads.from.push_back(from);
    roads.to.push_back(to);
    roads.length_m.push_back(static_cast<float>(1.2 * std::sqrt(dx * dx + dy * dy) + 10));
    roads.free_speed_mps.push_back(20);
    roads.capacity_per_h.push_back(1500);
    roads.lanes.push_back(1);
    roads.road_class.push_back(RoadClass::secondary);
    roads.street.push_back("");
    roads.shape.push_row(std::vector<Point>{});
  }
  void site(MunicipalityId m, ZoneId zone, NodeId node, BuildingUse use, float footprint, float storeys) {
    auto& sites = region_.sites;
    sites.x_m.push_back(region_.zones.x_m[zone] + 10.0 * static_cast<double>(sites.size() % 50));
    sites.y_m.push_back(region_.zones.y_m[zone] + 10.0 * static_cast<double>(sites.size() % 30));
    sites.footprint_m2.push_back(footprint);
    sites.storeys.push_back(storeys);
    sites.use.push_back(use);
    sites.municipality.push_back(m);
    sites.zone.push_back(zone);
    sites.node.push_back(node);
  }

  Region region_;
};

/// Facts of Anhalt-Bitterfeld (statistical offices; population 2021, employees 2015) on drawn ground.
inline Region bitterfeld_like(std::size_t copies = 1) {
  SmallRegion small;
  small.state("ST");
  struct Row {
    const char* ags;
    double population, dwellings, jobs, in, workers, out, buildings, one, middle, area;
    int rs7;
  };
  static const std::vector<Row> rows = {
      {"15082005", 7363, 4466, 1491, 681, 2809, 2010, 2781, 2174, 298, 350.3, 76},
      {"15082015", 37047, 28129, 20528, 12318, 15278, 7126, 9224, 5161, 1782, 1816.6, 75},
      {"15082180", 24876, 15897, 10235, 5672, 8879, 4543, 5622, 3317, 862, 1105.1, 76},
      {"15082241", 11557, 5745, 1418, 704, 4918, 4205, 4345, 3617, 810, 580.4, 77},
      {"15082256", 8374, 4368, 1073, 582, 3596, 3118, 3274, 2721, 519, 406.6, 77},
      {"15082301", 8862, 4754, 1792, 1097, 3976, 3292, 3426, 2697, 464, 434.2, 76},
      {"15082340", 14302, 8241, 4164, 3019, 6070, 4939, 4520, 3469, 698, 683.4, 76},
      {"15082377", 13146, 7069, 3302, 1969, 4865, 3676, 4971, 4031, 945, 656.3, 77},
      {"15082430", 21234, 12273, 8141, 2617, 8085, 3053, 6297, 4629, 1274, 1025.8, 76},
      {"15082440", 9139, 4775, 2867, 2114, 4014, 3279, 3310, 2606, 678, 441.1, 77}};
  for (std::size_t copy = 0; copy < copies; ++copy)
    for (const auto& row : rows) {
      std::string ags = row.ags;
      if (copy > 0) ags = std::to_string(90 + copy) + ags.substr(2);
      small.town({.ags = ags,
                  .population = row.population,
                  .dwellings = row.dwellings,
                  .jobs = row.jobs,
                  .in = row.in,
                  .workers = row.workers,
                  .out = row.out,
                  .homes = static_cast<std::size_t>(row.buildings * 1.05),
                  .works = 60,
                  .regiostar7 = row.rs7,
                  .buildings = row.buildings,
                  .one_dwelling = row.one,
                  .buildings_1949_1978 = row.middle,
                  .living_area_m2 = 1000 * row.area});
    }
  small.gateway("west", {"15001", "15088", "15086"}, -5000, 12);
  small.gateway("east", {"15091", "14730", "14713", "15002"}, 95000.0 * static_cast<double>(copies), 15);
  for (const auto& [key, out, in] : std::vector<std::tuple<const char*, double, double>>{{"15001", 3700, 2705},
                                                                                         {"15002", 3400, 1639},
                                                                                         {"15091", 2100, 2300},
                                                                                         {"14730", 2300, 1378},
                                                                                         {"14713", 3300, 1370},
                                                                                         {"15088", 2500, 2200},
                                                                                         {"15086", 900, 800},
                                                                                         {"11000", 600, 218},
                                                                                         {"09162", 250, 16}}) {
    small.flow("15082", key, out);
    small.flow(key, "15082", in);
  }
  return small.build();
}

}  // namespace pendel
