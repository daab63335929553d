// SPDX-License-Identifier: Apache-2.0
#include "region/weather_generate.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/math.hpp"

namespace pendel::generate {
namespace {

constexpr std::array<int, 12> month_days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr int days = 365;
constexpr std::size_t all_hours = std::size_t{days} * 24;
// Day-to-day memory of temperature and clearness: lag-1 correlation of daily means, about 0.75 and 0.3 in TRY 2010
// zone 4.
constexpr double temperature_memory = 0.75;
constexpr double clearness_memory = 0.30;
constexpr double warm_when_clear = 0.30;  // of the daily range, scaled by clearness
constexpr double clearness_spread = 0.5;

double day_angle(int day_of_year) { return 2 * std::numbers::pi * (day_of_year - 1) / days; }

double declination(int day_of_year) {
  const double g = day_angle(day_of_year);
  return 0.006918 - 0.399912 * math::cos(g) + 0.070257 * math::sin(g) - 0.006758 * math::cos(2 * g) +
         0.000907 * math::sin(2 * g) - 0.002697 * math::cos(3 * g) + 0.00148 * math::sin(3 * g);
}

double equation_of_time_h(int day_of_year) {
  const double g = day_angle(day_of_year);
  return 229.18 / 60 *
         (0.000075 + 0.001868 * math::cos(g) - 0.032077 * math::sin(g) - 0.014615 * math::cos(2 * g) -
          0.040849 * math::sin(2 * g));
}

std::size_t hour_of(int day, int hour) { return static_cast<std::size_t>(day) * 24 + static_cast<std::size_t>(hour); }

int month_of(int day) {
  int month = 0;
  while (day >= month_days[static_cast<std::size_t>(month)]) day -= month_days[static_cast<std::size_t>(month++)];
  return month;
}

/// A stationary series of standard normal values with the given lag-1 correlation.
std::vector<double> autoregression(const Random& random, std::uint32_t series, double memory) {
  std::vector<double> out(days);
  double value = random(Stream::weather_generate, series, 0).normal();
  for (int day = 0; day < days; ++day) {
    value = memory * value + math::sqrt(1 - memory * memory) *
                                 random(Stream::weather_generate, series, static_cast<std::uint32_t>(day + 1)).normal();
    out[static_cast<std::size_t>(day)] = value;
  }
  return out;
}

/// Monthly values to daily ones, linear between the middles of the months.
double interpolated(const std::array<double, 12>& monthly, int day) {
  const int month = month_of(day);
  int first = 0;
  for (int m = 0; m < month; ++m) first += month_days[static_cast<std::size_t>(m)];
  const double position = (day - first + 0.5) / month_days[static_cast<std::size_t>(month)] - 0.5;
  const int other = (month + (position < 0 ? 11 : 1)) % 12;
  const double w = std::fabs(position);
  return (1 - w) * monthly[static_cast<std::size_t>(month)] + w * monthly[static_cast<std::size_t>(other)];
}

struct Hours {
  std::vector<double> outside;  // extraterrestrial radiation on the horizontal plane, W/m2
  std::vector<double> global;   // on the ground
};

/// Global radiation: clearness of the day times what arrives outside the atmosphere, less when the sun is low.
Hours radiation(const Climate& climate, const Random& random) {
  Hours hours{std::vector<double>(all_hours), std::vector<double>(all_hours)};
  const auto clear = autoregression(random, 2, clearness_memory);
  const double standard_meridian_deg = 15;  // CET
  for (int day = 0; day < days; ++day) {
    const double shift_h = equation_of_time_h(day + 1) + (climate.longitude_deg - standard_meridian_deg) / 15;
    // A logistic of the normal series: cloudy and clear days are more frequent than average ones.
    const double clearness = 0.12 + 0.62 / (1 + math::exp(-(clear[static_cast<std::size_t>(day)] / clearness_spread)));
    for (int hour = 0; hour < 24; ++hour) {
      const auto h = hour_of(day, hour);
      const double cosine = std::max(0.0, cos_zenith(day + 1, hour + 0.5 + shift_h, climate.latitude_deg));
      hours.outside[h] = extraterrestrial_w_per_m2(day + 1) * cosine;
      const double passing = math::pow(0.75, 0.6 / std::max(0.05, cosine)) + 0.15;  // longer way through the air
      hours.global[h] = hours.outside[h] * std::min(0.82, clearness * std::min(1.0, passing + 0.1));
    }
  }
  return hours;
}

/// Scales each month to its sum. Hours that would exceed what the sky lets through are clipped; the rest makes up for
/// it.
void scale_months(const Climate& climate, Hours& hours) {
  std::size_t first = 0;
  for (std::size_t month = 0; month < 12; ++month) {
    const std::size_t last = first + static_cast<std::size_t>(month_days[month]) * 24;
    const double wanted_wh = climate.global_kwh_per_m2[month] * 1000;
    for (int round = 0; round < 20; ++round) {
      double sum = 0;
      for (std::size_t h = first; h < last; ++h) sum += hours.global[h];
      if (sum <= 0) break;
      for (std::size_t h = first; h < last; ++h)
        hours.global[h] = std::min(0.82 * hours.outside[h], hours.global[h] * wanted_wh / sum);
    }
    first = last;
  }
}

void temperatures(const Climate& climate, const Random& random, const Hours& hours, Weather& weather) {
  const auto warm = autoregression(random, 1, temperature_memory);
  std::vector<double> t(all_hours);
  for (int day = 0; day < days; ++day) {
    double outside = 0;
    double global = 0;
    for (int hour = 0; hour < 24; ++hour) {
      outside += hours.outside[hour_of(day, hour)];
      global += hours.global[hour_of(day, hour)];
    }
    const double clearness = outside > 0 ? global / outside : 0.4;
    const double range =
        interpolated(climate.daily_range_k, day) * (1 + 1.2 * warm_when_clear * (clearness / 0.4 - 1) * 2);
    for (int hour = 0; hour < 24; ++hour)  // warmest at 15, coldest near sunrise
      t[hour_of(day, hour)] =
          interpolated(climate.temperature_c, day) +
          climate.day_to_day_k[static_cast<std::size_t>(month_of(day))] * warm[static_cast<std::size_t>(day)] +
          0.5 * std::max(1.0, range) * math::cos(2 * std::numbers::pi * (hour + 0.5 - 15) / 24);
  }
  std::size_t first = 0;
  for (std::size_t month = 0; month < 12; ++month) {
    const std::size_t last = first + static_cast<std::size_t>(month_days[month]) * 24;
    double mean = 0;
    for (std::size_t h = first; h < last; ++h) mean += t[h];
    mean /= static_cast<double>(last - first);
    for (std::size_t h = first; h < last; ++h)
      weather.temperature_c.push_back(static_cast<float>(t[h] + climate.temperature_c[month] - mean));
    first = last;
  }
}

}  // namespace

double cos_zenith(int day_of_year, double solar_hour, double latitude_deg) {
  const double latitude = latitude_deg * std::numbers::pi / 180;
  const double d = declination(day_of_year);
  const double hour_angle = (solar_hour - 12) * std::numbers::pi / 12;
  return math::sin(latitude) * math::sin(d) + math::cos(latitude) * math::cos(d) * math::cos(hour_angle);
}

double extraterrestrial_w_per_m2(int day_of_year) {
  const double g = day_angle(day_of_year);
  return 1367 * (1.00011 + 0.034221 * math::cos(g) + 0.00128 * math::sin(g) + 0.000719 * math::cos(2 * g) +
                 0.000077 * math::sin(2 * g));
}

double erbs_diffuse_share(double k) {
  if (k <= 0.22) return 1 - 0.09 * k;
  if (k <= 0.80) return 0.9511 - 0.1604 * k + 4.388 * k * k - 16.638 * k * k * k + 12.336 * k * k * k * k;
  return 0.165;
}

Weather generate_weather(const Climate& climate, const Random& random) {
  Hours hours = radiation(climate, random);
  scale_months(climate, hours);
  Weather weather;
  weather.latitude_deg = climate.latitude_deg;
  weather.longitude_deg = climate.longitude_deg;
  temperatures(climate, random, hours, weather);
  for (std::size_t h = 0; h < hours.global.size(); ++h) {
    const double clearness = hours.outside[h] > 0 ? hours.global[h] / hours.outside[h] : 0;
    const double diffuse = hours.global[h] * erbs_diffuse_share(clearness);
    weather.diffuse_w_per_m2.push_back(static_cast<float>(diffuse));
    weather.direct_w_per_m2.push_back(static_cast<float>(hours.global[h] - diffuse));
  }
  return weather;
}

}  // namespace pendel::generate
