// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/van_fleet.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/contract.hpp"

namespace pendel::mobility {

namespace {

struct VanStop {
  std::uint32_t place = 0;
  std::uint32_t request = 0;
  int boards = 0;     // +1 fetched, -1 set down
  Tick earliest = 0;  // the van waits until then
  Tick latest = 0;
  Tick at = 0;     // as planned
  int aboard = 0;  // after it
};
using VanRoute = std::vector<VanStop>;

/// Where a request would go in a van's route: fetched before stop `fetch`, set down before what was stop `leave`.
struct Insertion {
  std::size_t van = 0;
  std::size_t fetch = 0;
  std::size_t leave = 0;
  Tick longer = std::numeric_limits<Tick>::max();
};

class VanFleet {
 public:
  VanFleet(const FleetRules& rules, const PlaceTimes& times, std::span<const RideRequest> requests)
      : rules_(rules), times_(times), requests_(requests), routes_(static_cast<std::size_t>(rules.vans)) {}

  /// All of requests [first, last), or none.
  void book(std::size_t first, std::size_t last) {
    const auto before = routes_;
    for (auto r = first; r < last; ++r)
      if (!take(static_cast<std::uint32_t>(r))) {
        routes_ = before;
        return;
      }
  }

  [[nodiscard]] FleetDay day() const {
    FleetDay day;
    day.rides.resize(requests_.size());
    for (const auto& route : routes_) {
      std::uint32_t here = rules_.depot;
      for (const auto& stop : route) {
        auto& ride = day.rides[stop.request];
        (stop.boards > 0 ? ride.pick_up : ride.set_down) = stop.at;
        day.legs.emplace_back(here, stop.place);
        here = stop.place;
      }
      if (!route.empty()) day.legs.emplace_back(here, rules_.depot);
    }
    return day;
  }

 private:
  /// A van on its way through its stops.
  struct Walk {
    std::uint32_t place = 0;
    Tick free_at = 0;
    int aboard = 0;
  };

  [[nodiscard]] Walk start_of(const VanRoute& route, std::size_t stop) const {
    if (stop == 0) return {rules_.depot, std::numeric_limits<Tick>::min() / 2, 0};
    const auto& last = route[stop - 1];
    return {last.place, last.at + rules_.dwell, last.aboard};
  }

  /// Drives on to `stop` and writes when it is reached; false if that breaks a promise or the van is full.
  bool visit(Walk& walk, VanStop& stop) const {
    stop.at = std::max(walk.free_at + times_(walk.place, stop.place), stop.earliest);
    stop.aboard = walk.aboard + stop.boards;
    if (stop.at > stop.latest || stop.aboard > rules_.seats) return false;
    walk = {stop.place, stop.at + rules_.dwell, stop.aboard};
    return true;
  }

  /// Whether all from stop `i` on still works out; once a stop is reached as planned, so are the others.
  [[nodiscard]] bool rest_holds(Walk walk, const VanRoute& route, std::size_t i) const {
    for (; i < route.size(); ++i) {
      auto stop = route[i];
      if (!visit(walk, stop)) return false;
      if (stop.at == route[i].at) return true;
    }
    return true;
  }

  [[nodiscard]] Tick leg(const VanRoute& route, std::size_t stop, std::uint32_t to) const {
    return times_(stop == 0 ? rules_.depot : route[stop - 1].place, to);
  }

  /// How much longer the van drives. The way back to the depot counts as any other leg.
  [[nodiscard]] Tick longer(const VanRoute& route, std::uint32_t from, std::uint32_t to, std::size_t i,
                            std::size_t j) const {
    const auto next = [&](std::size_t stop) { return stop < route.size() ? route[stop].place : rules_.depot; };
    if (i == j) return leg(route, i, from) + times_(from, to) + times_(to, next(i)) - leg(route, i, next(i));
    return leg(route, i, from) + times_(from, next(i)) - leg(route, i, next(i)) + leg(route, j, to) +
           times_(to, next(j)) - leg(route, j, next(j));
  }

  void look_in(std::size_t van, const VanStop& fetch, const VanStop& leave, Insertion& best) const {
    const auto& route = routes_[van];
    for (std::size_t i = 0; i <= route.size(); ++i) {
      if (i > 0 && route[i - 1].at > fetch.latest) break;
      if (i < route.size() && route[i].latest < fetch.earliest) continue;
      auto walk = start_of(route, i);
      auto first = fetch;
      if (!visit(walk, first)) continue;
      for (std::size_t j = i; j <= route.size(); ++j) {
        auto second = leave;
        auto on = walk;
        const bool fits = visit(on, second) && rest_holds(on, route, j);
        const auto more = fits ? longer(route, fetch.place, leave.place, i, j) : best.longer;
        if (more < best.longer) best = {van, i, j, more};
        if (j == route.size()) break;
        auto stop = route[j];
        if (!visit(walk, stop)) break;
      }
    }
  }

  bool take(std::uint32_t r) {
    const auto& request = requests_[r];
    const auto latest_fetch = request.earliest + rules_.max_wait;
    const auto direct = static_cast<double>(times_(request.from, request.to));
    const auto latest_down = latest_fetch + static_cast<Tick>(std::ceil(rules_.max_detour * direct)) + rules_.dwell;
    const VanStop fetch{request.from, r, 1, request.earliest, latest_fetch};
    const VanStop leave{request.to, r, -1, request.earliest, std::min(latest_down, rules_.end)};
    Insertion best;
    for (std::size_t van = 0; van < routes_.size(); ++van) look_in(van, fetch, leave, best);
    if (best.longer == std::numeric_limits<Tick>::max()) return false;
    auto& route = routes_[best.van];
    route.insert(route.begin() + static_cast<std::ptrdiff_t>(best.leave), leave);
    route.insert(route.begin() + static_cast<std::ptrdiff_t>(best.fetch), fetch);
    auto walk = start_of(route, best.fetch);
    for (auto i = best.fetch; i < route.size(); ++i) PENDEL_ENSURE(visit(walk, route[i]));
    return true;
  }

  const FleetRules& rules_;
  const PlaceTimes& times_;
  std::span<const RideRequest> requests_;
  std::vector<VanRoute> routes_;
};

}  // namespace

FleetDay drive_fleet(const FleetRules& rules, const PlaceTimes& times, std::span<const RideRequest> requests,
                     std::span<const std::size_t> first) {
  VanFleet fleet(rules, times, requests);
  for (std::size_t b = 0; b + 1 < first.size(); ++b) fleet.book(first[b], first[b + 1]);
  return fleet.day();
}

}  // namespace pendel::mobility
