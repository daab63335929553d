// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mobility/assignment.hpp"
#include "world/recorder.hpp"

namespace pendel::mobility {

/// Kinds of vehicles by what they burn, in the order of fields::traffic_distance.
enum class Fuel : std::uint8_t { petrol_car, diesel_car, electric_car, truck };
inline constexpr std::size_t fuels = 4;

/// Litres of fuel on a kilometre at a mean speed: a / v + b + c v + d v^2, v in km/h (README, "Exhaust").
double litres_per_km(std::span<const double> curve, double kmh);

/// What can be told only by going along the routes that were driven: exhaust and distance by class of vehicle on every
/// link, the trips of selected links. Vehicles that did not arrive are left out.
void record_routes(const World& world, const Parameters& parameters, const AdoptionState& adoption,
                   const Assignment& assignment, const CarTrips& trips, const Drafts& drafts, Recorder& recorder);

}  // namespace pendel::mobility
