// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "models/energy/charging/session.hpp"

namespace pendel::energy {

/// Power that section 14a EnWG leaves to the devices behind one connection, W (BNetzA, BK6-22-300, annex 1, 4.5): one
/// device 4.2 kW; behind an energy manager 4.2 kW + (n - 1) GZF 4.2 kW, with the larger of 4.2 kW and 0.4 of the summed
/// power of heat pumps above 11 kW in the first place. All heat pumps of a connection count as one device.
double minimum_power_w(int devices, double large_heat_pumps_w = 0);
/// Simultaneity factor: 0.80 for two devices, falling by 0.05 to 0.45 for nine and more.
double simultaneity_factor(int devices);

/// What dimming did in one day.
struct DimmingSums {
  double hours = 0;        // device-hours
  double deferred_wh = 0;  // taken away while dimmed
  double rebound_wh = 0;   // of it, charged later in the same stay
  double unserved_wh = 0;  // of it, not charged before departure
};

/// Dims a charging day in place: in every slice that `overloaded` marks, no more than `limit_w`; what is taken away
/// comes back in the later, unmarked slices of the stay, up to the session's power. `power_w` is the session's plan.
void dim(const Session& session, double limit_w, std::span<const std::uint8_t> overloaded,
         std::array<float, slices_per_day>& power_w, DimmingSums& sums);

}  // namespace pendel::energy
