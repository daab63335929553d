// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/day.hpp"

#include <algorithm>

#include "models/mobility/choice.hpp"

namespace pendel::mobility {

namespace {

Tick outside(const Parameters& parameters, float distance_m) {
  return ticks_from_s(static_cast<double>(distance_m) / parameters.outside_speed_mps);
}

Tick travel(const Parameters& parameters, const Draft& draft, Traffic& traffic, std::vector<CarTrip>& trips) {
  if (draft.mode != Mode::car) return ticks_from_s(travel_time_s(parameters, draft, draft.mode));
  const Tick enter = draft.depart + outside(parameters, draft.outside_before_m);
  const Tick leave = traffic.drive(trips[draft.car_trip], enter);
  return leave + outside(parameters, draft.outside_after_m) + ticks_from_s(parameters.car_terminal_s) - draft.depart;
}

}  // namespace

std::vector<CarTrip> car_trips(Drafts& drafts) {
  std::vector<CarTrip> trips;
  for (const auto person : ids<PersonId>(drafts.size())) {
    for (auto& draft : drafts[person]) {
      if (!draft.made || draft.mode != Mode::car) continue;
      draft.car_trip = static_cast<std::uint32_t>(trips.size());
      CarTrip trip;
      trip.from = draft.from_node;
      trip.to = draft.to_node;
      trip.entity = person.value();
      trip.ordinal = draft.ordinal;
      trips.push_back(std::move(trip));
    }
  }
  return trips;
}

void live(const World& world, const Parameters& parameters, const Rows<PersonId, Activity>& wanted, Traffic& traffic,
          Drafts& drafts, std::vector<CarTrip>& trips, std::size_t first_external) {
  parallel::for_each<PersonId>(world.pool, drafts.size(), [&](PersonId person) {
    Tick here_since = 0;
    for (auto& draft : drafts[person]) {
      if (!draft.made) continue;
      draft.depart = std::max(wanted[person][draft.ordinal].end, here_since);
      draft.arrive = draft.depart + travel(parameters, draft, traffic, trips);
      here_since = draft.arrive;
    }
  });
  parallel::for_each<TripId>(world.pool, trips.size() - first_external, [&](TripId i) {
    auto& trip = trips[first_external + i.index()];
    traffic.drive(trip, trip.enter);
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
      ++n;
    };
    walk(person, keep, [&](const Activity& stay) { out[n - 1].end = std::max(out[n - 1].end, stay.end); });
  });
}

}  // namespace pendel::mobility
