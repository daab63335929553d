// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <queue>
#include <tuple>
#include <utility>
#include <vector>

#include "core/math.hpp"
#include "region/roads.hpp"

namespace pendel::test {

/// What a street network looks like, measured the same way on surveyed and generated roads. A street is a link
/// whatever its direction (both directions count once; the two carriageways of a motorway are two); service ways are
/// left out.
struct StreetStatistics {
  std::size_t nodes = 0;
  std::size_t streets = 0;
  double km = 0;
  double mean_degree = 0;               // streets that end at a node, mean over nodes
  double dead_end_share = 0;            // of nodes
  std::array<double, 5> quantiles_m{};  // of street length: p10, p25, p50, p75, p90
  double circuity = 0;                  // way over straight line, summed over pairs of nodes more than 500 m apart
};

namespace detail {

struct Street {
  std::uint32_t a, b;
  std::int64_t name;
  double length_m;
  friend auto operator<=>(const Street&, const Street&) = default;
};

inline std::vector<Street> streets_of(const Roads& roads, const std::function<bool(LinkId)>& counts) {
  std::vector<Street> streets;
  for (const LinkId link : roads.from.ids()) {
    if (roads.road_class[link] == RoadClass::service || !counts(link)) continue;
    const auto a = roads.from[link].value();
    const auto b = roads.to[link].value();
    const double length = std::round(static_cast<double>(roads.length_m[link]) * 10) / 10;
    streets.push_back({std::min(a, b), std::max(a, b), roads.link_name[link], length});
  }
  std::sort(streets.begin(), streets.end());
  streets.erase(std::unique(streets.begin(), streets.end()), streets.end());
  return streets;
}

using Adjacency = std::vector<std::vector<std::pair<std::uint32_t, double>>>;

inline std::vector<double> ways_from(const Adjacency& adjacency, std::uint32_t from) {
  std::vector<double> way(adjacency.size(), 1e18);
  std::priority_queue<std::pair<double, std::uint32_t>, std::vector<std::pair<double, std::uint32_t>>, std::greater<>>
      queue;
  way[from] = 0;
  queue.emplace(0.0, from);
  while (!queue.empty()) {
    const auto [cost, node] = queue.top();
    queue.pop();
    if (cost > way[node]) continue;
    for (const auto& [next, length] : adjacency[node])
      if (cost + length < way[next]) {
        way[next] = cost + length;
        queue.emplace(way[next], next);
      }
  }
  return way;
}

inline double circuity(const Roads& roads, const std::vector<Street>& streets) {
  Adjacency adjacency(roads.nodes());
  for (const Street& street : streets) {
    adjacency[street.a].emplace_back(street.b, street.length_m);
    adjacency[street.b].emplace_back(street.a, street.length_m);
  }
  double network = 0;
  double straight = 0;
  const auto step = std::max<std::size_t>(1, roads.nodes() / 60);
  for (std::size_t from = step / 2; from < roads.nodes(); from += step) {
    if (adjacency[from].empty()) continue;
    const auto way = ways_from(adjacency, static_cast<std::uint32_t>(from));
    for (std::size_t to = 0; to < way.size(); ++to) {
      const NodeId p(from);
      const NodeId q(to);
      const double line = math::distance(roads.x_m[p] - roads.x_m[q], roads.y_m[p] - roads.y_m[q]);
      if (way[to] > 1e17 || line < 500) continue;
      network += way[to];
      straight += line;
    }
  }
  return straight > 0 ? network / straight : 0;
}

}  // namespace detail

/// `counts` chooses links, e.g. those of some municipalities.
inline StreetStatistics measure_streets(
    const Roads& roads, const std::function<bool(LinkId)>& counts = [](LinkId) { return true; }) {
  const auto streets = detail::streets_of(roads, counts);
  StreetStatistics out;
  out.streets = streets.size();
  if (streets.empty()) return out;
  std::vector<int> degree(roads.nodes(), 0);
  std::vector<double> lengths;
  for (const auto& street : streets) {
    ++degree[street.a];
    ++degree[street.b];
    out.km += street.length_m / 1000;
    lengths.push_back(street.length_m);
  }
  double ends = 0;
  for (const int d : degree) {
    out.nodes += d > 0 ? 1 : 0;
    ends += d == 1 ? 1 : 0;
  }
  out.mean_degree = 2.0 * static_cast<double>(streets.size()) / static_cast<double>(out.nodes);
  out.dead_end_share = ends / static_cast<double>(out.nodes);
  std::sort(lengths.begin(), lengths.end());
  const std::array shares{0.10, 0.25, 0.50, 0.75, 0.90};
  for (std::size_t i = 0; i < shares.size(); ++i)
    out.quantiles_m[i] = lengths[static_cast<std::size_t>(shares[i] * static_cast<double>(lengths.size() - 1))];
  out.circuity = detail::circuity(roads, streets);
  return out;
}

}  // namespace pendel::test
