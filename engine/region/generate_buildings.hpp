// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "region/generate_contract.hpp"

namespace pendel::generate {

/// Living area per floor area outside the walls (walls, stairs, cellars), as used for footprints.
inline constexpr double living_share_of_floor = 0.75;

/// Homes along local streets so that the counts and the living area are those published; then workplaces, schools,
/// shops and places of leisure. Zones are still none.
BuildingSites place_buildings(const Facts& facts, const Layout& layout, const Mesh& mesh, const Network& network,
                              const Random& random);

}  // namespace pendel::generate
