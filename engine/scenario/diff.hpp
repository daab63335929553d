// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/parameters.hpp"

namespace pendel::scenario {

/// A parameter whose value, range or source differs between two scenarios; nothing on the side that does not have it
/// (an item of a list).
struct Difference {
  std::string path;
  std::optional<text::Parameter> a, b;
};

/// In the order of the table, then what only `b` has. Both tables have been read. Paths of files count as equal if they
/// lead to the same place, whatever file says them.
std::vector<Difference> diff(const text::ParameterTable& a, const text::ParameterTable& b);

/// One line a difference: `adoption.telework_share: 0.2 (default) -> 0.4 (tele.toml:4:18)`, and how many there are.
std::string to_text(const std::vector<Difference>& differences);
/// The same for programs: a list of {path, unit, a: {value, low, high, source, place}, b: {...}}.
std::string to_json(const std::vector<Difference>& differences);

}  // namespace pendel::scenario
