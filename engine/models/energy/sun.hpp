// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "core/date.hpp"
#include "models/energy/thermal.hpp"
#include "region/region.hpp"

namespace pendel::energy {

/// Where the sun stands: components of the unit vector to it.
struct Sun {
  double up = 0;  // cosine of the zenith angle; below 0: night
  double south = 0;
  double west = 0;
};

/// Declination and equation of time after Spencer (1971, "Fourier series representation of the position of the sun",
/// Search 2, p. 172). `day_of_year` from 0; `hour` is local standard time (CET) and may have a fraction.
Sun sun_at(int day_of_year, double hour, double latitude_deg, double longitude_deg);

/// A plane: tilt 0 lies flat, 90 stands upright; azimuth 0 looks south, 90 west, -90 east.
struct Surface {
  double tilt_deg = 0;
  double azimuth_deg = 0;
};
/// Cosine of the angle of incidence; below 0: behind the plane.
double cos_incidence(const Sun& sun, const Surface& surface);

/// One time step of the sky.
struct Sky {
  Sun sun;                   // at mid-step
  double beam_normal_w = 0;  // W m-2, on a plane that faces the sun
  double diffuse_w = 0;      // W m-2, horizontal
  double global_w = 0;       // W m-2, horizontal
  double space_w = 0;        // W m-2 outside the atmosphere, normal
  double outside_c = 0;
};

/// `days` days that end with `last` (included), by month and day in the weather year; 29 February takes the weather of
/// the 28th. `steps` a day, 24 or a multiple. An hour's beam and diffuse light are spread over its steps in proportion
/// to clear sky (Haurwitz 1945: 1098 c exp(-0.057 / c), c cosine of the zenith), so that its energy stays; the
/// temperature holds for the hour. Beam from the horizontal plane by the angle, the sun not lower than 5 degrees.
std::vector<Sky> sky_of(const Weather& weather, Date last, int days, int steps);

/// Global irradiance on a plane, W m-2: beam, diffuse isotropic or (`circumsolar`) after Hay and Davies (1980), 20 % of
/// global from the ground.
double on_plane_w(const Sky& sky, const Surface& surface, bool circumsolar);

/// What buildings feel: temperature and global irradiance (isotropic diffuse) on each of `faces`.
struct WeatherSeries {
  std::vector<float> outside_c;
  std::array<std::vector<float>, faces> sun_w_per_m2;
};
/// Days and steps as in sky_of.
WeatherSeries weather_series(const Weather& weather, Date last, int days, int steps);
WeatherSeries weather_series(const std::vector<Sky>& sky);

}  // namespace pendel::energy
