// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "region/roads.hpp"

namespace pendel {

/// "LINESTRING (1 2, 3 4)"; nothing if the text is none or has fewer than two points.
std::optional<std::vector<Point>> parse_line_string(std::string_view wkt);
std::string to_line_string(Point first, std::span<const Point> between, Point last);

/// The decimal number with the fewest digits that `reads_back`; all digits of `value` if none does.
std::string shortest(double value, const std::function<bool(double)>& reads_back);
/// The shortest text that reads back as the same float.
std::string shortest(float value);

}  // namespace pendel
