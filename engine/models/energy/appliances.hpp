// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "models/energy/levels.hpp"
#include "models/energy/outfit.hpp"
#include "models/energy/presence.hpp"
#include "world/day.hpp"

namespace pendel::energy {

/// What the day is like for everybody.
struct DayLight {
  Slices dark;  // 1 at night, 0 in bright daylight
  bool heating_season = false;
  double season = 1;  // see season()
};

/// Indoor life of winter: all uses by presence but light are higher by `amplitude` in mid-January and lower in
/// mid-July.
double season(Date date, double amplitude);

/// Electric power of a household through the day, W, in `power_w.size()` equal steps. Each use has a share of the
/// annual level (`outfit`): cold and standby run always, the circulation pump in the heating season (7 of 12 months),
/// all others as cycles of real devices (lamps of a room, screens, meals, machines) that start as a Poisson process
/// with the hazard
///   lambda_a(t) = share_a E_year / (365 E_cycle R_a(size)) n(t)^a w_a(t),
/// n: persons awake at home, w: time of day, for light darkness. R_a(size) is the mean of the daily integral of n^a w_a
/// over the base population: fitted once and frozen, so that more presence is more electricity. Starts are drawn from
/// the cumulative hazard as points in time, keyed (household, use, day, k), so that the same cycles run whatever the
/// length of a step. A cycle that passes midnight goes on at the day's beginning: a representative day repeats.
void household_power(HouseholdId household, int persons, double annual_kwh, const Outfit& outfit,
                     const Presence& presence, const Day& day, const DayLight& light, const Parameters& parameters,
                     const Random& random, std::span<float> power_w);

/// The daily integral of n^a w_a (light: times darkness), in hours: what R_a(size) is the mean of.
double use_integral_h(Use use, DayKind kind, const Presence& presence, const DayLight& light,
                      const Parameters& parameters);

/// R_a(size): see household_power.
double reference_integral_h(Use use, int persons);

}  // namespace pendel::energy
