// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mobility/traffic.hpp"
#include "world/recorder.hpp"

namespace pendel::mobility {

/// The trips that were made, as the state shows them.
void write_trips(const World& world, const Drafts& drafts, std::span<const CarTrip> cars, MobilityState& mine);

/// Link series, gap, sums by mode, the car matrix and the sums per person.
void record(const World& world, const Traffic& traffic, const Rows<PersonId, Activity>& wanted,
            const MobilityState& mine, Recorder& recorder);

}  // namespace pendel::mobility
