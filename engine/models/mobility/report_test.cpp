// SPDX-License-Identifier: Apache-2.0
// What is reported besides the traffic itself: tables, selected links, skims, exhaust, levels of service.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "models/mobility/route_outputs.hpp"
#include "models/mobility/select_links.hpp"
#include "support/mobility_day.hpp"

namespace pendel::mobility {
namespace {

using test::mobility_day;
using test::only_cars;
using test::SmallWorld;

double total(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

///   A --0/1-- B --2/3-- C     and a second road 4 from A to B, twice as long; links 20 m/s
struct Line {
  SmallWorld w;
  NodeId a, b, c;
  explicit Line(double capacity_per_h = 2000) {
    a = w.node(0, 0), b = w.node(10000, 0), c = w.node(16000, 0);
    w.link(a, b, 10000, 20, capacity_per_h);
    w.link(b, a, 10000, 20, capacity_per_h);
    w.link(b, c, 6000, 20, capacity_per_h);
    w.link(c, b, 6000, 20, capacity_per_h);
    w.link(a, b, 20000, 20, capacity_per_h);
  }
  void commuter(NodeId home, NodeId work, Tick leave) {
    w.household(home, 1, 1);
    w.day_at(home, work, leave, leave + 8 * ticks_per_h);
  }
};

TEST(Report, SelectedLinksTellTheirTripsApart) {
  Line line;
  for (int i = 0; i < 5; ++i) line.commuter(line.a, line.c, (7 * 60 + i) * ticks_per_min);
  for (int i = 0; i < 3; ++i) line.commuter(line.b, line.c, (7 * 60 + i) * ticks_per_min);
  for (int i = 0; i < 2; ++i) line.commuter(line.a, line.b, (7 * 60 + i) * ticks_per_min);
  line.w.finish();
  auto p = only_cars();
  p.select_links = {"0", "1>2"};  // way 0; from node 1 to node 2
  const auto r = mobility_day(line.w, p);
  const auto& od = r.fields.at("data/select_0_1");
  EXPECT_EQ(od, (std::vector<double>{0, 2, 5, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(r.fields.at("select_0_1"), (std::vector<double>{7, 0, 5, 0, 0}));
  EXPECT_EQ(r.fields.at("data/select_1_2"), (std::vector<double>{0, 0, 5, 0, 0, 3, 0, 0, 0}));
  EXPECT_EQ(r.fields.at("select_1_2"), (std::vector<double>{5, 0, 8, 0, 0}));
  const auto& volume = r.fields.at("daily_volume");
  EXPECT_EQ(total(od), volume[0]);
  EXPECT_EQ(total(r.fields.at("data/select_1_2")), volume[2]);
}

TEST(Report, EveryLinkOfATownKeepsItsTripsAndExternalOnes) {
  SmallWorld w;
  std::vector<NodeId> nodes;
  for (int i = 0; i < 16; ++i) nodes.push_back(w.node(i % 4 * 400.0, i / 4 * 400.0));
  for (std::size_t i = 0; i < 16; ++i) {
    if (i % 4 != 3) w.link(nodes[i], nodes[i + 1], 400, 10, 60), w.link(nodes[i + 1], nodes[i], 400, 10, 60);
    if (i < 12) w.link(nodes[i], nodes[i + 4], 400, 10, 60), w.link(nodes[i + 4], nodes[i], 400, 10, 60);
  }
  const auto west = w.gateway(nodes[0], 5), east = w.gateway(nodes[15], 5);
  w.region.external.push_back({west, east, VehicleClass::truck, 30, std::vector<double>(24, 1 / 24.0)});
  const Random random(7, 0);
  for (int h = 0; h < 150; ++h) {
    const auto draw = [&](std::uint32_t i) { return random(Stream::test, std::uint64_t(h), i).below(16); };
    const auto home = draw(0), work = draw(1) == home ? (home + 5) % 16 : draw(1);
    w.household(nodes[home], 1, 1);
    w.day_at(nodes[home], nodes[work], 7 * ticks_per_h + h * ticks_per_min, 16 * ticks_per_h + h * ticks_per_min);
  }
  w.finish();
  auto p = only_cars();
  for (std::size_t link = 0; link < w.region.roads.links(); ++link) p.select_links.push_back(std::to_string(link));
  const auto r = mobility_day(w, p);
  ASSERT_EQ(r.state.unfinished, 0U);
  const auto& volume = r.fields.at("daily_volume");
  double external = 0;
  for (const auto link : w.region.roads.from.ids()) {
    const auto name = select_name(w.region.roads, link);
    const auto& od = r.fields.at("data/select_" + name);
    EXPECT_EQ(total(od), volume[link.index()]) << name;
    EXPECT_EQ(r.fields.at("select_" + name)[link.index()], volume[link.index()]) << name;
    external = std::max(external, od[16 * 18 + 17]);  // between the zones of the gateways
  }
  EXPECT_GT(external, 0);
  EXPECT_LE(external, 30);
  EXPECT_TRUE(test::same_bits(mobility_day(w, p, 7), r));
}

TEST(Report, LinksAreNamedByWayOrByNodes) {
  Line line;
  line.w.region.roads.link_name.values() = {7, 7, 8, 8, -9};
  line.w.finish();
  const auto& roads = line.w.region.roads;
  using L = std::vector<LinkId>;
  EXPECT_EQ(links_named(roads, "7"), (L{LinkId(0), LinkId(1)}));
  EXPECT_EQ(links_named(roads, "-9"), (L{LinkId(4)}));
  EXPECT_EQ(links_named(roads, "2 > 1"), (L{LinkId(3)}));
  EXPECT_EQ(links_named(roads, "0>1"), (L{LinkId(0), LinkId(4)}));
  for (const auto* wrong : {"", "12", "0>2", "1>", ">1", "a", "7x", "1>2>3"})
    EXPECT_TRUE(links_named(roads, wrong).empty()) << wrong;
  EXPECT_EQ(select_name(roads, LinkId(0)), "0_1");
  EXPECT_EQ(select_name(roads, LinkId(4)), "0_1_2");
}

TEST(Report, UnknownLinksAreSaidAllAtOnce) {
  Line line;
  line.w.finish();
  Parameters p;
  text::ParameterTable table;
  describe(p, table);
  Issues issues;
  table.read(text::parse_toml("[mobility]\nselect_links = [\"0\",\n  \"99\", \"2>0\"]\n", "s.toml", issues), issues);
  check(p, line.w.region, table, issues);
  ASSERT_EQ(issues.size(), 2U);
  EXPECT_EQ(to_string(issues.all()[0].place), "s.toml:3:3");
  EXPECT_NE(issues.all()[1].problem.find("2>0"), std::string::npos);
}

TEST(Report, TheTableOfTripsAgreesWithTheSums) {
  Line line(60);                                     // one vehicle a minute: most wait
  line.w.region.roads.length_m[LinkId(4)] = 200000;  // nobody overtakes on the other road
  for (int i = 0; i < 30; ++i) line.commuter(line.a, line.c, 7 * ticks_per_h + i * 20 * ticks_per_s);
  line.w.household(line.b, 1, 0);  // has no car
  line.w.stays({SmallWorld::at(line.b, Purpose::home, 0, 600), SmallWorld::at(line.a, Purpose::leisure, 600, 9000)});
  line.w.finish();
  auto p = only_cars();
  p.stuck_after_s = 3600;
  EXPECT_FALSE(mobility_day(line.w, p).fields.contains("trip/person"));
  p.trip_table = true;
  const auto r = mobility_day(line.w, p);
  const auto column = [&](const char* name) { return r.fields.at("trip/" + std::string(name)); };
  const auto n = column("person").size();
  ASSERT_EQ(n, 61U);
  std::vector<double> travel(31, 0), trips(modes, 0), metres(modes, 0);
  for (std::size_t i = 0; i < n; ++i) {
    const auto mode = static_cast<std::size_t>(column("mode")[i]);
    travel[static_cast<std::size_t>(column("person")[i])] += column("arrival")[i] - column("departure")[i];
    trips[mode] += 1;
    metres[mode] += column("distance")[i];
    EXPECT_NEAR(column("arrival")[i] - column("departure")[i], column("free_time")[i] + column("delay")[i], 0.11);
    EXPECT_GE(column("departure")[i], column("wanted_departure")[i]);
  }
  for (std::size_t person = 0; person < travel.size(); ++person)
    EXPECT_NEAR(travel[person], r.fields.at("person/travel_time")[person], 0.1);
  EXPECT_EQ(trips, r.fields.at("mode_trips"));
  EXPECT_EQ(metres, r.fields.at("mode_distance"));
  EXPECT_EQ(column("from_node")[0], 0);
  EXPECT_EQ(column("to_zone")[0], 2);
  EXPECT_EQ(column("purpose")[0], static_cast<double>(Purpose::work));
  EXPECT_EQ(column("wanted_departure")[0], 7 * 3600);
  EXPECT_EQ(column("free_time")[0], 800);  // 16 km at 20 m/s
  EXPECT_NEAR(column("delay")[0], 0, 0.2);
  EXPECT_NEAR(column("delay")[2 * 29], 29 * (60 - 20), 60);  // the last of thirty: one a minute from B on
  EXPECT_EQ(column("delay").back(), 0);                      // not by car
}

TEST(Report, TheBusiestHourAndWhatItMeans) {
  Line line;
  for (int i = 0; i < 40; ++i) line.commuter(line.a, line.b, (7 * 60 + 30 + i) * ticks_per_min);
  for (int i = 0; i < 10; ++i) line.commuter(line.a, line.b, (12 * 60 + i) * ticks_per_min);
  line.w.finish();
  const auto r = mobility_day(line.w, only_cars());
  EXPECT_EQ(r.fields.at("daily_volume")[0], 50);
  EXPECT_EQ(r.fields.at("peak_hour_volume")[0], 40);
  EXPECT_EQ(r.fields.at("peak_hour")[0], 7.25);  // the first hour that holds all forty: until 8:15
  EXPECT_FLOAT_EQ(static_cast<float>(r.fields.at("saturation")[0]), 0.02F);
  EXPECT_TRUE(std::isnan(r.fields.at("peak_hour")[4]));
  EXPECT_EQ(r.fields.at("level_of_service")[4], 1);
  EXPECT_EQ(r.fields.at("level_of_service")[0], 1);
}

// 1,800 vehicles an hour on 60 km: 25 m/s, so 20 on a kilometre, 32 on a mile of the one lane: level D (26 to 35).
TEST(Report, MotorwaysAreJudgedByDensity) {
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(60000, 0);
  w.link(a, b, 60000, 25, 4000);
  w.link(b, a, 60000, 25, 4000);
  for (int i = 0; i < 5400; ++i) {
    w.household(a, 1, 1);
    w.day_at(a, b, 6 * ticks_per_h + i * 2 * ticks_per_s, 18 * ticks_per_h);
  }
  w.finish();
  w.region.roads.road_class[LinkId(0)] = RoadClass::motorway;
  auto p = only_cars();
  p.max_iterations = 1;
  const auto r = mobility_day(w, p);
  EXPECT_EQ(r.fields.at("level_of_service")[0], 4);
}

TEST(Report, SkimsFollowTheQuickestWay) {
  Line line;
  line.w.region.roads.free_speed_mps[LinkId(4)] = 50;  // 20 km in 400 s beat 10 km in 500 s
  line.w.finish();
  auto p = only_cars();
  p.car_terminal_s = 60;
  const auto r = mobility_day(line.w, p);
  EXPECT_EQ(r.fields.at("data/car_time"), (std::vector<double>{60, 460, 760, 560, 60, 360, 860, 360, 60}));
  EXPECT_EQ(r.fields.at("data/car_distance"), (std::vector<double>{0, 20000, 26000, 10000, 0, 6000, 16000, 6000, 0}));
}

TEST(Report, SkimsAroundABannedTurnAndWithoutAWay) {
  // A to B to C is banned at B; the way round leads over D.
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(1000, 0), c = w.node(2000, 0), d = w.node(1000, 1000);
  const auto ab = w.link(a, b, 1000, 10, 1000), bc = w.link(b, c, 1000, 10, 1000);
  w.link(b, d, 1500, 10, 1000);
  w.link(d, b, 1500, 10, 1000);
  w.region.roads.turn_bans.push_back({ab, bc});
  w.finish();
  const auto r = mobility_day(w, only_cars());
  EXPECT_EQ(r.fields.at("data/car_distance"),
            (std::vector<double>{0, 1000, 5000, 2500, -1, 0, 1000, 1500, -1, -1, 0, -1, -1, 1500, 2500, 0}));
  EXPECT_EQ(r.fields.at("data/car_time")[2], 500);
  EXPECT_EQ(r.fields.at("data/car_time")[4], -1);
}

TEST(Report, FuelByHand) {
  const Parameters p;
  EXPECT_NEAR(litres_per_km(p.fuel_petrol_car, 60), 1.1193 / 60 + 0.0440 - 8.14e-5 * 60 + 2.449e-6 * 3600, 1e-12);
  EXPECT_NEAR(litres_per_km(p.fuel_petrol_car, 60), 0.0666, 1e-4);
  EXPECT_NEAR(litres_per_km(p.fuel_artic_truck, 80), 0.365, 1e-3);
  EXPECT_EQ(litres_per_km(p.fuel_diesel_car, 1), litres_per_km(p.fuel_diesel_car, 5));
}

TEST(Report, ExhaustOfOneCarByHand) {
  Line line;
  line.commuter(line.a, line.b, 7 * ticks_per_h);
  line.w.finish();
  auto p = only_cars();
  p.diesel_share = 0.25;
  const auto r = mobility_day(line.w, p);
  // 10 km each way at 72 km/h
  EXPECT_NEAR(r.fields.at("traffic/petrol_car")[0], 15000, 1e-6);
  EXPECT_NEAR(r.fields.at("traffic/diesel_car")[0], 5000, 1e-6);
  EXPECT_EQ(r.fields.at("traffic/electric_car")[0], 0);
  EXPECT_EQ(r.fields.at("traffic_speed/from_70")[0], 20000);
  const double petrol = 15 * 2.37 * litres_per_km(p.fuel_petrol_car, 72);
  const double diesel = 5 * 2.65 * litres_per_km(p.fuel_diesel_car, 72);
  EXPECT_NEAR(r.fields.at("traffic_exhaust/petrol_car")[0], petrol, 1e-9);
  EXPECT_NEAR(r.fields.at("traffic_exhaust/diesel_car")[0], diesel, 1e-9);
  const auto& co2 = r.fields.at("traffic_co2");
  EXPECT_NEAR(co2[0], (petrol + diesel) / 2, 1e-6);
  EXPECT_EQ(co2[0], co2[1]);
  EXPECT_EQ(co2[2], 0);
}

TEST(Report, ElectricCarsHaveNoExhaustAndTrucksTheirOwnCurve) {
  Line line;
  line.commuter(line.a, line.b, 7 * ticks_per_h);
  line.commuter(line.a, line.b, 7 * ticks_per_h);
  const auto west = line.w.gateway(line.a, 5), east = line.w.gateway(line.c, 5);
  line.w.region.external.push_back({west, east, VehicleClass::truck, 10, std::vector<double>(24, 1 / 24.0)});
  line.w.finish();
  parallel::Pool pool(1);
  const World world{line.w.region, line.w.people, Random(1, 0), pool};
  State state;
  state.schedules.wanted = line.w.wanted;
  state.adoption.electric_cars.values() = {1, 0};
  const auto p = only_cars();
  Mobility model(p, world, state.mobility);
  test::MemoryRecorder recorder;
  model.step(Day{.index = 0, .period = 0, .name = "d", .date = {2030, 3, 5}}, state, recorder, {});
  EXPECT_NEAR(recorder.values.at("traffic/electric_car")[0], 20000, 1e-6);
  EXPECT_NEAR(recorder.values.at("traffic/petrol_car")[0] + recorder.values.at("traffic/diesel_car")[0], 20000, 1e-6);
  EXPECT_EQ(recorder.values.at("traffic_exhaust/electric_car")[0], 0);
  EXPECT_NEAR(recorder.values.at("traffic/truck")[0], 160000, 1e-6);
  const double litres = (litres_per_km(p.fuel_rigid_truck, 72) + litres_per_km(p.fuel_artic_truck, 72)) / 2;
  EXPECT_NEAR(recorder.values.at("traffic_exhaust/truck")[0], 160 * 2.65 * litres, 1e-3);
}

}  // namespace
}  // namespace pendel::mobility
