// SPDX-License-Identifier: Apache-2.0
#include "region/weather_generate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pendel::generate {
namespace {

// DWD TRY 2010, zone 4: monthly statistics as in scenarios/anhalt_bitterfeld/region.toml.
const Climate climate{{1.02, 1.88, 4.66, 9.17, 14.14, 16.69, 19.03, 18.59, 14.26, 9.51, 4.11, 0.92},
                      {5.1, 5.1, 8.4, 10.9, 10.6, 10.8, 9.8, 9.9, 8.7, 7.4, 5.2, 4.1},
                      {5.0, 3.8, 3.5, 3.7, 3.7, 3.4, 3.1, 2.9, 3.0, 3.4, 3.7, 3.9},
                      {21.5, 29.7, 72.3, 136.7, 164.8, 174.4, 156.4, 134.2, 92.1, 57.5, 22.2, 12.7},
                      51.75,
                      12.1};
constexpr std::array<std::size_t, 12> month_days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

const Weather& weather() {
  static const Weather made = generate_weather(climate, Random(15082, 0));
  return made;
}

double global(std::size_t hour) {
  return static_cast<double>(weather().direct_w_per_m2[hour]) + static_cast<double>(weather().diffuse_w_per_m2[hour]);
}

TEST(GenerateWeather, ReproducesTheMonths) {
  ASSERT_EQ(weather().temperature_c.size(), 8760U);
  std::size_t hour = 0;
  for (std::size_t month = 0; month < 12; ++month) {
    double temperature = 0;
    double kwh = 0;
    const std::size_t last = hour + 24 * month_days[month];
    const auto hours = static_cast<double>(last - hour);
    for (; hour < last; ++hour) {
      temperature += static_cast<double>(weather().temperature_c[hour]) / hours;
      kwh += global(hour) / 1000;
    }
    EXPECT_NEAR(temperature, climate.temperature_c[month], 0.1) << "month " << month + 1;
    EXPECT_NEAR(kwh / climate.global_kwh_per_m2[month], 1, 0.02) << "month " << month + 1;
  }
}

TEST(GenerateWeather, DaysAreSane) {
  const auto& t = weather().temperature_c;
  EXPECT_GT(*std::min_element(t.begin(), t.end()), -25);
  EXPECT_LT(*std::max_element(t.begin(), t.end()), 42);
  EXPECT_LT(*std::min_element(t.begin(), t.end()), -5);  // a winter has frost
  EXPECT_GT(*std::max_element(t.begin(), t.end()), 27);  // a summer has hot days
  double highest = 0;
  double diffuse = 0;
  double all = 0;
  for (std::size_t hour = 0; hour < t.size(); ++hour) {
    EXPECT_GE(weather().direct_w_per_m2[hour], 0);
    EXPECT_GE(weather().diffuse_w_per_m2[hour], 0);
    EXPECT_TRUE((hour % 24 >= 3 && hour % 24 <= 21) || global(hour) == 0) << "hour " << hour;
    highest = std::max(highest, global(hour));
    diffuse += static_cast<double>(weather().diffuse_w_per_m2[hour]);
    all += global(hour);
  }
  EXPECT_GT(highest, 750);
  EXPECT_LT(highest, 1050);                 // TRY zone 4: 900
  EXPECT_NEAR(diffuse / all, 0.505, 0.06);  // TRY zone 4
}

TEST(GenerateWeather, WarmDaysFollowWarmDays) {
  std::vector<double> anomaly;
  std::size_t hour = 0;
  for (std::size_t month = 0; month < 12; ++month)
    for (std::size_t day = 0; day < month_days[month]; ++day) {
      double mean = 0;
      for (int i = 0; i < 24; ++i) mean += static_cast<double>(weather().temperature_c[hour++]) / 24;
      anomaly.push_back(mean - climate.temperature_c[month]);
    }
  double product = 0;
  double square = 0;
  for (std::size_t day = 1; day < anomaly.size(); ++day) product += anomaly[day - 1] * anomaly[day];
  for (const double a : anomaly) square += a * a;
  EXPECT_NEAR(product / square, 0.70, 0.12);  // TRY zone 4: 0.70
  EXPECT_NEAR(std::sqrt(square / 365), 3.6, 0.9);
}

TEST(GenerateWeather, HeatingDegreeDaysAreThoseOfTheReferenceYear) {
  double degree_days = 0;
  for (std::size_t day = 0; day < 365; ++day) {
    double mean = 0;
    for (std::size_t hour = 0; hour < 24; ++hour)
      mean += static_cast<double>(weather().temperature_c[24 * day + hour]) / 24;
    degree_days += std::max(0.0, 15 - mean);
  }
  EXPECT_NEAR(degree_days / 2377, 1, 0.05);  // TRY zone 4, base 15 degrees
}

TEST(GenerateWeather, TheSunStandsWhereItShould) {
  // Noon altitude = 90 - latitude + declination; 23.45 degrees at the solstices, 0 at the equinoxes.
  const auto noon = [](int day) { return std::asin(cos_zenith(day, 12, 51.75)) * 180 / 3.14159265358979; };
  EXPECT_NEAR(noon(172), 90 - 51.75 + 23.45, 0.1);
  EXPECT_NEAR(noon(355), 90 - 51.75 - 23.45, 0.1);
  EXPECT_NEAR(noon(80), 90 - 51.75, 0.5);
  EXPECT_NEAR(extraterrestrial_w_per_m2(3) / 1367, 1.035, 0.001);
  EXPECT_NEAR(extraterrestrial_w_per_m2(185) / 1367, 0.967, 0.001);
}

TEST(GenerateWeather, DiffuseShareFollowsErbs) {
  EXPECT_NEAR(erbs_diffuse_share(0.1), 0.991, 1e-9);
  EXPECT_NEAR(erbs_diffuse_share(0.5), 0.6591, 1e-3);
  EXPECT_NEAR(erbs_diffuse_share(0.9), 0.165, 1e-9);
}

}  // namespace
}  // namespace pendel::generate
