// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/trip_table.hpp"

#include "core/contract.hpp"
#include "models/mobility/choice.hpp"

namespace pendel::mobility {

namespace {

float in_seconds(Tick t) { return static_cast<float>(seconds(t)); }

template <class Tag>
std::int32_t position(Id<Tag> id) {
  return id.valid() ? static_cast<std::int32_t>(id.value()) : -1;
}

/// What the trip takes on empty roads.
Tick free_ticks(const Parameters& parameters, const Draft& draft) {
  return ticks_from_s(travel_time_s(parameters, draft, draft.mode));
}

}  // namespace

void record_trips(const World& world, const Parameters& parameters, const Rows<PersonId, Activity>& wanted,
                  const Drafts& drafts, const MobilityState& mine, Recorder& recorder) {
  std::vector<const Draft*> made;
  made.reserve(mine.trips.size());
  for (const auto& draft : drafts.values())
    if (draft.made) made.push_back(&draft);
  PENDEL_EXPECT(made.size() == mine.trips.size());
  const auto put = [&]<class T>(const Field& field, T /*of this type*/, const auto& value) {
    std::vector<T> column(made.size());
    parallel::for_each<TripId>(world.pool, made.size(), [&](TripId trip) {
      column[trip.index()] = static_cast<T>(value(mine.trips[trip], *made[trip.index()]));
    });
    recorder.put(field, std::span<const T>(column));
  };
  constexpr std::int32_t i32 = 0;
  constexpr std::uint8_t u8 = 0;
  constexpr float f32 = 0;
  const auto late = [&](const Trip& trip, const Draft& draft) {
    return in_seconds(trip.arrive - trip.depart - free_ticks(parameters, draft));
  };
  put(fields::trip_person, i32, [](const Trip& trip, const Draft&) { return position(trip.person); });
  put(fields::trip_purpose, u8, [](const Trip& trip, const Draft&) { return trip.purpose; });
  put(fields::trip_mode, u8, [](const Trip& trip, const Draft&) { return trip.mode; });
  put(fields::trip_from_zone, i32, [](const Trip& trip, const Draft&) { return position(trip.from); });
  put(fields::trip_to_zone, i32, [](const Trip& trip, const Draft&) { return position(trip.to); });
  put(fields::trip_from_node, i32, [](const Trip&, const Draft& draft) { return position(draft.from_node); });
  put(fields::trip_to_node, i32, [](const Trip&, const Draft& draft) { return position(draft.to_node); });
  put(fields::trip_wanted, f32,
      [&](const Trip& trip, const Draft&) { return in_seconds(wanted[trip.person][trip.ordinal].end); });
  put(fields::trip_departure, f32, [](const Trip& trip, const Draft&) { return in_seconds(trip.depart); });
  put(fields::trip_arrival, f32, [](const Trip& trip, const Draft&) { return in_seconds(trip.arrive); });
  put(fields::trip_distance, f32, [](const Trip& trip, const Draft&) { return trip.distance_m; });
  put(fields::trip_outside, f32, [](const Trip& trip, const Draft&) { return trip.outside_m; });
  put(fields::trip_free_time, f32,
      [&](const Trip&, const Draft& draft) { return in_seconds(free_ticks(parameters, draft)); });
  put(fields::trip_delay, f32, late);
}

}  // namespace pendel::mobility
