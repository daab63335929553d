// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/adoption.hpp"

#include <algorithm>
#include <cmath>

namespace pendel::adoption {

double telework_share(const Parameters& parameters, Sector sector, double broadband_share) {
  const auto s = static_cast<std::size_t>(sector);
  const double potential = parameters.telework_cap[s];
  const double use = std::min(parameters.telework_scale * parameters.telework_share[s], potential);
  const double wanted = use + parameters.telework_gap_closed * (potential - use);
  const double equipped =
      std::isnan(broadband_share) ? 1.0 : 1.0 - parameters.telework_needs_broadband * (1.0 - broadband_share);
  return std::min({wanted, parameters.telework_permitted, equipped});
}

namespace {

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

bool is_large(BuildingType type) { return type == BuildingType::multi_family || type == BuildingType::apartment_block; }

/// Which heating a draw means. Heat pumps grow from the lower end and the others sit at the upper end, so that a larger
/// share of one kind takes gas boilers away and never turns an oil boiler into a stove.
Heating heating_of(const Parameters& parameters, double heat_pump_share, double u) {
  if (u < heat_pump_share) return Heating::heat_pump;
  double from = 1.0 - parameters.biomass_share;
  if (u >= from) return Heating::biomass;
  from -= parameters.electric_share;
  if (u >= from) return Heating::electric;
  from -= parameters.oil_share;
  return u >= from ? Heating::oil : Heating::gas;
}

}  // namespace

Adoption::Adoption(const Parameters& parameters, const World& world, AdoptionState& state)
    : parameters_(parameters), world_(world), state_(state) {}

void Adoption::advance(const Period&, const State&, Recorder&, const std::stop_token&) {
  decide_telework();
  decide_vehicles();
  decide_heating();
  decide_pv();
}

void Adoption::decide_telework() {
  const auto& persons = world_.people.persons;
  const auto& region = world_.region;
  state_.teleworks.assign(persons.size(), 0);
  state_.telework_days.assign(persons.size(), 0);
  parallel::for_each<PersonId>(world_.pool, persons.size(), [&](PersonId person) {
    if (persons.employment[person] != Employment::employed) return;
    double broadband = std::nan("");  // of the home; not known for those who live outside
    if (persons.home[person].valid())
      broadband = region.municipalities.broadband_50_share[region.sites.municipality[persons.home[person]]];
    const auto draw = world_.random(Stream::adoption_telework, person);
    if (draw.uniform(0) >= telework_share(parameters_, persons.sector[person], broadband)) return;
    state_.teleworks[person] = 1;
    state_.telework_days[person] =
        std::min(wanted_days(parameters_.telework_days, draw.uniform(1)), persons.workdays[person]);
  });
}

void Adoption::decide_vehicles() {
  const auto& households = world_.people.households;
  state_.electric_cars.assign(households.size(), 0);
  parallel::for_each<HouseholdId>(world_.pool, households.size(), [&](HouseholdId household) {
    for (std::uint32_t car = 0; car < households.cars[household]; ++car)
      if (world_.random(Stream::adoption_vehicle, household, 0, car).uniform() < parameters_.ev_share)
        ++state_.electric_cars[household];
  });
}

void Adoption::decide_heating() {
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
  state_.heating.assign(buildings.size(), Heating::gas);
  parallel::for_each<BuildingId>(world_.pool, buildings.size(), [&](BuildingId building) {
    const auto draw = world_.random(Stream::adoption_heating, building);
    const double factor = is_large(buildings.type[building]) ? parameters_.district_large_factor : 1.0;
    const bool since_2016 = buildings.period[building] + 1 == construction_periods;
    if (draw.uniform(0) < factor * district_small[region.sites.municipality[building]])
      state_.heating[building] = Heating::district;
    else
      state_.heating[building] = heating_of(
          parameters_, since_2016 ? parameters_.heat_pump_share_new : parameters_.heat_pump_share, draw.uniform(1));
  });
}

void Adoption::decide_pv() {
  const auto& buildings = world_.people.buildings;
  const auto& region = world_.region;
  const auto n = region.municipalities.size();
  const auto size_kwp = [&](BuildingId building) {
    if (buildings.dwellings[building] == 0) return 0.0;
    const double roof = parameters_.pv_kwp_per_m2 * static_cast<double>(region.sites.footprint_m2[building]);
    return std::min(roof, is_large(buildings.type[building]) ? roof : parameters_.pv_mean_kwp);
  };
  const auto possible = parallel::sum_by(world_.pool, region.sites.municipality, n, size_kwp);
  state_.pv_kwp.assign(buildings.size(), 0);
  parallel::for_each<BuildingId>(world_.pool, buildings.size(), [&](BuildingId building) {
    const auto m = region.sites.municipality[building];
    const double installed = region.municipalities.pv_kw[m] * parameters_.pv_home_share;
    if (std::isnan(installed) || possible[m] <= 0) return;
    if (world_.random(Stream::adoption_pv, building).uniform() <
        std::min(parameters_.pv_home_cap, installed / possible[m]))
      state_.pv_kwp[building] = static_cast<float>(size_kwp(building));
  });
}

}  // namespace pendel::adoption
