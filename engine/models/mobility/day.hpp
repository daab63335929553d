// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mobility/demand.hpp"
#include "models/mobility/queue.hpp"

namespace pendel::mobility {

/// Persons keep their numbers as entities, flows across the border begin here.
inline constexpr std::uint64_t first_flow_entity = 1ULL << 63U;

/// The vehicles of a day as columns: residents' and commuters' cars in order of person and trip, then those that cross
/// the border (external.hpp).
struct CarTrips {
  std::vector<NodeId> from, to;
  std::vector<std::uint64_t> entity;   // for keyed draws: persistent across scenarios
  std::vector<std::uint32_t> ordinal;  // among the entity's trips
  // The traffic room's columns (QueueTrips)
  std::vector<std::uint16_t> pcu_tenths;
  std::vector<Tick> depart, gap, before, behind;
  std::vector<std::uint32_t> after;

  [[nodiscard]] std::size_t size() const { return from.size(); }
  void reserve(std::size_t n);
  void push_back(NodeId from_node, NodeId to_node, std::uint64_t who, std::uint32_t which, Tick at);
};

/// Gives every car draft its trip. Whoever arrives late leaves late, so a trip waits for the person's preceding car
/// trip and for what was walked, cycled or ridden between the two: departure = max(wanted, arrival + gap).
CarTrips car_trips(const Parameters& parameters, const Rows<PersonId, Activity>& wanted, Drafts& drafts);

/// Writes depart and arrive of the drafts as the day came out. A vehicle that never arrived does so at `end`.
void live(const World& world, const Parameters& parameters, const Rows<PersonId, Activity>& wanted,
          const QueueResult& result, Tick end, Drafts& drafts);

/// The stays as they came out: each begins on arrival and ends as wanted, or at once if it is too late; whoever cannot
/// travel stays.
Rows<PersonId, Activity> executed(parallel::Pool& pool, const Rows<PersonId, Activity>& wanted, const Drafts& drafts);

}  // namespace pendel::mobility
