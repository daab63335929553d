// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace pendel::output {

/// What each day counts in the mean over the days of `period` for which `chosen(position)` holds: its weight; where all
/// of them are design days (weight 0), each counts 1. Any other day counts 0. `days` have `period` and `weight`.
template <class Days, class Chosen>
std::vector<double> mean_day_weights(const Days& days, int period, const Chosen& chosen) {
  std::vector<double> weights(days.size(), 0), design(days.size(), 0);
  bool weighted = false;
  for (std::size_t d = 0; d < days.size(); ++d) {
    if (days[d].period != period || !chosen(d)) continue;
    design[d] = 1;
    if (days[d].weight <= 0) continue;
    weights[d] = days[d].weight;
    weighted = true;
  }
  return weighted ? weights : design;
}

template <class Days>
std::vector<double> mean_day_weights(const Days& days, int period) {
  return mean_day_weights(days, period, [](std::size_t) { return true; });
}

}  // namespace pendel::output
