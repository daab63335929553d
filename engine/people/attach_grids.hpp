// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "people/people.hpp"
#include "region/given_grids.hpp"

namespace pendel::people {

/// A building belongs to a given grid if its nearest connection is at most this far (a connection lies at the house or
/// at the street before it).
inline constexpr double connection_reach_m = 50;

/// The grids of an operator with the buildings that hang on them, to be completed by lay_grids. A building without
/// dwellings and jobs hangs on none; a grid without buildings is left out. Of equally near connections the first
/// counts.
LowVoltageGrids attach_grids(GivenGrids given, const Region& region, const People& people);

}  // namespace pendel::people
