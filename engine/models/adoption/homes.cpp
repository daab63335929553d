// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "models/adoption/adoption.hpp"

namespace pendel::adoption {

namespace {

constexpr float meter_duty_kwp = 7;         // PV above it must have a smart meter (MsbG section 29)
constexpr std::uint32_t battery_index = 1;  // of Stream::adoption_pv
constexpr std::uint32_t meter_index = 32;   // of Stream::adoption_vehicle; cars have 0 to 31

Diffusion ev_of(const Parameters& parameters) {
  auto diffusion = parameters.ev;
  diffusion.share = parameters.ev_share;
  return diffusion;
}
Diffusion heat_pump_of(const Parameters& parameters) {
  auto diffusion = parameters.heat_pump;
  diffusion.share = parameters.heat_pump_share;
  return diffusion;
}

std::size_t since_2016(const Buildings& buildings, BuildingId building) {
  return buildings.period[building] + 1 == construction_periods ? 1 : 0;
}

/// The year in which the period before began; all are equally long in months.
double year_before(const Period& period) {
  const int months = 12 * (period.end.year - period.begin.year) + period.end.month - period.begin.month;
  const int begin = 12 * period.begin.year + period.begin.month - 1 - months;
  return Period{0, {begin / 12, begin % 12 + 1, period.begin.day}, period.begin}.year();
}

bool is_large(BuildingType type) { return type == BuildingType::multi_family || type == BuildingType::apartment_block; }

}  // namespace

Heating heating_of(const Parameters& parameters, double heat_pump_share, double u) {
  if (u < heat_pump_share) return Heating::heat_pump;
  double from = 1.0 - parameters.biomass_share;
  if (u >= from) return Heating::biomass;
  from -= parameters.electric_share;
  if (u >= from) return Heating::electric;
  from -= parameters.oil_share;
  return u >= from ? Heating::oil : Heating::gas;
}

void Adoption::decide_vehicles(double year) {
  const auto& households = world_.people.households;
  const double share = diffused(ev_of(parameters_), year, parameters_.policy_from);
  state_.electric_cars.assign(households.size(), 0);
  parallel::for_each<HouseholdId>(world_.pool, households.size(), [&](HouseholdId household) {
    const double here = pulled(share, state_.pull_ev[households.building[household]]);
    for (std::uint32_t car = 0; car < households.cars[household]; ++car)
      if (world_.random(Stream::adoption_vehicle, household, 0, car).uniform() < here)
        ++state_.electric_cars[household];
  });
}

void Adoption::decide_heating(double year) {
  const auto& buildings = world_.people.buildings;
  const auto& region = world_.region;
  const auto& municipalities = region.municipalities;
  // District heat serves large houses first: the share of small ones follows from keeping the municipal share.
  Column<MunicipalityId, double> small(municipalities.size(), 0);
  Column<MunicipalityId, double> large(municipalities.size(), 0);
  for (auto building : ids<BuildingId>(buildings.size())) {
    if (buildings.dwellings[building] == 0) continue;
    auto& count = is_large(buildings.type[building]) ? large : small;
    count[region.sites.municipality[building]] += 1;
  }
  Column<MunicipalityId, double> district_small(municipalities.size(), 0);
  for (auto m : ids<MunicipalityId>(municipalities.size())) {
    const double official = municipalities.buildings_district_heat[m] / municipalities.buildings[m];
    const double share = std::isnan(official) ? parameters_.district_share : official;
    const double weighted = small[m] + parameters_.district_large_factor * large[m];
    if (weighted > 0) district_small[m] = share * (small[m] + large[m]) / weighted;
  }
  const auto shares = heat_pump_shares(year);
  state_.heating.assign(buildings.size(), Heating::gas);
  parallel::for_each<BuildingId>(world_.pool, buildings.size(), [&](BuildingId building) {
    const auto draw = world_.random(Stream::adoption_heating, building);
    const double factor = is_large(buildings.type[building]) ? parameters_.district_large_factor : 1.0;
    const double share = pulled(shares[since_2016(buildings, building)], state_.pull_heat_pump[building]);
    if (draw.uniform(0) < factor * district_small[region.sites.municipality[building]])
      state_.heating[building] = Heating::district;
    else
      state_.heating[building] = heating_of(parameters_, share, draw.uniform(1));
  });
}

void Adoption::decide_pv(double year) {
  const auto& buildings = world_.people.buildings;
  const auto& municipality = world_.region.sites.municipality;
  const auto shares = pv_shares(year);
  const double with_battery = diffused(parameters_.battery, year, parameters_.policy_from);
  state_.pv_kwp.assign(buildings.size(), 0);
  state_.battery_kwh.assign(buildings.size(), 0);
  parallel::for_each<BuildingId>(world_.pool, buildings.size(), [&](BuildingId building) {
    const double path = shares[municipality[building]];
    if (path <= 0) return;  // not published, or no roofs
    const double share = pulled(path, state_.pull_pv[building]);
    if (world_.random(Stream::adoption_pv, building).uniform() >= share) return;
    const double kwp = roof_kwp(building);
    state_.pv_kwp[building] = static_cast<float>(kwp);
    if (world_.random(Stream::adoption_pv, building, 0, battery_index).uniform() < with_battery)
      state_.battery_kwh[building] = static_cast<float>(parameters_.battery_kwh_per_kwp * kwp);
  });
}

double Adoption::roof_kwp(BuildingId building) const {
  const auto& buildings = world_.people.buildings;
  if (buildings.dwellings[building] == 0) return 0;
  const double roof = parameters_.pv_kwp_per_m2 * static_cast<double>(world_.region.sites.footprint_m2[building]);
  return std::min(roof, is_large(buildings.type[building]) ? roof : parameters_.pv_mean_kwp);
}

Column<MunicipalityId, double> Adoption::pv_shares(double year) const {
  const auto& land = world_.region.municipalities;
  const auto possible = parallel::sum_by(world_.pool, world_.region.sites.municipality, land.size(),
                                         [&](BuildingId building) { return roof_kwp(building); });
  Column<MunicipalityId, double> shares(land.size(), 0);
  for (const auto m : shares.ids()) {
    const double installed = land.pv_kw[m] * parameters_.pv_home_share;
    if (std::isnan(installed) || possible[m] <= 0) continue;
    const double now = std::min(parameters_.pv_home_cap, installed / possible[m]);
    shares[m] = carried(now, parameters_.pv, year, parameters_.policy_from);
  }
  return shares;
}

std::array<double, 2> Adoption::heat_pump_shares(double year) const {
  const auto diffusion = heat_pump_of(parameters_);
  return {diffused(diffusion, year, parameters_.policy_from),
          carried(parameters_.heat_pump_share_new, diffusion, year, parameters_.policy_from)};
}

void Adoption::look_at_neighbours(const Period& period) {
  const auto n = world_.people.buildings.size();
  if (period.index == 0 || parameters_.neighbour_share <= 0) {
    if (period.index == 0) state_.pull_ev.assign(n, 0), state_.pull_heat_pump.assign(n, 0), state_.pull_pv.assign(n, 0);
    return;
  }
  const double now = period.year(), before = year_before(period);
  const auto ratios =
      neighbours_over_path(world_, parameters_.neighbour_reach_m,
                           {electric_cars_around(before), heat_pumps_around(before), pv_around(before)});
  const std::array<Column<BuildingId, float>*, 3> pulls = {&state_.pull_ev, &state_.pull_heat_pump, &state_.pull_pv};
  const std::array<Diffusion, 3> diffusions = {ev_of(parameters_), heat_pump_of(parameters_), parameters_.pv};
  for (std::size_t k = 0; k < pulls.size(); ++k) {
    const double pull =
        pull_of_period(parameters_.neighbour_share, diffusions[k], before, now, parameters_.policy_from);
    parallel::for_each<BuildingId>(world_.pool, n, [&](BuildingId building) {
      (*pulls[k])[building] += static_cast<float>(pull * (static_cast<double>(ratios[k][building]) - 1));
    });
  }
}

Having Adoption::electric_cars_around(double year) const {
  const auto& households = world_.people.households;
  const double share = diffused(ev_of(parameters_), year, parameters_.policy_from);
  Having cars{Column<BuildingId, float>(world_.people.buildings.size(), 0),
              Column<BuildingId, float>(world_.people.buildings.size(), 0)};
  for (const auto household : ids<HouseholdId>(households.size())) {
    const auto building = households.building[household];
    cars.has[building] += static_cast<float>(state_.electric_cars[household]);
    cars.expected[building] += static_cast<float>(share * households.cars[household]);
  }
  return cars;
}

Having Adoption::heat_pumps_around(double year) const {
  const auto& buildings = world_.people.buildings;
  const auto shares = heat_pump_shares(year);
  Having pumps{Column<BuildingId, float>(buildings.size(), 0), Column<BuildingId, float>(buildings.size(), 0)};
  parallel::for_each<BuildingId>(world_.pool, buildings.size(), [&](BuildingId building) {
    if (buildings.dwellings[building] == 0 || state_.heating[building] == Heating::district) return;
    pumps.has[building] = state_.heating[building] == Heating::heat_pump ? 1.0F : 0.0F;
    pumps.expected[building] = static_cast<float>(shares[since_2016(buildings, building)]);
  });
  return pumps;
}

Having Adoption::pv_around(double year) const {
  const auto& buildings = world_.people.buildings;
  const auto shares = pv_shares(year);
  Having roofs{Column<BuildingId, float>(buildings.size(), 0), Column<BuildingId, float>(buildings.size(), 0)};
  parallel::for_each<BuildingId>(world_.pool, buildings.size(), [&](BuildingId building) {
    if (buildings.dwellings[building] == 0) return;
    roofs.has[building] = state_.pv_kwp[building] > 0 ? 1.0F : 0.0F;
    roofs.expected[building] = static_cast<float>(shares[world_.region.sites.municipality[building]]);
  });
  return roofs;
}

void Adoption::decide_meters(double year) {
  const auto& households = world_.people.households;
  const double share = diffused(parameters_.smart_meter, year, parameters_.policy_from);
  const double on_duty = among_likelier(share, parameters_.smart_meter_duty_factor);
  state_.smart_meter.assign(households.size(), 0);
  parallel::for_each<HouseholdId>(world_.pool, households.size(), [&](HouseholdId household) {
    const auto building = households.building[household];
    const bool duty = state_.electric_cars[household] > 0 || state_.heating[building] == Heating::heat_pump ||
                      state_.pv_kwp[building] > meter_duty_kwp;
    const double u = world_.random(Stream::adoption_vehicle, household, 0, meter_index).uniform();
    state_.smart_meter[household] = u < (duty ? on_duty : share) ? 1 : 0;
  });
}

}  // namespace pendel::adoption
