// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/energy/charging/fleet.hpp"
#include "models/energy/feeders/grid_day.hpp"
#include "world/model.hpp"

namespace pendel::energy {

/// Electric cars and the low-voltage grids that carry them and the homes: after `energy`, in the same phase. A grid is
/// the unit of parallel work. Without grids (given people, small worlds) only the cars are reckoned.
class Feeders final : public Model {
 public:
  Feeders(const ChargingParameters& charging, const FeedersParameters& parameters, const World& world,
          FeedersState& state);

  [[nodiscard]] std::string_view name() const override { return "feeders"; }
  [[nodiscard]] Phase phase() const override { return Phase::consume; }
  /// Reads the executed day and EnergyState::household_net_w; fills FeedersState and records what fields.hpp lists.
  void step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) override;

 private:
  struct Sums;
  void prepare();
  void run_grids(const State& state, const FleetDay& fleet, const std::stop_token& stop);
  void sum_up(const FleetDay& fleet);
  void record(Recorder& recorder) const;

  const ChargingParameters charging_;
  const FeedersParameters parameters_;
  const World& world_;
  FeedersState& state_;
  Fleet fleet_;
  GridRules rules_;
  std::vector<PreparedGrid> grids_;
  std::vector<GridSeries> series_;  // of the day
  std::vector<GridSeries> plain_;   // the same without the incidents; empty if there are none
};

}  // namespace pendel::energy
