// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "models/energy/charging/consumption.hpp"
#include "models/energy/charging/parameters.hpp"
#include "world/day.hpp"
#include "world/state.hpp"
#include "world/world.hpp"

namespace pendel::energy {

enum class ChargePlace : std::uint8_t { home, work, street };

/// A car at a charge point today.
struct PluggedCar {
  BuildingId building;
  VehicleId car;
  ChargePlace place = ChargePlace::home;
  bool controllable = false;  // since 2024, with control box: section 14a applies
  bool metered = false;       // smart metering system: tariffs and strategies apply
  Session session;
};

/// What became of the day's driving, Wh at the plug.
struct FleetSums {
  std::uint64_t cars = 0;
  std::uint64_t waited = 0;   // at public charge points that were taken
  std::uint64_t refused = 0;  // and left without
  double driven_wh = 0;
  double charged_wh = 0;  // home, work, street
  double fast_wh = 0;     // fast chargers on the way; not in a low-voltage grid
  [[nodiscard]] double residual() const { return driven_wh > 0 ? (charged_wh + fast_wh) / driven_wh - 1 : 0; }
};

struct FleetDay {
  std::vector<PluggedCar> plugged;  // sorted by building, then car, then time
  FleetSums sums;
};

/// The electric cars of all households through a day. Energy of each trip from its distance, speed and the temperature;
/// charge points drawn once per car (home) and per building (work). A car with a point at home or at work repeats the
/// day until the days recur and takes one of the cycle; one that has none charges on the street every few days (those
/// whose turn it is are picked so that the whole fleet charges what it drives), and waits where all points of the zone
/// are taken. The first `electric_cars` cars of a household are the electric ones.
class Fleet {
 public:
  Fleet(const ChargingParameters& parameters, const World& world);

  /// `outside_c`: mean temperature of the day.
  [[nodiscard]] FleetDay day(const Day& day, const State& state, double outside_c) const;

 private:
  struct Car;
  struct Stop;
  struct StreetStop;
  struct PointsDay;

  [[nodiscard]] std::vector<Car> cars_of(const State& state) const;
  void add_trips(const State& state, double outside_c, std::vector<Car>& cars) const;
  void live_day(const Car& car, PointsDay& day) const;
  /// Of the cars that fill in about as much at a time, in [0, 1): where in its cycle the last one was.
  using Phases = std::array<double, 16>;
  void charge_at_points(const Car& car, Phases& phases, FleetDay& out) const;
  void charge_on_street(const Day& day, const State& state, std::vector<Car>& cars, FleetDay& out) const;
  [[nodiscard]] std::uint32_t open_points(ZoneId zone, const State& state) const;

  const ChargingParameters& parameters_;
  const World& world_;
  Column<HouseholdId, VehicleId> first_car_;
  Column<BuildingId, float> work_w_;  // of a charge point at this workplace; 0: none
  Column<ZoneId, std::uint32_t> street_points_;
};

}  // namespace pendel::energy
