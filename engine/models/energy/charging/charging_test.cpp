// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "models/energy/charging/consumption.hpp"
#include "models/energy/charging/control.hpp"
#include "models/energy/charging/parameters.hpp"
#include "models/energy/charging/session.hpp"

namespace pendel::energy {
namespace {

using Profile = std::array<float, slices_per_day>;

/// emobpy's physics for an ID.3 over the WLTC (46.5 km/h), resistive heater and a heat pump of COP 2.5; urban and
/// motorway phases.
TEST(Consumption, IsThePhysicsItWasFittedTo) {
  struct Point {
    double c, kmh, cop, kwh;
  };
  for (const auto& [c, kmh, cop, kwh] : {Point{-15, 46.5, 1, 0.249},
                                         {-10, 46.5, 1, 0.235},
                                         {0, 46.5, 1, 0.210},
                                         {10, 46.5, 1, 0.186},
                                         {20, 46.5, 1, 0.170},
                                         {30, 46.5, 1, 0.169},
                                         {-10, 46.5, 2.5, 0.218},
                                         {0, 46.5, 2.5, 0.199},
                                         {20, 91.7, 1, 0.210}})
    EXPECT_NEAR(consumption_kwh_per_km(kmh, c, cop), kwh, 0.004) << c << " degC, " << kmh << " km/h";
  EXPECT_NEAR(consumption_kwh_per_km(18.9, -10, 1), 0.233, 0.009);
  EXPECT_NEAR(consumption_kwh_per_km(18.9, 20, 1), 0.140, 0.004);
}

TEST(Consumption, MixedDrivingIsInItsBands) {
  for (const double cop : {1.0, 1.5, 2.5}) {
    const double warm = consumption_kwh_per_km(46.5, 20, cop), cold = consumption_kwh_per_km(46.5, -10, cop);
    EXPECT_GE(warm, 0.16);
    EXPECT_LE(warm, 0.18);
    EXPECT_GE(cold, 0.21);
    EXPECT_LE(cold, 0.28);
  }
}

class SessionTest : public testing::Test {
 protected:
  Session night{.plugged = 18 * ticks_per_h + 5 * ticks_per_min,
                .length = 13 * ticks_per_h,
                .need_wh = 20'000,
                .max_w = 11'000,
                .giving_wh = 30'000,
                .order_share = 0};
  Profile price{}, net{}, power{};
  Lending lending;

