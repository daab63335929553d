// SPDX-License-Identifier: Apache-2.0
#include "text/unit_suffix.hpp"

#include <array>

namespace pendel::text {

namespace {

struct Unit {
  std::string_view suffix, quantity;
  double factor;
};

// Longer suffixes first where one ends in another ("_per_h" before "_h"). Temperatures have no factor but an offset: 0
// = not converted.
constexpr auto units = std::to_array<Unit>({
    {"per_day", "rate", 1.0 / 24},
    {"per_min", "rate", 60},
    {"per_h", "rate", 1},
    {"per_s", "rate", 3600},
    {"kmph", "speed", 1 / 3.6},
    {"kmh", "speed", 1 / 3.6},
    {"mps", "speed", 1},
    {"mph", "speed", 0.44704},
    {"gwh", "energy", 1e9},
    {"mwh", "energy", 1e6},
    {"kwh", "energy", 1e3},
    {"wh", "energy", 1},
    {"gw", "power", 1e9},
    {"mw", "power", 1e6},
    {"kw", "power", 1e3},
    {"w", "power", 1},
    {"mj", "heat", 1e6},
    {"kj", "heat", 1e3},
    {"j", "heat", 1},
    {"km2", "area", 1e6},
    {"ha", "area", 1e4},
    {"m2", "area", 1},
    {"km", "length", 1000},
    {"cm", "length", 0.01},
    {"mm", "length", 0.001},
    {"m", "length", 1},
    {"ms", "time", 0.001},
    {"min", "time", 60},
    {"minutes", "time", 60},
    {"hours", "time", 3600},
    {"h", "time", 3600},
    {"days", "time", 86400},
    {"s", "time", 1},
    {"percent", "share", 0.01},
    {"pct", "share", 0.01},
    {"share", "share", 1},
    {"keur", "money", 1000},
    {"ct", "money", 0.01},
    {"eur", "money", 1},
    {"kg", "mass", 1},
    {"g", "mass", 0.001},
    {"t", "mass", 1000},
    {"c", "temperature", 0},
    {"k", "temperature", 0},
});

}  // namespace

std::optional<UnitSuffix> unit_suffix(std::string_view name) {
  for (const Unit& unit : units) {
    if (name.size() < unit.suffix.size() + 2 || !name.ends_with(unit.suffix)) continue;
    const std::size_t underscore = name.size() - unit.suffix.size() - 1;
    if (name[underscore] == '_') return UnitSuffix{name.substr(0, underscore), unit.suffix, unit.quantity, unit.factor};
  }
  return std::nullopt;
}

std::string same_in_other_unit(std::string_view name, const std::vector<std::string>& known) {
  const auto mine = unit_suffix(name);
  for (const std::string& other : known) {
    const auto theirs = unit_suffix(other);
    if (theirs && theirs->stem == (mine ? mine->stem : name)) return other;
  }
  return {};
}

std::optional<double> conversion(std::string_view name, std::string_view other) {
  const auto from = unit_suffix(name), to = unit_suffix(other);
  if (!from || !to || from->quantity != to->quantity || from->factor == 0 || to->factor == 0) return std::nullopt;
  return from->factor / to->factor;
}

}  // namespace pendel::text
