// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/random.hpp"
#include "core/time.hpp"
#include "models/mobility/demand.hpp"
#include "models/mobility/parameters.hpp"
#include "parallel/parallel.hpp"
#include "region/roads.hpp"
#include "routing/hierarchy.hpp"

namespace pendel::mobility {

/// A vehicle that crosses the road graph once.
struct CarTrip {
  NodeId from;
  NodeId to;
  Tick enter = 0;  // as last driven; the search for better routes starts here
  std::uint16_t pcu_tenths = 10;
  std::uint64_t entity = 0;  // for keyed draws: persistent across scenarios
  std::uint32_t ordinal = 0;
  std::vector<routing::Index> route;
};

/// How far the trips are from their best routes, all at the same link times.
struct Gap {
  std::int64_t driven = 0;    // ticks on the current routes
  std::int64_t possible = 0;  // ticks on the best routes
  /// (driven - possible) / possible; 0 without traffic.
  [[nodiscard]] double relative() const {
    return possible == 0 ? 0.0 : static_cast<double>(driven - possible) / static_cast<double>(possible);
  }
};

/// One comparison of routes: its number, for keyed draws, and the share of trips that may change over.
struct Round {
  int iteration = 0;
  double share = 0;
};

/// Cars on 15-minute slices with a volume-delay function. Link times are linear between the middles of the slices, and
/// never fall faster than time passes, so that nobody overtakes by starting later.
class Traffic {
 public:
  /// `capacity_factor`: per link, 1 as coded, 0 closed; empty means 1 everywhere. `cars` is built
  /// on the graph of `roads` with its turn bans. All must outlive this.
  Traffic(const Roads& roads, const routing::Hierarchy& cars, std::span<const float> capacity_factor,
          const Parameters& parameters, const Random& random, parallel::Pool& pool);

  /// Ticks on the empty link; `unreachable` if it is closed.
  [[nodiscard]] std::span<const routing::Weight> free_time() const { return free_; }

  /// The same as a metric, for trees.
  [[nodiscard]] const routing::Metric& empty_roads() const { return empty_roads_; }

  /// Drives the trip's route from `enter` at the current link times and counts it in the slices in which it enters its
  /// links. Returns the time at its target. May be called from several threads at once for different trips: it adds
  /// whole numbers, whose sum does not depend on the order.
  Tick drive(CarTrip& trip, Tick enter);

  /// Forgets the counted vehicles.
  void clear();
  /// New link times from the counted vehicles.
  void update_times();

  /// Shortest routes on empty roads. Trips must have a way.
  void first_routes(std::span<CarTrip> trips);
  /// Compares each trip's route with its quickest one at the current times. A share of the trips keeps the better route
  /// in mind; adopt() makes it theirs.
  Gap compare(std::span<const CarTrip> trips, const Round& round);
  void adopt(std::span<CarTrip> trips);

  /// Vehicles that entered the link in the slice.
  [[nodiscard]] std::uint32_t vehicles(LinkId link, int slice) const {
    return static_cast<std::uint32_t>(count_[at(link, slice)]);
  }
  /// Travel time of a vehicle that enters in the middle of the slice; the free time if the link is closed.
  [[nodiscard]] double time_s(LinkId link, int slice) const {
    return seconds(static_cast<Tick>(time_[at(link, slice)]));
  }

 private:
  [[nodiscard]] static std::size_t at(LinkId link, int slice) {
    return link.index() * static_cast<std::size_t>(slices_per_day) + static_cast<std::size_t>(slice);
  }
  [[nodiscard]] Tick link_time(routing::Index link, Tick t) const;
  [[nodiscard]] Tick route_time(std::span<const routing::Index> route, Tick enter) const;
  void for_each_with_bound(const ByTarget& by, const auto& f);
  void compare_one(const CarTrip& trip, std::size_t i, const auto& bound, auto& query, const Round& round, Gap& gap);

  const Roads& roads_;
  routing::Metric empty_roads_;
  const Parameters& parameters_;
  const Random& random_;
  parallel::Pool& pool_;
  std::vector<routing::Weight> free_;
  std::vector<double> pcu_per_slice_;  // capacity
  std::vector<std::uint32_t> time_;    // [link][slice], ticks in the middle of the slice
  std::vector<std::uint64_t> count_;   // [link][slice]: tenths of PCU above, vehicles in the lower 32 bits
  std::vector<std::vector<routing::Index>> better_;  // per trip, empty = keep
};

}  // namespace pendel::mobility
