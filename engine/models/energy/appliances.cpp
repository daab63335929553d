// SPDX-License-Identifier: Apache-2.0
#include "models/energy/appliances.hpp"

#include <algorithm>
#include <numbers>

#include "core/contract.hpp"
#include "core/math.hpp"
#include "models/energy/cycles.hpp"

namespace pendel::energy {

namespace {

/// Weight of a use by the hour of the day, from media on; light follows darkness alone. Meals, evenings, quiet hours,
/// and one factor by hour for all of them that was fitted once so that the mean day of the base population is H25's.
// NOLINTBEGIN(modernize-use-std-numbers): fitted figures
constexpr std::array<std::array<double, 24>, uses - 4> hour_weight = {{
    {{0.967, 0.682, 0.584, 0.637, 0.747, 0.809, 0.631, 0.652, 0.632, 0.754, 0.793, 0.653,
      0.649, 0.693, 0.757, 0.727, 0.908, 0.814, 1.59,  1.46,  1.44,  1.39,  1.17,  0.763}},  // media
    {{0.346, 0.243, 0.21,  0.223, 0.269, 0.288, 0.631, 0.652, 0.632, 0.268, 0.284, 1.12,
      1.11,  0.712, 0.272, 0.258, 0.326, 1.65,  1.41,  1.27,  0.742, 0.215, 0.18,  0.275}},  // cooking
    {{0.552, 0.389, 0.337, 0.361, 0.428, 0.47,  0.364, 0.37, 0.717, 0.857, 0.911, 0.751,
      0.748, 0.79,  0.864, 0.832, 1.04,  0.942, 1.21,  1.09, 1.07,  1.04,  0.872, 0.441}},  // dishes
    {{0.413, 0.292, 0.255, 0.276, 0.319, 0.352, 0.267, 0.282, 0.899, 1.08,  1.13,  0.936,
      0.934, 0.985, 1.08,  1.05,  1.29,  1.17,  1,     0.913, 0.268, 0.259, 0.216, 0.331}},  // washing
    {{0.552, 0.389, 0.337, 0.361, 0.428, 0.47, 0.364, 0.37,  0.364, 1.08,  1.13,  0.936,
      0.934, 0.985, 1.08,  1.05,  1.29,  1.17, 1,     0.913, 0.899, 0.345, 0.288, 0.441}},  // drying
    {{1.39,  0.968, 0.838, 0.903, 1.07, 1.16, 0.909, 0.924, 0.899, 1.08,  1.13,  0.936,
      0.934, 0.985, 1.08,  1.05,  1.29, 1.17, 1,     0.913, 0.899, 0.871, 0.729, 1.09}},       // other
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.2, 0.3, 0.5, 1, 1.5, 1.5, 1.2, 0.6, 0, 0}},  // sauna
}};
// NOLINTEND(modernize-use-std-numbers)
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

constexpr double pump_months = 7;
constexpr std::uint32_t most_cycles = 128;  // of a use and day

