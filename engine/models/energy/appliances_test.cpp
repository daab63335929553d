// SPDX-License-Identifier: Apache-2.0
#include "models/energy/appliances.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "support/small_town.hpp"

namespace pendel::energy {
namespace {

TEST(AnnualLevel, FollowsItsSeptiles) {
  EXPECT_DOUBLE_EQ(annual_level_kwh(false, 1, 1e-12), 600.0 + 1400e-12);
  EXPECT_NEAR(annual_level_kwh(true, 4, 2.0 / 7), 3500, 1e-9);
  EXPECT_DOUBLE_EQ(annual_level_kwh(true, 7, 0.5), annual_level_kwh(true, 5, 0.5));
  EXPECT_NEAR(mean_annual_level_kwh(true, 2), 3050, 1e-9);
  double sum = 0;
  for (int i = 0; i < 7000; ++i) sum += annual_level_kwh(false, 2, (i + 0.5) / 7000);
  EXPECT_NEAR(sum / 7000, mean_annual_level_kwh(false, 2), 1e-6);
}

class AppliancesTest : public testing::Test {
 protected:
  Random random{1, 0};
  Parameters parameters;
  DayLight light;
  Presence presence;
  Slices power;

  Outfit outfit;  // everything, in the shares of the mean home

  AppliancesTest() {
    for (std::size_t u = 0; u < uses; ++u) outfit.share[u] = static_cast<float>(parameters.use_share[u]);
    light.dark.fill(0.5F);
    presence.present.fill(0);  // nobody sleeps here: what is awake is all there is
    presence.awake.fill(0);
    presence.telework.fill(0);
    for (std::size_t s = 28; s < 92; ++s) presence.awake[s] = 1;
  }
  /// Mean kWh a day over many households.
  double mean_kwh(int persons, int households = 4000) {
    double wh = 0;
    for (int h = 0; h < households; ++h) {
      household_power(HouseholdId(h), persons, 3650, outfit, presence, test::a_day(), light, parameters, random, power);
      wh += std::accumulate(power.begin(), power.end(), 0.0) * slice_h;
    }
    return wh / households / 1000;
  }
};

TEST_F(AppliancesTest, WithTheReferencePresenceTheLevelComesOut) {
  // The mean day is 10 kWh; a household whose integrals equal the reference gets it, use by use.
  double expected = 10 * (parameters.use_share[0] + parameters.use_share[1]);
  for (int u = static_cast<int>(Use::light); u < uses; ++u) {
    const auto use = static_cast<Use>(u);
    expected += 10 * parameters.use_share[static_cast<std::size_t>(u)] *
                use_integral_h(use, DayKind::workday, presence, light, parameters) / reference_integral_h(use, 1);
  }
  EXPECT_NEAR(mean_kwh(1) / expected, 1.0, 0.02);
}

TEST_F(AppliancesTest, NobodyAwakeLeavesTheBaseLoad) {
  presence.awake.fill(0);
  household_power(HouseholdId(0), 1, 8760, outfit, presence, test::a_day(), light, parameters, random, power);
  for (float w : power) EXPECT_NEAR(w, 1000 * (0.165 + 0.15), 1e-3);
}

/// Cycles are points in time: a day in minutes and the same day in hours use the same energy.
TEST_F(AppliancesTest, TheStepChangesNoEnergy) {
  for (int h = 0; h < 50; ++h) {
    std::vector<double> kwh;
    for (std::size_t steps : {24U, 96U, 144U, 1440U}) {
      std::vector<float> watts(steps);
      household_power(HouseholdId(h), 2, 3000, outfit, presence, test::a_day(), light, parameters, random, watts);
      kwh.push_back(std::accumulate(watts.begin(), watts.end(), 0.0) * 24 / static_cast<double>(steps) / 1000);
    }
    for (double other : kwh) EXPECT_NEAR(other, kwh[1], 2e-4 * kwh[1]);
  }
}

/// A day's cycles of one machine follow one another: with washing alone, no minute has more than one machine's 2 kW.
TEST_F(AppliancesTest, AMachineIsInUseOnce) {
  outfit.share.fill(0);
  outfit.share[static_cast<std::size_t>(Use::washing)] = 1;
  std::vector<float> watts(1440);
  float most = 0;
  for (int h = 0; h < 300; ++h) {  // three cycles a day
    household_power(HouseholdId(h), 1, 770, outfit, presence, test::a_day(), light, parameters, random, watts);
    most = std::max(most, *std::max_element(watts.begin() + 240, watts.end()));
  }
  EXPECT_NEAR(most, 2020, 25);
}

TEST_F(AppliancesTest, WinterUsesMoreThanSummer) {
  const auto mean = [&](Date date) {
    light.season = season(date, 0.12);
    double wh = 0;
    for (int h = 0; h < 2000; ++h) {
      household_power(HouseholdId(h), 2, 3000, outfit, presence, test::a_day(date), light, parameters, random, power);
      wh += std::accumulate(power.begin(), power.end(), 0.0) * slice_h;
    }
    return wh;
  };
  EXPECT_GT(mean({2030, 1, 15}), 1.08 * mean({2030, 7, 16}));
}

TEST_F(AppliancesTest, WorkAtHomeAddsItsComputer) {
  const double before = mean_kwh(1, 200);
  for (std::size_t s = 32; s < 66; ++s) presence.telework[s] = 1;
  EXPECT_NEAR(mean_kwh(1, 200) - before, 8.5 * 0.080, 1e-6);
}

TEST_F(AppliancesTest, MorePresenceIsMoreElectricity) {
  const double one = mean_kwh(2);
  for (auto& n : presence.awake) n *= 2;
  const double two = mean_kwh(2);
  EXPECT_GT(two, 1.1 * one);
  EXPECT_LT(two, 1.42 * one);  // square root
}

/// Over a mixed population the shares of all electricity are those of the parameters (of saunas nearly), although not
/// everybody owns a dryer; and the shares of each home are all of it.
TEST(Outfits, KeepTheSharesOfThePopulation) {
  const Parameters parameters;
  const Random random{1, 0};
  const Outfits outfits(parameters);
  std::array<double, uses> kwh{};
  double sum = 0, dryers = 0, weight = 0;
  constexpr std::array<double, 3> sizes = {0.41, 0.34, 0.25};
  for (int h = 0; h < 30'000; ++h)
    for (int persons = 1; persons <= 3; ++persons) {
      const HouseholdId household(h * 3 + persons);
      const double u = random(Stream::test, household).uniform();
      const bool house = h % 100 < 46;
      const auto outfit = outfits.of(household, house, persons, u, random);
      const double level = annual_level_kwh(house, persons, u) * sizes[static_cast<std::size_t>(persons) - 1];
      double all = 0;
      for (std::size_t i = 0; i < uses; ++i) {
        all += static_cast<double>(outfit.share[i]);
        kwh[i] += level * static_cast<double>(outfit.share[i]);
      }
      EXPECT_NEAR(all, 1, 1e-6);
      sum += level;
      weight += sizes[static_cast<std::size_t>(persons) - 1];
      dryers +=
          outfit.share[static_cast<std::size_t>(Use::drying)] > 0 ? sizes[static_cast<std::size_t>(persons) - 1] : 0;
    }
  EXPECT_NEAR(dryers / weight, 0.423, 0.01);  // Destatis 2018
  for (std::size_t i = 0; i < uses; ++i)
    EXPECT_NEAR(kwh[i] / sum / parameters.use_share[i], 1, i + 1 < uses ? 0.06 : 0.2) << i;
}

}  // namespace
}  // namespace pendel::energy
