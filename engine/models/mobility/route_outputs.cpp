// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/route_outputs.hpp"

#include <algorithm>

#include "models/mobility/select_links.hpp"

namespace pendel::mobility {

namespace {

constexpr auto truck_place = static_cast<std::size_t>(Fuel::truck);
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

/// Calls f(trip, route) for every vehicle that drove and arrived, in order.
void for_driven(const Assignment& assignment, const CarTrips& trips, const auto& f) {
  const auto& result = assignment.result();
  std::vector<routing::Index> route;
  for (std::size_t i = 0; i < trips.size(); ++i) {
    if (result.enter[i] == never || result.arrive[i] == never) continue;
    assignment.read_route(trips, i, route);
    if (!route.empty()) f(i, std::span<const routing::Index>(route));
  }
}

/// Metres and kilogrammes on each link, by fuel.
struct Exhaust {
  std::vector<ByFuel> metres, kg;
  std::array<std::vector<double>, fields::traffic_speed.size()> by_speed;  // metres per link
};

std::size_t speed_class(double kmh) {
  std::size_t at = 0;
  for (const double above : {30.0, 50.0, 70.0, 100.0})
    if (kmh >= above) ++at;
  return at;
}

/// Kilogrammes on a kilometre, by fuel.
ByFuel exhaust_of(const Parameters& p, double kmh) {
  const double rigid = litres_per_km(p.fuel_rigid_truck, kmh), artic = litres_per_km(p.fuel_artic_truck, kmh);
  return {p.petrol_kg_per_l * litres_per_km(p.fuel_petrol_car, kmh),
          p.diesel_kg_per_l * litres_per_km(p.fuel_diesel_car, kmh), 0,
          p.diesel_kg_per_l * (p.artic_share * artic + (1 - p.artic_share) * rigid)};
}

Exhaust exhaust(const World& world, const Parameters& parameters, const AdoptionState& adoption,
                const Assignment& assignment, const CarTrips& trips, const Drafts& drafts) {
  const auto& roads = world.region.roads;
  const auto electric = electric_shares(world, adoption, trips, drafts);
  Exhaust out;
  out.metres.resize(roads.links());
  out.kg.resize(roads.links());
  for (auto& metres : out.by_speed) metres.resize(roads.links());
  for_driven(assignment, trips, [&](std::size_t i, std::span<const routing::Index> route) {
    const double e = static_cast<double>(electric[i]), d = parameters.diesel_share;
    const ByFuel share =
        is_truck(parameters, trips, i) ? ByFuel{0, 0, 0, 1} : ByFuel{(1 - e) * (1 - d), (1 - e) * d, e, 0};
    Tick t = assignment.result().enter[i];
    for (const auto link : route) {
      const Tick takes = assignment.experienced().of(link, t);
      const double metres = static_cast<double>(roads.length_m[LinkId(link)]);
      const double kmh = 3.6 * metres / std::max(seconds(takes), 0.1);
      const auto kg_per_km = exhaust_of(parameters, kmh);
      for (std::size_t f = 0; f < fuels; ++f) {
        out.metres[link][f] += share[f] * metres;
        out.kg[link][f] += share[f] * kg_per_km[f] * metres / 1000;
      }
      out.by_speed[speed_class(kmh)][link] += metres;
      t += takes;
    }
  });
  return out;
}

/// Sums over the links of each municipality; a link belongs to that of its beginning, else of its end.
std::vector<double> per_municipality(const Region& region, const auto& value) {
  std::vector<double> sum(region.municipalities.size(), 0);
  for (const auto link : region.roads.from.ids()) {
    auto municipality = region.roads.municipality[region.roads.from[link]];
    if (!municipality.valid()) municipality = region.roads.municipality[region.roads.to[link]];
    if (municipality.valid()) sum[municipality.index()] += value(link.index());
  }
  return sum;
}

void record_exhaust(const World& world, const Exhaust& exhaust, Recorder& recorder) {
  std::vector<float> co2;
  for (const auto& kg : exhaust.kg) co2.push_back(static_cast<float>(kg[0] + kg[1] + kg[2] + kg[truck_place]));
  recorder.put(fields::link_co2, co2);
  for (std::size_t f = 0; f < fuels; ++f) {
    recorder.put(fields::traffic_distance[f],
                 per_municipality(world.region, [&](std::size_t link) { return exhaust.metres[link][f]; }));
    recorder.put(fields::traffic_co2[f],
                 per_municipality(world.region, [&](std::size_t link) { return exhaust.kg[link][f]; }));
  }
  for (std::size_t s = 0; s < exhaust.by_speed.size(); ++s)
    recorder.put(fields::traffic_speed[s],
                 per_municipality(world.region, [&](std::size_t link) { return exhaust.by_speed[s][link]; }));
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
  for_driven(assignment, trips, [&](std::size_t i, std::span<const routing::Index> route) {
    if (std::ranges::find(route, selected.value()) == route.end()) return;
    matrix[ends[i].from.index() * zones + ends[i].to.index()] += 1;
    for (const auto link : route) flow[link] += 1;
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
  record_exhaust(world, exhaust(world, parameters, adoption, assignment, trips, drafts), recorder);
  const auto selected = selected_links(world.region.roads, parameters);
  if (selected.empty()) return;
  const auto ends = zones_of(world, trips, drafts);
  for (const auto link : selected) record_selected(world, assignment, trips, ends, link, recorder);
}

}  // namespace pendel::mobility
