// SPDX-License-Identifier: Apache-2.0
#include "models/energy/appliances.hpp"

#include <algorithm>
#include <numbers>

#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::energy {

namespace {

using Septiles = std::array<double, 8>;

/// Stromspiegel fuer Deutschland 2023 (co2online), kWh a year without electric water heating.
constexpr std::array<std::array<Septiles, household_sizes>, 2> stromspiegel = {{
    {{{600, 800, 1000, 1300, 1500, 1700, 2100, 2300},
      {1200, 1400, 1700, 2000, 2300, 2500, 3000, 3200},
      {1500, 1700, 2100, 2500, 2900, 3300, 3800, 4000},
      {1600, 1800, 2300, 2600, 3000, 3600, 4400, 4600},
      {1300, 1500, 2100, 2700, 3400, 4100, 5500, 5700}}},
    {{{1100, 1400, 1800, 2200, 2600, 3400, 4500, 4800},
      {1700, 2000, 2500, 2800, 3100, 3500, 4300, 4600},
      {2200, 2500, 3000, 3500, 3900, 4400, 5200, 5500},
      {2500, 2800, 3500, 3900, 4300, 5000, 6000, 6300},
      {2900, 3200, 4000, 4500, 5200, 6000, 7600, 7900}}},
}};

const Septiles& septiles(bool house, int persons) {
  PENDEL_EXPECT(persons >= 1);
  return stromspiegel[house ? 1 : 0][static_cast<std::size_t>(std::min(persons, household_sizes) - 1)];
}

/// A machine that runs for a time: energy and length of a cycle, in parts of different power. Typical values of current
/// appliances: a hob or oven that cycles at 1 kW, dishes and washing heat their water first and then only turn.
struct Cycle {
  double wh;         // all of it
  double hot_share;  // of wh, in the first part
  double hot_h;      // length of the first part
  double rest_h;     // length of the second
};
constexpr Cycle cycle_of(Use use) {
  switch (use) {
    case Use::cooking:
      return {600, 0.6, 0.33, 0.5};
    case Use::dishes:
      return {900, 0.75, 0.6, 1.2};
    case Use::washing:
      return {700, 0.75, 0.35, 1.2};
    case Use::drying:
      return {1700, 0.6, 0.9, 0.7};
    default:
      return {150, 0.7, 0.15, 0.3};
  }
}

/// Weight of a use by the hour of the day, from media on; light follows darkness alone. Meals, evenings, quiet hours,
/// and one factor by hour for all of them that was fitted once so that the mean day of the base population is H25's.
constexpr std::array<std::array<double, 24>, uses - 4> hour_weight = {{
    {{1.32, 0.84, 0.64, 0.6,  0.61, 0.62, 0.52, 0.6,  0.59, 0.73, 0.81, 0.67,
      0.66, 0.71, 0.78, 0.76, 0.89, 0.71, 1.42, 1.39, 1.46, 1.62, 1.62, 1.11}},  // media
    {{0.47, 0.3,  0.23, 0.21, 0.22, 0.22, 0.52, 0.6,  0.59, 0.26, 0.29, 1.15,
      1.14, 0.73, 0.28, 0.27, 0.32, 1.43, 1.25, 1.22, 0.75, 0.25, 0.25, 0.4}},  // cooking
    {{0.75, 0.48, 0.37, 0.34, 0.35, 0.36, 0.3,  0.34, 0.67, 0.83, 0.93, 0.77,
      0.76, 0.81, 0.89, 0.87, 1.02, 0.82, 1.07, 1.04, 1.09, 1.21, 1.21, 0.64}},  // dishes
    {{0.56, 0.36, 0.28, 0.26, 0.26, 0.27, 0.22, 0.26, 0.84, 1.04, 1.16, 0.96,
      0.95, 1.01, 1.11, 1.09, 1.27, 1.02, 0.89, 0.87, 0.27, 0.3,  0.3,  0.48}},  // washing
    {{0.75, 0.48, 0.37, 0.34, 0.35, 0.36, 0.3,  0.34, 0.34, 1.04, 1.16, 0.96,
      0.95, 1.01, 1.11, 1.09, 1.27, 1.02, 0.89, 0.87, 0.91, 0.4,  0.4,  0.64}},  // drying
    {{1.88, 1.2,  0.92, 0.85, 0.87, 0.89, 0.75, 0.85, 0.84, 1.04, 1.16, 0.96,
      0.95, 1.01, 1.11, 1.09, 1.27, 1.02, 0.89, 0.87, 0.91, 1.01, 1.01, 1.59}},  // other
}};
/// More is cooked and washed by day where people are free. By DayKind, from 9 (Saturday) or 8 (Sunday) to 16.
constexpr double free_saturday = 1.2, free_sunday = 1.4;

constexpr double weight(Use use, DayKind kind, std::size_t slice) {
  if (use == Use::light) return 1;
  const auto hour = slice / 4;
  const double free = kind == DayKind::saturday && 9 <= hour && hour < 16 ? free_saturday
                      : kind == DayKind::sunday && 8 <= hour && hour < 16 ? free_sunday
                                                                          : 1.0;
  return free * hour_weight[static_cast<std::size_t>(use) - 4][hour];
}

/// The same per slice, worked out once: [DayKind][use from light on].
using Weights = std::array<std::array<std::array<double, slices_per_day>, uses - 3>, 3>;
constexpr Weights weights = [] {
  Weights all{};
  for (std::size_t kind = 0; kind < 3; ++kind)
    for (std::size_t u = 0; u < uses - 3; ++u)
      for (std::size_t s = 0; s < slices_per_day; ++s)
        all[kind][u][s] = weight(static_cast<Use>(u + 3), static_cast<DayKind>(kind), s);
  return all;
}();

constexpr int first_cycle = static_cast<int>(Use::cooking);
constexpr double pump_months = 7;

double presence_power(float awake, double exponent) {
  return awake <= 0        ? 0.0
         : exponent == 0.5 ? math::sqrt(static_cast<double>(awake))
                           : math::pow(static_cast<double>(awake), exponent);
}

/// A meal for one takes less than one for four: cooking and small uses grow with the square root of persons.
Cycle cycle_for(Use use, int persons) {
  auto cycle = cycle_of(use);
  if (use == Use::cooking || use == Use::other) cycle.wh *= math::sqrt(0.5 * std::min(persons, household_sizes));
  return cycle;
}

using Hazard = std::array<double, slices_per_day>;

/// n^a w_a (and darkness) per slice; returns its integral in hours.
double use_rate(Use use, DayKind kind, const Slices& n_a, const DayLight& light, Hazard& rate) {
  const auto& w_a = weights[static_cast<std::size_t>(kind)][static_cast<std::size_t>(use) - 3];
  for (std::size_t s = 0; s < slices_per_day; ++s) rate[s] = static_cast<double>(n_a[s]) * w_a[s];
  if (use == Use::light)
    for (std::size_t s = 0; s < slices_per_day; ++s) rate[s] *= static_cast<double>(light.dark[s]);
  double integral = 0;
  for (const double r : rate) integral += r * slice_h;
  return integral;
}

/// (awake + a small part of those asleep)^a: lamps, chargers and timers run on at night.
Slices presence_powers(const Presence& presence, const Parameters& parameters) {
  Slices n_a;
  const auto part = static_cast<float>(parameters.asleep_activity);
  for (std::size_t s = 0; s < slices_per_day; ++s) {
    const float asleep = std::max(presence.present[s] - presence.awake[s], 0.0F);
    n_a[s] = static_cast<float>(presence_power(presence.awake[s] + part * asleep, parameters.presence_exponent));
  }
  return n_a;
}

}  // namespace

