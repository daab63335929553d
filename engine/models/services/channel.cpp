// SPDX-License-Identifier: Apache-2.0
#include "models/services/channel.hpp"

#include <algorithm>

#include "core/math.hpp"

namespace pendel::services {

double travel_hours(const Parameters& p, double one_way_m, bool has_car) {
  return 2 * (p.access_min / 60 + one_way_m / 1000 / (has_car ? p.car_kmh : p.other_kmh));
}

std::array<std::optional<double>, alternatives> utilities(const Parameters& p, const Situation& s, bool offered) {
  std::array<std::optional<double>, alternatives> u;
  const double digital = p.skill_effect * (s.skill - 60) / 10;
  if (offered && s.uses_online) u[online] = p.online_utility + digital;
  if (s.office.valid()) u[visit] = -p.time_weight * (s.travel_h + p.wait_min / 60);
  if (offered && s.assisted_desk)
    u[assisted] =
        p.assisted_utility - p.time_weight * travel_hours(p, 1000 * p.assisted_km * p.detour_factor, s.has_car);
  u[unserved] = p.unserved_utility;
  return u;
}

std::array<double, alternatives> probabilities(const Parameters& p, const Situation& s) {
  std::array<double, alternatives> result{};
  for (const bool offered : {false, true}) {
    const double share = offered ? s.coverage : 1 - s.coverage;
    const auto u = utilities(p, s, offered);
    std::array<double, alternatives> weight{};
    double total = 0;
    for (std::size_t a = 0; a < alternatives; ++a) total += weight[a] = u[a] ? math::exp(*u[a]) : 0.0;
    for (std::size_t a = 0; a < alternatives; ++a) result[a] += share * weight[a] / total;
  }
  return result;
}

Alternative choose(const Parameters& p, const Situation& s, bool offered, const Draw& gumbels) {
  const auto u = utilities(p, s, offered);
  Alternative best = unserved;
  double most = *u[unserved] + gumbels.gumbel(unserved);
  for (std::size_t a = 0; a < unserved; ++a) {
    if (!u[a]) continue;
    const double value = *u[a] + gumbels.gumbel(static_cast<int>(a));
    if (value <= most) continue;
    most = value;
    best = static_cast<Alternative>(a);
  }
  return best;
}

Situation situation_of(const Parameters& p, const World& world, const State& state, const Offices& offices,
                       PersonId person) {
  const auto& persons = world.people.persons;
  const auto home = persons.home[person];
  const auto m = world.region.sites.municipality[home];
  const auto& ags = world.region.municipalities.ags[m];
  Situation s;
  s.has_car = persons.has_car[person] != 0;
  s.office = offices.own(home);
  if (s.office.valid()) {
    s.office_m = offices.way_m(home, s.office);
    s.travel_h = travel_hours(p, s.office_m, s.has_car);
  }
  s.coverage = p.online_share + (state.adoption.has(Measure::online_services, m) ? p.online_measure_share : 0.0);
  s.coverage = std::min(s.coverage, 1.0);
  if (!state.adoption.online.empty()) s.uses_online = state.adoption.online[person] != 0;
  if (!state.adoption.skill.empty()) s.skill = static_cast<double>(state.adoption.skill[person]);
  s.assisted_desk = names(p.assisted, ags);
  return s;
}

double contact_rate(const Parameters& p, const World& world, PersonId person) {
  if (world.people.persons.age[person] < AgeGroup::from_18_to_24) return 0;
  return p.contacts_per_year / p.workdays_per_year;
}

}  // namespace pendel::services
