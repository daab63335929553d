// SPDX-License-Identifier: Apache-2.0
#include "models/energy/hot_water.hpp"

#include <algorithm>

#include "core/math.hpp"

namespace pendel::energy {

namespace {

constexpr double wh_per_litre_and_k = 4.19 * 1000 / 3600;
constexpr double rise_k = 35;
constexpr double shower_share = 0.6;  // of the water
constexpr double showers_a_day = 0.7;
constexpr double shower_h = 0.08;  // 34 l of 45 degC, mixed to 38 degC and 9 l a minute: 17.6 kW
constexpr double draw_h = 0.03;
constexpr double draws_a_day = 6;
constexpr double awake_h = 9.6;  // mean hours that a person is awake at home, base population
constexpr double morning_share = 0.65;
constexpr std::uint32_t first_draw = 64;  // keys below belong to showers

void add_draw(std::span<float> heat_w, double at_h, double length_h, double wh) {
  const auto from = static_cast<Tick>(at_h * ticks_per_h);
  const auto to = from + std::max<Tick>(static_cast<Tick>(length_h * ticks_per_h), 1);
  const auto w = static_cast<float>(wh / (static_cast<double>(to - from) / ticks_per_h));
  add_interval(heat_w, from, to, w);
  if (to > ticks_per_day) add_interval(heat_w, from - ticks_per_day, to - ticks_per_day, w);
}

/// First and last quarter-hour in which somebody is awake at home; -1 if none.
std::pair<int, int> awake_span(const Presence& presence) {
  int first = -1, last = -1;
  for (int s = 0; s < slices_per_day; ++s)
    if (presence.awake[static_cast<std::size_t>(s)] > 0.5F) {
      if (first < 0) first = s;
      last = s;
    }
  return {first, last};
}

}  // namespace

double hot_water_wh(double litres) { return litres * wh_per_litre_and_k * rise_k; }

void draw_hot_water(HouseholdId household, int persons, const Presence& presence, const Day& day,
                    const Parameters& parameters, const Random& random, std::span<float> heat_w) {
  std::fill(heat_w.begin(), heat_w.end(), 0.0F);
  const double daily_wh = hot_water_wh(parameters.hot_water_l);
  const auto [first, last] = awake_span(presence);
  if (first < 0) return;
  const double shower_wh = daily_wh * shower_share / showers_a_day;
  for (int p = 0; p < persons; ++p) {
    const auto draw = random(Stream::energy_hot_water, household, day.key(), static_cast<std::uint32_t>(p));
    if (draw.uniform(0) >= showers_a_day) continue;
    const double within = draw.uniform(2);
    const double at =
        draw.uniform(1) < morning_share ? first * slice_h + within : (last + 1) * slice_h - shower_h - 2 * within;
    add_draw(heat_w, std::clamp(at, 0.0, 24.0 - shower_h), shower_h, shower_wh);
  }
  const double draw_wh = daily_wh * (1 - shower_share) / draws_a_day;
  const double per_h = draws_a_day / awake_h;  // and person awake
  double reached = 0, passed = 0;
  std::size_t s = 0;
  Draw draw(std::array<std::uint32_t, 4>{});
  for (std::uint32_t k = 0; k < 256; ++k) {
    if (k % 4 == 0) draw = random(Stream::energy_hot_water, household, day.key(), first_draw + k / 4);
    reached -= math::log(draw.uniform(static_cast<int>(k % 4)));
    while (s < slices_per_day && passed + per_h * static_cast<double>(presence.awake[s]) * slice_h <= reached)
      passed += per_h * static_cast<double>(presence.awake[s++]) * slice_h;
    if (s == slices_per_day) break;
    const double rate = per_h * static_cast<double>(presence.awake[s]);
    add_draw(heat_w, static_cast<double>(s) * slice_h + (reached - passed) / rate, draw_h, draw_wh);
  }
}

}  // namespace pendel::energy
