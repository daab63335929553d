// SPDX-License-Identifier: Apache-2.0
#include "models/energy/thermal.hpp"

#include <gtest/gtest.h>

#include "core/math.hpp"
#include "models/energy/archetypes.hpp"
#include "models/energy/heat_block.hpp"
#include "models/energy/sun.hpp"

namespace pendel::energy {
namespace {

constexpr double no_limit = 1e9;

TEST(Thermal, AtRestItLosesWhatTheFormulaSays) {
  for (const auto& archetype : archetypes()) {
    const Envelope envelope{.h_opaque = archetype.h_transmission[0] - archetype.h_window,
                            .h_window = archetype.h_window,
                            .h_ventilation = archetype.h_ventilation};
    const Thermal thermal(envelope, 900);
    double mass_c = thermal.steady_mass_c(20, -5);
    const double start_c = mass_c;
    const auto step = thermal.advance(mass_c, -5, 0, 0, 20, no_limit);
    const double his = Thermal::h_is, htr = archetype.h_transmission[0];
    const double formula = (archetype.h_ventilation + his * htr / (his + htr)) * 25;
    EXPECT_NEAR(step.heating_w / formula, 1.0, 1e-6);
    EXPECT_NEAR(thermal.steady_w(20, -5) / formula, 1.0, 1e-9);
    EXPECT_NEAR(step.air_c, 20, 1e-9);
    EXPECT_NEAR(mass_c, start_c, 1e-9);
  }
}

TEST(Thermal, FromAnyStartItComesToRest) {
  const Thermal thermal({}, 900);
  double mass_c = 5;
  Thermal::Step step;
  for (int i = 0; i < 96 * 60; ++i) step = thermal.advance(mass_c, 0, 0, 0, 20, no_limit);
  EXPECT_NEAR(step.heating_w / thermal.steady_w(20, 0), 1.0, 1e-6);
}

/// What goes in (heating and gains that enter the room) goes out or stays in the mass, at every step.
TEST(Thermal, EnergyInIsEnergyOutAndStored) {
  const Thermal thermal({.h_opaque = 1.5, .h_window = 0.5}, 900);
  double mass_c = 17, in_wh = 0, out_wh = 0;
  const double start_c = mass_c;
  for (int i = 0; i < 96 * 30; ++i) {
    const double outside_c = 3 + 6 * ((i % 96) / 96.0), internal_w = i % 7, solar_w = (i % 96) > 40 ? 12 : 0;
    const auto step = thermal.advance(mass_c, outside_c, internal_w, solar_w, 20, 60);
    in_wh += 0.25 * (step.heating_w + 0.5 * internal_w + thermal.useful_share() * (0.5 * internal_w + solar_w));
    out_wh += 0.25 * thermal.loss_w(step, outside_c);
  }
  const double stored_wh = thermal.capacity_j_per_k() * (mass_c - start_c) / 3600;
  EXPECT_NEAR((out_wh + stored_wh) / in_wh, 1.0, 1e-9);
}

TEST(Thermal, ItHeatsNoMoreThanItCan) {
  const Thermal thermal({}, 900);
  double mass_c = 10;
  const auto step = thermal.advance(mass_c, -20, 0, 0, 20, 30);
  EXPECT_EQ(step.heating_w, 30.0);
  EXPECT_LT(step.air_c, 20.0);
}

/// The columns give what one zone at a time gives.
TEST(HeatBlock, AgreesWithTheMethodStepByStep) {
  HeatBlock block;
  const auto all = archetypes();
  std::array<Thermal, lanes> thermal;
  std::array<double, lanes> mass_c;
  const std::array<double, faces> windows = {0.05, 0.02, 0.02, 0.01, 0.01};
  for (std::size_t i = 0; i < lanes; ++i) {
    const auto& a = all[i];
    thermal[i] = Thermal(
        {.h_opaque = a.h_transmission[0] - a.h_window, .h_window = a.h_window, .h_ventilation = a.h_ventilation}, 900);
    mass_c[i] = 17 + 0.1 * static_cast<double>(i);
    block.set(i, thermal[i], 60, windows, mass_c[i]);
  }
  constexpr std::size_t steps = 96 * 3;
  std::vector<float> outside, sun, internal, setpoint, heat(steps * lanes);
  for (std::size_t t = 0; t < steps; ++t) {
    outside.push_back(static_cast<float>(-4 + 8 * math::sin(0.07 * static_cast<double>(t))));
    sun.push_back(static_cast<float>(t % 96 > 32 && t % 96 < 64 ? 300 : 0));
    for (std::size_t i = 0; i < lanes; ++i) {
      internal.push_back(static_cast<float>((t + i) % 5));
      setpoint.push_back(t % 96 < 24 ? 17.0F : 20.0F);
    }
  }
  HeatInputs in{
      .steps = steps, .outside_c = outside.data(), .internal_w = internal.data(), .setpoint_c = setpoint.data()};
  for (auto& face : in.sun_w) face = sun.data();
  block.run(in, heat.data());
  double unmet = 0;
  for (std::size_t i = 0; i < lanes; ++i) {
    double short_steps = 0;
    for (std::size_t t = 0; t < steps; ++t) {
      const double target = static_cast<double>(setpoint[t * lanes + i]);
      const auto step =
          thermal[i].advance(mass_c[i], static_cast<double>(outside[t]), static_cast<double>(internal[t * lanes + i]),
                             0.11 * static_cast<double>(sun[t]), target, 60);
      ASSERT_NEAR(static_cast<double>(heat[t * lanes + i]), step.heating_w, 1e-4);
      short_steps += step.air_c < target - 1 ? 1 : 0;
    }
    EXPECT_NEAR(block.mass_c(i), mass_c[i], 1e-9);
    EXPECT_NEAR(block.unmet_steps(i), short_steps, 1);
    unmet += short_steps;
  }
  EXPECT_GT(unmet, 0);  // 60 W m-2 do not suffice everywhere
}

TEST(Archetypes, EveryTypeAndPeriodHasOne) {
  for (int type = 0; type < building_types; ++type)
    for (int period = 0; period < construction_periods; ++period) {
      const auto& found =
          archetypes()[archetype_of(static_cast<BuildingType>(type), static_cast<std::uint8_t>(period))];
      EXPECT_GT(found.h_transmission[0], found.h_window);
      EXPECT_GE(found.h_transmission[0], found.h_transmission[1]);
    }
  EXPECT_EQ(archetypes()[archetype_of(BuildingType::apartment_block, 11)].type, BuildingType::multi_family);
  EXPECT_EQ(archetypes()[archetype_of(BuildingType::terraced, 0)].period, 2);
}

TEST(Sun, StandsInTheSouthAtNoonAndInTheEastInTheMorning) {
  // 21 June at 51 degrees north, 15 degrees east: height at noon 90 - 51 + 23.44 = 62.4 degrees.
  const auto noon = sun_at(171, 12.03, 51, 15);
  EXPECT_NEAR(math::asin(noon.up) * 180 / 3.141592653589793, 62.4, 0.3);
  EXPECT_GT(noon.south, 0.4);
  const auto morning = sun_at(171, 7, 51, 15);
  EXPECT_LT(morning.west, -0.7);
  EXPECT_NEAR(cos_incidence(morning, {90, -90}), -morning.west, 1e-12);
  EXPECT_LT(sun_at(354, 0, 51, 15).up, 0);
  for (double hour : {6.0, 9.5, 15.0}) {
    const auto sun = sun_at(100, hour, 51, 12);
    EXPECT_NEAR(sun.up * sun.up + sun.south * sun.south + sun.west * sun.west, 1.0, 1e-12);
  }
}

}  // namespace
}  // namespace pendel::energy
