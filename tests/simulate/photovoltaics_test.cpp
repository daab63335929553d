// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "import/dwd_try.hpp"
#include "models/energy/pv.hpp"
#include "support/paths.hpp"

namespace pendel::energy {
namespace {

/// Table of the project notes (TRY04, kWh per kWp with isotropic diffuse light and after Hay and Davies), computed
/// there and not by this code.
TEST(Photovoltaics, YieldByDirection) {
  PENDEL_NEED_DATA("weather/TRY2010_04_Jahr.dat");
  Issues issues;
  const auto weather = import::read_try(test::data_dir() / "weather/TRY2010_04_Jahr.dat", issues).weather;
  const auto sky = sky_of(weather, {2001, 12, 31}, 365, 24);
  struct Row {
    Surface surface;
    double isotropic_kwh, kwh;
  };
  constexpr std::array<Row, 13> rows = {{{{0, 0}, 873, 873},
                                         {{10, 0}, 919, 930},
                                         {{20, 0}, 948, 968},
                                         {{35, 0}, 959, 988},
                                         {{35, -45}, 938, 964},
                                         {{35, 45}, 898, 914},
                                         {{35, -90}, 835, 842},
                                         {{35, 90}, 781, 773},
                                         {{10, -90}, 875, 878},
                                         {{45, 0}, 943, 977},
                                         {{60, 0}, 887, 924},
                                         {{90, 0}, 674, 702},
                                         {{35, 180}, 617, 577}}};
  for (const auto& row : rows) {
    const auto w = pv_profile(sky, row.surface, 2);
    const double kwh = std::accumulate(w.begin(), w.end(), 0.0) / 1000;
    EXPECT_NEAR(kwh / row.kwh, 1, 0.02) << row.surface.tilt_deg << " " << row.surface.azimuth_deg;
    double isotropic_wh = 0;
    for (const auto& hour : sky)
      if (hour.global_w > 0) isotropic_wh += pv_of_plane_w(on_plane_w(hour, row.surface, false), hour.outside_c, 2);
    EXPECT_NEAR(isotropic_wh / 1000 / row.isotropic_kwh, 1, 0.02)
        << "isotropic " << row.surface.tilt_deg << " " << row.surface.azimuth_deg;
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
