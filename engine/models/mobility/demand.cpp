// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/demand.hpp"

#include <algorithm>
#include <cmath>

#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::mobility {

namespace {

struct Place {
  NodeId node;
  ZoneId zone;
  Point at;
  float outside_m = 0;
};

Place place_of(const World& world, PersonId person, const Activity& stay) {
  const auto& region = world.region;
  if (stay.building.valid()) {
    const auto b = stay.building;
    return {region.sites.node[b], region.sites.zone[b], {region.sites.x_m[b], region.sites.y_m[b]}, 0};
  }
  PENDEL_EXPECT(stay.gateway.valid());
  const auto& persons = world.people.persons;
  const auto g = stay.gateway;
  const bool own = (stay.purpose == Purpose::home && persons.home_gateway[person] == g) ||
                   (stay.purpose == Purpose::work && persons.work_gateway[person] == g);
  const double km = own ? static_cast<double>(persons.outside_km[person]) : region.gateways.outside_km[g];
  const NodeId node = region.gateways.node[g];
  return {node, region.gateways.zone[g], region.roads.at(node), static_cast<float>(1000 * km)};
}

void draft_person(const World& world, PersonId person, std::span<const Activity> stays, std::span<Draft> drafts) {
  std::size_t next = 0;
  for (std::size_t i = 0; i + 1 < stays.size(); ++i) {
    if (same_place(stays[i], stays[i + 1])) continue;
    const Place from = place_of(world, person, stays[i]);
    const Place to = place_of(world, person, stays[i + 1]);
    auto& draft = drafts[next++];
    draft.ordinal = static_cast<std::uint16_t>(i);
    draft.purpose = stays[i + 1].purpose;
    draft.opens_tour = stays[i].purpose == Purpose::home ? 1 : 0;
    draft.from = from.zone;
    draft.to = to.zone;
    draft.from_node = from.node;
    draft.to_node = to.node;
    draft.outside_before_m = from.outside_m;
    draft.outside_after_m = to.outside_m;
    draft.straight_m = static_cast<float>(math::distance(from.at.x_m - to.at.x_m, from.at.y_m - to.at.y_m));
  }
}

routing::Graph both_directions(const Roads& roads) {
  const auto m = roads.links();
  std::vector<routing::Index> from(2 * m), to(2 * m);
  for (const auto link : roads.from.ids()) {
    const auto i = link.index();
    from[i] = to[m + i] = roads.from[link].value();
    to[i] = from[m + i] = roads.to[link].value();
  }
  return routing::Graph(roads.nodes(), from, to);
}

void measure_one(const Parameters& parameters, routing::Weight car_ticks, routing::Weight decimetres, Draft& draft) {
  if (draft.from_node == draft.to_node) {
    draft.distance_m = static_cast<float>(static_cast<double>(draft.straight_m) * parameters.detour);
    return;
  }
  draft.car_free = draft.car_time = car_ticks == routing::unreachable ? -1 : static_cast<Tick>(car_ticks);
  draft.distance_m =
      decimetres == routing::unreachable ? -1.0F : std::max(draft.straight_m, static_cast<float>(decimetres) / 10.0F);
}

}  // namespace

Drafts draft_trips(const World& world, const Rows<PersonId, Activity>& wanted) {
  const auto count = [&](PersonId person) {
    const auto stays = wanted[person];
    std::size_t n = 0;
    for (std::size_t i = 0; i + 1 < stays.size(); ++i)
      if (!same_place(stays[i], stays[i + 1])) ++n;
    return n;
  };
  return parallel::rows<PersonId, Draft>(
      world.pool, wanted.size(), count,
      [&](PersonId person, std::span<Draft> drafts) { draft_person(world, person, wanted[person], drafts); });
}

Ways::Ways(const Roads& roads) : graph_(both_directions(roads)), hierarchy_(graph_), metric_(hierarchy_) {
  const auto m = roads.links();
  std::vector<routing::Weight> length(2 * m);
  for (const auto link : roads.from.ids()) {
    const auto decimetres = std::lround(10.0 * static_cast<double>(roads.length_m[link]));
    length[link.index()] = length[m + link.index()] = static_cast<routing::Weight>(std::max(1L, decimetres));
  }
  metric_.customize(length);
}

void measure(const World& world, const Parameters& parameters, const routing::Metric& cars, const Ways& ways,
             Drafts& drafts) {
  auto& trips = drafts.values();
  const auto by = group_by_target(world.region.roads.nodes(), trips.size(),
                                  [&](std::size_t i) { return trips[i].to_node.value(); });
  const auto scratch = [&] { return std::pair{routing::Trees(cars), routing::Trees(ways.decimetres())}; };
  parallel::for_chunks(world.pool, by.nodes.size(), routing::Trees::lanes, scratch,
                       [&](auto& trees, std::size_t begin, std::size_t end) {
                         const auto targets = std::span(by.nodes).subspan(begin, end - begin);
                         trees.first.to(targets);
                         trees.second.to(targets);
                         for (std::size_t lane = 0; lane < targets.size(); ++lane)
                           for (auto j = by.first[begin + lane]; j < by.first[begin + lane + 1]; ++j) {
                             auto& draft = trips[by.trips[j]];
                             const auto from = draft.from_node.value();
                             measure_one(parameters, trees.first.distance(from, lane),
                                         trees.second.distance(from, lane), draft);
                           }
                       });
}

std::uint64_t drop_unreachable(parallel::Pool& pool, Drafts& drafts) {
  return parallel::sum<PersonId>(pool, drafts.size(), [&](PersonId person) {
    const auto trips = drafts[person];
    std::uint64_t dropped = 0;
    for_tours(trips, [&](std::size_t first, std::size_t last) {
      const bool ok = std::all_of(trips.begin() + static_cast<std::ptrdiff_t>(first),
                                  trips.begin() + static_cast<std::ptrdiff_t>(last),
                                  [](const Draft& draft) { return draft.distance_m >= 0; });
      if (ok) return;
      for (std::size_t i = first; i < last; ++i) trips[i].made = 0;
      dropped += last - first;
    });
    return dropped;
  });
}

}  // namespace pendel::mobility
