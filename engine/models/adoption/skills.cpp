// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "core/math.hpp"
#include "models/adoption/adoption.hpp"

namespace pendel::adoption {

namespace {

// Of Stream::adoption_telework; part of the draws' keys, never renumber.
constexpr std::uint32_t skill_index = 1;
constexpr std::uint32_t online_index = 2;

constexpr double index_year = 2021.5;
constexpr double index_mean = 63;

/// D21 Digital Index 2021/22 (it-administrator.de, March 2022): generations Z 75, Y 72, X 70, boomers 58, post-war 51,
/// spread over our age groups by year of birth; from 65: between boomers and post-war.
constexpr std::array<double, age_groups> points_by_age = {0, 70, 75, 72, 64, 51};
/// The same by formal education, low, medium, high: 46, 67, 74; shares of adults 0.28, 0.38, 0.34 (Mikrozensus 2019,
/// rounded).
constexpr std::array<double, 3> points_by_education = {46, 67, 74};
constexpr double low_education = 0.28, medium_education = 0.38;

double education_points(double u, double weight) {
  const auto level = u < low_education ? 0U : u < low_education + medium_education ? 1U : 2U;
  // Half of it: age and education go together, and age is counted already.
  return 0.5 * weight * (points_by_education[level] - index_mean);
}

bool is_adult(AgeGroup age) { return age >= AgeGroup::from_18_to_24; }

}  // namespace

void Adoption::decide_skills(double year) {
  const auto& persons = world_.people.persons;
  const auto& land = world_.region.municipalities;
  const auto& p = parameters_;
  state_.skill.assign(persons.size(), 0);
  parallel::for_each<PersonId>(world_.pool, persons.size(), [&](PersonId person) {
    const auto draw = world_.random(Stream::adoption_telework, person, 0, skill_index);
    double points = points_by_age[static_cast<std::size_t>(persons.age[person])] +
                    education_points(draw.uniform(2), p.skill_education) + p.skill_sd * draw.normal() +
                    p.skill_growth_per_year * (year - index_year);
    if (year >= p.policy_from) points += p.skill_extra;
    if (persons.home[person].valid() && !land.regiostar7.empty()) {
      const int type = land.regiostar7[world_.region.sites.municipality[persons.home[person]]];
      const bool village = type == 74 || type == 77;
      if (type == 71 || type == 72) points += p.skill_city;
      if (village) points += p.skill_village + (year >= p.policy_from ? p.skill_extra_village : 0.0);
    }
    state_.skill[person] = static_cast<float>(std::clamp(points, 0.0, 100.0));
  });
}

void Adoption::decide_online(double year) {
  const auto& persons = world_.people.persons;
  const auto& sites = world_.region.sites;
  const auto& land = world_.region.municipalities;
  const auto& p = parameters_;
  // Peers: the share of the municipality one period ago; at the start, of whom the other reasons alone would move.
  Column<MunicipalityId, double> peers(land.size(), 0), adults(land.size(), 0);
  if (state_.online.size() == persons.size())
    for (const auto person : ids<PersonId>(persons.residents))
      if (is_adult(persons.age[person])) {
        const auto m = sites.municipality[persons.home[person]];
        adults[m] += 1, peers[m] += state_.online[person];
      }
  for (const auto m : land.ags.ids()) peers[m] = adults[m] > 0 ? peers[m] / adults[m] : 0.5;
  (void)year;
  state_.online.assign(persons.size(), 0);
  parallel::for_each<PersonId>(world_.pool, persons.residents, [&](PersonId person) {
    if (!is_adult(persons.age[person])) return;
    const auto m = sites.municipality[persons.home[person]];
    const double broadband =
        std::isnan(land.broadband_50_share[m]) ? 0.95 : std::min(1.0, land.broadband_50_share[m] + p.broadband_extra);
    const double coverage = state_.has(Measure::online_services, m) ? p.coverage_with : p.coverage_without;
    const double utility = p.online_constant +
                           p.online_per_point * (static_cast<double>(state_.skill[person]) - index_mean) +
                           p.online_coverage * coverage + p.online_peers * peers[m] + p.online_broadband * broadband;
    const double u = world_.random(Stream::adoption_telework, person, 0, online_index).uniform();
    state_.online[person] = u < 1 / (1 + math::exp(-utility)) ? 1 : 0;
  });
}

}  // namespace pendel::adoption
