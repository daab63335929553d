// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/measures.hpp"

#include <gtest/gtest.h>

#include "core/math.hpp"

namespace pendel::adoption {
namespace {

/// WIK Kommunalstudie: 11 % in 2016 and 19 % in 2019 were fitted; 27 % in 2022 and the odds of large municipalities
/// over small ones, 3.7 to 4 in 2019, were not.
TEST(Municipalities, StrategiesOf2022AndTheOddsOfLargeOnesArePredicted) {
  const MunicipalParameters p;
  AdoptionState state;
  const auto share = [&](double year) {
    country_until(p, year, state);
    return country_share(state, Measure::strategy);
  };
  EXPECT_NEAR(share(2016.5), 0.11, 0.005);
  EXPECT_NEAR(share(2022.5), 0.27, 0.03);
  EXPECT_NEAR(share(2019.5), 0.19, 0.005);
  const double large = country_share(state, Measure::strategy, 2),
               small = country_share(state, Measure::strategy, 0, 2);
  EXPECT_NEAR(large / (1 - large) / (small / (1 - small)), 3.85, 0.6);
  auto more_staff = p;
  more_staff.staff_per_1000 *= 2;
  country_until(more_staff, 2022.5, state);
  EXPECT_GT(country_share(state, Measure::strategy), 0.32);
}

TEST(Municipalities, CostsFallWithReferencesAndAreShared) {
  const MunicipalParameters p;
  const double alone = cost_eur(p, Measure::data_platform, 10'000, p.reference_number, 1);
  EXPECT_DOUBLE_EQ(alone, 60'000 + 2 * 10'000.0);
  EXPECT_NEAR(cost_eur(p, Measure::data_platform, 10'000, 8 * p.reference_number, 1) / alone, math::pow(8, -0.3),
              1e-12);
  EXPECT_DOUBLE_EQ(cost_eur(p, Measure::data_platform, 10'000, 1, 4), 15'000 + 20'000);
}

TEST(Municipalities, TheLawComesFirstThenWhatIsWorthMostForItsMoney) {
  MunicipalParameters p;
  const std::vector<double> references(measures, p.reference_number);
  const std::vector<Measure> wanted = {Measure::data_platform, Measure::online_services, Measure::led_lighting,
                                       Measure::energy_management};
  const std::vector<Measure> expected = {Measure::online_services,    // due at the end of 2022
                                         Measure::energy_management,  // 56,000 EUR a year for 30,000
                                         Measure::led_lighting,       // 86,000 for 120,000
                                         Measure::data_platform};     // 10,000 for 80,000
  EXPECT_EQ(spending_order(p, wanted, 10'000, references, 2023), expected);
  EXPECT_EQ(spending_order(p, wanted, 10'000, references, 2022).front(), Measure::energy_management);  // not due yet
}

TEST(Municipalities, RunningCostsAreASumOfShares) {
  MunicipalParameters p;
  std::array<double, measures> having{};
  const std::vector<double> references(measures, p.reference_number);
  EXPECT_EQ(running_eur(p, having, 10'000, references, 1), 0);
  having[static_cast<std::size_t>(Measure::data_platform)] = 1;
  having[static_cast<std::size_t>(Measure::strategy)] = 1;  // nothing to run
  EXPECT_NEAR(running_eur(p, having, 10'000, references, 1), 0.2 * 80'000, 1e-9);
  EXPECT_NEAR(running_eur(p, having, 10'000, references, 4), 0.2 * 35'000, 1e-9);  // a platform of four
}

}  // namespace
}  // namespace pendel::adoption
