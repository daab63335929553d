// SPDX-License-Identifier: Apache-2.0
#include "world/fields.hpp"

#include <algorithm>

namespace pendel {

std::string_view to_string(Dimension dimension) {
  constexpr std::array<std::string_view, 12> names = {
      "time", "day", "link", "node", "zone", "municipality", "person", "household", "sector", "purpose", "mode", ""};
  return names[static_cast<std::size_t>(dimension)];
}

std::span<const Field* const> all_fields() {
  using namespace fields;
  static constexpr std::array plain = {&link_flow,
                                       &link_speed,
                                       &link_travel_time,
                                       &mobility_gap,
                                       &mobility_iterations,
                                       &mobility_unreachable,
                                       &mode_trips,
                                       &mode_distance,
                                       &car_trips,
                                       &electricity,
                                       &heat,
                                       &present,
                                       &office_electricity,
                                       &hot_water,
                                       &heat_electricity,
                                       &pv,
                                       &grid_load,
                                       &office_heat,
                                       &service_electricity,
                                       &unmet_heat,
                                       &person_car_distance,
                                       &person_teleworks,
                                       &person_commute_distance,
                                       &person_travel_time,
                                       &household_electricity,
                                       &household_heat,
                                       &household_hot_water,
                                       &household_heat_electricity,
                                       &household_pv,
                                       &household_grid,
                                       &household_fed_in,
                                       &household_co2,
                                       &household_cost};
  // Then the carriers, then every indicator twice: per municipality and for the region.
  static constexpr std::size_t single = plain.size() + 3 * carrier_energy.size();
  static constexpr auto table = [] {
    std::array<const Field*, single + 2 * indicator_count> all{};
    std::copy(plain.begin(), plain.end(), all.begin());
    auto next = plain.size();
    for (const auto* list : {&carrier_energy, &carrier_co2, &carrier_cost})
      for (const auto& field : *list) all[next++] = &field;
    for (std::size_t i = 0; i < indicator_count; ++i) {
      all[single + 2 * i] = &indicators[i].municipality;
      all[single + 2 * i + 1] = &indicators[i].region;
    }
    return all;
  }();
  return table;
}

const Field* find_field(std::string_view path) {
  for (const auto* field : all_fields())
    if (field->path == path) return field;
  return nullptr;
}

}  // namespace pendel
