// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "core/time.hpp"
#include "models/energy/parameters.hpp"
#include "world/state.hpp"
#include "world/world.hpp"

namespace pendel::energy {

using Slices = std::array<float, slices_per_day>;

/// Who is in a household's home, per quarter-hour: mean number of persons.
struct Presence {
  Slices present;   // at home
  Slices awake;     // at home and awake
  Slices telework;  // working at home
};

/// Adds `amount` times the share of each of `steps.size()` equal steps of the day that [from, to) covers.
void add_interval(std::span<float> steps, Tick from, Tick to, float amount);

/// Quarter-hour values as means over `steps.size()` equal steps, longer or shorter.
void spread_slices(std::span<const double> slices, std::span<float> steps);
void spread_slices(std::span<const float> slices, std::span<float> steps);

/// When a person is awake without a reason to be up earlier or later: drawn once, kept for all days.
Column<PersonId, Interval> rhythms_of(const Parameters& parameters, const World& world);

/// From the stays of the household's members. A person is awake by the own rhythm, from three quarters of an hour
/// before the first trip at the latest and until the last return. Work at home is counted from 8 to 16:30 within the
/// stays that bear the mark.
void presence_of(HouseholdId household, const Rows<PersonId, Activity>& stays,
                 const Column<PersonId, Interval>& rhythms, const World& world, Presence& presence);

}  // namespace pendel::energy
