// SPDX-License-Identifier: Apache-2.0
#include "models/energy/appliances.hpp"

#include <algorithm>

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

/// A machine that runs for a time: energy and length of a cycle. Typical values of current appliances.
struct Cycle {
  double wh;
  int slices;
};
constexpr Cycle cycle_of(Use use) {
  switch (use) {
    case Use::cooking:
      return {800, 3};
    case Use::dishes:
      return {900, 6};
    case Use::washing:
      return {700, 6};
    case Use::drying:
      return {1700, 6};
    default:
      return {150, 1};
  }
}

/// Weight of a use by the hour: meals, evenings, quiet hours. Structure only; levels come from R_a.
constexpr double weight(Use use, int slice) {
  const double h = slice * slice_h;
  const bool evening = 17 <= h && h < 20.5;
  switch (use) {
    case Use::media:
      return 18 <= h && h < 23 ? 1.6 : 0.6;
    case Use::cooking:
      return evening ? 1.5 : (11 <= h && h < 13.5) ? 1.2 : (6 <= h && h < 9) ? 0.6 : 0.2;
    case Use::dishes:
      return 18 <= h && h < 22 ? 1.4 : (8 <= h && h < 18) ? 0.7 : 0.2;
    case Use::washing:
      return 8 <= h && h < 20 ? 1.0 : 0.2;
    case Use::drying:
      return 10 <= h && h < 21 ? 1.0 : 0.2;
    default:
      return 1.0;
  }
}

constexpr int first_cycle = static_cast<int>(Use::cooking);
constexpr double pump_months = 7;

double presence_power(float awake, double exponent) {
  return awake <= 0        ? 0.0
         : exponent == 0.5 ? math::sqrt(static_cast<double>(awake))
                           : math::pow(static_cast<double>(awake), exponent);
}

using Hazard = std::array<double, slices_per_day>;

/// n^a w_a (and darkness) per slice; returns its integral in hours.
double use_rate(Use use, const Slices& n_a, const DayLight& light, Hazard& rate) {
  double integral = 0;
  for (std::size_t s = 0; s < slices_per_day; ++s) {
    rate[s] = static_cast<double>(n_a[s]) * weight(use, static_cast<int>(s));
    if (use == Use::light) rate[s] *= static_cast<double>(light.dark[s]);
    integral += rate[s] * slice_h;
  }
  return integral;
}

Slices presence_powers(const Presence& presence, double exponent) {
  Slices n_a;
  for (std::size_t s = 0; s < slices_per_day; ++s)
    n_a[s] = static_cast<float>(presence_power(presence.awake[s], exponent));
  return n_a;
}

}  // namespace

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

double use_integral_h(Use use, const Presence& presence, const DayLight& light, const Parameters& parameters) {
  Hazard rate;
  return use_rate(use, presence_powers(presence, parameters.presence_exponent), light, rate);
}

void household_power(HouseholdId household, int persons, double annual_kwh, const Presence& presence, const Day& day,
                     const DayLight& light, const Parameters& parameters, const Random& random, Slices& power_w) {
  const auto share = [&](Use use) { return parameters.use_share[static_cast<std::size_t>(use)]; };
  const double mean_w = annual_kwh * 1000.0 / 8760.0;
  const double pump = light.heating_season ? share(Use::pump) * 12.0 / pump_months : 0.0;
  const double base_w = mean_w * (share(Use::cold) + share(Use::standby) + pump);
  const auto n_a = presence_powers(presence, parameters.presence_exponent);
  std::array<double, slices_per_day> sum;
  for (std::size_t s = 0; s < slices_per_day; ++s)
    sum[s] = base_w + parameters.telework_w * static_cast<double>(presence.telework[s]);
  Hazard rate;
  for (auto use : {Use::light, Use::media}) {
    use_rate(use, n_a, light, rate);
    const double w = mean_w * share(use) * 24.0 / reference_integral_h(use, persons);
    for (std::size_t s = 0; s < slices_per_day; ++s) sum[s] += w * rate[s];
  }
  for (int u = first_cycle; u < uses; ++u) {
    const auto use = static_cast<Use>(u);
    const auto cycle = cycle_of(use);
    const double total_h = use_rate(use, n_a, light, rate);
    const double per_h = mean_w * 24.0 * share(use) / cycle.wh / reference_integral_h(use, persons);
    const double cycle_w = cycle.wh / (cycle.slices * slice_h);
    double reached = 0;  // of the cumulative hazard
    double passed = 0;   // cumulative hazard at the start of slice s
    std::size_t s = 0;
    for (std::uint32_t k = 0; k < 64; ++k) {
      const auto draw = random(Stream::energy_appliance, household, day.key(), static_cast<std::uint32_t>(u) * 64U + k);
      reached -= math::log(draw.uniform());
      if (reached >= per_h * total_h) break;
      while (s + 1 < slices_per_day && passed + per_h * rate[s] * slice_h <= reached)
        passed += per_h * rate[s++] * slice_h;
      for (std::size_t i = 0; i < static_cast<std::size_t>(cycle.slices); ++i) sum[(s + i) % slices_per_day] += cycle_w;
    }
  }
  for (std::size_t s = 0; s < slices_per_day; ++s) power_w[s] = static_cast<float>(sum[s]);
}

double reference_integral_h(Use use, int persons) {
  // Rows as in Use from `light` on; 1, 2, 3, 4, 5 and more persons. Fitted once on the wanted days of the default
  // region (scenarios/anhalt_bitterfeld, seed 1): 12 workdays, Saturdays and Sundays of 2030 weighted 5:1:1, every
  // third home.
  constexpr std::array<std::array<double, household_sizes>, uses - 3> table = {{
      {6.933, 10.849, 13.675, 15.959, 18.696},
      {11.356, 17.578, 21.758, 25.109, 29.258},
      {8.578, 13.211, 16.157, 18.467, 21.428},
      {9.900, 15.188, 18.586, 21.321, 24.764},
      {9.317, 14.418, 17.507, 19.903, 23.097},
      {8.871, 13.716, 16.780, 19.243, 22.372},
      {12.502, 19.488, 24.019, 27.562, 32.105},
  }};
  PENDEL_EXPECT(use >= Use::light && persons >= 1);
  return table[static_cast<std::size_t>(use) - 3][static_cast<std::size_t>(std::min(persons, household_sizes) - 1)];
}

}  // namespace pendel::energy
