// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "world/recorder.hpp"
#include "world/state.hpp"
#include "world/world.hpp"

/// A land and its people, drawn inside the test: one building on each node, everyone at home on node 0 unless told.
namespace pendel::test {

struct SmallWorld {
  Region region;
  People people;
  Rows<PersonId, Activity> wanted;

  SmallWorld() {
    region.municipalities.ags.push_back("15000001");
    region.municipalities.name.push_back("15000001");
  }

  NodeId node(double x_m, double y_m) {
    auto& roads = region.roads;
    const auto id = roads.x_m.push_back(x_m);
    roads.y_m.push_back(y_m);
    roads.node_name.push_back(static_cast<std::int64_t>(id.value()));
    roads.municipality.push_back(MunicipalityId(0));
    auto& zones = region.zones;
    const ZoneId zone = zones.name.push_back("zone " + std::to_string(id.value()));
    zones.municipality.push_back(MunicipalityId(0));
    zones.gateway.push_back(GatewayId());
    zones.x_m.push_back(x_m);
    zones.y_m.push_back(y_m);
    zones.node.push_back(id);
    auto& sites = region.sites;
    sites.x_m.push_back(x_m);
    sites.y_m.push_back(y_m);
    sites.footprint_m2.push_back(100);
    sites.storeys.push_back(1);
    sites.use.push_back(BuildingUse::mixed);
    sites.municipality.push_back(MunicipalityId(0));
    sites.zone.push_back(zone);
    sites.node.push_back(id);
    return id;
  }

  /// One direction.
  LinkId link(NodeId from, NodeId to, double length_m, double speed_mps, double capacity_per_h) {
    auto& roads = region.roads;
    const auto id = roads.from.push_back(from);
    roads.to.push_back(to);
    roads.link_name.push_back(static_cast<std::int64_t>(id.value()));
    roads.length_m.push_back(static_cast<float>(length_m));
    roads.free_speed_mps.push_back(static_cast<float>(speed_mps));
    roads.capacity_per_h.push_back(static_cast<float>(capacity_per_h));
    roads.lanes.push_back(1);
    roads.road_class.push_back(RoadClass::residential);
    roads.street.push_back("");
    roads.shape.push_row(std::array<Point, 0>{});
    return id;
  }

  GatewayId gateway(NodeId node, double outside_km) {
    auto& gateways = region.gateways;
    const auto id = gateways.name.push_back("gateway");
    const ZoneId zone = region.zones.name.push_back("gateway");
    region.zones.municipality.push_back(MunicipalityId());
    region.zones.gateway.push_back(id);
    region.zones.x_m.push_back(0);
    region.zones.y_m.push_back(0);
    region.zones.node.push_back(node);
    gateways.zone.push_back(zone);
    gateways.node.push_back(node);
    gateways.outside_km.push_back(outside_km);
    gateways.serves.push_row(std::array<std::string, 0>{});
    return id;
  }

  HouseholdId household(NodeId home, int persons, int cars) {
    auto& p = people.persons;
    const auto id = people.households.dwelling.push_back(DwellingId());
    people.households.building.push_back(building(home));
    people.households.first_person.push_back(PersonId(p.size()));
    people.households.persons.push_back(static_cast<std::uint8_t>(persons));
    people.households.cars.push_back(static_cast<std::uint8_t>(cars));
    for (int i = 0; i < persons; ++i) {
      p.household.push_back(id);
      p.home.push_back(building(home));
      p.home_gateway.push_back(GatewayId());
      p.age.push_back(AgeGroup::from_25_to_44);
      p.employment.push_back(Employment::employed);
      p.sector.push_back(Sector::trade);
      p.commute.push_back(CommuteKind::inside);
      p.work.push_back(BuildingId());
      p.work_gateway.push_back(GatewayId());
      p.outside_km.push_back(0);
      p.workdays.push_back(5);
      p.has_car.push_back(cars > 0 ? 1 : 0);
    }
    p.residents = p.size();
    return id;
  }

  static BuildingId building(NodeId node) { return BuildingId(node.value()); }

  /// Rows of the people so far, one call per person, in order.
  void stays(const std::vector<Activity>& activities) { wanted.push_row(activities); }

  /// Home, away from `leave` until `back`, home.
  void day_at(NodeId home, NodeId away, Tick leave, Tick back, Purpose purpose = Purpose::work) {
    stays({at(home, Purpose::home, 0, leave), at(away, purpose, leave, back),
           at(home, Purpose::home, back, ticks_per_day)});
  }
  static Activity at(NodeId node, Purpose purpose, Tick begin, Tick end) {
    Activity stay;
    stay.purpose = purpose;
    stay.building = building(node);
    stay.begin = begin;
    stay.end = end;
    return stay;
  }

  void finish() { region.roads.index(); }
};

/// Keeps what models record, as doubles.
class MemoryRecorder : public Recorder {
 public:
  std::map<std::string, std::vector<double>> values;

 protected:
  void write(const Field& field, std::string_view name, Type type, const void* data, std::size_t count) override {
    PENDEL_EXPECT(type == field.type);
    auto& out = values[with_name(field.path, name)];
    PENDEL_EXPECT(out.empty());
    const auto copy = [&](const auto* typed) { out.assign(typed, typed + count); };
    switch (type) {
      case Type::f32:
        copy(static_cast<const float*>(data));
        break;
      case Type::f64:
        copy(static_cast<const double*>(data));
        break;
      case Type::i32:
        copy(static_cast<const std::int32_t*>(data));
        break;
      case Type::i64:
        copy(static_cast<const std::int64_t*>(data));
        break;
      case Type::u8:
        copy(static_cast<const std::uint8_t*>(data));
        break;
    }
  }
};

}  // namespace pendel::test
