// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "models/mobility/parameters.hpp"
#include "region/roads.hpp"

namespace pendel::mobility {

/// Mean seconds that signals hold up a vehicle which meets no queue left from the last red: uniform delay of Webster
/// (1958), as d1 of the Highway Capacity Manual. README, "Queues".
double uniform_delay_s(const Parameters& parameters);

/// Seconds that each crossing of a node takes because of its signals; `factor` per node, empty means 1 everywhere.
std::vector<float> signal_delays(const Parameters& parameters, const Roads& roads, std::span<const float> factor);

}  // namespace pendel::mobility
