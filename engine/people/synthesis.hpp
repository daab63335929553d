// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.hpp"
#include "parallel/parallel.hpp"
#include "people/people.hpp"
#include "region/region.hpp"

namespace pendel::text {
class ParameterTable;
}

namespace pendel::people {

/// Section [people] of a scenario. Rates that a table does not give per municipality.
struct Parameters {
  double employed_per_insured = 1.33;      // all employed / insured employees
  double daily_commute_max_km = 150;
};
void describe(Parameters& parameters, text::ParameterTable& table);

/// A synthetic population on the region's buildings. Deterministic for seed and replication, any number of threads.
People synthesize(const Region& region, const Parameters& parameters, const Random& random, parallel::Pool& pool);

}  // namespace pendel::people
