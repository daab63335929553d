// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mobility/assignment.hpp"
#include "models/mobility/demand.hpp"

/// When people set out. Theory: README, "Departures respond".
namespace pendel::mobility {

/// The trip whose departure may respond: the first of the day, from home to work or education; nullptr if there is
/// none.
const Draft* shiftable(std::span<const Draft> drafts);

/// How much too early or too late who drives expects to be at the shift and with the time that the draft has, weighed
/// as time on the way. On time is who arrives when the plan would on empty roads.
Tick schedule_delay(const Parameters& parameters, const Draft& draft);

/// What a person weighs up: departures against the plan, ascending, 0 in the middle, and the draw that each of them
/// has. On empty roads, where the way takes `free` whenever one sets out, the plan is the best.
struct Departures {
  std::vector<Tick> shift;
  std::vector<double> draw;
};
Departures departures(const Parameters& parameters, const Random& random, PersonId person, Purpose purpose, Tick free);

/// The best of them if the way takes `ticks[k]` at the k-th; 0 of equals, then the smaller shift.
Tick best_departure(const Parameters& parameters, const Departures& choice, Tick free, std::span<const Tick> ticks);

struct Reconsidered;
/// Lets those drivers whose turn it is choose their departures again; writes the shifts of their drafts only.
Reconsidered reconsider_departures(const World& world, const Parameters& parameters,
                                   const Rows<PersonId, Activity>& wanted, int iteration, const Assignment& assignment,
                                   const CarTrips& trips, Drafts& drafts);

}  // namespace pendel::mobility
