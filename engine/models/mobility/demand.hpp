// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "models/mobility/parameters.hpp"
#include "routing/trees.hpp"
#include "world/state.hpp"
#include "world/world.hpp"

namespace pendel::mobility {

/// A trip between two wanted stays, with what is needed to choose its mode and to make it.
struct Draft {
  std::uint16_t ordinal = 0;        // of the stay it leaves
  Purpose purpose = Purpose::home;  // of the stay it leads to
  Mode mode = Mode::walk;
  std::uint8_t opens_tour = 0;  // it leaves home
  std::uint8_t made = 1;        // 0: its tour has no way, the person stays
  std::uint8_t service = 0;     // on demand, that would take it: its number + 1; 0: none
  std::uint8_t booking = 0;     // Booking (on_demand.hpp)
  ZoneId from, to;
  NodeId from_node, to_node;
  float outside_before_m = 0;  // behind the gateway it comes from
  float outside_after_m = 0;   // behind the gateway it goes to
  float straight_m = 0;        // inside
  float distance_m = 0;        // inside, along the network; walk, bike and choice
  Tick car_free = 0;           // inside on empty roads; below 0 if there is no way by car
  Tick car_time = 0;           // inside, as the person expects it
  Tick shift = 0;              // of who drives: sets out so much later than planned
  Tick schedule = 0;           // too early or late by car, as the person expects it, weighed as time on the way
  Tick shared_ticks = 0;       // door to door, of a ride on demand that was taken
  VehicleId vehicle;
  std::uint32_t car_trip = 0xffffffffU;  // no_trip
  Tick depart = 0;
  Tick arrive = 0;

  [[nodiscard]] double outside_m() const {
    return static_cast<double>(outside_before_m) + static_cast<double>(outside_after_m);
  }
  [[nodiscard]] double total_m() const { return static_cast<double>(distance_m) + outside_m(); }
};

using Drafts = Rows<PersonId, Draft>;

/// When the trip is to leave the stay: as planned, or as its driver has decided.
inline Tick planned_departure(const Draft& draft, const Activity& stay) {
  return stay.end + (draft.mode == Mode::car ? draft.shift : 0);
}

inline bool same_place(const Activity& a, const Activity& b) {
  return a.building == b.building && a.gateway == b.gateway;
}

/// The trips in the gaps of the wanted stays; no trip where both stays are at one place. A stay without a place is a
/// broken contract.
Drafts draft_trips(const World& world, const Rows<PersonId, Activity>& wanted);

/// Trips grouped by their target node, so that one backward tree serves many of them.
struct ByTarget {
  std::vector<std::uint32_t> nodes;  // targets that occur, ascending; one with very many trips several times
  std::vector<std::uint32_t> first;  // position in `trips`; one more than nodes
  std::vector<std::uint32_t> trips;  // ascending within a target
};
ByTarget group_by_target(std::size_t nodes, std::size_t trips, const auto& target_of) {
  std::vector<std::uint32_t> next(nodes + 1, 0);
  for (std::size_t i = 0; i < trips; ++i) ++next[target_of(i) + 1];
  ByTarget by;
  by.first.push_back(0);
  for (std::size_t v = 0; v < nodes; ++v) {
    constexpr std::uint32_t most = 256;  // trips for one worker in one go
    for (std::uint32_t left = next[v + 1]; left > 0; left -= std::min(left, most)) {
      by.nodes.push_back(static_cast<std::uint32_t>(v));
      by.first.push_back(by.first.back() + std::min(left, most));
    }
    next[v + 1] += next[v];
  }
  by.trips.resize(trips);
  for (std::size_t i = 0; i < trips; ++i) by.trips[next[target_of(i)]++] = static_cast<std::uint32_t>(i);
  return by;
}

/// Every road in both directions, weighed in decimetres: where people walk and cycle, and the length of any trip.
class Ways {
 public:
  explicit Ways(const Roads& roads);
  Ways(const Ways&) = delete;  // its parts point at each other
  Ways& operator=(const Ways&) = delete;
  [[nodiscard]] const routing::Metric& decimetres() const { return metric_; }

 private:
  routing::Graph graph_;
  routing::Hierarchy hierarchy_;
  routing::Metric metric_;
};

/// Fills car_free and car_time (`cars`: ticks on empty roads) and distance_m of every draft.
void measure(const World& world, const Parameters& parameters, const routing::Metric& cars, const Ways& ways,
             Drafts& drafts);

/// Drops every tour that holds a trip without any way by road. Returns the number of trips dropped.
std::uint64_t drop_unreachable(parallel::Pool& pool, Drafts& drafts);

/// Calls f(first, last) for each tour [first, last) of a person's drafts: from home until home is left again.
void for_tours(std::span<const Draft> drafts, const auto& f) {
  for (std::size_t first = 0; first < drafts.size();) {
    std::size_t last = first + 1;
    while (last < drafts.size() && !drafts[last].opens_tour) ++last;
    f(first, last);
    first = last;
  }
}

}  // namespace pendel::mobility
