// SPDX-License-Identifier: Apache-2.0
#include "import/road_tags.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace pendel::import {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

RoadWay judge(Pairs tags, bool built_up = false) { return judge_way(Tags{std::move(tags)}, built_up); }

TEST(SpeedTag, ReadsWhatMappersWrite) {
  const std::vector<std::pair<std::string, double>> cases = {
      {"50", 50},
      {"50 km/h", 50},
      {"30 mph", 48.28032},
      {"none", 130},
      {"walk", 7},
      {"DE:urban", 50},
      {"DE:rural", 100},
      {"DE:motorway", 130},
      {"DE:living_street", 7},
      {"DE:bicycle_road", 30},
      {"DE:zone30", 30},
      {"DE:zone:30", 30},
      {"DE:30", 30},
      {"PT:rural", 90},
      {"FR:urban", 50},
      {"100;120", 100},
      {"50|30", 30},
      {" 70 ", 70},
      {"signals", 0},
      {"variable", 0},
      {"sign", 0},
      {"DE:nonsense", 0},
      {"-5", 0},
      {"999", 0},
      {"50 horses", 0},
      {"", 0},
  };
  for (const auto& [text, kmh] : cases) EXPECT_NEAR(speed_kmh(text), kmh, 1e-9) << text;
}

TEST(JudgeWay, AccessByTheMostSpecialKey) {
  const std::vector<std::pair<Pairs, Drop>> cases = {
      {{{"highway", "residential"}}, Drop::none},
      {{{"highway", "footway"}}, Drop::not_for_cars},
      {{{"highway", "track"}}, Drop::not_for_cars},
      {{{"highway", "construction"}}, Drop::not_in_use},
      {{{"highway", "residential"}, {"access", "private"}}, Drop::no_access},
      {{{"highway", "residential"}, {"access", "no"}, {"motor_vehicle", "yes"}}, Drop::none},
      {{{"highway", "residential"}, {"access", "yes"}, {"vehicle", "no"}}, Drop::no_access},
      {{{"highway", "residential"}, {"motor_vehicle", "yes"}, {"motorcar", "no"}}, Drop::no_access},
      {{{"highway", "residential"}, {"motor_vehicle", "destination"}}, Drop::none},
      {{{"highway", "unclassified"}, {"motor_vehicle", "agricultural;forestry"}}, Drop::no_access},
      {{{"highway", "unclassified"}, {"motor_vehicle", "agricultural;destination"}}, Drop::none},
      {{{"highway", "residential"}, {"area", "yes"}}, Drop::plaza},
      {{{"highway", "service"}}, Drop::service},
      {{{"highway", "service"}, {"access", "yes"}}, Drop::service},
      {{{"highway", "service"}, {"name", "Am Anger"}}, Drop::none},
      {{{"highway", "service"}, {"motor_vehicle", "yes"}}, Drop::none},
      {{{"highway", "service"}, {"name", "P1"}, {"service", "parking_aisle"}}, Drop::service},
  };
  for (const auto& [tags, drop] : cases)
    EXPECT_EQ(judge(tags).drop, drop) << tags.back().first << "=" << tags.back().second;
}

TEST(JudgeWay, OneWayRules) {
  struct Case {
    Pairs tags;
    bool forward;
    bool backward;
  };
  const std::vector<Case> cases = {
      {{{"highway", "residential"}}, true, true},
      {{{"highway", "residential"}, {"oneway", "yes"}}, true, false},
      {{{"highway", "residential"}, {"oneway", "-1"}}, false, true},
      {{{"highway", "motorway"}}, true, false},
      {{{"highway", "motorway"}, {"oneway", "no"}}, true, true},
      {{{"highway", "motorway_link"}}, true, true},
      {{{"highway", "tertiary"}, {"junction", "roundabout"}}, true, false},
      {{{"highway", "tertiary"}, {"junction", "circular"}}, true, false},
      {{{"highway", "tertiary"}, {"junction", "roundabout"}, {"oneway", "no"}}, true, true},
      {{{"highway", "residential"}, {"oneway", "yes"}, {"oneway:motor_vehicle", "no"}}, true, true},
      {{{"highway", "primary"}, {"oneway", "reversible"}}, true, true},
  };
  for (const auto& c : cases) {
    const auto way = judge(c.tags);
    EXPECT_EQ(way.forward.open, c.forward) << c.tags.back().first << "=" << c.tags.back().second;
    EXPECT_EQ(way.backward.open, c.backward) << c.tags.back().first << "=" << c.tags.back().second;
  }
  EXPECT_TRUE(judge({{"highway", "primary"}, {"oneway", "reversible"}}).reversible);
}

