// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/column.hpp"
#include "core/time.hpp"

/// All that changes, one struct per room. A model gets `State const&` and a mutable reference to its own struct alone,
/// so a write into a foreign room does not compile. Checkpoint = State. Large series go to the Recorder.
namespace pendel {

/// From `at` on the link's capacity is `factor` times the coded one, until its next step.
struct CapacityStep {
  Tick at = 0;
  LinkId link;
  float factor = 1;
  friend bool operator==(const CapacityStep&, const CapacityStep&) = default;
};

struct IncidentsState {
  Column<LinkId, float> capacity_factor;        // at midnight; 1 as coded, 0 closed, between: narrowed
  std::vector<CapacityStep> capacity_steps;     // within the day, by time, then link
  Column<NodeId, float> signal_delay_factor;    // on the delay at the node's signals; empty: 1 everywhere
  Column<MunicipalityId, float> service_level;  // municipal services that work, 0 to 1
  // Of every calendar day since services first failed, today last: [day][municipality]. Empty if they never did.
  std::vector<float> service_history;
  std::int32_t history_days = 0;
  Column<MunicipalityId, float> charging_level;  // public charging points whose backend lets them charge, 0 to 1
  Column<MunicipalityId, float> meter_level;     // smart meters whose readings arrive, 0 to 1
};

enum class Heating : std::uint8_t { gas, oil, district, heat_pump, biomass, electric };
inline constexpr int heatings = 6;

/// What a municipality can introduce. Codes are part of the draws' keys and of the file: add at the end only.
enum class Measure : std::uint8_t {
  strategy,
  data_platform,
  online_services,
  adaptive_signals,
  smart_parking,
  energy_management,
  led_lighting,
  on_demand_bus,
  coworking_hub,
  open_source_platform,
  it_security,
};
inline constexpr int measures = 11;
std::string_view to_string(Measure measure);

struct AdoptionState {
  Column<PersonId, std::uint8_t> teleworks;         // does so at least partly
  Column<PersonId, std::uint8_t> telework_days;     // wanted days a week, 0 to 5
  Column<PersonId, std::uint8_t> part_time;         // works fewer hours than a full week
  Column<PersonId, BuildingId> hub;                 // coworking place of the telework days; none = at home
  Column<PersonId, float> skill;                    // digital skill, 0 to 100
  Column<PersonId, std::uint8_t> online;            // uses online services of administrations
  Column<HouseholdId, std::uint8_t> electric_cars;  // of the household's cars
  Column<HouseholdId, std::uint8_t> smart_meter;
  Column<BuildingId, Heating> heating;
  Column<BuildingId, float> pv_kwp;
  Column<BuildingId, float> battery_kwh;
  // By neighbours on top of the country's path, as exponent of the share that has not: see adoption/neighbours.hpp.
  Column<BuildingId, float> pull_ev;
  Column<BuildingId, float> pull_heat_pump;
  Column<BuildingId, float> pull_pv;
  std::vector<std::uint16_t> measure_since;        // [measure][municipality], number of the period + 1; 0 = not yet
  Column<MunicipalityId, double> budget_eur;       // left for digital measures
  Column<MunicipalityId, float> street_light_kwh;  // a year and resident, less what LED and dimming save there
  // Electricity that energy management leaves, 1 = all. Empty: all.
  Column<MunicipalityId, float> municipal_site_level;
  std::vector<double> measure_references;  // [measure], municipalities of the country that have it
  std::vector<double> frame_share;         // [measure][size class of the country's municipalities]

