// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mobility/day.hpp"
#include "world/day.hpp"

namespace pendel::mobility {

/// The vehicles of a day that cross the border: through traffic, freight, visitors. Each flow gives its number of
/// vehicles, rounded by a keyed draw, and each vehicle an hour by the profile and a time in it. Appended to `trips`;
/// returns how many had no way and were left out.
std::uint64_t append_external(const World& world, const Parameters& parameters, const routing::Metric& cars,
                              const Day& day, CarTrips& trips);

}  // namespace pendel::mobility
