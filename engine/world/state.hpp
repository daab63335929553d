// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/column.hpp"
#include "core/time.hpp"

/// All that changes, one struct per room. A model gets `State const&` and a mutable reference to its own struct alone,
/// so a write into a foreign room does not compile. Checkpoint = State. Large series go to the Recorder.
namespace pendel {

struct IncidentsState {
  Column<LinkId, float> capacity_factor;        // 1 as coded, 0 closed, between: narrowed
  Column<MunicipalityId, float> service_level;  // municipal services that work, 0 to 1
};

enum class Heating : std::uint8_t { gas, oil, district, heat_pump, biomass, electric };
inline constexpr int heatings = 6;

struct AdoptionState {
  Column<PersonId, std::uint8_t> teleworks;         // does so at least partly
  Column<PersonId, std::uint8_t> telework_days;     // wanted days a week, 0 to 5
  Column<HouseholdId, std::uint8_t> electric_cars;  // of the household's cars
  Column<BuildingId, Heating> heating;
  Column<BuildingId, float> pv_kwp;
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
  Column<PersonId, std::uint8_t> teleworks_today;
  Column<PersonId, float> work_s;  // of working time today, wherever; 0 if none
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

struct MobilityState {
  Column<TripId, Trip> trips;  // by person, then ordinal
  Rows<TripId, Leg> legs;
  Rows<PersonId, Activity> executed;  // the stays as they came out
  std::vector<float> link_time_s;     // [slice][link], experienced
  int iterations = 0;
  double relative_gap = 0;
  std::uint8_t converged = 0;              // stopped at the gap; else at the number of iterations
  std::uint64_t unreachable_trips = 0;     // wanted, but without any way by road: the person stays
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
  Column<HouseholdId, float> co2_kg;  // of all carriers
  Column<HouseholdId, float> cost_eur;
  Column<MunicipalityId, double> unmet_heat_h;                       // dwelling-hours
  std::array<std::vector<double>, energy_carriers> municipality_wh;  // taken by households, [municipality]
  std::vector<float> household_net_w;  // [household][slice] at the meter, without cars: what low-voltage grids carry
};

struct ServicesState {};

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
  ServicesState services;
  IndicatorsState indicators;
};

}  // namespace pendel
