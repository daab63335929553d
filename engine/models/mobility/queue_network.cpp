// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/contract.hpp"
#include "models/mobility/queue.hpp"
#include "models/mobility/queue_state.hpp"

namespace pendel::mobility {

namespace {

constexpr double jam_spacing_m = 7.5;  // per car and lane at a standstill (RiLSA, HBS; MATSim and SUMO use the same)
constexpr double most_per_h = 1e6;     // PCU; beyond, a capacity means "no limit"
constexpr std::uint32_t chunk_links = 1024;

/// Storage and wave of a link with a triangular fundamental diagram whose apex is the coded capacity (Newell 1993,
/// Yperman 2007): jam density k, capacity q, free speed v, hence wave speed w = q / (k - q/v) and
/// L/w = k L / q - L/v.
struct Diagram {
  std::int32_t wave_s;
  std::int32_t storage;  // tenths of PCU
};

Diagram diagram(double length_m, double lanes, double per_h, std::int32_t free_ms, double drive_s) {
  const double q = per_h / 3600;
  const double jam = lanes * length_m / jam_spacing_m;
  const double wave = std::max(1.0, std::round(jam / q - drive_s));
  // What is under way at capacity, in whole steps: else rounding would throttle short links below their capacity.
  const double flowing = q * (queue::ceil_s(free_ms) + wave + 1);
  return {static_cast<std::int32_t>(std::min(wave, 1e6)),
          static_cast<std::int32_t>(std::min(std::ceil(10 * std::max({jam, flowing, 1.0}) - 1e-6), 1e9))};
}

std::int32_t rate(double per_h) { return std::max(1, static_cast<std::int32_t>(std::lround(10 * per_h))); }

}  // namespace

QueueNetwork::QueueNetwork(const QueueLinks& links)
    : nodes_(links.nodes), from_(links.from.begin(), links.from.end()), to_(links.to.begin(), links.to.end()) {
  const std::size_t n = links.from.size();
  PENDEL_EXPECT(links.to.size() == n && links.length_m.size() == n && links.free_speed_mps.size() == n);
  PENDEL_EXPECT(links.capacity_per_h.size() == n && links.lanes.size() == n);
  PENDEL_EXPECT(links.connector.empty() || links.connector.size() == n);
  PENDEL_EXPECT(links.node_capacity_factor.empty() || links.node_capacity_factor.size() == nodes_);
  PENDEL_EXPECT(links.node_delay_s.empty() || links.node_delay_s.size() == nodes_);
  for (std::size_t i = 0; i < n; ++i) {
    PENDEL_EXPECT(links.from[i] < nodes_ && links.to[i] < nodes_);
    PENDEL_EXPECT(links.length_m[i] > 0 && links.free_speed_mps[i] > 0);
    PENDEL_EXPECT(links.capacity_per_h[i] > 0 && links.lanes[i] > 0);
    const double length = static_cast<double>(links.length_m[i]);
    const double drive_s = length / static_cast<double>(links.free_speed_mps[i]);
    const double delay_s = links.node_delay_s.empty() ? 0.0 : static_cast<double>(links.node_delay_s[to_[i]]);
    const double factor =
        links.node_capacity_factor.empty() ? 1.0 : static_cast<double>(links.node_capacity_factor[to_[i]]);
    PENDEL_EXPECT(factor > 0);
    const double per_h = std::min(static_cast<double>(links.capacity_per_h[i]), most_per_h);
    free_ms_.push_back(static_cast<std::int32_t>(std::lround(1000 * std::max(0.001, drive_s + delay_s))));
    const auto [wave_s, storage] =
        diagram(length, static_cast<double>(links.lanes[i]), per_h, free_ms_.back(), drive_s);
    const bool connector = !links.connector.empty() && links.connector[i] != 0;
    wave_s_.push_back(wave_s);
    storage_.push_back(connector ? queue::unlimited : storage);
    in_rate_.push_back(connector ? queue::unlimited : rate(per_h));
    out_rate_.push_back(connector ? queue::unlimited : rate(std::min(per_h * factor, most_per_h)));
  }
  order_by_end_node();
}

void QueueNetwork::order_by_end_node() {
  const std::size_t n = to_.size();
  std::vector<std::uint32_t> first(nodes_ + 1, 0), by_end(n);
  for (const auto node : to_) ++first[node + 1];
  for (std::size_t v = 0; v < nodes_; ++v) first[v + 1] += first[v];
  auto next = first;
  for (std::size_t i = 0; i < n; ++i) by_end[next[to_[i]]++] = static_cast<std::uint32_t>(i);
  place_of_.resize(n);
  chunk_first_.push_back(0);
  for (std::size_t v = 0; v < nodes_; ++v) {
    if (link_at_.size() - chunk_first_.back() >= chunk_links) {
      link_at_.resize((link_at_.size() + 63) / 64 * 64, no_trip);
      chunk_first_.push_back(static_cast<std::uint32_t>(link_at_.size()));
    }
    for (std::uint32_t i = first[v]; i < first[v + 1]; ++i) {
      place_of_[by_end[i]] = static_cast<std::uint32_t>(link_at_.size());
      link_at_.push_back(by_end[i]);
    }
  }
  link_at_.resize((link_at_.size() + 63) / 64 * 64, no_trip);
  chunk_first_.push_back(static_cast<std::uint32_t>(link_at_.size()));
}

}  // namespace pendel::mobility
