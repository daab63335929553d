// SPDX-License-Identifier: Apache-2.0
#include "world/fields.hpp"

#include <algorithm>

namespace pendel {

std::string_view to_string(Dimension dimension) {
  constexpr std::array<std::string_view, 16> names = {
      "time",   "day",       "period", "link",   "node",    "zone", "municipality",
      "person", "household", "grid",   "sector", "purpose", "mode", "digital_measure",
      "trip",   ""};
  return names[static_cast<std::size_t>(dimension)];
}

std::string with_name(std::string_view text, std::string_view name) {
  std::string out;
  for (const char c : text) {
    if (c == '*')
      out += name;
    else
      out += c;
  }
  return out;
}

// NOLINTNEXTLINE(readability-function-size): a table
std::span<const Field* const> all_fields() {
  using namespace fields;
  static constexpr std::array plain = {&link_flow,
                                       &link_speed,
                                       &link_travel_time,
                                       &link_delay,
                                       &link_density,
                                       &link_daily_volume,
                                       &link_peak_volume,
                                       &link_peak_hour,
                                       &link_saturation,
                                       &link_service,
                                       &link_dtv,
                                       &link_dtvw,
                                       &link_co2,
                                       &select_flow,
                                       &vehicle_distance_cars,
                                       &vehicle_distance_trucks,
                                       &vehicle_time_cars,
                                       &vehicle_time_trucks,
                                       &mode_time_p10,
                                       &mode_time_p50,
                                       &mode_time_p90,
                                       &jobs_in_reach,
                                       &car_time,
                                       &car_way,
                                       &select_trips,
                                       &mobility_gap,
                                       &mobility_peak_gap,
                                       &mobility_gap_by_departure,
                                       &mobility_converged,
                                       &mobility_warning,
                                       &mobility_stuck,
                                       &mobility_stuck_share,
                                       &mobility_unfinished,
                                       &mobility_mode_changes,
                                       &mobility_departure_changes,
                                       &mobility_rerouted,
                                       &on_demand_requests,
                                       &on_demand_refused,
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
                                       &person_on_demand,
                                       &person_commute_distance,
                                       &person_travel_time,
                                       &household_electricity,
                                       &household_heat,
                                       &person_contact,
                                       &household_hot_water,
                                       &household_heat_electricity,
                                       &household_pv,
                                       &household_grid,
                                       &household_fed_in,
                                       &household_co2,
                                       &household_cost,
                                       &household_heating,
                                       &adoption_measure,
                                       &adoption_measure_cost,
                                       &adoption_country,
                                       &adoption_odds,
                                       &adoption_country_telework,
                                       &adoption_country_telework_sector,
                                       &adoption_telework_sector,
                                       &grid_transformer,
                                       &grid_line,
                                       &grid_voltage_low,
                                       &grid_voltage_high,
                                       &grid_voltage_low_unbalanced,
                                       &grid_voltage_high_unbalanced,
                                       &grid_needed,
                                       &grid_loss,
                                       &grid_charging,
                                       &electric_cars,
                                       &ev_driven,
                                       &ev_charged,
                                       &ev_fast,
                                       &ev_residual,
                                       &ev_waited,
                                       &ev_refused,
                                       &dimmed_time,
                                       &dimmed_deferred,
                                       &dimmed_rebound,
                                       &dimmed_unserved,
                                       &grids_overloaded,
                                       &grids_overloaded_plain,
                                       &incident_step,
                                       &incident_rebound,
                                       &trip_day,
                                       &trip_person,
                                       &trip_purpose,
                                       &trip_mode,
                                       &trip_from_zone,
                                       &trip_to_zone,
                                       &trip_from_node,
                                       &trip_to_node,
                                       &trip_wanted,
                                       &trip_departure,
                                       &trip_arrival,
                                       &trip_distance,
                                       &trip_outside,
                                       &trip_free_time,
                                       &trip_delay};
  // Then the carriers, then every indicator twice: per municipality and for the region.
  static constexpr auto table = [] {
    std::array<const Field*, plain.size() + 3 * carrier_energy.size() + 2 * traffic_distance.size() +
                                 traffic_speed.size() +
                                 2 * (indicator_count + adopted_count + service_figure_count + on_demand_figure_count +
                                      risk_figure_count)>
        all{};
    std::copy(plain.begin(), plain.end(), all.begin());
    std::size_t at = plain.size();
    for (const auto* list : {&carrier_energy, &carrier_co2, &carrier_cost})
      for (const auto& field : *list) all[at++] = &field;
    for (const auto* list : {&traffic_distance, &traffic_co2})
      for (const auto& field : *list) all[at++] = &field;
    for (const auto& field : traffic_speed) all[at++] = &field;
    for (const auto& figure : indicators) all[at++] = &figure.municipality, all[at++] = &figure.region;
    for (const auto& figure : adopted_figures) all[at++] = &figure.municipality, all[at++] = &figure.region;
    for (const auto& figure : service_figures) all[at++] = &figure.municipality, all[at++] = &figure.region;
    for (const auto& figure : on_demand_figures) all[at++] = &figure.municipality, all[at++] = &figure.region;
    for (const auto& figure : risk_figures) all[at++] = &figure.municipality, all[at++] = &figure.region;
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
