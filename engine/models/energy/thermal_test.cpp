// SPDX-License-Identifier: Apache-2.0
#include "models/energy/thermal.hpp"

#include <gtest/gtest.h>

#include "core/math.hpp"
#include "models/energy/archetypes.hpp"
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
  EXPECT_NEAR(math::asin(noon.cos_zenith) * 180 / 3.141592653589793, 62.4, 0.3);
  EXPECT_GT(noon.cos_facade[0], 0.4);
  const auto morning = sun_at(171, 7, 51, 15);
  EXPECT_GT(morning.cos_facade[1], 0.7);
  EXPECT_LT(morning.cos_facade[2], 0);
  EXPECT_LT(sun_at(354, 0, 51, 15).cos_zenith, 0);
  for (double hour : {6.0, 9.5, 15.0}) {
    const auto sun = sun_at(100, hour, 51, 12);
    double squares = sun.cos_zenith * sun.cos_zenith;
    squares += sun.cos_facade[0] * sun.cos_facade[0] + sun.cos_facade[1] * sun.cos_facade[1];
    EXPECT_NEAR(squares, 1.0, 1e-12);
  }
}

}  // namespace
}  // namespace pendel::energy
