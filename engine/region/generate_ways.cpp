// SPDX-License-Identifier: Apache-2.0
#include "region/generate_ways.hpp"

#include <algorithm>
#include <cmath>
#include <queue>
#include <set>

#include "core/math.hpp"

namespace pendel::generate {
namespace {

constexpr std::size_t neighbours = 24;  // candidates per hub; relative neighbours beyond do not occur in practice
constexpr double snap_place_m = 1500;   // a known road that passes a place this near goes through it
constexpr double snap_village_m = 600;
constexpr double gabriel_share = 0.30;  // of Gabriel edges that are no relative neighbours

using Pair = std::pair<Index, Index>;
Pair ordered(Index a, Index b) { return {std::min(a, b), std::max(a, b)}; }

Index hub_at(std::vector<Hub>& hubs, Point at, const Layout& layout) {
  Index best = no_index;
  double best_m = 1e18;
  for (std::size_t i = 0; i < hubs.size(); ++i) {
    const Hub& hub = hubs[i];
    const bool town = hub.outside != no_index || (hub.place != no_index && layout.places[hub.place].main);
    const double d = distance_m(hub.at, at);
    if (d < (town ? snap_place_m : snap_village_m) && d < best_m) {
      best = static_cast<Index>(i);
      best_m = d;
    }
  }
  if (best != no_index) return best;
  hubs.push_back({at, no_index, no_index});
  return static_cast<Index>(hubs.size() - 1);
}

/// Villages close to a stretch of a known road are drawn onto it, in order.
std::vector<Index> hubs_along(const std::vector<Hub>& hubs, Index a, Index b) {
  const Point p = hubs[a].at;
  const Point q = hubs[b].at;
  const double length = std::max(1.0, distance_m(p, q));
  std::vector<std::pair<double, Index>> on_the_way;
  for (std::size_t i = 0; i < hubs.size(); ++i) {
    if (i == a || i == b || hubs[i].place == no_index) continue;
    const double t =
        ((hubs[i].at.x_m - p.x_m) * (q.x_m - p.x_m) + (hubs[i].at.y_m - p.y_m) * (q.y_m - p.y_m)) / (length * length);
    const Point foot{p.x_m + t * (q.x_m - p.x_m), p.y_m + t * (q.y_m - p.y_m)};
    if (t > 0.08 && t < 0.92 && distance_m(foot, hubs[i].at) < snap_village_m)
      on_the_way.emplace_back(t, static_cast<Index>(i));
  }
  std::sort(on_the_way.begin(), on_the_way.end());
  std::vector<Index> chain{a};
  for (const auto& [t, hub] : on_the_way) chain.push_back(hub);
  chain.push_back(b);
  return chain;
}

void add_known_roads(const Facts& facts, const Layout& layout, Ways& out, std::set<Pair>& taken) {
  for (std::size_t r = 0; r < facts.roads.size(); ++r) {
    const KnownRoad& road = facts.roads[r];
    if (road.road_class == RoadClass::motorway) continue;
    std::vector<Index> via;
    for (const Point at : road.via) via.push_back(hub_at(out.hubs, at, layout));
    for (std::size_t i = 1; i < via.size(); ++i) {
      if (via[i - 1] == via[i]) continue;
      const auto chain = hubs_along(out.hubs, via[i - 1], via[i]);
      for (std::size_t k = 1; k < chain.size(); ++k)
        if (taken.insert(ordered(chain[k - 1], chain[k])).second)
          out.ways.push_back({chain[k - 1], chain[k], road.road_class, static_cast<Index>(r)});
    }
  }
}

std::vector<std::vector<Index>> nearest_hubs(const std::vector<Hub>& hubs) {
  std::vector<std::vector<Index>> near(hubs.size());
  for (std::size_t i = 0; i < hubs.size(); ++i) {
    std::vector<std::pair<double, Index>> all;
    for (std::size_t j = 0; j < hubs.size(); ++j)
      if (j != i) all.emplace_back(distance_m(hubs[i].at, hubs[j].at), static_cast<Index>(j));
    const auto keep = static_cast<std::ptrdiff_t>(std::min(neighbours, all.size()));
    std::partial_sort(all.begin(), all.begin() + keep, all.end());
    for (std::ptrdiff_t k = 0; k < keep; ++k) near[i].push_back(all[static_cast<std::size_t>(k)].second);
  }
  return near;
}

enum class Nearness { none, gabriel, relative };

Nearness nearness(const std::vector<Hub>& hubs, const std::vector<std::vector<Index>>& near, Index a, Index b) {
  const double ab = distance_m(hubs[a].at, hubs[b].at);
  auto result = Nearness::relative;
  for (const Index side : {a, b})
    for (const Index c : near[side]) {
      if (c == a || c == b) continue;
      const double ac = distance_m(hubs[a].at, hubs[c].at);
      const double bc = distance_m(hubs[b].at, hubs[c].at);
      if (ac * ac + bc * bc < ab * ab) return Nearness::none;
      if (std::max(ac, bc) < ab) result = Nearness::gabriel;
    }
  return result;
}

/// A second road that leaves a hub in nearly the same direction as a known one would be a parallel road.
bool parallel_to_known(const Ways& out, std::size_t known, Index a, Index b) {
  for (std::size_t w = 0; w < known; ++w)
    for (const auto& [hub, far] : {Pair{out.ways[w].a, out.ways[w].b}, Pair{out.ways[w].b, out.ways[w].a}}) {
      if (hub != a && hub != b) continue;
      const Point p = out.hubs[hub].at;
      const Point q = out.hubs[far].at;
      const Point s = out.hubs[hub == a ? b : a].at;
      const double dot = (q.x_m - p.x_m) * (s.x_m - p.x_m) + (q.y_m - p.y_m) * (s.y_m - p.y_m);
      if (dot > 0.94 * distance_m(p, q) * distance_m(p, s)) return true;  // under 20 degrees
    }
  return false;
}

void add_neighbour_roads(const Facts& facts, const Random& random, Ways& out, std::set<Pair>& taken) {
  const auto near = nearest_hubs(out.hubs);
  const std::size_t known = out.ways.size();
  for (std::size_t i = 0; i < out.hubs.size(); ++i)
    for (const Index j : near[i]) {
      const auto a = static_cast<Index>(i);
      if (j < a && std::find(near[j].begin(), near[j].end(), a) != near[j].end()) continue;  // seen from the other side
      const auto pair = ordered(a, j);
      if (taken.contains(pair)) continue;
      if (out.hubs[a].place == no_index && out.hubs[j].place == no_index)
        continue;  // bends and outside: known roads only
      const auto kind = nearness(out.hubs, near, a, j);
      if (kind == Nearness::none || crosses_barrier(facts, out.hubs[a].at, out.hubs[j].at)) continue;
      const auto key = (static_cast<std::uint64_t>(pair.first) << 32U) | pair.second;
      if (kind == Nearness::gabriel &&
          (ask(random, Question::extra_road, key, 0).uniform() > gabriel_share || parallel_to_known(out, known, a, j)))
        continue;
      taken.insert(pair);
      out.ways.push_back({pair.first, pair.second, RoadClass::unclassified, no_index});
    }
}

using Adjacency = std::vector<std::vector<std::pair<Index, std::size_t>>>;

std::vector<std::size_t> way_into(const Ways& out, const Adjacency& adjacency, Index from) {
  std::vector<double> cost(out.hubs.size(), 1e18);
  std::vector<std::size_t> into(out.hubs.size(), out.ways.size());
  std::priority_queue<std::pair<double, Index>, std::vector<std::pair<double, Index>>, std::greater<>> queue;
  cost[from] = 0;
  queue.emplace(0.0, from);
  while (!queue.empty()) {
    const auto [c, hub] = queue.top();
    queue.pop();
    if (c > cost[hub]) continue;
    for (const auto& [next, way] : adjacency[hub]) {
      const double factor = out.ways[way].road == no_index ? 1.0 : 0.7;  // the better road is preferred
      // Hubs on one spot are a centimetre apart: ways of no length would be walked in circles.
      const double there = c + factor * std::max(0.01, distance_m(out.hubs[hub].at, out.hubs[next].at));
      if (there < cost[next] || (there == cost[next] && way < into[next])) {
        cost[next] = there;
        into[next] = way;
        queue.emplace(there, next);
      }
    }
  }
  return into;
}

/// Main places and outside places that are near each other are linked by secondary roads, villages by the rest.
void classify(const Layout& layout, Ways& out) {
  Adjacency adjacency(out.hubs.size());
  for (std::size_t w = 0; w < out.ways.size(); ++w) {
    adjacency[out.ways[w].a].emplace_back(out.ways[w].b, w);
    adjacency[out.ways[w].b].emplace_back(out.ways[w].a, w);
  }
  std::vector<Index> centres;
  for (std::size_t i = 0; i < out.hubs.size(); ++i)
    if (out.hubs[i].outside != no_index || (out.hubs[i].place != no_index && layout.places[out.hubs[i].place].main))
      centres.push_back(static_cast<Index>(i));
  for (const Index from : centres) {
    const auto into = way_into(out, adjacency, from);
    std::vector<std::pair<double, Index>> near;
    for (const Index to : centres)
      if (to != from) near.emplace_back(distance_m(out.hubs[from].at, out.hubs[to].at), to);
    std::sort(near.begin(), near.end());
    if (near.size() > 3) near.resize(3);
    for (const auto& [d, to] : near)
      for (Index hub = to; hub != from && into[hub] != out.ways.size();) {
        Way& way = out.ways[into[hub]];
        if (way.road == no_index) way.road_class = RoadClass::secondary;
        hub = way.a == hub ? way.b : way.a;
      }
  }
  for (Way& way : out.ways) {
    if (way.road_class != RoadClass::unclassified || way.road != no_index) continue;
    double people = 0;
    for (const Index hub : {way.a, way.b})
      if (out.hubs[hub].place != no_index) people += layout.places[out.hubs[hub].place].population;
    if (people > 700) way.road_class = RoadClass::tertiary;
  }
  std::stable_sort(out.ways.begin(), out.ways.end(),
                   [](const Way& a, const Way& b) { return a.road_class < b.road_class; });
}

}  // namespace

Ways plan_ways(const Facts& facts, const Layout& layout, const Random& random) {
  Ways out;
  for (std::size_t i = 0; i < layout.places.size(); ++i)
    out.hubs.push_back({layout.places[i].at, static_cast<Index>(i), no_index});
  for (std::size_t i = 0; i < facts.outside.size(); ++i)
    out.hubs.push_back({facts.outside[i].at, no_index, static_cast<Index>(i)});
  std::set<Pair> taken;
  add_known_roads(facts, layout, out, taken);
  add_neighbour_roads(facts, random, out, taken);
  classify(layout, out);
  return out;
}

}  // namespace pendel::generate
