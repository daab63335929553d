// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/telework.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/math.hpp"
#include "people/tables.hpp"
#include "world/state.hpp"

namespace pendel::adoption {

namespace {

// Lanes and indices are part of the draws' keys; never renumber.
constexpr std::uint32_t hub_index = 16;      // of Stream::adoption_telework, plus the number of the place
constexpr std::uint32_t part_time_lane = 1;  // of Stream::schedule_departure, index 0: a habit of the person

/// The number of wanted days whose cumulative share the draw falls below.
std::uint8_t wanted_days(const std::array<double, 5>& shares, double u) {
  double total = 0;
  for (double share : shares) total += share;
  double below = 0;
  for (std::uint8_t days = 1; days < 5; ++days) {
    below += shares[days - 1U];
    if (u * total < below) return days;
  }
  return 5;
}

double broadband_of(const Parameters& parameters, const World& world, PersonId person) {
  const auto home = world.people.persons.home[person];
  if (!home.valid()) return std::nan("");  // not known for those who live outside
  return std::min(1.0, world.region.municipalities.broadband_50_share[world.region.sites.municipality[home]] +
                           parameters.broadband_extra);
}

/// The building of a municipality that a coworking place moves into: of shops, offices and mixed houses the one nearest
/// to the centre; none if the municipality has no such building.
BuildingId hub_building(const World& world, const std::string& ags) {
  const auto& land = world.region.municipalities;
  const auto& sites = world.region.sites;
  BuildingId best;
  double nearest = std::numeric_limits<double>::infinity();
  for (const auto building : sites.use.ids()) {
    const auto m = sites.municipality[building];
    const auto use = sites.use[building];
    if (!m.valid() || land.ags[m] != ags) continue;
    if (use != BuildingUse::mixed && use != BuildingUse::work && use != BuildingUse::retail) continue;
    const double away =
        land.x_m.empty() ? 0.0 : math::distance(sites.x_m[building] - land.x_m[m], sites.y_m[building] - land.y_m[m]);
    if (away < nearest) nearest = away, best = building;
  }
  return best;
}

}  // namespace

double telework_level(const Parameters& p, Sector sector, double year) {
  if (year < p.pandemic_from) return p.telework_before;
  if (year < p.pandemic_to) return 1;
  const double stays =
      std::min(1.0, p.telework_persistence_scale * p.telework_persistence[static_cast<std::size_t>(sector)]);
  const double kept = stays + (1 - stays) * math::exp(-(year - p.pandemic_to) / p.telework_fade_years);
  return p.telework_before + (1 - p.telework_before) * kept;
}

double telework_share(const Parameters& p, Sector sector, double broadband_share, double year) {
  const auto s = static_cast<std::size_t>(sector);
  const double potential = p.telework_cap[s];
  const double use = std::min(p.telework_scale * telework_level(p, sector, year) * p.telework_share[s], potential);
  const double wanted = use + p.telework_gap_closed * (potential - use);
  const double online = std::isnan(broadband_share) ? 1.0 : 1.0 - p.telework_needs_broadband * (1.0 - broadband_share);
  return std::min({wanted, p.telework_permitted, p.telework_equipped, online});
}

double country_telework_share(const Parameters& p, double year) {
  const auto& shares = people::sector_shares("DE");
  double users = 0, all = 0;
  for (std::size_t s = 1; s < sectors; ++s) {
    users += shares[s].value * telework_share(p, static_cast<Sector>(s), std::nan(""), year);
    all += shares[s].value;
  }
  return users / all;
}

void decide_part_time(const Parameters& p, const World& world, AdoptionState& state) {
  const auto& persons = world.people.persons;
  state.part_time.assign(persons.size(), 0);
  parallel::for_each<PersonId>(world.pool, persons.size(), [&](PersonId person) {
    if (persons.employment[person] != Employment::employed) return;
    const double habit = world.random(Stream::schedule_departure, person, 0, 0).uniform(part_time_lane);
    state.part_time[person] = persons.workdays[person] < 5 || habit < p.part_time_share ? 1 : 0;
  });
}

void decide_telework(const Parameters& p, const World& world, double year, AdoptionState& state) {
  const auto& persons = world.people.persons;
  const auto n = persons.size();
  state.teleworks.assign(n, 0);
  state.telework_days.assign(n, 0);
  const auto employed = parallel::sum(world.pool, n, [&](std::size_t i) -> std::uint64_t {
    return persons.employment[PersonId(i)] == Employment::employed ? 1 : 0;
  });
  const auto part_timers =
      parallel::sum(world.pool, n, [&](std::size_t i) -> std::uint64_t { return state.part_time[PersonId(i)]; });
  const double part = employed > 0 ? static_cast<double>(part_timers) / static_cast<double>(employed) : 0.0;
  const double full_time_factor = 1 / (1 - part + p.telework_part_time_ratio * part);
  parallel::for_each<PersonId>(world.pool, n, [&](PersonId person) {
    if (persons.employment[person] != Employment::employed) return;
    const double factor = full_time_factor * (state.part_time[person] != 0 ? p.telework_part_time_ratio : 1.0);
    const double share = telework_share(p, persons.sector[person], broadband_of(p, world, person), year);
    const auto draw = world.random(Stream::adoption_telework, person);
    if (draw.uniform(0) >= factor * share) return;
    state.teleworks[person] = 1;
    const int wanted = std::clamp<int>(wanted_days(p.telework_days, draw.uniform(1)), p.telework_days_least,
                                       std::max(p.telework_days_least, p.telework_days_most));
    state.telework_days[person] = static_cast<std::uint8_t>(std::min<int>(wanted, persons.workdays[person]));
  });
}

void choose_hubs(const Parameters& p, const World& world, AdoptionState& state) {
  const auto& persons = world.people.persons;
  const auto& sites = world.region.sites;
  state.hub.assign(persons.size(), BuildingId());
  if (p.hubs.empty()) return;
  std::vector<BuildingId> buildings;
  for (const auto& hub : p.hubs) buildings.push_back(hub_building(world, hub.municipality));
  const auto gains = parallel::collect<std::pair<double, std::pair<std::uint32_t, std::uint32_t>>, PersonId>(
      world.pool, persons.size(), [&](PersonId person, auto&& emit) {
        if (state.telework_days[person] == 0 || !persons.home[person].valid()) return;
        const auto home = persons.home[person];
        const double at_home = world.random(Stream::adoption_telework, person, 0, hub_index - 1).gumbel();
        for (std::uint32_t h = 0; h < buildings.size(); ++h) {
          if (!buildings[h].valid() || buildings[h] == home) continue;
          const double km =
              math::distance(sites.x_m[home] - sites.x_m[buildings[h]], sites.y_m[home] - sites.y_m[buildings[h]]) /
              1000.0;
          if (km > p.hub_reach_km) continue;
          const double gain = p.hub_constant - p.hub_per_km * km +
                              world.random(Stream::adoption_telework, person, 0, hub_index + h).gumbel() - at_home;
          if (gain > 0) emit({-gain, {person.value(), h}});  // largest gain first
        }
      });
  // A desk serves five days a week; a person takes as many of them as it teleworks.
  std::vector<double> free(p.hubs.size());
  for (std::size_t h = 0; h < free.size(); ++h) free[h] = 5.0 * p.hubs[h].desks;
  for (const auto& [gain, who] : gains) {
    const PersonId person(who.first);
    const auto h = who.second;
    if (state.hub[person].valid() || free[h] < state.telework_days[person]) continue;
    free[h] -= state.telework_days[person];
    state.hub[person] = buildings[h];
  }
}

}  // namespace pendel::adoption
