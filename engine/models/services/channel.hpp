// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "models/services/offices.hpp"
#include "world/state.hpp"

/// How a person settles a matter with the administration: multinomial logit over online, visit, assisted, not at all
/// (McFadden, "Conditional logit analysis of qualitative choice behavior", 1974).
namespace pendel::services {

/// Alternatives; their numbers are lanes of the draws, never renumber.
enum Alternative : std::size_t { online, visit, assisted, unserved };
inline constexpr std::size_t alternatives = 4;

/// What a person would find today, whether or not a matter comes up.
struct Situation {
  BuildingId office;        // none: no visit possible
  double office_m = 0;      // one way
  double travel_h = 0;      // both ways
  double coverage = 0;      // share of matters that the municipality settles online
  bool uses_online = true;  // the person does at all
  double skill = 60;
  bool assisted_desk = false;
  bool has_car = false;
};

double travel_hours(const Parameters& parameters, double one_way_m, bool has_car);
/// Utilities of the four; nothing where an alternative is not open. `offered`: this matter can be settled online.
std::array<std::optional<double>, alternatives> utilities(const Parameters& parameters, const Situation& situation,
                                                          bool offered);
/// Probabilities over a matter that is online with probability `coverage`.
std::array<double, alternatives> probabilities(const Parameters& parameters, const Situation& situation);
/// The largest of utility + Gumbel draw: a new alternative moves only those who take it.
Alternative choose(const Parameters& parameters, const Situation& situation, bool offered, const Draw& gumbels);

Situation situation_of(const Parameters& parameters, const World& world, const State& state, const Offices& offices,
                       PersonId person);
/// Contacts of a person on an average workday; 0 for children.
double contact_rate(const Parameters& parameters, const World& world, PersonId person);

}  // namespace pendel::services
