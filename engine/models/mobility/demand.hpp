// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "models/mobility/parameters.hpp"
#include "routing/graph.hpp"
#include "world/state.hpp"
#include "world/world.hpp"

namespace pendel::models::mobility {

/// A trip between two wanted stays, with what is needed to choose its mode and to make it.
struct Draft {
  std::uint16_t ordinal = 0;        // of the stay it leaves
  Purpose purpose = Purpose::home;  // of the stay it leads to
  Mode mode = Mode::walk;
  std::uint8_t opens_tour = 0;  // it leaves home
  std::uint8_t made = 1;        // 0: its tour has no way, the person stays
  ZoneId from, to;
  NodeId from_node, to_node;
  float outside_before_m = 0;  // behind the gateway it comes from
  float outside_after_m = 0;   // behind the gateway it goes to
  float straight_m = 0;        // inside
  float distance_m = 0;        // inside, along the network; walk, bike and choice
  Tick car_free = 0;           // inside on empty roads; below 0 if there is no way by car
  VehicleId vehicle;
  std::uint32_t car_trip = routing::none;
  Tick depart = 0;
  Tick arrive = 0;

  [[nodiscard]] double outside_m() const {
    return static_cast<double>(outside_before_m) + static_cast<double>(outside_after_m);
  }
  [[nodiscard]] double total_m() const { return static_cast<double>(distance_m) + outside_m(); }
};

using Drafts = Rows<PersonId, Draft>;

inline bool same_place(const Activity& a, const Activity& b) {
  return a.building == b.building && a.gateway == b.gateway;
}

/// The trips in the gaps of the wanted stays; no trip where both stays are at one place. A stay without a place is a
/// broken contract.
Drafts draft_trips(const World& world, const Rows<PersonId, Activity>& wanted);

/// Positions of the drafts grouped by their target node, so that one backward tree serves many trips.
struct ByTarget {
  std::vector<std::uint32_t> nodes;  // targets that occur, ascending
  std::vector<std::uint32_t> first;  // position in `trips`, one more than nodes
  std::vector<std::uint32_t> trips;
};
ByTarget group_by_target(std::size_t nodes, std::size_t trips, const auto& target_of) {
  std::vector<std::uint32_t> count(nodes + 1, 0);
  for (std::size_t i = 0; i < trips; ++i) ++count[target_of(i) + 1];
  ByTarget by;
  by.first.push_back(0);
  for (std::size_t v = 0; v < nodes; ++v) {
    if (count[v + 1] > 0) {
      by.nodes.push_back(static_cast<std::uint32_t>(v));
      by.first.push_back(by.first.back() + count[v + 1]);
    }
    count[v + 1] += count[v];
  }
  by.trips.resize(trips);
  for (std::size_t i = 0; i < trips; ++i) by.trips[count[target_of(i)]++] = static_cast<std::uint32_t>(i);
  return by;
}

/// Fills car_free (car_weight: ticks per link) and distance_m (any road in either direction) of every draft.
void measure(const World& world, const Parameters& parameters, const routing::Graph& cars,
             std::span<const routing::Weight> car_weight, Drafts& drafts);

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

}  // namespace pendel::models::mobility
