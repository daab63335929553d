// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "import/dwd_try.hpp"
#include "models/energy/pv.hpp"
#include "support/paths.hpp"

namespace pendel::energy {
namespace {

/// Table of the project notes (TRY04, Hay and Davies, kWh per kWp), computed by hand there and not by this code.
TEST(Photovoltaics, YieldByDirection) {
  PENDEL_NEED_DATA("weather/TRY2010_04_Jahr.dat");
  Issues issues;
  const auto weather = import::read_try(test::data_dir() / "weather/TRY2010_04_Jahr.dat", issues).weather;
  const auto sky = sky_of(weather, {2001, 12, 31}, 365, 24);
  struct Row {
    Surface surface;
    double kwh;
  };
  constexpr std::array<Row, 13> rows = {{{{0, 0}, 873},
                                         {{10, 0}, 930},
                                         {{20, 0}, 968},
                                         {{35, 0}, 988},
                                         {{35, -45}, 964},
                                         {{35, 45}, 914},
                                         {{35, -90}, 842},
                                         {{35, 90}, 773},
                                         {{10, -90}, 878},
                                         {{45, 0}, 977},
                                         {{60, 0}, 924},
                                         {{90, 0}, 702},
                                         {{35, 180}, 577}}};
  for (const auto& row : rows) {
    const auto w = pv_profile(sky, row.surface, 2);
    const double kwh = std::accumulate(w.begin(), w.end(), 0.0) / 1000;
    EXPECT_NEAR(kwh / row.kwh, 1, 0.02) << row.surface.tilt_deg << " " << row.surface.azimuth_deg;
    EXPECT_LT(*std::max_element(w.begin(), w.end()), 900);
  }
}

TEST(Photovoltaics, TheInverterClips) {
  PENDEL_NEED_DATA("weather/TRY2010_04_Jahr.dat");
  Issues issues;
  const auto weather = import::read_try(test::data_dir() / "weather/TRY2010_04_Jahr.dat", issues).weather;
  const auto w = pv_profile(sky_of(weather, {2001, 6, 30}, 60, 96), {35, 0}, 0.6);
  EXPECT_EQ(*std::max_element(w.begin(), w.end()), 600.0F);
}

}  // namespace
}  // namespace pendel::energy
