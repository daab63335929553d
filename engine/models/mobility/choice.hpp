// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "models/mobility/demand.hpp"

namespace pendel::mobility {

/// Seconds door to door by `mode`; by car as the person expects it. Without a way by car: infinity for car and ride.
double travel_time_s(const Parameters& parameters, const Draft& draft, Mode mode);

/// Systematic utility of one trip (README, "Mode choice").
double utility(const Parameters& parameters, const Draft& draft, Mode mode);

/// What `eur` for `distance_m` takes from the utility.
double cost_utility(const Parameters& parameters, double distance_m, double eur);

/// Chooses a mode for each tour of each person, home to home, and hands out the household's cars: in order of
/// departure, a car that is away is not there for others. Writes mode, vehicle and booking of every draft that is made;
/// tours that a service on demand has taken stay as they are. `asked`, one value per person and the same for a whole
/// household: 0 leaves them as they are; empty: all are asked.
void choose_modes(const World& world, const Parameters& parameters, Drafts& drafts,
                  const Rows<PersonId, Activity>& wanted, std::span<const std::uint8_t> asked = {});

}  // namespace pendel::mobility
