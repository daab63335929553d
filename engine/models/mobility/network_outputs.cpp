// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/network_outputs.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "core/contract.hpp"
#include "routing/trees.hpp"

namespace pendel::mobility {

namespace {

/// Highway Capacity Manual 2010, exhibit 16-4 (urban streets): travel speed as a share of free speed.
std::int32_t level_by_speed(double speed_share) {
  std::int32_t level = 1;
  for (const double least : {0.85, 0.67, 0.50, 0.40, 0.30})
    if (speed_share <= least) ++level;
  return level;
}

/// Exhibit 11-5 (basic freeway segments): vehicles on a mile of a lane.
std::int32_t level_by_density(double per_mile_and_lane) {
  std::int32_t level = 1;
  for (const double most : {11.0, 18.0, 26.0, 35.0, 45.0})
    if (per_mile_and_lane > most) ++level;
  return level;
}

/// The hour of a day, at a full quarter, in which most vehicles enter a link; the first of equals.
struct BusiestHour {
  int first = -1;  // slice; none without vehicles
  std::uint64_t vehicles = 0;
};

BusiestHour busiest_hour(const QueueSeries& series, std::size_t link) {
  BusiestHour busiest;
  for (int s = 0; s + 3 < slices_per_day; ++s) {
    std::uint64_t hour = 0;
    for (int q = s; q < s + 4; ++q) hour += series.at(q, link).entries;
    if (hour > busiest.vehicles) busiest = {s, hour};
  }
  return busiest;
}

/// In the worst quarter of the hour; 1 without vehicles.
std::int32_t level_of_service(const World& world, const Assignment& assignment, LinkId link, BusiestHour hour) {
  const auto& roads = world.region.roads;
  const auto& series = assignment.result().series;
  const auto i = link.index();
  std::int32_t level = 1;
  for (int q = hour.first; hour.first >= 0 && q < hour.first + 4; ++q) {
    if (roads.road_class[link] == RoadClass::motorway) {
      const double lane_miles =
          static_cast<double>(roads.length_m[link]) / 1609.344 * static_cast<double>(roads.lanes[link]);
      level = std::max(level, level_by_density(series.at(q, i).occupancy_s / (slice_h * 3600) / lane_miles));
    } else {
      level = std::max(level,
                       level_by_speed(assignment.experienced().free_s(i) / assignment.experienced().seconds_of(i, q)));
    }
  }
  return level;
}

void record_volumes(const World& world, const Assignment& assignment, Recorder& recorder) {
  const auto n = world.region.roads.links();
  const auto& series = assignment.result().series;
  std::vector<float> day(n), peak(n), begins(n, std::numeric_limits<float>::quiet_NaN()), saturation(n);
  std::vector<std::int32_t> service(n);
  parallel::for_each<LinkId>(world.pool, n, [&](LinkId link) {
    const auto i = link.index();
    std::uint64_t all = 0;
    for (int s = 0; s < slices_per_day; ++s) all += series.at(s, i).entries;
    const auto hour = busiest_hour(series, i);
    day[i] = static_cast<float>(all);
    peak[i] = static_cast<float>(hour.vehicles);
    if (hour.first >= 0) begins[i] = static_cast<float>(hour.first * slice_h);
    saturation[i] = peak[i] / world.region.roads.capacity_per_h[link];
    service[i] = level_of_service(world, assignment, link, hour);
  });
  recorder.put(fields::link_daily_volume, day);
  recorder.put(fields::link_peak_volume, peak);
  recorder.put(fields::link_peak_hour, begins);
  recorder.put(fields::link_saturation, saturation);
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

/// Metres on the quickest ways of one lane of `trees`: back from each place, along links that the way to it can have
/// come by (the lowest where several are as quick), until a place is met whose metres are known.
class WaysBack {
 public:
  WaysBack(const routing::Graph& graph, std::span<const routing::Weight> weight, std::span<const float> length_m)
      : graph_(graph), weight_(weight), length_m_(length_m), metres_(graph.nodes()) {}

  void begin(const routing::Trees& trees, std::size_t lane, routing::Index source) {
    trees_ = &trees;
    lane_ = lane;
    std::ranges::fill(metres_, -1.0);
    metres_[graph_.source(source)] = 0;
  }

  /// The node is reached.
  double to(routing::Index node) {
    path_.clear();
    for (; metres_[node] < 0; node = graph_.tail(path_.back())) path_.push_back(arc_into(node));
    double metres = metres_[node];
    for (; !path_.empty(); path_.pop_back()) {
      const auto link = graph_.link(path_.back());
      metres += link == routing::none ? 0.0 : static_cast<double>(length_m_[link]);
      metres_[graph_.head(path_.back())] = metres;
    }
    return metres;
  }

 private:
  [[nodiscard]] routing::Index arc_into(routing::Index node) const {
    const auto here = trees_->distance(node, lane_);
    for (auto i = graph_.in_first(node); i < graph_.in_first(node + std::size_t{1}); ++i) {
      const auto arc = graph_.in_arc(i);
      const auto before = trees_->distance(graph_.tail(arc), lane_);
      if (before != routing::unreachable && routing::plus(before, graph_.weight(arc, weight_)) == here) return arc;
    }
    throw ContractError("a place is reached along no link");
  }

  const routing::Graph& graph_;
  std::span<const routing::Weight> weight_;
  std::span<const float> length_m_;
  const routing::Trees* trees_ = nullptr;
  std::size_t lane_ = 0;
  std::vector<double> metres_;  // -1: not known
  std::vector<routing::Index> path_;
};

/// Between zones by car, [from][to]; -1 without a way.
struct Skims {
  std::vector<double> time_s, distance_m;
};

/// On the quickest ways at the link times of the slice from half past seven.
Skims skims_of(const World& world, const Parameters& parameters, const Assignment& assignment,
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
  Skims skims;
  skims.time_s.resize(zones.size() * zones.size(), -1.0);
  skims.distance_m = skims.time_s;
  const auto& graph = cars.graph();
  struct Scratch {
    routing::Trees trees;
    WaysBack back;
  };
  parallel::for_chunks(
      world.pool, zones.size(), routing::Trees::lanes,
      [&] {
        return Scratch{routing::Trees(metric), WaysBack(graph, weight, world.region.roads.length_m.span())};
      },
      [&](Scratch& scratch, std::size_t begin, std::size_t end) {
        std::vector<routing::Index> sources;
        for (std::size_t i = begin; i < end; ++i) sources.push_back(zones.node[ZoneId(i)].value());
        scratch.trees.from(sources);
        for (std::size_t i = begin; i < end; ++i) {
          scratch.back.begin(scratch.trees, i - begin, sources[i - begin]);
          for (const auto to : zones.node.ids()) {
            const auto sink = graph.sink(zones.node[to].value());
            const auto ticks = scratch.trees.distance(sink, i - begin);
            if (ticks == routing::unreachable) continue;
            const auto at = i * zones.size() + to.index();
            skims.time_s[at] = seconds(static_cast<Tick>(ticks)) + parameters.car_terminal_s;
            skims.distance_m[at] = scratch.back.to(sink);
          }
        }
      });
  return skims;
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
  const auto skims = skims_of(world, parameters, assignment, cars);
  recorder.put(fields::car_time, skims.time_s);
  recorder.put(fields::car_way, skims.distance_m);
  recorder.put(fields::jobs_in_reach, jobs_in_reach(world, skims.time_s));
}

}  // namespace pendel::mobility
