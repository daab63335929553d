// SPDX-License-Identifier: Apache-2.0
#include "models/energy/energy.hpp"

#include <algorithm>

#include "core/issue.hpp"

namespace pendel::energy {

namespace {

constexpr std::size_t household_chunk = 512;
// TABULA: frames 0.3, dirt and angle 0.9, shading 0.6 on vertical faces.
constexpr double solar_reduction = (1 - 0.3) * 0.9 * 0.6;
constexpr double step_s = 900;

bool is_house(BuildingType type) { return type == BuildingType::single_family || type == BuildingType::terraced; }

/// TABULA's reduction of the inner temperature for rooms that are heated only in part, by heat loss h in W m-2 K-1:
/// 1 below, falling from F1 at h = 1 to F4 at h = 4 (houses 0.9 / 0.8, flats 0.95 / 0.85).
double temperature_reduction(bool house, double h) {
  const double f1 = house ? 0.9 : 0.95;
  const double f4 = house ? 0.8 : 0.85;
  if (h < 1) return std::min(1.0, f1 + (1 - f1) * (1 - h) / 0.5);
  return f1 + (f4 - f1) * (std::min(h, 4.0) - 1.0) / 3.0;
}
constexpr double heating_season_mean_c = 4.6;  // TABULA's German climate

bool desk_work(Sector sector) {
  return sector == Sector::information || sector == Sector::finance || sector == Sector::business ||
         sector == Sector::administration;
}

}  // namespace

/// What one chunk of households adds up to, per slice and municipality. Chunks are added in order.
struct Energy::Sums {
  explicit Sums(std::size_t municipalities)
      : electricity_w(slices_per_day * municipalities), heat_w(electricity_w.size()), present(electricity_w.size()) {}
  std::vector<double> electricity_w, heat_w, present;
};

struct Energy::Scratch {
  Presence presence;
  Slices power_w;
  Slices heat_w;
  Slices setpoint_c;
};

Energy::Energy(const Parameters& parameters, const World& world, EnergyState& state)
    : parameters_(parameters), world_(world), state_(state) {
  for (const auto& archetype : archetypes())
    for (std::size_t r = 0; r < refurbishments; ++r) {
      const double ratio = archetype.h_transmission[r] / archetype.h_transmission[0];
      const Envelope envelope{.h_opaque = archetype.h_transmission[r] - archetype.h_window * ratio,
                              .h_window = archetype.h_window * ratio,
                              .h_ventilation = archetype.h_ventilation,
                              .capacity_j_per_k = 162'000};
      Zone zone{.thermal = Thermal(envelope, step_s), .max_w = 0, .solar_m2 = {}, .solar_w = {}};
      zone.max_w =
          (archetype.h_transmission[r] + archetype.h_ventilation) * (parameters.setpoint_c - parameters.design_c);
      for (std::size_t o = 0; o < orientations; ++o)
        zone.solar_m2[o] = solar_reduction * archetype.g * archetype.window_m2[o];
      zones_.push_back(std::move(zone));
    }
  homes_.resize(world.people.households.size());
  parallel::for_each<HouseholdId>(world.pool, homes_.size(), [&](HouseholdId household) { furnish(household); });
}

void Energy::furnish(HouseholdId household) {
  const auto& households = world_.people.households;
  const auto& buildings = world_.people.buildings;
  const auto building = households.building[household];
  const auto type = buildings.type[building];
  auto& home = homes_[household];
  home.municipality = world_.region.sites.municipality[building];
  const auto persons = std::max<int>(households.persons[household], 1);
  home.annual_kwh =
      parameters_.annual_scale *
      annual_level_kwh(is_house(type), persons, world_.random(Stream::energy_annual_level, household).uniform());
  // One refurbishment per building, one habit per household.
  const double work = world_.random(Stream::energy_heat, building).uniform();
  auto refurbishment = existing;
  if (buildings.period[building] < 8)  // until 1994
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
}

void Energy::heat_zones(const WeatherSeries& weather) {
  const auto steps = weather.outside_c.size();
  parallel::for_each<HouseholdId>(world_.pool, zones_.size(), [&](HouseholdId z) {
    auto& zone = zones_[z.index()];
    zone.solar_w.assign(steps, 0);
    for (std::size_t t = 0; t < steps; ++t) {
      double w = 0;
      for (std::size_t o = 0; o < orientations; ++o)
        w += zone.solar_m2[o] * static_cast<double>(weather.facade_w_per_m2[o][t]);
      zone.solar_w[t] = static_cast<float>(w);
    }
  });
  const auto days = steps / slices_per_day;
  heated_.assign(days, 0);
  for (std::size_t d = 0; d < days; ++d) {
    double mean = 0;
    for (std::size_t s = 0; s < slices_per_day; ++s)
      mean += static_cast<double>(weather.outside_c[d * slices_per_day + s]);
    heated_[d] = mean / slices_per_day < parameters_.heating_limit_c ? 1 : 0;
  }
}

double Energy::heat_home(const Home& home, const Scratch& scratch, const WeatherSeries& weather,
                         const std::vector<std::uint8_t>& heated, Slices& heat_w) const {
  const auto& zone = zones_[home.zone];
  const double area = static_cast<double>(home.area_m2);
  std::array<double, slices_per_day> internal;
  for (std::size_t s = 0; s < slices_per_day; ++s)
    internal[s] = (static_cast<double>(scratch.power_w[s]) +
                   parameters_.person_gain_w * static_cast<double>(scratch.presence.present[s])) /
                  area;
  double mass_c =
      zone.thermal.steady_mass_c(static_cast<double>(home.setpoint_c), static_cast<double>(weather.outside_c[0]));
  const auto days = heated.size();
  double day_wh = 0;
  for (std::size_t d = 0; d < days; ++d) {
    const double max_w = heated[d] != 0 ? zone.max_w : 0.0;
    const bool counts = d + 1 == days;
    for (std::size_t s = 0; s < slices_per_day; ++s) {
      const auto t = d * slices_per_day + s;
      const auto step =
          zone.thermal.advance(mass_c, static_cast<double>(weather.outside_c[t]), internal[s],
                               static_cast<double>(zone.solar_w[t]), static_cast<double>(scratch.setpoint_c[s]), max_w);
      if (!counts) continue;
      heat_w[s] = static_cast<float>(step.heating_w * area);
      day_wh += step.heating_w * area * slice_h;
    }
  }
  return day_wh;
}

void Energy::simulate(HouseholdId household, const Rows<PersonId, Activity>& stays, const Day& day,
                      const DayLight& light, const WeatherSeries& weather, Scratch& scratch, Sums& sums) {
  const auto& home = homes_[household];
  presence_of(household, stays, parameters_, world_, scratch.presence);
  household_power(household, std::max<int>(world_.people.households.persons[household], 1), home.annual_kwh,
                  scratch.presence, day, light, parameters_, world_.random, scratch.power_w);
  for (std::size_t s = 0; s < slices_per_day; ++s) {
    const bool empty = scratch.presence.present[s] <= 0;
    scratch.setpoint_c[s] =
        home.setpoint_c - (home.sets_back != 0 && empty ? static_cast<float>(parameters_.setback_k) : 0.0F);
  }
  const double heat_wh = heat_home(home, scratch, weather, heated_, scratch.heat_w);
  const auto n = world_.region.municipalities.size();
  double electricity_wh = 0;
  for (std::size_t s = 0; s < slices_per_day; ++s) {
    const auto at = s * n + home.municipality.index();
    sums.electricity_w[at] += static_cast<double>(scratch.power_w[s]);
    sums.heat_w[at] += static_cast<double>(scratch.heat_w[s]);
    sums.present[at] += static_cast<double>(scratch.presence.present[s]);
    electricity_wh += static_cast<double>(scratch.power_w[s]) * slice_h;
  }
  state_.electricity_wh[household] = static_cast<float>(electricity_wh);
  state_.heat_wh[household] = static_cast<float>(heat_wh);
}

void Energy::add_offices(const Rows<PersonId, Activity>& stays) {
  const auto& persons = world_.people.persons;
  const auto& sites = world_.region.sites;
  const auto n = world_.region.municipalities.size();
  // Desks and those who sit at them, per slice and municipality; a plain loop, because it is short.
  std::vector<double> desks(n, 0);
  std::vector<double> seated(slices_per_day * n, 0);
  Slices slices;
  for (auto person : ids<PersonId>(persons.size())) {
    const auto work = persons.work[person];
    if (persons.employment[person] != Employment::employed || !work.valid() || !desk_work(persons.sector[person]))
      continue;
    const auto m = sites.municipality[work].index();
    desks[m] += 1;
    for (const auto& stay : stays[person]) {
      if (stay.purpose != Purpose::work || stay.building != work) continue;
      slices.fill(0);
      add_interval(slices, stay.begin, stay.end, 1.0F);
      for (std::size_t s = 0; s < slices_per_day; ++s) seated[s * n + m] += static_cast<double>(slices[s]);
    }
  }
  // Inelastic: what all desks would take on a mean contract day, spread over office hours whoever is there.
  constexpr double office_from_h = 7, office_to_h = 18;
  state_.municipality_office_w.assign(slices_per_day * n, 0);
  for (std::size_t s = 0; s < slices_per_day; ++s) {
    const double h = static_cast<double>(s) * slice_h;
    const double open = office_from_h <= h && h < office_to_h ? 8.0 / (office_to_h - office_from_h) : 0.0;
    for (std::size_t m = 0; m < n; ++m)
      state_.municipality_office_w[s * n + m] = static_cast<float>(
          parameters_.office_w_per_worker * (parameters_.office_elastic_share * seated[s * n + m] +
                                             (1 - parameters_.office_elastic_share) * open * desks[m]));
  }
}

void Energy::step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) {
  const auto persons = world_.people.persons.size();
  const auto& stays = state.mobility.executed.size() == persons ? state.mobility.executed : state.schedules.wanted;
  PENDEL_EXPECT(stays.size() == persons);
  const auto weather = weather_series(world_.region.weather, day.date, parameters_.warm_up_days + 1);
  heat_zones(weather);
  DayLight light;
  light.heating_season = day.date.month >= 10 || day.date.month <= 4;
  const auto today = weather.horizontal_w_per_m2.size() - slices_per_day;
  for (std::size_t s = 0; s < slices_per_day; ++s)
    light.dark[s] = static_cast<float>(std::max(
        0.0, 1.0 - static_cast<double>(weather.horizontal_w_per_m2[today + s]) / parameters_.daylight_w_per_m2));

  const auto households = homes_.size();
  const auto n = world_.region.municipalities.size();
  state_.electricity_wh.assign(households, 0);
  state_.heat_wh.assign(households, 0);
  std::vector<std::unique_ptr<Sums>> parts((households + household_chunk - 1) / household_chunk);
  parallel::for_chunks(
      world_.pool, households, household_chunk, [] { return Scratch{}; },
      [&](Scratch& scratch, std::size_t begin, std::size_t end) {
        if (stop.stop_requested()) throw Interrupted("stopped in energy");
        auto sums = std::make_unique<Sums>(n);
        for (std::size_t h = begin; h < end; ++h) simulate(HouseholdId(h), stays, day, light, weather, scratch, *sums);
        parts[begin / household_chunk] = std::move(sums);
      });
  Sums total(n);
  for (const auto& part : parts)
    for (std::size_t i = 0; i < slices_per_day * n; ++i) {
      total.electricity_w[i] += part->electricity_w[i];
      total.heat_w[i] += part->heat_w[i];
      total.present[i] += part->present[i];
    }
  state_.municipality_electricity_w.assign(total.electricity_w.begin(), total.electricity_w.end());
  state_.municipality_heat_w.assign(total.heat_w.begin(), total.heat_w.end());
  state_.municipality_present.assign(total.present.begin(), total.present.end());
  add_offices(stays);
  record(recorder);
}

void Energy::record(Recorder& recorder) const {
  const auto put = [&](const Field& field, const std::vector<float>& values) {
    recorder.put(field, std::span<const float>(values));
  };
  put(fields::electricity, state_.municipality_electricity_w);
  put(fields::heat, state_.municipality_heat_w);
  put(fields::present, state_.municipality_present);
  put(fields::office_electricity, state_.municipality_office_w);
  put(fields::household_electricity, state_.electricity_wh.values());
  put(fields::household_heat, state_.heat_wh.values());
}

}  // namespace pendel::energy
