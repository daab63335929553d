// SPDX-License-Identifier: Apache-2.0
#include <bit>

#include "models/mobility/queue_run.hpp"

namespace pendel::mobility {

using queue::Entry;
using queue::Head;
using queue::none;
using queue::Tail;
using queue::Vehicle;

namespace {

/// Milliseconds that a vehicle takes of its link's capacity; a connector counts as one lane.
std::uint32_t headway_ms(const Head& h, std::uint16_t pcu) {
  constexpr std::int32_t one_lane = 18000;
  const auto rate = static_cast<std::uint32_t>(h.out.rate == queue::unlimited ? one_lane : h.out.rate);
  return static_cast<std::uint32_t>(std::uint64_t{3'600'000} * pcu / rate);
}

/// a - b of two service times that may have wrapped around.
std::int32_t ahead_of(std::uint32_t a, std::uint32_t b) { return static_cast<std::int32_t>(a - b); }

inline void fetch(const void* address) { __builtin_prefetch(address); }

}  // namespace

void QueueRun::step(Step t) {
  const std::size_t n = chunks_.size();
  parallel_ = pool_.threads() > 1 && awake_ >= options_.serial_below;
  if (!parallel_) {
    for (std::size_t c = 0; c < n; ++c) phase_links(chunks_[c], c, t);
    for (std::size_t c = 0; c < n; ++c) phase_nodes(chunks_[c], t);
    return;
  }
  const std::size_t tasks = std::min(n, static_cast<std::size_t>(pool_.threads()) * 4);
  const auto chunks_of = [&](std::size_t task, const auto& f) {
    for (std::size_t c = task * n / tasks, end = (task + 1) * n / tasks; c < end; ++c) f(c);
  };
  pool_.run(tasks, [&](std::size_t, std::size_t task) {
    chunks_of(task, [&](std::size_t c) { phase_links(chunks_[c], c, t); });
  });
  pool_.run(tasks, [&](std::size_t, std::size_t task) {
    chunks_of(task, [&](std::size_t c) { phase_nodes(chunks_[c], t); });
  });
}

/// Sets the bit of a link for a later step. In phase N the links of a word belong to several threads' nodes.
void QueueRun::wake(std::uint32_t place, Step at, Step t) {
  const auto slot = static_cast<std::size_t>(std::min(at, t + horizon - 1)) % horizon;
  const std::uint64_t bit = 1ULL << (place & 63U);
  const std::atomic_ref<std::uint64_t> word(wheel_[slot * words_ + (place >> 6U)]);
  if (parallel_)
    word.fetch_or(bit, std::memory_order_relaxed);
  else
    word.store(word.load(std::memory_order_relaxed) | bit, std::memory_order_relaxed);
}

/// Links are spread over megabytes, and each waits for memory two or three times in a row: fetch a few links ahead.
void QueueRun::phase_links(Chunk& chunk, std::size_t c, Step t) {
  chunk.ready.clear();
  auto& awake = chunk.awake_places;
  awake.clear();
  const std::size_t row = static_cast<std::size_t>(t) % horizon * words_;
  for (std::size_t w = net_.chunk_first_[c] / 64, end = net_.chunk_first_[c + 1] / 64; w < end; ++w) {
    std::uint64_t bits = wheel_[row + w] | doors_[w];
    wheel_[row + w] = 0;
    for (; bits != 0; bits &= bits - 1)
      awake.push_back(static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(std::countr_zero(bits)));
  }
  chunk.awake += awake.size();
  constexpr std::size_t far = 12, near = 6;
  for (std::size_t i = 0; i < awake.size() + far; ++i) {
    if (i < awake.size()) {
      fetch(&heads_[awake[i]]);
      fetch(&tails_[net_.link_at_[awake[i]]]);
    }
    if (i >= near && i - near < awake.size()) {
      const Head& h = heads_[awake[i - near]];
      if (h.first != none) fetch(&vehicles_[h.first]);
      if (tails_[h.link].in_first != none) fetch(&vehicles_[tails_[h.link].in_first]);
    }
    if (i >= far) look_at(chunk, awake[i - far], t);
  }
}

/// One link in phase L.
void QueueRun::look_at(Chunk& chunk, std::uint32_t place, Step t) {
  if ((doors_[place >> 6U] >> (place & 63U) & 1U) != 0) enter_by_door(chunk, place, t);
  Head& h = heads_[place];
  Tail& x = tails_[h.link];
  if (x.in_first != none) {
    (h.first == none ? h.first : vehicles_[h.last].next) = x.in_first;
    h.last = x.in_last;
    x.in_first = none;
  }
  if (h.first == none) return;
  const Vehicle& v = vehicles_[h.first];
  if (v.ready_s > t) return wake(place, v.ready_s, t);
  chunk.ready.push_back(place);
  fetch(route(v) + v.at + 1);
}

/// Lets waiting vehicles in while there is room. Where traffic from upstream was refused in the meantime, the door and
/// the road take turns.
void QueueRun::enter_by_door(Chunk& chunk, std::uint32_t place, Step t) {
  const std::uint32_t link = heads_[place].link;
  Tail& x = tails_[link];
  auto& gate = gates_[link];
  while (gate.first != none) {
    Vehicle& v = vehicles_[gate.first];
    if (queue::entry(x, rings_.data(), v.pcu, t) != Entry::open) return;
    if (gate.refused_s >= gate.door_s && !gate.yielded) {
      gate.yielded = true;
      return;
    }
    gate.yielded = false;
    gate.door_s = t;
    const std::uint32_t vehicle = gate.first;
    gate.first = v.next;
    const std::int32_t entered_ms = t == v.ready_s ? v.due_ms : t * 1000;
    chunk.door_wait_ms += static_cast<std::uint64_t>(entered_ms - v.due_ms);
    result_.enter[v.trip] = (entered_ms + 50) / 100;
    ++chunk.entered;
    ++chunk.traversals;
    enter(x, vehicle, entered_ms, t);
  }
  gate.last = none;
  doors_[place >> 6U] &= ~(1ULL << (place & 63U));
}

void QueueRun::enter(Tail& x, std::uint32_t vehicle, std::int32_t entered_ms, Step t) {
  Vehicle& v = vehicles_[vehicle];
  if (x.in.rate != queue::unlimited) {
    x.room -= v.pcu;
    --x.slots;
    x.in.value -= queue::Credit::cost(v.pcu);
  }
  v.entered_ms = entered_ms;
  v.due_ms = x.last_due_ms = std::max(x.last_due_ms, entered_ms + x.free_ms);
  v.ready_s = std::max(queue::ceil_s(v.due_ms), t + 1);
  v.next = none;
  if (x.in_first == none) {
    x.in_first = vehicle;
    wake(x.place, v.ready_s, t);
  } else {
    vehicles_[x.in_last].next = vehicle;
  }
  x.in_last = vehicle;
  ++x.entries;
  x.entry_sum_s += static_cast<std::uint32_t>(t - slice_start_);
}

void QueueRun::phase_nodes(Chunk& chunk, Step t) {
  const std::span<const std::uint32_t> ready(chunk.ready);
  constexpr std::size_t far = 16, near = 8;
  std::size_t ahead = 0;
  for (std::size_t i = 0, j = 0; i < ready.size(); i = j) {
    for (; ahead < std::min(ready.size() + far - near, i + far); ++ahead) fetch_target(ready, ahead, far - near);
    const std::uint32_t node = heads_[ready[i]].node;
    for (j = i + 1; j < ready.size() && heads_[ready[j]].node == node;) ++j;
    if (j == i + 1) {
      Head& h = heads_[ready[i]];
      settle(chunk, h, t);
      while (sends(h, t) && move(chunk, h, t)) settle(chunk, h, t);
    } else {
      merge(chunk, ready.subspan(i, j - i), t);
    }
    for (std::size_t k = i; k < j; ++k) wake_after(ready[k], t);
  }
}

/// Fetches what link `ahead` of the list will need: first its vehicle's route and its own ring, some links later the
/// tail of the next link.
void QueueRun::fetch_target(std::span<const std::uint32_t> ready, std::size_t ahead, std::size_t later) {
  // No vehicle: a link of the junction that was at work just now, which has many.
  if (ahead < ready.size() && heads_[ready[ahead]].first != none) {
    const Head& h = heads_[ready[ahead]];
    const Vehicle& v = vehicles_[h.first];
    fetch(route(v) + v.at + 1);
    if (h.ring_size > 0) fetch(&rings_[h.ring + h.ring_at]);
  }
  if (ahead < later || heads_[ready[ahead - later]].first == none) return;
  const Vehicle& v = vehicles_[heads_[ready[ahead - later]].first];
  if (v.left > 0) fetch(&tails_[route(v)[v.at + 1]]);
}

/// Several links want to send: whoever has used the least time of its own capacity goes first, ties by link (fair
/// queueing, Demers, Keshav, Shenker 1989). Who was away may be behind by one car, not more.
void QueueRun::merge(Chunk& chunk, std::span<const std::uint32_t> places, Step t) {
  auto& contenders = chunk.contenders;
  contenders.clear();
  for (const auto place : places) {
    settle(chunk, heads_[place], t);
    if (sends(heads_[place], t)) contenders.push_back(place);
  }
  if (contenders.size() > 1) {
    std::uint32_t most = heads_[contenders.front()].served_ms;
    for (const auto place : contenders)
      if (ahead_of(heads_[place].served_ms, most) > 0) most = heads_[place].served_ms;
    for (const auto place : contenders) {
      Head& h = heads_[place];
      const std::uint32_t least = most - headway_ms(h, vehicles_[h.first].pcu);
      if (ahead_of(least, h.served_ms) > 0) h.served_ms = least;
    }
  }
  while (!contenders.empty()) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < contenders.size(); ++i)
      if (ahead_of(heads_[contenders[i]].served_ms, heads_[contenders[best]].served_ms) < 0) best = i;
    Head& h = heads_[contenders[best]];
    bool stays = move(chunk, h, t);
    if (stays) settle(chunk, h, t);
    stays = stays && sends(h, t);
    if (!stays) contenders.erase(contenders.begin() + static_cast<std::ptrdiff_t>(best));
  }
}

