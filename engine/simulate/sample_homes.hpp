// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/random.hpp"
#include "people/people.hpp"
#include "region/region.hpp"

namespace pendel::simulate {

/// Homes as they are in Germany on average, in a made-up place without streets: for studies of many homes that need no
/// region. Dwellings by type and period, households by size, persons by age, work and sector follow published shares
/// (see the tables in sample_homes.cpp); each home has its own draws, so home k and its people are the same in any
/// number of homes.
struct SampleHomes {
  Region region;
  People people;
};

/// Exactly `count` households. `weather` becomes the region's; `state` its federal state.
SampleHomes sample_homes(std::size_t count, const Weather& weather, const std::string& state, const Random& random);

}  // namespace pendel::simulate
