// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/column.hpp"
#include "core/random.hpp"

namespace pendel::energy {

/// Whether the readings of a home's smart meter arrive today, of which an incident leaves `level` in its municipality
/// (empty: all). Without them nobody sees what the home uses, no tariff by the hour is billed and no signal comes back.
/// The draw belongs to the household: a lower level only takes homes away.
inline bool readings_arrive(const Random& random, HouseholdId household, MunicipalityId municipality,
                            const Column<MunicipalityId, float>& level) {
  constexpr std::uint32_t reading = 4;  // of Stream::energy_charge_point; part of the draw's key
  if (level.empty() || !municipality.valid() || level[municipality] >= 1) return true;
  return random(Stream::energy_charge_point, household, 0, reading).uniform() <
         static_cast<double>(level[municipality]);
}

}  // namespace pendel::energy