/// Delivers the vehicles at the front that have reached the end of their last link: they need no room ahead.
void QueueRun::settle(Chunk& chunk, Head& h, Step t) {
  while (h.first != none) {
    Vehicle& v = vehicles_[h.first];
    if (v.left > 0 || v.ready_s > t) return;
    const std::uint32_t vehicle = h.first;
    const std::int32_t exit_ms = h.blocked_s < 0 && v.ready_s == t ? v.due_ms : t * 1000;
    pop(chunk, h, v, exit_ms, true, t);
    result_.arrive[v.trip] = (exit_ms + 50) / 100 + (trips_.behind.empty() ? 0 : trips_.behind[v.trip]);
    chunk.freed.push_back(vehicle);
    chunk.arrived.push_back(v.trip);
  }
}

/// Whether the first vehicle may leave its link by time and flow.
bool QueueRun::sends(Head& h, Step t) const {
  if (h.first == none) return false;
  const Vehicle& v = vehicles_[h.first];
  if (v.ready_s > t) return false;
  if (h.out.rate == queue::unlimited) return true;
  h.out.refill(t);
  return h.out.value >= h.out.needs(v.pcu);
}

/// Moves the first vehicle to its next link, if that has room or the vehicle has found none for too long.
bool QueueRun::move(Chunk& chunk, Head& h, Step t) {
  const std::uint32_t vehicle = h.first;
  Vehicle& v = vehicles_[vehicle];
  const std::uint32_t target = route(v)[v.at + 1];
  Tail& x = tails_[target];
  const Entry entry = queue::entry(x, rings_.data(), v.pcu, t);
  if (entry != Entry::open) {
    auto& gate = gates_[target];
    gate.refused_s = t;
    if (entry == Entry::no_flow) return false;  // a matter of time
    if (h.blocked_s < 0) h.blocked_s = t;
    if (t - h.blocked_s < options_.stuck_after_s || gate.forced_s == t || x.slots <= 0) return false;
    gate.forced_s = t;
    ++chunk.stuck;
    ++result_.stuck[h.link];
  }
  const bool stuck = entry != Entry::open;
  const std::int32_t exit_ms = t == v.ready_s ? v.due_ms : t * 1000;
  if (h.out.rate != queue::unlimited) h.out.value -= queue::Credit::cost(v.pcu);
  h.served_ms += headway_ms(h, v.pcu);
  pop(chunk, h, v, exit_ms, !stuck, t);
  ++v.at;
  --v.left;
  ++chunk.traversals;
  enter(x, vehicle, exit_ms, t);
  return true;
}

