// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "models/mobility/queue.hpp"
#include "models/mobility/queue_routes.hpp"
#include "models/mobility/queue_state.hpp"

namespace pendel::mobility {

/// One run of the traffic room. A step of one second:
///   1. one thread: capacity changes, the hook, trips that begin now take their place at the door of their first link
///   2. phase L, all links that are awake: vehicles at the door enter, the head takes over what entered at the tail
///   3. phase N, nodes with a vehicle that is ready: move heads over the node, deliver who has arrived
///   4. one thread: followers of the trips that arrived enter the calendar
/// 2 and 3 are split over fixed chunks of nodes; a chunk writes only what it owns (queue_state.hpp).
class QueueRun {
 public:
  QueueRun(const QueueNetwork& network, const QueueTrips& trips, std::span<const CapacityChange> changes,
           const QueueOptions& options, parallel::Pool& pool, QueueHook* hook);

  QueueResult run(const std::stop_token& stop);

  /// For hooks: every vehicle on a link, by link and from its head to its tail.
  template <class F>
  void for_each_running(F&& f) {
    for (std::size_t link = 0; link < tails_.size(); ++link) {
      const auto& head = heads_[tails_[link].place];
      for (auto v = head.first; v != queue::none; v = vehicles_[v].next) f(v, look(v, link));
      for (auto v = tails_[link].in_first; v != queue::none; v = vehicles_[v].next) f(v, look(v, link));
    }
  }
  /// For hooks: the vehicle goes on along `rest` after its present link. Throws ContractError if that does not connect.
  void replace_rest(std::uint32_t vehicle, std::span<const std::uint32_t> rest);
  /// Trips by where they are now.
  struct Tally {
    std::uint64_t to_come, at_door, on_road, arrived;
  };
  [[nodiscard]] Tally tally() const { return {in_calendar_, at_door_, on_road_, arrived_}; }

 private:
  using Step = std::int32_t;

  struct alignas(64) Chunk {
    std::vector<std::uint32_t> awake_places;
    std::vector<std::uint32_t> ready;    // places, ascending: in-links of a node stand together
    std::vector<std::uint32_t> freed;    // vehicles
    std::vector<std::uint32_t> arrived;  // trips
    std::vector<std::uint32_t> contenders;
    struct Late {
      std::int32_t slice;
      std::uint32_t link, ticks;
    };
    std::vector<Late> late;  // times of vehicles that entered, by the exact time, before the slice of the step
    std::uint64_t awake = 0;
    std::uint64_t traversals = 0;
    std::uint64_t stuck = 0;
    std::uint64_t entered = 0;  // by doors
    std::uint64_t door_wait_ms = 0;
  };

  // Calendar and doors: queue_run.cpp
  void check_routes() const;
  void set_up_links();
  void plan_trips();
  void schedule(std::uint32_t trip, Tick earliest, Step next_step);
  void begin_trips(Step t);
  std::uint32_t new_vehicle(std::uint32_t trip, Step t);
  void read_ahead(Step t);
  queue::RouteBlocks::Block read_route(std::uint32_t trip);
  void apply_changes(Step t);
  void call_hook(Step t);
  void follow_up(Step t);
  void close_slice();
  void add_late();
  void finish();
  [[nodiscard]] bool anything_left() const { return on_road_ + at_door_ + in_calendar_ > 0; }
  [[nodiscard]] RunningVehicle look(std::uint32_t vehicle, std::size_t link) const;
  [[nodiscard]] std::size_t links_of(std::uint32_t trip) const {
    return trips_.reader != nullptr ? trips_.reader->links(trip)
                                    : static_cast<std::size_t>(trips_.first[trip + 1] - trips_.first[trip]);
  }
  [[nodiscard]] const std::uint32_t* route(const queue::Vehicle& v) const {
    return v.own_route ? own_routes_.data() : trips_.links.data();
  }

  // The two phases: queue_step.cpp
  void step(Step t);
  void phase_links(Chunk& chunk, std::size_t c, Step t);
  void look_at(Chunk& chunk, std::uint32_t place, Step t);
  void phase_nodes(Chunk& chunk, Step t);
  void fetch_target(std::span<const std::uint32_t> ready, std::size_t ahead, std::size_t later);
  void enter_by_door(Chunk& chunk, std::uint32_t place, Step t);
  void enter(queue::Tail& x, std::uint32_t vehicle, std::int32_t entered_ms, Step t);
  void settle(Chunk& chunk, queue::Head& h, Step t);
  bool sends(queue::Head& h, Step t) const;
  bool move(Chunk& chunk, queue::Head& h, Step t);
  void merge(Chunk& chunk, std::span<const std::uint32_t> places, Step t);
  void pop(Chunk& chunk, queue::Head& h, queue::Vehicle& v, std::int32_t exit_ms, bool timed, Step t);
  void wake(std::uint32_t place, Step at, Step t);
  void wake_after(std::uint32_t place, Step t);

  const QueueNetwork& net_;
  const QueueTrips& trips_;
  std::span<const CapacityChange> changes_;
  const QueueOptions& options_;
  parallel::Pool& pool_;
  QueueHook* hook_;

  std::vector<queue::Head> heads_;  // by place
  std::vector<queue::Tail> tails_;  // by link
  std::vector<queue::Gate> gates_;  // by link
  std::vector<queue::Exit> rings_;
  std::vector<queue::Vehicle> vehicles_;
  std::vector<std::uint32_t> free_vehicles_;
  queue::RouteBlocks own_routes_;
  std::vector<queue::RouteBlocks::Block> own_block_;  // by vehicle; none of those that drive along trips_.links
  struct Next {
    std::uint32_t trip;
    queue::RouteBlocks::Block block;
  };
  std::vector<Next> ahead_;  // trips of the coming steps whose routes were read, by trip
  std::vector<std::uint32_t> read_;

  static constexpr Step horizon = 64;  // steps that a link can sleep at a time
  std::vector<std::uint64_t> wheel_;   // [step mod horizon][place / 64]: links to wake
  std::vector<std::uint64_t> doors_;   // [place / 64]: links with someone at the door
  std::size_t words_ = 0;
  bool parallel_ = false;

  std::vector<std::uint32_t> calendar_;   // step -> a trip that begins then
  std::vector<std::uint32_t> same_step_;  // trip -> another one
  std::vector<std::uint32_t> successor_;  // trip -> next of the same person
  std::vector<std::pair<Tick, std::uint32_t>> beginning_;
  std::size_t next_change_ = 0;

  std::vector<Chunk> chunks_;
  std::uint64_t on_road_ = 0;
  std::uint64_t at_door_ = 0;
  std::uint64_t in_calendar_ = 0;
  std::uint64_t arrived_ = 0;  // that were on the road
  std::uint64_t awake_ = 0;

  Step slice_s_ = 900;
  Step slice_start_ = 0;
  std::int32_t slice_ = 0;
  std::vector<std::uint32_t> on_link_;  // at the start of the slice
  QueueResult result_;
};

}  // namespace pendel::mobility
