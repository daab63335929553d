// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "core/random.hpp"
#include "models/mobility/day.hpp"
#include "models/mobility/day_capacity.hpp"
#include "models/mobility/link_times.hpp"
#include "models/mobility/parameters.hpp"
#include "models/mobility/queue.hpp"
#include "models/mobility/routes.hpp"
#include "region/roads.hpp"
#include "routing/hierarchy.hpp"

namespace pendel::mobility {

/// How far trips are from their quickest routes, all at the same experienced times.
struct Gap {
  std::int64_t driven = 0;    // ticks on the routes that were driven
  std::int64_t possible = 0;  // ticks on the quickest routes that are known
  std::uint64_t trips = 0;
  /// (driven - possible) / possible; 0 without traffic.
  [[nodiscard]] double relative() const {
    return possible == 0 ? 0.0 : static_cast<double>(driven - possible) / static_cast<double>(possible);
  }
};
using Gaps = std::array<Gap, slices_per_day>;  // by the slice in which the vehicle enters the road
Gap total(const Gaps& gaps);
/// The largest relative gap of a slice in which at least half as many vehicles set out as in the busiest one.
double peak_gap(const Gaps& gaps);

/// Which vehicle takes which way, and what the roads are like when all do.
///
/// Every trip knows a few routes (RouteSets). A day: load() drives them all through the traffic room and takes the
/// experienced link times, plain and smoothed over the days; compare() looks for quicker routes at the smoothed times,
/// costs all known ones with the experienced times for the gap, and lets some trips change over; they do so in adopt().
class Assignment {
  using Index = routing::Index;

 public:
  /// `cars` is built on the graph of `roads` with its turn bans. All must outlive this but `node_delay_s`: seconds that
  /// every crossing of a node takes besides, none where empty.
  Assignment(const Roads& roads, const routing::Hierarchy& cars, const DayCapacity& capacity,
             const Parameters& parameters, const Random& random, parallel::Pool& pool,
             std::span<const float> node_delay_s = {});

  /// Empty roads: ticks on each link and the metric of them, for trees.
  [[nodiscard]] std::span<const routing::Weight> free_time() const { return free_; }
  [[nodiscard]] const routing::Metric& empty_roads() const { return empty_roads_; }

  /// Times to begin with instead of empty roads, in seconds, [slice][link]: warm start.
  void begin_with(std::span<const float> link_time_s);
  /// The same, and the waits at doors, as another day left them.
  void begin_with(const TravelChoices& choices);
  [[nodiscard]] bool begins_with_times() const { return days_ > 0; }
  /// From now on trip i knows the routes of row `row_of[i]` of `known` (no_trip: none). A route over a link that is
  /// closed all day is forgotten.
  void know(const CarTrips& trips, const RouteSets& known, std::span<const std::uint32_t> row_of);
  [[nodiscard]] const RouteSets& known() const { return sets_; }
  /// Quickest routes, for their wanted departures, of all trips that know none: at the times to begin with or, without
  /// any, in parts: each is routed at the times that the parts before let expect. Trips must have a way.
  void first_routes(const CarTrips& trips);
  void load(const CarTrips& trips, const std::stop_token& stop);
  /// Looks for quicker routes of all trips, or of a part of them in turn: then the gap is a lower bound.
  enum class Search : std::uint8_t { all, part };
  static constexpr std::uint64_t search_every = 3;  // iterations, when a part is looked at
  Gaps compare(const CarTrips& trips, int iteration, Search search);
  void adopt();

  /// Ticks that each trip would need inside on its quickest way at the smoothed times; below 0 without a way, 0 within
  /// one node.
  std::vector<Tick> quickest(std::span<const NodeId> from, std::span<const NodeId> to, std::span<const Tick> enter);

  /// Ticks on the quickest route that trip `i` knows, at the smoothed times, if it is entered at each of `enter`.
  /// Nothing if it knows none.
  std::vector<Tick> expected(const CarTrips& trips, std::size_t i, std::span<const Tick> enter) const;

