// SPDX-License-Identifier: Apache-2.0
#include "models/energy/outfit.hpp"

#include <algorithm>

#include "models/energy/levels.hpp"

namespace pendel::energy {

namespace {

/// Private households of 1, 2, 3 and more persons (Destatis, Mikrozensus 2022), and those that live in houses of one or
/// two dwellings (Zensus 2022, 46 %).
constexpr std::array<double, owner_sizes> household_share = {0.41, 0.34, 0.25};
constexpr double house_share = 0.46;

/// Chance to own something that the share `owners` of all own, rising linearly with the rank of the annual level.
double chance_at(double level, double owners) {
  return owners <= 0.5 ? 2 * level * owners : 1 - 2 * (1 - level) * (1 - owners);
}

/// What part of all homes' electricity the owners use; `chance` of owning by house or flat, size and rank of the level.
template <class Chance>
double part_of(Chance&& chance) {
  constexpr int ranks = 35;  // five in each septile
  double own = 0, all = 0;
  for (std::size_t size = 0; size < owner_sizes; ++size)
    for (const bool house : {true, false})
      for (int r = 0; r < ranks; ++r) {
        const double level = (r + 0.5) / ranks;
        const double kwh = household_share[size] * (house ? house_share : 1 - house_share) *
                           annual_level_kwh(house, static_cast<int>(size) + 1, level);
        own += kwh * chance(house, size, level);
        all += kwh;
      }
  return own / all;
}

double pump_chance(bool house, double flats) { return house ? 1 : flats; }

}  // namespace

Outfits::Outfits(const Parameters& p)
    : parameters_(p),
      dishwashers_(part_of([&](bool, std::size_t size, double u) { return chance_at(u, p.dishwasher_owners[size]); })),
      dryers_(part_of([&](bool, std::size_t size, double u) { return chance_at(u, p.dryer_owners[size]); })),
      saunas_(part_of([&](bool, std::size_t, double u) { return chance_at(u, p.sauna_owners); })),
      pumps_(part_of([&](bool house, std::size_t, double) { return pump_chance(house, p.flat_pump_share); })) {}

Outfit Outfits::of(HouseholdId household, bool house, int persons, double level, const Random& random) const {
  const auto& p = parameters_;
  const auto draw = random(Stream::energy_annual_level, household, 0, 1);
  const auto saunas = random(Stream::energy_annual_level, household, 0, 2);
  const auto size = static_cast<std::size_t>(std::clamp(persons, 1, static_cast<int>(owner_sizes)) - 1);
  std::array<double, uses> share = p.use_share;
  const auto own = [&](Use use, bool has, double part) {
    share[static_cast<std::size_t>(use)] *= has && part > 0 ? 1 / part : 0;
  };
  own(Use::dishes, draw.uniform(0) < chance_at(level, p.dishwasher_owners[size]), dishwashers_);
  own(Use::drying, draw.uniform(1) < chance_at(level, p.dryer_owners[size]), dryers_);
  own(Use::sauna, saunas.uniform() < chance_at(level, p.sauna_owners), saunas_);
  own(Use::pump, draw.uniform(2) < pump_chance(house, p.flat_pump_share), pumps_);
  double sum = 0;
  for (const double s : share) sum += s;
  Outfit outfit;
  for (std::size_t u = 0; u < uses; ++u) outfit.share[u] = static_cast<float>(sum > 0 ? share[u] / sum : 0);
  outfit.heat_pump_dryer = draw.uniform(3) < p.heat_pump_dryer_share;
  return outfit;
}

}  // namespace pendel::energy
