// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/random.hpp"
#include "models/energy/charging/control.hpp"
#include "models/energy/charging/fleet.hpp"
#include "models/energy/feeders/parameters.hpp"
#include "models/energy/power_flow/flow_result.hpp"

namespace pendel::energy {

using Profile = std::array<float, slices_per_day>;

/// What one low-voltage grid did, per slice of the day.
struct GridSeries {
  Profile transformer_percent{};
  Profile line_percent{};  // of the line that is loaded most
  Profile voltage_low{};   // pu
  Profile voltage_high{};
  Profile loss_w{};
  Profile charging_w{};  // all charge points, net
  Profile total_w{};     // at the transformer's upper side
  DimmingSums dimming;
  bool converged = true;
  [[nodiscard]] bool overloaded(double low, double high) const;
};

/// A grid made ready once: its network and where its buildings sit in it.
struct PreparedGrid {
  const GridTables* tables = nullptr;
  Network network;
  std::vector<BuildingId> buildings;
  std::vector<std::uint32_t> load;     // building -> load of the network
  std::vector<std::size_t> dwellings;  // building -> homes
};

struct GridRules {
  const ChargingParameters& charging;
  const FeedersParameters& feeders;
  const Random& random;
  Profile price{};
  Rows<BuildingId, HouseholdId> households;
};

/// One grid through one day; made once per thread and used again, so that nothing is allocated in the loop.
class GridDay {
 public:
  explicit GridDay(const GridRules& rules) : rules_(rules) {}

  /// `household_net_w`: [household][slice] at the meter, without cars. `plugged`: the grid's cars, by building.
  /// `incidents`: false leaves them out.
  GridSeries run(const PreparedGrid& grid, std::span<const float> household_net_w, std::span<const PluggedCar> plugged,
                 bool incidents);

 private:
  struct Charging {
    const PluggedCar* car = nullptr;
    std::uint32_t at = 0;  // position of the building in the grid
    Profile power_w{};
    bool controllable = false;
  };

  void plan(std::span<const PluggedCar> plugged, bool incidents);
  void attack(const LoadIncident& incident);
  void control(bool incidents, GridSeries& out);
  bool mark_overloads(std::array<std::uint8_t, slices_per_day>& marked);
  void solve(std::size_t block, bool linear);
  void report(GridSeries& out);
  [[nodiscard]] double loading_percent(std::size_t lane, bool transformer) const;

  const GridRules& rules_;
  const PreparedGrid* grid_ = nullptr;
  std::vector<Profile> net_w_;  // per building of the grid, cars included
  std::vector<Charging> charging_;
  std::vector<SweepBlock> block_;  // one, or none yet
};

}  // namespace pendel::energy
