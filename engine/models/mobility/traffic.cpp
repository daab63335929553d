// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/traffic.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "core/math.hpp"
#include "routing/time_dependent.hpp"

namespace pendel::mobility {

using routing::Index;
using routing::unreachable;
using routing::Weight;

Traffic::Traffic(const Roads& roads, const routing::Hierarchy& cars, std::span<const float> capacity_factor,
                 const Parameters& parameters, const Random& random, parallel::Pool& pool)
    : roads_(roads), empty_roads_(cars), parameters_(parameters), random_(random), pool_(pool) {
  PENDEL_EXPECT(capacity_factor.empty() || capacity_factor.size() == roads.links());
  const auto n = roads.links();
  free_.resize(n);
  pcu_per_slice_.resize(n);
  time_.resize(n * slices_per_day);
  count_.assign(n * slices_per_day, 0);
  for (const auto link : roads.from.ids()) {
    const double factor = capacity_factor.empty() ? 1.0 : static_cast<double>(capacity_factor[link.index()]);
    const auto ticks = std::max<Weight>(1, static_cast<Weight>(std::lround(roads.free_time_s(link) * ticks_per_s)));
    const double capacity = static_cast<double>(roads.capacity_per_h[link]) * factor * slice_h;
    free_[link.index()] = capacity > 0 ? ticks : unreachable;
    pcu_per_slice_[link.index()] = capacity;
    std::fill_n(time_.begin() + static_cast<std::ptrdiff_t>(at(link, 0)), slices_per_day, ticks);
  }
  empty_roads_.customize(free_);
}

Tick Traffic::link_time(Index link, Tick t) const {
  constexpr Tick middle = ticks_per_slice / 2;
  const auto* times = time_.data() + static_cast<std::size_t>(link) * slices_per_day;
  const Tick since = t - middle;
  if (since <= 0) return static_cast<Tick>(times[0]);
  const Tick slice = since / ticks_per_slice;
  if (slice >= slices_per_day - 1) return static_cast<Tick>(times[slices_per_day - 1]);
  const auto a = static_cast<std::int64_t>(times[slice]);
  const auto b = static_cast<std::int64_t>(times[slice + 1]);
  // Rounded down from a value that is never negative: leaving times stay in order.
  return static_cast<Tick>((a * ticks_per_slice + (b - a) * (since - slice * ticks_per_slice)) / ticks_per_slice);
}

Tick Traffic::route_time(std::span<const Index> route, Tick enter) const {
  Tick t = enter;
  for (const Index link : route) t += link_time(link, t);
  return t - enter;
}

Tick Traffic::drive(CarTrip& trip, Tick enter) {
  trip.enter = enter;
  const auto one = (static_cast<std::uint64_t>(trip.pcu_tenths) << 32U) + 1U;
  Tick t = enter;
  for (const Index link : trip.route) {
    std::atomic_ref(count_[at(LinkId(link), slice_of(t))]).fetch_add(one, std::memory_order_relaxed);
    t += link_time(link, t);
  }
  return t;
}

void Traffic::clear() { std::fill(count_.begin(), count_.end(), 0); }

void Traffic::update_times() {
  parallel::for_each<LinkId>(pool_, roads_.links(), [&](LinkId link) {
    if (free_[link.index()] == unreachable) return;
    const double free = static_cast<double>(free_[link.index()]);
    std::int64_t earliest = 0;
    for (int slice = 0; slice < slices_per_day; ++slice) {
      const double pcu = static_cast<double>(count_[at(link, slice)] >> 32U) * 0.1;
      const double load = pcu / pcu_per_slice_[link.index()];
      const double delay = load > 0 ? parameters_.delay_factor * math::pow(load, parameters_.delay_exponent) : 0.0;
      // A day at most: more says nothing, and keeps sums within range.
      const auto ticks = std::llround(std::min(free * (1.0 + delay), static_cast<double>(ticks_per_day)));
      const auto time = std::max<std::int64_t>(ticks, earliest);
      time_[at(link, slice)] = static_cast<std::uint32_t>(time);
      earliest = time - ticks_per_slice;  // first in, first out
    }
  });
}

/// Calls f(query, group, trip, bound): the trips by target, with the exact distance to it on empty roads as a bound.
void Traffic::for_each_with_bound(const ByTarget& by, const auto& f) {
  const auto scratch = [&] {
    return std::pair{routing::Trees(empty_roads_), routing::TimeDependent(empty_roads_.hierarchy().graph())};
  };
  parallel::for_chunks(
      pool_, by.nodes.size(), routing::Trees::lanes, scratch, [&](auto& query, std::size_t begin, std::size_t end) {
        query.first.to(std::span(by.nodes).subspan(begin, end - begin));
        for (std::size_t group = begin; group < end; ++group) {
          const auto bound = [&, lane = group - begin](Index v) { return query.first.distance(v, lane); };
          for (auto j = by.first[group]; j < by.first[group + 1]; ++j) f(query.second, group, by.trips[j], bound);
        }
      });
}

void Traffic::first_routes(std::span<CarTrip> trips) {
  const auto by = group_by_target(roads_.nodes(), trips.size(), [&](std::size_t i) { return trips[i].to.value(); });
  for_each_with_bound(by, [&](auto& query, std::size_t, std::size_t i, const auto& bound) {
    auto& trip = trips[i];
    if (trip.from == trip.to) return;
    query.path(
        trip.from.value(), trip.to.value(), 0, bound,
        [&](Index link, Weight t) { return routing::plus(t, free_[link]); }, trip.route);
    PENDEL_ENSURE(!trip.route.empty());
  });
}

void Traffic::compare_one(const CarTrip& trip, std::size_t i, const auto& bound, auto& query, const Round& round,
                          Gap& gap) {
  const Tick driven = route_time(trip.route, trip.enter);
  gap.driven += driven;
  if (driven <= static_cast<Tick>(bound(trip.from.value()))) {  // as quick as on empty roads
    gap.possible += driven;
    return;
  }
  auto& better = better_[i];
  const auto enter = static_cast<Weight>(trip.enter);
  const auto leave = [&](Index link, Weight t) {
    return free_[link] == unreachable ? unreachable : t + static_cast<Weight>(link_time(link, static_cast<Tick>(t)));
  };
  const Weight arrive = query.path(trip.from.value(), trip.to.value(), enter, bound, leave, better);
  const auto possible = std::min(driven, static_cast<Tick>(arrive - enter));
  gap.possible += possible;
  const auto draw = [&] {
    return random_(Stream::mobility_route, trip.entity, static_cast<std::uint32_t>(round.iteration), trip.ordinal)
        .uniform();
  };
  if (possible == driven || draw() >= round.share) better.clear();
}

Gap Traffic::compare(std::span<const CarTrip> trips, const Round& round) {
  better_.assign(trips.size(), {});
  const auto by = group_by_target(roads_.nodes(), trips.size(), [&](std::size_t i) { return trips[i].to.value(); });
  std::vector<Gap> gaps(by.nodes.size());
  for_each_with_bound(by, [&](auto& query, std::size_t group, std::size_t i, const auto& bound) {
    if (trips[i].from != trips[i].to) compare_one(trips[i], i, bound, query, round, gaps[group]);
  });
  Gap total;
  for (const auto& gap : gaps) {
    total.driven += gap.driven;
    total.possible += gap.possible;
  }
  return total;
}

void Traffic::adopt(std::span<CarTrip> trips) {
  for (std::size_t i = 0; i < trips.size(); ++i)
    if (!better_[i].empty()) trips[i].route = std::move(better_[i]);
}

}  // namespace pendel::mobility
