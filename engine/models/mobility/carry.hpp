// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "models/mobility/day.hpp"
#include "models/mobility/routes.hpp"
#include "world/state.hpp"

/// Choices that are carried from one day, or from one run, to another, person by person.
namespace pendel::mobility {

/// A trip of a person, or of a flow across the border, by what it is and not by its position in a list: another trip of
/// the same entity that appears or disappears does not touch it.
struct TripKey {
  std::uint64_t entity = 0;
  std::uint32_t from = 0, to = 0;  // road nodes
};

/// For each of `wanted` the row of `known` with the same key, the n-th for the n-th; no_trip if there is none.
std::vector<std::uint32_t> match(const TravelChoices& known, std::span<const TripKey> wanted);

/// Sets what people expect by car to what they did on the other day. Returns the row of each draft.
std::vector<std::uint32_t> carry_expectations(const TravelChoices& known, Drafts& drafts);

/// The row of each vehicle, whose draft has the row `row_of_draft`; those across the border are looked for.
std::vector<std::uint32_t> rows_of_vehicles(const TravelChoices& known, const Drafts& drafts,
                                            std::span<const std::uint32_t> row_of_draft, const CarTrips& trips);

/// The trips of the day with the routes that their vehicles know; without link times.
TravelChoices choices_of(const Drafts& drafts, const CarTrips& trips, const RouteSets& known);

}  // namespace pendel::mobility
