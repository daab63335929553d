// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "core/issue.hpp"
#include "import/dwd_try.hpp"
#include "models/energy/tabula.hpp"
#include "text/messages.hpp"
#include "text_table.hpp"

namespace pendel::tools {

namespace {

using text::Say;
using text::say;

struct BuildingsOptions {
  std::filesystem::path archetypes;
  std::filesystem::path weather;
  double setpoint_c = 20;
  int step_min = 15;
  bool json = false;
};

using Years = std::vector<energy::HeatYear>;

void print_table(const BuildingsOptions& options, const std::vector<energy::TabulaBuilding>& buildings,
                 const Years& years, const energy::HeatWeather& weather) {
  fmt::print("{}\n\n", say(Say::buildings_weather, options.weather.filename().string(), weather.degree_days_kd,
                           weather.heating_days, weather.season_degree_days_kd));
  TextTable table({say(Say::head_building), say(Say::head_heat), say(Say::head_peak), say(Say::head_heat_3326),
                   say(Say::head_tabula)});
  const double scale = energy::tabula_degree_days_kd / weather.season_degree_days_kd;
  for (std::size_t i = 0; i < buildings.size(); ++i)
    table.add({buildings[i].name, fmt::format("{:.1f}", years[i].kwh_per_m2),
               fmt::format("{:.1f}", years[i].peak_w_per_m2), fmt::format("{:.1f}", years[i].kwh_per_m2 * scale),
               fmt::format("{:.1f}", energy::seasonal_need_kwh(buildings[i]))});
  fmt::print("{}", table.text());
}

void print_json(const BuildingsOptions& options, const std::vector<energy::TabulaBuilding>& buildings,
                const Years& years, const energy::HeatWeather& weather) {
  const double scale = energy::tabula_degree_days_kd / weather.season_degree_days_kd;
  nlohmann::json out = {{"weather",
                         {{"file", options.weather.filename().string()},
                          {"degree_days_kd", weather.degree_days_kd},
                          {"heating_days", weather.heating_days},
                          {"season_degree_days_kd", weather.season_degree_days_kd}}},
                        {"setpoint_c", options.setpoint_c},
                        {"step_min", options.step_min}};
  for (std::size_t i = 0; i < buildings.size(); ++i)
    out["buildings"].push_back({{"name", buildings[i].name},
                                {"area_m2", buildings[i].area_m2},
                                {"heat_kwh_per_m2a", years[i].kwh_per_m2},
                                {"peak_w_per_m2", years[i].peak_w_per_m2},
                                {"heat_kwh_per_m2a_at_3326_kd", years[i].kwh_per_m2 * scale},
                                {"tabula_kwh_per_m2a", energy::seasonal_need_kwh(buildings[i])},
                                {"balance", years[i].balance}});
  fmt::print("{}\n", out.dump(2));
}

int execute(const BuildingsOptions& options) {
  Issues issues;
  if (60 % options.step_min != 0) issues.add({}, say(Say::bad_step, options.step_min), "", say(Say::bad_step_hint));
  const auto buildings = energy::read_tabula(options.archetypes, issues);
  const auto year = import::read_try(options.weather, issues);
  issues.raise_if_any();
  const auto weather = energy::heat_weather(year.weather, 60.0 * options.step_min);
  Years years;
  for (const auto& building : buildings) years.push_back(energy::heat_year(building, weather, options.setpoint_c));
  if (options.json)
    print_json(options, buildings, years, weather);
  else
    print_table(options, buildings, years, weather);
  return 0;
}

}  // namespace

Action add_buildings(Words words) {
  auto options = std::make_shared<BuildingsOptions>();
  words.about(Say::buildings_about)
      .options({
          {"ARCHETYPES", &options->archetypes, Say::archetypes_help, required},
          {"--weather", &options->weather, Say::weather_help, required},
          {"--setpoint", &options->setpoint_c, Say::setpoint_help, optional, {.low = 5.0, .high = 30.0}},
          {"--step", &options->step_min, Say::step_help, optional, {.low = 1, .high = 60}},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel buildings tabula.csv --weather TRY2010_04_Jahr.dat",
                 "pendel buildings tabula.csv --weather TRY2010_04_Jahr.dat --setpoint 21 --json"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools
