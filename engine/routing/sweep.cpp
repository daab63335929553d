// SPDX-License-Identifier: Apache-2.0
#include "routing/sweep.hpp"

#include "core/clones.hpp"

namespace pendel::routing {

/// From the highest node down: each takes the best over its higher neighbours, in 16 lanes.
PENDEL_CLONES void sweep_16(std::size_t nodes, const Index* first, const Index* high, const Weight* weight,
                            Weight* distance) {
  for (std::size_t v = nodes; v-- > 0;) {
    Weight* const mine = distance + v * lanes;
    Weight best[lanes];
    for (std::size_t lane = 0; lane < lanes; ++lane) best[lane] = mine[lane];
    for (Index edge = first[v]; edge < first[v + 1]; ++edge) {
      const Weight* const theirs = distance + static_cast<std::size_t>(high[edge]) * lanes;
      const Weight w = weight[edge];
      // No overflow: both are at most 2^31 - 1. What exceeds `unreachable` loses against the initial value.
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const Weight way = theirs[lane] + w;
        best[lane] = way < best[lane] ? way : best[lane];
      }
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) mine[lane] = best[lane];
  }
}

}  // namespace pendel::routing
