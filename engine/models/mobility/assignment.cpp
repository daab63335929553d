// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/assignment.hpp"

#include <algorithm>
#include <optional>

#include "core/contract.hpp"
#include "models/mobility/assignment_search.hpp"
#include "models/mobility/informed.hpp"

namespace pendel::mobility {

using routing::Index;
using routing::unreachable;
using routing::Weight;

namespace {

std::span<const std::uint32_t> numbers(const std::vector<NodeId>& ids) {
  static_assert(sizeof(NodeId) == sizeof(std::uint32_t));
  return {reinterpret_cast<const std::uint32_t*>(ids.data()), ids.size()};
}

QueueNetwork network_of(const Roads& roads, std::span<const float> node_delay_s) {
  QueueLinks links;
  links.nodes = roads.nodes();
  links.from = numbers(roads.from.values());
  links.to = numbers(roads.to.values());
  links.length_m = roads.length_m.span();
  links.free_speed_mps = roads.free_speed_mps.span();
  links.capacity_per_h = roads.capacity_per_h.span();
  links.lanes = roads.lanes.span();
  links.node_delay_s = node_delay_s;
  return QueueNetwork(links);
}

std::vector<Weight> free_times(const QueueNetwork& network, const DayCapacity& capacity) {
  std::vector<Weight> free(network.links());
  for (Index link = 0; link < free.size(); ++link) {
    free[link] = capacity.closed_all_day(link)
                     ? unreachable
                     : static_cast<Weight>(std::max(1, (network.free_time_ms()[link] + 50) / 100));
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

Assignment::Assignment(const Roads& roads, const routing::Hierarchy& cars, const DayCapacity& capacity,
                       const Parameters& parameters, const Random& random, parallel::Pool& pool,
                       std::span<const float> node_delay_s)
    : roads_(roads),
      capacity_(capacity),
      parameters_(parameters),
      random_(random),
      pool_(pool),
      network_(network_of(roads, node_delay_s)),
      free_(free_times(network_, capacity)),
      empty_roads_(cars),
      code_(roads),
      experienced_(free_, &capacity),
      smoothed_(free_, &capacity) {
  empty_roads_.customize(free_);
}

void Assignment::begin_with(std::span<const float> link_time_s) {
  smoothed_.take(link_time_s, pool_);
  days_ = 1;
}

void Assignment::begin_with(const TravelChoices& choices) {
  smoothed_.take(choices, pool_);
  days_ = 1;
}

void Assignment::adopt() {
  sets_ = replace_rows(pool_, sets_, changed_);
  changed_.clear();
}

void Assignment::load(const CarTrips& trips, const std::stop_token& stop) {
  result_ = {};
  const DrivenRoutes routes(code_, sets_, trips.from);
  QueueTrips columns;
  columns.depart = trips.depart;
  columns.reader = &routes;
  columns.pcu_tenths = trips.pcu_tenths;
  columns.after = trips.after;
  columns.gap = trips.gap;
  columns.before = trips.before;
  columns.behind = trips.behind;
  QueueOptions options;
  options.end = end;
  options.stuck_after_s = parameters_.stuck_after_s;
  options.check_routes = false;  // the code of a route cannot hold another
  std::optional<InformedDrivers> informed;
  if (parameters_.informed_share > 0 && capacity_.varies()) informed.emplace(*this, trips);
  result_ = run_queue(network_, columns, capacity_.changes(), options, pool_, informed ? &*informed : nullptr, stop);
  rerouted_ = informed ? std::move(informed->ways()) : InformedDrivers::Ways{};
  experienced_.take(result_.series, pool_);
  std::vector<LinkTimes::Wait> waits;
  waits.reserve(trips.size());
  for (std::size_t i = 0; i < trips.size(); ++i) {
    if (result_.enter[i] == never || sets_[TripId(i)].empty()) continue;
    const Tick at = result_.depart[i] + trips.before[i];
    waits.push_back({code_.first(trips.from[i], sets_[TripId(i)]), at, std::max(0, result_.enter[i] - at)});
  }
  experienced_.take_waits(waits, pool_);
  if (parameters_.keep_choices && days_ > 0) before_ = smoothed_;
  smoothed_.approach(experienced_, days_ == 0 ? 1.0 : parameters_.smoothing, pool_);
  ++days_;
}

/// Looks for a quicker route at the smoothed times and costs all known ones.
void Assignment::compare_one(const CarTrips& trips, std::size_t i, const Guide& guide, Scratch& scratch, int iteration,
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
  if (guide.empty_roads) {
    const auto empty = static_cast<Tick>(guide(trips.from[i].value()));
    if (driven_[i] - empty <= empty / 100) {  // hardly anything can be gained; the gap takes it for gained
      possible_[i] = empty;
      return;
    }
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
    const auto arrive = look(scratch, static_cast<std::uint32_t>(i), trips.from[i], trips.to[i],
                             static_cast<Weight>(enter), limit, guide, leaving(trips.from[i]), routes[n]);
    if (!arrive) return;                    // not known yet
    if (*arrive != unreachable) cost(n++);  // quicker than all known ones
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
  this->search(trips.to, [&](Scratch& scratch, NewRows& out, std::uint32_t i, const Guide& guide) {
    compare_one(trips, i, guide, scratch, iteration, search, out);
  });
  Gaps gaps;
  for (std::size_t i = 0; i < trips.size(); ++i) {
    if (driven_[i] == 0 || rerouted_.contains(static_cast<std::uint32_t>(i)))
      continue;  // who left the route has no gap
    auto& gap = gaps[static_cast<std::size_t>(slice_of(result_.depart[i] + trips.before[i]))];
    gap.driven += driven_[i];
    gap.possible += possible_[i];
    ++gap.trips;
  }
  return gaps;
}

void Assignment::read_route(const CarTrips& trips, std::size_t i, std::vector<Index>& route) const {
  route.clear();
  const auto other = rerouted_.find(static_cast<std::uint32_t>(i));
  if (other != rerouted_.end())
    route = other->second;
  else
    read_known_route(trips, i, route);
}

void Assignment::read_known_route(const CarTrips& trips, std::size_t i, std::vector<Index>& route) const {
  route.clear();
  if (!sets_[TripId(i)].empty()) code_.read(trips.from[i], sets_[TripId(i)], route);
}

std::vector<float> Assignment::distance_m(const CarTrips& trips) const {
  std::vector<float> metres(trips.size(), 0);
  parallel::for_chunks(
      pool_, trips.size(), 1024, [] { return std::vector<Index>(); },
      [&](std::vector<Index>& route, std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
          read_route(trips, i, route);
          double sum = 0;
          for (const auto link : route) sum += static_cast<double>(roads_.length_m[LinkId(link)]);
          metres[i] = static_cast<float>(sum);
        }
      });
  return metres;
}

}  // namespace pendel::mobility
