// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "models/mobility/assignment.hpp"
#include "models/mobility/queue.hpp"

namespace pendel::mobility {

/// Drivers who hear of incidents: once a capacity has changed within the day, at every further change and quarter of an
/// hour, those of them who are on the road look for a quicker way from the end of their link, at what they expect and
/// at the queues that stand there now. Theory: README, "Informed drivers".
class InformedDrivers final : public QueueHook {
 public:
  /// Both outlive this.
  InformedDrivers(Assignment& assignment, const CarTrips& trips);

  void between_steps(Tick now, QueueRun& run) override;
  /// The ways as driven of those who left theirs, by trip.
  using Ways = std::map<std::uint32_t, std::vector<routing::Index>>;
  [[nodiscard]] Ways& ways() { return ways_; }

 private:
  void look_around(QueueRun& run);

  Assignment& assignment_;
  const CarTrips& trips_;
  std::vector<std::uint8_t> informed_;  // by trip
  std::vector<Assignment::UnderWay> drivers_;
  std::vector<std::uint32_t> standing_;  // tenths of PCU on each link
  Ways ways_;
};

}  // namespace pendel::mobility
