// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "import/dwd_try.hpp"
#include "models/energy/systems.hpp"
#include "support/paths.hpp"

namespace pendel::energy {
namespace {

/// Published with when2heat's curves x 0.85 for Potsdam's test reference year: heat over electricity of a year, heat in
/// proportion to degree-hours below the heating limit of 15 degC, hot water the same at all hours.
TEST(HeatPump, SeasonalPerformanceInPotsdam) {
  PENDEL_NEED_DATA("weather/TRY2010_04_Jahr.dat");
  Issues issues;
  const auto weather = import::read_try(test::data_dir() / "weather/TRY2010_04_Jahr.dat", issues).weather;
  issues.raise_if_any();
  double mean_c = 0;
  for (const float c : weather.temperature_c) mean_c += static_cast<double>(c) / 8760;
  const auto spf = [&](Source source, double supply_c) {
    double heat = 0, electricity = 0;
    for (const float c : weather.temperature_c) {
      const auto outside_c = static_cast<double>(c);
      const double needed = supply_c > 0 ? std::max(0.0, 15 - outside_c) : 1.0;
      const double sink = supply_c > 0 ? sink_c(supply_c, outside_c, -14) : 50;
      heat += needed;
      electricity += needed / cop(source, sink, source_c(source, outside_c, mean_c), 0.85);
    }
    return heat / electricity;
  };
  constexpr double radiator_c = 54, floor_c = 37, water = 0;  // 40 - T and 30 - 0.5 T
  EXPECT_NEAR(spf(Source::air, radiator_c) / 2.78, 1, 0.02);
  EXPECT_NEAR(spf(Source::air, floor_c) / 3.28, 1, 0.02);
  EXPECT_NEAR(spf(Source::air, water) / 2.55, 1, 0.02);
  EXPECT_NEAR(spf(Source::ground, radiator_c) / 4.09, 1, 0.02);
  EXPECT_NEAR(spf(Source::ground, floor_c) / 5.10, 1, 0.02);
  EXPECT_NEAR(spf(Source::ground, water) / 3.02, 1, 0.02);
  EXPECT_NEAR(spf(Source::water, radiator_c) / 3.90, 1, 0.02);
  EXPECT_NEAR(spf(Source::water, floor_c) / 4.94, 1, 0.02);
  EXPECT_NEAR(spf(Source::water, water) / 2.80, 1, 0.02);
}

}  // namespace
}  // namespace pendel::energy
