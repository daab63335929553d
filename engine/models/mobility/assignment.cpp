// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/assignment.hpp"

#include <algorithm>
#include <atomic>

#include "core/contract.hpp"
#include "routing/time_dependent.hpp"
#include "routing/trees.hpp"

namespace pendel::mobility {

using routing::Index;
using routing::unreachable;
using routing::Weight;

namespace {

std::span<const std::uint32_t> numbers(const std::vector<NodeId>& ids) {
  static_assert(sizeof(NodeId) == sizeof(std::uint32_t));
  return {reinterpret_cast<const std::uint32_t*>(ids.data()), ids.size()};
}

QueueNetwork network_of(const Roads& roads) {
  QueueLinks links;
  links.nodes = roads.nodes();
  links.from = numbers(roads.from.values());
  links.to = numbers(roads.to.values());
  links.length_m = roads.length_m.span();
  links.free_speed_mps = roads.free_speed_mps.span();
  links.capacity_per_h = roads.capacity_per_h.span();
  links.lanes = roads.lanes.span();
  return QueueNetwork(links);
}

std::vector<CapacityChange> changes_of(std::span<const float> capacity_factor) {
  std::vector<CapacityChange> changes;
  for (std::size_t link = 0; link < capacity_factor.size(); ++link)
    if (capacity_factor[link] != 1) changes.push_back({0, static_cast<std::uint32_t>(link), capacity_factor[link]});
  return changes;
}

std::vector<Weight> free_times(const QueueNetwork& network, std::span<const float> capacity_factor) {
  std::vector<Weight> free(network.links());
  for (std::size_t link = 0; link < free.size(); ++link) {
    const bool closed = !capacity_factor.empty() && capacity_factor[link] <= 0;
    free[link] = closed ? unreachable : static_cast<Weight>(std::max(1, (network.free_time_ms()[link] + 50) / 100));
  }
  return free;
}

}  // namespace

Gap total(const Gaps& gaps) {
  Gap sum;
  for (const auto& gap : gaps) {
    sum.driven += gap.driven;
    sum.possible += gap.possible;
    sum.trips += gap.trips;
  }
  return sum;
}

double peak_gap(const Gaps& gaps) {
  const auto busiest = std::ranges::max(gaps, {}, &Gap::trips).trips;
  double worst = 0;
  for (const auto& gap : gaps)
    if (2 * gap.trips >= busiest) worst = std::max(worst, gap.relative());
  return worst;
}

Assignment::Assignment(const Roads& roads, const routing::Hierarchy& cars, std::span<const float> capacity_factor,
                       const Parameters& parameters, const Random& random, parallel::Pool& pool)
    : roads_(roads),
      parameters_(parameters),
      random_(random),
      pool_(pool),
      network_(network_of(roads)),
      changes_(changes_of(capacity_factor)),
      free_(free_times(network_, capacity_factor)),
      empty_roads_(cars),
      code_(roads),
      experienced_(free_),
      smoothed_(free_) {
  PENDEL_EXPECT(capacity_factor.empty() || capacity_factor.size() == roads.links());
  empty_roads_.customize(free_);
}

/// What a thread needs to look for routes.
struct Assignment::Scratch {
  explicit Scratch(const routing::Metric& metric) : trees(metric), query(metric.hierarchy().graph()) {}

