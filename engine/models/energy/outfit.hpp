// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "core/id.hpp"
#include "core/random.hpp"
#include "models/energy/parameters.hpp"

namespace pendel::energy {

/// What a household has, and so what its electricity goes to.
struct Outfit {
  std::array<float, uses> share{};  // of the household's annual electricity; 1 in all
  bool heat_pump_dryer = false;
};

/// Who has what. Dishwasher, dryer and sauna are owned more often by larger households and, among those of one size, by
/// those that use more electricity; the pump of the heating is on the meter of houses and of flats with a boiler of
/// their own. An owner's share for a use is that of all homes over the owners' part of all homes' electricity; what is
/// not owned leaves the other uses a larger part of the same annual level.
class Outfits {
 public:
  explicit Outfits(const Parameters& parameters);
  /// `level`: rank of the annual level among households of this kind, in (0, 1).
  [[nodiscard]] Outfit of(HouseholdId household, bool house, int persons, double level, const Random& random) const;

 private:
  const Parameters& parameters_;
  double dishwashers_ = 1, dryers_ = 1, saunas_ = 1, pumps_ = 1;  // the owners' part of all homes' electricity
};

}  // namespace pendel::energy
