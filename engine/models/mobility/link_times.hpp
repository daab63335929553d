// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
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
  void take(std::span<const float> time_s, parallel::Pool& pool);
  /// As keep() left them.
  void take(const TravelChoices& choices, parallel::Pool& pool);
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
  void take_waits(std::span<const Wait> waits, parallel::Pool& pool);
  /// Exponential smoothing: this += share (other - this).
  void approach(const LinkTimes& other, double share, parallel::Pool& pool);

  /// Ticks of a vehicle that enters at `t`. The link is not closed.
  [[nodiscard]] Tick of(routing::Index link, Tick t) const {
    const Tick enter = opens(link, t);
    return enter - t + between(time_, link, empty(link), enter);
  }
  /// The least of `of` for those who enter from `t` to `until`, waits until a closed link is opened not counted.
  [[nodiscard]] Tick least(routing::Index link, Tick t, Tick until) const;
  /// When the link lets a vehicle in that comes at `t`: at once, unless it is closed just then.
  [[nodiscard]] Tick opens(routing::Index link, Tick t) const {
    return capacity_ == nullptr ? t : capacity_->opens(link, t);
  }
  /// Ticks that a vehicle which wants to begin its way on the link at `t` waits for room.
  [[nodiscard]] Tick wait(routing::Index link, Tick t) const { return between(wait_, link, 0, t); }
  /// Ticks along a route that a vehicle wants to enter at `enter`, waiting included; `closed` if it holds a closed
  /// link.
  [[nodiscard]] Tick along(std::span<const routing::Index> route, Tick enter) const;
  static constexpr Tick closed = 7 * ticks_per_day;

  /// Of a vehicle that enters in the middle of the slice; a tick if the link is closed.
  [[nodiscard]] double seconds_of(std::size_t link, int slice) const {
    const auto id = static_cast<routing::Index>(link);
    return seconds(static_cast<Tick>(time_.at(id, slice, empty(id))));
  }
  /// On the empty link; of a closed one, a tick.
  [[nodiscard]] double free_s(std::size_t link) const {
    return free_[link] == routing::unreachable ? seconds(1) : seconds(static_cast<Tick>(free_[link]));
  }

 private:
  using Row = std::array<std::uint32_t, slices_per_day>;
  /// A value for each link and slice. Most links are empty most of the day, so only those are kept that differ from a
  /// base: one of 20 on the made-up regions of bench/scale.
  class Table {
   public:
    explicit Table(std::size_t links) : kept_(links), values_((links + block - 1) / block) {}
    [[nodiscard]] bool all_base(routing::Index link) const { return (kept_[link].mask[0] | kept_[link].mask[1]) == 0; }
    [[nodiscard]] std::uint32_t at(routing::Index link, int slice, std::uint32_t base) const {
      const auto& kept = kept_[link];
      if ((kept.mask[static_cast<std::size_t>(slice) / 64] >> (static_cast<unsigned>(slice) % 64) & 1U) == 0)
        return base;
      const auto below = [](int bits) { return (1ULL << static_cast<unsigned>(bits)) - 1; };
      const auto place =
          slice < 64 ? ones(kept.mask[0] & below(slice)) : ones(kept.mask[0]) + ones(kept.mask[1] & below(slice - 64));
      return values_[link / block][kept.first + place];
    }
    [[nodiscard]] Row row(routing::Index link, std::uint32_t base) const;
    /// f(link, row) leaves in `row` what shall be; it holds what was, or only the base.
    void rewrite(parallel::Pool& pool, bool from_base, const auto& base, const auto& f);

   private:
    struct Kept {
      std::array<std::uint64_t, 2> mask = {};  // a bit for each slice that is kept
      std::uint32_t first = 0;                 // of its values in its block
    };
    static constexpr std::size_t block = 1024;  // links that one thread writes
    static std::uint32_t ones(std::uint64_t word) { return static_cast<std::uint32_t>(std::popcount(word)); }

    std::vector<Kept> kept_;                          // by link
    std::vector<std::vector<std::uint32_t>> values_;  // by block
  };

  /// Of a link that is closed all day: a tick.
  [[nodiscard]] std::uint32_t empty(routing::Index link) const {
    return free_[link] == routing::unreachable ? 1 : free_[link];
  }
  void rewrite_times(parallel::Pool& pool, bool from_empty, const auto& f);
  void rewrite_waits(parallel::Pool& pool, bool from_none, const auto& f);
  /// Between the values of two slices, whose middles are a slice apart.
  static Tick between(const Table& table, routing::Index link, std::uint32_t base, Tick t) {
    if (table.all_base(link)) return static_cast<Tick>(base);
    constexpr Tick middle = ticks_per_slice / 2;
    const Tick since = t - middle;
    if (since <= 0) return static_cast<Tick>(table.at(link, 0, base));
    const Tick slice = since / ticks_per_slice;
    if (slice >= slices_per_day - 1) return static_cast<Tick>(table.at(link, slices_per_day - 1, base));
    const auto a = static_cast<std::int64_t>(table.at(link, slice, base));
    const auto b = static_cast<std::int64_t>(table.at(link, slice + 1, base));
    // Rounded down from a value that is never negative: leaving times stay in order.
    return static_cast<Tick>((a * ticks_per_slice + (b - a) * (since - slice * ticks_per_slice)) / ticks_per_slice);
  }

  std::span<const routing::Weight> free_;
  const DayCapacity* capacity_;  // none where no link is ever closed for a part of the day
  Table time_;                   // ticks; base: the empty link
  Table wait_;                   // ticks; base: none
};

}  // namespace pendel::mobility
