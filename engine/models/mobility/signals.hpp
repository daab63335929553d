// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mobility/parameters.hpp"
#include "region/roads.hpp"
#include "world/state.hpp"

namespace pendel::mobility {

/// Mean seconds that signals hold up a vehicle which meets no queue left from the last red: uniform delay of Webster
/// (1958), as d1 of the Highway Capacity Manual. README, "Queues".
double uniform_delay_s(const Parameters& parameters);

/// Seconds that each crossing of a node takes because of its signals, with what incidents and the municipalities'
/// measure `adaptive_signals` make of it today. Shape: nodes.
std::vector<float> signal_delays(const Parameters& parameters, const Roads& roads, const State& state);

}  // namespace pendel::mobility
