// SPDX-License-Identifier: Apache-2.0
#include "models/energy/feeders/feeders.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <numbers>
#include <numeric>
#include <utility>

#include "people/attach_grids.hpp"
#include "people/lay_grids.hpp"
#include "support/ev_town.hpp"
#include "support/given_grid.hpp"
#include "support/small_town.hpp"
#include "text/parameters.hpp"

namespace pendel::energy {
namespace {

using test::ev_town;
using test::EvTown;

struct Outcome {
  FeedersState state;
  std::map<std::string, std::vector<double>> fields;
};

Outcome run(const ChargingParameters& charging, const FeedersParameters& feeders = {}, int threads = 2,
            const State& today = ev_town().state) {
  parallel::Pool pool(threads);
  const World world{ev_town().made.region, ev_town().made.people, Random(3, 0), pool};
  FeedersState state;
  test::MemoryRecorder recorder;
  Feeders(charging, feeders, world, state).step(test::a_day(), today, recorder, {});
  return {std::move(state), std::move(recorder.values)};
}

double total_wh(const std::vector<float>& power_w) {
  return std::accumulate(power_w.begin(), power_w.end(), 0.0) * slice_h;
}

TEST(Fleet, WhatIsDrivenIsCharged) {
  const auto out = run({});
  EXPECT_EQ(out.state.sums.electric_cars, 1500);
  // 37 km a day at 37 km/h in the test's winter, 0.9 from plug to battery.
  EXPECT_GT(out.state.sums.driven_wh / 1500, 37 * 160 / 0.9);
  EXPECT_LT(out.state.sums.driven_wh / 1500, 37 * 300 / 0.9);
  EXPECT_LT(std::abs(out.state.sums.charging_residual), 0.01);
  // Most homes are flats; 0.4 of them have a charge point.
  EXPECT_GT(out.state.sums.charged_wh, 0.35 * out.state.sums.driven_wh);
}

TEST(Fleet, RareChargingKeepsTheBalance) {
  ChargingParameters rare;
  rare.plug_below = 0.6;
  // The days of the cars' cycles are spread evenly over the cars, not drawn: less than a car's charge is off per
  // hundred.
  EXPECT_LT(std::abs(run(rare).state.sums.charging_residual), 0.02);
}

TEST(Fleet, PublicPointsWithoutBackendChargeNobody) {
  ChargingParameters street;
  street.home_share_house = street.home_share_flat = street.work_share = 0;
  const auto at_level = [&](float level) {
    State today = ev_town().state;
    today.incidents.charging_level.assign(ev_town().made.region.municipalities.ags.size(), level);
    return run(street, {}, 2, today).state.sums;
  };
  const auto plain = run(street).state.sums;
  const auto all = at_level(1), half = at_level(0.5F), none = at_level(0);
  EXPECT_EQ(all.charged_wh, plain.charged_wh);
  EXPECT_EQ(all.fast_wh, plain.fast_wh);
  EXPECT_LT(half.charged_wh, all.charged_wh);
  EXPECT_GT(half.charged_wh, 0);
  EXPECT_EQ(none.charged_wh, 0);
  EXPECT_GT(none.fast_wh, half.fast_wh);
  EXPECT_EQ(none.driven_wh, plain.driven_wh);  // what is driven does not change: they drive on to fast chargers
}

TEST(Feeders, CarriesAnOperatorsGrid) {
  EvTown town;
  // A house with 20 kW for the day on the operator's grid.
  BuildingId alone;
  for (const auto building : ids<BuildingId>(town.made.region.sites.size()))
    if (town.made.people.buildings.dwellings[building] == 1 && !alone.valid()) alone = building;
  ASSERT_TRUE(alone.valid());
  const test::GivenGrid files(town.made.region, {static_cast<int>(alone.value())});
  Issues issues;
  auto given = read_given_grids(town.made.region, issues);
  issues.raise_if_any();
  auto people = town.made.people;
  parallel::Pool pool(1);
  people.grids = people::lay_grids(town.made.region, people, pool,
                                   people::attach_grids(std::move(given), town.made.region, people));
  ASSERT_EQ(people.grids.of[alone], GridId(0));
  town.state.adoption.electric_cars.assign(people.households.size(), 0);
  for (const auto household : ids<HouseholdId>(people.households.size())) {
    const auto building = people.households.building[household];
    if (people.grids.of[building] != GridId(0)) continue;  // its neighbours on the grid use nothing
    std::fill_n(
        town.state.energy.household_net_w.begin() + static_cast<std::ptrdiff_t>(household.index() * slices_per_day),
        slices_per_day, building == alone ? 15'000.0F : 0.0F);
  }
  town.state.energy.business = {BuildingId(0), alone};
  town.state.energy.business_w.assign(2 * slices_per_day, 5'000);  // a shop in the house
  const World world{town.made.region, people, Random(3, 0), pool};
  FeedersState state;
  test::MemoryRecorder recorder;
  FeedersParameters plain;
  plain.power_factor = 1;
  Feeders({}, plain, world, state).step(test::a_day(), town.state, recorder, {});
  // 20 kW over 50 m: R I2 of the cable, copper and iron of the transformer.
  const double amperes = 20'000 / (std::numbers::sqrt3 * 400);
  const double cable_w = 3 * amperes * amperes * 0.2067 * 0.05;
  const double copper_w = 0.01425 * 400'000 * (20.0 / 400) * (20.0 / 400);
  const double loss_w = cable_w + copper_w + 1350;
  EXPECT_NEAR(static_cast<double>(state.loss_w[0]), loss_w, 0.001 * loss_w);
  EXPECT_NEAR(static_cast<double>(state.transformer_percent[0]), 100 * (20'000 + loss_w) / 400'000, 0.01);

  // The same on one phase: six times the cable's voltage drop, R P / V2. And the transformer that the day needs.
  plain.phase_unbalance = 1;
  test::MemoryRecorder single;
  Feeders({}, plain, world, state).step(test::a_day(), town.state, single, {});
  const double drop = 0.2067 * 0.05 * 20'000 / (400.0 * 400);
  EXPECT_NEAR((static_cast<double>(state.voltage_low[0]) - single.values.at("grid/voltage_low_unbalanced")[0]) / drop,
              5, 0.1);
  EXPECT_EQ(single.values.at("grid/needed_kva")[0], 50);
  plain.phase_unbalance = 0;
  test::MemoryRecorder balanced;
  Feeders({}, plain, world, state).step(test::a_day(), town.state, balanced, {});
  EXPECT_NEAR(balanced.values.at("grid/voltage_low_unbalanced")[0], static_cast<double>(state.voltage_low[0]), 1e-6);

  // Street lights of 1 kW a dwelling hang where the homes are.
  town.state.energy.street_light_w.assign(slices_per_day * town.made.region.municipalities.size(), 1000);
  double dwellings = 0;
  for (const auto building : people.grids.buildings[GridId(0)]) dwellings += people.buildings.dwellings[building];
  const float before = state.transformer_percent[0];
  Feeders({}, plain, world, state).step(test::a_day(), town.state, *std::make_unique<test::MemoryRecorder>(), {});
  EXPECT_NEAR((state.transformer_percent[0] - before) * 4000 / (1000 * dwellings), 1, 0.02);
}

TEST(Fleet, OnlyCarsWithASmartMeterWhoseReadingsArriveFollowTheTariff) {
  ChargingParameters night;
  night.tariff = Tariff::day_night;
  night.strategy = Strategy::price;
  night.control_share = 0;  // a control box is a meter, too
  const auto households = ev_town().made.people.households.size();
  const auto charging = [&](std::uint8_t meter, float level, const ChargingParameters& how) {
    State today = ev_town().state;
    today.adoption.smart_meter.assign(households, meter);
    today.incidents.meter_level.assign(ev_town().made.region.municipalities.ags.size(), level);
    return run(how, {}, 2, today).state.charging_w;
  };
  const auto plain = charging(1, 1, {});
  EXPECT_EQ(charging(0, 1, night), plain);  // without a meter at arrival, whatever the tariff
  EXPECT_EQ(charging(1, 0, night), plain);  // and without readings, too
  EXPECT_NE(charging(1, 1, night), plain);
  EXPECT_NEAR(total_wh(charging(1, 1, night)) / total_wh(plain), 1, 0.02);
}

TEST(Feeders, TheNextUsualTransformerCarriesIt) {
  EXPECT_EQ(needed_transformer_kva(0), 50);
  EXPECT_EQ(needed_transformer_kva(400), 400);
  EXPECT_EQ(needed_transformer_kva(401), 630);
  EXPECT_EQ(needed_transformer_kva(1001), 2000);
}

TEST(Feeders, CarriesEveryCarAndHome) {
  const auto& grids = ev_town().made.people.grids;
  const auto out = run({});
  ASSERT_GT(grids.size(), 1U);
  EXPECT_EQ(out.state.sums.unsolved, 0);
  // What the grids' charge points took is what was charged in buildings that hang on a grid.
  EXPECT_GT(total_wh(out.state.charging_w), 0.8 * out.state.sums.charged_wh);
  EXPECT_LT(total_wh(out.state.charging_w), 1.0001 * out.state.sums.charged_wh);
  for (std::size_t i = 0; i < out.state.voltage_low.size(); ++i) {
    EXPECT_GT(out.state.voltage_low[i], 0.85F);
    EXPECT_LE(out.state.voltage_low[i], out.state.voltage_high[i]);
    EXPECT_LE(out.state.voltage_high[i], 1.0F);
    EXPECT_GT(out.state.loss_w[i], 0);
  }
}

TEST(Feeders, AHigherSourceLiftsTheVoltages) {
  FeedersParameters high;
  high.source_pu = 1.055;
  EXPECT_GT(run({}, high).state.voltage_low[0], run({}).state.voltage_low[0] + 0.04F);
}

TEST(Feeders, DimmingTakesLoadOffAndGivesItBack) {
  ChargingParameters charging;
  charging.control_share = 1;
  charging.home_share_house = charging.home_share_flat = 1;
  charging.work_share = 0;
  charging.trigger_percent = 30;
  const auto plain = run(charging);
  EXPECT_EQ(plain.state.sums.dimmed_h, 0);
  charging.dimming = true;
  const auto dimmed = run(charging);
  const auto& sums = dimmed.state.sums;
  EXPECT_GT(sums.dimmed_h, 1);
  EXPECT_GT(sums.deferred_wh, 0);
  EXPECT_NEAR((sums.rebound_wh + sums.unserved_wh) / sums.deferred_wh, 1, 1e-4);
  EXPECT_NEAR((total_wh(dimmed.state.charging_w) + sums.unserved_wh) / total_wh(plain.state.charging_w), 1, 1e-3);
  charging.measured = false;
  EXPECT_GT(run(charging).state.sums.dimmed_h, 0);
}

/// Every building's heat pumps take 6 kW for three hours of the morning; what is taken away comes back later.
TEST(Feeders, HeatPumpsAreDimmedToo) {
  auto state = ev_town().state;
  const auto& households = ev_town().made.people.households;
  state.energy.household_pump_w.assign(households.size() * slices_per_day, 0);
  std::vector<int> homes(ev_town().made.people.buildings.size(), 0);
  for (auto household : ids<HouseholdId>(households.size())) ++homes[households.building[household].index()];
  for (auto household : ids<HouseholdId>(households.size()))
    for (std::size_t s = 0; s < 72; ++s) {
      const float w =
          (24 <= s && s < 36 ? 6000.0F : 1000.0F) / static_cast<float>(homes[households.building[household].index()]);
      state.energy.household_pump_w[household.index() * slices_per_day + s] = w;
      state.energy.household_net_w[household.index() * slices_per_day + s] += w;
    }
  ChargingParameters charging;
  charging.dimming = true;
  charging.control_share = 0;  // of cars
  charging.trigger_percent = 15;
  const auto day = [&](double share) {
    charging.pump_control_share = share;
    parallel::Pool pool(2);
    const World world{ev_town().made.region, ev_town().made.people, Random(3, 0), pool};
    FeedersState out;
    test::MemoryRecorder recorder;
    Feeders(charging, {}, world, out).step(test::a_day(), state, recorder, {});
    return out;
  };
  EXPECT_EQ(day(0).sums.dimmed_h, 0);
  const auto& sums = day(1).sums;
  ASSERT_GT(sums.dimmed_h, 1);
  EXPECT_NEAR(sums.deferred_wh / sums.dimmed_h, 6000 - 4200, 0.01);
  EXPECT_NEAR((sums.rebound_wh + sums.unserved_wh) / sums.deferred_wh, 1, 1e-4);
  EXPECT_GT(sums.rebound_wh, 0.9 * sums.deferred_wh);  // one grid is above the trigger until midnight
}

TEST(Feeders, AttacksAreReportedAgainstThePlainDay) {
  FeedersParameters attacked;
  LoadIncident incident;
  incident.name = "botnet";
  incident.kind = Attack::devices_on;
  incident.from_h = 12;
  incident.to_h = 13;
  incident.share = 0.3;
  incident.device_w = 2000;
  attacked.incidents = {incident};
  const auto botnet = run({}, attacked);
  // 1,500 homes, 30 % of 2 kW each, and some losses.
  EXPECT_NEAR(botnet.state.sums.incident_step_w / (1500 * 0.3 * 2000), 1, 0.05);
  attacked.incidents[0].kind = Attack::stop_charging;
  attacked.incidents[0].from_h = 17;
  attacked.incidents[0].to_h = 20;
  attacked.incidents[0].share = 1;
  const auto stopped = run({}, attacked);
  EXPECT_LT(stopped.state.sums.incident_step_w, 0);
  EXPECT_GT(stopped.state.sums.incident_rebound_w, 0);
}

/// Every other kind on the same town: which way it steps, how far, and what comes back.
TEST(Feeders, EveryKindOfAttackShowsItsStep) {
  ChargingParameters charging;
  charging.home_share_house = charging.home_share_flat = 1;
  charging.work_share = 0;
  charging.control_share = charging.meter_share = 1;
  charging.tariff = Tariff::dynamic;
  const auto with = [&](Attack kind, Strategy strategy, double from_h, double to_h, double share) {
    charging.strategy = strategy;
    FeedersParameters attacked;
    LoadIncident incident;
    incident.name = "attack";
    incident.kind = kind;
    incident.from_h = from_h;
    incident.to_h = to_h;
    incident.share = share;
    incident.device_w = 300;
    attacked.incidents = {incident};
    return run(charging, attacked).state.sums;
  };
  const double homes = 1500;
  const auto off = with(Attack::devices_off, Strategy::uncontrolled, 12, 13, 0.5);
  EXPECT_NEAR(off.incident_step_w / (-homes * 0.5 * 300), 1, 0.05);
  EXPECT_NEAR(off.incident_rebound_w, 0, 1);
  // At eight in the evening all cars are at home and charge slowly until the morning: now all at once, 3.7 to 22 kW.
  const auto all = with(Attack::charge_all, Strategy::balanced, 20, 21, 1);
  EXPECT_GT(all.incident_step_w, homes * 3700);
  EXPECT_GT(all.overloaded_share, all.overloaded_share_plain);
  EXPECT_LT(with(Attack::charge_all, Strategy::balanced, 20, 21, 0.5).incident_step_w, 0.7 * all.incident_step_w);
  EXPECT_GT(with(Attack::false_price, Strategy::price, 18, 20, 1).incident_step_w, homes * 500);
  // Without readings cars charge when they come, and the operator reaches nobody.
  const auto outage = with(Attack::meter_outage, Strategy::price, 15, 20, 1);
  EXPECT_GT(std::abs(outage.incident_step_w), homes * 100);
  charging.dimming = true;
  charging.trigger_percent = 30;
  EXPECT_GT(with(Attack::meter_outage, Strategy::uncontrolled, 15, 20, 0).dimmed_h, 1);
  EXPECT_EQ(with(Attack::meter_outage, Strategy::uncontrolled, 0, 24, 1).dimmed_h, 0);
  charging.dimming = false;
  const auto forced = with(Attack::forced_dimming, Strategy::uncontrolled, 17, 18, 1);
  EXPECT_LT(forced.incident_step_w, -homes * 300);
  EXPECT_GT(forced.incident_rebound_w, homes * 300);
  EXPECT_GT(forced.dimmed_h, 100);
}

TEST(Feeders, EqualBitsForAnyNumberOfThreads) {
  ChargingParameters charging;
  charging.dimming = true;
  charging.control_share = 1;
  charging.trigger_percent = 30;
  charging.strategy = Strategy::peak_shaving;
  const auto one = run(charging, {}, 1);
  for (const int threads : {2, 7}) {
    const auto more = run(charging, {}, threads);
    EXPECT_EQ(one.fields, more.fields);
  }
}

}  // namespace
}  // namespace pendel::energy
