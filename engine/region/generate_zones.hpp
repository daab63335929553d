// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "region/generate_contract.hpp"

namespace pendel::generate {

/// People per zone that the generator aims at; the rule is about 2,000 at most.
inline constexpr double zone_people = 1700;

/// Fills region.zones and the zone of each building: homes are halved by the longer side until a zone has few enough
/// people, floor area standing for people. Then a gateway, with its zone, for each terminal that a road reaches.
void add_zones(Region& region);
void add_gateways(const Facts& facts, const Network& network, const std::vector<Terminal>& terminals, Region& region);

}  // namespace pendel::generate
