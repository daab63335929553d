// SPDX-License-Identifier: Apache-2.0
#include "models/energy/homes.hpp"

#include <algorithm>

#include "core/contract.hpp"
#include "models/energy/hot_water.hpp"
#include "models/energy/meters.hpp"

namespace pendel::energy {

struct Homes::Scratch {
  HeatBlock block;
  Presence presence;
  std::vector<float> internal_w, setpoint_c, heat_w;  // [step][lane]
  std::vector<float> spread;                          // [step]
};

std::shared_ptr<Homes::Scratch> Homes::make_scratch() { return std::make_shared<Scratch>(); }

void BlockDay::resize(std::size_t day_steps) {
  steps = day_steps;
  for (auto* series : {&present, &appliances_w, &heat_w, &water_w, &system_w, &pv_w, &net_w})
    series->resize(lanes * steps);
}

void Homes::live(HouseholdId household, std::size_t lane, const Rows<PersonId, Activity>& stays,
                 const AdoptionState& adoption, const DayFrame& frame, Scratch& scratch, BlockDay& out) const {
  const auto& home = homes_[household];
  const auto persons = std::max<int>(world_.people.households.persons[household], 1);
  presence_of(household, stays, rhythms_, world_, scratch.presence);
  const auto present = out.of(out.present, lane);
  const auto appliances = out.of(out.appliances_w, lane);
  spread_slices(scratch.presence.present, present);
  household_power(household, persons, home.annual_kwh, home.outfit, scratch.presence, frame.day, frame.light,
                  parameters_, world_.random, appliances);
  const bool meter = !adoption.smart_meter.empty() && adoption.smart_meter[household] != 0;
  if (meter && readings_arrive(world_.random, household, home.municipality, frame.meter_level))
    for (float& w : appliances) w *= static_cast<float>(1 - parameters_.meter_saving);
  draw_hot_water(household, persons, scratch.presence, frame.day, parameters_, world_.random,
                 out.of(out.water_w, lane));
  const auto setback = static_cast<float>(home.sets_back != 0 ? parameters_.setback_k : 0.0);
  const auto person_w = static_cast<float>(parameters_.person_gain_w);
  const float per_m2 = 1.0F / home.area_m2;
  for (std::size_t t = 0; t < out.steps; ++t) {
    scratch.internal_w[t * lanes + lane] = (appliances[t] + person_w * present[t]) * per_m2;
    scratch.setpoint_c[t * lanes + lane] = home.setpoint_c - (present[t] <= 0 ? setback : 0.0F);
  }
}

void Homes::heat(const DayFrame& frame, Carry* carry, Scratch& scratch, BlockDay& out) const {
  for (std::size_t lane = 0; lane < out.count; ++lane) {
    const HouseholdId household(out.first + lane);
    const auto& home = homes_[household];
    const auto& zone = zones_[home.zone];
    const double start = carry != nullptr ? carry->mass_c[household]
                                          : zone.thermal.steady_mass_c(static_cast<double>(home.setpoint_c),
                                                                       static_cast<double>(frame.weather.outside_c[0]));
    scratch.block.set(lane, zone.thermal, zone.max_w, zone.solar_m2, start);
  }
  const auto days = frame.heated.size();
  std::array<double, lanes> before{};
  for (std::size_t d = 0; d < days; ++d) {
    HeatInputs in{.steps = out.steps,
                  .outside_c = frame.weather.outside_c.data() + d * out.steps,
                  .internal_w = scratch.internal_w.data(),
                  .setpoint_c = scratch.setpoint_c.data(),
                  .heated = frame.heated[d] != 0};
    for (std::size_t f = 0; f < faces; ++f) in.sun_w[f] = frame.weather.sun_w_per_m2[f].data() + d * out.steps;
    if (d + 1 == days)
      for (std::size_t lane = 0; lane < lanes; ++lane) before[lane] = scratch.block.unmet_steps(lane);
    scratch.block.run(in, d + 1 == days ? scratch.heat_w.data() : nullptr);
  }
  for (std::size_t lane = 0; lane < out.count; ++lane) {
    const HouseholdId household(out.first + lane);
    const float area = homes_[household].area_m2;
    const auto heat = out.of(out.heat_w, lane);
    for (std::size_t t = 0; t < out.steps; ++t) heat[t] = scratch.heat_w[t * lanes + lane] * area;
    out.unmet_h[lane] = (scratch.block.unmet_steps(lane) - before[lane]) * frame.step_h;
    if (carry != nullptr) carry->mass_c[household] = scratch.block.mass_c(lane);
  }
}

namespace {

Carrier carrier_of(Heating heating) {
  switch (heating) {
    case Heating::gas:
      return Carrier::gas;
    case Heating::oil:
      return Carrier::oil;
    case Heating::district:
      return Carrier::district;
    case Heating::biomass:
      return Carrier::biomass;
    case Heating::heat_pump:
    case Heating::electric:
      break;
  }
  return Carrier::electricity;
}

double efficiency_of(Heating heating, const Parameters& p) {
  return heating == Heating::biomass    ? p.biomass_efficiency
         : heating == Heating::district ? p.district_efficiency
                                        : p.boiler_efficiency;
}

/// What is drawn from the grid and fed in, Wh.
std::pair<double, double> at_the_meter(std::span<const float> net_w, double step_h) {
  double in = 0, out = 0;
  for (float w : net_w) {
    in += static_cast<double>(std::max(w, 0.0F));
    out += static_cast<double>(std::max(-w, 0.0F));
  }
  return {in * step_h, out * step_h};
}

}  // namespace

void Homes::run_systems(HouseholdId household, std::size_t lane, const AdoptionState& adoption, const DayFrame& frame,
                        Carry* carry, BlockDay& out) const {
  const auto& home = homes_[household];
  const auto& zone = zones_[home.zone];
  const auto& p = parameters_;
  const auto building = world_.people.households.building[household];
  const auto heating = adoption.heating.empty() ? Heating::gas : adoption.heating[building];
  const double kwp = adoption.pv_kwp.empty() ? 0.0 : static_cast<double>(adoption.pv_kwp[building] * home.pv_share);
  Plant plant{.heating = heating, .electric_water = home.electric_water != 0, .efficiency = efficiency_of(heating, p)};
  if (heating == Heating::heat_pump) {
    const auto source = static_cast<Source>(home.source);
    const double part = source != Source::air ? 1.0 : (p.setpoint_c - p.bivalence_c) / (p.setpoint_c - p.design_c);
    plant.heat_pump_w = zone.max_w * static_cast<double>(home.area_m2) * std::min(part, 1.0);
    plant.tank_wh = hot_water_wh(p.tank_l_per_person) * std::max<int>(world_.people.households.persons[household], 1);
    plant.cop_space = frame.cop.space[home.source][home.supply].data();
    plant.cop_water = frame.cop.water[home.source].data();
  }
  double missing_wh = carry != nullptr ? carry->tank_missing_wh[household] : 0;
  const auto system = out.of(out.system_w, lane);
  const auto heat = out.of(out.heat_w, lane), water = out.of(out.water_w, lane);
  if (carry == nullptr && heating == Heating::heat_pump)
    run_plant(plant, heat, water, frame.step_h, missing_wh, system);  // the evening's deficit is the morning's
  const auto used = run_plant(plant, heat, water, frame.step_h, missing_wh, system);

  const auto pv = out.of(out.pv_w, lane), net = out.of(out.net_w, lane);
  const auto appliances = out.of(out.appliances_w, lane);
  const auto& profile = frame.pv_w[home.roof];
  const auto kwp_f = static_cast<float>(kwp);
  for (std::size_t t = 0; t < out.steps; ++t) {
    pv[t] = kwp_f * profile[t];
    net[t] = appliances[t] + system[t] - pv[t];
  }
  if (kwp > 0 && home.battery != 0) {
    const double kwh = kwp * p.battery_kwh_per_kwp;
    const Battery battery{.wh = 1000 * kwh, .max_w = 1000 * kwh * p.battery_c_rate, .efficiency = p.battery_efficiency};
    double stored = carry != nullptr ? carry->battery_wh[household] : 0;
    std::array<float, 1440> load;
    for (std::size_t t = 0; t < out.steps; ++t) load[t] = appliances[t] + system[t];
    const std::span<const float> loads(load.data(), out.steps);
    if (carry == nullptr) run_battery(battery, loads, pv, frame.step_h, stored, net);  // spins up the state of charge
    run_battery(battery, loads, pv, frame.step_h, stored, net);
    if (carry != nullptr) carry->battery_wh[household] = stored;
  }
  if (carry != nullptr) carry->tank_missing_wh[household] = missing_wh;

  auto& wh = out.wh[lane];
  wh.fill(0);
  wh[static_cast<std::size_t>(carrier_of(heating))] = used.fuel_wh;
  const auto [drawn, fed] = at_the_meter(net, frame.step_h);
  wh[static_cast<std::size_t>(Carrier::electricity)] = drawn;
  out.fed_in_wh[lane] = fed;
  out.rod_wh[lane] = used.rod_wh;
  out.pumps[lane] = heating == Heating::heat_pump ? 1 : 0;
}

void Homes::simulate(std::size_t first, const Rows<PersonId, Activity>& stays, const AdoptionState& adoption,
                     const DayFrame& frame, Carry* carry, Scratch& scratch, BlockDay& out) const {
  const auto steps = static_cast<std::size_t>(frame.steps);
  PENDEL_EXPECT(first % lanes == 0 && first < homes_.size());
  out.first = first;
  out.count = std::min(lanes, homes_.size() - first);
  out.resize(steps);
  for (auto* series : {&scratch.internal_w, &scratch.setpoint_c, &scratch.heat_w}) series->resize(steps * lanes);
  if (out.count < lanes) scratch.block = HeatBlock();
  for (std::size_t lane = 0; lane < out.count; ++lane)
    live(HouseholdId(first + lane), lane, stays, adoption, frame, scratch, out);
  heat(frame, carry, scratch, out);
  for (std::size_t lane = 0; lane < out.count; ++lane)
    run_systems(HouseholdId(first + lane), lane, adoption, frame, carry, out);
}

}  // namespace pendel::energy
