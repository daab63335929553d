// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "models/mobility/queue.hpp"

namespace pendel::test {

/// Roads and trips for the traffic room, drawn inside the test. Nodes come into being with their links.
struct QueueNet {
  std::size_t nodes = 0;
  std::vector<std::uint32_t> from, to;
  std::vector<float> length_m, speed_mps, capacity_per_h, lanes;
  std::vector<std::uint8_t> connector;
  std::vector<float> node_factor, node_delay_s;

  std::vector<Tick> depart, gap, before, behind;
  std::vector<std::uint64_t> first{0};
  std::vector<std::uint32_t> links, after;
  std::vector<std::uint16_t> pcu_tenths;
  std::vector<mobility::CapacityChange> changes;
  mobility::QueueOptions options;

  std::uint32_t link(std::uint32_t a, std::uint32_t b, double length, double speed, double per_h, double lane_count = 1,
                     bool is_connector = false) {
    nodes = std::max<std::size_t>(nodes, std::max(a, b) + 1);
    from.push_back(a);
    to.push_back(b);
    length_m.push_back(static_cast<float>(length));
    speed_mps.push_back(static_cast<float>(speed));
    capacity_per_h.push_back(static_cast<float>(per_h));
    lanes.push_back(static_cast<float>(lane_count));
    connector.push_back(is_connector ? 1 : 0);
    return static_cast<std::uint32_t>(from.size() - 1);
  }

  std::uint32_t trip(Tick at, const std::vector<std::uint32_t>& route, std::uint16_t tenths = 10) {
    depart.push_back(at);
    links.insert(links.end(), route.begin(), route.end());
    first.push_back(links.size());
    pcu_tenths.push_back(tenths);
    return static_cast<std::uint32_t>(depart.size() - 1);
  }

  [[nodiscard]] std::span<const std::uint32_t> route(std::size_t i) const {
    return std::span(links).subspan(first[i], first[i + 1] - first[i]);
  }

  [[nodiscard]] mobility::QueueNetwork network() const {
    return mobility::QueueNetwork({.nodes = nodes,
                                   .from = from,
                                   .to = to,
                                   .length_m = length_m,
                                   .free_speed_mps = speed_mps,
                                   .capacity_per_h = capacity_per_h,
                                   .lanes = lanes,
                                   .connector = connector,
                                   .node_capacity_factor = node_factor,
                                   .node_delay_s = node_delay_s});
  }
  [[nodiscard]] mobility::QueueTrips trips() const {
    return {.depart = depart,
            .first = first,
            .links = links,
            .pcu_tenths = pcu_tenths,
            .after = after,
            .gap = gap,
            .before = before,
            .behind = behind};
  }

  [[nodiscard]] mobility::QueueResult run(int threads = 1, mobility::QueueHook* hook = nullptr) const {
    parallel::Pool pool(threads);
    const auto network_of_run = network();
    const auto trips_of_run = trips();
    return mobility::run_queue(network_of_run, trips_of_run, changes, options, pool, hook);
  }
};

}  // namespace pendel::test
