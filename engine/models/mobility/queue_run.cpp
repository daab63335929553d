// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/queue_run.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/contract.hpp"
#include "core/issue.hpp"

namespace pendel::mobility {

using queue::Gate;
using queue::Head;
using queue::none;
using queue::Tail;
using queue::Vehicle;

namespace {

constexpr std::int32_t ceil_step(Tick t) { return (t + ticks_per_s - 1) / ticks_per_s; }

}  // namespace

QueueRun::QueueRun(const QueueNetwork& network, const QueueTrips& trips, std::span<const CapacityChange> changes,
                   const QueueOptions& options, parallel::Pool& pool, QueueHook* hook)
    : net_(network), trips_(trips), changes_(changes), options_(options), pool_(pool), hook_(hook) {
  const std::size_t n = trips.size(), m = network.links();
  const auto fits = [n](const auto& column) { return column.empty() || column.size() == n; };
  if (trips.reader == nullptr) {
    PENDEL_EXPECT(trips.first.size() == n + 1 && trips.first.back() <= trips.links.size());
    PENDEL_EXPECT(trips.links.size() < none);
  }
  PENDEL_EXPECT(fits(trips.pcu_tenths) && fits(trips.after) && fits(trips.gap));
  PENDEL_EXPECT(fits(trips.before) && fits(trips.behind));
  PENDEL_EXPECT(options.end > 0 && options.end / ticks_per_s < queue::max_step && options.stuck_after_s > 0);
  PENDEL_EXPECT(options.slices >= 0 && options.slice > 0 && options.slice % ticks_per_s == 0);
  if (options.check_routes && trips.reader == nullptr) check_routes();
  slice_s_ = options.slice / ticks_per_s;
  set_up_links();
  result_.stuck.assign(m, 0);
  result_.series = QueueSeries(m, options.slices);
  plan_trips();
}

void QueueRun::set_up_links() {
  const std::size_t m = net_.links();
  words_ = net_.link_at_.size() / 64;
  heads_.resize(net_.link_at_.size());
  tails_.resize(m);
  gates_.resize(m);
  wheel_.assign(words_ * horizon, 0);
  doors_.assign(words_, 0);
  chunks_.resize(net_.chunk_first_.size() - 1);
  std::int32_t smallest = trips_.pcu_tenths.empty() ? 10 : static_cast<std::int32_t>(queue::max_pcu);
  for (const auto pcu : trips_.pcu_tenths) smallest = std::min<std::int32_t>(smallest, std::max<std::uint16_t>(1, pcu));
  std::uint32_t ring = 0;
  for (std::size_t place = 0; place < heads_.size(); ++place) {
    const std::uint32_t link = net_.link_at_[place];
    heads_[place] = Head{none, none, {queue::one_pcu, 0, 0}, 0, -1, link, none, 0, 0, 0, 0, 0, 0, 0};
    if (link == no_trip) continue;
    const bool unlimited = net_.in_rate_[link] == queue::unlimited;
    // Vehicles that fill it, and half as many again who are pushed in.
    const std::int32_t fill = unlimited ? 0 : net_.storage_[link] / smallest + 1;
    const std::int32_t slots = unlimited ? 0 : fill + std::max(1, fill / 2);
    Head& h = heads_[place];
    h.out.rate = net_.out_rate_[link];
    h.out.value = h.out.cap();
    h.node = net_.to_[link];
    h.ring = ring;
    h.ring_size = static_cast<std::uint32_t>(slots);
    Tail& x = tails_[link];
    x = Tail{};
    x.room = net_.storage_[link];
    x.slots = slots;
    x.ring = ring;
    x.ring_size = h.ring_size;
    x.in_first = x.in_last = none;
    x.free_ms = net_.free_ms_[link];
    x.wave_s = net_.wave_s_[link];
    x.in = {0, 0, net_.in_rate_[link]};
    x.in.value = x.in.cap();
    x.place = static_cast<std::uint32_t>(place);
    ring += h.ring_size;
  }
  rings_.assign(ring, 0);
  on_link_.assign(m, 0);
}

/// The calendar of all trips that do not wait for another one.
void QueueRun::plan_trips() {
  const std::size_t n = trips_.size();
  result_.depart.assign(n, never);
  result_.enter.assign(n, never);
  result_.arrive.assign(n, never);
  calendar_.assign(static_cast<std::size_t>(ceil_step(options_.end)) + 1, none);
  same_step_.assign(n, none);
  if (!trips_.after.empty()) {
    successor_.assign(n, none);
    for (std::size_t i = 0; i < n; ++i) {
      if (trips_.after[i] == no_trip) continue;
      PENDEL_EXPECT(trips_.after[i] < n && successor_[trips_.after[i]] == none);
      successor_[trips_.after[i]] = static_cast<std::uint32_t>(i);
    }
  }
  for (std::size_t i = 0; i < n; ++i)
    if (trips_.after.empty() || trips_.after[i] == no_trip) schedule(static_cast<std::uint32_t>(i), 0, 0);
}

void QueueRun::check_routes() const {
  const auto bad = parallel::sum(pool_, trips_.size(), [&](std::size_t i) {
    const auto route = trips_.links.subspan(trips_.first[i], trips_.first[i + 1] - trips_.first[i]);
    for (std::size_t k = 0; k < route.size(); ++k)
      if (route[k] >= net_.links() || (k > 0 && net_.to_[route[k - 1]] != net_.from_[route[k]])) return 1;
    return 0;
  });
  PENDEL_EXPECT(bad == 0);
}

/// Puts a trip into the calendar of departures, and those after it as long as they do not touch the road.
void QueueRun::schedule(std::uint32_t trip, Tick earliest, Step next_step) {
  while (trip != none) {
    const Tick depart = std::max(trips_.depart[trip], earliest);
    if (depart >= options_.end) return;
    const Tick enter = depart + (trips_.before.empty() ? 0 : trips_.before[trip]);
    if (links_of(trip) > 0) {
      const Step at = std::max(ceil_step(enter), next_step);
      if (std::cmp_greater_equal(at, calendar_.size())) return;
      result_.depart[trip] = depart;
      same_step_[trip] = std::exchange(calendar_[static_cast<std::size_t>(at)], trip);
      ++in_calendar_;
      return;
    }
    result_.depart[trip] = depart;
    result_.arrive[trip] = enter + (trips_.behind.empty() ? 0 : trips_.behind[trip]);
    const std::uint32_t next = successor_.empty() ? none : successor_[trip];
    if (next != none) earliest = result_.arrive[trip] + (trips_.gap.empty() ? 0 : trips_.gap[next]);
    trip = next;
  }
}

/// Trips that begin in this step queue up at their first link, in order of time and trip.
void QueueRun::begin_trips(Step t) {
  beginning_.clear();
  for (auto trip = calendar_[static_cast<std::size_t>(t)]; trip != none; trip = same_step_[trip]) {
    const Tick before = trips_.before.empty() ? 0 : trips_.before[trip];
    beginning_.emplace_back(result_.depart[trip] + before, trip);
  }
  std::sort(beginning_.begin(), beginning_.end());
  for (const auto& [enter, trip] : beginning_) {
    const std::uint32_t vehicle = new_vehicle(trip, t);
    vehicles_[vehicle].due_ms = enter * (1000 / ticks_per_s);
    const Vehicle& v = vehicles_[vehicle];
    const std::uint32_t link = route(v)[v.at];
    Gate& gate = gates_[link];
    (gate.first == none ? gate.first : vehicles_[gate.last].next) = vehicle;
    gate.last = vehicle;
    const std::uint32_t place = tails_[link].place;
    doors_[place >> 6U] |= 1ULL << (place & 63U);
  }
  in_calendar_ -= beginning_.size();
  at_door_ += beginning_.size();
}

/// Routes of the trips that begin soon, on all threads: one by one they take a fifth of the time of a morning.
void QueueRun::read_ahead(Step t) {
  ahead_.clear();
  const auto end = std::min(static_cast<std::size_t>(t + horizon), calendar_.size());
  for (auto step = static_cast<std::size_t>(t); step < end; ++step)
    for (auto trip = calendar_[step]; trip != none; trip = same_step_[trip]) ahead_.push_back({trip, {}});
  std::sort(ahead_.begin(), ahead_.end(), [](const auto& a, const auto& b) { return a.trip < b.trip; });
  for (auto& next : ahead_) next.block = own_routes_.take(links_of(next.trip));
  constexpr std::size_t chunk = 64;
  parallel::for_chunks(
      pool_, ahead_.size(), chunk, [] { return std::vector<std::uint32_t>(); },
      [&](std::vector<std::uint32_t>& route, std::size_t first, std::size_t last) {
        for (auto i = first; i < last; ++i) {
          trips_.reader->read(ahead_[i].trip, route);
          own_routes_.write(ahead_[i].block, route);
        }
      });
}

/// The route of a trip that begins now.
queue::RouteBlocks::Block QueueRun::read_route(std::uint32_t trip) {
  const auto found = std::lower_bound(ahead_.begin(), ahead_.end(), trip,
                                      [](const auto& next, std::uint32_t wanted) { return next.trip < wanted; });
  if (found != ahead_.end() && found->trip == trip) return found->block;
  trips_.reader->read(trip, read_);
  const auto block = own_routes_.take(read_.size());
  own_routes_.write(block, read_);
  return block;
}

std::uint32_t QueueRun::new_vehicle(std::uint32_t trip, Step t) {
  std::uint32_t vehicle = none;
  if (free_vehicles_.empty()) {
    vehicle = static_cast<std::uint32_t>(vehicles_.size());
    vehicles_.emplace_back();
    own_block_.emplace_back();
  } else {
    vehicle = free_vehicles_.back();
    free_vehicles_.pop_back();
  }
  const std::uint16_t pcu = trips_.pcu_tenths.empty() ? std::uint16_t{10} : trips_.pcu_tenths[trip];
  PENDEL_EXPECT(pcu > 0 && pcu <= queue::max_pcu);
  auto& own = own_block_[vehicle];
  own = trips_.reader != nullptr ? read_route(trip) : queue::RouteBlocks::Block{};
  const auto first = own.links > 0 ? own.first : static_cast<std::uint32_t>(trips_.first[trip]);
  const auto links = static_cast<std::uint32_t>(links_of(trip));
  vehicles_[vehicle] = {none, 0, 0, t, trip, first, links - 1, pcu, static_cast<std::uint8_t>(own.links > 0)};
  return vehicle;
}

void QueueRun::apply_changes(Step t) {
  bool any = false;
  for (; next_change_ < changes_.size() && changes_[next_change_].at <= t * ticks_per_s; ++next_change_) {
    const auto& change = changes_[next_change_];
    PENDEL_EXPECT(change.link < tails_.size() && change.factor >= 0);
    Tail& x = tails_[change.link];
    Head& h = heads_[x.place];
    any = true;
    const bool closes = change.factor <= 0;
    x.in = {0, t, closes ? 0 : net_.in_rate_[change.link]};
    if (!closes) x.in.value = x.in.cap();
    if (h.out.rate == queue::unlimited) continue;
    h.out.refill(t);
    const double factor = closes ? 1.0 : static_cast<double>(change.factor);
    h.out.rate = std::max(1, static_cast<std::int32_t>(factor * net_.out_rate_[change.link] + 0.5));
    h.out.value = std::min(h.out.value, h.out.cap());
    wake(x.place, t, t);
  }
  if (any && hook_ != nullptr) hook_->between_steps(t * ticks_per_s, *this);
}

void QueueRun::call_hook(Step t) {
  if (hook_ == nullptr || hook_->every() <= 0 || t == 0) return;
  if (t * ticks_per_s % hook_->every() == 0) hook_->between_steps(t * ticks_per_s, *this);
}

RunningVehicle QueueRun::look(std::uint32_t vehicle, std::size_t link) const {
  const Vehicle& v = vehicles_[vehicle];
  return {v.trip, static_cast<std::uint32_t>(link), {route(v) + v.at + 1, v.left}};
}

void QueueRun::replace_rest(std::uint32_t vehicle, std::span<const std::uint32_t> rest) {
  Vehicle& v = vehicles_[vehicle];
  read_.assign(1, route(v)[v.at]);
  for (const auto link : rest) {
    PENDEL_EXPECT(link < net_.links() && net_.to_[read_.back()] == net_.from_[link]);
    read_.push_back(link);
  }
  const auto block = own_routes_.take(read_.size());
  own_routes_.write(block, read_);
  own_routes_.give_back(std::exchange(own_block_[vehicle], block));
  v.at = own_block_[vehicle].first;
  v.left = static_cast<std::uint32_t>(rest.size());
  v.own_route = 1;
}

/// After the phases: what the chunks found out, in their order.
void QueueRun::follow_up(Step t) {
  awake_ = 0;
  for (Chunk& chunk : chunks_) {
    awake_ += std::exchange(chunk.awake, 0);
    on_road_ += chunk.entered;
    at_door_ -= std::exchange(chunk.entered, 0);
    if (chunk.arrived.empty()) continue;
    on_road_ -= chunk.arrived.size();
    arrived_ += chunk.arrived.size();
    free_vehicles_.insert(free_vehicles_.end(), chunk.freed.begin(), chunk.freed.end());
    for (const auto vehicle : chunk.freed) own_routes_.give_back(std::exchange(own_block_[vehicle], {}));
    if (!successor_.empty())
      for (const auto trip : chunk.arrived) {
        const std::uint32_t next = successor_[trip];
        if (next != none) schedule(next, result_.arrive[trip] + (trips_.gap.empty() ? 0 : trips_.gap[next]), t + 1);
      }
    chunk.freed.clear();
    chunk.arrived.clear();
  }
}

/// Moves the sums of the running slice into the tables.
void QueueRun::close_slice() {
  if (options_.slices == 0) return;
  const auto length = static_cast<std::uint32_t>(slice_s_);
  result_.series.add(std::min(slice_, options_.slices - 1), pool_, [&](std::size_t link) {
    const Tail& x = tails_[link];
    const Head& h = heads_[x.place];
    return QueueSeries::Sums{x.entries, h.exits, h.timed, (h.time_sum_ms + 50) / 100,
                             (on_link_[link] + x.entries - h.exits) * length - x.entry_sum_s + h.exit_sum_s};
  });
  parallel::for_each<LinkId>(pool_, tails_.size(), [&](LinkId id) {
    Tail& x = tails_[id.index()];
    Head& h = heads_[x.place];
    on_link_[id.index()] += x.entries - h.exits;
    x.entries = x.entry_sum_s = h.exits = h.exit_sum_s = h.timed = h.time_sum_ms = 0;
  });
  ++slice_;
  slice_start_ += slice_s_;
}

/// Adds the times for which their slices had no room: nothing else happened on their links then.
void QueueRun::add_late() {
  std::map<std::int32_t, std::vector<QueueSeries::Sums>> by_slice;
  for (const Chunk& chunk : chunks_)
    for (const auto& late : chunk.late) {
      auto& sums = by_slice.try_emplace(late.slice, tails_.size()).first->second[late.link];
      ++sums.timed;
      sums.time_ticks += late.ticks;
    }
  for (const auto& [slice, sums] : by_slice)
    result_.series.add(slice, pool_, [&](std::size_t link) { return sums[link]; });
}

void QueueRun::finish() {
  add_late();
  const auto bytes = [](const auto&... columns) {
    return (std::uint64_t{0} + ... + (columns.capacity() * sizeof(columns[0])));
  };
  result_.vehicle_bytes = bytes(vehicles_, free_vehicles_, own_block_, same_step_, successor_, calendar_, beginning_,
                                result_.depart, result_.arrive);
  result_.link_bytes = bytes(heads_, tails_, gates_, rings_, wheel_, doors_, on_link_, result_.stuck);
  for (const Chunk& chunk : chunks_) {
    result_.traversals += chunk.traversals;
    result_.stuck_moves += chunk.stuck;
    result_.door_wait_ticks += chunk.door_wait_ms / 100;
  }
  result_.running = on_road_ + at_door_;
  std::vector<std::uint64_t> vehicles(tails_.size(), 0);
  for_each_running([&](std::uint32_t, const RunningVehicle& v) { ++vehicles[v.link]; });
  for (std::size_t link = 0; link < tails_.size(); ++link) {
    for (auto v = gates_[link].first; v != none; v = vehicles_[v].next) ++vehicles[link];
    if (vehicles[link] <= result_.worst_link_vehicles) continue;
    result_.worst_link = static_cast<std::uint32_t>(link);
    result_.worst_link_vehicles = vehicles[link];
  }
  for (std::size_t trip = 0; trip < trips_.size(); ++trip)
    if (result_.depart[trip] == never) ++result_.not_begun;
}

QueueResult QueueRun::run(const std::stop_token& stop) {
  const Step end = static_cast<Step>(calendar_.size()) - 1;
  Step t = 0;
  for (; t < end && anything_left(); ++t) {
    if (t - slice_start_ == slice_s_) close_slice();
    if (t % 64 == 0 && stop.stop_requested()) throw Interrupted("stopped in the traffic room");
    apply_changes(t);
    call_hook(t);
    if (trips_.reader != nullptr && t % horizon == 0) read_ahead(t);
    if (calendar_[static_cast<std::size_t>(t)] != none) begin_trips(t);
    if (on_road_ + at_door_ == 0) continue;
    step(t);
    follow_up(t);
  }
  result_.steps = static_cast<std::uint64_t>(t);
  // Trips that were to begin later than the end did not leave.
  for (Step late = t; late <= end; ++late)
    for (auto trip = calendar_[static_cast<std::size_t>(late)]; trip != none; trip = same_step_[trip])
      result_.depart[trip] = never;
  close_slice();
  finish();
  return std::move(result_);
}

QueueResult run_queue(const QueueNetwork& network, const QueueTrips& trips, std::span<const CapacityChange> changes,
                      const QueueOptions& options, parallel::Pool& pool, QueueHook* hook, const std::stop_token& stop) {
  return QueueRun(network, trips, changes, options, pool, hook).run(stop);
}

}  // namespace pendel::mobility
