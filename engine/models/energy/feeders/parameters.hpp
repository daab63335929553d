// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/issue.hpp"
#include "models/energy/charging/parameters.hpp"

namespace pendel::energy {

enum class Attack : std::uint8_t {
  charge_all,
  stop_charging,
  devices_on,
  devices_off,
  false_price,
  meter_outage,
  forced_dimming
};

/// One [[feeders.incident]]: what happens to loads between two hours of every day.
struct LoadIncident {
  std::string name;
  Attack kind = Attack::charge_all;
  double from_h = 18;
  double to_h = 20;
  double share = 1;        // of the cars, homes or meters that are hit
  double device_w = 2000;  // devices_on, devices_off: of a home's hacked device
};

/// Section [feeders].
struct FeedersParameters {
  double source_pu = 1.0;      // medium-voltage side
  double power_factor = 0.97;  // of loads
  double voltage_low = 0.90;   // EN 50160
  double voltage_high = 1.10;
  double phase_unbalance = 0.2;  // of the single-phase sensitivity
  std::vector<LoadIncident> incidents;
};
void describe(FeedersParameters& parameters, text::ParameterTable& table);

}  // namespace pendel::energy
