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
/// RegioStaR7 type (2021; jobs 2015), on a jittered hexagonal grid; motorways and federal roads as dense as Germany's;
/// places outside where roads cross the border, and the commuters with these. Jobs minus in-commuters equal residents
/// minus out-commuters in each municipality.
void add_synthetic(const Synthetic& synthetic, Facts& facts);

}  // namespace pendel::generate
