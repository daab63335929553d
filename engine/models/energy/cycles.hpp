// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "models/energy/outfit.hpp"

namespace pendel::energy {

/// A device that runs for a time, in parts of constant power: shares of the cycle's energy and lengths.
struct Cycle {
  struct Part {
    double share = 0;
    double h = 0;
  };
  double chance = 1;  // among the cycles of its use
  double wh = 0;
  std::array<Part, 4> parts{};
};

/// The cycles that a use from light on consists of; their chances add up to 1.
std::span<const Cycle> cycles_of(Use use, const Outfit& outfit);
/// Mean energy of a cycle of that use in a household of `persons`, Wh.
double mean_cycle_wh(Use use, const Outfit& outfit, int persons);
/// A meal for one takes less than one for four: energy and power of cooking and small uses grow with the square root of
/// persons.
double cycle_size(Use use, int persons);

}  // namespace pendel::energy
