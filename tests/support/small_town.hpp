// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>

#include "core/math.hpp"
#include "support/small_world.hpp"
#include "world/day.hpp"

/// A made town with everything a model may ask for: 25 zones in two municipalities, a gateway, homes of all types and
/// periods, shops, offices, a school, weather of a year. Facts follow from counters, not from draws, so that a test can
/// say what must come out.
namespace pendel::test {

struct SmallTown {
  Region region;
  People people;

  explicit SmallTown(int households) {
    make_land();
    make_weather();
    for (int h = 0; h < households; ++h) add_household(h);
    people.persons.residents = people.persons.size();
    for (int i = 0; i < households / 10; ++i) add_inbound(i);
    region.roads.index();
  }

  static constexpr int side = 5;
  static constexpr double spacing_m = 800;

 private:
  std::vector<BuildingId> work_, school_;
  BuildingId open_;  // the residential building that still has free dwellings
  int free_dwellings_ = 0;
  int buildings_made_ = 0;

  void make_land() {
    auto& municipalities = region.municipalities;
    for (const auto* ags : {"15000001", "15000002"}) {
      municipalities.ags.push_back(ags);
      municipalities.name.push_back(ags);
      municipalities.x_m.push_back(municipalities.size() == 1 ? spacing_m : 3.5 * spacing_m);
      municipalities.y_m.push_back(2 * spacing_m);
      municipalities.population.push_back(5000);
      municipalities.buildings.push_back(std::nan(""));
      municipalities.buildings_district_heat.push_back(std::nan(""));
      municipalities.pv_kw.push_back(2000);
      municipalities.broadband_50_share.push_back(0.95);
    }
    for (int i = 0; i < side * side; ++i) {
      const double x = (i % side) * spacing_m, y = (i / side) * spacing_m;
      const MunicipalityId municipality(i % side < 3 ? 0 : 1);
      add_node(x, y, municipality);
      add_zone(x, y, municipality, GatewayId(), NodeId(i));
    }
    for (int i = 0; i < side * side; ++i) {
      if (i % side + 1 < side) add_road(i, i + 1);
      if (i + side < side * side) add_road(i, i + side);
      work_.push_back(add_building(i, BuildingUse::work, 2000));
      add_building(i, BuildingUse::retail, 300.0F + 100.0F * static_cast<float>(i));
      add_building(i, BuildingUse::leisure, 500);
    }
    school_.push_back(add_building(12, BuildingUse::school, 3000));
    region.gateways.name.push_back("north");
    region.gateways.zone.push_back(ZoneId(region.zones.size()));
    region.gateways.node.push_back(NodeId(22));
    region.gateways.outside_km.push_back(20);
    region.gateways.serves.push_row(std::array<std::string, 0>{});
    add_zone(2 * spacing_m, 4 * spacing_m, MunicipalityId(), GatewayId(0), NodeId(22));
  }

  void add_node(double x, double y, MunicipalityId municipality) {
    auto& roads = region.roads;
    roads.x_m.push_back(x);
    roads.y_m.push_back(y);
    roads.node_name.push_back(static_cast<std::int64_t>(roads.x_m.size()));
    roads.municipality.push_back(municipality);
  }

  void add_zone(double x, double y, MunicipalityId municipality, GatewayId gateway, NodeId node) {
    auto& zones = region.zones;
    zones.name.push_back("zone " + std::to_string(zones.size()));
    zones.municipality.push_back(municipality);
    zones.gateway.push_back(gateway);
    zones.x_m.push_back(x);
    zones.y_m.push_back(y);
    zones.node.push_back(node);
  }

  /// Both directions; they share a name, as OSM ways do.
  void add_road(int a, int b) {
    auto& roads = region.roads;
    const auto name = static_cast<std::int64_t>(1000 + roads.links());
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
      roads.from.push_back(NodeId(from));
      roads.to.push_back(NodeId(to));
      roads.link_name.push_back(name);
      roads.length_m.push_back(static_cast<float>(spacing_m));
      roads.free_speed_mps.push_back(13.9F);
      roads.capacity_per_h.push_back(1200);
      roads.lanes.push_back(1);
      roads.road_class.push_back(RoadClass::secondary);
      roads.street.push_back(b == a + 1 ? "Querstrasse " + std::to_string(a / side) : "");
      roads.shape.push_row(std::array<Point, 0>{});
    }
  }

  BuildingId add_building(int node, BuildingUse use, float footprint_m2,
                          BuildingType type = BuildingType::non_residential, int period = 5, int dwellings = 0) {
    auto& sites = region.sites;
    const BuildingId id =
        sites.x_m.push_back(region.roads.x_m[NodeId(node)] + 7.0 * static_cast<double>(sites.size() % 13));
    sites.y_m.push_back(region.roads.y_m[NodeId(node)] + 5.0 * static_cast<double>(sites.size() % 11));
    sites.footprint_m2.push_back(footprint_m2);
    sites.storeys.push_back(2);
    sites.use.push_back(use);
    sites.municipality.push_back(region.roads.municipality[NodeId(node)]);
    sites.zone.push_back(ZoneId(node));
    sites.node.push_back(NodeId(node));
    people.buildings.type.push_back(type);
    people.buildings.period.push_back(static_cast<std::uint8_t>(period));
    people.buildings.living_area_m2.push_back(85.0F * static_cast<float>(dwellings));
    people.buildings.dwellings.push_back(static_cast<std::uint16_t>(dwellings));
    people.buildings.jobs.push_back(0);
    return id;
  }

