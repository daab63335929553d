// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mobility/assignment.hpp"
#include "world/recorder.hpp"

namespace pendel::mobility {

/// The trips that were made, as the state shows them. `car_m`: metres of each car trip on its route.
void write_trips(const World& world, const Drafts& drafts, std::span<const float> car_m, MobilityState& mine);

/// Link series, gaps, sums by mode, the car matrix and the sums per person.
void record(const World& world, const Assignment& assignment, const Gaps& gaps, const Rows<PersonId, Activity>& wanted,
            const MobilityState& mine, Recorder& recorder);

}  // namespace pendel::mobility