TEST(JudgeWay, SpeedFromTagsThenFromTheSurroundings) {
  EXPECT_NEAR(judge({{"highway", "primary"}}, false).forward.speed_mps * 3.6, 100, 1e-9);
  EXPECT_NEAR(judge({{"highway", "primary"}}, true).forward.speed_mps * 3.6, 50, 1e-9);
  EXPECT_NEAR(judge({{"highway", "primary"}, {"zone:traffic", "DE:rural"}}, true).forward.speed_mps * 3.6, 100, 1e-9);
  EXPECT_NEAR(judge({{"highway", "residential"}, {"zone:maxspeed", "DE:30"}}).forward.speed_mps * 3.6, 30, 1e-9);
  EXPECT_NEAR(judge({{"highway", "primary"}, {"source:maxspeed", "DE:urban"}}).forward.speed_mps * 3.6, 50, 1e-9);
  const auto directed = judge({{"highway", "primary"}, {"maxspeed", "70"}, {"maxspeed:backward", "50"}});
  EXPECT_NEAR(directed.forward.speed_mps * 3.6, 70, 1e-9);
  EXPECT_NEAR(directed.backward.speed_mps * 3.6, 50, 1e-9);
  EXPECT_TRUE(directed.speed_tagged);
  const auto odd = judge({{"highway", "primary"}, {"maxspeed", "fast"}});
  EXPECT_TRUE(odd.speed_not_understood);
  EXPECT_NEAR(odd.forward.speed_mps * 3.6, 100, 1e-9);
  EXPECT_FALSE(judge({{"highway", "primary"}, {"source:maxspeed", "sign"}}).speed_not_understood);
}

TEST(JudgeWay, LanesAndCapacity) {
  struct Case {
    Pairs tags;
    double forward;
    double backward;
  };
  const std::vector<Case> cases = {
      {{{"highway", "primary"}}, 1, 1},
      {{{"highway", "primary"}, {"lanes", "4"}}, 2, 2},
      {{{"highway", "primary"}, {"lanes", "3"}}, 1.5, 1.5},
      {{{"highway", "primary"}, {"lanes", "3"}, {"lanes:forward", "2"}}, 2, 1},
      {{{"highway", "primary"}, {"lanes", "3"}, {"lanes:both_ways", "1"}}, 1, 1},
      {{{"highway", "residential"}, {"lanes", "1"}}, 0.5, 0.5},
      {{{"highway", "motorway"}}, 2, 2},
      {{{"highway", "motorway"}, {"lanes", "3"}}, 3, 3},
      {{{"highway", "primary"}, {"lanes", "many"}}, 1, 1},
  };
  for (const auto& c : cases) {
    const auto way = judge(c.tags);
    EXPECT_NEAR(way.forward.lanes, c.forward, 1e-9) << c.tags.back().second;
    EXPECT_NEAR(way.backward.lanes, c.backward, 1e-9) << c.tags.back().second;
  }
  EXPECT_NEAR(judge({{"highway", "primary"}, {"lanes", "4"}}).forward.capacity_per_h, 3000, 1e-9);
}

TEST(RoadRules, EveryClassHasItsRowAndNoHighwayTwo) {
  std::vector<int> rows(road_classes, 0);
  for (const auto& rule : road_rules()) {
    ++rows[static_cast<std::size_t>(rule.road_class)];
    EXPECT_GT(rule.capacity_per_h, 0);
    EXPECT_GE(rule.outside_kmh, rule.inside_kmh) << rule.highway;
    for (const auto& other : road_rules()) EXPECT_TRUE(&rule == &other || rule.highway != other.highway);
  }
  for (const int count : rows) EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace pendel::import
