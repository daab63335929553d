// SPDX-License-Identifier: Apache-2.0
#include "models/indicators/indicators.hpp"

#include <gtest/gtest.h>

#include "support/small_town.hpp"
#include "text/parameters.hpp"

namespace pendel::indicators {
namespace {

/// Ten households; figures set by hand.
class IndicatorsTest : public testing::Test {
 protected:
  test::SmallTown town{10};
  parallel::Pool pool{2};
  World world{town.region, town.people, Random(1, 0), pool};
  State state;
  test::MemoryRecorder recorder;
  PersonId worker;

  IndicatorsTest() {
    const auto& persons = town.people.persons;
    const auto n = persons.size();
    state.schedules.at_work.assign(n, 0);
    state.schedules.teleworks_today.assign(n, 0);
    state.schedules.work_s.assign(n, 0);
    state.adoption.electric_cars.assign(town.people.households.size(), 0);
    state.adoption.heating.assign(town.people.buildings.size(), Heating::gas);
    state.energy.electricity_wh.assign(town.people.households.size(), 8000);
    state.energy.heat_wh.assign(town.people.households.size(), 9000);
    state.energy.electricity_co2_kg.assign(town.people.households.size(), 8 * 0.38F);
    state.energy.heat_co2_kg.assign(town.people.households.size(), 10 * 0.201F + 1 * 0.38F);
    state.energy.grid_kg_per_kwh.fill(0.38);
    state.energy.municipality_electricity_w.assign(96 * 2, 100);
    state.energy.municipality_electricity_w[2 * 40] = 500;
    state.energy.municipality_electricity_w[2 * 41 + 1] = 400;
    for (auto person : ids<PersonId>(n)) {
      if (persons.employment[person] == Employment::employed && !worker.valid()) worker = person;
      Activity work;
      work.purpose = Purpose::work;
      state.schedules.wanted.push_row(std::array{Activity{}, work, Activity{}});
    }
  }
  double region(const char* name) const { return recorder.values.at(std::string("indicator_region/") + name).front(); }
  void run() {
    recorder.values.clear();
    Indicators({}, world, state.indicators).step(test::a_day(), state, recorder, {});
  }
};

TEST_F(IndicatorsTest, ADayByHand) {
  state.schedules.at_work[worker] = 1;
  state.schedules.work_s[worker] = 8 * 3600;
  const PersonId other(worker.value() + 1);
  ASSERT_EQ(town.people.persons.employment[other], Employment::employed);
  state.schedules.at_work[other] = 1;
  state.schedules.teleworks_today[other] = 1;
  state.schedules.work_s[other] = 4 * 3600;
  Trip out{.person = worker,
           .ordinal = 0,
           .purpose = Purpose::work,
           .mode = Mode::car,
           .from = {},
           .to = {},
           .depart = 0,
           .arrive = 20 * ticks_per_min,
           .distance_m = 10000,
           .outside_m = 5000};
  Trip back = out;
  back.ordinal = 1;
  back.purpose = Purpose::home;
  state.mobility.trips = Column<TripId, Trip>(std::vector{out, back});
  run();
  EXPECT_DOUBLE_EQ(region("residents"), static_cast<double>(town.people.persons.residents));
  EXPECT_DOUBLE_EQ(region("telework_share"), 0.5);
  EXPECT_DOUBLE_EQ(region("work_time_at_home"), 1.0 / 3);
  EXPECT_DOUBLE_EQ(region("car_distance"), 30000);
  EXPECT_DOUBLE_EQ(region("commute_distance"), 30000);
  EXPECT_DOUBLE_EQ(region("commute_time"), 1200);
  EXPECT_DOUBLE_EQ(region("co2_cars"), 6);
  EXPECT_DOUBLE_EQ(region("electricity_use"), 80000);
  EXPECT_DOUBLE_EQ(region("electricity_peak"), 600);  // 500 + 100, not 500 + 400
  EXPECT_NEAR(region("co2_heat"), 10 * (10 * 0.201 + 1 * 0.38), 1e-5);
  EXPECT_NEAR(region("co2_electricity"), 80 * 0.38, 1e-5);
}

TEST_F(IndicatorsTest, ElectricCarsCountByTheGrid) {
  const auto household = town.people.persons.household[worker];
  state.adoption.electric_cars[household] = town.people.households.cars[household];
  state.mobility.trips = Column<TripId, Trip>(std::vector{Trip{.person = worker,
                                                               .ordinal = 0,
                                                               .purpose = Purpose::work,
                                                               .mode = Mode::car,
                                                               .from = {},
                                                               .to = {},
                                                               .distance_m = 10000}});
  run();
  EXPECT_NEAR(region("co2_cars"), 10 * 0.19 * 0.38, 1e-9);
  // Charged at noon, when the grid is clean, and without grids: at all hours alike.
  for (std::size_t s = 44; s < 52; ++s) state.energy.grid_kg_per_kwh[s] = 0.08;
  run();
  EXPECT_NEAR(region("co2_cars"), 10 * 0.19 * (0.38 - 0.3 * 8 / 96), 1e-9);
  state.feeders.charging_w.assign(slices_per_day * 2, 0);
  state.feeders.charging_w[2 * 45 + 1] = 3000;
  state.feeders.charging_w[2 * 60] = 1000;
  run();
  EXPECT_NEAR(region("co2_cars"), 10 * 0.19 * (0.75 * 0.08 + 0.25 * 0.38), 1e-9);
}

TEST_F(IndicatorsTest, SmartParkingSavesSearchWhereTheTripEnds) {
  const Trip shopping{.person = worker,
                      .ordinal = 0,
                      .purpose = Purpose::shopping,
                      .mode = Mode::car,
                      .from = {},
                      .to = ZoneId(0),
                      .distance_m = 10000};
  auto work = shopping, outside = shopping, walk = shopping;
  work.purpose = Purpose::work;
  outside.to = ZoneId(25);  // a gateway
  walk.mode = Mode::walk;
  state.mobility.trips = Column<TripId, Trip>(std::vector{shopping, work, outside, walk});
  run();
  EXPECT_DOUBLE_EQ(region("parking_search_time"), 2 * 36);
  EXPECT_DOUBLE_EQ(region("parking_search_distance"), 2 * 150);  // at 15 km/h
  EXPECT_DOUBLE_EQ(region("car_distance"), 30000);
  state.adoption.measure_since.assign(measures * 2, 0);
  state.adoption.measure_since[static_cast<std::size_t>(Measure::smart_parking) * 2 + 1] = 1;  // the other municipality
  run();
  EXPECT_DOUBLE_EQ(region("parking_search_time"), 2 * 36);
  state.adoption.measure_since[static_cast<std::size_t>(Measure::smart_parking) * 2] = 1;
  run();
  EXPECT_DOUBLE_EQ(region("parking_search_time"), 36 + 36 * 0.57);
  EXPECT_DOUBLE_EQ(region("parking_search_distance"), 150 + 150 * 0.7);
}

TEST_F(IndicatorsTest, InboundCommutersCountInNoMunicipality) {
  const PersonId inbound(town.people.persons.residents);
  ASSERT_LT(inbound.index(), town.people.persons.size());
  state.schedules.at_work[inbound] = 1;
  state.mobility.trips = Column<TripId, Trip>(std::vector{Trip{.person = inbound,
                                                               .ordinal = 0,
                                                               .purpose = Purpose::work,
                                                               .mode = Mode::car,
                                                               .from = {},
                                                               .to = {},
                                                               .distance_m = 10000}});
  run();
  EXPECT_EQ(region("car_distance"), 0);
  EXPECT_EQ(region("attendance"), 0);
}

TEST_F(IndicatorsTest, SumsOfMunicipalitiesAreTheRegionAndEveryFieldIsWritten) {
  run();
  for (const auto& indicator : fields::indicators) {
    ASSERT_EQ(recorder.values.at(std::string(indicator.municipality.path)).size(), 2U);
    ASSERT_EQ(recorder.values.at(std::string(indicator.region.path)).size(), 1U);
    EXPECT_EQ(find_field(indicator.municipality.path), &indicator.municipality);
  }
  const auto& use = recorder.values.at("indicator/electricity_use");
  EXPECT_DOUBLE_EQ(use[0] + use[1], region("electricity_use"));
}

TEST(IndicatorParameters, EveryOneHasASource) {
  Parameters parameters;
  text::ParameterTable table;
  describe(parameters, table);
  for (const auto& row : table.rows()) EXPECT_FALSE(row.spec.source.empty() || row.spec.meaning.empty()) << row.path;
}

}  // namespace
}  // namespace pendel::indicators
