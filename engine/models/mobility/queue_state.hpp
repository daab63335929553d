// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <limits>

/// Records of the traffic room, one cache line for each end of a link, and what can be done to one of them alone.
///
/// Who may touch what within a step of one second (queue_step.cpp):
///   phase L   the thread of a link: both ends, the waiting list at its door
///   phase N   the thread of a node: heads of the links that end there, tails of the links that begin there, the
///             vehicles it moves
/// The ring of exits is the only thing that both ends share within a phase. The head writes a slot, the tail empties
/// it; the tail takes an exit only a wave time (at least a step) after it happened, so it does not matter whether it
/// sees the exits of the running step.
namespace pendel::mobility::queue {

inline constexpr std::uint32_t none = 0xffffffffU;
inline constexpr std::int32_t unlimited = std::numeric_limits<std::int32_t>::max();
inline constexpr std::int32_t one_pcu = 36000;   // credit: tenths of PCU * 3600, so that rates per hour add per second
inline constexpr std::uint32_t max_pcu = 0xfff;  // tenths; an exit is step << 12 | pcu
inline constexpr std::int32_t max_step = 0xfffff;

struct Vehicle {
  std::uint32_t next;       // behind it on the link, or waiting behind it at the door
  std::int32_t due_ms;      // exact time at the end of the link (at the door: when it wants to enter)
  std::int32_t entered_ms;  // exact time at which it entered
  std::int32_t ready_s;     // first step in which it may move: rounded up, and after the step in which it entered
  std::uint32_t trip;
  std::uint32_t at;    // its link within the routes
  std::uint32_t left;  // links after that
  std::uint16_t pcu;   // tenths
  std::uint8_t own_route;
};
static_assert(sizeof(Vehicle) == 32);

/// Credit that grows by a rate per second, up to one second's worth. Who finds any goes and may leave a debt, so that
/// the mean flow is the rate whatever a vehicle costs; waiting for the whole cost would lose what a second brings too
/// much.
struct Credit {
  std::int32_t value;
  std::int32_t at_s;
  std::int32_t rate;

  [[nodiscard]] std::int32_t cap() const { return rate; }
  [[nodiscard]] static std::int32_t cost(std::uint16_t pcu) { return static_cast<std::int32_t>(pcu) * 3600; }
  void refill(std::int32_t t) {
    const auto grown = value + static_cast<std::int64_t>(t - at_s) * rate;
    value = static_cast<std::int32_t>(std::min<std::int64_t>(grown, cap()));
    at_s = t;
  }
  /// What a vehicle needs to go, whatever its size.
  [[nodiscard]] static std::int32_t needs(std::uint16_t /*pcu*/) { return 1; }
};

/// Written by the node at the end of the link.
struct alignas(64) Head {
  std::uint32_t first, last;  // vehicles, first in first out
  Credit out;
  std::uint32_t served_ms;  // merges: time of its own capacity that it has used
  std::int32_t blocked_s;   // since when the first vehicle was refused, -1 if it was not
  std::uint32_t link, node;
  std::uint32_t ring, ring_size, ring_at;  // ring_size 0: storage does not count
  // of the running slice
  std::uint32_t exits, exit_sum_s;
  std::uint32_t timed, time_sum_ms;
};

/// Written by the node at the beginning of the link.
struct alignas(64) Tail {
  std::int32_t room;                       // tenths of PCU that are free
  std::int32_t slots;                      // free slots of the ring
  std::uint32_t ring, ring_size, ring_at;  // next exit whose wave has not arrived yet
  std::uint32_t in_first, in_last;         // entered since the head took over
  std::int32_t free_ms, wave_s;
  std::int32_t last_due_ms;
  Credit in;  // rate 0: closed
  std::uint32_t place;
  std::uint32_t entries, entry_sum_s;  // of the running slice
};

/// The door of a link, where trips begin. Seldom touched.
struct Gate {
  std::uint32_t first = none, last = none;
  std::int32_t refused_s = -1;  // last step in which a vehicle from upstream was refused
  std::int32_t door_s = 0;      // last step in which a vehicle went in by the door
  std::int32_t forced_s = -1;   // last step in which a stuck vehicle was pushed in
  bool yielded = false;
};

using Exit = std::uint32_t;
inline Exit load(Exit& slot) { return std::atomic_ref<Exit>(slot).load(std::memory_order_relaxed); }
inline void store(Exit& slot, Exit value) { std::atomic_ref<Exit>(slot).store(value, std::memory_order_relaxed); }

/// Takes over the space whose backward wave has reached the beginning of the link.
inline void take_waves(Tail& x, Exit* rings, std::int32_t t) {
  while (x.ring_size > 0) {
    Exit& slot = rings[x.ring + x.ring_at];
    const Exit exit = load(slot);
    if (exit == 0 || static_cast<std::int32_t>(exit >> 12U) + x.wave_s > t) return;
    store(slot, 0);
    x.room += static_cast<std::int32_t>(exit & max_pcu);
    ++x.slots;
    x.ring_at = x.ring_at + 1 == x.ring_size ? 0 : x.ring_at + 1;
  }
}

enum class Entry : std::uint8_t { open, no_flow, no_room };

/// Whether a vehicle may enter now by flow and space.
inline Entry entry(Tail& x, Exit* rings, std::uint16_t pcu, std::int32_t t) {
  if (x.in.rate == unlimited) return Entry::open;
  x.in.refill(t);
  if (x.in.value < x.in.needs(pcu) || x.in.rate == 0) return Entry::no_flow;
  if (x.room <= 0 || x.slots <= 0) take_waves(x, rings, t);
  return x.room > 0 && x.slots > 0 ? Entry::open : Entry::no_room;
}

inline void leave_space(Head& h, Exit* rings, std::uint16_t pcu, std::int32_t t) {
  if (h.ring_size == 0) return;
  store(rings[h.ring + h.ring_at], static_cast<Exit>(t) << 12U | pcu);
  h.ring_at = h.ring_at + 1 == h.ring_size ? 0 : h.ring_at + 1;
}

constexpr std::int32_t ceil_s(std::int32_t ms) { return (ms + 999) / 1000; }

}  // namespace pendel::mobility::queue
