// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/calendar.hpp"
#include "core/contract.hpp"
#include "models/energy/homes.hpp"

/// What is fixed about each home, and what a day is like for all of them.
namespace pendel::energy {

namespace {

// TABULA: frames 0.3, dirt and angle 0.9, shading 0.6 on vertical faces.
constexpr double solar_reduction = (1 - 0.3) * 0.9 * 0.6;
constexpr double heating_season_mean_c = 4.6;  // TABULA's German climate
constexpr int last_refurbished_period = 8;     // until 1994
constexpr int first_floor_heating_period = 9;  // since 2002

bool is_house(BuildingType type) { return type == BuildingType::single_family || type == BuildingType::terraced; }

/// TABULA's reduction of the inner temperature for rooms that are heated only in part, by heat loss h in W m-2 K-1:
/// 1 below, falling from F1 at h = 1 to F4 at h = 4 (houses 0.9 / 0.8, flats 0.95 / 0.85).
double temperature_reduction(bool house, double h) {
  const double f1 = house ? 0.9 : 0.95;
  const double f4 = house ? 0.8 : 0.85;
  if (h < 1) return std::min(1.0, f1 + (1 - f1) * (1 - h) / 0.5);
  return f1 + (f4 - f1) * (std::min(h, 4.0) - 1.0) / 3.0;
}

std::uint8_t pick(const std::array<double, roofs.size()>& shares, double u) {
  double below = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    below += shares[i];
    if (u < below) return static_cast<std::uint8_t>(i);
  }
  return 0;
}

/// 1 at night, 0 in bright daylight, per quarter-hour whatever the step.
void set_darkness(DayLight& light, std::span<const float> global_w, double bright_w) {
  std::array<float, slices_per_day> mean;
  spread_slices(global_w, mean);
  for (std::size_t s = 0; s < slices_per_day; ++s)
    light.dark[s] = static_cast<float>(std::max(0.0, 1.0 - static_cast<double>(mean[s]) / bright_w));
}

}  // namespace

DayFrame day_frame(const Day& day, const Weather& weather, const Parameters& p, int warm_up_days) {
  DayFrame frame;
  frame.day = day;
  frame.steps = 1440 / p.step_min;
  frame.step_h = p.step_min / 60.0;
  const auto steps = static_cast<std::size_t>(frame.steps);
  const auto days = static_cast<std::size_t>(warm_up_days) + 1;
  auto sky = sky_of(weather, day.date, warm_up_days + 2, frame.steps);
  const std::size_t shift = is_summer_time(day.date) ? steps / 24 : 0;
  sky.erase(sky.begin(), sky.begin() + static_cast<std::ptrdiff_t>(steps - shift));
  sky.resize(days * steps);
  frame.weather = weather_series(sky);
  frame.light.season = season(day.date, p.season_amplitude);
  frame.light.heating_season = day.date.month >= 10 || day.date.month <= 4;
  const std::span<const Sky> today(sky.data() + (days - 1) * steps, steps);
  const auto from = static_cast<std::ptrdiff_t>((days - 1) * steps);
  const std::span<const float> global(frame.weather.sun_w_per_m2[faces - 1].data() + from, steps);
  set_darkness(frame.light, global, p.daylight_w_per_m2);
  for (std::size_t d = 0; d < days; ++d) {
    double mean = 0;
    for (std::size_t t = 0; t < steps; ++t) mean += static_cast<double>(frame.weather.outside_c[d * steps + t]);
    frame.heated.push_back(mean / static_cast<double>(steps) < p.heating_limit_c ? 1 : 0);
  }
  double mean_c = 0;
  for (float c : weather.temperature_c) mean_c += static_cast<double>(c);
  mean_c /= static_cast<double>(weather.temperature_c.size());
  frame.cop = cop_table({frame.weather.outside_c.data() + from, steps}, mean_c, p);
  for (std::size_t r = 0; r < roofs.size(); ++r) frame.pv_w[r] = pv_profile(today, roofs[r], p.pv_inverter_kw_per_kwp);
  return frame;
}

