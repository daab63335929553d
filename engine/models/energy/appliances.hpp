// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "models/energy/presence.hpp"
#include "world/day.hpp"

namespace pendel::energy {

/// Annual electricity of a household in kWh, without electric water heating: septiles of Stromspiegel 2023 for houses
/// and flats and 1 to 5 persons, the seven classes equally likely and flat inside.
/// `u` in (0, 1); `persons` >= 1.
double annual_level_kwh(bool house, int persons, double u);
/// Mean of that distribution.
double mean_annual_level_kwh(bool house, int persons);

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
/// annual level: cold and standby run always, the circulation pump in the heating season (7 of 12 months), light and
/// media in proportion to n^a (persons awake at home) times darkness or time of day, and cycles (cooking, dishes,
/// washing, drying, other) start as a Poisson process with the hazard
///   lambda_a(t) = share_a E_year / (365 E_cycle R_a(size)) n(t)^a w_a(t).
/// R_a(size) is the mean of the daily integral of n^a w_a over the base population: fitted once and frozen, so that
/// more presence is more electricity. Starts are drawn from the cumulative hazard as points in time, keyed (household,
/// use, day, k), so that the same cycles run whatever the length of a step. A cycle that passes midnight goes on at the
/// day's beginning: a representative day repeats.
void household_power(HouseholdId household, int persons, double annual_kwh, const Presence& presence, const Day& day,
                     const DayLight& light, const Parameters& parameters, const Random& random,
                     std::span<float> power_w);

/// The daily integral of n^a w_a (light: times darkness), in hours: what R_a(size) is the mean of.
double use_integral_h(Use use, DayKind kind, const Presence& presence, const DayLight& light,
                      const Parameters& parameters);

/// R_a(size): see household_power.
double reference_integral_h(Use use, int persons);

}  // namespace pendel::energy
