// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/time.hpp"
#include "models/mobility/day_capacity.hpp"
#include "models/mobility/queue.hpp"
#include "parallel/parallel.hpp"
#include "routing/graph.hpp"

namespace pendel::mobility {

/// Travel times of the links over the day: a value for each 15-minute slice, linear between the middles of the slices.
/// They never fall faster than time passes, so that nobody arrives earlier by entering later (first in, first out), and
/// never below the time on the empty link. Whoever comes to a link while it is closed waits until it is opened.
class LinkTimes {
 public:
  /// Empty roads. `free`: ticks per link, at least 1; `unreachable` where closed all day. `capacity`: knows when links
  /// are closed for a part of the day; none: never. Both must outlive this.
  explicit LinkTimes(std::span<const routing::Weight> free, const DayCapacity* capacity = nullptr);

  /// What was experienced: the mean of those who entered in a slice and left again, not by a stuck move; the empty
  /// link's time where there were none.
  void take(const QueueSeries& series, parallel::Pool& pool);
  /// Known ones, in seconds, [slice][link]; nobody waits for room.
  void take(std::span<const float> time_s);
  /// As keep() left them.
  void take(const TravelChoices& choices);
  void keep(TravelChoices& choices) const;
  /// What a flow would cost: on top of the empty link's time the mean wait in a queue without length, that grows by
  /// what comes above the capacity (Vickrey 1969, Congestion theory and transport investment, AER 59(2)). `inflow`:
  /// tenths of PCU, [link][slice]; `rate`: tenths of PCU per hour, as coded.
  void take_flow(std::span<const std::uint32_t> inflow, std::span<const std::int32_t> rate, double scale,
                 parallel::Pool& pool);
  /// How long vehicles waited for room on their first link, likewise: the mean of those who wanted to enter `link` in
  /// the slice of `at`.
  struct Wait {
    std::uint32_t link = 0;
    Tick at = 0;
    Tick ticks = 0;
  };
  void take_waits(std::span<const Wait> waits);
  /// Exponential smoothing: this += share (other - this).
  void approach(const LinkTimes& other, double share, parallel::Pool& pool);

  /// Ticks of a vehicle that enters at `t`. The link is not closed.
  [[nodiscard]] Tick of(routing::Index link, Tick t) const {
    const Tick enter = opens(link, t);
    return enter - t + between(time_.data() + static_cast<std::size_t>(link) * slices_per_day, enter);
  }
  /// When the link lets a vehicle in that comes at `t`: at once, unless it is closed just then.
  [[nodiscard]] Tick opens(routing::Index link, Tick t) const {
    return capacity_ == nullptr ? t : capacity_->opens(link, t);
  }
  /// Ticks that a vehicle which wants to begin its way on the link at `t` waits for room.
  [[nodiscard]] Tick wait(routing::Index link, Tick t) const {
    return wait_row_[link] == routing::none ? 0 : between(wait_.data() + wait_row_[link], t);
  }
  /// Ticks along a route that a vehicle wants to enter at `enter`, waiting included; `closed` if it holds a closed
  /// link.
  [[nodiscard]] Tick along(std::span<const routing::Index> route, Tick enter) const;
  static constexpr Tick closed = 7 * ticks_per_day;

  /// Of a vehicle that enters in the middle of the slice; a tick if the link is closed.
  [[nodiscard]] double seconds_of(std::size_t link, int slice) const {
    return seconds(static_cast<Tick>(time_[link * slices_per_day + static_cast<std::size_t>(slice)]));
  }
  /// On the empty link; of a closed one, a tick.
  [[nodiscard]] double free_s(std::size_t link) const {
    return free_[link] == routing::unreachable ? seconds(1) : seconds(static_cast<Tick>(free_[link]));
  }

 private:
  static Tick between(const std::uint32_t* times, Tick t) {
    constexpr Tick middle = ticks_per_slice / 2;
    const Tick since = t - middle;
    if (since <= 0) return static_cast<Tick>(times[0]);
    const Tick slice = since / ticks_per_slice;
    if (slice >= slices_per_day - 1) return static_cast<Tick>(times[slices_per_day - 1]);
    const auto a = static_cast<std::int64_t>(times[slice]);
    const auto b = static_cast<std::int64_t>(times[slice + 1]);
    // Rounded down from a value that is never negative: leaving times stay in order.
    return static_cast<Tick>((a * ticks_per_slice + (b - a) * (since - slice * ticks_per_slice)) / ticks_per_slice);
  }
  std::size_t wait_row(std::uint32_t link);

  std::span<const routing::Weight> free_;
  const DayCapacity* capacity_;          // none where no link is ever closed for a part of the day
  std::vector<std::uint32_t> time_;      // [link][slice], ticks
  std::vector<std::uint32_t> wait_row_;  // link -> its first value in wait_; none: no one ever waited
  std::vector<std::uint32_t> wait_;      // ticks, a slice each
};

}  // namespace pendel::mobility
