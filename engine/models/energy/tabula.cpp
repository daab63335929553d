// SPDX-License-Identifier: Apache-2.0
#include "models/energy/tabula.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/contract.hpp"
#include "core/math.hpp"
#include "models/energy/sun.hpp"
#include "text/messages.hpp"
#include "text/table.hpp"

namespace pendel::energy {

using text::Say;
using text::say;

namespace {

// TABULA: frames 0.3, dirt and angle 0.9, shading 0.6 on vertical and 0.8 on horizontal faces.
constexpr double frame_and_dirt = (1 - 0.3) * 0.9;
constexpr std::array<double, faces> shading = {0.6, 0.6, 0.6, 0.6, 0.8};
constexpr std::array<const char*, 4> window_columns = {"A_Calc_Window_South", "A_Calc_Window_East",
                                                       "A_Calc_Window_West", "A_Calc_Window_North"};
constexpr double internal_w = 3;
constexpr double season_days = 216;
constexpr int warm_up_days = 10;
constexpr double base_c = 20, heating_limit_c = 12;
constexpr double rounding_m2 = 0.5;  // windows that do not add up by less are rounded, not in the roof

std::vector<double> optional_column(const text::Table& table, const char* name, double missing, Issues& issues) {
  if (!table.has(name)) return std::vector<double>(table.rows(), missing);
  return table.numbers(name, {.min = 0, .if_empty = missing}, issues);
}

}  // namespace

std::vector<TabulaBuilding> read_tabula(const std::filesystem::path& file, Issues& issues) {
  const auto before = issues.size();
  const auto table = text::Table::read(file, issues);
  if (issues.size() != before) return {};
  const auto positive = [&](const char* name, const char* unit, double max) {
    return table.numbers(name, {.unit = unit, .min = 0, .max = max, .min_exclusive = true}, issues);
  };
  const auto names = table.texts("Code_BuildingVariant", issues, {.filled = true, .unique = true});
  const auto area = positive("A_C_Ref", "m2", 1e6);
  const auto transmission = positive("h_Transmission", "W/m2K", 20);
  const auto ventilation = positive("h_Ventilation", "W/m2K", 10);
  const auto h_window = positive("H_Transmission_Window_1", "W/K", 1e6);
  const auto g = positive("g_gl_n", "1", 1);
  const auto windows = table.numbers("A_Calc_Window_1", {.unit = "m2", .min = 0}, issues);
  std::array<std::vector<double>, 4> facade;
  for (std::size_t f = 0; f < 4; ++f)
    facade[f] = table.numbers(window_columns[f], {.unit = "m2", .min = 0, .if_empty = 0.0}, issues);
  const auto capacity = optional_column(table, "c_m", 45, issues);
  const auto apartments = optional_column(table, "n_Apartment", 1, issues);
  const auto need = optional_column(table, "q_h_nd", std::numeric_limits<double>::quiet_NaN(), issues);
  std::vector<TabulaBuilding> buildings;
  if (issues.size() != before) return buildings;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    TabulaBuilding b;
    b.name = names[row];
    b.area_m2 = area[row];
    b.g = g[row];
    const double windows_per_m2 = h_window[row] / area[row];
    if (windows_per_m2 >= transmission[row]) {
      issues.add(table.place(row, "H_Transmission_Window_1"), say(Say::windows_lose, h_window[row]),
                 say(Say::windows_lose_why, transmission[row] * area[row]));
      continue;
    }
    b.envelope = {.h_opaque = transmission[row] - windows_per_m2,
                  .h_window = windows_per_m2,
                  .h_ventilation = ventilation[row],
                  .capacity_j_per_k = 3600 * capacity[row]};
    double in_walls = 0;
    for (std::size_t f = 0; f < 4; ++f) in_walls += facade[f][row];
    const double in_roof = windows[row] - in_walls > rounding_m2 ? windows[row] - in_walls : 0;
    for (std::size_t f = 0; f < faces; ++f) {
      b.window_m2[f] = (f < 4 ? facade[f][row] : in_roof) / area[row];
      b.solar_m2[f] = b.window_m2[f] * frame_and_dirt * shading[f] * g[row];
    }
    b.apartments = apartments[row] > 2;
    b.heat_need_kwh = need[row];
    buildings.push_back(b);
  }
  return buildings;
}

