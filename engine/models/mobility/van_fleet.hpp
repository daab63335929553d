// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/time.hpp"

namespace pendel::mobility {

/// Driving times between the places of a service, in ticks, [from][to].
struct PlaceTimes {
  std::size_t places = 0;
  std::vector<Tick> ticks;
  [[nodiscard]] Tick operator()(std::uint32_t from, std::uint32_t to) const { return ticks[from * places + to]; }
};

/// Somebody wants to be fetched at `from`, not before `earliest`.
struct RideRequest {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  Tick earliest = 0;
};

struct FleetRules {
  int vans = 1;
  int seats = 8;          // that are used at once; 1: nobody shares a ride
  Tick max_wait = 0;      // from the wanted departure to being fetched
  double max_detour = 1;  // latest arrival = earliest + max_wait + max_detour * direct way
  Tick dwell = 0;         // of a stop
  Tick end = 0;           // of service: nobody is set down later
  std::uint32_t depot = 0;
};

/// When a request is fetched and set down; below 0: it was refused.
struct Ride {
  Tick pick_up = -1;
  Tick set_down = -1;
  [[nodiscard]] bool taken() const { return pick_up >= 0; }
};

struct FleetDay {
  std::vector<Ride> rides;                                    // one per request
  std::vector<std::pair<std::uint32_t, std::uint32_t>> legs;  // driven, from place to place, depot included
};

/// A day of a fleet on demand. Bookings come one after the other: requests [first[b], first[b + 1]) are taken all, or
/// all refused. Each request goes where it lengthens the driving least (insertion heuristic: Jaw, Odoni, Psaraftis,
/// Wilson 1986, Transp. Res. B 20(3)), within the limits that those already taken were promised (Bischoff, Maciejewski,
/// Nagel 2017, MATSim's DRT); ties: lowest van, earliest place. Nobody who was taken is refused later; times may still
/// move within the promise.
FleetDay drive_fleet(const FleetRules& rules, const PlaceTimes& times, std::span<const RideRequest> requests,
                     std::span<const std::size_t> first);

}  // namespace pendel::mobility
