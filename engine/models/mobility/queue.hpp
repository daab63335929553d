// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include "core/time.hpp"
#include "parallel/parallel.hpp"

/// The traffic room: every vehicle on every link, with queues, spillback and backward waves. Theory, sources and
/// limits: README.md, "Queues". Knows columns of plain numbers and no region.
namespace pendel::mobility {

inline constexpr std::uint32_t no_trip = 0xffffffffU;
inline constexpr Tick never = -1;

/// The road as columns, one value per link unless said otherwise. Empty optional columns mean "none".
struct QueueLinks {
  std::size_t nodes = 0;
  std::span<const std::uint32_t> from;  // node
  std::span<const std::uint32_t> to;    // node
  std::span<const float> length_m;
  std::span<const float> free_speed_mps;
  std::span<const float> capacity_per_h;  // PCU per hour, all lanes
  std::span<const float> lanes;
  std::span<const std::uint8_t> connector = {};  // 1: zone connector, unlimited flow and storage
  // Traffic signals, one value per node: factor on the capacity of the links that end there, seconds that every
  // crossing takes on top of (or, below zero, less than) the time coded in the links.
  std::span<const float> node_capacity_factor = {};
  std::span<const float> node_delay_s = {};
};

/// From `at` on, the link's outflow capacity is `factor` times the coded one, until the next change. 0 closes the link
/// at once: nobody enters any more (who is on it may leave).
struct CapacityChange {
  Tick at = 0;
  std::uint32_t link = 0;
  float factor = 1;
};

/// Routes that are kept otherwise and read when their trips begin, so that only those under way lie in memory as links.
class RouteReader {
 public:
  virtual ~RouteReader() = default;
  [[nodiscard]] virtual std::size_t links(std::uint32_t trip) const = 0;
  virtual void read(std::uint32_t trip, std::vector<std::uint32_t>& route) const = 0;
};

/// Vehicle trips as columns; routes are read in place and must outlive the run. Trip i drives along
/// links[first[i] .. first[i + 1]), or along what the reader has. A trip without links arrives when its times before
/// and behind have passed, so that walks, rides and outside trips can be part of a person's chain.
struct QueueTrips {
  std::span<const Tick> depart;          // wanted, at the door
  std::span<const std::uint64_t> first;  // trips + 1
  std::span<const std::uint32_t> links;
  std::span<const std::uint16_t> pcu_tenths = {};  // 10 where empty; 1 / sample share where vehicles are a sample
  // The person's preceding trip or no_trip: departure is max(depart, arrival of it + gap). A trip has at most one
  // successor.
  std::span<const std::uint32_t> after = {};
  std::span<const Tick> gap = {};
  std::span<const Tick> before = {};    // from the door to the first link (walk to the car, way outside of the region)
  std::span<const Tick> behind = {};    // from the last link to the door
  const RouteReader* reader = nullptr;  // then `first` and `links` are empty

  [[nodiscard]] std::size_t size() const { return depart.size(); }
};

struct QueueOptions {
  Tick end = 30 * ticks_per_h;  // what still runs then is reported
  int stuck_after_s = 30;       // a head that is refused for so long is pushed into the full link, and counted
  Tick slice = ticks_per_slice;
  int slices = slices_per_day;  // times past the last slice count in it; 0: no link outputs
  bool check_routes = true;
  std::size_t serial_below = 250;  // links under way; steps with fewer run on one thread
};

/// Link sums per slice. Vehicles, whatever their PCU. Only links on which something happened in a slice take room: two
/// of five on a workday of the made-up regions of bench/scale.
class QueueSeries {
 public:
  struct Sums {
    std::uint32_t entries = 0;      // vehicles that entered in the slice
    std::uint32_t exits = 0;        // vehicles that left in the slice, arrivals included
    std::uint32_t timed = 0;        // of those that entered in the slice: left again, not by a stuck move
    std::uint32_t time_ticks = 0;   // sum of the travel times of the timed
    std::uint32_t occupancy_s = 0;  // vehicle-seconds on the link; / slice length / length = density
    friend bool operator==(const Sums&, const Sums&) = default;
  };

