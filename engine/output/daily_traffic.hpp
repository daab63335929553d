// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "world/day.hpp"

namespace pendel::output {

/// Vehicles a day per link, from days that stand for many; empty where the days do not tell.
struct DailyTraffic {
  std::vector<float> all;       // DTV: mean of all days, which must stand for a year and not for workdays alone
  std::vector<float> workdays;  // DTVw5: Monday to Friday without public holidays
};

/// The last period that runs days, each day by its weight; if all weights are 0, workdays count alike and there is no
/// DTV. One Sunday may stand for Saturdays as well, if its weight says so. `volume[d]`: vehicles of day d, per link.
DailyTraffic daily_traffic(std::span<const Day> days, std::span<const std::vector<float>> volume);

}  // namespace pendel::output
