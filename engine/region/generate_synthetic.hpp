// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "region/generate.hpp"

namespace pendel::generate {

/// A made-up region of a given size, for benchmarks and tests of scale.
struct Synthetic {
  std::size_t municipalities = 120;
  double people = 1'000'000;
};

/// Adds municipalities whose sizes follow their rank and whose figures per head are the German means of their
/// RegioStaR7 type (2021; jobs 2015), on a jittered hexagonal grid, and a ring of places outside. Jobs minus
/// in-commuters equal residents minus out-commuters in each.
void add_synthetic(const Synthetic& synthetic, Facts& facts);

}  // namespace pendel::generate