  QueueSeries() = default;
  QueueSeries(std::size_t links, int slices) : links_(links), rows_(static_cast<std::size_t>(slices)) {}

  [[nodiscard]] std::size_t links() const { return links_; }
  [[nodiscard]] int slices() const { return static_cast<int>(rows_.size()); }
  [[nodiscard]] const Sums& at(int slice, std::size_t link) const {
    static constexpr Sums nothing;
    const auto i = place(slice, link);
    return i == none ? nothing : rows_[static_cast<std::size_t>(slice)].sums[i];
  }
  /// Nothing where nothing happened.
  [[nodiscard]] Sums* find(int slice, std::size_t link) {
    const auto i = place(slice, link);
    return i == none ? nullptr : &rows_[static_cast<std::size_t>(slice)].sums[i];
  }
  /// Adds sums(link) of all links to a slice.
  void add(int slice, parallel::Pool& pool, const auto& sums_of) {
    const auto words = (links_ + 63) / 64;
    Row fresh{std::vector<std::uint64_t>(words), std::vector<std::uint32_t>(words), {}};
    const auto all = [&](std::size_t link) {
      Sums sums = sums_of(link);
      const auto& old = at(slice, link);
      sums.entries += old.entries;
      sums.exits += old.exits;
      sums.timed += old.timed;
      sums.time_ticks += old.time_ticks;
      sums.occupancy_s += old.occupancy_s;
      return sums;
    };
    const auto links_of = [&](std::size_t word, const auto& f) {
      for (auto link = 64 * word; link < std::min(links_, 64 * word + 64); ++link) f(link);
    };
    parallel::for_each<std::size_t>(pool, words, [&](std::size_t word) {
      links_of(word, [&](std::size_t link) {
        if (all(link) != Sums{}) fresh.used[word] |= 1ULL << (link % 64);
      });
    });
    std::uint32_t n = 0;
    for (std::size_t word = 0; word < words; ++word) {
      fresh.before[word] = n;
      n += static_cast<std::uint32_t>(std::popcount(fresh.used[word]));
    }
    fresh.sums.resize(n);
    parallel::for_each<std::size_t>(pool, words, [&](std::size_t word) {
      auto next = fresh.before[word];
      links_of(word, [&](std::size_t link) {
        if ((fresh.used[word] >> (link % 64) & 1U) != 0) fresh.sums[next++] = all(link);
      });
    });
    rows_[static_cast<std::size_t>(slice)] = std::move(fresh);
  }
  /// One of the sums of all, [slice][link].
  [[nodiscard]] std::vector<std::uint32_t> table(std::uint32_t Sums::*what) const {
    std::vector<std::uint32_t> values;
    values.reserve(rows_.size() * links_);
    for (int slice = 0; slice < slices(); ++slice)
      for (std::size_t link = 0; link < links_; ++link) values.push_back(at(slice, link).*what);
    return values;
  }

 private:
  static constexpr std::uint32_t none = 0xffffffffU;
  /// Of the link's sums in the row of the slice.
  [[nodiscard]] std::uint32_t place(int slice, std::size_t link) const {
    const auto& row = rows_[static_cast<std::size_t>(slice)];
    if (row.used.empty() || (row.used[link / 64] >> (link % 64) & 1U) == 0) return none;
    const auto below = row.used[link / 64] & ((1ULL << (link % 64)) - 1);
    return row.before[link / 64] + static_cast<std::uint32_t>(std::popcount(below));
  }
  struct Row {
    std::vector<std::uint64_t> used;    // a bit for each link
    std::vector<std::uint32_t> before;  // sums before those of 64 links
    std::vector<Sums> sums;
  };
  std::size_t links_ = 0;
  std::vector<Row> rows_;
};

struct QueueResult {
  std::vector<Tick> depart;  // per trip, at the door; `never` if it did not leave
  std::vector<Tick> enter;   // per trip, on its first link; `never` if it did not, or has no link
  std::vector<Tick> arrive;  // per trip, at the door; `never` if it did not arrive
  QueueSeries series;
  std::vector<std::uint32_t> stuck;  // per link: vehicles that were pushed out of it
  std::uint64_t stuck_moves = 0;
  std::uint64_t traversals = 0;        // links entered
  std::uint64_t running = 0;           // vehicles on the road or waiting to enter it at the end
  std::uint64_t not_begun = 0;         // trips that never left: too late, or the one before never arrived
  std::uint32_t worst_link = no_trip;  // with most vehicles at the end
  std::uint64_t worst_link_vehicles = 0;
  std::uint64_t door_wait_ticks = 0;  // sum of times that vehicles waited for room on their first link
  std::uint64_t steps = 0;            // seconds simulated
  std::uint64_t vehicle_bytes = 0;    // memory of the run: vehicles and trips, routes not counted
  std::uint64_t link_bytes = 0;       // links and waves, `series` not counted

