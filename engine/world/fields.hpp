// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// Every dataset that models write into a result: path, unit, meaning, writer, dimensions. This one table drives the
/// writer, the reader, FORMAT.md and their tests.
namespace pendel {

enum class Dimension : std::uint8_t {
  time,
  day,
  period,
  link,
  node,
  zone,
  municipality,
  person,
  household,
  grid,
  sector,
  purpose,
  mode,
  measure,
  trip,  // lines of the table of trips; how many, each day says
  none
};
std::string_view to_string(Dimension dimension);

enum class Type : std::uint8_t { f32, f64, i32, i64, u8 };

/// Paths without a slash stand in the root group, where QGIS looks for them; others in their group.
/// A path with a star names a family of datasets, one for each thing that the scenario names; the thing's name takes
/// the place of each star in path and meaning. `long_name` texts must not contain "direction", " magnitude" and the
/// like: QGIS reads them as vectors.
struct Field {
  std::string_view path;
  std::string_view unit;     // UDUNITS
  std::string_view meaning;  // becomes long_name
  std::string_view writer;   // the model
  Type type = Type::f32;
  std::array<Dimension, 3> dimensions = {Dimension::none, Dimension::none, Dimension::none};
};

constexpr bool is_family(const Field& field) { return field.path.find('*') != std::string_view::npos; }
/// `text` with `name` in the place of each star.
std::string with_name(std::string_view text, std::string_view name);
/// Over the lines of a table, whose number each day says.
constexpr bool is_table(const Field& field) { return field.dimensions[0] == Dimension::trip; }

namespace fields {
using D = Dimension;
// A table, one row a field.
// clang-format off
inline constexpr Field link_flow{"flow", "h-1", "vehicles per hour entering the link", "mobility", Type::f32, {D::time, D::link, D::none}};
inline constexpr Field link_speed{"speed", "m s-1", "mean speed on the link", "mobility", Type::f32, {D::time, D::link, D::none}};
inline constexpr Field link_travel_time{"travel_time", "s", "mean travel time on the link", "mobility", Type::f32, {D::time, D::link, D::none}};
inline constexpr Field link_delay{"delay", "s", "mean time lost on the link against free flow", "mobility", Type::f32, {D::time, D::link, D::none}};
inline constexpr Field link_density{"density", "km-1", "mean number of vehicles on a kilometre of the link", "mobility", Type::f32, {D::time, D::link, D::none}};
inline constexpr Field link_daily_volume{"daily_volume", "1", "vehicles that entered the link on the day", "mobility", Type::f32, {D::day, D::link, D::none}};
inline constexpr Field link_peak_volume{"peak_hour_volume", "h-1", "vehicles that entered the link in its busiest hour, which begins at a full quarter", "mobility", Type::f32, {D::day, D::link, D::none}};
inline constexpr Field link_peak_hour{"peak_hour", "h", "time since midnight at which the link's busiest hour begins; NaN without vehicles", "mobility", Type::f32, {D::day, D::link, D::none}};
inline constexpr Field link_saturation{"saturation", "1", "vehicles of the busiest hour over the coded capacity of the link", "mobility", Type::f32, {D::day, D::link, D::none}};
inline constexpr Field link_service{"level_of_service", "1", "level of service in the busiest hour, 1 A to 6 F; motorways by density (HCM 2010, exhibit 11-5), others by the share of free speed (exhibit 16-4)", "mobility", Type::i32, {D::day, D::link, D::none}};
inline constexpr Field link_dtv{"dtv", "d-1", "vehicles a day on the mean day of the year (DTV) of the last period that runs days; absent unless the weights of the days sum to a year and not all are workdays", "engine", Type::f32, {D::link, D::none, D::none}};
inline constexpr Field link_dtvw{"dtvw", "d-1", "vehicles a day on the mean workday, Monday to Friday (DTVw5), of the last period that runs days; absent unless a workday ran", "engine", Type::f32, {D::link, D::none, D::none}};
inline constexpr Field link_co2{"traffic_co2", "kg", "exhaust carbon dioxide of the vehicles on the link", "mobility", Type::f32, {D::day, D::link, D::none}};
inline constexpr Field select_flow{"select_*", "1", "vehicles of the day that enter the link and use link * as well", "mobility", Type::f32, {D::day, D::link, D::none}};
inline constexpr Field vehicle_distance_cars{"vehicle_distance_cars", "m", "distance driven inside by cars, external ones included", "mobility", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field vehicle_distance_trucks{"vehicle_distance_trucks", "m", "distance driven inside by trucks", "mobility", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field vehicle_time_cars{"vehicle_time_cars", "s", "time that cars were on the road inside, external ones included", "mobility", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field vehicle_time_trucks{"vehicle_time_trucks", "s", "time that trucks were on the road inside", "mobility", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field mode_time_p10{"mode_time_p10", "s", "duration that 10 % of the trips stay below, by main mode", "mobility", Type::f32, {D::day, D::mode, D::none}};
inline constexpr Field mode_time_p50{"mode_time_p50", "s", "duration that half of the trips stay below, by main mode", "mobility", Type::f32, {D::day, D::mode, D::none}};
inline constexpr Field mode_time_p90{"mode_time_p90", "s", "duration that 90 % of the trips stay below, by main mode", "mobility", Type::f32, {D::day, D::mode, D::none}};
inline constexpr Field jobs_in_reach{"jobs_in_30_min", "1", "jobs in the region that a car reaches within 30 minutes from half past seven, mean over the residents", "mobility", Type::f64, {D::day, D::municipality, D::none}};
inline constexpr Field car_time{"data/car_time", "s", "time by car between zones from half past seven; -1 without a way", "mobility", Type::f64, {D::day, D::zone, D::zone}};
inline constexpr Field car_way{"data/car_distance", "m", "distance by car between zones on the quickest way from half past seven; -1 without a way", "mobility", Type::f64, {D::day, D::zone, D::zone}};
inline constexpr Field select_trips{"data/select_*", "1", "car trips of the day between zones that use link *; external vehicles by the zones of their gateways", "mobility", Type::f64, {D::day, D::zone, D::zone}};
inline constexpr Field mobility_gap{"relative_gap", "1", "relative gap of the car assignment at its end: time that all could save over the least possible time", "mobility", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field mobility_peak_gap{"peak_gap", "1", "largest relative gap of a quarter of an hour with at least half the departures of the busiest one", "mobility", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field mobility_gap_by_departure{"gap_by_departure", "1", "relative gap of the vehicles that set out in the slice", "mobility", Type::f32, {D::time, D::none, D::none}};
inline constexpr Field mobility_converged{"converged", "1", "the car assignment stopped at its gap (1) or at its number of iterations (0)", "mobility", Type::u8, {D::day, D::none, D::none}};
inline constexpr Field mobility_warning{"warning", "1", "doubts about the traffic, summed: 1 peak gap above 3 %, 2 stuck moves above 0.1 %, 4 vehicles without an arrival", "mobility", Type::i32, {D::day, D::none, D::none}};
inline constexpr Field mobility_stuck{"stuck", "1", "vehicles pushed out of the blocked link", "mobility", Type::i32, {D::day, D::link, D::none}};
inline constexpr Field mobility_stuck_share{"stuck_share", "1", "share of moves from link to link that were stuck", "mobility", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field mobility_unfinished{"unfinished_trips", "1", "car trips still under way or not begun at the end of the day", "mobility", Type::i64, {D::day, D::none, D::none}};
inline constexpr Field mobility_mode_changes{"mode_changes", "1", "trips that were given another mode before the last day that was lived", "mobility", Type::i64, {D::day, D::none, D::none}};
inline constexpr Field mobility_departure_changes{"departure_changes", "1", "persons who took another departure before the last day that was lived", "mobility", Type::i64, {D::day, D::none, D::none}};
inline constexpr Field mobility_rerouted{"rerouted_vehicles", "1", "vehicles that left their route under way", "mobility", Type::i64, {D::day, D::none, D::none}};
inline constexpr Field on_demand_requests{"on_demand/requests", "1", "trips for which a van on demand was called, by wanted departure and municipality where they begin", "mobility", Type::f32, {D::time, D::municipality, D::none}};
inline constexpr Field on_demand_refused{"on_demand/refused", "1", "of these, trips of tours that no van could take", "mobility", Type::f32, {D::time, D::municipality, D::none}};
inline constexpr Field mobility_iterations{"iterations", "1", "iterations of the car assignment", "mobility", Type::i32, {D::day, D::none, D::none}};
inline constexpr Field mobility_unreachable{"unreachable_trips", "1", "wanted trips and external vehicles without a way by road, not made", "mobility", Type::i64, {D::day, D::none, D::none}};
inline constexpr Field mode_trips{"mode_trips", "1", "trips of the day by main mode", "mobility", Type::i64, {D::day, D::mode, D::none}};
inline constexpr Field mode_distance{"mode_distance", "m", "distance travelled inside the region by main mode", "mobility", Type::f64, {D::day, D::mode, D::none}};
inline constexpr Field car_trips{"data/car", "1", "car trips of the day between zones", "mobility", Type::f64, {D::day, D::zone, D::zone}};
inline constexpr Field electricity{"electricity", "W", "mean electric power of households", "energy", Type::f32, {D::time, D::municipality, D::none}};
inline constexpr Field heat{"heat", "W", "mean useful heat for rooms", "energy", Type::f32, {D::time, D::municipality, D::none}};
inline constexpr Field present{"present", "1", "residents who are at home", "energy", Type::f32, {D::time, D::municipality, D::none}};
inline constexpr Field office_electricity{"office_electricity", "W", "mean electric power of desk workplaces", "energy", Type::f32, {D::time, D::municipality, D::none}};
inline constexpr Field hot_water{"hot_water", "W", "mean useful heat for hot water", "energy", Type::f32, {D::time, D::municipality, D::none}};
inline constexpr Field heat_electricity{"heat_electricity", "W", "mean electric power of households for heat and hot water", "energy", Type::f32, {D::time, D::municipality, D::none}};
inline constexpr Field pv{"pv", "W", "mean power of PV on homes", "energy", Type::f32, {D::time, D::municipality, D::none}};
inline constexpr Field grid_load{"grid_load", "W", "mean power of households at the meter without cars, negative where fed in", "energy", Type::f32, {D::time, D::municipality, D::none}};
inline constexpr Field office_heat{"office_heat", "W", "mean useful heat of offices", "energy", Type::f32, {D::time, D::municipality, D::none}};
inline constexpr Field service_electricity{"service_electricity", "W", "mean electric power of shops, schools, trades, municipal sites and street lights", "energy", Type::f32, {D::time, D::municipality, D::none}};
inline constexpr Field unmet_heat{"unmet_heat", "h", "dwelling-hours more than 1 K below the set-point", "energy", Type::f64, {D::day, D::municipality, D::none}};
inline constexpr Field person_car_distance{"person/car_distance", "m", "distance driven by car, inside and outside", "mobility", Type::f32, {D::day, D::person, D::none}};
inline constexpr Field person_teleworks{"person/teleworks", "1", "works at home (1) or at a coworking place (2) today", "schedules", Type::u8, {D::day, D::person, D::none}};
inline constexpr Field person_on_demand{"person/on_demand", "1", "rode in a van on demand (1), was refused (2), both (3)", "mobility", Type::u8, {D::day, D::person, D::none}};
inline constexpr Field person_commute_distance{"person/commute_distance", "m", "distance of the trips to and from work, all modes", "mobility", Type::f32, {D::day, D::person, D::none}};
inline constexpr Field person_travel_time{"person/travel_time", "s", "time spent travelling", "mobility", Type::f32, {D::day, D::person, D::none}};
inline constexpr Field household_electricity{"household/electricity", "W h", "electricity used", "energy", Type::f32, {D::day, D::household, D::none}};
inline constexpr Field household_heat{"household/heat", "W h", "useful heat for rooms", "energy", Type::f32, {D::day, D::household, D::none}};
inline constexpr Field adoption_measure{"adoption/measure", "1", "the municipality has the measure", "adoption", Type::u8, {D::period, D::measure, D::municipality}};
inline constexpr Field adoption_measure_cost{"adoption/measure_cost", "EUR", "what the next municipality of 10,000 residents would pay for the measure", "adoption", Type::f64, {D::period, D::measure, D::none}};
inline constexpr Field adoption_country{"adoption/country_share", "1", "expected share of the country's municipalities that have the measure", "adoption", Type::f64, {D::period, D::measure, D::none}};
inline constexpr Field adoption_odds{"adoption/strategy_odds", "1", "odds of having a strategy, municipalities from 20,000 residents over smaller ones, country", "adoption", Type::f64, {D::period, D::none, D::none}};
inline constexpr Field adoption_country_telework{"adoption/country_telework", "1", "expected share of the country's workers who work at home at least partly, by its sectors", "adoption", Type::f64, {D::period, D::none, D::none}};
inline constexpr Field adoption_country_telework_sector{"adoption/country_telework_sector", "1", "expected share of the sector's workers, country, who work at home at least partly", "adoption", Type::f64, {D::period, D::sector, D::none}};
inline constexpr Field adoption_telework_sector{"adoption/telework_sector", "1", "share of the sector's workers, residents, who work at home at least partly", "adoption", Type::f64, {D::period, D::sector, D::none}};
inline constexpr Field household_hot_water{"household/hot_water", "W h", "useful heat for hot water", "energy", Type::f32, {D::day, D::household, D::none}};
inline constexpr Field household_heat_electricity{"household/heat_electricity", "W h", "electricity for heat and hot water", "energy", Type::f32, {D::day, D::household, D::none}};
inline constexpr Field household_pv{"household/pv", "W h", "PV generation", "energy", Type::f32, {D::day, D::household, D::none}};
inline constexpr Field household_grid{"household/grid", "W h", "electricity drawn from the grid, without cars", "energy", Type::f32, {D::day, D::household, D::none}};
inline constexpr Field household_fed_in{"household/fed_in", "W h", "electricity fed into the grid", "energy", Type::f32, {D::day, D::household, D::none}};
inline constexpr Field household_co2{"household/co2", "kg", "carbon dioxide of all energy carriers at home", "energy", Type::f32, {D::day, D::household, D::none}};
inline constexpr Field household_cost{"household/energy_cost", "EUR", "cost of all energy carriers at home less pay for what is fed in", "energy", Type::f32, {D::day, D::household, D::none}};
inline constexpr Field household_heating{"household/heating", "1", "heating system: 0 gas, 1 oil, 2 district heat, 3 heat pump, 4 biomass, 5 electric", "energy", Type::u8, {D::day, D::household, D::none}};
// The table of trips (mobility.trip_table).
inline constexpr Field trip_day{"trip/day", "1", "number of the simulated day", "engine", Type::i32, {D::trip, D::none, D::none}};
inline constexpr Field trip_person{"trip/person", "1", "position of the person", "mobility", Type::i32, {D::trip, D::none, D::none}};
inline constexpr Field trip_purpose{"trip/purpose", "1", "purpose of the stay that the trip leads to, as in tables/purpose_name", "mobility", Type::u8, {D::trip, D::none, D::none}};
inline constexpr Field trip_mode{"trip/mode", "1", "mode, as in tables/mode_name", "mobility", Type::u8, {D::trip, D::none, D::none}};
inline constexpr Field trip_from_zone{"trip/from_zone", "1", "zone where it begins", "mobility", Type::i32, {D::trip, D::none, D::none}};
inline constexpr Field trip_to_zone{"trip/to_zone", "1", "zone where it ends", "mobility", Type::i32, {D::trip, D::none, D::none}};
inline constexpr Field trip_from_node{"trip/from_node", "1", "node where it begins", "mobility", Type::i32, {D::trip, D::none, D::none}};
inline constexpr Field trip_to_node{"trip/to_node", "1", "node where it ends", "mobility", Type::i32, {D::trip, D::none, D::none}};
inline constexpr Field trip_wanted{"trip/wanted_departure", "s", "wanted departure since midnight", "mobility", Type::f32, {D::trip, D::none, D::none}};
inline constexpr Field trip_departure{"trip/departure", "s", "departure since midnight", "mobility", Type::f32, {D::trip, D::none, D::none}};
inline constexpr Field trip_arrival{"trip/arrival", "s", "arrival since midnight; the end of the simulated day for who was still under way", "mobility", Type::f32, {D::trip, D::none, D::none}};
inline constexpr Field trip_distance{"trip/distance", "m", "distance inside the region", "mobility", Type::f32, {D::trip, D::none, D::none}};
inline constexpr Field trip_outside{"trip/outside_distance", "m", "distance behind gateways", "mobility", Type::f32, {D::trip, D::none, D::none}};
inline constexpr Field trip_free_time{"trip/free_time", "s", "what the trip would take on empty roads, from door to door", "mobility", Type::f32, {D::trip, D::none, D::none}};
inline constexpr Field trip_delay{"trip/delay", "s", "arrival less departure less free time; below zero never by more than rounding", "mobility", Type::f32, {D::trip, D::none, D::none}};
// Vehicles on the roads inside by class, in the order of mobility::Fuel, at the place of the link.
inline constexpr std::array<Field, 4> traffic_distance = {{
    {"traffic/petrol_car", "m", "distance driven by petrol cars on links of the municipality", "mobility", Type::f64, {D::day, D::municipality, D::none}},
    {"traffic/diesel_car", "m", "distance driven by diesel cars on links of the municipality", "mobility", Type::f64, {D::day, D::municipality, D::none}},
    {"traffic/electric_car", "m", "distance driven by electric cars on links of the municipality", "mobility", Type::f64, {D::day, D::municipality, D::none}},
    {"traffic/truck", "m", "distance driven by trucks on links of the municipality", "mobility", Type::f64, {D::day, D::municipality, D::none}}}};
inline constexpr std::array<Field, 4> traffic_co2 = {{
    {"traffic_exhaust/petrol_car", "kg", "exhaust carbon dioxide of petrol cars on links of the municipality", "mobility", Type::f64, {D::day, D::municipality, D::none}},
    {"traffic_exhaust/diesel_car", "kg", "exhaust carbon dioxide of diesel cars on links of the municipality", "mobility", Type::f64, {D::day, D::municipality, D::none}},
    {"traffic_exhaust/electric_car", "kg", "exhaust carbon dioxide of electric cars: none; their electricity is ev_driven", "mobility", Type::f64, {D::day, D::municipality, D::none}},
    {"traffic_exhaust/truck", "kg", "exhaust carbon dioxide of trucks on links of the municipality", "mobility", Type::f64, {D::day, D::municipality, D::none}}}};
// The same vehicles by their mean speed on the link, waiting included.
inline constexpr std::array<Field, 5> traffic_speed = {{
    {"traffic_speed/below_30", "m", "distance driven below 30 km/h on links of the municipality", "mobility", Type::f64, {D::day, D::municipality, D::none}},
    {"traffic_speed/from_30", "m", "distance driven at 30 to 50 km/h on links of the municipality", "mobility", Type::f64, {D::day, D::municipality, D::none}},
    {"traffic_speed/from_50", "m", "distance driven at 50 to 70 km/h on links of the municipality", "mobility", Type::f64, {D::day, D::municipality, D::none}},
    {"traffic_speed/from_70", "m", "distance driven at 70 to 100 km/h on links of the municipality", "mobility", Type::f64, {D::day, D::municipality, D::none}},
    {"traffic_speed/from_100", "m", "distance driven at 100 km/h or more on links of the municipality", "mobility", Type::f64, {D::day, D::municipality, D::none}}}};
// By energy carrier, in the order of EnergyState::municipality_wh.
inline constexpr std::array<Field, 5> carrier_energy = {{
    {"carrier/gas", "W h", "natural gas taken by households", "energy", Type::f64, {D::day, D::municipality, D::none}},
    {"carrier/oil", "W h", "heating oil taken by households", "energy", Type::f64, {D::day, D::municipality, D::none}},
    {"carrier/district", "W h", "district heat taken by households", "energy", Type::f64, {D::day, D::municipality, D::none}},
    {"carrier/biomass", "W h", "wood taken by households", "energy", Type::f64, {D::day, D::municipality, D::none}},
    {"carrier/electricity", "W h", "electricity from the grid taken by households", "energy", Type::f64, {D::day, D::municipality, D::none}}}};
inline constexpr std::array<Field, 5> carrier_co2 = {{
    {"carrier_co2/gas", "kg", "carbon dioxide of natural gas of households", "energy", Type::f64, {D::day, D::municipality, D::none}},
    {"carrier_co2/oil", "kg", "carbon dioxide of heating oil of households", "energy", Type::f64, {D::day, D::municipality, D::none}},
    {"carrier_co2/district", "kg", "carbon dioxide of district heat of households", "energy", Type::f64, {D::day, D::municipality, D::none}},
    {"carrier_co2/biomass", "kg", "carbon dioxide of wood of households", "energy", Type::f64, {D::day, D::municipality, D::none}},
    {"carrier_co2/electricity", "kg", "carbon dioxide of electricity from the grid of households", "energy", Type::f64, {D::day, D::municipality, D::none}}}};
inline constexpr std::array<Field, 5> carrier_cost = {{
    {"carrier_cost/gas", "EUR", "cost of natural gas of households", "energy", Type::f64, {D::day, D::municipality, D::none}},
    {"carrier_cost/oil", "EUR", "cost of heating oil of households", "energy", Type::f64, {D::day, D::municipality, D::none}},
    {"carrier_cost/district", "EUR", "cost of district heat of households", "energy", Type::f64, {D::day, D::municipality, D::none}},
    {"carrier_cost/biomass", "EUR", "cost of wood of households", "energy", Type::f64, {D::day, D::municipality, D::none}},
    {"carrier_cost/electricity", "EUR", "cost of electricity from the grid of households", "energy", Type::f64, {D::day, D::municipality, D::none}}}};
inline constexpr Field grid_transformer{"grid/transformer_loading", "percent", "current of the transformer over its rated one", "feeders", Type::f32, {D::time, D::grid, D::none}};
inline constexpr Field grid_line{"grid/line_loading", "percent", "current of the cable that is loaded most over its rated one", "feeders", Type::f32, {D::time, D::grid, D::none}};
inline constexpr Field grid_voltage_low{"grid/voltage_low", "1", "lowest voltage of the grid over the nominal one, phases balanced", "feeders", Type::f32, {D::time, D::grid, D::none}};
inline constexpr Field grid_voltage_high{"grid/voltage_high", "1", "highest voltage of the grid over the nominal one, phases balanced", "feeders", Type::f32, {D::time, D::grid, D::none}};
inline constexpr Field grid_voltage_low_unbalanced{"grid/voltage_low_unbalanced", "1", "lowest voltage of the day if the phases are loaded unequally by feeders.phase_unbalance, linear estimate", "feeders", Type::f32, {D::day, D::grid, D::none}};
inline constexpr Field grid_voltage_high_unbalanced{"grid/voltage_high_unbalanced", "1", "highest voltage of the day if the phases are loaded unequally by feeders.phase_unbalance, linear estimate", "feeders", Type::f32, {D::day, D::grid, D::none}};
inline constexpr Field grid_needed{"grid/needed_kva", "kVA", "smallest usual transformer that carries the day's highest load; design days size grids", "feeders", Type::f32, {D::day, D::grid, D::none}};
inline constexpr Field grid_loss{"grid/loss", "W", "losses of transformer and cables", "feeders", Type::f32, {D::time, D::grid, D::none}};
inline constexpr Field grid_charging{"grid/charging", "W", "mean power of all charge points", "feeders", Type::f32, {D::time, D::grid, D::none}};
inline constexpr Field electric_cars{"electric_cars", "1", "electric cars of households", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field ev_driven{"ev_driven", "W h", "what electric cars used on the road, at the plug", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field ev_charged{"ev_charged", "W h", "charged at home, at work and on the street", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field ev_fast{"ev_fast", "W h", "charged by fast chargers on the way, in no low-voltage grid", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field ev_residual{"ev_residual", "1", "charged over used, less one: how far the day is from repeating", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field ev_waited{"ev_waited", "1", "cars that waited for a public charge point", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field ev_refused{"ev_refused", "1", "cars that waited in vain", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field dimmed_time{"dimmed_time", "h", "time that devices were dimmed, summed over devices", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field dimmed_deferred{"dimmed_deferred", "W h", "energy taken away by dimming", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field dimmed_rebound{"dimmed_rebound", "W h", "of it, made up for later, by cars in the same stay", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field dimmed_unserved{"dimmed_unserved", "W h", "of it, not made up for: not charged before departure, not heated by midnight", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field grids_overloaded{"grids_overloaded", "1", "share of grids with an overload or a voltage outside its band", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field grids_overloaded_plain{"grids_overloaded_plain", "1", "the same without the incidents; 0 if there are none", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field incident_step{"incident_step", "W", "largest change of power from one quarter-hour to the next while an incident lasts, against the plain day", "feeders", Type::f64, {D::day, D::none, D::none}};
inline constexpr Field incident_rebound{"incident_rebound", "W", "most power above the plain day after the incidents", "feeders", Type::f64, {D::day, D::none, D::none}};

/// A figure for each municipality and for the region; the region's is not always the sum (shares, means, peaks).
struct Indicator {
  Field municipality;
  Field region;
};
constexpr Indicator indicator(std::string_view path, std::string_view region_path, std::string_view unit, std::string_view meaning) {
  return {{path, unit, meaning, "indicators", Type::f64, {D::day, D::municipality, D::none}},
          {region_path, unit, meaning, "indicators", Type::f64, {D::day, D::none, D::none}}};
}
inline constexpr std::size_t indicator_count = 17;
inline constexpr std::array<Indicator, indicator_count> indicators = {
    indicator("indicator/residents", "indicator_region/residents", "1", "residents"),
    indicator("indicator/workers", "indicator_region/workers", "1", "employed residents"),
    indicator("indicator/attendance", "indicator_region/attendance", "1", "share of employed residents who work on this day"),
    indicator("indicator/telework_share", "indicator_region/telework_share", "1", "share of those who work on this day that do so at home"),
    indicator("indicator/work_time_at_home", "indicator_region/work_time_at_home", "1", "share of working time spent at home"),
    indicator("indicator/trips_per_person", "indicator_region/trips_per_person", "1", "trips per resident"),
    indicator("indicator/car_distance", "indicator_region/car_distance", "m", "distance driven by residents by car, inside and outside"),
    indicator("indicator/commute_distance", "indicator_region/commute_distance", "m", "distance of residents' trips to work and straight home, all modes"),
    indicator("indicator/commute_time", "indicator_region/commute_time", "s", "mean duration of residents' trips to work"),
    indicator("indicator/electricity_use", "indicator_region/electricity_use", "W h", "electricity used by households"),
    indicator("indicator/heat_use", "indicator_region/heat_use", "W h", "useful heat for rooms of households"),
    indicator("indicator/electricity_peak", "indicator_region/electricity_peak", "W", "highest quarter-hour mean of the households' electric power"),
    indicator("indicator/co2_cars", "indicator_region/co2_cars", "kg", "carbon dioxide of residents' car trips, electric cars by the grid mix"),
    indicator("indicator/co2_heat", "indicator_region/co2_heat", "kg", "carbon dioxide of room heating and hot water of households, from fuels and electricity drawn"),
    indicator("indicator/co2_electricity", "indicator_region/co2_electricity", "kg", "carbon dioxide of households' appliances and light by the grid mix, own PV not deducted"),
    indicator("indicator/parking_search_time", "indicator_region/parking_search_time", "s", "time that residents search for a place to park, beside the traffic"),
    indicator("indicator/parking_search_distance", "indicator_region/parking_search_distance", "m", "distance that they drive meanwhile, not in car_distance")};

/// What adoption says of each period.
constexpr Indicator adopted(std::string_view path, std::string_view region_path, std::string_view unit, std::string_view meaning) {
  return {{path, unit, meaning, "adoption", Type::f64, {D::period, D::municipality, D::none}},
          {region_path, unit, meaning, "adoption", Type::f64, {D::period, D::none, D::none}}};
}
inline constexpr std::size_t adopted_count = 17;
inline constexpr std::array<Indicator, adopted_count> adopted_figures = {
    adopted("adoption/telework_users", "adoption_region/telework_users", "1", "share of employed residents who work at home at least partly"),
    adopted("adoption/telework_potential", "adoption_region/telework_potential", "1", "share of employed residents whose job can be done at home at least partly"),
    adopted("adoption/telework_days", "adoption_region/telework_days", "d", "days a week at home of those who work there at least partly"),
    adopted("adoption/hub_users", "adoption_region/hub_users", "1", "residents who spend their telework days at a coworking place"),
    adopted("adoption/electric_cars", "adoption_region/electric_cars", "1", "share of household cars that are electric"),
    adopted("adoption/heat_pumps", "adoption_region/heat_pumps", "1", "share of residential buildings with a heat pump"),
    adopted("adoption/pv_power", "adoption_region/pv_power", "kW", "peak power of panels on buildings"),
    adopted("adoption/battery_energy", "adoption_region/battery_energy", "kW h", "capacity of batteries in buildings"),
    adopted("adoption/smart_meters", "adoption_region/smart_meters", "1", "share of households with a smart meter"),
    adopted("adoption/online_users", "adoption_region/online_users", "1", "share of adult residents who use online services of administrations"),
    adopted("adoption/digital_skill", "adoption_region/digital_skill", "1", "mean digital skill of adult residents, 0 to 100"),
    adopted("adoption/measures", "adoption_region/measures", "1", "digital measures that the municipality has; of the region: mean"),
    adopted("adoption/building_energy", "adoption_region/building_energy", "kW h", "energy of municipal buildings, a year"),
    adopted("adoption/lighting_energy", "adoption_region/lighting_energy", "kW h", "electricity of street lighting, a year"),
    adopted("adoption/spending", "adoption_region/spending", "EUR", "spent on new digital measures in the period"),
    adopted("adoption/running_cost", "adoption_region/running_cost", "EUR", "cost a year of running the measures at hand"),
    adopted("adoption/budget_left", "adoption_region/budget_left", "EUR", "saved for digital measures at the end of the period")};

inline constexpr Field person_contact{"person/contact", "1", "contact with the administration today: 0 none, 1 online, 2 visit, 3 assisted, 4 at another municipality, 5 waits, 6 given up", "channels", Type::u8, {D::day, D::person, D::none}};

/// What the services room says of each day: a contact is a resident's matter with the municipal administration.
constexpr Indicator served(std::string_view path, std::string_view region_path, std::string_view unit, std::string_view meaning) {
  return {{path, unit, meaning, "services", Type::f64, {D::day, D::municipality, D::none}},
          {region_path, unit, meaning, "services", Type::f64, {D::day, D::none, D::none}}};
}
inline constexpr std::size_t service_figure_count = 17;
inline constexpr std::array<Indicator, service_figure_count> service_figures = {
    served("services/service_level", "services_region/service_level", "1", "share of municipal services that work, by contacts"),
    served("services/contacts", "services_region/contacts", "1", "expected contacts of residents with the administration"),
    served("services/contacts_online", "services_region/contacts_online", "1", "of these settled online"),
    served("services/contacts_visit", "services_region/contacts_visit", "1", "of these settled by a visit to the own office"),
    served("services/contacts_assisted", "services_region/contacts_assisted", "1", "of these settled at an assisted desk"),
    served("services/contacts_elsewhere", "services_region/contacts_elsewhere", "1", "of these settled at another municipality's office"),
    served("services/contacts_queued", "services_region/contacts_queued", "1", "of these that have to wait because services fail"),
    served("services/contacts_unserved", "services_region/contacts_unserved", "1", "of these given up: too far or too hard"),
    served("services/contacts_backlog", "services_region/contacts_backlog", "1", "contacts that wait at the end of the day"),
    served("services/contacts_given_up", "services_region/contacts_given_up", "1", "contacts given up while waiting, since services first failed"),
    served("services/visit_distance", "services_region/visit_distance", "m", "expected distance of visits to offices, both ways"),
    served("services/visit_travel_time", "services_region/visit_travel_time", "s", "mean travel time of a visit, both ways"),
    served("services/distance_avoided", "services_region/distance_avoided", "m", "distance that online and assisted contacts save"),
    served("services/time_avoided", "services_region/time_avoided", "s", "time that online and assisted contacts save: way, waiting and desk"),
    served("services/unserved_share", "services_region/unserved_share", "1", "share of contacts given up: too far or too hard"),
    served("services/unserved_share_from_65", "services_region/unserved_share_from_65", "1", "the same among residents from 65"),
    served("services/unserved_share_low_skill", "services_region/unserved_share_low_skill", "1", "the same among residents of low digital skill")};

/// What the mobility room says of each day of vans on demand, by the municipality where the trip begins; absent where there is no service.
constexpr Indicator called(std::string_view path, std::string_view region_path, std::string_view unit, std::string_view meaning) {
  return {{path, unit, meaning, "mobility", Type::f64, {D::day, D::municipality, D::none}},
          {region_path, unit, meaning, "mobility", Type::f64, {D::day, D::none, D::none}}};
}
inline constexpr std::size_t on_demand_figure_count = 7;
inline constexpr std::array<Indicator, on_demand_figure_count> on_demand_figures = {
    called("on_demand/rides_on_demand", "on_demand_region/rides_on_demand", "1", "trips by van on demand"),
    called("on_demand/refused_on_demand", "on_demand_region/refused_on_demand", "1", "share of the trips called for that no van could take"),
    called("on_demand/refused_on_demand_in_peaks", "on_demand_region/refused_on_demand_in_peaks", "1", "the same from 6 to 9 and from 15 to 18 h"),
    called("on_demand/refused_on_demand_else", "on_demand_region/refused_on_demand_else", "1", "the same at other hours"),
    called("on_demand/wait_on_demand", "on_demand_region/wait_on_demand", "s", "mean time from being ready at the stop to being fetched"),
    called("on_demand/van_distance", "on_demand_region/van_distance", "m", "distance of the vans, each leg the shortest way, by the municipality of their depot"),
    called("on_demand/van_passenger_distance", "on_demand_region/van_passenger_distance", "m", "distance of the trips by van on demand, each the shortest way")};

/// What the incidents room says of each period, per inhabitant; the region's mean is weighted by inhabitants.
constexpr Indicator risked(std::string_view path, std::string_view region_path, std::string_view unit, std::string_view meaning) {
  return {{path, unit, meaning, "risk", Type::f64, {D::period, D::municipality, D::none}},
          {region_path, unit, meaning, "risk", Type::f64, {D::period, D::none, D::none}}};
}
inline constexpr std::size_t risk_figure_count = 12;
inline constexpr std::array<Indicator, risk_figure_count> risk_figures = {
    risked("risk/outage_rate", "risk_region/outage_rate", "yr-1", "severe outages of IT operators that reach the municipality, a year"),
    risked("risk/lost_days", "risk_region/lost_days", "d", "expected full service-days lost to outages a year"),
    risked("risk/lost_days_tail", "risk_region/lost_days_tail", "d", "the same in the worst years (CVaR)"),
    risked("risk/outage_cost", "risk_region/outage_cost", "EUR", "expected cost of outages per inhabitant and year"),
    risked("risk/outage_cost_tail", "risk_region/outage_cost_tail", "EUR", "the same in the worst years (CVaR)"),
    risked("risk/remote_share", "risk_region/remote_share", "1", "working days at home of the administrations' staff"),
    risked("risk/security_cost", "risk_region/security_cost", "EUR", "cost of security per inhabitant and year"),
    risked("risk/first_service_days", "risk_region/first_service_days", "d", "scenario's outage: days until the first service of the list is back"),
    risked("risk/emergency_days", "risk_region/emergency_days", "d", "scenario's outage: days until the emergency ends"),
    risked("risk/restored_98_days", "risk_region/restored_98_days", "d", "scenario's outage: days until 98 % are restored"),
    risked("risk/outage_lost_days", "risk_region/outage_lost_days", "d", "scenario's outage: full service-days lost, of those who are hit"),
    risked("risk/outage_loss", "risk_region/outage_loss", "EUR", "scenario's outage: cost per inhabitant, of those who are hit")};
// clang-format on
}  // namespace fields

/// All of them, in the order of the file.
std::span<const Field* const> all_fields();
/// Null if there is none.
const Field* find_field(std::string_view path);

}  // namespace pendel
