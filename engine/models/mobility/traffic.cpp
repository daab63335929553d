// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/traffic.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "core/math.hpp"
#include "routing/dijkstra.hpp"
#include "routing/time_dependent.hpp"

namespace pendel::models::mobility {

using routing::Index;
using routing::unreachable;
using routing::Weight;

Traffic::Traffic(const Roads& roads, const routing::Graph& cars, std::span<const float> capacity_factor,
                 const Parameters& parameters, const Random& random, parallel::Pool& pool)
    : roads_(roads), cars_(cars), parameters_(parameters), random_(random), pool_(pool) {
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

void Traffic::first_routes(std::span<CarTrip> trips) {
  const auto by = group_by_target(roads_.nodes(), trips.size(), [&](std::size_t i) { return trips[i].to.value(); });
  const auto scratch = [&] { return std::pair{routing::Dijkstra(cars_), routing::TimeDependent(cars_)}; };
  parallel::for_chunks(pool_, by.nodes.size(), 16, scratch, [&](auto& query, std::size_t begin, std::size_t end) {
    for (std::size_t k = begin; k < end; ++k) {
      const auto bound = query.first.to(cars_.sink(by.nodes[k]), free_);
      for (std::size_t j = by.first[k]; j < by.first[k + 1]; ++j) {
        auto& trip = trips[by.trips[j]];
        if (trip.from == trip.to) continue;
        query.second.path(
            trip.from.value(), trip.to.value(), 0, [&](Index v) { return bound[v]; },
            [&](Index link, Weight t) { return routing::plus(t, free_[link]); }, trip.route);
        PENDEL_ENSURE(!trip.route.empty());
      }
    }
  });
}

void Traffic::compare_one(CarTrip& trip, std::size_t position, std::span<const Weight> bound, auto& query,
                          int iteration, double share, Gap& gap) {
  const Tick driven = route_time(trip.route, trip.enter);
  gap.driven += driven;
  if (driven <= static_cast<Tick>(bound[trip.from.value()])) {  // as quick as on empty roads
    gap.possible += driven;
    return;
  }
  auto& better = better_[position];
  const auto offset = static_cast<Weight>(std::max<Tick>(0, trip.enter));
  const Weight arrive = query.path(
      trip.from.value(), trip.to.value(), offset, [&](Index v) { return bound[v]; },
      [&](Index link, Weight t) {
        return free_[link] == unreachable ? unreachable
                                          : t + static_cast<Weight>(link_time(link, static_cast<Tick>(t)));
      },
      better);
  const auto possible = std::min(driven, static_cast<Tick>(arrive - offset));
  gap.possible += possible;
  const bool moves =
      possible < driven &&
      random_(Stream::mobility_route, trip.entity, static_cast<std::uint32_t>(iteration), trip.ordinal).uniform() <
          share;
  if (!moves) better.clear();
}

Gap Traffic::compare(std::span<CarTrip> trips, int iteration, double share) {
  better_.assign(trips.size(), {});
  const auto by = group_by_target(roads_.nodes(), trips.size(), [&](std::size_t i) { return trips[i].to.value(); });
  std::vector<Gap> gaps(by.nodes.size());
  const auto scratch = [&] { return std::pair{routing::Dijkstra(cars_), routing::TimeDependent(cars_)}; };
  parallel::for_chunks(pool_, by.nodes.size(), 16, scratch, [&](auto& query, std::size_t begin, std::size_t end) {
    for (std::size_t k = begin; k < end; ++k) {
      const auto bound = query.first.to(cars_.sink(by.nodes[k]), free_);
      for (std::size_t j = by.first[k]; j < by.first[k + 1]; ++j) {
        auto& trip = trips[by.trips[j]];
        if (trip.from != trip.to) compare_one(trip, by.trips[j], bound, query.second, iteration, share, gaps[k]);
      }
    }
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

}  // namespace pendel::models::mobility
