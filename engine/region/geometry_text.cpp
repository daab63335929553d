// SPDX-License-Identifier: Apache-2.0
#include "region/geometry_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>

#include "text/parse_number.hpp"

namespace pendel {

namespace {

std::optional<Point> parse_point(std::string_view text) {
  text = text::trim_spaces(text);
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto y_text = text::trim_spaces(text.substr(space));
  const auto x = text::parse_number(text.substr(0, space));
  const auto y = text::parse_number(y_text.substr(0, y_text.find(' ')));  // a height is left out
  if (!x || !y || !std::isfinite(*x) || !std::isfinite(*y)) return std::nullopt;
  return Point{*x, *y};
}

}  // namespace

std::optional<std::vector<Point>> parse_line_string(std::string_view wkt) {
  const auto open = wkt.find('(');
  const auto close = wkt.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return std::nullopt;
  std::string kind(text::trim_spaces(wkt.substr(0, open)));
  std::transform(kind.begin(), kind.end(), kind.begin(), [](unsigned char c) { return std::toupper(c); });
  if (kind != "LINESTRING" && kind != "LINESTRING Z") return std::nullopt;
  std::vector<Point> points;
  auto rest = wkt.substr(open + 1, close - open - 1);
  while (true) {
    const auto comma = rest.find(',');
    const auto point = parse_point(rest.substr(0, comma));
    if (!point) return std::nullopt;
    points.push_back(*point);
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (points.size() < 2) return std::nullopt;
  return points;
}

std::string to_line_string(Point first, std::span<const Point> between, Point last) {
  std::string text = "LINESTRING (";
  const auto add = [&](Point point) { fmt::format_to(std::back_inserter(text), "{} {}", point.x_m, point.y_m); };
  add(first);
  for (const auto point : between) {
    text += ", ";
    add(point);
  }
  text += ", ";
  add(last);
  return text + ")";
}

std::string shortest(double value, const std::function<bool(double)>& reads_back) {
  for (int digits = 1; digits < 17; ++digits) {
    const auto text = fmt::format("{:.{}g}", value, digits);
    const auto number = text::parse_number(text);
    // Exponents are for machines; a longer plain number is kinder.
    if (number && reads_back(*number)) return fmt::format("{}", *number);
  }
  return fmt::format("{}", value);
}

std::string shortest(float value) { return std::isnan(value) ? std::string() : fmt::format("{}", value); }

}  // namespace pendel
