// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "region/region.hpp"
#include "text/messages.hpp"

namespace pendel {

/// A figure of a region, with what it should be where that is known.
struct RegionFigure {
  std::string name;  // "streets_km"
  double value = 0;
  std::string unit;     // "" for counts
  text::Say meaning{};  // for people
  std::string subject;  // {0} of the meaning, where it has one
  double low = 0;       // plausible range; low > high: none
  double high = -1;
  [[nodiscard]] std::string label(text::Language language) const;
  [[nodiscard]] bool has_range() const { return low <= high; }
  [[nodiscard]] bool plausible() const { return !has_range() || (low <= value && value <= high); }
};

/// What `pendel region info` prints: sizes, road kilometres by class, mean degree, circuity of sampled pairs, people
/// per zone, buildings against the official count, the identity jobs - in-commuters = residents - out-commuters,
/// weather.
std::vector<RegionFigure> region_figures(const Region& region);

/// Share of the nodes from which every other of them can be reached and that every other of them reaches.
double connected_share(const Roads& roads);

}  // namespace pendel
