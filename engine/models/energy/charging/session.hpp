// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/time.hpp"

namespace pendel::energy {

/// How a plugged-in car is charged; the names are those of spice_ev.
enum class Strategy : std::uint8_t { uncontrolled, balanced, price, peak_shaving, pv_surplus, v2g };
inline constexpr int strategies = 6;
std::string_view to_string(Strategy strategy);

/// One stay at a charge point. The day repeats: a stay past midnight goes on at the day's beginning.
struct Session {
  Tick plugged = 0;        // [0, 24 h)
  Tick length = 0;         // up to 24 h
  double need_wh = 0;      // at the plug
  double max_w = 0;        // of charge point and car
  double giving_wh = 0;    // v2g: what the battery may lend at most, at the plug
  double order_share = 0;  // [0, 1): drawn; where among equally cheap steps it begins
};

/// What a strategy looks at, per slice of the day.
struct Signals {
  std::span<const float> price_eur_per_kwh;
  std::span<const float> net_w;  // of the building: load less PV, without this car
};

/// v2g: what it must earn beyond its losses, EUR per kWh given, and the losses one way.
struct Lending {
  double wear_eur_per_kwh = 0.08;
  double efficiency = 0.94;
};

/// Power at the plug per slice of the day, W; v2g may give (negative). Never more than `max_w` times the share of a
/// slice that the car is there. Returns what was charged net, Wh: `need_wh` or what fits into the stay (v2g: and the
/// losses of lending).
///   uncontrolled: full power from the start. balanced: the same power all the time. price: the cheapest slices,
///   equally cheap ones from a drawn start on. peak_shaving: fills the valleys of the building's net load to one
///   level. pv_surplus: what the building feeds in, the rest balanced. v2g: as price, then lends from cheap to dear
///   slices while the spread pays for wear and losses.
double charge(Strategy strategy, const Session& session, const Signals& signals, const Lending& lending,
              std::array<float, slices_per_day>& power_w);

/// Share of each slice that [plugged, plugged + length) covers, wrapped at midnight.
std::array<double, slices_per_day> covered(Tick plugged, Tick length);

}  // namespace pendel::energy
