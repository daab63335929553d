// SPDX-License-Identifier: Apache-2.0
#include "models/energy/charging/session.hpp"

#include <algorithm>
#include <cmath>

#include "core/contract.hpp"

namespace pendel::energy {

namespace {

constexpr std::size_t day_slices = slices_per_day;
using Slots = std::array<double, day_slices>;

/// The stay, slice by slice from its first one: `slice[i]` of the day and the energy that fits into it.
struct Stay {
  std::array<std::size_t, day_slices> slice{};
  Slots room_wh{};
  Slots wh{};
  std::size_t count = 0;
  double left_wh = 0;

  void put(std::size_t i, double most_wh) {
    const double amount = std::min({most_wh, room_wh[i] - wh[i], left_wh});
    if (amount <= 0) return;
    wh[i] += amount;
    left_wh -= amount;
  }
};

Stay stay_of(const Session& session) {
  Stay stay;
  const auto share = covered(session.plugged, session.length);
  const auto first = static_cast<std::size_t>(session.plugged / ticks_per_slice) % day_slices;
  double room = 0;
  for (std::size_t k = 0; k < day_slices; ++k) {
    const auto s = (first + k) % day_slices;
    if (share[s] <= 0) continue;
    stay.slice[stay.count] = s;
    stay.room_wh[stay.count] = share[s] * session.max_w * slice_h;
    room += stay.room_wh[stay.count++];
  }
  stay.left_wh = std::min(session.need_wh, room);
  return stay;
}

void at_once(Stay& stay) {
  for (std::size_t i = 0; i < stay.count; ++i) stay.put(i, stay.left_wh);
}

void evenly(Stay& stay) {
  double room = 0;
  for (std::size_t i = 0; i < stay.count; ++i) room += stay.room_wh[i] - stay.wh[i];
  if (room <= 0) return;
  const double share = std::min(1.0, stay.left_wh / room);
  for (std::size_t i = 0; i < stay.count; ++i) stay.put(i, share * (stay.room_wh[i] - stay.wh[i]));
}

/// Positions from cheap to dear; those of one price in turn from a drawn one of them on.
std::array<std::size_t, day_slices> by_price(const Stay& stay, const Session& session, const Signals& signals) {
  std::array<std::size_t, day_slices> order{};
  for (std::size_t i = 0; i < stay.count; ++i) order[i] = i;
  const auto price = [&](std::size_t i) { return signals.price_eur_per_kwh[stay.slice[i]]; };
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(stay.count);
  std::stable_sort(order.begin(), end, [&](std::size_t a, std::size_t b) { return price(a) < price(b); });
  for (auto first = order.begin(); first != end;) {
    const auto last = std::find_if(first, end, [&](std::size_t i) { return price(i) != price(*first); });
    const auto start = static_cast<std::ptrdiff_t>(session.order_share * static_cast<double>(last - first));
    std::rotate(first, first + start, last);
    first = last;
  }
  return order;
}

void cheapest(Stay& stay, const Session& session, const Signals& signals) {
  const auto order = by_price(stay, session, signals);
  for (std::size_t i = 0; i < stay.count; ++i) stay.put(order[i], stay.left_wh);
}

/// Water-filling: the level up to which the valleys are filled, by bisection.
void valleys(Stay& stay, const Signals& signals) {
  const auto filled = [&](std::size_t i, double level) {
    return std::clamp((level - static_cast<double>(signals.net_w[stay.slice[i]])) * slice_h, 0.0, stay.room_wh[i]);
  };
  double low = 1e12, high = -1e12;
  for (std::size_t i = 0; i < stay.count; ++i) {
    const double net = static_cast<double>(signals.net_w[stay.slice[i]]);
    low = std::min(low, net);
    high = std::max(high, net + stay.room_wh[i] / slice_h);
  }
  for (int k = 0; k < 60 && low < high; ++k) {
    const double middle = 0.5 * (low + high);
    double sum = 0;
    for (std::size_t i = 0; i < stay.count; ++i) sum += filled(i, middle);
    (sum < stay.left_wh ? low : high) = middle;
  }
  for (std::size_t i = 0; i < stay.count; ++i) stay.put(i, filled(i, high));
}

void surplus(Stay& stay, const Signals& signals) {
  for (std::size_t i = 0; i < stay.count; ++i)
    stay.put(i, -static_cast<double>(signals.net_w[stay.slice[i]]) * slice_h);
  evenly(stay);
}

/// True if the battery holds between empty of what may be lent and full at every slice. What is given at the plug costs
/// the battery 1 / `round_trip` of it, in energy as it was bought.
bool feasible(const Stay& stay, const Session& session, double round_trip) {
  double lent = 0;  // less than the plain start plus what is charged by then
  for (std::size_t i = 0; i < stay.count; ++i) {
    lent -= stay.wh[i] < 0 ? stay.wh[i] / round_trip : stay.wh[i];
    if (lent > session.giving_wh + 1e-6 || -lent > session.need_wh + 1e-6) return false;
  }
  return true;
}

/// Moves energy from cheap slices into dear ones, the best pair first.
void lend(Stay& stay, const Session& session, const Signals& signals, const Lending& lending) {
  const auto order = by_price(stay, session, signals);
  const double round_trip = lending.efficiency * lending.efficiency;
  std::size_t cheap = 0;
  for (std::size_t k = stay.count - 1; k < stay.count && cheap < k; --k) {
    const auto dear = order[k];
    if (stay.wh[dear] > 0) continue;
    for (std::size_t c = cheap; c < k; ++c) {
      const auto from = order[c];
      const double price_low = static_cast<double>(signals.price_eur_per_kwh[stay.slice[from]]);
      const double price_high = static_cast<double>(signals.price_eur_per_kwh[stay.slice[dear]]);
      if (price_high - price_low / round_trip <= lending.wear_eur_per_kwh) return;
      const double give =
          std::min(stay.room_wh[dear] + stay.wh[dear], (stay.room_wh[from] - stay.wh[from]) * round_trip);
      if (give <= 0) continue;
      stay.wh[dear] -= give;
      stay.wh[from] += give / round_trip;
      if (!feasible(stay, session, round_trip)) {
        stay.wh[dear] += give;
        stay.wh[from] -= give / round_trip;
      }
    }
  }
}

}  // namespace

std::string_view to_string(Strategy strategy) {
  constexpr std::array<std::string_view, strategies> names = {"uncontrolled", "balanced",   "price",
                                                              "peak_shaving", "pv_surplus", "v2g"};
  return names[static_cast<std::size_t>(strategy)];
}

Slots covered(Tick plugged, Tick length) {
  Slots share{};
  PENDEL_EXPECT(0 <= plugged && plugged < ticks_per_day && length <= ticks_per_day);
  for (Tick at = plugged, end = plugged + length; at < end;) {
    const Tick next = std::min(end, (at / ticks_per_slice + 1) * ticks_per_slice);
    share[static_cast<std::size_t>(at / ticks_per_slice) % day_slices] +=
        static_cast<double>(next - at) / ticks_per_slice;
    at = next;
  }
  return share;
}

double charge(Strategy strategy, const Session& session, const Signals& signals, const Lending& lending,
              std::array<float, slices_per_day>& power_w) {
  power_w.fill(0);
  auto stay = stay_of(session);
  switch (strategy) {
    case Strategy::uncontrolled:
      at_once(stay);
      break;
    case Strategy::balanced:
      evenly(stay);
      break;
    case Strategy::price:
      cheapest(stay, session, signals);
      break;
    case Strategy::peak_shaving:
      valleys(stay, signals);
      break;
    case Strategy::pv_surplus:
      surplus(stay, signals);
      break;
    case Strategy::v2g:
      cheapest(stay, session, signals);
      lend(stay, session, signals, lending);
      break;
  }
  double sum = 0;
  for (std::size_t i = 0; i < stay.count; ++i) {
    power_w[stay.slice[i]] = static_cast<float>(stay.wh[i] / slice_h);
    sum += stay.wh[i];
  }
  return sum;
}

}  // namespace pendel::energy
