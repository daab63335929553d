// SPDX-License-Identifier: Apache-2.0
#include "models/indicators/indicators.hpp"

#include <algorithm>
#include <array>

namespace pendel::indicators {

/// The last element of a vector of Sums is the region.
struct Indicators::Sums {
  double residents = 0, workers = 0, at_work = 0, teleworking = 0, work_s = 0, home_work_s = 0;
  double trips = 0, car_m = 0, car_co2_kg = 0, commute_m = 0, ways_to_work = 0, way_to_work_s = 0;
  double electricity_wh = 0, heat_wh = 0, heat_co2_kg = 0, power_co2_kg = 0, peak_w = 0;
  double parking_s = 0, parking_m = 0;

  void operator+=(const Sums& o) {
    residents += o.residents, workers += o.workers, at_work += o.at_work, teleworking += o.teleworking;
    work_s += o.work_s, home_work_s += o.home_work_s;
    trips += o.trips, car_m += o.car_m, car_co2_kg += o.car_co2_kg, commute_m += o.commute_m;
    ways_to_work += o.ways_to_work, way_to_work_s += o.way_to_work_s;
    electricity_wh += o.electricity_wh, heat_wh += o.heat_wh, heat_co2_kg += o.heat_co2_kg,
        power_co2_kg += o.power_co2_kg;
    parking_s += o.parking_s, parking_m += o.parking_m;
  }
};

namespace {

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0.0; }

bool is_commute(const Trip& trip, std::span<const Activity> wanted) {
  return trip.purpose == Purpose::work ||
         (trip.purpose == Purpose::home && wanted[trip.ordinal].purpose == Purpose::work);
}

/// Of what cars charge, by the hours at which the low-voltage grids charge them; at all hours alike where there are no
/// grids.
double charging_kg_per_kwh(const State& state) {
  const auto& factor = state.energy.grid_kg_per_kwh;
  const auto& charging_w = state.feeders.charging_w;
  const auto grids = charging_w.size() / slices_per_day;
  double wh = 0, more = 0, day = 0;  // against the first slice's factor, so that a flat one comes out as it is
  for (std::size_t s = 0; s < slices_per_day; ++s) {
    double w = 0;
    for (std::size_t g = 0; g < grids; ++g) w += static_cast<double>(charging_w[s * grids + g]);
    wh += w;
    more += w * (factor[s] - factor[0]);
    day += (factor[s] - factor[0]) / slices_per_day;
  }
  return factor[0] + (wh > 0 ? more / wh : day);
}

}  // namespace

Indicators::Indicators(const Parameters& parameters, const World& world, IndicatorsState& state)
    : parameters_(parameters), world_(world), state_(state) {}

void Indicators::add_persons(const State& state, std::vector<Sums>& sums) const {
  const auto& persons = world_.people.persons;
  for (auto person : ids<PersonId>(persons.residents)) {
    auto& sum = sums[world_.region.sites.municipality[persons.home[person]].index()];
    sum.residents += 1;
    if (persons.employment[person] != Employment::employed) continue;
    sum.workers += 1;
    if (state.schedules.at_work[person] == 0) continue;
    const double work_s = static_cast<double>(state.schedules.work_s[person]);
    sum.at_work += 1;
    sum.work_s += work_s;
    if (state.schedules.teleworks_today[person] != 1) continue;  // 2: at a coworking place
    sum.teleworking += 1;
    sum.home_work_s += work_s;
  }
}

void Indicators::add_trips(const State& state, std::vector<Sums>& sums) const {
  const double charging_kg = charging_kg_per_kwh(state);
  const auto& persons = world_.people.persons;
  const auto& households = world_.people.households;
  for (const auto& trip : state.mobility.trips) {
    if (trip.person.index() >= persons.residents) continue;
    auto& sum = sums[world_.region.sites.municipality[persons.home[trip.person]].index()];
    const double metres = static_cast<double>(trip.distance_m) + static_cast<double>(trip.outside_m);
    sum.trips += 1;
    if (trip.mode == Mode::car) {
      const auto household = persons.household[trip.person];
      const double electric = ratio(state.adoption.electric_cars[household], households.cars[household]);
      sum.car_m += metres;
      add_parking(trip, state, sum);
      sum.car_co2_kg +=
          metres / 1000.0 *
          ((1 - electric) * parameters_.car_kg_per_km + electric * parameters_.ev_kwh_per_km * charging_kg);
    }
    if (is_commute(trip, state.schedules.wanted[trip.person])) sum.commute_m += metres;
    if (trip.purpose == Purpose::work) {
      sum.ways_to_work += 1;
      sum.way_to_work_s += seconds(trip.arrive - trip.depart);
    }
  }
}

