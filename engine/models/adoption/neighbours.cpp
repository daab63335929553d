// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/neighbours.hpp"

#include <algorithm>
#include <array>

#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::adoption {

namespace {

constexpr std::size_t most_technologies = 3;

/// Residential buildings by square cells as wide as the reach, so that neighbours lie in the nine around.
class Cells {
 public:
  Cells(const World& world, double reach_m) : sites_(world.region.sites), reach_m_(reach_m) {
    const auto& dwellings = world.people.buildings.dwellings;
    for (const auto building : dwellings.ids())
      if (dwellings[building] > 0) {
        west_ = std::min(west_, sites_.x_m[building]), south_ = std::min(south_, sites_.y_m[building]);
        members_.push_back(building);
      }
    for (const auto building : members_) columns_ = std::max(columns_, column(building) + 1);
    std::sort(members_.begin(), members_.end(), [&](BuildingId a, BuildingId b) {
      const auto cell_a = cell(a), cell_b = cell(b);
      return cell_a != cell_b ? cell_a < cell_b : a < b;
    });
    if (members_.empty()) return;
    first_.assign(static_cast<std::size_t>(cell(members_.back())) + 2, 0);
    for (const auto building : members_) ++first_[static_cast<std::size_t>(cell(building)) + 1];
    for (std::size_t c = 1; c < first_.size(); ++c) first_[c] += first_[c - 1];
  }

  [[nodiscard]] const std::vector<BuildingId>& members() const { return members_; }

  template <class Visit>
  void neighbours(BuildingId of, Visit&& visit) const {
    const auto x = column(of), y = row(of);
    for (auto j = std::max<std::int64_t>(y - 1, 0); j <= y + 1; ++j)
      for (auto i = std::max<std::int64_t>(x - 1, 0); i <= std::min(x + 1, columns_ - 1); ++i) {
        const auto c = static_cast<std::size_t>(j * columns_ + i);
        if (c + 1 >= first_.size()) continue;
        for (auto k = first_[c]; k < first_[c + 1]; ++k) {
          const double dx = sites_.x_m[members_[k]] - sites_.x_m[of], dy = sites_.y_m[members_[k]] - sites_.y_m[of];
          if (members_[k] != of && dx * dx + dy * dy <= reach_m_ * reach_m_) visit(members_[k]);
        }
      }
  }

 private:
  [[nodiscard]] std::int64_t column(BuildingId b) const {
    return static_cast<std::int64_t>((sites_.x_m[b] - west_) / reach_m_);
  }
  [[nodiscard]] std::int64_t row(BuildingId b) const {
    return static_cast<std::int64_t>((sites_.y_m[b] - south_) / reach_m_);
  }
  [[nodiscard]] std::int64_t cell(BuildingId b) const { return row(b) * columns_ + column(b); }

  const BuildingSites& sites_;
  double reach_m_, west_ = 1e18, south_ = 1e18;
  std::int64_t columns_ = 0;
  std::vector<BuildingId> members_;
  std::vector<std::size_t> first_;  // of each cell, in members_
};

}  // namespace

std::vector<Column<BuildingId, float>> neighbours_over_path(const World& world, double reach_m,
                                                            const std::vector<Having>& technologies) {
  PENDEL_EXPECT(technologies.size() <= most_technologies);
  const Cells cells(world, reach_m);
  const auto& members = cells.members();
  std::vector<Column<BuildingId, float>> ratios(technologies.size(),
                                                Column<BuildingId, float>(world.people.buildings.size(), 1.0F));
  parallel::for_each<BuildingId>(world.pool, members.size(), [&](BuildingId member) {
    const auto building = members[member.index()];
    std::array<double, most_technologies> has{}, expected{};
    cells.neighbours(building, [&](BuildingId other) {
      for (std::size_t k = 0; k < technologies.size(); ++k) {
        has[k] += static_cast<double>(technologies[k].has[other]);
        expected[k] += static_cast<double>(technologies[k].expected[other]);
      }
    });
    for (std::size_t k = 0; k < technologies.size(); ++k)
      if (expected[k] > 0) ratios[k][building] = static_cast<float>(has[k] / expected[k]);
  });
  return ratios;
}

double pulled(double share, float exponent) {
  return exponent == 0.0F ? share : 1 - (1 - share) * math::exp(-static_cast<double>(exponent));
}

double pull_of_period(double neighbour_share, const Diffusion& diffusion, double before, double now,
                      double policy_from) {
  const double from = diffused(diffusion, before, policy_from), to = diffused(diffusion, now, policy_from);
  if (to <= from || to >= 1) return 0;
  return neighbour_share * imitation_part(diffusion, from) * math::log((1 - from) / (1 - to));
}

}  // namespace pendel::adoption
