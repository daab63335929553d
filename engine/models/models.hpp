// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "core/issue.hpp"
#include "models/adoption/adoption.hpp"
#include "models/energy/energy.hpp"
#include "models/energy/feeders/feeders.hpp"
#include "models/incidents/incidents.hpp"
#include "models/incidents/risk.hpp"
#include "models/indicators/indicators.hpp"
#include "models/mobility/mobility.hpp"
#include "models/schedules/schedules.hpp"
#include "models/services/services.hpp"
#include "text/parameters.hpp"
#include "world/model.hpp"

/// The list of rooms on the corridor. A new model is one folder, one parameter struct here and one line in models.cpp.
namespace pendel::models {

struct Parameters {
  incidents::Parameters incidents;
  adoption::Parameters adoption;
  schedules::Parameters schedules;
  mobility::Parameters mobility;
  energy::Parameters energy;
  energy::ChargingParameters charging;
  energy::FeedersParameters feeders;
  services::Parameters services;
  indicators::Parameters indicators;
};

/// Adds every room's parameters under the room's name.
void describe(Parameters& parameters, text::ParameterTable& table);

/// What can only be checked against the land: unknown links, unknown municipalities. `table` knows where each stands.
void check(const Parameters& parameters, const Region& region, const text::ParameterTable& table, Issues& issues);

/// The models in the order of a day. They keep references to all three arguments.
std::vector<std::unique_ptr<Model>> make(const Parameters& parameters, const World& world, State& state);

}  // namespace pendel::models
