// SPDX-License-Identifier: Apache-2.0
#include "models/incidents/incidents.hpp"

#include <gtest/gtest.h>

#include "support/small_town.hpp"
#include "text/parameters.hpp"

namespace pendel::incidents {
namespace {

class IncidentsTest : public testing::Test {
 protected:
  test::SmallTown town{20};
  parallel::Pool pool{2};
  World world{town.region, town.people, Random(1, 0), pool};
  State state;

  void run(const Parameters& parameters, Date date = {2030, 3, 5}) {
    Incidents model(parameters, world, state.incidents);
    test::MemoryRecorder recorder;
    model.step(test::a_day(date), state, recorder, {});
  }
  std::size_t links_at(float factor) const {
    const auto& all = state.incidents.capacity_factor;
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), factor));
  }
  std::string problems(const Parameters& parameters) const {
    Issues issues;
    check(parameters, town.region, text::ParameterTable(), issues);
    std::string all;
    for (const auto& issue : issues.all()) all += to_string(issue) + "\n";
    return all;
  }
};

TEST_F(IncidentsTest, WithoutIncidentsAllIsOpen) {
  run({});
  EXPECT_EQ(links_at(1.0F), town.region.roads.links());
  EXPECT_EQ(state.incidents.service_level.size(), 2U);
  EXPECT_EQ(state.incidents.service_level[MunicipalityId(1)], 1.0F);
}

TEST_F(IncidentsTest, AnIdClosesBothDirectionsOfItsRoad) {
  Incident bridge;
  bridge.name = "bridge";
  bridge.links = {1000};
  bridge.capacity_factor = 0;
  run({{bridge}});
  EXPECT_EQ(links_at(0.0F), 2U);
  EXPECT_EQ(state.incidents.capacity_factor[LinkId(0)], 0.0F);
  EXPECT_EQ(state.incidents.capacity_factor[LinkId(1)], 0.0F);
}

TEST_F(IncidentsTest, AStreetAndACircleNarrowAndTheTightestCounts) {
  Incident street;
  street.name = "works";
  street.street = "Querstrasse 0";
  street.capacity_factor = 0.5;
  Incident circle;
  circle.name = "fire";
  circle.x_m = 400;  // the middle of the first road
  circle.radius_m = 10;
  circle.capacity_factor = 0.25;
  EXPECT_EQ(problems({{street, circle}}), "");
  run({{street, circle}});
  EXPECT_EQ(links_at(0.25F), 2U);
  EXPECT_EQ(links_at(0.5F), 6U);
}

TEST_F(IncidentsTest, AnIncidentHasItsDays) {
  Incident outage;
  outage.name = "outage";
  outage.kind = Kind::services;
  outage.municipalities = {"15000002"};
  outage.service_level = 0.1;
  outage.from = "2030-03-05";
  outage.to = "2030-03-06";
  run({{outage}}, {2030, 3, 4});
  EXPECT_EQ(state.incidents.service_level[MunicipalityId(1)], 1.0F);
  run({{outage}}, {2030, 3, 6});
  EXPECT_EQ(state.incidents.service_level[MunicipalityId(0)], 1.0F);
  EXPECT_EQ(state.incidents.service_level[MunicipalityId(1)], 0.1F);
  run({{outage}}, {2030, 3, 7});
  EXPECT_EQ(state.incidents.service_level[MunicipalityId(1)], 1.0F);
}

TEST_F(IncidentsTest, AnIncidentHasItsHours) {
  Incident works;
  works.name = "works";
  works.links = {1000};
  works.capacity_factor = 0.5;
  Incident fire = works;
  fire.name = "fire";
  fire.capacity_factor = 0;
  fire.from_h = 7;
  fire.to_h = 8.5;
  run({{works, fire}});
  EXPECT_EQ(links_at(0.5F), 2U);
  const Tick begin = 7 * ticks_per_h, end = 17 * ticks_per_h / 2;
  const std::vector<CapacityStep> expected = {
      {begin, LinkId(0), 0}, {begin, LinkId(1), 0}, {end, LinkId(0), 0.5F}, {end, LinkId(1), 0.5F}};
  EXPECT_EQ(state.incidents.capacity_steps, expected);
  fire.from = "2030-03-06";
  run({{works, fire}});
  EXPECT_TRUE(state.incidents.capacity_steps.empty());
}

TEST_F(IncidentsTest, HoursMustAscendAndAreForRoads) {
  Incident works;
  works.name = "works";
  works.links = {1000};
  works.from_h = 9;
  works.to_h = 7;
  Incident services;
  services.name = "outage";
  services.kind = Kind::services;
  services.municipalities = {"all"};
  services.to_h = 12;
  const auto found = problems({{works, services}});
  EXPECT_NE(found.find("incident 'works' ends before it begins"), std::string::npos) << found;
  EXPECT_NE(found.find("incident 'outage' cannot begin or end within a day"), std::string::npos) << found;
}

TEST_F(IncidentsTest, SignalsActOnTheirCrossingsAlone) {
  auto& roads = town.region.roads;
  const NodeId first(0), other(4);  // in the first and in the second municipality
  roads.signal[first] = roads.signal[other] = 1;
  Incident signals;
  signals.name = "signals";
  signals.kind = Kind::signals;
  signals.municipalities = {"15000001"};
  signals.capacity_factor = 0.5;
  signals.delay_factor = 2;
  Incident better = signals;
  better.name = "adaptive";
  better.municipalities = {"all"};
  better.capacity_factor = 1.5;
  better.delay_factor = 0.75;
  EXPECT_EQ(problems({{signals, better}}), "");
  run({{signals, better}});
  EXPECT_EQ(links_at(0.75F), roads.in_links[first].size());
  EXPECT_EQ(links_at(1.5F), roads.in_links[other].size());
  EXPECT_EQ(links_at(1.0F), roads.links() - roads.in_links[first].size() - roads.in_links[other].size());
  const auto& delay = state.incidents.signal_delay_factor;
  EXPECT_EQ(delay[first], 1.5F);
  EXPECT_EQ(delay[other], 0.75F);
  EXPECT_EQ(std::count(delay.begin(), delay.end(), 1.0F), static_cast<std::ptrdiff_t>(roads.nodes()) - 2);
  better.kind = Kind::services;
  EXPECT_NE(problems({{better}}).find("only signals can add capacity"), std::string::npos);
  EXPECT_NE(problems({{better}}).find("nodes and delay_factor belong to the kind 'signals'"), std::string::npos);
}

