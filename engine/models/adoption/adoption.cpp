// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/adoption.hpp"

#include <algorithm>

#include "models/adoption/telework.hpp"
#include "text/messages.hpp"
#include "text/parameters.hpp"

namespace pendel::adoption {

void check(const Parameters& parameters, const Region& region, const text::ParameterTable& table, Issues& issues) {
  const auto& ags = region.municipalities.ags;
  for (const auto& hub : parameters.hubs)
    if (std::find(ags.begin(), ags.end(), hub.municipality) == ags.end())
      issues.add(table.place_of("adoption.hub." + text::quote_key(hub.name) + ".municipality"),
                 text::say(text::Say::hub_municipality, hub.name, hub.municipality), "",
                 text::did_you_mean(hub.municipality, ags.values()));
}

Adoption::Adoption(const Parameters& parameters, const World& world, AdoptionState& state)
    : parameters_(parameters), world_(world), state_(state) {}

void Adoption::advance(const Period& period, const State&, Recorder& recorder, const std::stop_token&) {
  const auto& municipal = parameters_.municipal;
  const double year = period.year();
  country_until(municipal, year, state_);
  const auto spending = advance_region(municipal, world_, period, state_);
  save_energy();
  decide_part_time(parameters_, world_, state_);
  decide_telework(parameters_, world_, year + period.years() / 2, state_);
  choose_hubs(parameters_, world_, state_);
  look_at_neighbours(period);
  decide_vehicles(year);
  decide_heating(year);
  decide_pv(year);
  decide_meters(year);
  decide_skills(year);
  decide_online(year);
  record(period, spending, recorder);
}

/// What the measures of a municipality leave of the electricity of its lights and sites.
void Adoption::save_energy() {
  const auto n = world_.region.municipalities.size();
  state_.street_light_kwh.assign(n, static_cast<float>(parameters_.lighting_kwh_per_inhabitant));
  state_.municipal_site_level.assign(n, 1);
  for (const auto m : ids<MunicipalityId>(n)) {
    if (state_.has(Measure::led_lighting, m))
      state_.street_light_kwh[m] *= static_cast<float>(1 - parameters_.led_saving);
    if (state_.has(Measure::energy_management, m))
      state_.municipal_site_level[m] = static_cast<float>(1 - parameters_.energy_management_saving);
  }
}

}  // namespace pendel::adoption
