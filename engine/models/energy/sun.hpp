// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "core/date.hpp"
#include "models/energy/archetypes.hpp"
#include "region/region.hpp"

namespace pendel::energy {

/// Where the sun stands: cosines of its zenith angle and of its angle to vertical faces south, east, west, north.
struct Sun {
  double cos_zenith = 0;                          // below 0: night
  std::array<double, orientations> cos_facade{};  // below 0: behind the wall
};

/// Declination and equation of time after Spencer (1971, "Fourier series representation of the position of the sun",
/// Search 2, p. 172). `hour` is local standard time (CET) and may have a fraction.
Sun sun_at(int day_of_year, double hour, double latitude_deg, double longitude_deg);

/// Weather of some days in quarter-hours: what buildings feel.
struct WeatherSeries {
  std::vector<float> outside_c;
  std::array<std::vector<float>, orientations> facade_w_per_m2;  // global irradiance on vertical faces
  std::vector<float> horizontal_w_per_m2;
};

/// `days` days that end with `last` (included), by month and day in the region's weather year; 29 February takes the
/// weather of the 28th. Beam from the horizontal plane by the angles (sun at mid-hour, not lower than 5 degrees),
/// diffuse isotropic with 20 % from the ground. An hour's values hold for its four quarters.
WeatherSeries weather_series(const Weather& weather, Date last, int days);

}  // namespace pendel::energy
