// SPDX-License-Identifier: Apache-2.0
#include "import/region_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "import/gateways.hpp"
#include "import/osm_buildings.hpp"
#include "import/osm_world.hpp"
#include "region/folder.hpp"
#include "routing/components.hpp"
#include "support/paths.hpp"

namespace pendel::import {
namespace {

using test::data_dir;
using test::OsmWorld;

BuiltRegion build(const std::string& scenario) {
  ::setenv("PENDEL_TEST_DATA", data_dir().c_str(), 0);
  Issues issues;
  const auto spec = read_region_spec(test::source_dir() / "scenarios" / scenario / "region.toml", issues);
  parallel::Progress silent;
  auto built = issues.empty() ? build_region(spec, issues, silent) : BuiltRegion{};
  for (const auto& issue : issues.all()) ADD_FAILURE() << to_string(issue);
  return built;
}

/// What must hold for every region.
void expect_whole(const Region& region) {
  const auto& roads = region.roads;
  std::vector<std::uint32_t> heads;
  std::vector<std::uint64_t> offsets{0};
  for (const auto node : roads.x_m.ids()) {
    for (const auto link : roads.out_links[node]) heads.push_back(roads.to[link].value());
    offsets.push_back(heads.size());
  }
  EXPECT_EQ(routing::strong_components(offsets, heads).sizes.size(), 1U);
  for (const auto link : roads.from.ids()) {
    EXPECT_GT(roads.length_m[link], 0.0F);
    EXPECT_GT(roads.free_speed_mps[link], 0.0F);
    EXPECT_GT(roads.capacity_per_h[link], 0.0F);
  }
  std::set<std::int64_t> names(roads.node_name.begin(), roads.node_name.end());
  EXPECT_EQ(names.size(), roads.nodes());
  for (const auto zone : region.zones.name.ids())
    EXPECT_NE(region.zones.municipality[zone].valid(), region.zones.gateway[zone].valid());
  for (const auto gateway : region.gateways.name.ids())
    EXPECT_EQ(region.zones.gateway[region.gateways.zone[gateway]], gateway);
  const auto& sites = region.sites;
  for (const auto site : sites.x_m.ids()) {
    EXPECT_EQ(region.zones.municipality[sites.zone[site]], sites.municipality[site]);
    EXPECT_TRUE(sites.node[site].valid());
  }
}

std::map<std::string, int> times_served(const Region& region) {
  std::map<std::string, int> served;
  for (const auto& key : region.gateways.serves.values()) ++served[key];
  return served;
}

TEST(BuildRegion, BadHersfeld) {
  PENDEL_NEED_DATA("regions/bad_hersfeld/bad-hersfeld.osm.gz");
  const auto built = build("bad_hersfeld");
  const auto& region = built.region;
  ASSERT_EQ(region.municipalities.size(), 1U);
  expect_whole(region);
  EXPECT_EQ(region.epsg, 25832);
  EXPECT_EQ(region.state, "HE");
  EXPECT_EQ(region.municipalities.population[MunicipalityId(0)], 30101);
  // Zones of at most about 2,000 people, by floor area.
  std::size_t zones = 0;
  for (const auto municipality : region.zones.municipality) zones += municipality.valid() ? 1 : 0;
  EXPECT_GE(zones, 15U);
  EXPECT_LE(zones, 25U);
  // Everyone who may come or go has one way: the other 19 municipalities and each county in the flows.
  const auto served = times_served(region);
  for (const auto& [key, times] : served) EXPECT_EQ(times, 1) << key;
  EXPECT_EQ(served.count("06632002"), 0U);
  EXPECT_EQ(served.count("06632001"), 1U);
  for (const auto& flow : region.commuters)
    for (const auto& key : {flow.home, flow.work}) EXPECT_TRUE(key == "06632" || served.contains(key)) << key;
  // The A 4 leaves to the east and Fulda (06631) is reached to the south.
  std::string names;
  for (const auto& name : region.gateways.name) names += name + "; ";
  EXPECT_THAT(names, testing::HasSubstr("A 4"));
  EXPECT_THAT(names, testing::HasSubstr("B 27"));
  EXPECT_EQ(region.weather.temperature_c.size(), 8760U);
}

TEST(BuildRegion, NorthOfBayreuthKeepsPartlyCoveredMunicipalitiesOut) {
  PENDEL_NEED_DATA("regions/bayreuth_kulmbach/north-bayreuth.osm.gz");
  const auto built = build("north_bayreuth");
  const auto& region = built.region;
  expect_whole(region);
  std::set<std::string> names(region.municipalities.name.begin(), region.municipalities.name.end());
  EXPECT_TRUE(names.contains("Neudrossenfeld"));
  EXPECT_TRUE(names.contains("Harsdorf"));
  EXPECT_FALSE(names.contains("Bayreuth"));
  EXPECT_FALSE(names.contains("Himmelkron"));
  EXPECT_EQ(times_served(region).at("09462000"), 1);
  std::string notes;
  for (const auto& note : region.notes) notes += note + "\n";
  EXPECT_THAT(notes, testing::HasSubstr("kept out, served by a gateway: 09472119 Bindlach: 63 %"));
}

TEST(Compass, EightWinds) {
  const Point home{0, 0};
  EXPECT_EQ(compass(home, {0, 1}), "north");
  EXPECT_EQ(compass(home, {1, 1}), "north-east");
  EXPECT_EQ(compass(home, {1, 0.1}), "east");
  EXPECT_EQ(compass(home, {0, -1}), "south");
  EXPECT_EQ(compass(home, {-1, 0}), "west");
  EXPECT_EQ(compass(home, {-0.1, 1}), "north");
}

TEST(Gateways, EachPlaceTakesTheQuickestWay) {
  OsmWorld world("W-----M-----E", 1000);
  world.way("WM", {{"highway", "tertiary"}, {"ref", "L 1"}});
  world.way("ME", {{"highway", "primary"}, {"ref", "B 2"}});
  auto settings = RoadSettings{};
  settings.leaves = [](Point) { return true; };
  auto imported = world.build(settings);
  ASSERT_EQ(imported.borders.size(), 2U);
  Region region;
  region.roads = imported.roads;
  const auto at = [&](double x_km) { return Point{world.origin.x_m + 1000 * x_km, world.origin.y_m}; };
  add_gateways(imported.borders, {{"00001", at(-14), true, 10}, {"00002", at(32), true, 10}, {"00003", {}, false, 5}},
               region);
  ASSERT_EQ(region.gateways.size(), 2U);
  const bool west_first = region.gateways.name[GatewayId(0)] == "L 1 west";
  const GatewayId west(west_first ? 0 : 1);
  const GatewayId east(west_first ? 1 : 0);
  EXPECT_EQ(region.gateways.name[east], "B 2 east");
  ASSERT_EQ(region.gateways.serves[west].size(), 1U);
  EXPECT_EQ(region.gateways.serves[west][0], "00001");
  EXPECT_EQ(region.gateways.serves[east].size(), 2U);  // who is nowhere takes the larger road
  EXPECT_NEAR(region.gateways.outside_km[west], 14 * 1.3, 0.06);
  EXPECT_NEAR(region.gateways.outside_km[east], 20 * 1.3, 0.06);
}

/// Square of `side_m` at (x, y) of the world as a building or land use.
void add_square(OsmWorld& world, double x_m, double y_m, double side_m,
                std::vector<std::pair<std::string, std::string>> tags) {
  OsmArea area{static_cast<std::int64_t>(world.extract.areas.size()), {std::move(tags)}, {}, {}};
  for (const auto& [dx, dy] : std::vector<std::pair<double, double>>{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}})
    area.ring.push_back(
        world.projection.from_plane({world.origin.x_m + x_m + dx * side_m, world.origin.y_m + y_m + dy * side_m}));
  world.extract.areas.push_back(std::move(area));
}

TEST(Buildings, UseFromTagsThenFromWhatIsInsideThenFromTheLand) {
  OsmWorld world("A");
  add_square(world, 1000, 0, 500, {{"landuse", "industrial"}});
  add_square(world, 0, 0, 10, {{"building", "yes"}, {"building:levels", "3"}});
  add_square(world, 20, 0, 10, {{"building", "yes"}});
  add_square(world, 40, 0, 5, {{"building", "yes"}});
  add_square(world, 60, 0, 10, {{"building", "garage"}});
  add_square(world, 80, 0, 10, {{"building", "yes"}, {"amenity", "school"}, {"height", "9 m"}});
  add_square(world, 1100, 100, 10, {{"building", "yes"}});
  add_square(world, 1200, 100, 10, {{"building", "house"}});
  world.extract.places.push_back(
      {{{{"shop", "bakery"}}}, world.projection.from_plane({world.origin.x_m + 25, world.origin.y_m + 5})});
  const auto buildings = read_buildings(world.extract, world.projection);
  ASSERT_EQ(buildings.size(), 7U);
  EXPECT_EQ(buildings[0].use, BuildingUse::residential);
  EXPECT_NEAR(buildings[0].footprint_m2, 100, 0.5);
  EXPECT_EQ(buildings[0].storeys, 3);
  EXPECT_EQ(buildings[1].use, BuildingUse::mixed);
  EXPECT_TRUE(buildings[2].minor);
  EXPECT_TRUE(buildings[3].minor);
  EXPECT_EQ(buildings[4].use, BuildingUse::school);
  EXPECT_EQ(buildings[4].storeys, 3);
  EXPECT_EQ(buildings[5].use, BuildingUse::work);
  EXPECT_EQ(buildings[6].use, BuildingUse::residential);
}

}  // namespace
}  // namespace pendel::import
