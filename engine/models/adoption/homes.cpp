// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "models/adoption/adoption.hpp"

namespace pendel::adoption {

namespace {

constexpr float meter_duty_kwp = 7;         // PV above it must have a smart meter (MsbG section 29)
constexpr std::uint32_t battery_index = 1;  // of Stream::adoption_pv
constexpr std::uint32_t meter_index = 32;   // of Stream::adoption_vehicle; cars have 0 to 31

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
  auto diffusion = parameters_.ev;
  diffusion.share = parameters_.ev_share;
  const double share = diffused(diffusion, year, parameters_.policy_from);
  state_.electric_cars.assign(households.size(), 0);
  parallel::for_each<HouseholdId>(world_.pool, households.size(), [&](HouseholdId household) {
    for (std::uint32_t car = 0; car < households.cars[household]; ++car)
      if (world_.random(Stream::adoption_vehicle, household, 0, car).uniform() < share)
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
  auto diffusion = parameters_.heat_pump;
  diffusion.share = parameters_.heat_pump_share;
  const double old_share = diffused(diffusion, year, parameters_.policy_from);
  const double new_share = carried(parameters_.heat_pump_share_new, diffusion, year, parameters_.policy_from);
  state_.heating.assign(buildings.size(), Heating::gas);
  parallel::for_each<BuildingId>(world_.pool, buildings.size(), [&](BuildingId building) {
    const auto draw = world_.random(Stream::adoption_heating, building);
    const double factor = is_large(buildings.type[building]) ? parameters_.district_large_factor : 1.0;
    const bool since_2016 = buildings.period[building] + 1 == construction_periods;
    if (draw.uniform(0) < factor * district_small[region.sites.municipality[building]])
      state_.heating[building] = Heating::district;
    else
      state_.heating[building] = heating_of(parameters_, since_2016 ? new_share : old_share, draw.uniform(1));
  });
}

void Adoption::decide_pv(double year) {
  const auto& buildings = world_.people.buildings;
  const auto& region = world_.region;
  const auto n = region.municipalities.size();
  const auto size_kwp = [&](BuildingId building) {
    if (buildings.dwellings[building] == 0) return 0.0;
    const double roof = parameters_.pv_kwp_per_m2 * static_cast<double>(region.sites.footprint_m2[building]);
    return std::min(roof, is_large(buildings.type[building]) ? roof : parameters_.pv_mean_kwp);
  };
  const auto possible = parallel::sum_by(world_.pool, region.sites.municipality, n, size_kwp);
  const double with_battery = diffused(parameters_.battery, year, parameters_.policy_from);
  state_.pv_kwp.assign(buildings.size(), 0);
  state_.battery_kwh.assign(buildings.size(), 0);
  parallel::for_each<BuildingId>(world_.pool, buildings.size(), [&](BuildingId building) {
    const auto m = region.sites.municipality[building];
    const double installed = region.municipalities.pv_kw[m] * parameters_.pv_home_share;
    if (std::isnan(installed) || possible[m] <= 0) return;
    const double now = std::min(parameters_.pv_home_cap, installed / possible[m]);
    if (world_.random(Stream::adoption_pv, building).uniform() >=
        carried(now, parameters_.pv, year, parameters_.policy_from))
      return;
    state_.pv_kwp[building] = static_cast<float>(size_kwp(building));
    if (world_.random(Stream::adoption_pv, building, 0, battery_index).uniform() < with_battery)
      state_.battery_kwh[building] = static_cast<float>(parameters_.battery_kwh_per_kwp * size_kwp(building));
  });
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
