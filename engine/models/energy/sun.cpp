// SPDX-License-Identifier: Apache-2.0
#include "models/energy/sun.hpp"

#include <algorithm>

#include "core/contract.hpp"
#include "core/math.hpp"
#include "core/time.hpp"

namespace pendel::energy {

namespace {

constexpr double pi = 3.141592653589793;
constexpr double hours_per_year = 8760;
constexpr double ground_reflectance = 0.2;

/// Position of a calendar day in a weather year of 365 days.
std::size_t day_of_weather_year(Date date) {
  if (date.month == 2 && date.day == 29) date.day = 28;
  return static_cast<std::size_t>(Date{2001, date.month, date.day}.day_of_year());
}

}  // namespace

Sun sun_at(int day_of_year, double hour, double latitude_deg, double longitude_deg) {
  const double g = 2.0 * pi * (day_of_year + (hour - 12.0) / 24.0) / 365.0;
  const double declination = 0.006918 - 0.399912 * math::cos(g) + 0.070257 * math::sin(g) -
                             0.006758 * math::cos(2 * g) + 0.000907 * math::sin(2 * g) - 0.002697 * math::cos(3 * g) +
                             0.00148 * math::sin(3 * g);
  const double equation_min = 229.18 * (0.000075 + 0.001868 * math::cos(g) - 0.032077 * math::sin(g) -
                                        0.014615 * math::cos(2 * g) - 0.040849 * math::sin(2 * g));
  const double solar_hour = hour + equation_min / 60.0 + (longitude_deg - 15.0) / 15.0;
  const double angle = (solar_hour - 12.0) * pi / 12.0;  // west positive
  const double latitude = latitude_deg * pi / 180.0;
  const double sin_d = math::sin(declination), cos_d = math::cos(declination);
  const double sin_l = math::sin(latitude), cos_l = math::cos(latitude);
  Sun sun;
  sun.cos_zenith = sin_l * sin_d + cos_l * cos_d * math::cos(angle);
  // Components of the unit vector to the sun.
  const double south = sin_l * cos_d * math::cos(angle) - cos_l * sin_d;
  const double west = cos_d * math::sin(angle);
  sun.cos_facade = {south, -west, west, -south};
  return sun;
}

WeatherSeries weather_series(const Weather& weather, Date last, int days) {
  PENDEL_EXPECT(weather.temperature_c.size() == static_cast<std::size_t>(hours_per_year) && days > 0);
  WeatherSeries series;
  const auto push = [&](double outside, double horizontal, const std::array<double, orientations>& facade) {
    for (int quarter = 0; quarter < 4; ++quarter) {
      series.outside_c.push_back(static_cast<float>(outside));
      series.horizontal_w_per_m2.push_back(static_cast<float>(horizontal));
      for (std::size_t o = 0; o < orientations; ++o) series.facade_w_per_m2[o].push_back(static_cast<float>(facade[o]));
    }
  };
  constexpr double lowest = 0.08715574274765817;  // sin 5 degrees: below it the beam on a wall is not trusted
  for (int d = days - 1; d >= 0; --d) {
    const auto day = day_of_weather_year(Date::from_days(last.days() - d));
    for (std::size_t hour = 0; hour < 24; ++hour) {
      const auto at = day * 24 + hour;
      const double direct = static_cast<double>(weather.direct_w_per_m2[at]);
      const double diffuse = static_cast<double>(weather.diffuse_w_per_m2[at]);
      const auto sun =
          sun_at(static_cast<int>(day), static_cast<double>(hour) + 0.5, weather.latitude_deg, weather.longitude_deg);
      const double beam = sun.cos_zenith > 0 ? direct / std::max(sun.cos_zenith, lowest) : 0.0;
      std::array<double, orientations> facade{};
      for (std::size_t o = 0; o < orientations; ++o)
        facade[o] =
            beam * std::max(sun.cos_facade[o], 0.0) + 0.5 * diffuse + 0.5 * ground_reflectance * (direct + diffuse);
      push(static_cast<double>(weather.temperature_c[at]), direct + diffuse, facade);
    }
  }
  return series;
}

}  // namespace pendel::energy
