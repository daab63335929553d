// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mobility/traffic.hpp"

namespace pendel::mobility {

/// Gives every car draft its CarTrip, in order of person and trip.
std::vector<CarTrip> car_trips(Drafts& drafts);

/// Lives through the day at the current link times: everyone leaves when the stay is wanted to end, or on arrival if
/// that is later; every vehicle is driven and counted. Writes depart and arrive of the drafts.
void live(const World& world, const Parameters& parameters, const Rows<PersonId, Activity>& wanted, Traffic& traffic,
          Drafts& drafts, std::vector<CarTrip>& trips, std::size_t first_external);

/// The stays as they came out: each begins on arrival and ends as wanted, or at once if it is too late; whoever cannot
/// travel stays.
Rows<PersonId, Activity> executed(parallel::Pool& pool, const Rows<PersonId, Activity>& wanted, const Drafts& drafts);

}  // namespace pendel::mobility
