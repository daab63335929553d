// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "people/draft.hpp"
#include "people/tables.hpp"

namespace pendel::people {

namespace {

constexpr std::uint32_t terraced_draw = 1;
constexpr std::uint32_t period_draw = 2;

/// How willingly people live there: homes first, then mixed use, then whatever stands.
int home_rank(BuildingUse use) {
  switch (use) {
    case BuildingUse::residential:
      return 0;
    case BuildingUse::mixed:
      return 1;
    case BuildingUse::other:
      return 2;
    case BuildingUse::retail:
      return 3;
    case BuildingUse::leisure:
      return 4;
    case BuildingUse::work:
      return 5;
    case BuildingUse::school:
      return 6;
  }
  return 6;
}

/// The sites that become residential buildings, largest floor area first within each rank. Sheds come last.
std::vector<BuildingId> choose_homes(const BuildingSites& sites, std::span<const BuildingId> all,
                                     double min_footprint_m2, std::size_t wanted, Facts& facts) {
  struct Candidate {
    int rank;
    double area;
    BuildingId id;
  };
  std::vector<Candidate> candidates;
  for (const BuildingId b : all) {
    const bool shed = static_cast<double>(sites.footprint_m2[b]) < min_footprint_m2;
    candidates.push_back({home_rank(sites.use[b]) + (shed ? 10 : 0), floor_area(sites, b), b});
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    if (a.rank != b.rank) return a.rank < b.rank;
    if (a.area != b.area) return a.area > b.area;
    return a.id < b.id;
  });
  // Mixed use is taken only where homes alone do not suffice, other uses only if there is no home at all.
  const int worst = !candidates.empty() && candidates.front().rank > 1 ? candidates.front().rank : 1;
  std::vector<BuildingId> homes;
  for (const auto& candidate : candidates)
    if (candidate.rank <= worst && homes.size() < wanted) homes.push_back(candidate.id);
  if (worst > 1)
    facts.notes.push_back(facts.ags + ": no residential site of usual size; people were housed in other buildings.");
  else if (homes.size() < wanted)
    facts.notes.push_back(facts.ags + ": " + std::to_string(homes.size()) + " residential sites for " +
                          std::to_string(wanted) + " residential buildings; dwellings were stacked by floor area.");
  std::stable_sort(homes.begin(), homes.end(),
                   [&](BuildingId a, BuildingId b) { return floor_area(sites, a) > floor_area(sites, b); });
  return homes;
}

/// Dwellings of each home (in the order of `homes`, largest first): the largest take several, the rest one.
std::vector<std::uint32_t> share_dwellings(const BuildingSites& sites, std::span<const BuildingId> homes,
                                           const Facts& facts, double u) {
  const auto used = homes.size();
  const std::size_t dwellings = facts.dwellings;
  auto one = static_cast<std::size_t>(
      std::floor(facts.one_dwelling_buildings * static_cast<double>(used) / std::max(1.0, facts.buildings) + 0.5));
  one = std::min(one, used);
  if (2 * used > dwellings)
    one = std::max(one, 2 * used - dwellings);  // a building that is not of one dwelling has two
  if (one == used && dwellings > used) one = used - 1;
  const std::size_t several = used - one;
  std::vector<double> expected;
  double area = 0;
  for (std::size_t i = 0; i < several; ++i) area += floor_area(sites, homes[i]);
  const auto spare = static_cast<double>(dwellings - one - 2 * several);
  for (std::size_t i = 0; i < several; ++i)
    expected.push_back(area > 0 ? spare * floor_area(sites, homes[i]) / area : spare / static_cast<double>(several));
  const auto extra = round_unbiased(expected, u);
  std::vector<std::uint32_t> counts(used, 1);
  for (std::size_t i = 0; i < several; ++i) counts[i] = 2 + extra[i];
  return counts;
}

/// Buildings per construction period for the two groups (one or two dwellings; more). The official share of 1949 to
/// 1978 holds over both groups, everything else follows the national shares.
std::array<std::vector<double>, 2> period_targets(const Facts& facts, const std::array<double, 2>& groups) {
  constexpr std::size_t first = 3;  // TABULA periods 4 to 6: 1949 to 1978
  constexpr std::size_t last = 5;
  Table share(2, 2);
  for (std::size_t g = 0; g < 2; ++g)
    for (std::size_t p = 0; p < construction_periods; ++p)
      share.at(p >= first && p <= last ? 0 : 1, g) += groups[g] * period_shares()[g][p].value;
  const double all = groups[0] + groups[1];
  if (facts.share_1949_1978 >= 0) {
    const std::array<double, 2> rows = {facts.share_1949_1978 * all, (1 - facts.share_1949_1978) * all};
    fit_proportionally(share, rows, groups);
  }
  std::array<std::vector<double>, 2> targets;
  for (std::size_t g = 0; g < 2; ++g) {
    double inside = 0;
    for (std::size_t p = first; p <= last; ++p) inside += period_shares()[g][p].value;
    for (std::size_t p = 0; p < construction_periods; ++p) {
      const bool in = p >= first && p <= last;
      targets[g].push_back(share.at(in ? 0 : 1, g) * period_shares()[g][p].value / (in ? inside : 1 - inside));
    }
  }
  return targets;
}

void give_periods(const Facts& facts, const LocalRandom& random, std::span<const BuildingId> homes,
                  std::span<const BuildingId> others, Buildings& buildings) {
  std::array<std::vector<BuildingId>, 2> groups;
  for (const BuildingId b : homes) groups[buildings.dwellings[b] <= 2 ? 0 : 1].push_back(b);
  const auto targets =
      period_targets(facts, {static_cast<double>(groups[0].size()), static_cast<double>(groups[1].size())});
  for (std::uint32_t g = 0; g < 2; ++g) {
    const double u = random(Stream::synthesis_building, rounding, period_draw + g).uniform();
    const auto counts = round_unbiased(targets[g], u);
    const auto order = random.shuffled(groups[g].size(), Stream::synthesis_building, 10 + g);
    std::size_t at = 0;
    for (std::size_t p = 0; p < counts.size(); ++p)
      for (std::uint32_t i = 0; i < counts[p] && at < order.size(); ++i)
        buildings.period[groups[g][order[at++]]] = static_cast<std::uint8_t>(p);
  }
  // Where nobody lives, no figure is published: the national shares of larger buildings.
  for (std::size_t i = 0; i < others.size(); ++i) {
    double u = random(Stream::synthesis_building, i, 20).uniform();
    std::uint8_t p = 0;
    while (p + 1 < construction_periods && u >= period_shares()[1][p].value) u -= period_shares()[1][p++].value;
    buildings.period[others[i]] = p;
  }
}

BuildingType residential_type(std::uint32_t dwellings, double u) {
  // TABULA / IWU, German residential building typology: one and two dwellings, 3 to 12, 13 and more.
  if (dwellings == 1) return u < terraced_share.value ? BuildingType::terraced : BuildingType::single_family;
  if (dwellings == 2) return BuildingType::single_family;
  return dwellings <= 12 ? BuildingType::multi_family : BuildingType::apartment_block;
}

}  // namespace

