// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <map>
#include <utility>

#include "core/contract.hpp"
#include "models/mobility/assignment_search.hpp"

namespace pendel::mobility {

using routing::Index;
using routing::unreachable;
using routing::Weight;

/// Those who must arrive before a time that lies in their window, or may arrive at any; the others are `too_late`.
std::vector<Assignment::Window> Assignment::windows_of(std::span<const Hard> hard, int length,
                                                       std::vector<Hard>& too_late) {
  constexpr Weight half_hour = 2 * ticks_per_slice;
  std::map<Weight, Window> windows;
  for (const auto& trip : hard) {
    const Weight begin = trip.enter / half_hour * half_hour;
    const Weight until = begin + half_hour + (half_hour << static_cast<unsigned>(length));
    if (trip.limit != unreachable && trip.limit > until) {
      too_late.push_back(trip);
      continue;
    }
    const auto window = windows.try_emplace(begin, Window{begin, until, {}}).first;
    window->second.trips.push_back(trip.trip);
  }
  std::vector<Window> out;
  for (auto& [begin, window] : windows) out.push_back(std::move(window));
  return out;
}

/// The least time that each link takes within a window.
void Assignment::take_least_times(const Window& window, std::vector<Weight>& weight) const {
  weight.resize(free_.size());
  parallel::for_each<LinkId>(pool_, free_.size(), [&](LinkId id) {
    const auto link = id.value();
    weight[link] = free_[link] == unreachable
                       ? unreachable
                       : static_cast<Weight>(
                             smoothed_.least(link, static_cast<Tick>(window.begin), static_cast<Tick>(window.until)));
  });
}

/// Incremental loading (Ortuzar and Willumsen, Modelling Transport, 4th ed., section 10.5.1), with trips drawn at
/// random, so that each part stands for all.
void Assignment::first_routes(const CarTrips& trips) {
  if (sets_.size() != trips.size()) sets_ = RouteSets(std::vector<std::uint64_t>(trips.size() + 1, 0), {});
  const auto parts = static_cast<std::uint32_t>(days_ == 0 ? parameters_.loading_parts : 1);
  std::vector<std::uint32_t> inflow(parts > 1 ? network_.links() * slices_per_day : 0, 0);
  for (std::uint32_t part = 0; part < parts; ++part) {
    route_part(trips, part, parts, inflow);
    adopt();
    if (part + 1 == parts) return;
    const double scale = static_cast<double>(parts) / static_cast<double>(part + 1);
    smoothed_.take_flow(inflow, network_.capacity(), scale, pool_);
  }
}

/// Routes one part of the trips at the smoothed times and adds them to `inflow`, [link][slice], unless it is empty.
void Assignment::route_part(const CarTrips& trips, std::uint32_t part, std::uint32_t parts,
                            std::vector<std::uint32_t>& inflow) {
  search(trips.to, [&](Scratch& scratch, NewRows& out, std::uint32_t i, const Guide& guide) {
    if (trips.from[i] == trips.to[i] || !sets_[TripId(i)].empty()) return;
    const auto key = static_cast<std::uint32_t>(parameters_.route_seed) << 16U;
    if (random_(Stream::mobility_route, trips.entity[i], key, trips.ordinal[i]).below(parts) != part) return;
    scratch.routes.resize(1);
    auto& route = scratch.routes.front();
    const auto enter = static_cast<Weight>(trips.depart[i] + trips.before[i]);
    if (!look(scratch, i, trips.from[i], trips.to[i], enter, unreachable, guide, leaving(trips.from[i]), route)) return;
    PENDEL_ENSURE(!route.empty());
    const auto first = static_cast<std::uint32_t>(out.bytes.size());
    code_.append(trips.from[i], route, out.bytes);
    out.rows.push_back({i, first, static_cast<std::uint32_t>(out.bytes.size()) - first});
    if (inflow.empty()) return;
    auto t = static_cast<Tick>(enter);
    for (const auto link : route) {
      const auto slice = static_cast<std::size_t>(slice_of(smoothed_.opens(link, t)));
      std::atomic_ref<std::uint32_t>(inflow[std::size_t{link} * slices_per_day + slice])
          .fetch_add(trips.pcu_tenths.empty() ? 10 : trips.pcu_tenths[i], std::memory_order_relaxed);
      t += smoothed_.of(link, t);
    }
  });
}

std::vector<Tick> Assignment::quickest(std::span<const NodeId> from, std::span<const NodeId> to,
                                       std::span<const Tick> enter) {
  std::vector<Tick> ticks(from.size(), 0);
  search(to, [&](Scratch& scratch, NewRows&, std::uint32_t i, const Guide& guide) {
    if (from[i] == to[i]) return;
    scratch.routes.resize(std::max<std::size_t>(1, scratch.routes.size()));
    const auto arrive = look(scratch, i, from[i], to[i], static_cast<Weight>(enter[i]), unreachable, guide,
                             leaving(from[i]), scratch.routes.front());
    if (arrive) ticks[i] = *arrive == unreachable ? -1 : static_cast<Tick>(*arrive) - enter[i];
  });
  return ticks;
}

std::vector<Tick> Assignment::expected(const CarTrips& trips, std::size_t i, std::span<const Tick> enter) const {
  std::vector<Tick> least;
  std::vector<Index> route;
  for (auto code = std::span<const std::uint8_t>(sets_[TripId(i)]); !code.empty();) {
    code = code.subspan(code_.read(trips.from[i], code, route));
    least.resize(enter.size(), LinkTimes::closed);
    for (std::size_t k = 0; k < enter.size(); ++k) least[k] = std::min(least[k], smoothed_.along(route, enter[k]));
  }
  return least;
}

void Assignment::look_under_way(std::span<UnderWay> vehicles, Tick now, std::span<const std::uint32_t> standing) {
  // What stands on a link leaves it at its capacity of now; a link that is closed waits for its hour (LinkTimes).
  const int slice = slice_of(now);
  const auto leave = [&](Index link, Weight at) {
    const auto t = static_cast<Tick>(at);
    const double factor = capacity_.factor(link, slice);
    const double per_tick = network_.capacity()[link] * (factor > 0 ? factor : 1.0) / ticks_per_h;
    const auto queue = static_cast<Tick>(std::min(standing[link] / per_tick, 1.0 * ticks_per_day));
    return static_cast<Weight>(t + std::max(smoothed_.of(link, t), queue));
  };
  std::vector<NodeId> to;
  for (const auto& vehicle : vehicles) to.push_back(vehicle.target);
  search(to, [&](Scratch& scratch, NewRows&, std::uint32_t i, const Guide& guide) {
    auto& v = vehicles[i];
    auto limit = static_cast<Weight>(now);
    for (const auto link : v.rest) limit = leave(link, limit);
    const NodeId from = roads_.to[LinkId(v.link)];
    if (from == v.target) return;
    look(scratch, i, from, v.target, static_cast<Weight>(now), limit, guide, leave, v.quicker);
    if (!v.quicker.empty() &&
        std::ranges::binary_search(roads_.turn_bans, TurnBan{LinkId(v.link), LinkId(v.quicker[0])}))
      v.quicker.clear();
  });
}

bool Assignment::is_informed(const CarTrips& trips, std::size_t trip) const {
  const auto entity = trips.entity[trip];
  const auto one_of_a_flow = entity >= first_flow_entity ? trips.ordinal[trip] : 0;
  return random_(Stream::mobility_informed, entity, 0, one_of_a_flow).uniform() < parameters_.informed_share;
}

bool Assignment::has_changed_by(Tick now) const {
  return std::ranges::any_of(capacity_.changes(), [now](const auto& c) { return c.at > 0 && c.at <= now; });
}

void Assignment::know(const CarTrips& trips, const RouteSets& known, std::span<const std::uint32_t> row_of) {
  PENDEL_EXPECT(row_of.size() == trips.size());
  const bool some_closed = std::ranges::any_of(free_, [](Weight w) { return w == unreachable; });
  const auto closed = [&](Index link) { return free_[link] == unreachable; };
  // The part of a row that can still be driven.
  const auto usable = [&](TripId trip, std::vector<std::uint8_t>& copy) -> std::span<const std::uint8_t> {
    if (row_of[trip.index()] == no_trip) return {};
    const auto row = known[TripId(row_of[trip.index()])];
    if (!some_closed) return row;
    copy.clear();
    std::vector<Index> route;
    for (auto code = row; !code.empty();) {
      const auto size = code_.read(trips.from[trip.index()], code, route);
      if (std::ranges::none_of(route, closed))
        copy.insert(copy.end(), code.begin(), code.begin() + static_cast<std::ptrdiff_t>(size));
      code = code.subspan(size);
    }
    return copy;
  };
  sets_ = parallel::rows<TripId, std::uint8_t>(
      pool_, trips.size(),
      [&](TripId trip) {
        std::vector<std::uint8_t> copy;
        return usable(trip, copy).size();
      },
      [&](TripId trip, std::span<std::uint8_t> row) {
        std::vector<std::uint8_t> copy;
        std::ranges::copy(usable(trip, copy), row.begin());
      });
}

}  // namespace pendel::mobility
