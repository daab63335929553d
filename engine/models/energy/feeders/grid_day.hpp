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
  // Of the day, cables' voltage drops widened for phases loaded unequally.
  float unbalanced_low = 9;
  float unbalanced_high = 0;
  double peak_kva = 0;  // of the day, at the transformer's upper side
  DimmingSums dimming;
  bool converged = true;
  [[nodiscard]] bool overloaded(double low, double high) const;
};

/// A grid made ready once: its network and where its buildings sit in it.
struct PreparedGrid {
  const GridTables* tables = nullptr;
  Network network;
  std::vector<std::uint32_t> to_parent;  // branches of the tree, a parent's before its children's
  double rated_kva = 0;                  // of all transformers
  std::vector<BuildingId> buildings;
  std::vector<std::uint32_t> load;           // building -> load of the network
  std::vector<std::size_t> dwellings;        // building -> homes
  std::vector<MunicipalityId> municipality;  // of each building
};

/// Voltage drop of a four-wire cable's most loaded phase over that of balanced phases: its current is (1 + 2 u) of the
/// balanced one and the neutral, as thick, carries 3 u of it back. u = 1: six times (everything on one phase).
constexpr double unbalanced_drop(double u) { return 1 + 5 * u; }

bool within(std::size_t slice, const LoadIncident& incident);

/// The smallest usual transformer for `kva`; above the largest several of it.
double needed_transformer_kva(double kva);

struct GridRules {
  const ChargingParameters& charging;
  const FeedersParameters& feeders;
  const Random& random;
  Profile price{};
  Rows<BuildingId, HouseholdId> households;
};

/// [household][slice], W.
struct HomeLoads {
  std::span<const float> net_w;   // at the meter, without cars
  std::span<const float> pump_w;  // of it, heat pump with rod; empty: there are none
  // Desks, shops, schools, trades, municipal sites: [building of `business`][slice].
  std::span<const BuildingId> business;  // ascending
  std::span<const float> business_w;
  std::span<const float> street_light_w;  // per dwelling [slice][municipality]; empty: none
};

/// One grid through one day; made once per thread and used again, so that nothing is allocated in the loop.
class GridDay {
 public:
  explicit GridDay(const GridRules& rules) : rules_(rules) {}

  /// The grid's homes and cars, by building; `incidents`: false leaves them out.
  GridSeries run(const PreparedGrid& grid, const HomeLoads& homes, std::span<const PluggedCar> plugged, bool incidents);

 private:
  struct Charging {
    const PluggedCar* car = nullptr;
    std::uint32_t at = 0;  // position of the building in the grid
    Profile power_w{};
    bool controllable = false;
  };
  /// All heat pumps behind a connection: one device.
  struct Pump {
    std::uint32_t at = 0;
    Profile power_w{};
    Session day{};
  };
  struct Dimmed;

  void plan(std::span<const PluggedCar> plugged, bool incidents);
  void plan_pumps(const HomeLoads& homes, bool incidents);
  [[nodiscard]] double outage_at(std::size_t s) const;
  void dim_all(const std::array<std::uint8_t, slices_per_day>& marked, std::vector<Dimmed>& devices, DimmingSums& sums);
  void attack(const LoadIncident& incident);
  void control(bool incidents, GridSeries& out);
  bool mark_overloads(std::array<std::uint8_t, slices_per_day>& marked);
  void solve(std::size_t block, bool linear);
  void report(GridSeries& out);
  void report_unbalanced(std::size_t lane, GridSeries& out);
  [[nodiscard]] double loading_percent(std::size_t lane, bool transformer) const;

  const GridRules& rules_;
  const PreparedGrid* grid_ = nullptr;
  std::vector<Profile> net_w_;  // per building of the grid, cars included
  std::vector<Charging> charging_;
  std::vector<Pump> pumps_;               // that may be dimmed
  std::vector<SweepBlock> block_;         // one, or none yet
  std::vector<double> magnitude_, drop_;  // per node: voltage, and what cables lost of it on the way
};

}  // namespace pendel::energy
