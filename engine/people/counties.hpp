// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace pendel::people {

/// What is needed of the counties of Germany to place published county flows.
struct County {
  std::string_view key;  // 5 digits
  double x_km;           // centre, Gauss-Krueger zone 3, weighted with inhabitants; good for distances to 0.3 %
  double y_km;
  double population;
  int municipalities;
};

/// The county of a key with 5 or more digits (AGS), or nullptr if there is none of that name.
const County* find_county(std::string_view key);

/// Straight line between the centres, km; negative if one of the two is not known.
double county_distance_km(std::string_view a, std::string_view b);

}  // namespace pendel::people