  [[nodiscard]] bool has(Measure measure, MunicipalityId municipality) const {
    const auto n = measure_since.size() / measures;
    return n > 0 && measure_since[static_cast<std::size_t>(measure) * n + municipality.index()] != 0;
  }
};

enum class Purpose : std::uint8_t { home, work, education, shopping, leisure };
inline constexpr int purposes = 5;

/// A stay at a place. At a building inside the region, or behind a gateway (then `building` is none).
struct Activity {
  Purpose purpose = Purpose::home;
  std::uint8_t telework = 0;  // working at home during (part of) this stay
  BuildingId building;
  GatewayId gateway;
  Tick begin = 0;
  Tick end = 0;
  friend bool operator==(const Activity&, const Activity&) = default;
};

struct SchedulesState {
  Rows<PersonId, Activity> wanted;         // the whole day in order; stays, with the trips in the gaps between them
  Column<PersonId, std::uint8_t> at_work;  // works today, wherever
  Column<PersonId, std::uint8_t> teleworks_today;  // 1 at home, 2 at a coworking place, 0 neither
  Column<PersonId, float> work_s;                  // of working time today, wherever; 0 if none
};

enum class Mode : std::uint8_t { walk, bike, transit, car, ride };  // ride: car passenger
inline constexpr int modes = 5;

/// One stage of a trip.
struct Leg {
  Mode mode = Mode::walk;
  NodeId from;
  NodeId to;
  Tick depart = 0;
  Tick arrive = 0;
  VehicleId vehicle;  // household car; none otherwise
  friend bool operator==(const Leg&, const Leg&) = default;
};

/// The trip from stay `ordinal` to stay `ordinal + 1` of a person.
struct Trip {
  PersonId person;
  std::uint16_t ordinal = 0;
  Purpose purpose = Purpose::home;  // at the destination
  Mode mode = Mode::walk;           // main mode
  ZoneId from;
  ZoneId to;
  Tick depart = 0;
  Tick arrive = 0;
  float distance_m = 0;  // inside the region, along the network
  float outside_m = 0;   // behind the gateway
  friend bool operator==(const Trip&, const Trip&) = default;
};

/// What a day's travellers chose and expect, person by person: what another run of the day may begin with. Rows are the
/// trips by person and then by time, whatever their mode, then the vehicles that cross the border.
struct TravelChoices {
  std::vector<std::uint64_t> entity;    // the person; above 2^32: a flow across the border
  std::vector<std::uint32_t> from, to;  // road nodes
  std::vector<Tick> car_time;           // that the person expects by car inside the region; below 0: no way
  std::vector<Tick> departure_shift;    // of who drives, against the plan
  std::vector<Tick> schedule_delay;     // that the person expects by car, weighed as time on the way
  std::vector<std::uint64_t> first;     // rows + 1, into `routes`; nothing for who does not drive
  std::vector<std::uint8_t> routes;  // that the vehicle knows, the driven one first; coded: models/mobility/routes.hpp
  std::vector<std::uint32_t> link_time;  // [link][slice], ticks as expected
  std::vector<std::uint32_t> door_link;  // links at whose doors vehicles wait for room
  std::vector<std::uint32_t> door_wait;  // [of door_link][slice], ticks as expected