TEST_F(IncidentsTest, SignalsMayBeNamedByTheirNodes) {
  const auto& roads = town.region.roads;
  Incident signals;
  signals.name = "signals";
  signals.kind = Kind::signals;
  signals.capacity_factor = 0.5;
  signals.nodes = {static_cast<double>(roads.node_name[NodeId(7)])};
  EXPECT_EQ(problems({{signals}}), "");
  run({{signals}});
  EXPECT_EQ(links_at(0.5F), roads.in_links[NodeId(7)].size());
  signals.nodes.push_back(-3);
  EXPECT_NE(problems({{signals}}).find("no node is called -3"), std::string::npos) << problems({{signals}});
  signals.nodes.clear();
  signals.municipalities = {"all"};
  EXPECT_NE(problems({{signals}}).find("treats no crossing"), std::string::npos);
  signals.delay_factor = 0.5;
  signals.from_h = 7;
  EXPECT_NE(problems({{signals}}).find("changes a delay for a part of the day"), std::string::npos);
}

TEST_F(IncidentsTest, ChargingAndMetersHaveTheirOwnLevels) {
  Incident charging;
  charging.name = "backend";
  charging.kind = Kind::charging;
  charging.municipalities = {"15000001"};
  charging.service_level = 0.25;
  Incident meters = charging;
  meters.name = "meters";
  meters.kind = Kind::meters;
  meters.service_level = 0;
  run({{charging, meters}});
  EXPECT_EQ(state.incidents.charging_level[MunicipalityId(0)], 0.25F);
  EXPECT_EQ(state.incidents.charging_level[MunicipalityId(1)], 1.0F);
  EXPECT_EQ(state.incidents.meter_level[MunicipalityId(0)], 0.0F);
  EXPECT_EQ(state.incidents.service_level[MunicipalityId(0)], 1.0F);
  EXPECT_EQ(state.incidents.history_days, 0);
}

TEST_F(IncidentsTest, WhatTheLandDoesNotKnowIsReportedAtOnce) {
  Incident links;
  links.name = "a";
  links.links = {1000, 7};
  links.street = "Querstrase 0";
  links.radius_m = 1;
  links.x_m = -9999;
  Incident services;
  services.name = "b";
  services.kind = Kind::services;
  services.municipalities = {"15000003"};
  services.from = "2030-02-30";
  Incident nothing;
  nothing.name = "c";
  nothing.from = "2030-03-05";
  nothing.to = "2030-03-04";
  const auto all = problems({{links, services, nothing}});
  EXPECT_NE(all.find("no link is called 7"), std::string::npos) << all;
  EXPECT_NE(all.find("Did you mean 'Querstrasse 0'?"), std::string::npos) << all;
  EXPECT_NE(all.find("the circle holds no link"), std::string::npos) << all;
  EXPECT_NE(all.find("no municipality '15000003'"), std::string::npos) << all;
  EXPECT_NE(all.find("'2030-02-30' is no date"), std::string::npos) << all;
  EXPECT_NE(all.find("'c' names no link"), std::string::npos) << all;
  EXPECT_NE(all.find("'c' ends before it begins"), std::string::npos) << all;
  EXPECT_EQ(all.find("1000"), std::string::npos) << all;
}

TEST_F(IncidentsTest, EachProblemHasThePlaceOfTheKeyThatSaysIt) {
  Parameters parameters;
  text::ParameterTable table;
  describe(parameters, table);
  Issues issues;
  table.read(text::parse_toml("[[incident]]\nname = \"a.b\"\nlinks = [1000,\n  7]\nstreet = \"nowhere\"\n"
                              "[[incident]]\nname = \"c\"\n",
                              "base.toml", issues),
             issues);
  ASSERT_TRUE(issues.empty());
  check(parameters, town.region, table, issues);
  ASSERT_EQ(issues.size(), 3U);
  EXPECT_EQ(issues.all()[0].place, (Place{"base.toml", 4, 3}));
  EXPECT_EQ(issues.all()[1].place, (Place{"base.toml", 5, 10}));
  EXPECT_EQ(issues.all()[2].place, (Place{"base.toml", 7, 8}));
}

TEST_F(IncidentsTest, TheParametersAreRead) {
  Parameters parameters;
  text::ParameterTable table;
  describe(parameters, table);
  Issues issues;
  table.read(text::parse_toml("[[incident]]\nname = \"a\"\nkind = \"services\"\nmunicipalities = [\"all\"]\n"
                              "service_level = 0.5\n[[incident]]\nname = \"b\"\nlinks = [1000]\ncapacity_factor = 3\n",
                              "base.toml", issues),
             issues);
  ASSERT_EQ(issues.size(), 1U);  // a capacity factor above 2
  EXPECT_EQ(issues.all().front().place.line, 9);
  ASSERT_EQ(parameters.incidents.size(), 2U);
  EXPECT_EQ(parameters.incidents[0].kind, Kind::services);
  EXPECT_EQ(parameters.incidents[0].service_level, 0.5);
}

}  // namespace
}  // namespace pendel::incidents