double season(Date date, double amplitude) {
  return 1 + amplitude * math::cos(2 * std::numbers::pi * (date.day_of_year() - 14) / 365.25);
}

double annual_level_kwh(bool house, int persons, double u) {
  const auto& bounds = septiles(house, persons);
  const double position = u * 7.0;
  const auto below = std::min<std::size_t>(static_cast<std::size_t>(position), 6);
  return bounds[below] + (position - static_cast<double>(below)) * (bounds[below + 1] - bounds[below]);
}

double mean_annual_level_kwh(bool house, int persons) {
  const auto& bounds = septiles(house, persons);
  double sum = 0;
  for (std::size_t i = 0; i < 7; ++i) sum += 0.5 * (bounds[i] + bounds[i + 1]);
  return sum / 7.0;
}

double use_integral_h(Use use, DayKind kind, const Presence& presence, const DayLight& light,
                      const Parameters& parameters) {
  Hazard rate;
  return use_rate(use, kind, presence_powers(presence, parameters), light, rate);
}

namespace {

/// Everything that is smooth in time, W per quarter-hour: base load, home office, light, media.
void add_smooth(int persons, double mean_w, const Presence& presence, const Day& day, const DayLight& light,
                const Slices& n_a, const Parameters& parameters, Hazard& sum) {
  const auto share = [&](Use use) { return parameters.use_share[static_cast<std::size_t>(use)]; };
  const double pump = light.heating_season ? share(Use::pump) * 12.0 / pump_months : 0.0;
  const double base_w = mean_w * (share(Use::cold) + share(Use::standby) + pump);
  for (std::size_t s = 0; s < slices_per_day; ++s)
    sum[s] = base_w + parameters.telework_w * static_cast<double>(presence.telework[s]);
  Hazard rate;
  for (auto use : {Use::light, Use::media}) {
    use_rate(use, day.kind, n_a, light, rate);
    const double active = use == Use::light ? 1.0 : light.season;
    const double w = active * mean_w * share(use) * 24.0 / reference_integral_h(use, persons);
    for (std::size_t s = 0; s < slices_per_day; ++s) sum[s] += w * rate[s];
  }
}

void add_cycle(const Cycle& cycle, double start_h, std::span<float> power_w) {
  const auto add = [&](double from_h, double length_h, double wh) {
    if (length_h <= 0 || wh <= 0) return;
    const auto from = static_cast<Tick>(from_h * ticks_per_h);
    const auto to = from + static_cast<Tick>(length_h * ticks_per_h);
    const auto w = static_cast<float>(wh / (static_cast<double>(to - from) / ticks_per_h));
    add_interval(power_w, from, to, w);
    if (to > ticks_per_day) add_interval(power_w, from - ticks_per_day, to - ticks_per_day, w);
  };
  add(start_h, cycle.hot_h, cycle.wh * cycle.hot_share);
  add(start_h + cycle.hot_h, cycle.rest_h, cycle.wh * (1 - cycle.hot_share));
}

}  // namespace

