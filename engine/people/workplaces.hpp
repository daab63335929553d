// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "people/draft.hpp"

namespace pendel::people {

/// A job in a building.
struct Job {
  BuildingId building;
  Sector sector = Sector::none;
};

/// `jobs` jobs of one municipality by sector (shares of the state) and building (floor area x affinity of the
/// building's use), sorted by building. Empty if there is no building.
std::vector<Job> make_jobs(const BuildingSites& sites, std::span<const BuildingId> in_municipality, std::uint32_t jobs,
                           std::string_view state, const LocalRandom& random);

/// Sector of somebody who works outside: the shares of the home state.
Sector draw_sector(std::string_view state, double u);

/// Places to learn: school sites, each with a municipality.
struct School {
  BuildingId building;
  MunicipalityId municipality;
  double floor_m2 = 0;
};

/// The school of a pupil or student, or none if the region has no school: gravity with exp(-distance / range) x floor
/// area over all schools of the region.
class Schools {
 public:
  explicit Schools(const BuildingSites& sites);
  [[nodiscard]] bool empty() const { return schools_.empty(); }
  /// Cumulative weights of all schools as seen from a point; reuse for all who live near it.
  [[nodiscard]] std::vector<double> weights(double x_m, double y_m, double range_m) const;
  [[nodiscard]] BuildingId choose(const std::vector<double>& weights, double u) const;

 private:
  const BuildingSites* sites_;
  std::vector<School> schools_;
};

}  // namespace pendel::people
