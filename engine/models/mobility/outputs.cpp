// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/outputs.hpp"

#include <algorithm>
#include <array>

namespace pendel::mobility {

namespace {

Trip trip_of(PersonId person, const Draft& draft, std::span<const float> car_m) {
  Trip trip;
  trip.person = person;
  trip.ordinal = draft.ordinal;
  trip.purpose = draft.purpose;
  trip.mode = draft.mode;
  trip.from = draft.from;
  trip.to = draft.to;
  trip.depart = draft.depart;
  trip.arrive = draft.arrive;
  const bool driven = draft.car_trip != no_trip && draft.from_node != draft.to_node;
  trip.distance_m = driven ? car_m[draft.car_trip] : draft.distance_m;
  trip.outside_m = static_cast<float>(draft.outside_m());
  return trip;
}

/// One series of links after the other, so that only one is held at a time.
void record_links(const World& world, const Assignment& assignment, Recorder& recorder) {
  const auto& roads = world.region.roads;
  const auto& series = assignment.result().series;
  const auto n = roads.links();
  std::vector<float> values(n * slices_per_day);
  const auto put = [&](const Field& field, const auto& value) {
    parallel::for_each<Id<struct SliceTag>>(world.pool, slices_per_day, [&](auto slice) {
      const auto s = static_cast<int>(slice.value());
      for (const auto link : roads.from.ids())
        values[slice.index() * n + link.index()] = static_cast<float>(value(s, link));
    });
    recorder.put(field, values);
  };
  const auto time_s = [&](int s, LinkId link) { return assignment.experienced().seconds_of(link.index(), s); };
  const auto free_s = [&](LinkId link) { return assignment.experienced().free_s(link.index()); };
  put(fields::link_flow, [&](int s, LinkId link) { return series.at(s, link.index()).entries / slice_h; });
  // Times are kept in fifths of a second: nobody drives faster than the empty road for that.
  put(fields::link_speed, [&](int s, LinkId link) {
    return std::min(static_cast<double>(roads.length_m[link]) / time_s(s, link),
                    static_cast<double>(roads.free_speed_mps[link]));
  });
  put(fields::link_travel_time, time_s);
  put(fields::link_delay, [&](int s, LinkId link) { return std::max(0.0, time_s(s, link) - free_s(link)); });
  put(fields::link_density, [&](int s, LinkId link) {
    const double km = static_cast<double>(roads.length_m[link]) / 1000;
    return series.at(s, link.index()).occupancy_s / (slice_h * 3600) / km;
  });
}

void record_equilibrium(const Assignment& assignment, const Gaps& gaps, const MobilityState& mine, Recorder& recorder) {
  std::vector<float> by_departure;
  for (const auto& gap : gaps) by_departure.push_back(static_cast<float>(gap.relative()));
  const auto& stuck = assignment.result().stuck;
  recorder.put(fields::mobility_gap, std::array{mine.relative_gap});
  recorder.put(fields::mobility_peak_gap, std::array{mine.peak_gap});
  recorder.put(fields::mobility_gap_by_departure, by_departure);
  recorder.put(fields::mobility_iterations, std::array{static_cast<std::int32_t>(mine.iterations)});
  recorder.put(fields::mobility_converged, std::array{mine.converged});
  recorder.put(fields::mobility_stuck, std::vector<std::int32_t>(stuck.begin(), stuck.end()));
  recorder.put(fields::mobility_stuck_share, std::array{mine.stuck_share});
  recorder.put(fields::mobility_unfinished, std::array{static_cast<std::int64_t>(mine.unfinished)});
  recorder.put(fields::mobility_mode_changes, std::array{static_cast<std::int64_t>(mine.mode_changes)});
  recorder.put(fields::mobility_departure_changes, std::array{static_cast<std::int64_t>(mine.departure_changes)});
  recorder.put(fields::mobility_rerouted, std::array{static_cast<std::int64_t>(mine.rerouted)});
  recorder.put(fields::mobility_warning, std::array{static_cast<std::int32_t>(mine.warning)});
  recorder.put(fields::mobility_unreachable,
               std::array{static_cast<std::int64_t>(mine.unreachable_trips + mine.unreachable_external)});
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
  std::array<std::vector<Tick>, modes> times;
  for (const auto& trip : mine.trips) times[static_cast<std::size_t>(trip.mode)].push_back(trip.arrive - trip.depart);
  for (auto& of_mode : times) std::sort(of_mode.begin(), of_mode.end());
  const auto put_quantile = [&](const Field& field, double share) {
    std::array<float, modes> quantile = {};
    for (std::size_t m = 0; m < modes; ++m) {
      const auto n = static_cast<double>(times[m].size());
      if (n > 0) quantile[m] = static_cast<float>(seconds(times[m][static_cast<std::size_t>(share * (n - 1))]));
    }
    recorder.put(field, quantile);
  };
  put_quantile(fields::mode_time_p10, 0.1);
  put_quantile(fields::mode_time_p50, 0.5);
  put_quantile(fields::mode_time_p90, 0.9);
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

void write_trips(const World& world, const Drafts& drafts, std::span<const float> car_m, MobilityState& mine) {
  const auto count = [&](PersonId person) {
    std::size_t n = 0;
    for (const auto& draft : drafts[person]) n += draft.made;
    return n;
  };
  auto trips =
      parallel::rows<PersonId, Trip>(world.pool, drafts.size(), count, [&](PersonId person, std::span<Trip> out) {
        std::size_t n = 0;
        for (const auto& draft : drafts[person])
          if (draft.made) out[n++] = trip_of(person, draft, car_m);
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

void record(const World& world, const Assignment& assignment, const Gaps& gaps, const Rows<PersonId, Activity>& wanted,
            const MobilityState& mine, Recorder& recorder) {
  record_links(world, assignment, recorder);
  record_equilibrium(assignment, gaps, mine, recorder);
  record_sums(world, mine, recorder);
  record_persons(world, wanted, mine, recorder);
}

}  // namespace pendel::mobility
