// SPDX-License-Identifier: Apache-2.0
#include "world/fields.hpp"

namespace pendel {

std::string_view to_string(Dimension dimension) {
  constexpr std::array<std::string_view, 12> names = {"time",   "day",       "link",   "node",    "zone", "municipality",
                                                      "person", "household", "sector", "purpose", "mode", ""};
  return names[static_cast<std::size_t>(dimension)];
}

std::span<const Field* const> all_fields() {
  using namespace fields;
  static constexpr std::array table = {
      &link_flow,      &link_speed,       &link_travel_time, &mobility_gap,        &mobility_iterations, &mobility_unreachable,
      &mode_trips,     &mode_distance,    &car_trips,        &electricity,         &heat,
      &present,        &office_electricity, &person_car_distance, &person_teleworks, &person_commute_distance, &person_travel_time,
      &household_electricity, &household_heat};
  return table;
}

const Field* find_field(std::string_view path) {
  for (const auto* field : all_fields())
    if (field->path == path) return field;
  return nullptr;
}

}  // namespace pendel
