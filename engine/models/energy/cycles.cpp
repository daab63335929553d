// SPDX-License-Identifier: Apache-2.0
#include "models/energy/cycles.hpp"

#include <algorithm>

#include "core/math.hpp"

namespace pendel::energy {

namespace {

/// Rated powers and energies of devices as sold. Machines heat their water with 2 kW, a dishwasher twice (Stamminger,
/// Synergy Potential of Smart Appliances, Smart-A D2.3, 2009). Dryers with a heating rod take 3.6 kWh, with a heat pump
/// 1.6 kWh for 7 kg (Stiftung Warentest 1/2013), here three quarters of it. Cooking: a hob or oven that cycles.
constexpr std::array<Cycle, 1> light_cycles = {{{1, 100, {{{1, 1}}}}}};  // the lamps of a room
constexpr std::array<Cycle, 1> media_cycles = {{{1, 240, {{{1, 2}}}}}};  // television or computer, 120 W
constexpr std::array<Cycle, 1> cooking_cycles = {{{1, 600, {{{0.6, 0.33}, {0.4, 0.5}}}}}};
constexpr std::array<Cycle, 1> dishes_cycles = {{{1, 900, {{{0.36, 0.16}, {0.06, 0.7}, {0.42, 0.19}, {0.16, 0.6}}}}}};
constexpr std::array<Cycle, 1> washing_cycles = {{{1, 700, {{{0.75, 0.26}, {0.25, 1.25}}}}}};
constexpr std::array<Cycle, 1> dryer_cycles = {{{1, 2600, {{{0.8, 1.04}, {0.2, 0.5}}}}}};  // rod of 2 kW
constexpr std::array<Cycle, 1> heat_pump_dryer_cycles = {{{1, 1200, {{{1, 1.6}}}}}};
constexpr std::array<Cycle, 1> sauna_cycles = {{{1, 9000, {{{0.5, 0.6}, {0.5, 1.2}}}}}};  // 7.5 kW until it is hot
constexpr std::array<Cycle, 1> other_cycles = {{{1, 150, {{{0.7, 0.15}, {0.3, 0.3}}}}}};

}  // namespace

std::span<const Cycle> cycles_of(Use use, const Outfit& outfit) {
  switch (use) {
    case Use::light:
      return light_cycles;
    case Use::media:
      return media_cycles;
    case Use::cooking:
      return cooking_cycles;
    case Use::dishes:
      return dishes_cycles;
    case Use::washing:
      return washing_cycles;
    case Use::drying:
      return outfit.heat_pump_dryer ? std::span<const Cycle>(heat_pump_dryer_cycles)
                                    : std::span<const Cycle>(dryer_cycles);
    case Use::sauna:
      return sauna_cycles;
    default:
      return other_cycles;
  }
}

double cycle_size(Use use, int persons) {
  return use == Use::cooking || use == Use::other ? math::sqrt(0.5 * std::min(persons, household_sizes)) : 1.0;
}

double mean_cycle_wh(Use use, const Outfit& outfit, int persons) {
  double wh = 0;
  for (const auto& cycle : cycles_of(use, outfit)) wh += cycle.chance * cycle.wh;
  return wh * cycle_size(use, persons);
}

}  // namespace pendel::energy