void Indicators::add_parking(const Trip& trip, const State& state, Sums& sum) const {
  if (trip.purpose != Purpose::shopping && trip.purpose != Purpose::leisure) return;
  const auto at = trip.to.valid() ? world_.region.zones.municipality[trip.to] : MunicipalityId();
  const bool smart = at.valid() && state.adoption.has(Measure::smart_parking, at);
  sum.parking_s += parameters_.parking_search_s * (1 - (smart ? parameters_.smart_parking_time_saving : 0.0));
  sum.parking_m += parameters_.parking_search_s * parameters_.parking_search_kmh / 3.6 *
                   (1 - (smart ? parameters_.smart_parking_distance_saving : 0.0));
}

void Indicators::add_homes(const State& state, std::vector<Sums>& sums) const {
  const auto& households = world_.people.households;
  for (auto household : ids<HouseholdId>(households.size())) {
    const auto building = households.building[household];
    auto& sum = sums[world_.region.sites.municipality[building].index()];
    const double electricity_wh = static_cast<double>(state.energy.electricity_wh[household]);
    const double heat_wh = static_cast<double>(state.energy.heat_wh[household]);
    sum.electricity_wh += electricity_wh;
    sum.heat_wh += heat_wh;
    sum.power_co2_kg += static_cast<double>(state.energy.electricity_co2_kg[household]);
    sum.heat_co2_kg += static_cast<double>(state.energy.heat_co2_kg[household]);
  }
}

void Indicators::add_peaks(const State& state, std::vector<Sums>& sums) const {
  const auto n = sums.size() - 1;
  for (std::size_t s = 0; s < slices_per_day; ++s) {
    double region_w = 0;
    for (std::size_t m = 0; m < n; ++m) {
      const double w = static_cast<double>(state.energy.municipality_electricity_w[s * n + m]);
      sums[m].peak_w = std::max(sums[m].peak_w, w);
      region_w += w;
    }
    sums[n].peak_w = std::max(sums[n].peak_w, region_w);
  }
}

void Indicators::step(const Day&, const State& state, Recorder& recorder, const std::stop_token&) {
  const auto n = world_.region.municipalities.size();
  std::vector<Sums> sums(n + 1);
  add_persons(state, sums);
  add_trips(state, sums);
  add_homes(state, sums);
  for (std::size_t m = 0; m < n; ++m) sums[n] += sums[m];
  add_peaks(state, sums);
  const auto& list = fields::indicators;
  state_.municipality.assign(list.size() * n, 0);
  state_.region.assign(list.size(), 0);
  for (std::size_t m = 0; m <= n; ++m) {
    const auto& s = sums[m];
    // In the order of fields::indicators; the length is checked by the compiler.
    const std::array<double, fields::indicator_count> values = {s.residents,
                                                                s.workers,
                                                                ratio(s.at_work, s.workers),
                                                                ratio(s.teleworking, s.at_work),
                                                                ratio(s.home_work_s, s.work_s),
                                                                ratio(s.trips, s.residents),
                                                                s.car_m,
                                                                s.commute_m,
                                                                ratio(s.way_to_work_s, s.ways_to_work),
                                                                s.electricity_wh,
                                                                s.heat_wh,
                                                                s.peak_w,
                                                                s.car_co2_kg,
                                                                s.heat_co2_kg,
                                                                s.power_co2_kg,
                                                                s.parking_s,
                                                                s.parking_m};
    for (std::size_t i = 0; i < list.size(); ++i)
      (m < n ? state_.municipality[i * n + m] : state_.region[i]) = values[i];
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    recorder.put(list[i].municipality, std::span<const double>(state_.municipality).subspan(i * n, n));
    recorder.put(list[i].region, std::span<const double>(state_.region).subspan(i, 1));
  }
}

}  // namespace pendel::indicators
