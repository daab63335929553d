// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "models/energy/presence.hpp"
#include "world/day.hpp"

namespace pendel::energy {

/// Useful heat of a household's hot water through the day, W, in `heat_w.size()` equal steps; overwrites. Each member
/// showers with a probability once a day, within the hour after rising or before going to bed if awake at home then;
/// the rest are short draws as a Poisson process in proportion to persons awake at home. On average over the base
/// population this is `hot_water_l` at 45 degC a person and day, 35 K above the mains (DIN EN 12831-3; 40 l are 594 kWh
/// a year). Keyed (household, day, k).
void draw_hot_water(HouseholdId household, int persons, const Presence& presence, const Day& day,
                    const Parameters& parameters, const Random& random, std::span<float> heat_w);

/// Energy of `litres` of hot water, Wh.
double hot_water_wh(double litres);

}  // namespace pendel::energy
