// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "people/draft.hpp"
#include "people/workplaces.hpp"

namespace pendel::people {

/// Where the buildings of a zone stand: mean point and root mean square distance from it.
struct Spread {
  double x_m = 0;
  double y_m = 0;
  double radius_m = 0;
};
Column<ZoneId, Spread> measure_spread(const Region& region);

/// Somebody who works in a municipality and has no job yet.
struct Arrival {
  std::uint64_t draw = 0;  // own and random: gives the order
  PersonId person;
  ZoneId home;  // none: comes from outside
};

/// Gives each arrival a job: `jobs[result[i]]` is that of `arrivals[i]`; both have the same length, each job is given
/// once.
///
/// Between home zones and work zones the doubly constrained gravity model of the commuting matrix holds (Wilson 1971),
/// with the root mean square distance of two clouds of buildings, sqrt(d^2 + r1^2 + r2^2), times detour; within a zone
/// and for who comes from outside any job is as good as any other. Rounding may overfill a zone by a few: they take
/// what is left. `arrivals` sorted by draw, `jobs` by building.
std::vector<std::uint32_t> match_jobs(const Region& region, const Parameters& parameters,
                                      const Column<ZoneId, Spread>& spread, const Random& random,
                                      const std::string& ags, const std::vector<Arrival>& arrivals,
                                      const std::vector<Job>& jobs);

}  // namespace pendel::people
