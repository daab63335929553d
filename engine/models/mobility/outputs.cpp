// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/outputs.hpp"

#include <array>

namespace pendel::mobility {

namespace {

double route_m(const Roads& roads, const CarTrip& trip) {
  double metres = 0;
  for (const auto link : trip.route) metres += static_cast<double>(roads.length_m[LinkId(link)]);
  return metres;
}

Trip trip_of(const World& world, PersonId person, const Draft& draft, std::span<const CarTrip> cars) {
  Trip trip;
  trip.person = person;
  trip.ordinal = draft.ordinal;
  trip.purpose = draft.purpose;
  trip.mode = draft.mode;
  trip.from = draft.from;
  trip.to = draft.to;
  trip.depart = draft.depart;
  trip.arrive = draft.arrive;
  const bool driven = draft.car_trip != routing::none && draft.from_node != draft.to_node;
  trip.distance_m = driven ? static_cast<float>(route_m(world.region.roads, cars[draft.car_trip])) : draft.distance_m;
  trip.outside_m = static_cast<float>(draft.outside_m());
  return trip;
}

void record_links(const World& world, const Traffic& traffic, const MobilityState& mine, Recorder& recorder) {
  const auto& roads = world.region.roads;
  const auto n = roads.links();
  std::vector<float> flow(n * slices_per_day), speed(n * slices_per_day);
  parallel::for_each<Id<struct SliceTag>>(world.pool, slices_per_day, [&](auto slice) {
    for (const auto link : roads.from.ids()) {
      const auto i = slice.index() * n + link.index();
      flow[i] =
          static_cast<float>(traffic.vehicles(link, static_cast<int>(slice.value()))) / static_cast<float>(slice_h);
      speed[i] = roads.length_m[link] / mine.link_time_s[i];
    }
  });
  recorder.put(fields::link_flow, flow);
  recorder.put(fields::link_speed, speed);
  recorder.put(fields::link_travel_time, mine.link_time_s);
}

void record_sums(const World& world, const MobilityState& mine, Recorder& recorder) {
  std::array<std::int64_t, modes> trips = {};
  std::array<double, modes> distance = {};
  const auto zones = world.region.zones.size();
  std::vector<double> matrix(zones * zones, 0.0);
  for (const auto& trip : mine.trips) {
    const auto mode = static_cast<std::size_t>(trip.mode);
    ++trips[mode];
    distance[mode] += static_cast<double>(trip.distance_m);
    if (trip.mode == Mode::car) matrix[trip.from.index() * zones + trip.to.index()] += 1;
  }
  recorder.put(fields::mode_trips, trips);
  recorder.put(fields::mode_distance, distance);
  recorder.put(fields::car_trips, matrix);
}

/// A way to work or straight home from it.
bool is_commute(const Trip& trip, std::span<const Activity> wanted) {
  return trip.purpose == Purpose::work ||
         (trip.purpose == Purpose::home && wanted[trip.ordinal].purpose == Purpose::work);
}

void record_persons(const World& world, const Rows<PersonId, Activity>& wanted, const MobilityState& mine,
                    Recorder& recorder) {
  const auto n = world.people.persons.size();
  std::vector<float> car(n, 0), commute(n, 0), time(n, 0);
  for (const auto& trip : mine.trips) {
    const auto p = trip.person.index();
    const float metres = trip.distance_m + trip.outside_m;
    if (trip.mode == Mode::car) car[p] += metres;
    if (is_commute(trip, wanted[trip.person])) commute[p] += metres;
    time[p] += static_cast<float>(seconds(trip.arrive - trip.depart));
  }
  recorder.put(fields::person_car_distance, car);
  recorder.put(fields::person_commute_distance, commute);
  recorder.put(fields::person_travel_time, time);
}

}  // namespace

void write_trips(const World& world, const Drafts& drafts, std::span<const CarTrip> cars, MobilityState& mine) {
  const auto count = [&](PersonId person) {
    std::size_t n = 0;
    for (const auto& draft : drafts[person]) n += draft.made;
    return n;
  };
  auto trips =
      parallel::rows<PersonId, Trip>(world.pool, drafts.size(), count, [&](PersonId person, std::span<Trip> out) {
        std::size_t n = 0;
        for (const auto& draft : drafts[person])
          if (draft.made) out[n++] = trip_of(world, person, draft, cars);
      });
  auto legs = parallel::rows<PersonId, Leg>(world.pool, drafts.size(), count, [&](PersonId person, std::span<Leg> out) {
    std::size_t n = 0;
    for (const auto& draft : drafts[person])
      if (draft.made)
        out[n++] = {draft.mode, draft.from_node, draft.to_node, draft.depart, draft.arrive, draft.vehicle};
  });
  mine.trips = Column<TripId, Trip>(std::move(trips.values()));
  std::vector<std::uint64_t> one_leg(mine.trips.size() + 1);
  for (std::size_t i = 0; i < one_leg.size(); ++i) one_leg[i] = i;
  mine.legs = Rows<TripId, Leg>(std::move(one_leg), std::move(legs.values()));
}

void record(const World& world, const Traffic& traffic, const Rows<PersonId, Activity>& wanted,
            const MobilityState& mine, Recorder& recorder) {
  record_links(world, traffic, mine, recorder);
  record_sums(world, mine, recorder);
  record_persons(world, wanted, mine, recorder);
  recorder.put(fields::mobility_gap, std::array{mine.relative_gap});
  recorder.put(fields::mobility_iterations, std::array{static_cast<std::int32_t>(mine.iterations)});
  recorder.put(fields::mobility_unreachable,
               std::array{static_cast<std::int64_t>(mine.unreachable_trips + mine.unreachable_external)});
}

}  // namespace pendel::mobility
