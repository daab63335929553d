// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "models/energy/parameters.hpp"
#include "world/state.hpp"

/// What turns fuel and electricity into heat: boilers, district heat, heat pumps with their rod.
namespace pendel::energy {

enum class Source : std::uint8_t { air, ground, water };
inline constexpr std::size_t sources = 3;

/// Temperature that the emitters need: linear from 20 degC outside down to the design day, where it is the building's
/// design supply temperature (54 degC at -14 degC is when2heat's radiator 40 - T, 37 degC its floor 30 - 0.5 T).
double sink_c(double supply_c, double outside_c, double design_c);

/// Coefficient of performance, quadratic in max(15, sink - source) K, times a field factor (when2heat: Ruhnau, Hirth
/// and Praktiknjo, "Time series of heat demand and heat pump efficiency", Scientific Data 6:189, 2019; Fischer et al.
/// 2017).
double cop(Source source, double sink_c, double source_c, double field_factor);

/// Ground: the soil keeps the year's mean air temperature, the brine is 5 K colder. Ground water has 10 degC, 5 K are
/// lost in its exchanger.
double source_c(Source source, double outside_c, double mean_c);

/// Buildings by what their emitters need: the three refurbishments, and new ones with floor heating.
inline constexpr std::size_t supplies = 4;
inline constexpr std::size_t floor_heating = supplies - 1;
/// Supply temperature on the design day.
double supply_c(std::size_t supply, const Parameters& parameters);

/// COP per step of a day for each source and kind of emitters, and for hot water.
struct CopTable {
  std::array<std::array<std::vector<float>, supplies>, sources> space;
  std::array<std::vector<float>, sources> water;
};
CopTable cop_table(std::span<const float> outside_c, double mean_c, const Parameters& parameters);

/// The heating of a dwelling.
struct Plant {
  Heating heating = Heating::gas;
  bool electric_water = false;  // hot water by electricity, whatever heats the rooms
  double efficiency = 1;        // useful heat per fuel
  double heat_pump_w = 0;       // thermal; the rod does the rest
  double tank_wh = 0;           // of hot water that a heat pump keeps
  const float* cop_space = nullptr;
  const float* cop_water = nullptr;
};

struct PlantDay {
  double fuel_wh = 0;         // what the boiler or the station took; 0 for heat pumps
  double electricity_wh = 0;  // all of it
  double rod_wh = 0;          // electricity of heating rods
};

/// One day. `heat_w` for rooms, `water_w` drawn, useful W per step; `missing_wh` is what the tank lacks, in and out.
/// Heat out = fuel x efficiency + electricity x COP at every step, except for what the tank stores. Writes
/// `electricity_w`.
PlantDay run_plant(const Plant& plant, std::span<const float> heat_w, std::span<const float> water_w, double step_h,
                   double& missing_wh, std::span<float> electricity_w);

}  // namespace pendel::energy
