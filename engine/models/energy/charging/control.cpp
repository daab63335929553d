// SPDX-License-Identifier: Apache-2.0
#include "models/energy/charging/control.hpp"

#include <algorithm>

namespace pendel::energy {

namespace {

constexpr double device_w = 4200;
constexpr double large_w = 11000;

}  // namespace

double simultaneity_factor(int devices) { return std::max(0.45, 0.90 - 0.05 * std::max(devices, 2)); }

double minimum_power_w(int devices, double large_heat_pumps_w) {
  if (devices <= 0) return 0;
  const double first = large_heat_pumps_w > large_w ? std::max(device_w, 0.4 * large_heat_pumps_w) : device_w;
  return first + (devices - 1) * simultaneity_factor(devices) * device_w;
}

void dim(const Session& session, double limit_w, std::span<const std::uint8_t> overloaded,
         std::array<float, slices_per_day>& power_w, DimmingSums& sums) {
  const auto share = covered(session.plugged, session.length);
  const auto first = static_cast<std::size_t>(session.plugged / ticks_per_slice);
  double owed_wh = 0;
  for (std::size_t k = 0; k < slices_per_day; ++k) {
    const auto s = (first + k) % slices_per_day;
    if (share[s] <= 0) continue;
    const double wanted = static_cast<double>(power_w[s]);
    if (overloaded[s] != 0) {
      const double allowed = limit_w * share[s];
      if (wanted <= allowed) continue;
      sums.hours += slice_h * share[s];
      sums.deferred_wh += (wanted - allowed) * slice_h;
      owed_wh += (wanted - allowed) * slice_h;
      power_w[s] = static_cast<float>(allowed);
    } else if (owed_wh > 0) {
      const double more = std::min(owed_wh / slice_h, std::max(0.0, session.max_w * share[s] - wanted));
      power_w[s] = static_cast<float>(wanted + more);
      owed_wh -= more * slice_h;
      sums.rebound_wh += more * slice_h;
    }
  }
  sums.unserved_wh += owed_wh;
}

}  // namespace pendel::energy