void make_dwellings(const Region& region, const Parameters& parameters, Facts& facts, const LocalRandom& random,
                    std::span<const BuildingId> sites, Buildings& buildings, Draft& draft) {
  const auto wanted = static_cast<std::size_t>(std::clamp(
      std::floor(facts.buildings + 0.5), facts.dwellings > 0 ? 1.0 : 0.0, static_cast<double>(facts.dwellings)));
  const auto homes = choose_homes(region.sites, sites, parameters.min_home_footprint_m2, wanted, facts);
  std::vector<std::uint32_t> counts;
  if (!homes.empty())
    counts = share_dwellings(region.sites, homes, facts, random(Stream::synthesis_building, rounding, 0).uniform());
  double area = 0;
  for (const BuildingId b : homes) area += floor_area(region.sites, b);
  double ones = 0;
  for (std::size_t i = 0; i < homes.size(); ++i) {
    const BuildingId b = homes[i];
    const auto local = static_cast<std::size_t>(std::lower_bound(sites.begin(), sites.end(), b) - sites.begin());
    buildings.type[b] = residential_type(counts[i], random(Stream::synthesis_building, local, terraced_draw).uniform());
    buildings.dwellings[b] = static_cast<std::uint16_t>(std::min(counts[i], 65535U));
    buildings.living_area_m2[b] = static_cast<float>(facts.living_area_m2 * floor_area(region.sites, b) / area);
    ones += counts[i] == 1 ? 1 : 0;
  }
  std::vector<BuildingId> others;
  double middle = 0;
  for (const BuildingId b : sites) {
    if (buildings.dwellings[b] == 0) others.push_back(b);
    for (std::uint32_t i = 0; i < buildings.dwellings[b]; ++i) {
      draft.dwelling_building.push_back(b);
      draft.dwelling_area_m2.push_back(buildings.living_area_m2[b] / static_cast<float>(buildings.dwellings[b]));
    }
  }
  give_periods(facts, random, homes, others, buildings);
  for (const BuildingId b : homes) middle += buildings.period[b] >= 3 && buildings.period[b] <= 5 ? 1 : 0;
  reach(facts.margins, "dwellings", static_cast<double>(draft.dwelling_building.size()));
  reach(facts.margins, "residential buildings", static_cast<double>(homes.size()));
  reach(facts.margins, "buildings with one dwelling", ones);
  reach(facts.margins, "living area, m2", homes.empty() ? 0 : facts.living_area_m2);
  reach(facts.margins, "buildings of 1949 to 1978, share",
        homes.empty() ? 0 : middle / static_cast<double>(homes.size()));
}

}  // namespace pendel::people
