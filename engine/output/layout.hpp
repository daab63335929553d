// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "people/people.hpp"
#include "region/region.hpp"
#include "store/types.hpp"
#include "world/day.hpp"

/// What stands in every result besides the models' fields: land and people, and labels. This one table drives the
/// writer, FORMAT.md and their tests.
namespace pendel::output {

using Values = std::variant<std::vector<double>, std::vector<float>, std::vector<std::int32_t>,
                            std::vector<std::int64_t>, std::vector<std::uint8_t>, std::vector<std::string>>;

struct Item {
  std::string_view path;
  std::string_view unit;     // UDUNITS; empty for texts
  std::string_view meaning;  // becomes long_name
  std::string_view writer;   // "land", "people"
  std::array<std::string_view, 2> dimensions;
  Values (*values)(const Region&, const People&);  // row by row
  std::string_view flags = {};                     // meanings of 0, 1, 2, ... separated by spaces
};

std::span<const Item> layout();

/// The note of a region whose streets are generated.
inline constexpr std::string_view generated_note = "The streets are generated, not surveyed.";

/// What is said about the days.
struct DayItem {
  std::string_view path;
  std::string_view unit;
  std::string_view meaning;
  Values (*values)(const std::vector<Day>&);
  std::string_view flags = {};
};

std::span<const DayItem> day_items();

/// A dimension of the file. A path with a slash puts it into that group.
struct FileDimension {
  std::string_view path;
  std::string_view meaning;
  std::size_t (*size)(const Region&, const People&);
};

/// All but `time` and `day`, which carry values.
std::span<const FileDimension> file_dimensions();

/// What UGRID and CF want said about a variable of the root group over `dimension`: mesh, location, coordinates.
store::Attributes placed_on(std::string_view path, std::string_view dimension);

/// "f32", "text", ...
std::string_view type_name(const Values& values);

}  // namespace pendel::output