  routing::Trees trees;
  routing::TimeDependent query;
  std::vector<std::vector<Index>> routes;  // of the trip at hand; the one it drives first
  std::vector<Tick> cost;                  // of each, smoothed
  std::vector<std::uint32_t> order;
  std::size_t known = 0;
};

/// Calls f(scratch, block, trip, bound): the trips by target, with the exact distance to it on empty roads as a bound.
void Assignment::for_each_with_bound(const CarTrips& trips, const auto& f) {
  const auto by = group_by_target(roads_.nodes(), trips.size(), [&](std::size_t i) { return trips.to[i].value(); });
  constexpr auto lanes = routing::Trees::lanes;
  changed_.assign((by.nodes.size() + lanes - 1) / lanes, {});
  parallel::for_chunks(
      pool_, by.nodes.size(), lanes, [&] { return Scratch(empty_roads_); },
      [&](Scratch& scratch, std::size_t first, std::size_t last) {
        scratch.trees.to(std::span(by.nodes).subspan(first, last - first));
        for (std::size_t group = first; group < last; ++group) {
          const auto bound = [&, lane = group - first](Index v) { return scratch.trees.distance(v, lane); };
          for (auto j = by.first[group]; j < by.first[group + 1]; ++j)
            f(scratch, changed_[first / lanes], by.trips[j], bound);
        }
      });
}

void Assignment::begin_with(std::span<const float> link_time_s) {
  smoothed_.take(link_time_s);
  days_ = 1;
}

auto Assignment::least() const {
  return [this](Index link) { return free_[link]; };
}

/// When a vehicle that sets out at node `from` leaves a link which it enters at a time, as smoothed.
auto Assignment::leaving(NodeId from) const {
  return [this, from](Index link, Weight t) {
    auto at = static_cast<Tick>(t);
    if (roads_.from[LinkId(link)] == from) at += smoothed_.wait(link, at);
    return static_cast<Weight>(at + smoothed_.of(link, at));
  };
}

/// Incremental loading (Ortuzar and Willumsen, Modelling Transport, 4th ed., section 10.5.1), with trips drawn at
/// random, so that each part stands for all.
void Assignment::first_routes(const CarTrips& trips) {
  sets_ = RouteSets(std::vector<std::uint64_t>(trips.size() + 1, 0), {});
  const auto parts = static_cast<std::uint32_t>(days_ == 0 ? parameters_.loading_parts : 1);
  std::vector<std::uint32_t> inflow(parts > 1 ? network_.links() * slices_per_day : 0, 0);
  for (std::uint32_t part = 0; part < parts; ++part) {
    route_part(trips, part, parts, inflow);
    adopt();
    if (part + 1 == parts) return;
    const double scale = static_cast<double>(parts) / static_cast<double>(part + 1);
    smoothed_.take_flow(inflow, network_.capacity(), scale, pool_);
  }
}

/// Routes one part of the trips at the smoothed times and adds them to `inflow`, [link][slice], unless it is empty.
void Assignment::route_part(const CarTrips& trips, std::uint32_t part, std::uint32_t parts,
                            std::vector<std::uint32_t>& inflow) {
  for_each_with_bound(trips, [&](Scratch& scratch, NewRows& out, std::uint32_t i, const auto& bound) {
    if (trips.from[i] == trips.to[i]) return;
    const auto key = static_cast<std::uint32_t>(parameters_.route_seed) << 16U;
    if (random_(Stream::mobility_route, trips.entity[i], key, trips.ordinal[i]).below(parts) != part) return;
    scratch.routes.resize(1);
    auto& route = scratch.routes.front();
    const auto enter = static_cast<Weight>(trips.depart[i] + trips.before[i]);
    scratch.query.path(trips.from[i].value(), trips.to[i].value(), enter, bound, least(), leaving(trips.from[i]),
                       route);
    PENDEL_ENSURE(!route.empty());
    const auto first = static_cast<std::uint32_t>(out.bytes.size());
    code_.append(trips.from[i], route, out.bytes);
    out.rows.push_back({i, first, static_cast<std::uint32_t>(out.bytes.size()) - first});
    if (inflow.empty()) return;
    auto t = static_cast<Tick>(enter);
    for (const auto link : route) {
      std::atomic_ref<std::uint32_t>(inflow[std::size_t{link} * slices_per_day + static_cast<std::size_t>(slice_of(t))])
          .fetch_add(trips.pcu_tenths.empty() ? 10 : trips.pcu_tenths[i], std::memory_order_relaxed);
      t += smoothed_.of(link, t);
    }
  });
}

void Assignment::adopt() {
  sets_ = replace_rows(pool_, sets_, changed_);
  changed_.clear();
}

void Assignment::load(const CarTrips& trips, const std::stop_token& stop) {
  result_ = {};
  const auto routes = driven_routes(pool_, code_, sets_, trips.from);
  QueueTrips columns;
  columns.depart = trips.depart;
  columns.first = routes.first;
  columns.links = routes.links;
  columns.pcu_tenths = trips.pcu_tenths;
  columns.after = trips.after;
  columns.gap = trips.gap;
  columns.before = trips.before;
  columns.behind = trips.behind;
  QueueOptions options;
  options.end = end;
  options.stuck_after_s = parameters_.stuck_after_s;
  options.check_routes = false;  // the code of a route cannot hold another
  result_ = run_queue(network_, columns, changes_, options, pool_, nullptr, stop);
  experienced_.take(result_.series, pool_);
  std::vector<LinkTimes::Wait> waits;
  for (std::size_t i = 0; i < trips.size(); ++i) {
    if (result_.enter[i] == never || routes.first[i] == routes.first[i + 1]) continue;
    const Tick at = result_.depart[i] + trips.before[i];
    waits.push_back({routes.links[routes.first[i]], at, std::max(0, result_.enter[i] - at)});
  }
  experienced_.take_waits(waits);
  smoothed_.approach(experienced_, days_ == 0 ? 1.0 : parameters_.smoothing, pool_);
  ++days_;
}

/// Looks for a quicker route at the smoothed times and costs all known ones.
void Assignment::compare_one(const CarTrips& trips, std::size_t i, const auto& bound, Scratch& scratch, int iteration,
                             Search search, NewRows& out) {
  if (result_.depart[i] == never || sets_[TripId(i)].empty()) return;
  const Tick enter = result_.depart[i] + trips.before[i];
  auto& routes = scratch.routes;
  std::size_t n = 0;
  for (auto code = std::span<const std::uint8_t>(sets_[TripId(i)]); !code.empty(); ++n) {
    if (routes.size() <= n) routes.emplace_back();
    code = code.subspan(code_.read(trips.from[i], code, routes[n]));
  }
  driven_[i] = possible_[i] = experienced_.along(routes[0], enter);
  const auto empty = static_cast<Tick>(bound(trips.from[i].value()));
  if (driven_[i] - empty <= empty / 100) {  // hardly anything can be gained; the gap takes it for gained
    possible_[i] = empty;
    return;
  }
  scratch.cost.clear();
  const auto cost = [&](std::size_t r) {
    scratch.cost.push_back(smoothed_.along(routes[r], enter));
    if (r > 0) possible_[i] = std::min(possible_[i], experienced_.along(routes[r], enter));
  };
  for (std::size_t r = 0; r < n; ++r) cost(r);
  scratch.known = n;
  const bool turn = (trips.entity[i] + trips.ordinal[i] + static_cast<std::uint64_t>(iteration)) % search_every == 0;
  if (search == Search::all || turn) {
    if (routes.size() <= n) routes.emplace_back();
    const auto limit = static_cast<Weight>(enter + *std::min_element(scratch.cost.begin(), scratch.cost.end()));
    const auto arrive = scratch.query.path(trips.from[i].value(), trips.to[i].value(), static_cast<Weight>(enter),
                                           bound, least(), leaving(trips.from[i]), routes[n], limit);
    if (arrive != unreachable) cost(n++);  // quicker than all known ones
  }
  if (n > 1) improve(trips, i, scratch, iteration, out);
}

/// Lets the trip change over to its quickest route with a probability that falls with the saving and the iteration, and
/// writes down the set if it is another than before: the driven route, then the quickest others.
void Assignment::improve(const CarTrips& trips, std::size_t i, Scratch& scratch, int iteration, NewRows& out) const {
  const auto& cost = scratch.cost;
  auto& order = scratch.order;
  order.resize(cost.size());
  for (std::uint32_t r = 0; r < order.size(); ++r) order[r] = r;
  const auto best = static_cast<std::size_t>(std::min_element(cost.begin(), cost.end()) - cost.begin());
  const double saving = static_cast<double>(cost[0] - cost[best]) / static_cast<double>(cost[0]);
  const double chance = parameters_.switch_rate * saving / iteration;
  const auto key = static_cast<std::uint32_t>(iteration) | static_cast<std::uint32_t>(parameters_.route_seed) << 16U;
  const bool switches =
      best > 0 && random_(Stream::mobility_route, trips.entity[i], key, trips.ordinal[i]).uniform() < chance;
  if (switches) std::swap(order[0], order[best]);
  std::stable_sort(order.begin() + 1, order.end(), [&](auto a, auto b) { return cost[a] < cost[b]; });
  const auto keep = std::min(order.size(), static_cast<std::size_t>(parameters_.routes_per_trip));
  const bool has_new = std::any_of(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(keep),
                                   [&](auto r) { return r >= scratch.known; });
  if (!switches && !has_new) return;
  const auto first = static_cast<std::uint32_t>(out.bytes.size());
  for (std::size_t r = 0; r < keep; ++r) code_.append(trips.from[i], scratch.routes[order[r]], out.bytes);
  out.rows.push_back({static_cast<std::uint32_t>(i), first, static_cast<std::uint32_t>(out.bytes.size()) - first});
}

Gaps Assignment::compare(const CarTrips& trips, int iteration, Search search) {
  driven_.assign(trips.size(), 0);
  possible_.assign(trips.size(), 0);
  for_each_with_bound(trips, [&](Scratch& scratch, NewRows& out, std::uint32_t i, const auto& bound) {
    compare_one(trips, i, bound, scratch, iteration, search, out);
  });
  Gaps gaps;
  for (std::size_t i = 0; i < trips.size(); ++i) {
    if (driven_[i] == 0) continue;
    auto& gap = gaps[static_cast<std::size_t>(slice_of(result_.depart[i] + trips.before[i]))];
    gap.driven += driven_[i];
    gap.possible += possible_[i];
    ++gap.trips;
  }
  return gaps;
}

void Assignment::read_route(const CarTrips& trips, std::size_t i, std::vector<Index>& route) const {
  route.clear();
  if (!sets_[TripId(i)].empty()) code_.read(trips.from[i], sets_[TripId(i)], route);
}

std::vector<float> Assignment::distance_m(const CarTrips& trips) const {
  std::vector<float> metres(trips.size(), 0);
  parallel::for_chunks(
      pool_, trips.size(), 1024, [] { return std::vector<Index>(); },
      [&](std::vector<Index>& route, std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
          if (sets_[TripId(i)].empty()) continue;
          code_.read(trips.from[i], sets_[TripId(i)], route);
          double sum = 0;
          for (const auto link : route) sum += static_cast<double>(roads_.length_m[LinkId(link)]);
          metres[i] = static_cast<float>(sum);
        }
      });
  return metres;
}

}  // namespace pendel::mobility