  // For informed drivers (informed.hpp)
  /// Drawn, the same on all days.
  [[nodiscard]] bool is_informed(const CarTrips& trips, std::size_t trip) const;
  /// Whether an incident has changed a capacity since midnight.
  [[nodiscard]] bool has_changed_by(Tick now) const;
  struct UnderWay {
    std::uint32_t vehicle, trip, link;  // where it is
    NodeId target;
    std::vector<Index> rest;     // its route from there
    std::vector<Index> quicker;  // gets a quicker one, if there is any
  };
  /// Looks for quicker ways, at the smoothed times and at the queues of now: `standing`, tenths of PCU on each link,
  /// that leave it at its capacity.
  void look_under_way(std::span<UnderWay> vehicles, Tick now, std::span<const std::uint32_t> standing);

  /// For tests: a search may look at so many places on empty roads' distances before it gets better ones.
  void set_patience(std::size_t places) { patience_ = places; }

  [[nodiscard]] const QueueResult& result() const { return result_; }
  /// Trips whose vehicles left their routes under way on the last day, and the ways that they took.
  [[nodiscard]] const std::map<std::uint32_t, std::vector<Index>>& rerouted() const { return rerouted_; }
  [[nodiscard]] const LinkTimes& experienced() const { return experienced_; }
  [[nodiscard]] const LinkTimes& smoothed() const { return smoothed_; }
  /// The link times with which another run of this day must begin to find, after one day, what this one found.
  void keep_times(TravelChoices& choices) const { (before_ ? *before_ : smoothed_).keep(choices); }
  /// The route that trip `i` drove, as links; empty if it touches none.
  void read_route(const CarTrips& trips, std::size_t i, std::vector<routing::Index>& route) const;
  /// The route that it set out on, or will.
  void read_known_route(const CarTrips& trips, std::size_t i, std::vector<routing::Index>& route) const;
  /// Metres of each trip on its route.
  [[nodiscard]] std::vector<float> distance_m(const CarTrips& trips) const;

  static constexpr Tick end = 30 * ticks_per_h;  // of the simulated day

 private:
  struct Scratch;
  struct Guide;
  struct Hard;
  struct Window {  // of trips that set out in the same half hour and arrive, if all goes well, before `until`
    routing::Weight begin, until;
    std::vector<std::uint32_t> trips;
  };
  static constexpr int window_lengths = 4;
  auto leaving(NodeId from) const;
  std::optional<routing::Weight> look(Scratch& scratch, std::uint32_t trip, NodeId from, NodeId to,
                                      routing::Weight enter, routing::Weight limit, const Guide& guide,
                                      const auto& leave, std::vector<Index>& route) const;
  void search(std::span<const NodeId> to, const auto& f);
  std::vector<Hard> search_by_target(const routing::Metric& metric, Guide guide, std::size_t n, const auto& trip_at,
                                     std::span<const NodeId> to, const auto& f);
  static std::vector<Window> windows_of(std::span<const Hard> hard, int length, std::vector<Hard>& too_late);
  void take_least_times(const Window& window, std::vector<routing::Weight>& weight) const;
  void route_part(const CarTrips& trips, std::uint32_t part, std::uint32_t parts, std::vector<std::uint32_t>& inflow);
  void compare_one(const CarTrips& trips, std::size_t i, const Guide& guide, Scratch& scratch, int iteration,
                   Search search, NewRows& out);
  void improve(const CarTrips& trips, std::size_t i, Scratch& scratch, int iteration, NewRows& out) const;

  const Roads& roads_;
  const DayCapacity& capacity_;
  const Parameters& parameters_;
  const Random& random_;
  parallel::Pool& pool_;
  QueueNetwork network_;
  std::vector<routing::Weight> free_;  // ticks; `unreachable` where closed all day
  routing::Metric empty_roads_;
  RouteCode code_;
  RouteSets sets_;
  QueueResult result_;
  LinkTimes experienced_;
  LinkTimes smoothed_;
  std::optional<LinkTimes> before_;  // the last day was added to smoothed_; none if that one day is all
  std::map<std::uint32_t, std::vector<Index>> rerouted_;
  std::size_t patience_ = 512;           // a tree of distances takes as long as 500 looks
  int days_ = 0;                         // loaded so far
  std::vector<NewRows> changed_;         // what adopt() will take over
  std::vector<Tick> driven_, possible_;  // of the last compare(), per trip
};

}  // namespace pendel::mobility