HeatWeather heat_weather(const Weather& weather, double step_s) {
  HeatWeather result;
  result.step_s = step_s;
  constexpr int days = 365;
  const auto series = weather_series(weather, {2001, 12, 31}, days, static_cast<int>(86400 / step_s));
  result.outside_c = series.outside_c;
  for (std::size_t f = 0; f < faces; ++f) result.sun_w[f] = series.sun_w_per_m2[f];
  std::array<double, 12> month_sum{};
  std::array<int, 12> month_days{};
  for (int day = 0; day < days; ++day) {
    double mean = 0;
    for (std::size_t hour = 0; hour < 24; ++hour)
      mean += static_cast<double>(weather.temperature_c[static_cast<std::size_t>(day) * 24 + hour]) / 24;
    const auto month = static_cast<std::size_t>(Date::from_days(Date{2001, 1, 1}.days() + day).month - 1);
    month_sum[month] += mean;
    ++month_days[month];
    if (mean >= heating_limit_c) continue;
    result.degree_days_kd += base_c - mean;
    ++result.heating_days;
  }
  for (std::size_t m = 0; m < 12; ++m)
    if (month_sum[m] < heating_limit_c * month_days[m])
      result.season_degree_days_kd += base_c * month_days[m] - month_sum[m];
  return result;
}

HeatYear heat_year(const TabulaBuilding& building, const HeatWeather& weather, double setpoint_c) {
  const Thermal thermal(building.envelope, weather.step_s);
  const double step_h = weather.step_s / 3600;
  const auto steps = weather.outside_c.size();
  const auto before = static_cast<std::size_t>(warm_up_days * 24 / step_h);
  PENDEL_EXPECT(before < steps);
  HeatYear year;
  double in_wh = 0, out_wh = 0, start_c = 0;
  double mass_c = thermal.steady_mass_c(setpoint_c, static_cast<double>(weather.outside_c[steps - before]));
  for (std::size_t i = 0; i < before + steps; ++i) {
    const auto t = i < before ? steps - before + i : i - before;
    if (i == before) start_c = mass_c;
    const double outside_c = static_cast<double>(weather.outside_c[t]);
    double solar_w = 0;
    for (std::size_t f = 0; f < faces; ++f) solar_w += building.solar_m2[f] * static_cast<double>(weather.sun_w[f][t]);
    const auto step = thermal.advance(mass_c, outside_c, internal_w, solar_w, setpoint_c, 1e9);
    if (i < before) continue;
    year.kwh_per_m2 += step.heating_w * step_h / 1000;
    year.peak_w_per_m2 = std::max(year.peak_w_per_m2, step.heating_w);
    in_wh += step_h * (step.heating_w + 0.5 * internal_w + thermal.useful_share() * (0.5 * internal_w + solar_w));
    out_wh += step_h * thermal.loss_w(step, outside_c);
  }
  const double stored_wh = thermal.capacity_j_per_k() * (mass_c - start_c) / 3600;
  year.balance = std::abs(in_wh - out_wh - stored_wh) / in_wh;
  return year;
}

double seasonal_need_kwh(const TabulaBuilding& building) {
  constexpr std::array<double, faces> sun_kwh = {394, 260, 222, 123, 368};  // of the heating season
  const auto& e = building.envelope;
  const double h = e.h_opaque + e.h_window + e.h_ventilation;
  double gains = 0.024 * internal_w * season_days;
  for (std::size_t f = 0; f < faces; ++f) gains += building.solar_m2[f] * sun_kwh[f];
  const double losses = 0.024 * h * tabula_degree_days_kd;
  const double ratio = gains / losses;
  const double a = 0.8 + e.capacity_j_per_k / 3600 / h / 30;
  const double use =
      std::abs(ratio - 1) < 1e-9 ? a / (a + 1) : (1 - math::pow(ratio, a)) / (1 - math::pow(ratio, a + 1));
  return losses - use * gains;
}

}  // namespace pendel::energy
