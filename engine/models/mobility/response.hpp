// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mobility/assignment.hpp"
#include "models/mobility/demand.hpp"

namespace pendel::mobility {

/// Those who thought their mode or departure over, and what came of it.
struct Reconsidered {
  std::uint64_t asked = 0;    // modes: trips; departures: persons
  std::uint64_t changed = 0;  // that are made by another mode now, who set out at another time now
};

/// Lets the households whose turn it is choose their modes again, at the times by car that the roads let expect now.
/// Every household has its turn once in `mode_turns` iterations; in later rounds it uses it with a chance that falls as
/// 1 / round. Theory: README, "Modes respond".
Reconsidered reconsider_modes(const World& world, const Parameters& parameters, const Rows<PersonId, Activity>& wanted,
                              int iteration, Assignment& assignment, Drafts& drafts);

/// `trips` and the routes that `assignment` knows follow what the drafts say now.
void follow(const Parameters& parameters, const Rows<PersonId, Activity>& wanted, Assignment& assignment,
            Drafts& drafts, CarTrips& trips);

}  // namespace pendel::mobility
