// SPDX-License-Identifier: Apache-2.0
#include "models/energy/sun.hpp"

#include <algorithm>
#include <numbers>

#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::energy {

namespace {

constexpr std::size_t hours_per_year = 8760;
constexpr double ground_reflectance = 0.2;
constexpr double lowest = 0.08715574274765817;  // sine of 5 degrees: below it the beam is not trusted
constexpr double solar_constant_w = 1367;

/// Position of a calendar day in a weather year of 365 days.
std::size_t day_of_weather_year(Date date) {
  if (date.month == 2 && date.day == 29) date.day = 28;
  return static_cast<std::size_t>(Date{2001, date.month, date.day}.day_of_year());
}

double clear_sky(double up) { return up <= 0 ? 0.0 : 1098.0 * up * math::exp(-0.057 / std::max(up, 0.01)); }

}  // namespace

Sun sun_at(int day_of_year, double hour, double latitude_deg, double longitude_deg) {
  const double g = 2.0 * std::numbers::pi * (day_of_year + (hour - 12.0) / 24.0) / 365.0;
  const double declination = 0.006918 - 0.399912 * math::cos(g) + 0.070257 * math::sin(g) -
                             0.006758 * math::cos(2 * g) + 0.000907 * math::sin(2 * g) - 0.002697 * math::cos(3 * g) +
                             0.00148 * math::sin(3 * g);
  const double equation_min = 229.18 * (0.000075 + 0.001868 * math::cos(g) - 0.032077 * math::sin(g) -
                                        0.014615 * math::cos(2 * g) - 0.040849 * math::sin(2 * g));
  const double solar_hour = hour + equation_min / 60.0 + (longitude_deg - 15.0) / 15.0;
  const double angle = (solar_hour - 12.0) * std::numbers::pi / 12.0;  // west positive
  const double latitude = latitude_deg * std::numbers::pi / 180.0;
  const double sin_d = math::sin(declination), cos_d = math::cos(declination);
  const double sin_l = math::sin(latitude), cos_l = math::cos(latitude);
  Sun sun;
  sun.up = sin_l * sin_d + cos_l * cos_d * math::cos(angle);
  sun.south = sin_l * cos_d * math::cos(angle) - cos_l * sin_d;
  sun.west = cos_d * math::sin(angle);
  return sun;
}

double cos_incidence(const Sun& sun, const Surface& surface) {
  const double tilt = surface.tilt_deg * std::numbers::pi / 180.0,
               azimuth = surface.azimuth_deg * std::numbers::pi / 180.0;
  return sun.up * math::cos(tilt) + math::sin(tilt) * (sun.south * math::cos(azimuth) + sun.west * math::sin(azimuth));
}

std::vector<Sky> sky_of(const Weather& weather, Date last, int days, int steps) {
  PENDEL_EXPECT(weather.temperature_c.size() == hours_per_year && days > 0 && steps >= 24 && steps % 24 == 0);
  const auto per_hour = static_cast<std::size_t>(steps / 24);
  std::vector<Sky> series;
  series.reserve(static_cast<std::size_t>(days) * static_cast<std::size_t>(steps));
  for (int d = days - 1; d >= 0; --d) {
    const auto day = day_of_weather_year(Date::from_days(last.days() - d));
    const double space_w =
        solar_constant_w * (1 + 0.033 * math::cos(2 * std::numbers::pi * (static_cast<double>(day) + 1) / 365.0));
    for (std::size_t hour = 0; hour < 24; ++hour) {
      const auto at = day * 24 + hour;
      const double direct = static_cast<double>(weather.direct_w_per_m2[at]);
      const double diffuse = static_cast<double>(weather.diffuse_w_per_m2[at]);
      const auto first = series.size();
      double clear = 0;
      for (std::size_t step = 0; step < per_hour; ++step) {
        const double clock =
            static_cast<double>(hour) + (static_cast<double>(step) + 0.5) / static_cast<double>(per_hour);
        Sky sky;
        sky.sun = sun_at(static_cast<int>(day), clock, weather.latitude_deg, weather.longitude_deg);
        sky.outside_c = static_cast<double>(weather.temperature_c[at]);
        sky.space_w = space_w;
        clear += clear_sky(sky.sun.up);
        series.push_back(sky);
      }
      for (auto i = first; i < series.size(); ++i) {
        auto& sky = series[i];
        const double share = clear > 0 ? clear_sky(sky.sun.up) * static_cast<double>(per_hour) / clear : 1.0;
        sky.diffuse_w = diffuse * share;
        sky.global_w = (direct + diffuse) * share;
        sky.beam_normal_w = sky.sun.up > 0 ? direct * share / std::max(sky.sun.up, lowest) : 0.0;
      }
    }
  }
  return series;
}

double on_plane_w(const Sky& sky, const Surface& surface, bool circumsolar) {
  const double incidence = std::max(cos_incidence(sky.sun, surface), 0.0);
  const double cos_tilt = math::cos(surface.tilt_deg * std::numbers::pi / 180.0);
  const double anisotropy = circumsolar ? std::min(sky.beam_normal_w / sky.space_w, 1.0) : 0.0;
  const double ratio = incidence / std::max(sky.sun.up, lowest);
  return sky.beam_normal_w * incidence +
         sky.diffuse_w * (anisotropy * ratio + (1 - anisotropy) * 0.5 * (1 + cos_tilt)) +
         sky.global_w * ground_reflectance * 0.5 * (1 - cos_tilt);
}

WeatherSeries weather_series(const std::vector<Sky>& sky) {
  constexpr std::array<Surface, faces> surfaces = {{{90, 0}, {90, -90}, {90, 90}, {90, 180}, {0, 0}}};
  WeatherSeries series;
  series.outside_c.reserve(sky.size());
  for (auto& face : series.sun_w_per_m2) face.reserve(sky.size());
  for (const auto& step : sky) {
    series.outside_c.push_back(static_cast<float>(step.outside_c));
    for (std::size_t f = 0; f < faces; ++f)
      series.sun_w_per_m2[f].push_back(static_cast<float>(on_plane_w(step, surfaces[f], false)));
  }
  return series;
}

WeatherSeries weather_series(const Weather& weather, Date last, int days, int steps) {
  return weather_series(sky_of(weather, last, days, steps));
}

}  // namespace pendel::energy
