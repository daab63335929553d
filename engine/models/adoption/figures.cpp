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
  double running_eur = 0, left_eur = 0;

  void operator+=(const Sums& o) {
    municipalities += o.municipalities, residents += o.residents, adults += o.adults, workers += o.workers;
    users += o.users, potential += o.potential, days += o.days, hub += o.hub, cars += o.cars, electric += o.electric;
    houses += o.houses, heat_pumps += o.heat_pumps, pv_kw += o.pv_kw, battery_kwh += o.battery_kwh;
    households += o.households, meters += o.meters, online += o.online, skill += o.skill, measures += o.measures;
    building_kwh += o.building_kwh, lighting_kwh += o.lighting_kwh, spent_eur += o.spent_eur;
    running_eur += o.running_eur, left_eur += o.left_eur;
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
            spent_eur,
            running_eur,
            left_eur};
  }
};

/// Sums per municipality, and workers of the region by sector.
struct Count {
  std::vector<Sums> of;  // by municipality
  std::array<double, sectors> workers{}, users{};
};

void count_persons(const World& world, const AdoptionState& state, const Parameters& parameters, Count& count) {
  const auto& persons = world.people.persons;
  for (const auto person : ids<PersonId>(persons.residents)) {
    auto& sum = count.of[world.region.sites.municipality[persons.home[person]].index()];
    sum.residents += 1;
    if (persons.age[person] >= AgeGroup::from_18_to_24)
      sum.adults += 1, sum.online += state.online[person], sum.skill += static_cast<double>(state.skill[person]);
    if (persons.employment[person] != Employment::employed) continue;
    const auto s = static_cast<std::size_t>(persons.sector[person]);
    sum.workers += 1, sum.users += state.teleworks[person], sum.days += state.telework_days[person];
    sum.potential += parameters.telework_cap[s];
    sum.hub += state.hub[person].valid() ? 1 : 0;
    count.workers[s] += 1, count.users[s] += state.teleworks[person];
  }
}

void count_homes(const World& world, const AdoptionState& state, Count& count) {
  const auto& people = world.people;
  const auto& sites = world.region.sites;
  for (const auto household : ids<HouseholdId>(people.households.size())) {
    auto& sum = count.of[sites.municipality[people.households.building[household]].index()];
    sum.households += 1, sum.meters += state.smart_meter[household];
    sum.cars += people.households.cars[household], sum.electric += state.electric_cars[household];
  }
  for (const auto building : ids<BuildingId>(people.buildings.size())) {
    if (!sites.municipality[building].valid()) continue;
    auto& sum = count.of[sites.municipality[building].index()];
    sum.pv_kw += static_cast<double>(state.pv_kwp[building]);
    sum.battery_kwh += static_cast<double>(state.battery_kwh[building]);
    if (people.buildings.dwellings[building] == 0) continue;
    sum.houses += 1, sum.heat_pumps += state.heating[building] == Heating::heat_pump ? 1 : 0;
  }
}

void count_municipalities(const AdoptionState& state, const Parameters& parameters, const Spending& spending,
                          Count& count) {
  for (const auto m : spending.spent_eur.ids()) {
    auto& sum = count.of[m.index()];
    sum.municipalities = 1, sum.spent_eur = spending.spent_eur[m];
    sum.running_eur = spending.running_eur_per_year[m], sum.left_eur = state.budget_eur[m];
    for (int k = 0; k < measures; ++k) sum.measures += state.has(static_cast<Measure>(k), m) ? 1 : 0;
    sum.building_kwh =
        parameters.building_kwh_per_inhabitant * sum.residents * static_cast<double>(state.municipal_site_level[m]);
    sum.lighting_kwh = sum.residents * static_cast<double>(state.street_light_kwh[m]);
  }
}

void put_sums(std::vector<Sums> sums, Recorder& recorder) {
  const auto n = sums.size();
  sums.emplace_back();
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
}

void put_telework(const Count& count, const Parameters& parameters, const Period& period, Recorder& recorder) {
  std::array<double, sectors> by_sector{}, by_country_sector{};
  const double year = period.year() + period.years() / 2;
  for (std::size_t s = 1; s < sectors; ++s) {
    by_sector[s] = ratio(count.users[s], count.workers[s]);
    by_country_sector[s] = telework_share(parameters, static_cast<Sector>(s), std::nan(""), year);
  }
  recorder.put(fields::adoption_telework_sector, std::span<const double>(by_sector));
  recorder.put(fields::adoption_country_telework_sector, std::span<const double>(by_country_sector));
  recorder.put(fields::adoption_country_telework, std::array{country_telework_share(parameters, year)});
}

void put_measures(const AdoptionState& state, const Parameters& parameters, std::size_t n, Recorder& recorder) {
  std::vector<std::uint8_t> has(measures * n);
  std::array<double, measures> cost{}, share{};
  for (int k = 0; k < measures; ++k) {
    const auto measure = static_cast<Measure>(k);
    const auto i = static_cast<std::size_t>(k);
    for (const auto m : ids<MunicipalityId>(n)) has[i * n + m.index()] = state.has(measure, m) ? 1 : 0;
    cost[i] = cost_eur(parameters.municipal, measure, 10'000, state.measure_references[i], 1);
    share[i] = country_share(state, measure);
  }
  recorder.put(fields::adoption_measure, std::span<const std::uint8_t>(has));
  recorder.put(fields::adoption_measure_cost, std::span<const double>(cost));
  recorder.put(fields::adoption_country, std::span<const double>(share));
  const double large = country_share(state, Measure::strategy, 2),
               small = country_share(state, Measure::strategy, 0, 2);
  recorder.put(fields::adoption_odds, std::array{ratio(large * (1 - small), small * (1 - large))});
}

}  // namespace

void Adoption::record(const Period& period, const Spending& spending, Recorder& recorder) const {
  const auto n = spending.spent_eur.size();
  Count count{std::vector<Sums>(n)};
  count_persons(world_, state_, parameters_, count);
  count_homes(world_, state_, count);
  count_municipalities(state_, parameters_, spending, count);
  put_sums(count.of, recorder);
  put_telework(count, parameters_, period, recorder);
  put_measures(state_, parameters_, n, recorder);
}

}  // namespace pendel::adoption
