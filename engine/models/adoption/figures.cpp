// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <map>
#include <string>

#include "models/adoption/adoption.hpp"
#include "models/adoption/telework.hpp"
#include "people/tables.hpp"

namespace pendel::adoption {

namespace {

constexpr std::size_t figures = fields::adopted_count;

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0.0; }

/// What one municipality adds up to.
struct Sums {
  double municipalities = 0, residents = 0, adults = 0, workers = 0, users = 0, potential = 0, days = 0, hub = 0;
  double cars = 0, electric = 0, houses = 0, heat_pumps = 0, pv_kw = 0, battery_kwh = 0, households = 0, meters = 0;
  double online = 0, skill = 0, measures = 0, building_kwh = 0, lighting_kwh = 0, spent_eur = 0;

  void operator+=(const Sums& o) {
    municipalities += o.municipalities, residents += o.residents, adults += o.adults, workers += o.workers;
    users += o.users, potential += o.potential, days += o.days, hub += o.hub, cars += o.cars, electric += o.electric;
    houses += o.houses, heat_pumps += o.heat_pumps, pv_kw += o.pv_kw, battery_kwh += o.battery_kwh;
    households += o.households, meters += o.meters, online += o.online, skill += o.skill, measures += o.measures;
    building_kwh += o.building_kwh, lighting_kwh += o.lighting_kwh, spent_eur += o.spent_eur;
  }
  /// In the order of fields::adopted_figures; the length is checked by the compiler.
  [[nodiscard]] std::array<double, figures> values() const {
    return {ratio(users, workers),
            ratio(potential, workers),
            ratio(days, users),
            hub,
            ratio(electric, cars),
            ratio(heat_pumps, houses),
            pv_kw,
            battery_kwh,
            ratio(meters, households),
            ratio(online, adults),
            ratio(skill, adults),
            ratio(measures, municipalities),
            building_kwh,
            lighting_kwh,
            spent_eur};
  }
};

}  // namespace

void Adoption::record(const Period& period, const Column<MunicipalityId, double>& spent, Recorder& recorder) const {
  const auto& people = world_.people;
  const auto& persons = people.persons;
  const auto& sites = world_.region.sites;
  const auto& land = world_.region.municipalities;
  const auto n = land.size();
  std::vector<Sums> sums(n + 1);
  std::array<double, sectors> sector_workers{}, sector_users{};
  for (const auto person : ids<PersonId>(persons.residents)) {
    auto& sum = sums[sites.municipality[persons.home[person]].index()];
    sum.residents += 1;
    if (persons.age[person] >= AgeGroup::from_18_to_24)
      sum.adults += 1, sum.online += state_.online[person], sum.skill += static_cast<double>(state_.skill[person]);
    if (persons.employment[person] != Employment::employed) continue;
    const auto s = static_cast<std::size_t>(persons.sector[person]);
    sum.workers += 1, sum.users += state_.teleworks[person], sum.days += state_.telework_days[person];
    sum.potential += parameters_.telework_cap[s];
    sum.hub += state_.hub[person].valid() ? 1 : 0;
    sector_workers[s] += 1, sector_users[s] += state_.teleworks[person];
  }
  for (const auto household : ids<HouseholdId>(people.households.size())) {
    auto& sum = sums[sites.municipality[people.households.building[household]].index()];
    sum.households += 1, sum.meters += state_.smart_meter[household];
    sum.cars += people.households.cars[household], sum.electric += state_.electric_cars[household];
  }
  for (const auto building : ids<BuildingId>(people.buildings.size())) {
    if (!sites.municipality[building].valid()) continue;
    auto& sum = sums[sites.municipality[building].index()];
    sum.pv_kw += static_cast<double>(state_.pv_kwp[building]);
    sum.battery_kwh += static_cast<double>(state_.battery_kwh[building]);
    if (people.buildings.dwellings[building] == 0) continue;
    sum.houses += 1, sum.heat_pumps += state_.heating[building] == Heating::heat_pump ? 1 : 0;
  }
  for (const auto m : land.ags.ids()) {
    auto& sum = sums[m.index()];
    sum.municipalities = 1, sum.spent_eur = spent[m];
    for (int k = 0; k < measures; ++k) sum.measures += state_.has(static_cast<Measure>(k), m) ? 1 : 0;
    const double managed = state_.has(Measure::energy_management, m) ? parameters_.energy_management_saving : 0.0;
    const double led = state_.has(Measure::led_lighting, m) ? parameters_.led_saving : 0.0;
    sum.building_kwh = parameters_.building_kwh_per_inhabitant * sum.residents * (1 - managed);
    sum.lighting_kwh = parameters_.lighting_kwh_per_inhabitant * sum.residents * (1 - led);
  }
  for (std::size_t m = 0; m < n; ++m) sums[n] += sums[m];
  std::array<std::vector<double>, figures> columns;
  for (std::size_t m = 0; m <= n; ++m) {
    const auto values = sums[m].values();
    for (std::size_t i = 0; i < figures; ++i) columns[i].push_back(values[i]);
  }
  for (std::size_t i = 0; i < figures; ++i) {
    const auto& figure = fields::adopted_figures[i];
    recorder.put(figure.municipality, std::span<const double>(columns[i]).first(n));
    recorder.put(figure.region, std::span<const double>(columns[i]).subspan(n, 1));
  }
  std::array<double, sectors> by_sector{}, by_country_sector{};
  const double level = telework_level(parameters_, period.year() + period.years() / 2);
  for (std::size_t s = 1; s < sectors; ++s) {
    by_sector[s] = ratio(sector_users[s], sector_workers[s]);
    by_country_sector[s] = telework_share(parameters_, static_cast<Sector>(s), std::nan(""), level);
  }
  recorder.put(fields::adoption_telework_sector, std::span<const double>(by_sector));
  recorder.put(fields::adoption_country_telework_sector, std::span<const double>(by_country_sector));
  recorder.put(fields::adoption_country_telework, std::array{country_telework_share(parameters_, level)});
  std::vector<std::uint8_t> has(measures * n);
  std::array<double, measures> cost{}, share{};
  for (int k = 0; k < measures; ++k) {
    const auto measure = static_cast<Measure>(k);
    const auto i = static_cast<std::size_t>(k);
    for (const auto m : land.ags.ids()) has[i * n + m.index()] = state_.has(measure, m) ? 1 : 0;
    cost[i] = cost_eur(parameters_.municipal, measure, 10'000, state_.measure_references[i], 1);
    share[i] = country_share(state_, measure);
  }
  recorder.put(fields::adoption_measure, std::span<const std::uint8_t>(has));
  recorder.put(fields::adoption_measure_cost, std::span<const double>(cost));
  recorder.put(fields::adoption_country, std::span<const double>(share));
  const double large = country_share(state_, Measure::strategy, 2),
               small = country_share(state_, Measure::strategy, 0, 2);
  recorder.put(fields::adoption_odds, std::array{ratio(large * (1 - small), small * (1 - large))});
}

}  // namespace pendel::adoption
