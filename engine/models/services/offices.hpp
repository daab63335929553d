// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/services/parameters.hpp"
#include "world/world.hpp"

namespace pendel::services {

/// Where the citizens' offices are: in each municipality one near its centre, then as many more as its inhabitants call
/// for, each where it shortens the ways most (greedy p-median over zones; Kuehn and Hamburger, "A heuristic program for
/// locating warehouses", Management Science 9, 1963).
class Offices {
 public:
  Offices(const Parameters& parameters, const World& world);

  /// The nearest of the own municipality; where it has none left, the nearest of any. None if the region has none.
  [[nodiscard]] BuildingId own(BuildingId home) const { return own_[world_.region.sites.zone[home]]; }
  /// The nearest of another municipality whose services work to `least_level`; none if there is none.
  [[nodiscard]] BuildingId elsewhere(BuildingId home, const Column<MunicipalityId, float>& level,
                                     double least_level) const;
  /// One way, along roads by the detour factor.
  [[nodiscard]] double way_m(BuildingId home, BuildingId office) const;
  [[nodiscard]] const std::vector<BuildingId>& open() const { return open_; }

 private:
  void place(MunicipalityId municipality, const std::vector<ZoneId>& zones, const Column<ZoneId, double>& residents,
             const Column<ZoneId, BuildingId>& seat, std::size_t count);
  [[nodiscard]] BuildingId nearest(double x_m, double y_m, MunicipalityId only) const;

  const Parameters& parameters_;
  const World& world_;
  std::vector<BuildingId> open_;  // sorted by municipality
  Column<ZoneId, BuildingId> own_;
};

/// Whether a list of AGS names the municipality, or says "all".
bool names(const std::vector<std::string>& list, const std::string& ags);

}  // namespace pendel::services