  [[nodiscard]] bool empty() const { return first.empty(); }
};

struct MobilityState {
  Column<TripId, Trip> trips;  // by person, then ordinal
  Rows<TripId, Leg> legs;
  Rows<PersonId, Activity> executed;  // the stays as they came out
  // [slice][link]. Before the move phase: of the same day one period earlier, empty if there is none (warm start);
  // after it: as experienced today.
  std::vector<float> link_time_s;
  // Before the move phase: of the day that this one begins with, empty if there is none or it kept none; after it:
  // today's, if mobility.keep_choices.
  TravelChoices choices;
  int iterations = 0;
  double relative_gap = 0;
  double peak_gap = 0;                  // largest of the slices with much departing traffic
  double stuck_share = 0;               // of all moves from link to link
  std::uint64_t mode_changes = 0;       // tours that took another mode before the last day that was lived
  std::uint64_t departure_changes = 0;  // persons who took another departure before the last day that was lived
  std::uint64_t rerouted = 0;           // vehicles that left their route under way
  std::uint8_t converged = 0;           // stopped at the gap; else at the number of iterations
  std::uint8_t warning = 0;             // sum of 1: gap in the peak, 2: stuck vehicles, 4: vehicles without an arrival
  std::uint64_t unfinished = 0;         // car trips still under way or not begun at the end of the day
  std::uint64_t unreachable_trips = 0;  // wanted, but without any way by road: the person stays
  std::uint64_t unreachable_external = 0;  // vehicles between gateways without a way
};

inline constexpr std::size_t energy_carriers = 5;  // gas, oil, district heat, biomass, electricity from the grid

struct EnergyState {
  // [slice][municipality], mean power
  std::vector<float> municipality_electricity_w;  // appliances and light of households
  std::vector<float> municipality_heat_w;         // useful space heat
  std::vector<float> municipality_hot_water_w;    // useful heat
  std::vector<float> municipality_system_w;       // electricity of households for heat and hot water
  std::vector<float> municipality_pv_w;           // of homes
  std::vector<float> municipality_net_w;          // all of it at the meter; below 0: fed in
  std::vector<float> municipality_present;        // residents at home, not a power
  std::vector<float> municipality_office_w;       // electricity of desks
  std::vector<float> municipality_office_heat_w;  // useful
  std::vector<float> municipality_service_w;      // electricity of shops, schools, municipal sites, street lights
  // of the day
  Column<HouseholdId, float> electricity_wh;  // appliances and light
  Column<HouseholdId, float> heat_wh;
  Column<HouseholdId, float> hot_water_wh;
  Column<HouseholdId, float> system_wh;
  Column<HouseholdId, float> pv_wh;
  Column<HouseholdId, float> grid_wh;
  Column<HouseholdId, float> fed_in_wh;
  Column<HouseholdId, float> co2_kg;              // of all carriers, by what the meters show
  Column<HouseholdId, float> electricity_co2_kg;  // of appliances and light, own PV not deducted
  Column<HouseholdId, float> heat_co2_kg;         // of fuels and of electricity for heat, own PV not deducted
  Column<HouseholdId, float> cost_eur;
  Column<MunicipalityId, double> unmet_heat_h;                       // dwelling-hours
  std::array<std::vector<double>, energy_carriers> municipality_wh;  // taken by households, [municipality]
  std::array<double, slices_per_day> grid_kg_per_kwh{};              // of electricity, for who counts other uses
  // [household][slice], for low-voltage grids
  std::vector<float> household_net_w;   // at the meter, without cars
  std::vector<float> household_pump_w;  // of it, heat pump with rod
  std::vector<BuildingId> business;   // buildings with desks, a shop, a school, a trade or a municipal site, ascending
  std::vector<float> business_w;      // [business][slice], their electricity
  std::vector<float> street_light_w;  // [slice][municipality], of a dwelling: lamps stand where homes are
};

/// Sums of a day over all grids and cars.
struct FeedersSums {
  double electric_cars = 0;
  double driven_wh = 0;  // at the plug
  double charged_wh = 0;
  double fast_wh = 0;  // by fast chargers on the way
  double charging_residual = 0;
  double waited = 0;
  double refused = 0;
  double dimmed_h = 0;
  double deferred_wh = 0;
  double rebound_wh = 0;
  double unserved_wh = 0;
  double unsolved = 0;  // grids whose flow did not converge
  double overloaded_share = 0;
  double overloaded_share_plain = 0;  // without the incidents
  double incident_step_w = 0;
  double incident_rebound_w = 0;
};

struct FeedersState {
  std::vector<float> transformer_percent;  // [slice][grid]
  std::vector<float> line_percent;         // [slice][grid], of the line loaded most
  std::vector<float> voltage_low;          // [slice][grid], pu
  std::vector<float> voltage_high;         // [slice][grid], pu
  std::vector<float> loss_w;               // [slice][grid]
  std::vector<float> charging_w;           // [slice][grid]
  FeedersSums sums;
};

/// What becomes of a person's contact with the administration today.
enum class Channel : std::uint8_t {
  none,  // no contact
  online,
  visit,      // at the own office
  assisted,   // at a desk near by, with help
  elsewhere,  // services at home fail and it cannot wait: at another municipality's office
  queued,     // services fail: waits
  unserved,   // gives up on it: too far, too hard
};

struct ServicesState {
  Column<PersonId, Channel> channel;
  Column<PersonId, BuildingId> office;  // where a visit leads today; none = no visit
};

struct IndicatorsState {
  std::vector<double> municipality;  // [indicator][municipality], in the order of fields::indicators
  std::vector<double> region;        // [indicator]
};

struct State {
  IncidentsState incidents;
  AdoptionState adoption;
  SchedulesState schedules;
  MobilityState mobility;
  EnergyState energy;
  FeedersState feeders;
  ServicesState services;
  IndicatorsState indicators;
};

/// What outlives a period: `visit(name, std::vector<T>&)` for every column. A checkpoint holds exactly these; all else
/// is made anew by `advance` or on the day.
template <class AnyState, class Visit>
void persistent(AnyState& state, Visit&& visit) {
  auto& a = state.adoption;
  visit("adoption/teleworks", a.teleworks.values());
  visit("adoption/telework_days", a.telework_days.values());
  visit("adoption/part_time", a.part_time.values());
  visit("adoption/hub", a.hub.values());
  visit("adoption/skill", a.skill.values());
  visit("adoption/online", a.online.values());
  visit("adoption/electric_cars", a.electric_cars.values());
  visit("adoption/smart_meter", a.smart_meter.values());
  visit("adoption/heating", a.heating.values());
  visit("adoption/pv_kwp", a.pv_kwp.values());
  visit("adoption/battery_kwh", a.battery_kwh.values());
  visit("adoption/pull_ev", a.pull_ev.values());
  visit("adoption/pull_heat_pump", a.pull_heat_pump.values());
  visit("adoption/pull_pv", a.pull_pv.values());
  visit("adoption/measure_since", a.measure_since);
  visit("adoption/budget_eur", a.budget_eur.values());
  visit("adoption/street_light_kwh", a.street_light_kwh.values());
  visit("adoption/municipal_site_level", a.municipal_site_level.values());
  visit("adoption/measure_references", a.measure_references);
  visit("adoption/frame_share", a.frame_share);
}

}  // namespace pendel
