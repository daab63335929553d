// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/informed.hpp"

#include <algorithm>

#include "models/mobility/queue_run.hpp"

namespace pendel::mobility {

using routing::Index;

InformedDrivers::InformedDrivers(Assignment& assignment, const CarTrips& trips)
    : assignment_(assignment), trips_(trips), informed_(trips.size()) {
  for (std::size_t i = 0; i < informed_.size(); ++i) informed_[i] = assignment.is_informed(trips, i) ? 1 : 0;
}

void InformedDrivers::look_around(QueueRun& run) {
  drivers_.clear();
  standing_.assign(assignment_.free_time().size(), 0);
  run.for_each_running([&](std::uint32_t vehicle, const RunningVehicle& v) {
    standing_[v.link] += trips_.pcu_tenths[v.trip];
    if (informed_[v.trip] != 0 && !v.rest.empty())
      drivers_.push_back({vehicle, v.trip, v.link, trips_.to[v.trip], {v.rest.begin(), v.rest.end()}, {}});
  });
}

void InformedDrivers::between_steps(Tick now, QueueRun& run) {
  if (!assignment_.has_changed_by(now)) return;
  look_around(run);
  assignment_.look_under_way(drivers_, now, standing_);
  for (auto& driver : drivers_) {
    if (driver.quicker.empty()) continue;
    run.replace_rest(driver.vehicle, driver.quicker);
    auto [way, first_time] = ways_.try_emplace(driver.trip);
    if (first_time) assignment_.read_known_route(trips_, driver.trip, way->second);
    way->second.resize(way->second.size() - driver.rest.size());
    way->second.insert(way->second.end(), driver.quicker.begin(), driver.quicker.end());
  }
}

}  // namespace pendel::mobility