void Homes::make_zones() {
  const double step_s = 60.0 * parameters_.step_min;
  for (const auto& archetype : archetypes())
    for (std::size_t r = 0; r < refurbishments; ++r) {
      const double ratio = archetype.h_transmission[r] / archetype.h_transmission[0];
      const Envelope envelope{.h_opaque = archetype.h_transmission[r] - archetype.h_window * ratio,
                              .h_window = archetype.h_window * ratio,
                              .h_ventilation = archetype.h_ventilation};
      Zone zone{.thermal = Thermal(envelope, step_s)};
      zone.max_w =
          (archetype.h_transmission[r] + archetype.h_ventilation) * (parameters_.setpoint_c - parameters_.design_c);
      for (std::size_t o = 0; o < orientations; ++o)
        zone.solar_m2[o] = solar_reduction * archetype.g * archetype.window_m2[o];
      zones_.push_back(zone);
    }
}

Homes::Homes(const Parameters& parameters, const World& world)
    : parameters_(parameters), world_(world), rhythms_(rhythms_of(parameters, world)) {
  make_zones();
  homes_.resize(world.people.households.size());
  const Outfits outfits(parameters_);
  Column<BuildingId, std::uint32_t> households(world.people.buildings.size(), 0);
  for (auto household : homes_.ids()) ++households[world.people.households.building[household]];
  parallel::for_each<HouseholdId>(world.pool, homes_.size(), [&](HouseholdId household) {
    furnish(household, outfits);
    homes_[household].pv_share = 1.0F / static_cast<float>(households[world.people.households.building[household]]);
  });
}

void Homes::furnish(HouseholdId household, const Outfits& outfits) {
  const auto& households = world_.people.households;
  const auto& buildings = world_.people.buildings;
  const auto building = households.building[household];
  const auto type = buildings.type[building];
  auto& home = homes_[household];
  home.municipality = world_.region.sites.municipality[building];
  const auto persons = std::max<int>(households.persons[household], 1);
  const double level = world_.random(Stream::energy_annual_level, household).uniform();
  home.annual_kwh = parameters_.annual_scale * annual_level_kwh(is_house(type), persons, level);
  home.outfit = outfits.of(household, is_house(type), persons, level, world_.random);
  // One refurbishment per building, one habit per household.
  const double work = world_.random(Stream::energy_heat, building).uniform();
  auto refurbishment = existing;
  if (buildings.period[building] < last_refurbished_period)
    refurbishment = work < parameters_.advanced_share                                   ? advanced
                    : work < parameters_.advanced_share + parameters_.refurbished_share ? usual
                                                                                        : existing;
  const auto archetype = archetype_of(type, buildings.period[building]);
  home.zone = static_cast<std::uint16_t>(archetype * refurbishments + refurbishment);
  home.sets_back = world_.random(Stream::energy_heat, household, 0, 1).uniform() < parameters_.setback_share ? 1 : 0;
  home.area_m2 = world_.people.dwellings.area_m2[households.dwelling[household]] *
                 static_cast<float>(parameters_.reference_area_factor);
  const auto& facts = archetypes()[archetype];
  const double reduction =
      temperature_reduction(is_house(type), facts.h_transmission[refurbishment] + facts.h_ventilation);
  home.setpoint_c = static_cast<float>(parameters_.setpoint_c - parameters_.partial_heating * (1 - reduction) *
                                                                    (parameters_.setpoint_c - heating_season_mean_c));
  furnish_systems(household, home, refurbishment);
}

void Homes::furnish_systems(HouseholdId household, Home& home, Refurbishment refurbishment) {
  const auto building = world_.people.households.building[household];
  const auto& buildings = world_.people.buildings;
  const auto draw = world_.random(Stream::energy_system, building);
  const double u = draw.uniform(0);
  const auto source = u < parameters_.ground_share                             ? Source::ground
                      : u < parameters_.ground_share + parameters_.water_share ? Source::water
                                                                               : Source::air;
  home.source = static_cast<std::uint8_t>(source);
  home.roof = pick(is_house(buildings.type[building]) ? pitched_share : flat_share, draw.uniform(1));
  home.battery = draw.uniform(2) < parameters_.battery_share ? 1 : 0;
  home.electric_water = draw.uniform(3) < parameters_.electric_hot_water_share ? 1 : 0;
  home.supply = static_cast<std::uint8_t>(
      buildings.period[building] >= first_floor_heating_period ? floor_heating : std::size_t{refurbishment});
}

Carry Homes::rest(double outside_c) const {
  Carry carry;
  carry.mass_c.resize(size());
  carry.tank_missing_wh.resize(size());
  carry.battery_wh.resize(size());
  for (auto household : homes_.ids()) {
    const auto& home = homes_[household];
    carry.mass_c[household] = zones_[home.zone].thermal.steady_mass_c(static_cast<double>(home.setpoint_c), outside_c);
  }
  return carry;
}

}  // namespace pendel::energy
