// SPDX-License-Identifier: Apache-2.0
#include "import/osm_roads.hpp"

#include <gtest/gtest.h>

#include "import/osm_world.hpp"

namespace pendel::import {
namespace {

using test::bans_of;
using test::link_between;
using test::links_of;
using test::OsmWorld;

TEST(ImportRoads, ContractsWhereNothingHappensAndKeepsTheGeometry) {
  OsmWorld world(R"(
A-b-C
  |
  d-E)");
  world.way("AbC", {{"highway", "residential"}});
  world.way("bdE", {{"highway", "residential"}, {"name", "Gasse"}});
  const auto built = world.build();
  EXPECT_EQ(links_of(built.roads), "Ab Cb Eb bA bC bE");
  const auto bend = link_between(built.roads, 'b', 'E');
  EXPECT_NEAR(built.roads.length_m[bend], 400, 0.1);
  ASSERT_EQ(built.roads.shape[bend].size(), 1U);
  EXPECT_NEAR(built.roads.shape[bend][0].x_m, world.origin.x_m + 200, 0.02);
  EXPECT_EQ(built.roads.street[bend], "Gasse");
  EXPECT_EQ(built.report.contracted_nodes, 1U);
}

TEST(ImportRoads, KeepsANodeWhereSpeedOrLanesChange) {
  OsmWorld world("A--b--C--d--E");
  world.way("Ab", {{"highway", "primary"}});
  world.way("bC", {{"highway", "primary"}, {"maxspeed", "70"}});
  world.way("Cd", {{"highway", "primary"}, {"maxspeed", "70"}, {"name", "another name only"}});
  world.way("dE", {{"highway", "primary"}, {"maxspeed", "70"}, {"lanes", "4"}});
  EXPECT_EQ(links_of(world.build().roads), "Ab Ed bA bd dE db");
}

// In OSM signals stand at stop lines (s, t); p is a crossing for people on foot, far from any junction.
TEST(ImportRoads, SignalsOfStopLinesCountAtTheirJunction) {
  OsmWorld world(R"(
A--------p-------s-B-t---C
                   |
                   D)",
                 20);
  world.way("ApsBtC", {{"highway", "primary"}});
  world.way("BD", {{"highway", "primary"}});
  for (auto& node : world.extract.nodes) node.signal = node.id == 's' || node.id == 't' || node.id == 'p';
  const auto built = world.build();
  std::string at;
  for (const auto node : built.roads.signal.ids())
    if (built.roads.signal[node] != 0) at += static_cast<char>(built.roads.node_name[node]);
  EXPECT_EQ(at, "B");
  EXPECT_EQ(built.report.signals_moved, 2U);
  EXPECT_EQ(built.report.signals_apart, 1U);
}

TEST(ImportRoads, ALoopKeepsANode) {
  OsmWorld world(R"(
A--B--c
   |  |
   e--d)");
  world.way("AB", {{"highway", "residential"}});
  world.way("BcdeB", {{"highway", "residential"}});
  const auto built = world.build();
  EXPECT_EQ(built.roads.nodes(), 3U);
  EXPECT_EQ(built.roads.links(), 6U);
  double total_m = 0;
  for (const auto length : built.roads.length_m) total_m += static_cast<double>(length);
  EXPECT_NEAR(total_m, 2 * (300 + 300 + 200 + 300 + 200), 0.5);
}

TEST(ImportRoads, KeepsTheStrongPartAndSaysWhatWentOut) {
  OsmWorld world(R"(
A--B--C
|  |
D--E--F  G--H)");
  world.way("ABEDA", {{"highway", "residential"}});
  world.way("BC", {{"highway", "residential"}, {"oneway", "yes"}});  // a trap
  world.way("FE", {{"highway", "residential"}, {"oneway", "yes"}});  // no way in
  world.way("GH", {{"highway", "residential"}});                     // an island
  const auto built = world.build();
  EXPECT_EQ(built.report.unconnected.count, 4U);
  EXPECT_NEAR(built.report.unconnected.km, 1.2, 0.001);
  for (const auto name : built.roads.node_name)
    EXPECT_NE(std::string("ABDE").find(static_cast<char>(name)), std::string::npos);
}

TEST(ImportRoads, ReversedOneWay) {
  OsmWorld world(R"(
A--B
|  |
D--C)");
  world.way("AB", {{"highway", "residential"}, {"oneway", "-1"}});
  world.way("BCDA", {{"highway", "tertiary"}});
  const auto built = world.build();
  EXPECT_NEAR(built.roads.length_m[link_between(built.roads, 'A', 'B')], 700, 0.05);  // only the way round
  EXPECT_NEAR(built.roads.length_m[link_between(built.roads, 'B', 'A')], 300, 0.05);
}

// ---- turn restrictions ----------------------------------------------------------------------------------------------

/// A crossing of four streets that are joined outside, so that nothing falls out of the strong part.
class Crossing : public testing::Test {
 protected:
  OsmWorld world{R"(
   N
   |
W--X--E
   |
   S)"};
  std::int64_t w = world.way("WX", {{"highway", "residential"}});
  std::int64_t e = world.way("XE", {{"highway", "residential"}});
  std::int64_t n = world.way("NX", {{"highway", "residential"}});
  std::int64_t s = world.way("XS", {{"highway", "residential"}});
  std::int64_t ring = world.way("WNESW", {{"highway", "tertiary"}});
};

TEST_F(Crossing, NoTurn) {
  world.restriction("no_left_turn", w, 'X', n);
  EXPECT_EQ(bans_of(world.build().roads), "WX>XN");
}

TEST_F(Crossing, OnlyTurnBansTheRest) {
  world.restriction("only_straight_on", w, 'X', e);
  EXPECT_EQ(bans_of(world.build().roads), "WX>XN WX>XS WX>XW");
}

TEST_F(Crossing, TwoOnlyTurnsAllowBoth) {
  world.restriction("only_straight_on", w, 'X', e);
  world.restriction("only_right_turn", w, 'X', s);
  EXPECT_EQ(bans_of(world.build().roads), "WX>XN WX>XW");
}

TEST_F(Crossing, NoUTurn) {
  world.restriction("no_u_turn", w, 'X', w);
  EXPECT_EQ(bans_of(world.build().roads), "WX>XW");
}

TEST_F(Crossing, NotForCarsOrByTheHour) {
  world.restriction("no_left_turn", w, 'X', n, {{"except", "bus;motorcar"}});
  world.restriction("no_left_turn", w, 'X', n, {{"hour_on", "07:00"}});
  world.extract.restrictions.push_back({1, {{{"restriction:hgv", "no_left_turn"}}}, {w}, {n}, {'X'}, {}});
  world.extract.restrictions.push_back(
      {1, {{{"restriction:conditional", "no_left_turn @ (Mo)"}}}, {w}, {n}, {'X'}, {}});
  world.extract.restrictions.push_back({1, {{{"restriction", "no_left_turn"}}}, {w}, {n}, {}, {e}});
  world.extract.restrictions.push_back({1, {{{"restriction", "no_left_turn"}}}, {w}, {4711}, {'X'}, {}});
  const auto built = world.build();
  EXPECT_EQ(bans_of(built.roads), "");
  EXPECT_EQ(built.report.bans_not_for_cars, 2U);
  EXPECT_EQ(built.report.bans_conditional, 2U);
  EXPECT_EQ(built.report.bans_via_way, 1U);
  EXPECT_EQ(built.report.bans_unclear, 1U);
}

TEST(TurnRestrictions, SurviveContraction) {
  OsmWorld world(R"(
A-b-X-c-D
    |
    f
    |
    S)");
  const auto west = world.way("AbX", {{"highway", "residential"}});
  world.way("XcD", {{"highway", "residential"}});
  const auto south = world.way("XfS", {{"highway", "residential"}});
  world.restriction("no_right_turn", west, 'X', south);
  EXPECT_EQ(bans_of(world.build().roads), "AX>XS");
}

TEST(TurnRestrictions, AViaNodeWithTwoNeighboursIsKept) {
  OsmWorld world(R"(
A--X--B
|     |
+--C--+)");
  const auto a = world.way("AX", {{"highway", "residential"}});
  world.way("XB", {{"highway", "residential"}});
  world.way("ACB", {{"highway", "residential"}});
  world.restriction("no_u_turn", a, 'X', a);
  const auto built = world.build();
  EXPECT_EQ(built.report.bans, 1U);
  EXPECT_NE(links_of(built.roads).find('X'), std::string::npos);
}

TEST(TurnRestrictions, BansThatCutAStreetOffAreTakenBack) {
  OsmWorld world(R"(
A--X--B
   |
   S)");
  const auto a = world.way("AX", {{"highway", "residential"}});
  const auto b = world.way("XB", {{"highway", "residential"}});
  const auto s = world.way("XS", {{"highway", "residential"}});
  world.restriction("no_right_turn", a, 'X', s);
  world.restriction("no_left_turn", b, 'X', s);
  world.restriction("no_u_turn", s, 'X', s);
  const auto built = world.build();
  EXPECT_EQ(bans_of(built.roads), "");
  EXPECT_EQ(built.report.bans_lifted, 3U);
}

// ---- tiny links -----------------------------------------------------------------------------------------------------

RoadSettings tiny(double tiny_m) {
  RoadSettings settings;
  settings.tiny_m = tiny_m;
  return settings;
}

TEST(TinyLinks, AnOffsetJunctionBecomesOneNodeAndTheWayThroughKeepsItsLength) {
  OsmWorld world("A-B", 10);  // only for the projection
  for (const auto& [name, x, y] : std::vector<std::tuple<char, double, double>>{
           {'W', -500, 0}, {'u', 0, 0}, {'v', 10, 0}, {'E', 510, 0}, {'N', 0, 300}, {'S', 10, -300}})
    world.place(name, x, y);
  world.way("WuvE", {{"highway", "residential"}});
  world.way("uN", {{"highway", "residential"}});
  world.way("vS", {{"highway", "residential"}});
  const auto built = world.build(tiny(15));
  EXPECT_EQ(links_of(built.roads), "Eu Nu Su Wu uE uN uS uW");
  EXPECT_NEAR(built.roads.length_m[link_between(built.roads, 'W', 'u')] +
                  built.roads.length_m[link_between(built.roads, 'u', 'E')],
              1010, 0.05);
  EXPECT_EQ(built.roads.shape[link_between(built.roads, 'W', 'u')].size(), 1U);  // where the street really ends
  EXPECT_EQ(built.report.merged.count, 2U);
  EXPECT_NEAR(built.report.merged.km, 0.02, 1e-4);
}

TEST(TinyLinks, ShortPieceOfAChainJoinsItsNeighbour) {
  OsmWorld world("A-B", 10);
  for (const auto& [name, x] : std::vector<std::pair<char, double>>{{'W', 0}, {'u', 500}, {'E', 508}})
    world.place(name, x, 0);
  world.way("Wu", {{"highway", "residential"}, {"maxspeed", "50"}});
  world.way("uE", {{"highway", "residential"}, {"maxspeed", "30"}});
  const auto built = world.build(tiny(15));
  ASSERT_EQ(built.roads.links(), 2U);
  EXPECT_NEAR(built.roads.length_m[LinkId(0)], 508, 0.05);
  EXPECT_NEAR(built.roads.free_speed_mps[LinkId(0)] * 3.6F, 50, 1e-4);
}

TEST(TinyLinks, WhatTheOneWayForbadeIsBanned) {
  // u -> v is one way: coming from S one cannot go on to N; coming from N one can reach S.
  OsmWorld world("A-B", 10);
  for (const auto& [name, x, y] : std::vector<std::tuple<char, double, double>>{
           {'N', 0, 300}, {'u', 0, 0}, {'v', 10, 0}, {'S', 10, -300}, {'O', 300, 0}})
    world.place(name, x, y);
  world.way("Nu", {{"highway", "residential"}});
  world.way("uv", {{"highway", "residential"}, {"oneway", "yes"}});
  world.way("vS", {{"highway", "residential"}});
  world.way("SON", {{"highway", "tertiary"}});
  world.way("vO", {{"highway", "residential"}});
  const auto built = world.build(tiny(15));
  EXPECT_EQ(bans_of(built.roads), "Ou>uN Su>uN");
}

TEST(TinyLinks, ASmallRoundaboutBecomesAJunctionWithoutBans) {
  OsmWorld world("A-B", 10);
  for (const auto& [name, x, y] : std::vector<std::tuple<char, double, double>>{{'n', 0, 6},
                                                                                {'w', -6, 0},
                                                                                {'s', 0, -6},
                                                                                {'e', 6, 0},
                                                                                {'N', 0, 300},
                                                                                {'W', -300, 0},
                                                                                {'S', 0, -300},
                                                                                {'E', 300, 0}})
    world.place(name, x, y);
  world.way("nwsen", {{"highway", "residential"}, {"junction", "roundabout"}});
  world.way("nN", {{"highway", "residential"}});
  world.way("wW", {{"highway", "residential"}});
  world.way("sS", {{"highway", "residential"}});
  world.way("eE", {{"highway", "residential"}});
  const auto built = world.build(tiny(15));
  EXPECT_EQ(built.roads.nodes(), 5U);
  EXPECT_EQ(bans_of(built.roads), "");
}

// ---- borders --------------------------------------------------------------------------------------------------------

TEST(Borders, CarriagewaysThatLeaveAreJoinedBeforeTheStrongPartIsTaken) {
  OsmWorld world(R"(
A-----B-----C
      |
D-----E-----F
      |
      G-----H)");
  world.way("CBA", {{"highway", "motorway"}, {"ref", "A 4"}});
  world.way("DEF", {{"highway", "motorway"}, {"ref", "A 4"}});
  world.way("BE", {{"highway", "motorway_link"}});
  world.way("EG", {{"highway", "primary"}});
  world.way("GH", {{"highway", "residential"}});  // a dead end, but no larger road
  auto settings = tiny(0);
  settings.leaves = [&](Point at) { return at.x_m < world.origin.x_m + 50 || at.x_m > world.origin.x_m + 1150; };
  const auto built = world.build(settings);
  ASSERT_EQ(built.borders.size(), 2U);
  EXPECT_EQ(built.report.border_pairs, 2U);
  for (const auto& border : built.borders) EXPECT_EQ(border.ref, "A 4");
  EXPECT_EQ(built.report.unconnected.count, 0U);
  settings.leaves = [](Point) { return false; };
  EXPECT_EQ(world.build(settings).borders.size(), 0U);
  EXPECT_GT(world.build(settings).report.unconnected.count, 0U);
}

TEST(ImportRoads, SameInputSameBits) {
  OsmWorld world("A--b--C--d--E");
  world.way("AbCdE", {{"highway", "primary"}});
  const auto one = world.build();
  const auto two = world.build();
  EXPECT_EQ(one.roads.x_m, two.roads.x_m);
  EXPECT_EQ(one.roads.link_name, two.roads.link_name);
}

}  // namespace
}  // namespace pendel::import
