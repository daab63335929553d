// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parallel/parallel.hpp"
#include "people/draft.hpp"
#include "people/fitting.hpp"
#include "region/region.hpp"

namespace pendel::people {

/// A place outside the region with which people commute.
struct Place {
  std::string key;  // AGS (8 digits) or county (5)
  double mass = 0;  // jobs and workers there; counts only where no flow is published
};

/// Speed where no network answers, and behind the gateways: 54 km/h, the speed that turned county distances into
/// minutes when the decay was fitted (README.md), so that both scales agree.
inline constexpr double outside_km_per_min = 0.9;

/// Minutes and kilometres between municipalities and from them to gateways, on the empty network.
struct Access {
  Table minutes;          // [home municipality][work municipality]; the diagonal is not used
  Table gateway_minutes;  // [municipality][gateway]
  Table gateway_km;       // [municipality][gateway]
};
Access measure_access(const Region& region, const Parameters& parameters, parallel::Pool& pool);

/// Commuters in whole persons, before they get names.
struct Commuting {
  std::vector<Place> places;
  Table inside;                    // [home][work], diagonal: who works where they live
  Table out;                       // [municipality][place], daily
  Table in;                        // [place][municipality], daily
  Table weekly_out;                // [municipality][place]
  Table weekly_in;                 // [place][municipality]
  std::vector<GatewayId> gateway;  // [municipality * places + place]; none: the region has no gateway
  std::vector<float> outside_km;   // same shape: from the gateway on
  std::vector<Margin> margins;     // published flows between counties
  std::vector<std::string> notes;
};

/// Distributes the out-commuters of every municipality over the other municipalities and the places outside.
///
/// Doubly constrained gravity model (Wilson, "A family of spatial interaction models, and associated developments",
/// Environment and Planning A 3(1), 1971) T(m,n) = A(m) O(m) B(n) D(n) exp(-decay sqrt(t(m,n))), solved by iterative
/// proportional fitting (Furness, "Time function iteration", Traffic Engineering and Control 7, 1965) under three
/// families of constraints: out-commuters of each municipality (exact), in-commuters, published flows between counties.
/// Where the published figures contradict each other the out-commuters win and the deviations are reported.
Commuting distribute_commuters(const Region& region, const Parameters& parameters, const std::vector<Facts>& facts,
                               const Access& access, const Random& random);

}  // namespace pendel::people
