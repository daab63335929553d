// SPDX-License-Identifier: Apache-2.0
#include "people/workplaces.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/math.hpp"
#include "people/tables.hpp"

namespace pendel::people {

std::vector<Job> make_jobs(const BuildingSites& sites, std::span<const BuildingId> in_municipality, std::uint32_t jobs,
                           std::string_view state, const LocalRandom& random) {
  if (in_municipality.empty()) return {};
  std::vector<double> expected;
  for (const Figure& figure : sector_shares(state)) expected.push_back(figure.value * jobs);
  const auto by_sector = round_unbiased(expected, random(Stream::synthesis_workplace, rounding, 0).uniform());
  std::vector<std::vector<std::uint32_t>> counts(sectors);
  std::vector<double> weights(in_municipality.size());
  std::vector<double> areas;
  std::array<double, building_uses> area_of_use{};
  for (const BuildingId b : in_municipality) {
    areas.push_back(std::max(1.0, floor_area(sites, b)));
    area_of_use[static_cast<std::size_t>(sites.use[b])] += areas.back();
  }
  for (std::uint32_t s = 0; s < sectors; ++s) {
    if (by_sector[s] == 0) continue;
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const auto use = sites.use[in_municipality[i]];
      const double share = workplace_share(static_cast<Sector>(s), use);
      weights[i] = share > 0 ? share * areas[i] / area_of_use[static_cast<std::size_t>(use)] : 0;
      sum += weights[i];
    }
    if (sum <= 0) {  // no building of a use that this sector likes: any building
      weights = areas;
      sum = std::accumulate(areas.begin(), areas.end(), 0.0);
    }
    for (double& weight : weights) weight *= by_sector[s] / sum;
    counts[s] = round_unbiased(weights, random(Stream::synthesis_workplace, rounding, 1 + s).uniform());
  }
  std::vector<Job> made;
  made.reserve(jobs);
  for (std::size_t i = 0; i < in_municipality.size(); ++i)
    for (std::size_t s = 0; s < sectors; ++s)
      if (!counts[s].empty()) made.insert(made.end(), counts[s][i], Job{in_municipality[i], static_cast<Sector>(s)});
  return made;
}

Sector draw_sector(std::string_view state, double u) {
  int s = 1;
  while (s + 1 < sectors && u >= sector_shares(state)[static_cast<std::size_t>(s)].value)
    u -= sector_shares(state)[static_cast<std::size_t>(s++)].value;
  return static_cast<Sector>(s);
}

Schools::Schools(const BuildingSites& sites) : sites_(&sites) {
  for (const auto b : sites.use.ids())
    if (sites.use[b] == BuildingUse::school) schools_.push_back({b, sites.municipality[b], floor_area(sites, b)});
}

std::vector<double> Schools::weights(double x_m, double y_m, double range_m) const {
  std::vector<double> cumulative;
  cumulative.reserve(schools_.size());
  double nearest = 1e12;
  for (const auto& school : schools_)
    nearest = std::min(nearest, math::distance(sites_->x_m[school.building] - x_m, sites_->y_m[school.building] - y_m));
  double sum = 0;
  for (const auto& school : schools_) {
    const double d = math::distance(sites_->x_m[school.building] - x_m, sites_->y_m[school.building] - y_m);
    sum +=
        school.floor_m2 * math::exp(-(d - nearest) / range_m);  // relative to the nearest, so that it never underflows
    cumulative.push_back(sum);
  }
  return cumulative;
}

BuildingId Schools::choose(const std::vector<double>& weights, double u) const {
  const auto found = std::upper_bound(weights.begin(), weights.end(), u * weights.back());
  return schools_[static_cast<std::size_t>(std::min(found, weights.end() - 1) - weights.begin())].building;
}

}  // namespace pendel::people
