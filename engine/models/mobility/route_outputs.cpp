// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/route_outputs.hpp"

#include <algorithm>

#include "models/mobility/select_links.hpp"

namespace pendel::mobility {

namespace {

using ByFuel = std::array<double, fuels>;

bool is_truck(const Parameters& parameters, const CarTrips& trips, std::size_t i) {
  return trips.pcu_tenths[i] > 10 && parameters.truck_pcu > 1;
}

double electric_share(const World& world, const AdoptionState& adoption, HouseholdId household) {
  const double cars = world.people.households.cars[household];
  return adoption.electric_cars.empty() || cars <= 0 ? 0.0 : std::min(1.0, adoption.electric_cars[household] / cars);
}

/// Of each trip: the household's, of those from outside the region's.
std::vector<float> electric_shares(const World& world, const AdoptionState& adoption, const CarTrips& trips,
                                   const Drafts& drafts) {
  double electric = 0, cars = 0;
  for (const auto household : world.people.households.cars.ids()) {
    cars += world.people.households.cars[household];
    electric += electric_share(world, adoption, household) * world.people.households.cars[household];
  }
  std::vector<float> share(trips.size(), static_cast<float>(cars > 0 ? electric / cars : 0));
  for (const auto person : ids<PersonId>(drafts.size())) {
    const auto household = world.people.persons.household[person];
    if (!household.valid()) continue;
    for (const auto& draft : drafts[person])
      if (draft.car_trip != no_trip)
        share[draft.car_trip] = static_cast<float>(electric_share(world, adoption, household));
  }
  return share;
}

/// Calls f(trip, route) for every vehicle of a part of the trips that drove and arrived, in order.
void for_driven(const Assignment& assignment, const CarTrips& trips, std::size_t first, std::size_t last,
                std::vector<routing::Index>& route, const auto& f) {
  const auto& result = assignment.result();
  for (std::size_t i = first; i < last; ++i) {
    if (result.enter[i] == never || result.arrive[i] == never) continue;
    assignment.read_route(trips, i, route);
    if (!route.empty()) f(i, std::span<const routing::Index>(route));
  }
}

constexpr std::size_t speeds = fields::traffic_speed.size();

/// Sums of a municipality, by fuel.
struct Sums {
  ByFuel metres = {}, kg = {};
  std::array<double, speeds> metres_at = {};  // by class of speed
};

/// Of all links, and of the municipalities in which they lie (the last one: in none).
struct Exhaust {
  std::vector<double> kg;  // by link
  std::vector<Sums> land;
};

std::size_t speed_class(double kmh) {
  std::size_t at = 0;
  for (const double above : {30.0, 50.0, 70.0, 100.0})
    if (kmh >= above) ++at;
  return at;
}

/// Kilogrammes on a kilometre with one fuel.
double exhaust_of(const Parameters& p, std::size_t fuel, double kmh) {
  switch (static_cast<Fuel>(fuel)) {
    case Fuel::petrol_car:
      return p.petrol_kg_per_l * litres_per_km(p.fuel_petrol_car, kmh);
    case Fuel::diesel_car:
      return p.diesel_kg_per_l * litres_per_km(p.fuel_diesel_car, kmh);
    case Fuel::electric_car:
      return 0;
    case Fuel::truck:
      break;
  }
  const double rigid = litres_per_km(p.fuel_rigid_truck, kmh), artic = litres_per_km(p.fuel_artic_truck, kmh);
  return p.diesel_kg_per_l * (p.artic_share * artic + (1 - p.artic_share) * rigid);
}

/// Where each link counts: in the municipality of its beginning, else of its end.
std::vector<std::uint32_t> places_of(const Region& region) {
  const auto none = static_cast<std::uint32_t>(region.municipalities.size());
  std::vector<std::uint32_t> place;
  place.reserve(region.roads.links());
  for (const auto link : region.roads.from.ids()) {
    auto municipality = region.roads.municipality[region.roads.from[link]];
    if (!municipality.valid()) municipality = region.roads.municipality[region.roads.to[link]];
    place.push_back(municipality.valid() ? municipality.value() : none);
  }
  return place;
}

Exhaust exhaust(const World& world, const Parameters& parameters, const AdoptionState& adoption,
                const Assignment& assignment, const CarTrips& trips, const Drafts& drafts) {
  const auto& roads = world.region.roads;
  const auto electric = electric_shares(world, adoption, trips, drafts);
  const auto place = places_of(world.region);
  const auto drive = [&](std::size_t i, std::span<const routing::Index> route, Exhaust& out) {
    const double e = static_cast<double>(electric[i]), d = parameters.diesel_share;
    const ByFuel share =
        is_truck(parameters, trips, i) ? ByFuel{0, 0, 0, 1} : ByFuel{(1 - e) * (1 - d), (1 - e) * d, e, 0};
    Tick t = assignment.result().enter[i];
    for (const auto link : route) {
      const Tick takes = assignment.experienced().of(link, t);
      const double metres = static_cast<double>(roads.length_m[LinkId(link)]);
      const double kmh = 3.6 * metres / std::max(seconds(takes), 0.1);
      auto& land = out.land[place[link]];
      for (std::size_t f = 0; f < fuels; ++f) {
        if (share[f] <= 0) continue;
        const double kg = share[f] * exhaust_of(parameters, f, kmh) * metres / 1000;
        land.metres[f] += share[f] * metres;
        land.kg[f] += kg;
        out.kg[link] += kg;
      }
      land.metres_at[speed_class(kmh)] += metres;
      t += takes;
    }
  };
  // Always as many parts, added in their order: the sums do not depend on the threads.
  constexpr std::size_t parts = 8;
  const std::size_t size = std::max<std::size_t>(1, (trips.size() + parts - 1) / parts);
  std::vector<Exhaust> part(
      parts, Exhaust{std::vector<double>(roads.links(), 0), std::vector<Sums>(world.region.municipalities.size() + 1)});
  parallel::for_chunks(
      world.pool, trips.size(), size, [] { return std::vector<routing::Index>(); },
      [&](std::vector<routing::Index>& route, std::size_t first, std::size_t last) {
        for_driven(assignment, trips, first, last, route,
                   [&](std::size_t i, std::span<const routing::Index> links) { drive(i, links, part[first / size]); });
      });
  auto& all = part.front();
  const auto add = [](auto& to, const auto& from) {
    for (std::size_t k = 0; k < to.size(); ++k) to[k] += from[k];
  };
  for (std::size_t p = 1; p < parts; ++p) {
    add(all.kg, part[p].kg);
    for (std::size_t m = 0; m < all.land.size(); ++m) {
      add(all.land[m].metres, part[p].land[m].metres);
      add(all.land[m].kg, part[p].land[m].kg);
      add(all.land[m].metres_at, part[p].land[m].metres_at);
    }
  }
  return std::move(all);
}

void record_exhaust(const Exhaust& exhaust, Recorder& recorder) {
  recorder.put(fields::link_co2, std::vector<float>(exhaust.kg.begin(), exhaust.kg.end()));
  const auto per_municipality = [&](const auto& value) {
    std::vector<double> sums;
    for (std::size_t m = 0; m + 1 < exhaust.land.size(); ++m) sums.push_back(value(exhaust.land[m]));
    return sums;
  };
  for (std::size_t f = 0; f < fuels; ++f) {
    recorder.put(fields::traffic_distance[f], per_municipality([f](const Sums& sums) { return sums.metres[f]; }));
    recorder.put(fields::traffic_co2[f], per_municipality([f](const Sums& sums) { return sums.kg[f]; }));
  }
  for (std::size_t s = 0; s < speeds; ++s)
    recorder.put(fields::traffic_speed[s], per_municipality([s](const Sums& sums) { return sums.metres_at[s]; }));
}

struct Ends {
  ZoneId from, to;
};

/// Zones between which each vehicle goes.
std::vector<Ends> zones_of(const World& world, const CarTrips& trips, const Drafts& drafts) {
  Column<NodeId, ZoneId> gateway_zone(world.region.roads.nodes());
  for (const auto gateway : world.region.gateways.node.ids())
    gateway_zone[world.region.gateways.node[gateway]] = world.region.gateways.zone[gateway];
  std::vector<Ends> ends(trips.size());
  for (std::size_t i = 0; i < ends.size(); ++i) ends[i] = {gateway_zone[trips.from[i]], gateway_zone[trips.to[i]]};
  for (const auto& draft : drafts.values())
    if (draft.car_trip != no_trip) ends[draft.car_trip] = {draft.from, draft.to};
  return ends;
}

/// Where the trips of one link come from, go to, and drive along.
void record_selected(const World& world, const Assignment& assignment, const CarTrips& trips,
                     std::span<const Ends> ends, LinkId selected, Recorder& recorder) {
  const auto zones = world.region.zones.size();
  std::vector<double> matrix(zones * zones, 0);
  std::vector<float> flow(world.region.roads.links(), 0);
  std::vector<routing::Index> route;
  for_driven(assignment, trips, 0, trips.size(), route, [&](std::size_t i, std::span<const routing::Index> links) {
    if (std::ranges::find(links, selected.value()) == links.end()) return;
    matrix[ends[i].from.index() * zones + ends[i].to.index()] += 1;
    for (const auto link : links) flow[link] += 1;
  });
  const auto name = select_name(world.region.roads, selected);
  recorder.put(fields::select_trips, name, std::span<const double>(matrix));
  recorder.put(fields::select_flow, name, std::span<const float>(flow));
}

}  // namespace

double litres_per_km(std::span<const double> curve, double kmh) {
  constexpr double slowest = 5, fastest = 130;  // the ends of what the curves were fitted for; below, cars idle
  const double v = std::clamp(kmh, slowest, fastest);
  return curve[0] / v + curve[1] + curve[2] * v + curve[3] * v * v;
}

void record_routes(const World& world, const Parameters& parameters, const AdoptionState& adoption,
                   const Assignment& assignment, const CarTrips& trips, const Drafts& drafts, Recorder& recorder) {
  record_exhaust(exhaust(world, parameters, adoption, assignment, trips, drafts), recorder);
  const auto selected = selected_links(world.region.roads, parameters);
  if (selected.empty()) return;
  const auto ends = zones_of(world, trips, drafts);
  for (const auto link : selected) record_selected(world, assignment, trips, ends, link, recorder);
}

}  // namespace pendel::mobility
