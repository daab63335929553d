// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <numeric>
#include <vector>

#include "output/result.hpp"
#include "output/segment.hpp"
#include "output/sizes.hpp"
#include "support/temporary.hpp"
#include "world/world.hpp"

namespace pendel::test {

/// Two villages and a way out:
///
///     A (0) ==0/1== B (1) ==2/3== out (2)
///
/// Village Öhde at A with a household of 2, village Zörbig at B with a household of 1 and the work of all; one more
/// person comes in from outside.
inline Region small_region() {
  Region r;
  r.name = "Zwei Dörfer";
  r.crs_wkt = "PROJCRS[\"ETRS89 / UTM zone 32N\"]";
  r.hash = "0123";
  r.generated = true;
  r.roads.x_m.values() = {1000, 2000, 3000};
  r.roads.y_m.values() = {5000, 5100, 5000};
  r.roads.node_name.values() = {11, 12, 9000000000};
  r.roads.municipality.values() = {MunicipalityId(0), MunicipalityId(1), MunicipalityId()};
  const auto link = [&](int from, int to, const char* street) {
    r.roads.from.push_back(NodeId(from));
    r.roads.to.push_back(NodeId(to));
    r.roads.link_name.push_back(77);
    r.roads.length_m.push_back(1010);
    r.roads.free_speed_mps.push_back(20);
    r.roads.capacity_per_h.push_back(900);
    r.roads.lanes.push_back(1);
    r.roads.road_class.push_back(RoadClass::tertiary);
    r.roads.street.push_back(street);
    r.roads.shape.push_row(std::vector<Point>{});
  };
  link(0, 1, "Köthener Straße");
  link(1, 0, "Köthener Straße");
  link(1, 2, "");
  link(2, 1, "");
  r.roads.index();
  auto& m = r.municipalities;
  m.ags.values() = {"01000001", "15082430"};
  m.name.values() = {"Öhde", "Zörbig"};
  m.x_m.values() = {1000, 2000};
  m.y_m.values() = {5000, 5100};
  m.population.values() = {2, 1};
  m.regiostar7.values() = {76, 77};
  auto& z = r.zones;
  z.name.values() = {"01000001-001", "15082430-001", "nach Halle"};
  z.municipality.values() = {MunicipalityId(0), MunicipalityId(1), MunicipalityId()};
  z.gateway.values() = {GatewayId(), GatewayId(), GatewayId(0)};
  z.x_m.values() = {1000, 2000, 3000};
  z.y_m.values() = {5000, 5100, 5000};
  z.node.values() = {NodeId(0), NodeId(1), NodeId(2)};
  r.gateways.name.push_back("nach Halle");
  r.gateways.zone.push_back(ZoneId(2));
  r.gateways.node.push_back(NodeId(2));
  r.gateways.outside_km.push_back(12);
  r.gateways.serves.push_row(std::vector<std::string>{"15002"});
  for (int i = 0; i < 2; ++i) {
    r.sites.x_m.push_back(1000 + 1000 * i);
    r.sites.y_m.push_back(5000);
    r.sites.footprint_m2.push_back(100);
    r.sites.storeys.push_back(2);
    r.sites.use.push_back(i == 0 ? BuildingUse::residential : BuildingUse::mixed);
    r.sites.municipality.push_back(MunicipalityId(i));
    r.sites.zone.push_back(ZoneId(i));
    r.sites.node.push_back(NodeId(i));
  }
  r.sources = {{"municipality.csv", "*", "invented for a test", "2030", "none needed"}};
  r.notes = {"Half of the roads were forgotten."};
  return r;
}

inline People small_people() {
  People p;
  p.buildings.type.assign(2, BuildingType::single_family);
  p.buildings.period.assign(2, 3);
  p.buildings.living_area_m2.assign(2, 120);
  p.buildings.dwellings.assign(2, 1);
  p.buildings.jobs.values() = {0, 3};
  p.dwellings.building.values() = {BuildingId(0), BuildingId(1)};
  p.dwellings.area_m2.assign(2, 120);
  auto& h = p.households;
  h.dwelling.values() = {DwellingId(0), DwellingId(1)};
  h.building.values() = {BuildingId(0), BuildingId(1)};
  h.first_person.values() = {PersonId(0), PersonId(2)};
  h.persons.values() = {2, 1};
  h.cars.values() = {1, 0};
  auto& q = p.persons;
  q.residents = 3;
  q.household.values() = {HouseholdId(0), HouseholdId(0), HouseholdId(1), HouseholdId()};
  q.home.values() = {BuildingId(0), BuildingId(0), BuildingId(1), BuildingId()};
  q.home_gateway.values() = {GatewayId(), GatewayId(), GatewayId(), GatewayId(0)};
  q.age.assign(4, AgeGroup::from_25_to_44);
  q.employment.assign(4, Employment::employed);
  q.sector.assign(4, Sector::trade);
  q.commute = Column<PersonId, CommuteKind>(
      {CommuteKind::inside, CommuteKind::inside, CommuteKind::inside, CommuteKind::inbound});
  q.work.assign(4, BuildingId(1));
  q.work_gateway.assign(4, GatewayId());
  q.outside_km.assign(4, 0);
  q.workdays.assign(4, 5);
  q.has_car.assign(4, 1);
  auto& g = p.grids;
  g.tables.resize(1);
  g.municipality.values() = {MunicipalityId(0)};
  g.x_m.values() = {500'100};
  g.y_m.values() = {5'700'000};
  g.rated_kva.values() = {160};
  g.given.values() = {0};
  g.dwellings.values() = {2};
  g.of.values() = {GridId(0)};  // of the first building; the others are in none
  p.margins = {{"01000001", "population", "official", "invented", 2, 2}};
  return p;
}

struct SmallWorld {
  Region region = small_region();
  People people = small_people();
  parallel::Pool pool{1};
  World world{region, people, Random(7, 2), pool};
};

inline Day day_of(int index, Date date, double weight, const char* name = "workday") {
  return {.index = index, .period = 0, .name = name, .date = date, .kind = DayKind::workday, .weight = weight};
}

/// first, first + step, ...
template <class T>
std::vector<T> counted(std::size_t n, double first, double step = 1) {
  std::vector<T> out(n);
  for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<T>(first + step * static_cast<double>(i));
  return out;
}

/// Puts all fields of a day or of a period; every value tells `first` and its position.
inline void put_all(Recorder& out, const World& world, bool of_period, double first) {
  for (const auto* field : all_fields()) {
    if ((field->dimensions[0] == Dimension::period) != of_period) continue;
    if (field->writer == "engine") continue;
    const auto n = output::values_per_day(*field, world);
    const std::string_view name = is_family(*field) ? "12_34" : "";
    if (field->type == Type::f32) out.put(*field, name, std::span<const float>(counted<float>(n, first)));
    if (field->type == Type::f64) out.put(*field, name, std::span<const double>(counted<double>(n, first)));
    if (field->type == Type::i32) out.put(*field, name, std::span<const std::int32_t>(counted<std::int32_t>(n, first)));
    if (field->type == Type::i64) out.put(*field, name, std::span<const std::int64_t>(counted<std::int64_t>(n, first)));
    if (field->type == Type::u8) out.put(*field, name, std::span<const std::uint8_t>(counted<std::uint8_t>(n, 0)));
  }
}

/// A segment as the models would write it.
inline std::filesystem::path write_segment(const World& world, const Day& day, const std::filesystem::path& path) {
  output::Segment segment(path, day, world);
  put_all(segment, world, false, 1000.0 * day.index);
  segment.seal();
  return path;
}
inline std::filesystem::path write_segment(const World& world, const Period& period,
                                           const std::filesystem::path& path) {
  output::Segment segment(path, period, world);
  put_all(segment, world, true, 1000.0 * period.index);
  segment.seal();
  return path;
}

inline const std::vector<Period> two_periods = {{0, {2030, 1, 1}, {2030, 7, 1}}, {1, {2030, 7, 1}, {2031, 1, 1}}};

inline output::Provenance some_provenance() { return {"0.1.0", "Two villages", "title = \"Two villages\"\n", "abcd"}; }

}  // namespace pendel::test