void household_power(HouseholdId household, int persons, double annual_kwh, const Presence& presence, const Day& day,
                     const DayLight& light, const Parameters& parameters, const Random& random,
                     std::span<float> power_w) {
  const double mean_w = annual_kwh * 1000.0 / 8760.0;
  const auto n_a = presence_powers(presence, parameters);
  Hazard smooth;
  add_smooth(persons, mean_w, presence, day, light, n_a, parameters, smooth);
  const double active = light.season;
  spread_slices(smooth, power_w);
  Hazard rate;
  for (int u = first_cycle; u < uses; ++u) {
    const auto use = static_cast<Use>(u);
    const auto cycle = cycle_for(use, persons);
    const double total_h = use_rate(use, day.kind, n_a, light, rate);
    const double per_h = active * mean_w * 24.0 * parameters.use_share[static_cast<std::size_t>(u)] / cycle.wh /
                         reference_integral_h(use, persons);
    double reached = 0;  // of the cumulative hazard
    double passed = 0;   // cumulative hazard at the start of slice s
    std::size_t s = 0;
    Draw draw(std::array<std::uint32_t, 4>{});
    for (std::uint32_t k = 0; k < 64; ++k) {
      if (k % 4 == 0)
        draw = random(Stream::energy_appliance, household, day.key(), static_cast<std::uint32_t>(u) * 16U + k / 4);
      reached -= math::log(draw.uniform(static_cast<int>(k % 4)));
      if (reached >= per_h * total_h) break;
      while (s + 1 < slices_per_day && passed + per_h * rate[s] * slice_h <= reached)
        passed += per_h * rate[s++] * slice_h;
      const double inside = rate[s] > 0 ? std::min((reached - passed) / (per_h * rate[s]), slice_h) : 0.0;
      add_cycle(cycle, static_cast<double>(s) * slice_h + inside, power_w);
    }
  }
}

double reference_integral_h(Use use, int persons) {
  // Rows as in Use from `light` on; 1, 2, 3, 4, 5 and more persons. Fitted once on the wanted days of 1,500 sample
  // homes (pendel households, seed 1, 2023): every ninth day of the year, workdays, Saturdays and Sundays by their
  // number.
  constexpr std::array<std::array<double, household_sizes>, uses - 3> table = {{
      {9.669, 14.488, 17.709, 20.368, 22.779},   // light
      {15.081, 22.788, 27.595, 31.623, 35.590},  // media
      {9.991, 15.206, 18.191, 20.688, 23.505},   // cooking
      {13.108, 19.952, 23.975, 27.374, 30.991},  // dishes
      {11.900, 18.300, 21.732, 24.656, 28.213},  // washing
      {12.636, 19.350, 23.119, 26.303, 29.985},  // drying
      {16.518, 25.090, 30.177, 34.426, 38.982},  // other
  }};
  PENDEL_EXPECT(use >= Use::light && persons >= 1);
  return table[static_cast<std::size_t>(use) - 3][static_cast<std::size_t>(std::min(persons, household_sizes) - 1)];
}

}  // namespace pendel::energy