  void add_household(int h) {
    if (free_dwellings_ == 0) {
      const auto type = static_cast<BuildingType>(buildings_made_ % 4);
      const int dwellings = type == BuildingType::multi_family ? 6 : type == BuildingType::apartment_block ? 20 : 1;
      open_ = add_building((buildings_made_ * 7) % (side * side), BuildingUse::residential, dwellings > 1 ? 300 : 110,
                           type, (buildings_made_ * 5) % construction_periods, dwellings);
      free_dwellings_ = dwellings;
      ++buildings_made_;
    }
    --free_dwellings_;
    auto& households = people.households;
    const DwellingId dwelling = people.dwellings.building.push_back(open_);
    people.dwellings.area_m2.push_back(people.buildings.dwellings[open_] > 1 ? 70 : 120);
    const HouseholdId id = households.dwelling.push_back(dwelling);
    households.building.push_back(open_);
    households.first_person.push_back(PersonId(people.persons.size()));
    constexpr std::array<int, 10> sizes = {1, 2, 1, 3, 2, 1, 4, 2, 1, 5};
    const int size = sizes[static_cast<std::size_t>(h) % sizes.size()];
    households.persons.push_back(static_cast<std::uint8_t>(size));
    households.cars.push_back(size > 1 ? 2 : 1);
    const bool old = h % 3 == 0 && size <= 2;
    for (int i = 0; i < size; ++i) add_resident(id, i, old);
  }

  void add_resident(HouseholdId household, int i, bool old) {
    const auto n = static_cast<int>(people.persons.size());
    const auto age = old      ? AgeGroup::from_65
                     : i < 2  ? (n % 2 == 0 ? AgeGroup::from_25_to_44 : AgeGroup::from_45_to_64)
                     : i == 2 ? AgeGroup::from_6_to_17
                              : AgeGroup::under_6;
    const auto employment = i == 2                        ? Employment::pupil
                            : i < 2 && !old && n % 8 != 0 ? Employment::employed
                                                          : Employment::none;
    add_person(household, age, employment, n);
    auto& persons = people.persons;
    const PersonId person(n);
    persons.home[person] = people.households.building[household];
    if (employment == Employment::pupil) persons.work[person] = school_.front();
    if (employment != Employment::employed) return;
    if (n % 6 == 1) {
      persons.commute[person] = n % 12 == 1 ? CommuteKind::weekly : CommuteKind::outbound;
      persons.work_gateway[person] = GatewayId(0);
      persons.outside_km[person] = n % 12 == 1 ? 300 : 15;
    } else {
      persons.commute[person] = CommuteKind::inside;
      persons.work[person] = work_[static_cast<std::size_t>(n) % work_.size()];
    }
  }

  void add_inbound(int i) {
    const auto n = static_cast<int>(people.persons.size());
    add_person(HouseholdId(), AgeGroup::from_25_to_44, Employment::employed, n);
    auto& persons = people.persons;
    const PersonId person(n);
    persons.home_gateway[person] = GatewayId(0);
    persons.commute[person] = CommuteKind::inbound;
    persons.work[person] = work_[static_cast<std::size_t>(i) % work_.size()];
    persons.outside_km[person] = 12;
  }

  void add_person(HouseholdId household, AgeGroup age, Employment employment, int n) {
    auto& p = people.persons;
    const bool employed = employment == Employment::employed;
    p.household.push_back(household);
    p.home.push_back(BuildingId());
    p.home_gateway.push_back(GatewayId());
    p.age.push_back(age);
    p.employment.push_back(employment);
    p.sector.push_back(employed ? static_cast<Sector>(1 + n % (sectors - 1)) : Sector::none);
    p.commute.push_back(CommuteKind::none);
    p.work.push_back(BuildingId());
    p.work_gateway.push_back(GatewayId());
    p.outside_km.push_back(0);
    p.workdays.push_back(employed ? (n % 5 == 0 ? 4 : 5) : 0);
    p.absence_share.push_back(employed ? 0.18F : 0.0F);
    p.has_car.push_back(1);
  }

  /// Cold winters, warm afternoons, a plain sun: 8,760 hours.
  void make_weather() {
    constexpr double pi = 3.141592653589793;
    for (int hour = 0; hour < 8760; ++hour) {
      const double season = math::cos(2 * pi * (hour / 24 - 15) / 365.0);
      const double clock = math::cos(2 * pi * (hour % 24 - 14) / 24.0);
      region.weather.temperature_c.push_back(static_cast<float>(9.5 - 9.5 * season + 3 * clock));
      const double height = std::max(0.0, -0.2 - 0.4 * season + 0.9 * clock);
      region.weather.direct_w_per_m2.push_back(static_cast<float>(300 * height));
      region.weather.diffuse_w_per_m2.push_back(static_cast<float>(150 * height));
    }
    region.weather.latitude_deg = 51.7;
    region.weather.longitude_deg = 12.2;
  }
};

/// 5 March 2030 is a Tuesday.
inline Day a_day(Date date = {2030, 3, 5}) {
  Day day;
  day.name = to_string(date);
  day.date = date;
  day.kind = date.weekday() < 5 ? DayKind::workday : date.weekday() == 5 ? DayKind::saturday : DayKind::sunday;
  day.weight = 1;
  return day;
}

}  // namespace pendel::test
