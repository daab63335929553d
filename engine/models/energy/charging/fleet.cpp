// SPDX-License-Identifier: Apache-2.0
#include "models/energy/charging/fleet.hpp"

#include <algorithm>
#include <cmath>

#include "core/math.hpp"
#include "models/energy/meters.hpp"

namespace pendel::energy {

namespace {

constexpr double fast_up_to = 0.8;   // of the battery
constexpr double street_fill = 0.5;  // of the battery, what a car without a point of its own charges at a time
constexpr Tick shortest_plug = 10 * ticks_per_min;
constexpr std::size_t most_days = 240;  // that a car's days are repeated until they recur

/// Power of a charge point by simBEV's distribution (MIT), given that there is one: 3.7, 11, 22, 50 kW.
double point_w(const std::array<double, 4>& share, double u) {
  constexpr std::array<double, 4> kw = {3.7, 11, 22, 50};
  double total = 0;
  for (const double s : share) total += s;
  double below = 0;
  for (std::size_t i = 0; i + 1 < share.size(); ++i) {
    below += share[i];
    if (u * total < below) return 1000 * kw[i];
  }
  return 1000 * kw.back();
}
constexpr std::array<double, 4> home_points = {0.0911, 0.3402, 0.0715, 0.0079};
constexpr std::array<double, 4> work_points = {0.0411, 0.1645, 0.1645, 0.0411};
constexpr double street_w = 22000;

}  // namespace

/// A drive and the stay behind it.
struct Fleet::Stop {
  Tick depart = 0;
  Tick arrive = 0;
  double used_wh = 0;  // from the battery
  BuildingId at;       // none: outside
};

struct Fleet::Car {
  VehicleId id;
  HouseholdId household;
  double reached_at = 0;  // by adoption's draws: the share of electric cars from which on this is one of them
  std::uint32_t type = 0;
  double battery_wh = 0;
  double ac_w = 0;
  double consumption = 1;  // against a medium car
  double home_w = 0;       // charge point; 0: none
  bool controllable = false;
  bool metered = false;
  std::vector<Stop> stops;
  [[nodiscard]] double used_wh() const {
    double sum = 0;
    for (const auto& stop : stops) sum += stop.used_wh;
    return sum;
  }
};

struct Fleet::StreetStop {
  ZoneId zone;
  Tick arrive = 0;
  Tick length = 0;
  std::uint32_t car = 0;
  BuildingId at;
  friend bool operator<(const StreetStop& a, const StreetStop& b) {
    return std::tuple(a.zone, a.arrive, a.car) < std::tuple(b.zone, b.arrive, b.car);
  }
};

Fleet::Fleet(const ChargingParameters& parameters, const World& world) : parameters_(parameters), world_(world) {
  const auto& households = world.people.households;
  std::uint32_t next = 0;
  Column<ZoneId, double> residents(world.region.zones.size(), 0);
  for (auto household : ids<HouseholdId>(households.size())) {
    first_car_.push_back(VehicleId(next));
    next += households.cars[household];
    const auto zone = world.region.sites.zone[households.building[household]];
    if (zone.valid()) residents[zone] += households.persons[household];
  }
  work_w_.assign(world.people.buildings.size(), 0);
  for (auto building : ids<BuildingId>(world.people.buildings.size())) {
    if (world.people.buildings.jobs[building] == 0) continue;
    const auto draw = world.random(Stream::energy_charge_point, building, 0, 1);
    if (draw.uniform(0) < parameters.work_share)
      work_w_[building] = static_cast<float>(point_w(work_points, draw.uniform(1)));
  }
  for (auto zone : ids<ZoneId>(world.region.zones.size()))
    street_points_.push_back(
        static_cast<std::uint32_t>(residents[zone] * parameters.public_per_1000 / 1000 +
                                   world.random(Stream::energy_charge_point, zone, 0, 2).uniform()));
}

std::vector<Fleet::Car> Fleet::cars_of(const State& state) const {
  const auto& households = world_.people.households;
  const auto& buildings = world_.people.buildings;
  std::vector<Car> cars;
  std::vector<double> reached_at;
  for (auto household : ids<HouseholdId>(households.size())) {
    if (state.adoption.electric_cars[household] == 0) continue;
    reached_at.clear();
    for (std::uint32_t k = 0; k < households.cars[household]; ++k)
      reached_at.push_back(world_.random(Stream::adoption_vehicle, household, 0, k).uniform());
    std::ranges::sort(reached_at);
    for (std::uint32_t k = 0; k < state.adoption.electric_cars[household]; ++k) {
      Car car;
      car.id = VehicleId(first_car_[household].index() + k);
      car.household = household;
      car.reached_at = reached_at[k];
      const auto draw = world_.random(Stream::energy_vehicle, household, 0, k);
      std::size_t type = 0;
      for (double below = parameters_.car_share[0]; type + 1 < car_types.size() && draw.uniform(0) >= below;)
        below += parameters_.car_share[++type];
      car.type = static_cast<std::uint32_t>(type);
      car.battery_wh = 1000 * car_types[type].battery_kwh;
      car.ac_w = 1000 * car_types[type].ac_kw;
      car.consumption = car_types[type].kwh_per_km / car_types[1].kwh_per_km;
      const auto kind = buildings.type[households.building[household]];
      const bool house = kind == BuildingType::single_family || kind == BuildingType::terraced;
      const auto point = world_.random(Stream::energy_charge_point, household, 0, 3);
      if (point.uniform(0) < (house ? parameters_.home_share_house : parameters_.home_share_flat))
        car.home_w = std::min(car.ac_w, point_w(home_points, point.uniform(1)));
      const bool arrive =
          readings_arrive(world_.random, household, world_.region.sites.municipality[households.building[household]],
                          state.incidents.meter_level);
      const bool meter = !state.adoption.smart_meter.empty() && state.adoption.smart_meter[household] != 0;
      car.controllable = arrive && point.uniform(2) < parameters_.control_share;
      car.metered = car.controllable || (arrive && (meter || point.uniform(3) < parameters_.meter_share));
      cars.push_back(std::move(car));
    }
  }
  // What is spread over the fleet goes by place in it: who adopts later comes later and moves nobody before.
  std::ranges::stable_sort(cars, {}, &Car::reached_at);
  return cars;
}

void Fleet::add_trips(const State& state, double outside_c, std::vector<Car>& cars) const {
  const auto& mobility = state.mobility;
  if (mobility.executed.size() != world_.people.persons.size()) return;  // nobody moved
  std::vector<std::uint32_t> car_of;
  for (std::uint32_t i = 0; i < cars.size(); ++i) {
    if (cars[i].id.index() >= car_of.size()) car_of.resize(cars[i].id.index() + 1, 0xFFFFFFFF);
    car_of[cars[i].id.index()] = i;
  }
  for (auto id : ids<TripId>(mobility.trips.size())) {
    const auto& trip = mobility.trips[id];
    if (trip.mode != Mode::car) continue;
    for (const auto& leg : mobility.legs[id]) {
      if (!leg.vehicle.valid() || leg.vehicle.index() >= car_of.size()) continue;
      const auto at = car_of[leg.vehicle.index()];
      if (at == 0xFFFFFFFF) continue;
      const double km = (static_cast<double>(trip.distance_m) + static_cast<double>(trip.outside_m)) / 1000;
      const double hours = seconds(std::max(trip.arrive - trip.depart, ticks_per_min)) / 3600;
      const double wh =
          1000 * km * cars[at].consumption * consumption_kwh_per_km(km / hours, outside_c, parameters_.cabin_cop);
      const auto stays = mobility.executed[trip.person];
      const auto next = static_cast<std::size_t>(trip.ordinal) + 1;
      cars[at].stops.push_back(
          {trip.depart, trip.arrive, wh, next < stays.size() ? stays[next].building : BuildingId()});
    }
  }
  for (auto& car : cars)
    std::sort(car.stops.begin(), car.stops.end(), [](const Stop& a, const Stop& b) { return a.depart < b.depart; });
}

/// A day of a car that has charge points where it stops, from what is stored at its start.
struct Fleet::PointsDay {
  std::vector<PluggedCar> plugged;
  double stored_wh = 0;
  double charged_wh = 0;
  double fast_wh = 0;
};

void Fleet::live_day(const Car& car, PointsDay& day) const {
  const auto home = world_.people.households.building[car.household];
  const double full_wh = car.battery_wh;
  const double order = world_.random(Stream::energy_vehicle, car.household, 1, car.id.value()).uniform();
  day.plugged.clear();
  day.charged_wh = day.fast_wh = 0;
  for (std::size_t i = 0; i < car.stops.size(); ++i) {
    const auto& stop = car.stops[i];
    day.stored_wh -= stop.used_wh;
    if (day.stored_wh < parameters_.soc_min * full_wh) {
      day.fast_wh += (fast_up_to * full_wh - day.stored_wh) / parameters_.efficiency;
      day.stored_wh = fast_up_to * full_wh;
    }
    const Tick next = i + 1 < car.stops.size() ? car.stops[i + 1].depart : car.stops[0].depart + ticks_per_day;
    const Tick length = std::clamp(next - stop.arrive, 0, ticks_per_day);
    const bool at_home = stop.at == home;
    double point = 0;
    if (at_home)
      point = car.home_w;
    else if (stop.at.valid())
      point = std::min(static_cast<double>(work_w_[stop.at]), car.ac_w);
    const bool wants = day.stored_wh < (at_home ? parameters_.plug_below : 1.0) * full_wh;
    if (point <= 0 || length < shortest_plug || !wants) continue;
    PluggedCar now;
    now.building = stop.at;
    now.car = car.id;
    now.place = at_home ? ChargePlace::home : ChargePlace::work;
    now.controllable = at_home && car.controllable;
    now.metered = at_home && car.metered;
    now.session.plugged = stop.arrive % ticks_per_day;
    now.session.length = length;
    now.session.max_w = point;
    now.session.need_wh = std::min((full_wh - day.stored_wh) / parameters_.efficiency, point * seconds(length) / 3600);
    now.session.giving_wh = std::max(0.0, day.stored_wh - parameters_.soc_min * full_wh) * parameters_.efficiency;
    now.session.order_share = order;
    day.stored_wh = std::min(full_wh, day.stored_wh + now.session.need_wh * parameters_.efficiency);
    day.charged_wh += now.session.need_wh;
    day.plugged.push_back(now);
  }
}

/// The day is repeated from a full battery until it starts as an earlier one did: these days are the car's cycle (one
/// day long if it plugs in daily). Which of them it is today goes round among the cars that fill in as much, each
/// taking its share, so that the fleet charges what it drives.
void Fleet::charge_at_points(const Car& car, Phases& phases, FleetDay& out) const {
  PointsDay day;
  day.stored_wh = car.battery_wh;
  std::vector<double> starts;
  std::size_t first = most_days / 2;  // of the cycle, if none is found
  while (starts.size() < most_days) {
    const auto same = std::find_if(starts.begin(), starts.end(), [&](double start_wh) {
      return std::abs(start_wh - day.stored_wh) <= 1e-6 * car.battery_wh;
    });
    if (same != starts.end()) {
      first = static_cast<std::size_t>(same - starts.begin());
      break;
    }
    starts.push_back(day.stored_wh);
    live_day(car, day);
  }
  const auto length = starts.size() - first;
  // Whoever steps over the next whole number is at the last day, on which the battery is filled; all of a list fill in
  // about as much then.
  const double fill_kwh = (day.charged_wh + day.fast_wh) / 1000;
  auto& turns = phases[std::min(phases.size() - 1, static_cast<std::size_t>(3 * math::log(1 + fill_kwh)))];
  turns += 1 / static_cast<double>(length);
  turns -= std::floor(turns);
  const auto now = first + (static_cast<std::size_t>(turns * static_cast<double>(length)) + length - 1) % length;
  day.stored_wh = starts[std::min(now, starts.size() - 1)];
  live_day(car, day);
  out.sums.charged_wh += day.charged_wh;
  out.sums.fast_wh += day.fast_wh;
  out.plugged.insert(out.plugged.end(), day.plugged.begin(), day.plugged.end());
}

void Fleet::charge_on_street(const Day& day, const State& state, std::vector<Car>& cars, FleetDay& out) const {
  // Whose turn it is: each with the chance that fills a car's half battery when it is down, picked evenly spaced
  // among the cars of its type.
  std::array<double, car_types.size()> turns_of{};
  for (std::uint32_t type = 0; type < turns_of.size(); ++type)
    turns_of[type] = world_.random(Stream::energy_vehicle, day.key(), 2, type).uniform();
  std::vector<StreetStop> stops;
  std::vector<double> need_wh(cars.size(), 0);
  for (std::uint32_t i = 0; i < cars.size(); ++i) {
    const auto& car = cars[i];
    if (car.stops.empty()) continue;
    const double used_wh = car.used_wh();
    const double chance = std::min(1.0, used_wh / (street_fill * car.battery_wh));
    auto& turns = turns_of[car.type];
    turns += chance;
    if (turns < 1) continue;
    turns -= 1;
    need_wh[i] = used_wh / chance / parameters_.efficiency;
    // The longest stay of the day.
    StreetStop best;
    for (std::size_t k = 0; k < car.stops.size(); ++k) {
      const Tick next = k + 1 < car.stops.size() ? car.stops[k + 1].depart : car.stops[0].depart + ticks_per_day;
      const auto& stop = car.stops[k];
      if (!stop.at.valid() || next - stop.arrive <= best.length) continue;
      best = {world_.region.sites.zone[stop.at], stop.arrive, std::min(next - stop.arrive, ticks_per_day), i, stop.at};
    }
    if (best.zone.valid())
      stops.push_back(best);
    else
      out.sums.fast_wh += need_wh[i];
  }
  std::sort(stops.begin(), stops.end());
  // First come, first served at each zone's points; who is still waiting at departure drives on to a fast charger.
  std::vector<Tick> free_at;
  for (std::size_t i = 0; i < stops.size(); ++i) {
    const auto& stop = stops[i];
    if (i == 0 || stops[i - 1].zone != stop.zone) free_at.assign(open_points(stop.zone, state), 0);
    const auto point = std::min_element(free_at.begin(), free_at.end());
    const Tick start = point == free_at.end() ? stop.arrive + stop.length : std::max(stop.arrive, *point);
    const Tick left = stop.arrive + stop.length - start;
    const auto& car = cars[stop.car];
    const double most_wh = std::min(car.ac_w, street_w) * seconds(std::max(left, 0)) / 3600;
    const double wh = left < shortest_plug ? 0.0 : std::min(need_wh[stop.car], most_wh);
    out.sums.fast_wh += need_wh[stop.car] - wh;
    if (start > stop.arrive) ++(wh > 0 ? out.sums.waited : out.sums.refused);
    if (wh <= 0) continue;
    const double max_w = std::min(car.ac_w, street_w);
    *point = std::min(stop.arrive + stop.length, start + ticks_from_s(3600 * wh / max_w) + 15 * ticks_per_min);
    PluggedCar now;
    now.building = stop.at;
    now.car = car.id;
    now.place = ChargePlace::street;
    now.session = {start % ticks_per_day, left, wh, max_w, 0, 0};
    out.sums.charged_wh += wh;
    out.plugged.push_back(now);
  }
}

/// Public charge points of a zone that let cars charge today: all, unless an incident took their backend away.
std::uint32_t Fleet::open_points(ZoneId zone, const State& state) const {
  const auto municipality = world_.region.zones.municipality[zone];
  const auto& level = state.incidents.charging_level;
  if (!municipality.valid() || level.empty() || level[municipality] >= 1) return street_points_[zone];
  const double luck = world_.random(Stream::energy_charge_point, zone, 0, 2).uniform(1);
  return static_cast<std::uint32_t>(street_points_[zone] * static_cast<double>(level[municipality]) + luck);
}

FleetDay Fleet::day(const Day& day, const State& state, double outside_c) const {
  FleetDay out;
  auto cars = cars_of(state);
  add_trips(state, outside_c, cars);
  std::vector<Car> without;
  Phases phases;
  for (std::uint32_t i = 0; i < phases.size(); ++i)
    phases[i] = world_.random(Stream::energy_vehicle, day.key(), 3, i).uniform();
  for (auto& car : cars) {
    ++out.sums.cars;
    out.sums.driven_wh += car.used_wh() / parameters_.efficiency;
    const bool work = std::any_of(car.stops.begin(), car.stops.end(),
                                  [&](const Stop& stop) { return stop.at.valid() && work_w_[stop.at] > 0; });
    if (car.home_w > 0 || work) {
      charge_at_points(car, phases, out);
    } else {
      without.push_back(std::move(car));
    }
  }
  charge_on_street(day, state, without, out);
  std::sort(out.plugged.begin(), out.plugged.end(), [](const PluggedCar& a, const PluggedCar& b) {
    return std::tuple(a.building, a.car, a.session.plugged) < std::tuple(b.building, b.car, b.session.plugged);
  });
  return out;
}

}  // namespace pendel::energy
