// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "core/random.hpp"
#include "parallel/parallel.hpp"
#include "people/people.hpp"
#include "region/region.hpp"

namespace pendel::text {
class ParameterTable;
}

namespace pendel::people {

/// Section [people] of a scenario. Rates that a table does not give per municipality. Ranges and sources: describe().
struct Parameters {
  std::filesystem::path tables;        // folder of given people; empty: synthesise
  double employed_per_insured = 1.33;  // all employed / insured employees
  double daily_commute_max_km = 150;   // straight line between county centres; beyond: weekly commuters
  double gravity_decay = 0.75;         // deterrence exp(-decay sqrt(minutes)) of the commuting model, min^-0.5
  std::string sectors_of;              // federal state or "DE", whose shares of sectors hold; empty: the region's state
  double absence_share = 0.18;         // of the contract's workdays: leave and sickness
  double five_day_share = 0.80;        // of workers who work on five days a week
  double other_workdays = 3.7;         // mean days a week of the rest
  double detour = 1.3;                 // network way / straight line, where no network answers
  double min_home_footprint_m2 = 35;   // smaller sites are sheds, unless nothing else stands
};
void describe(Parameters& parameters, text::ParameterTable& table);

/// A synthetic population on the region's buildings. Deterministic for seed and replication, any number of threads.
/// Throws InputError if a municipality has people but no building site at all, or a population that is not published.
People synthesize(const Region& region, const Parameters& parameters, const Random& random, parallel::Pool& pool);

/// Expected share of the region's resident workers who work on an average workday (Monday to Friday): the mean over
/// workers of min(workdays, 5) / 5 x (1 - absence_share). Wherever they work; home office counts as work.
double attendance(const People& people);

}  // namespace pendel::people