  [[nodiscard]] double stuck_share() const {
    return traversals == 0 ? 0.0 : static_cast<double>(stuck_moves) / static_cast<double>(traversals);
  }
};

/// Storage, waves and flow of every link; immutable, one for many runs.
class QueueNetwork {
 public:
  /// Columns of equal length with positive length, speed, capacity (a closed link is a CapacityChange) and lanes.
  /// Throws ContractError.
  explicit QueueNetwork(const QueueLinks& links);

  /// What a vehicle needs on the empty link, crossing the node at its end included. Shape: links; milliseconds.
  [[nodiscard]] std::span<const std::int32_t> free_time_ms() const { return free_ms_; }
  /// The most that leaves the link at its end, signal included. Shape: links; tenths of PCU per hour.
  [[nodiscard]] std::span<const std::int32_t> capacity() const { return out_rate_; }
  [[nodiscard]] std::size_t links() const { return free_ms_.size(); }
  [[nodiscard]] std::size_t nodes() const { return nodes_; }

 private:
  friend class QueueRun;
  void order_by_end_node();

  std::size_t nodes_ = 0;
  std::vector<std::uint32_t> from_, to_;
  std::vector<std::int32_t> free_ms_;
  std::vector<std::int32_t> wave_s_;    // L/w
  std::vector<std::int32_t> storage_;   // tenths of PCU
  std::vector<std::int32_t> in_rate_;   // tenths of PCU per hour; `unlimited` on connectors
  std::vector<std::int32_t> out_rate_;  // the same at the end of the link, signal included
  // Links in the order of their end node stand at "places". A chunk holds whole nodes and begins at a multiple of 64.
  std::vector<std::uint32_t> place_of_;     // link -> place
  std::vector<std::uint32_t> link_at_;      // place -> link, no_trip in the padding
  std::vector<std::uint32_t> chunk_first_;  // chunk -> place; one more than chunks
};

/// What a hook sees of a running vehicle.
struct RunningVehicle {
  std::uint32_t trip;
  std::uint32_t link;                   // where it is
  std::span<const std::uint32_t> rest;  // links after this one
};

class QueueRun;

/// Looks at the vehicles under way and may change the rest of their routes. Called from one thread, between two steps.
class QueueHook {
 public:
  virtual ~QueueHook() = default;
  /// Called at every time in `at()` order and at every capacity change.
  virtual void between_steps(Tick now, QueueRun& run) = 0;
  /// Besides capacity changes, the hook is called every so many ticks; 0: never.
  [[nodiscard]] virtual Tick every() const { return ticks_per_slice; }
};

/// Drives all trips. The same result for any number of threads of `pool`. `changes` sorted by time. Throws
/// ContractError on routes that do not connect or name links that do not exist.
QueueResult run_queue(const QueueNetwork& network, const QueueTrips& trips, std::span<const CapacityChange> changes,
                      const QueueOptions& options, parallel::Pool& pool, QueueHook* hook = nullptr,
                      const std::stop_token& stop = {});

}  // namespace pendel::mobility
