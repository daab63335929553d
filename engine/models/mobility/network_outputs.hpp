// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "models/mobility/assignment.hpp"
#include "world/recorder.hpp"

namespace pendel::mobility {

/// What planners read off the network: volume of the day and the busiest hour, level of service, distance and hours by
/// class of vehicle, times by car between zones, jobs within reach. `route_m`: metres of each trip on its route.
void record_network(const World& world, const Parameters& parameters, const Assignment& assignment,
                    const routing::Hierarchy& cars, const CarTrips& trips, std::span<const float> route_m,
                    Recorder& recorder);

}  // namespace pendel::mobility
