// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "people/people.hpp"

namespace pendel::people {

/// What was counted of one quantity and kind over all municipalities: sums, or means where the quantity is a share or a
/// mean itself.
struct MarginSummary {
  std::string quantity;
  std::string kind;  // "official" (hard), "county" or "default" (soft)
  std::string source;
  bool mean = false;  // target and reached are means over the municipalities
  std::size_t municipalities = 0;
  double target = 0;
  double reached = 0;
  double deviation = 0;            // of all together, relative to the target
  double worst = 0;                // the largest relative deviation of a municipality, with its sign
  std::string worst_municipality;  // AGS; empty if none deviates
};

/// One line per quantity and kind: official figures first, then those of counties, then defaults, else in the order of
/// the margins.
std::vector<MarginSummary> summarize(std::span<const Margin> margins);

}  // namespace pendel::people