double presence_power(float awake, double exponent) {
  return awake <= 0        ? 0.0
         : exponent == 0.5 ? math::sqrt(static_cast<double>(awake))
                           : math::pow(static_cast<double>(awake), exponent);
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

double use_integral_h(Use use, DayKind kind, const Presence& presence, const DayLight& light,
                      const Parameters& parameters) {
  Hazard rate;
  return use_rate(use, kind, presence_powers(presence, parameters), light, rate);
}

namespace {

/// Everything that is smooth in time, W per quarter-hour: what always runs, the pump, home office.
void add_smooth(double mean_w, const Outfit& outfit, const Presence& presence, const DayLight& light,
                const Parameters& parameters, Hazard& sum) {
  const auto share = [&](Use use) { return static_cast<double>(outfit.share[static_cast<std::size_t>(use)]); };
  const double pump = light.heating_season ? share(Use::pump) * 12.0 / pump_months : 0.0;
  const double base_w = mean_w * (share(Use::cold) + share(Use::standby) + pump);
  for (std::size_t s = 0; s < slices_per_day; ++s)
    sum[s] = base_w + parameters.telework_w * static_cast<double>(presence.telework[s]);
}

const Cycle& pick_cycle(std::span<const Cycle> cycles, double u) {
  for (const auto& cycle : cycles) {
    if (u < cycle.chance) return cycle;
    u -= cycle.chance;
  }
  return cycles.back();
}

/// Returns when it ends.
double add_cycle(const Cycle& cycle, double size, double start_h, std::span<float> power_w) {
  for (const auto& part : cycle.parts) {
    if (part.h <= 0) break;
    const auto from = static_cast<Tick>(start_h * ticks_per_h);
    const auto to = from + static_cast<Tick>(part.h * ticks_per_h);
    const auto w = static_cast<float>(size * part.share * cycle.wh / (static_cast<double>(to - from) / ticks_per_h));
    add_interval(power_w, from, to, w);
    if (to > ticks_per_day) add_interval(power_w, from - ticks_per_day, to - ticks_per_day, w);
    start_h += part.h;
  }
  return start_h;
}

/// The starts of a use through the day: where the cumulative hazard passes exponential steps. `per_h` times `rate` is
/// the hazard. There is one machine of a kind in a home: its next cycle waits for the last.
void run_cycles(HouseholdId household, Use use, int persons, const Outfit& outfit, double per_h, const Hazard& rate,
                const Day& day, const Random& random, std::span<float> power_w) {
  const auto cycles = cycles_of(use, outfit);
  const double size = cycle_size(use, persons);
  const bool one_at_a_time = use == Use::dishes || use == Use::washing || use == Use::drying || use == Use::sauna;
  double free_h = 0;
  double reached = 0;  // of the cumulative hazard
  double passed = 0;   // cumulative hazard at the start of slice s
  std::size_t s = 0;
  Draw draw(std::array<std::uint32_t, 4>{});
  for (std::uint32_t k = 0; k < most_cycles; ++k) {
    if (k % 2 == 0)
      draw = random(Stream::energy_appliance, household, day.key(),
                    static_cast<std::uint32_t>(use) * most_cycles / 2 + k / 2);
    const int lane = static_cast<int>(k % 2) * 2;
    reached -= math::log(draw.uniform(lane));
    while (s < slices_per_day && passed + per_h * rate[s] * slice_h <= reached) passed += per_h * rate[s++] * slice_h;
    if (s == slices_per_day) return;
    const double drawn_h = static_cast<double>(s) * slice_h + (reached - passed) / (per_h * rate[s]);
    const double start_h = one_at_a_time ? std::max(drawn_h, free_h) : drawn_h;
    free_h = add_cycle(pick_cycle(cycles, draw.uniform(lane + 1)), size, start_h, power_w);
  }
}

}  // namespace

void household_power(HouseholdId household, int persons, double annual_kwh, const Outfit& outfit,
                     const Presence& presence, const Day& day, const DayLight& light, const Parameters& parameters,
                     const Random& random, std::span<float> power_w) {
  const double mean_w = annual_kwh * 1000.0 / 8760.0;
  const auto n_a = presence_powers(presence, parameters);
  Hazard rate;
  add_smooth(mean_w, outfit, presence, light, parameters, rate);
  spread_slices(rate, power_w);
  for (int u = static_cast<int>(Use::light); u < uses; ++u) {
    const auto use = static_cast<Use>(u);
    const auto share = static_cast<double>(outfit.share[static_cast<std::size_t>(u)]);
    if (share <= 0) continue;
    use_rate(use, day.kind, n_a, light, rate);
    const double active = use == Use::light ? 1.0 : light.season;
    const double per_h =
        active * mean_w * 24.0 * share / mean_cycle_wh(use, outfit, persons) / reference_integral_h(use, persons);
    run_cycles(household, use, persons, outfit, per_h, rate, day, random, power_w);
  }
}

double reference_integral_h(Use use, int persons) {
  // Rows as in Use from `light` on; 1, 2, 3, 4, 5 and more persons. Fitted once on the wanted days of 1,500 sample
  // homes (pendel households, seed 1, 2023): every ninth day of the year, workdays, Saturdays and Sundays by their
  // number.
  constexpr std::array<std::array<double, household_sizes>, uses - 3> table = {{
      {9.829, 14.705, 18.019, 20.757, 23.156},   // light
      {14.739, 22.270, 26.982, 30.973, 34.773},  // media
      {10.285, 15.639, 18.774, 21.425, 24.195},  // cooking
      {12.923, 19.649, 23.636, 27.049, 30.498},  // dishes
      {12.039, 18.466, 21.989, 25.036, 28.439},  // washing
      {12.690, 19.390, 23.221, 26.504, 30.024},  // drying
      {16.317, 24.766, 29.820, 34.093, 38.452},  // other
      {5.739, 8.610, 10.670, 12.434, 13.883},    // sauna
  }};
  PENDEL_EXPECT(use >= Use::light && persons >= 1);
  return table[static_cast<std::size_t>(use) - 3][static_cast<std::size_t>(std::min(persons, household_sizes) - 1)];
}

}  // namespace pendel::energy