  SessionTest() {
    price.fill(0.30F);
    for (std::size_t s = 0; s < 24; ++s) price[s] = 0.20F;
    for (std::size_t s = 72; s < 84; ++s) price[s] = 0.45F;
    net.fill(500);
    for (std::size_t s = 72; s < 88; ++s) net[s] = 2500;
  }
  double wh(Strategy strategy) { return charge(strategy, night, {price, net}, lending, power); }
  double sum() const { return std::accumulate(power.begin(), power.end(), 0.0) * slice_h; }
};

TEST_F(SessionTest, EveryStrategyDeliversWhatIsNeeded) {
  for (int i = 0; i < strategies; ++i) {
    const auto strategy = static_cast<Strategy>(i);
    const double charged = wh(strategy);
    EXPECT_NEAR(charged, sum(), 0.1) << to_string(strategy);
    if (strategy != Strategy::v2g) {
      EXPECT_NEAR(charged, 20'000, 0.1) << to_string(strategy);
    }
    const auto share = covered(night.plugged, night.length);
    for (std::size_t s = 0; s < slices_per_day; ++s) {
      EXPECT_LE(static_cast<double>(power[s]), night.max_w * share[s] + 0.01);
      if (strategy != Strategy::v2g) {
        EXPECT_GE(power[s], 0);
      }
    }
  }
}

TEST_F(SessionTest, AStayThatIsTooShortIsFilled) {
  night.length = ticks_per_h;
  EXPECT_NEAR(wh(Strategy::uncontrolled), 11'000, 0.1);
  EXPECT_NEAR(wh(Strategy::balanced), 11'000, 0.1);
}

TEST_F(SessionTest, EachDoesWhatItsNameSays) {
  wh(Strategy::uncontrolled);
  EXPECT_NEAR(power[72], 11'000.0 * 10 / 15, 1);  // from 18:05 on
  EXPECT_EQ(power[0], 0);
  wh(Strategy::balanced);
  EXPECT_NEAR(power[80], 20'000.0 / 13, 1);
  wh(Strategy::price);
  for (std::size_t s = 72; s < 96; ++s) EXPECT_EQ(power[s], 0);
  wh(Strategy::peak_shaving);
  float low = 1e9F, high = 0;
  for (std::size_t s = 0; s < 28; ++s) {
    low = std::min(low, net[s] + power[s]);
    high = std::max(high, net[s] + power[s]);
  }
  EXPECT_NEAR(low, high, 1);
  EXPECT_LT(power[75], power[2]);
  net[80] = -4000;
  wh(Strategy::pv_surplus);
  EXPECT_NEAR(power[80] - power[81], 4000 - static_cast<double>(power[81]) * 4000 / 11'000, 1);
}

TEST_F(SessionTest, LendingPaysOrDoesNotHappen) {
  const double kept = wh(Strategy::v2g);
  EXPECT_GT(kept, 20'000);  // need and losses
  EXPECT_LT(*std::min_element(power.begin(), power.end()), -1000);
  double cost_v2g = 0, cost_price = 0;
  for (std::size_t s = 0; s < slices_per_day; ++s) cost_v2g += static_cast<double>(power[s] * price[s]);
  wh(Strategy::price);
  for (std::size_t s = 0; s < slices_per_day; ++s) cost_price += static_cast<double>(power[s] * price[s]);
  EXPECT_LT(cost_v2g, cost_price);
  lending.wear_eur_per_kwh = 0.5;
  EXPECT_NEAR(wh(Strategy::v2g), 20'000, 0.1);
}

TEST_F(SessionTest, OnePriceDoesNotStartAllAtOnce) {
  Profile sum_at_once{}, sum_drawn{};
  for (int car = 0; car < 50; ++car) {
    night.order_share = 0;
    wh(Strategy::price);
    for (std::size_t s = 0; s < slices_per_day; ++s) sum_at_once[s] += power[s];
    night.order_share = car / 50.0;
    wh(Strategy::price);
    for (std::size_t s = 0; s < slices_per_day; ++s) sum_drawn[s] += power[s];
  }
  EXPECT_LT(*std::max_element(sum_drawn.begin(), sum_drawn.end()),
            0.6F * *std::max_element(sum_at_once.begin(), sum_at_once.end()));
}

/// BK6-22-300: GZF as tabulated there; two wallboxes behind one manager keep 7.56 kW.
TEST(Control, MinimumPowerIsTheFormula) {
  EXPECT_NEAR(minimum_power_w(1), 4200, 1e-9);
  EXPECT_NEAR(minimum_power_w(2), 7560, 1e-9);
  EXPECT_NEAR(minimum_power_w(9), 4200 + 8 * 0.45 * 4200, 1e-9);
  EXPECT_NEAR(minimum_power_w(20), 4200 + 19 * 0.45 * 4200, 1e-9);
  EXPECT_NEAR(minimum_power_w(2, 15'000), 6000 + 0.8 * 4200, 1e-9);
  EXPECT_EQ(minimum_power_w(0), 0);
}

TEST(Control, WhatIsTakenAwayComesBackInTheStay) {
  const Session session{.plugged = 18 * ticks_per_h,
                        .length = 4 * ticks_per_h,
                        .need_wh = 22'000,
                        .max_w = 11'000,
                        .giving_wh = 0,
                        .order_share = 0};
  Profile power{};
  charge(Strategy::uncontrolled, session, {}, {}, power);
  std::array<std::uint8_t, slices_per_day> marked{};
  for (std::size_t s = 72; s < 76; ++s) marked[s] = 1;
  DimmingSums sums;
  dim(session, 4200, marked, power, sums);
  EXPECT_NEAR(sums.hours, 1, 1e-9);
  EXPECT_NEAR(sums.deferred_wh, 6800, 0.1);
  EXPECT_NEAR(sums.rebound_wh, 6800, 0.1);
  EXPECT_NEAR(sums.unserved_wh, 0, 0.1);
  EXPECT_NEAR(std::accumulate(power.begin(), power.end(), 0.0) * slice_h, 22'000, 0.1);
  for (std::size_t s = 72; s < 88; ++s) marked[s] = 1;
  charge(Strategy::uncontrolled, session, {}, {}, power);
  sums = {};
  dim(session, 4200, marked, power, sums);
  EXPECT_NEAR(sums.unserved_wh, sums.deferred_wh - sums.rebound_wh, 0.1);
  EXPECT_GT(sums.unserved_wh, 0);
}

TEST(Tariff, KeepsItsMeanAndItsSteps) {
  ChargingParameters parameters;
  const auto flat = price_of_day(parameters);
  for (const float eur : flat) EXPECT_EQ(eur, static_cast<float>(parameters.flat_eur_per_kwh));
  parameters.tariff = Tariff::dynamic;
  const auto dynamic = price_of_day(parameters);
  EXPECT_NEAR(std::accumulate(dynamic.begin(), dynamic.end(), 0.0) / slices_per_day, parameters.flat_eur_per_kwh,
              0.05 * parameters.spread_eur_per_kwh);
  parameters.tariff = Tariff::day_night;
  const auto two = price_of_day(parameters);
  EXPECT_NEAR(two[48] - two[0], parameters.spread_eur_per_kwh, 1e-6);
}

}  // namespace
}  // namespace pendel::energy
