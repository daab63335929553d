// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace pendel {

/// Time of a simulated day in whole ticks of 0.1 s since midnight. Fine enough that short links do not bias travel
/// times, and an integer, so that comparing needs no epsilon. A day may run past midnight.
using Tick = std::int32_t;

inline constexpr Tick ticks_per_s = 10;
inline constexpr Tick ticks_per_min = 60 * ticks_per_s;
inline constexpr Tick ticks_per_h = 60 * ticks_per_min;
inline constexpr Tick ticks_per_day = 24 * ticks_per_h;

/// A slice of the result: 15 minutes. 96 a day.
inline constexpr Tick ticks_per_slice = 15 * ticks_per_min;
inline constexpr int slices_per_day = ticks_per_day / ticks_per_slice;
inline constexpr double slice_h = 0.25;

constexpr double seconds(Tick t) { return static_cast<double>(t) / ticks_per_s; }
constexpr Tick ticks_from_s(double s) { return static_cast<Tick>(s * ticks_per_s + 0.5); }
/// The slice that a time falls into; times past midnight belong to the last slice of the day.
constexpr int slice_of(Tick t) {
  const int slice = t / ticks_per_slice;
  return slice < 0 ? 0 : (slice >= slices_per_day ? slices_per_day - 1 : slice);
}

/// Half-open: [from, to).
struct Interval {
  Tick from = 0;
  Tick to = 0;
  [[nodiscard]] constexpr bool contains(Tick t) const { return from <= t && t < to; }
  [[nodiscard]] constexpr Tick length() const { return to - from; }
  friend constexpr bool operator==(Interval, Interval) = default;
};

}  // namespace pendel
