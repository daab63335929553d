// SPDX-License-Identifier: Apache-2.0
#include "world/fields.hpp"

#include <algorithm>

namespace pendel {

std::string_view to_string(Dimension dimension) {
  constexpr std::array<std::string_view, 14> names = {"time",    "day",          "period",  "link",      "node",
                                                      "zone",    "municipality", "person",  "household", "sector",
                                                      "purpose", "mode",         "measure", ""};
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
                                       &household_cost,
                                       &adoption_measure,
                                       &adoption_measure_cost,
                                       &adoption_country,
                                       &adoption_odds,
                                       &adoption_country_telework,
                                       &adoption_country_telework_sector,
                                       &adoption_telework_sector};
  // Then the carriers, then every indicator twice: per municipality and for the region.
  static constexpr auto table = [] {
    std::array<const Field*, plain.size() + 3 * carrier_energy.size() + 2 * (indicator_count + adopted_count)> all{};
    std::copy(plain.begin(), plain.end(), all.begin());
    std::size_t at = plain.size();
    for (const auto* list : {&carrier_energy, &carrier_co2, &carrier_cost})
      for (const auto& field : *list) all[at++] = &field;
    for (const auto& figure : indicators) all[at++] = &figure.municipality, all[at++] = &figure.region;
    for (const auto& figure : adopted_figures) all[at++] = &figure.municipality, all[at++] = &figure.region;
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
