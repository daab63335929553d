// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pendel::text {

/// The unit at the end of a name: "length_km" = "length" in km.
struct UnitSuffix {
  std::string_view stem;
  std::string_view unit;      // "km"
  std::string_view quantity;  // "length"; two units of one quantity can be converted
  double factor = 1;          // to the unit of the engine
};
/// Nothing if the name ends in no unit that we know.
std::optional<UnitSuffix> unit_suffix(std::string_view name);

/// The known name that means the same in another unit (or has one where `name` has none), or "".
std::string same_in_other_unit(std::string_view name, const std::vector<std::string>& known);

/// What 1 in the unit of `name` is in the unit of `other`, if both have one of the same quantity.
std::optional<double> conversion(std::string_view name, std::string_view other);

}  // namespace pendel::text
