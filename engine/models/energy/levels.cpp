// SPDX-License-Identifier: Apache-2.0
#include "models/energy/levels.hpp"

#include <algorithm>
#include <array>

#include "core/contract.hpp"
#include "models/energy/parameters.hpp"

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

}  // namespace pendel::energy