/// Takes the first vehicle off its link and counts it.
void QueueRun::pop(Chunk& chunk, Head& h, Vehicle& v, std::int32_t exit_ms, bool timed, Step t) {
  h.first = v.next;
  h.blocked_s = -1;
  queue::leave_space(h, rings_.data(), v.pcu, t);
  ++h.exits;
  h.exit_sum_s += static_cast<std::uint32_t>(t - slice_start_);
  if (!timed || options_.slices == 0) return;
  if (v.entered_ms >= slice_start_ * 1000) {
    ++h.timed;
    h.time_sum_ms += static_cast<std::uint32_t>(exit_ms - v.entered_ms);
    return;
  }
  const std::int32_t slice = std::min(v.entered_ms / (slice_s_ * 1000), options_.slices - 1);
  const auto ticks = static_cast<std::uint32_t>((exit_ms - v.entered_ms + 50) / 100);
  if (auto* sums = result_.series.find(slice, h.link)) {
    ++sums->timed;
    sums->time_ticks += ticks;
  } else {
    chunk.late.push_back({slice, h.link, ticks});
  }
}

/// When a link that was at work needs its next look.
void QueueRun::wake_after(std::uint32_t place, Step t) {
  Head& h = heads_[place];
  if (h.first == none) return;  // what came in meanwhile has its own call
  const Vehicle& v = vehicles_[h.first];
  Step at = std::max(v.ready_s, t + 1);
  if (h.out.rate != queue::unlimited && v.left > 0 && v.ready_s <= t) {
    const std::int32_t missing = h.out.needs(v.pcu) - h.out.value;
    if (missing > 0) at = t + (missing + h.out.rate - 1) / h.out.rate;
  }
  wake(place, at, t);
}

}  // namespace pendel::mobility
