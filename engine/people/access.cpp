// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "core/math.hpp"
#include "people/commuting.hpp"
#include "routing/dijkstra.hpp"
#include "routing/graph.hpp"

namespace pendel::people {

namespace {

constexpr double ticks_per_min = 600;  // weights in tenths of a second

/// Where a municipality enters the network: the zone nearest to its centre. None if it has no zone with a node.
std::vector<NodeId> centres(const Region& region) {
  const auto& land = region.municipalities;
  std::vector<NodeId> nodes(land.size());
  std::vector<double> nearest(land.size(), std::numeric_limits<double>::infinity());
  for (const auto zone : region.zones.name.ids()) {
    const auto m = region.zones.municipality[zone];
    if (!m.valid() || !region.zones.node[zone].valid()) continue;
    const double away = math::distance(region.zones.x_m[zone] - land.x_m[m], region.zones.y_m[zone] - land.y_m[m]);
    if (away >= nearest[m.index()]) continue;
    nearest[m.index()] = away;
    nodes[m.index()] = region.zones.node[zone];
  }
  return nodes;
}

routing::Graph make_graph(const Roads& roads) {
  std::vector<routing::Index> from(roads.links());
  std::vector<routing::Index> to(roads.links());
  for (const auto link : ids<LinkId>(roads.links())) {
    from[link.index()] = roads.from[link].value();
    to[link.index()] = roads.to[link].value();
  }
  std::vector<routing::Ban> bans;
  for (const auto& ban : roads.turn_bans) bans.push_back({ban.from.value(), ban.to.value()});
  return {roads.nodes(), from, to, bans};
}

}  // namespace

Access measure_access(const Region& region, const Parameters& parameters, parallel::Pool& pool) {
  const auto& land = region.municipalities;
  const std::size_t n = land.size();
  Access access;
  access.minutes = Table(n, n);
  access.gateway_minutes = Table(n, region.gateways.size());
  access.gateway_km = Table(n, region.gateways.size());
  if (n == 0) return access;
  const routing::Graph graph = make_graph(region.roads);
  std::vector<routing::Weight> weights(region.roads.links());
  for (const auto link : ids<LinkId>(weights.size()))
    weights[link.index()] = std::max(1U, static_cast<routing::Weight>(10 * region.roads.free_time_s(link)));
  const auto nodes = centres(region);
  const auto measure = [&](routing::Dijkstra& search, MunicipalityId from) {
    const NodeId source = nodes[from.index()];
    std::span<const routing::Weight> tree;
    if (source.valid()) tree = search.from(graph.source(source.value()), weights);
    const auto km = [&](double x_m, double y_m) {
      return 1e-3 * parameters.detour * math::distance(x_m - land.x_m[from], y_m - land.y_m[from]);
    };
    const auto minutes = [&](NodeId to, double straight_km) {
      if (source.valid() && to.valid()) {
        const auto ticks = tree[graph.sink(to.value())];
        if (ticks != routing::unreachable) return ticks / ticks_per_min;
      }
      return straight_km / outside_km_per_min;
    };
    for (const auto to : land.ags.ids())
      access.minutes.at(from.index(), to.index()) = minutes(nodes[to.index()], km(land.x_m[to], land.y_m[to]));
    for (const auto gate : region.gateways.name.ids()) {
      const NodeId node = region.gateways.node[gate];
      const Point point = region.roads.at(node);
      access.gateway_km.at(from.index(), gate.index()) = km(point.x_m, point.y_m);
      access.gateway_minutes.at(from.index(), gate.index()) = minutes(node, km(point.x_m, point.y_m));
    }
  };
  parallel::for_chunks(
      pool, n, 1, [&] { return routing::Dijkstra(graph); },
      [&](routing::Dijkstra& search, std::size_t begin, std::size_t end) {
        for (std::size_t m = begin; m < end; ++m) measure(search, MunicipalityId(m));
      });
  return access;
}

}  // namespace pendel::people
