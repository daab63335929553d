// SPDX-License-Identifier: Apache-2.0
#include "models/energy/systems.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "models/energy/pv.hpp"

namespace pendel::energy {
namespace {

/// when2heat's curves x 0.85, emitters of 54 and 37 degC at -14 degC (radiator 40 - T, floor 30 - 0.5 T), soil 9.54
/// degC.
TEST(HeatPump, HasWhen2heatsCop) {
  const auto at = [](Source source, double supply_c, double outside_c) {
    const double sink = supply_c > 0 ? sink_c(supply_c, outside_c, -14) : 50;
    return cop(source, sink, source_c(source, outside_c, 9.54), 0.85);
  };
  constexpr std::array<double, 4> outside = {-7, 2, 7, 12};
  const auto row = [&](Source source, double supply_c, std::array<double, 4> expected) {
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(at(source, supply_c, outside[i]), expected[i], 0.006) << i;
  };
  row(Source::air, 54, {2.00, 2.80, 3.36, 3.99});
  row(Source::air, 37, {2.58, 3.30, 3.76, 4.06});
  row(Source::air, 0, {1.89, 2.24, 2.46, 2.70});
  row(Source::ground, 54, {3.25, 4.08, 4.62, 5.21});
  row(Source::ground, 37, {4.56, 5.09, 5.40, 5.73});
}

TEST(HeatPump, InsulatingFirstShows) {
  EXPECT_GT(cop(Source::air, sink_c(44, 0, -14), 0, 0.85), 1.15 * cop(Source::air, sink_c(62, 0, -14), 0, 0.85));
}

double sum(const std::vector<float>& w) { return std::accumulate(w.begin(), w.end(), 0.0) * 0.25; }

TEST(HeatPump, HeatComesFromPumpRodAndTank) {
  std::vector<float> heat(96, 3000), water(96, 0), electricity(96), cop_space(96, 3), cop_water(96, 2.5F);
  for (std::size_t t = 20; t < 40; ++t) heat[t] = 9000;
  water[28] = 20'000;
  const Plant plant{.heating = Heating::heat_pump,
                    .heat_pump_w = 6000,
                    .tank_wh = 4000,
                    .cop_space = cop_space.data(),
                    .cop_water = cop_water.data()};
  double missing = 0;
  const auto day = run_plant(plant, heat, water, 0.25, missing, electricity);
  const double rooms_by_rod = 20 * 0.25 * 3000;
  const double water_by_rod = 1000;  // 5,000 Wh drawn in a quarter-hour, the tank holds 4,000
  EXPECT_NEAR(day.rod_wh, rooms_by_rod + water_by_rod, 1);
  const double by_pump = (sum(heat) - rooms_by_rod) / 3 + (sum(water) - water_by_rod - missing) / 2.5;
  EXPECT_NEAR(day.electricity_wh, by_pump + day.rod_wh, 2);
  EXPECT_NEAR(sum(electricity), day.electricity_wh, 1);
  EXPECT_EQ(missing, 0);
}

TEST(Boiler, FuelIsHeatOverEfficiency) {
  const std::vector<float> heat(96, 2000), water(96, 100);
  std::vector<float> electricity(96);
  double missing = 0;
  Plant plant{.heating = Heating::gas, .efficiency = 0.9};
  auto day = run_plant(plant, heat, water, 0.25, missing, electricity);
  EXPECT_NEAR(day.fuel_wh, 2100 * 24 / 0.9, 1e-3);
  EXPECT_EQ(day.electricity_wh, 0);
  plant.electric_water = true;
  day = run_plant(plant, heat, water, 0.25, missing, electricity);
  EXPECT_NEAR(day.fuel_wh, 2000 * 24 / 0.9, 1e-3);
  EXPECT_NEAR(day.electricity_wh, 2400, 1e-3);
}

TEST(Battery, StoresWhatItTakesLessLosses) {
  std::vector<float> load(96, 500), pv(96, 0), net(96);
  for (std::size_t t = 36; t < 60; ++t) pv[t] = 4000;
  const Battery battery{.wh = 5000, .max_w = 2500, .efficiency = 0.95};
  double stored = 0;
  run_battery(battery, load, pv, 0.25, stored, net);
  double into = 0, out = 0;
  for (std::size_t t = 0; t < 96; ++t) {
    const double flow = static_cast<double>(net[t]) - static_cast<double>(load[t]) + static_cast<double>(pv[t]);
    EXPECT_LE(std::abs(flow), 2500 + 1e-3);
    (flow > 0 ? into : out) += std::abs(flow) * 0.25;
  }
  EXPECT_NEAR(into * 0.95, out / 0.95 + stored, 1);
  EXPECT_NEAR(into * 0.95, 5000, 1);  // it was full
}

}  // namespace
}  // namespace pendel::energy
