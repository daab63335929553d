// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

/// Static traffic assignment: user equilibrium on a network with separable link costs. Knows no region and no units:
/// times, lengths, tolls and flows are in whatever units the input uses.
namespace pendel::assign {

using Index = std::uint32_t;
inline constexpr Index none = std::numeric_limits<Index>::max();

/// A network of zones, junctions and links as plain columns.
///
/// The time of a link is free_flow_time * (1 + b * (flow / capacity)^power) (Bureau of Public Roads, Traffic Assignment
/// Manual, 1964), 0^0 being 1; its cost adds the fixed cost.
struct Network {
  std::vector<std::int64_t> node_name;  // node -> number in the source
  std::vector<std::uint8_t> through;    // node -> 0: paths may start and end here, but not lead through

  std::vector<Index> from, to;  // link -> node
  std::vector<double> capacity, free_flow_time, b, power;
  std::vector<double> fixed_cost;  // whatever does not depend on the flow: toll and distance by their weights

  [[nodiscard]] std::size_t nodes() const { return node_name.size(); }
  [[nodiscard]] std::size_t links() const { return from.size(); }
};

/// Vehicles from an origin to another node, > 0.
struct Trips {
  Index origin = none;
  Index destination = none;
  double vehicles = 0;
};

}  // namespace pendel::assign
