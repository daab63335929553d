// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/day.hpp"

#include <algorithm>

#include "models/mobility/choice.hpp"

namespace pendel::mobility {

namespace {

Tick outside(const Parameters& parameters, float distance_m) {
  return ticks_from_s(static_cast<double>(distance_m) / parameters.outside_speed_mps);
}

}  // namespace

void CarTrips::push_back(NodeId from_node, NodeId to_node, std::uint64_t who, std::uint32_t which, Tick at) {
  from.push_back(from_node);
  to.push_back(to_node);
  entity.push_back(who);
  ordinal.push_back(which);
  pcu_tenths.push_back(10);
  depart.push_back(at);
  gap.push_back(0);
  before.push_back(0);
  behind.push_back(0);
  after.push_back(no_trip);
}

void CarTrips::reserve(std::size_t n) {
  for (auto* column : {&from, &to}) column->reserve(n);
  entity.reserve(n);
  pcu_tenths.reserve(n);
  for (auto* column : {&ordinal, &after}) column->reserve(n);
  for (auto* column : {&depart, &gap, &before, &behind}) column->reserve(n);
}

CarTrips car_trips(const Parameters& parameters, const Rows<PersonId, Activity>& wanted, Drafts& drafts) {
  CarTrips trips;
  trips.reserve(static_cast<std::size_t>(
      std::ranges::count_if(drafts.values(), [](const Draft& d) { return d.made != 0 && d.mode == Mode::car; })));
  for (const auto person : ids<PersonId>(drafts.size())) {
    std::uint32_t last_car = no_trip;
    Tick free_at = 0;  // on empty roads
    Tick since = 0;    // on the way otherwise since the last car trip
    for (auto& draft : drafts[person]) {
      draft.car_trip = no_trip;
      if (!draft.made) continue;
      const Tick at = std::max(planned_departure(draft, wanted[person][draft.ordinal]), free_at);
      free_at = at;
      if (draft.mode != Mode::car) {
        const Tick way = ticks_from_s(travel_time_s(parameters, draft, draft.mode));
        free_at += way;
        since += way;
        continue;
      }
      draft.car_trip = static_cast<std::uint32_t>(trips.size());
      trips.push_back(draft.from_node, draft.to_node, person.value(), draft.ordinal, at);
      trips.after.back() = last_car;
      trips.gap.back() = since;
      trips.before.back() = outside(parameters, draft.outside_before_m);
      trips.behind.back() = outside(parameters, draft.outside_after_m) + ticks_from_s(parameters.car_terminal_s);
      last_car = draft.car_trip;
      since = 0;
    }
  }
  return trips;
}

void live(const World& world, const Parameters& parameters, const Rows<PersonId, Activity>& wanted,
          const QueueResult& result, Tick end, Drafts& drafts) {
  parallel::for_each<PersonId>(world.pool, drafts.size(), [&](PersonId person) {
    Tick here_since = 0;
    for (auto& draft : drafts[person]) {
      if (!draft.made) continue;
      draft.depart = std::max(planned_departure(draft, wanted[person][draft.ordinal]), here_since);
      if (draft.mode == Mode::car) {
        const Tick arrive = result.arrive[draft.car_trip];
        draft.arrive = arrive == never ? std::max(draft.depart, end) : arrive;
      } else {
        draft.arrive = draft.depart + ticks_from_s(travel_time_s(parameters, draft, draft.mode));
      }
      here_since = draft.arrive;
    }
  });
}

Rows<PersonId, Activity> executed(parallel::Pool& pool, const Rows<PersonId, Activity>& wanted, const Drafts& drafts) {
  // Walks through a person's stays. A stay is lost if the trip to it was not made, and if it merely continues a lost
  // one.
  const auto walk = [&](PersonId person, const auto& keep, const auto& lose) {
    const auto stays = wanted[person];
    const auto trips = drafts[person];
    std::size_t next = 0;
    const Activity* at = nullptr;
    for (const auto& stay : stays) {
      const auto i = static_cast<std::size_t>(&stay - stays.data());
      const Draft* trip = i > 0 && next < trips.size() && trips[next].ordinal + 1U == i ? &trips[next++] : nullptr;
      const bool comes = trip != nullptr ? trip->made != 0 : at == nullptr || same_place(stay, *at);
      if (comes)
        keep(*(at = &stay), trip);
      else
        lose(stay);
    }
  };
  const auto count = [&](PersonId person) {
    std::size_t n = 0;
    walk(
        person, [&](const Activity&, const Draft*) { ++n; }, [](const Activity&) {});
    return n;
  };
  return parallel::rows<PersonId, Activity>(pool, wanted.size(), count, [&](PersonId person, std::span<Activity> out) {
    std::size_t n = 0;
    const auto keep = [&](const Activity& stay, const Draft* trip) {
      const Tick since = n > 0 ? out[n - 1].end : stay.begin;
      out[n] = stay;
      out[n].begin = trip != nullptr ? trip->arrive : std::max(stay.begin, since);
      out[n].end = std::max(stay.end, out[n].begin);
      if (trip != nullptr && trip->mode == Mode::car && trip->shift != 0) out[n - 1].end = trip->depart;
      ++n;
    };
    walk(person, keep, [&](const Activity& stay) { out[n - 1].end = std::max(out[n - 1].end, stay.end); });
  });
}

}  // namespace pendel::mobility
