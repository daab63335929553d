// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "core/issue.hpp"
#include "models/mobility/queue.hpp"

namespace pendel::mobility {

/// Roads and trips for the traffic room alone, as columns that own their values.
struct QueueCase {
  std::vector<std::int64_t> node_name, link_name;
  std::vector<std::uint32_t> from, to;
  std::vector<float> length_m, free_speed_mps, capacity_per_h, lanes;
  std::vector<std::uint8_t> connector;

  std::vector<Tick> depart;
  std::vector<std::uint32_t> origin, destination;  // nodes
  std::vector<std::uint16_t> pcu_tenths;
  std::vector<std::uint64_t> first;  // trips + 1, see QueueTrips
  std::vector<std::uint32_t> links;

  [[nodiscard]] std::size_t trips() const { return depart.size(); }
  [[nodiscard]] QueueLinks road() const;
  [[nodiscard]] QueueTrips demand() const;
  /// Mean over the trips on empty roads, seconds.
  [[nodiscard]] double free_time_s(const QueueNetwork& network) const;
};

/// Reads `nodes.csv` (id), `links.csv` (id, from, to, length_m, freespeed_mps, capacity_vph, lanes; connector is
/// optional) and `trips.csv` (depart_s, origin_node, dest_node; pcu is optional), and with `routes` a table trip,
/// links: the row of the trip from 0, and link ids with blanks between. Without `routes`: the quickest routes on empty
/// roads. All problems go to `issues`.
QueueCase read_queue_case(const std::filesystem::path& folder, const std::filesystem::path& routes, Issues& issues,
                          parallel::Pool& pool);

/// A grid of side x side nodes, two-lane streets of 200 to 300 m between them. Trips begin within the window and go
/// from a node to another one on a way that never turns back, its turns at random. Keyed by `seed`.
QueueCase grid_case(std::uint32_t side, std::uint32_t trips, Tick window, std::uint64_t seed);

}  // namespace pendel::mobility
