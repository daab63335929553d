// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mobility/demand.hpp"
#include "world/recorder.hpp"

namespace pendel::mobility {

/// One line for each trip that was made, in the order of `mine.trips`, column after column: who, why, where, how, when,
/// how long and how late. External vehicles are not in it.
void record_trips(const World& world, const Parameters& parameters, const Rows<PersonId, Activity>& wanted,
                  const Drafts& drafts, const MobilityState& mine, Recorder& recorder);

}  // namespace pendel::mobility
