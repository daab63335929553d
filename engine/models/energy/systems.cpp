// SPDX-License-Identifier: Apache-2.0
#include "models/energy/systems.hpp"

#include <algorithm>

namespace pendel::energy {

namespace {

// when2heat, cop_parameters.csv (MIT).
constexpr std::array<std::array<double, 3>, sources> cop_coefficients = {
    {{6.08, -0.0941, 0.000464}, {10.29, -0.2084, 0.001322}, {9.99, -0.2049, 0.001249}}};
constexpr double smallest_rise_k = 15;
constexpr double brine_k = 5;
constexpr double ground_water_c = 10, exchanger_k = 5;
constexpr double room_c = 20;
constexpr double tank_power_w = 3000;  // at least, thermal

PlantDay run_heat_pump(const Plant& plant, std::span<const float> heat_w, std::span<const float> water_w, double step_h,
                       double& missing_wh, std::span<float> electricity_w) {
  PlantDay day;
  for (std::size_t t = 0; t < heat_w.size(); ++t) {
    const double space_w = std::min(static_cast<double>(heat_w[t]), plant.heat_pump_w);
    double rod_w = static_cast<double>(heat_w[t]) - space_w;
    missing_wh += static_cast<double>(water_w[t]) * step_h;
    if (missing_wh > plant.tank_wh) {  // the tank is empty: the rod heats what runs through
      rod_w += (missing_wh - plant.tank_wh) / step_h;
      missing_wh = plant.tank_wh;
    }
    const double free_w = std::max(plant.heat_pump_w, tank_power_w) - space_w;
    const double charge_w = std::min(missing_wh / step_h, std::max(free_w, 0.0));
    missing_wh -= charge_w * step_h;
    const double w =
        space_w / static_cast<double>(plant.cop_space[t]) + charge_w / static_cast<double>(plant.cop_water[t]) + rod_w;
    electricity_w[t] = static_cast<float>(w);
    day.electricity_wh += w * step_h;
    day.rod_wh += rod_w * step_h;
  }
  return day;
}

}  // namespace

double sink_c(double supply_c, double outside_c, double design_c) {
  return room_c + (supply_c - room_c) * std::max(room_c - outside_c, 0.0) / (room_c - design_c);
}

double source_c(Source source, double outside_c, double mean_c) {
  return source == Source::air ? outside_c : source == Source::ground ? mean_c - brine_k : ground_water_c - exchanger_k;
}

double cop(Source source, double sink_c, double source_c, double field_factor) {
  const auto& c = cop_coefficients[static_cast<std::size_t>(source)];
  const double rise_k = std::max(smallest_rise_k, sink_c - source_c);
  return std::max(1.0, field_factor * (c[0] + rise_k * (c[1] + rise_k * c[2])));
}

double supply_c(std::size_t supply, const Parameters& parameters) {
  return supply == floor_heating ? parameters.supply_new_c : parameters.supply_c[supply];
}

CopTable cop_table(std::span<const float> outside_c, double mean_c, const Parameters& p) {
  CopTable table;
  for (std::size_t s = 0; s < sources; ++s) {
    const auto source = static_cast<Source>(s);
    for (const float at : outside_c) {
      const double outside = static_cast<double>(at);
      const double from = source_c(source, outside, mean_c);
      for (std::size_t i = 0; i < supplies; ++i)
        table.space[s][i].push_back(
            static_cast<float>(cop(source, sink_c(supply_c(i, p), outside, p.design_c), from, p.cop_factor)));
      table.water[s].push_back(static_cast<float>(cop(source, p.hot_water_sink_c, from, p.cop_factor)));
    }
  }
  return table;
}

PlantDay run_plant(const Plant& plant, std::span<const float> heat_w, std::span<const float> water_w, double step_h,
                   double& missing_wh, std::span<float> electricity_w) {
  if (plant.heating == Heating::heat_pump)
    return run_heat_pump(plant, heat_w, water_w, step_h, missing_wh, electricity_w);
  const bool electric = plant.heating == Heating::electric;
  const float rooms = electric ? 1.0F : 0.0F, water = electric || plant.electric_water ? 1.0F : 0.0F;
  PlantDay day;
  double fuel_w = 0, electric_w = 0;
  for (std::size_t t = 0; t < heat_w.size(); ++t) {
    electricity_w[t] = rooms * heat_w[t] + water * water_w[t];
    fuel_w += static_cast<double>((1 - rooms) * heat_w[t] + (1 - water) * water_w[t]);
    electric_w += static_cast<double>(electricity_w[t]);
  }
  day.fuel_wh = fuel_w * step_h / plant.efficiency;
  day.electricity_wh = electric_w * step_h;
  return day;
}

}  // namespace pendel::energy
