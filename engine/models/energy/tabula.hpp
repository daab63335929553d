// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "models/energy/heat_block.hpp"
#include "region/region.hpp"

/// Archetypes in the columns of TABULA / EPISCOPE (IWU, CC BY 4.0), their year by the hourly method, and TABULA's own
/// seasonal method beside it.
namespace pendel::energy {

/// A building of the table, per m2 of reference area.
struct TabulaBuilding {
  std::string name;
  double area_m2 = 0;
  Envelope envelope;
  std::array<double, faces> solar_m2{};   // effective collecting area: frames, dirt, shading, glazing taken off
  std::array<double, faces> window_m2{};  // glass and frame
  double g = 0;
  bool apartments = false;   // more than two dwellings
  double heat_need_kwh = 0;  // q_h_nd as published, with rooms heated in part; nan if the table has none
};

/// Reads a table with A_C_Ref, h_Transmission, h_Ventilation, H_Transmission_Window_1, g_gl_n, windows by direction
/// and, optionally, c_m, n_Apartment, q_h_nd. What the windows of four directions lack of A_Calc_Window_1 lies in the
/// roof.
std::vector<TabulaBuilding> read_tabula(const std::filesystem::path& file, Issues& issues);

/// Weather that a building feels, per step of `step_s`, and what it sums up to.
struct HeatWeather {
  double step_s = 900;
  std::vector<float> outside_c;
  std::array<std::vector<float>, faces> sun_w;
  double degree_days_kd = 0;         // sum of (20 - T) over days with a mean below 12 degC
  double season_degree_days_kd = 0;  // the same over the months with a mean below 12 degC
  int heating_days = 0;
};
HeatWeather heat_weather(const Weather& weather, double step_s);

/// A year of one building at a held air temperature, 3 W m-2 of internal gains (TABULA), unlimited power; the year's
/// last ten days run before it.
struct HeatYear {
  double kwh_per_m2 = 0;
  double peak_w_per_m2 = 0;
  double balance = 0;  // |in - out - stored| / in
};
HeatYear heat_year(const TabulaBuilding& building, const HeatWeather& weather, double setpoint_c);

/// q_h_nd of TABULA's seasonal method in kWh m-2 a-1 with F_red = 1 (all rooms at 20 degC), German mean climate:
/// 216 days, 3,326 Kd (Loga and Diefenbach, "TABULA calculation method", IWU 2013, section 2).
double seasonal_need_kwh(const TabulaBuilding& building);
inline constexpr double tabula_degree_days_kd = (20 - 4.6) * 216;

}  // namespace pendel::energy
