// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/network_outputs.hpp"

#include <algorithm>
#include <array>

#include "routing/trees.hpp"

namespace pendel::mobility {

namespace {

/// Highway Capacity Manual 2010, exhibit 16-4: travel speed as a share of free speed.
std::int32_t level_of_service(double speed_share) {
  std::uint8_t level = 1;
  for (const double least : {0.85, 0.67, 0.50, 0.40, 0.30})
    if (speed_share <= least) ++level;
  return level;
}

void record_volumes(const World& world, const Assignment& assignment, Recorder& recorder) {
  const auto n = world.region.roads.links();
  const auto& series = assignment.result().series;
  std::vector<float> day(n), peak(n);
  std::vector<std::int32_t> service(n);
  parallel::for_each<LinkId>(world.pool, n, [&](LinkId link) {
    const auto i = link.index();
    const auto& times = assignment.experienced();
    std::uint64_t all = 0, most = 0;
    double slowest = times.free_s(i), busiest = slowest;
    for (int s = 0; s < slices_per_day; ++s) all += series.entries[series.at(s, i)];
    for (int s = 0; s + 3 < slices_per_day; ++s) {
      std::uint64_t hour = 0;
      slowest = 0;
      for (int q = s; q < s + 4; ++q) {
        hour += series.entries[series.at(q, i)];
        slowest = std::max(slowest, times.seconds_of(i, q));
      }
      if (hour <= most) continue;
      most = hour;
      busiest = slowest;
    }
    day[i] = static_cast<float>(all);
    peak[i] = static_cast<float>(most);
    service[i] = level_of_service(times.free_s(i) / busiest);
  });
  recorder.put(fields::link_daily_volume, day);
  recorder.put(fields::link_peak_volume, peak);
  recorder.put(fields::link_service, service);
}

void record_classes(const Parameters& parameters, const Assignment& assignment, const CarTrips& trips,
                    std::span<const float> route_m, Recorder& recorder) {
  std::array<double, 2> metres = {}, time_s = {};
  const auto& result = assignment.result();
  for (std::size_t i = 0; i < trips.size(); ++i) {
    if (result.arrive[i] == never || result.enter[i] == never) continue;
    const auto truck = static_cast<std::size_t>(trips.pcu_tenths[i] > 10 && parameters.truck_pcu > 1);
    metres[truck] += static_cast<double>(route_m[i]);
    time_s[truck] += seconds(result.arrive[i] - trips.behind[i] - result.enter[i]);
  }
  recorder.put(fields::vehicle_distance_cars, std::array{metres[0]});
  recorder.put(fields::vehicle_distance_trucks, std::array{metres[1]});
  recorder.put(fields::vehicle_time_cars, std::array{time_s[0]});
  recorder.put(fields::vehicle_time_trucks, std::array{time_s[1]});
}

/// Seconds by car between zones at the link times of the slice from half past seven, [from][to]; -1 without a way.
std::vector<double> car_times(const World& world, const Parameters& parameters, const Assignment& assignment,
                              const routing::Hierarchy& cars) {
  constexpr Tick middle = 30 * ticks_per_slice + ticks_per_slice / 2;
  const auto& zones = world.region.zones;
  routing::Metric metric(cars);
  std::vector<routing::Weight> weight(assignment.free_time().begin(), assignment.free_time().end());
  for (std::size_t link = 0; link < weight.size(); ++link)
    if (weight[link] != routing::unreachable)
      weight[link] =
          static_cast<routing::Weight>(assignment.experienced().of(static_cast<routing::Index>(link), middle));
  metric.customize(weight);
  std::vector<double> times(zones.size() * zones.size(), 0.0);
  const auto& graph = cars.graph();
  parallel::for_chunks(
      world.pool, zones.size(), routing::Trees::lanes, [&] { return routing::Trees(metric); },
      [&](routing::Trees& trees, std::size_t begin, std::size_t end) {
        std::vector<routing::Index> sources;
        for (std::size_t i = begin; i < end; ++i) sources.push_back(zones.node[ZoneId(i)].value());
        trees.from(sources);
        for (std::size_t i = begin; i < end; ++i)
          for (const auto to : zones.node.ids()) {
            const auto ticks = trees.distance(graph.sink(zones.node[to].value()), i - begin);
            times[i * zones.size() + to.index()] =
                ticks == routing::unreachable ? -1.0 : seconds(static_cast<Tick>(ticks)) + parameters.car_terminal_s;
          }
      });
  return times;
}

/// Mean over the residents of each municipality of the jobs that lie within half an hour of their zone.
std::vector<double> jobs_in_reach(const World& world, std::span<const double> times) {
  const auto& region = world.region;
  const auto n = region.zones.size();
  std::vector<double> jobs(n, 0), residents(n, 0), reach(region.municipalities.size(), 0), all(reach);
  for (const auto building : world.people.buildings.jobs.ids())
    if (region.sites.zone[building].valid())
      jobs[region.sites.zone[building].index()] += world.people.buildings.jobs[building];
  const auto& home = world.people.persons.home;
  for (std::size_t i = 0; i < world.people.persons.residents; ++i)
    if (home[PersonId(i)].valid()) residents[region.sites.zone[home[PersonId(i)]].index()] += 1;
  for (std::size_t from = 0; from < n; ++from) {
    const auto municipality = region.zones.municipality[ZoneId(from)];
    if (!municipality.valid()) continue;
    double near = 0;
    for (std::size_t to = 0; to < n; ++to) {
      const double time = times[from * n + to];
      if (time >= 0 && time <= 1800) near += jobs[to];
    }
    reach[municipality.index()] += residents[from] * near;
    all[municipality.index()] += residents[from];
  }
  for (std::size_t m = 0; m < reach.size(); ++m) reach[m] = all[m] > 0 ? reach[m] / all[m] : 0;
  return reach;
}

}  // namespace

void record_network(const World& world, const Parameters& parameters, const Assignment& assignment,
                    const routing::Hierarchy& cars, const CarTrips& trips, std::span<const float> route_m,
                    Recorder& recorder) {
  record_volumes(world, assignment, recorder);
  record_classes(parameters, assignment, trips, route_m, recorder);
  const auto times = car_times(world, parameters, assignment, cars);
  recorder.put(fields::car_time, times);
  recorder.put(fields::jobs_in_reach, jobs_in_reach(world, times));
}

}  // namespace pendel::mobility
