// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/time.hpp"
#include "models/mobility/queue.hpp"
#include "routing/graph.hpp"
#include "world/state.hpp"

namespace pendel::mobility {

/// What incidents and signals leave of the links' capacities over the day.
class DayCapacity {
 public:
  /// `at_midnight`: factor per link, empty means 1 everywhere; `steps` by time.
  DayCapacity(std::size_t links, std::span<const float> at_midnight, std::span<const CapacityStep> steps);

  /// For the traffic room, by time.
  [[nodiscard]] std::span<const CapacityChange> changes() const { return changes_; }
  [[nodiscard]] bool closed_all_day(routing::Index link) const { return course_[link] == closed; }
  /// Mean factor in a slice.
  [[nodiscard]] double factor(routing::Index link, int slice) const;
  /// When a vehicle that wants to enter at `t` may do so: `t`, or when the link is opened again. `never_opens` if it is
  /// not.
  [[nodiscard]] Tick opens(routing::Index link, Tick t) const {
    return any_closure_ && course_[link] < closed ? next_open(course_[link], t) : t;
  }
  [[nodiscard]] bool varies() const { return !steps_.empty(); }
  static constexpr Tick never_opens = 7 * ticks_per_day;

 private:
  struct Step {
    Tick at;
    float factor;
  };
  static constexpr std::uint32_t as_coded = 0xffffffffU;
  static constexpr std::uint32_t closed = 0xfffffffeU;
  [[nodiscard]] std::span<const Step> course(std::uint32_t row) const {
    return std::span(steps_).subspan(first_[row], first_[row + 1] - first_[row]);
  }
  [[nodiscard]] Tick next_open(std::uint32_t row, Tick t) const;

  std::vector<CapacityChange> changes_;
  std::vector<std::uint32_t> course_;  // link -> row, as_coded or closed
  std::vector<std::uint32_t> first_ = {0};
  std::vector<Step> steps_;  // by row, then time; each row begins at 0
  bool any_closure_ = false;
};

}  // namespace pendel::mobility
