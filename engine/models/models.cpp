// SPDX-License-Identifier: Apache-2.0
#include "models/models.hpp"

#include "core/contract.hpp"
#include "models/mobility/select_links.hpp"
#include "text/messages.hpp"

namespace pendel::models {

void describe(Parameters& parameters, text::ParameterTable& table) {
  incidents::describe(parameters.incidents, table);
  adoption::describe(parameters.adoption, table);
  schedules::describe(parameters.schedules, table);
  mobility::describe(parameters.mobility, table);
  energy::describe(parameters.energy, table);
  energy::describe(parameters.charging, table);
  energy::describe(parameters.feeders, table);
  services::describe(parameters.services, table);
  indicators::describe(parameters.indicators, table);
}

void check(const Parameters& parameters, const Region& region, const text::ParameterTable& table, Issues& issues) {
  incidents::check(parameters.incidents, region, table, issues);
  adoption::check(parameters.adoption, region, table, issues);
  mobility::check(parameters.mobility, region, table, issues);
  energy::check(parameters.energy, table, issues);
  if (region.weather.temperature_c.empty())
    issues.add({region.read_from, 0, 0}, text::say(text::Say::region_weather), text::say(text::Say::region_weather_why),
               text::say(text::Say::region_weather_hint));
  services::check(parameters.services, region.municipalities, table, issues);
}

std::vector<std::unique_ptr<Model>> make(const Parameters& parameters, const World& world, State& state) {
  std::vector<std::unique_ptr<Model>> models;
  models.push_back(std::make_unique<incidents::Incidents>(parameters.incidents, world, state.incidents));
  models.push_back(std::make_unique<adoption::Adoption>(parameters.adoption, world, state.adoption));
  models.push_back(std::make_unique<services::Channels>(parameters.services, world, state.services));
  models.push_back(std::make_unique<schedules::Schedules>(parameters.schedules, world, state.schedules));
  models.push_back(std::make_unique<mobility::Mobility>(parameters.mobility, world, state.mobility));
  models.push_back(std::make_unique<energy::Energy>(parameters.energy, world, state.energy));
  models.push_back(std::make_unique<energy::Feeders>(parameters.charging, parameters.feeders, world, state.feeders));
  models.push_back(std::make_unique<services::Services>(parameters.services, world));
  models.push_back(std::make_unique<incidents::Risk>(parameters.incidents, world));
  models.push_back(std::make_unique<indicators::Indicators>(parameters.indicators, world, state.indicators));
  for (std::size_t i = 1; i < models.size(); ++i) PENDEL_ENSURE(models[i - 1]->phase() <= models[i]->phase());
  return models;
}

}  // namespace pendel::models
