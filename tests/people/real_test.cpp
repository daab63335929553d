// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "people/counties.hpp"
#include "people/csv.hpp"
#include "people/small_region.hpp"
#include "people/synthesis.hpp"
#include "support/paths.hpp"

namespace pendel {
namespace {

double figure(const std::string& cell) { return cell.empty() ? SmallRegion::unknown : std::stod(cell); }

/// The real facts of all municipalities of a county, published or not, on drawn ground, with the county's real flows.
Region county(const std::string& key, const std::string& state, double sites_per_building) {
  const auto folder = test::data_dir() / "regions/germany";
  SmallRegion small;
  small.state(state);
  std::size_t i = 0;
  for (const auto& row : read_csv(folder / "municipalities.csv")) {
    if (!row[0].starts_with(key) || row[5].empty()) continue;
    SmallRegion::Town town;
    town.ags = row[0];
    town.population = std::stod(row[5]);
    town.regiostar7 = row[6].empty() ? 0 : std::stoi(row[6]);
    town.jobs = figure(row[7]);
    town.in = figure(row[8]);
    town.workers = figure(row[9]);
    town.out = figure(row[10]);
    town.buildings = figure(row[11]);
    town.dwellings = figure(row[12]);
    town.buildings_1949_1978 = figure(row[13]);
    town.one_dwelling = figure(row[15]);
    town.living_area_m2 = 1000 * figure(row[16]);
    town.homes =
        static_cast<std::size_t>(std::max(1.0, std::isnan(town.buildings) ? town.population / 4 : town.buildings) *
                                 sites_per_building) +
        1;
    town.works = 3 + static_cast<std::size_t>(town.population / 500);
    town.x_m = 4000.0 * static_cast<double>(i % 8);
    town.y_m = 4000.0 * static_cast<double>(i / 8);
    ++i;
    small.town(town);
  }
  std::set<std::string> outside;
  for (const auto& row : read_csv(folder / "county_commuters_2022.csv")) {
    if (row[0] == row[1] || (row[0] != key && row[1] != key)) continue;
    small.flow(row[0], row[1], std::stod(row[2]));
    outside.insert(row[0] == key ? row[1] : row[0]);
  }
  small.gateway("all the world", {outside.begin(), outside.end()}, -5000, 20);
  return small.build();
}

struct Case {
  const char* key;
  const char* state;
  double sites_per_building;
};

class RealCounty : public testing::TestWithParam<Case> {};

/// Small villages (01051, 116 municipalities), nothing published (03159), secrets (07131), a city alone (09562), the
/// rest real regions of the test data; sites too few, as many as buildings, and too many.
TEST_P(RealCounty, HardMarginsHoldAndNobodyVanishes) {
  PENDEL_NEED_DATA("regions/germany/municipalities.csv");
  const auto& [key, state, sites] = GetParam();
  const Region region = county(key, state, sites);
  parallel::Pool pool(2);
  const People people = people::synthesize(region, {}, Random(3, 0), pool);
  for (const auto& line : people.margins) {
    const bool hard = line.quantity == "population" || line.quantity == "dwellings" ||
                      line.quantity == "resident workers" || line.quantity == "workers in their home municipality";
    if (hard && line.kind == "official") {
      EXPECT_LE(std::fabs(line.reached - line.target), std::max(1.0, 0.005 * line.target))
          << line.ags << " " << line.quantity;
    }
  }
  const auto& persons = people.persons;
  std::size_t workers = 0, kinds[5] = {}, jobs = 0;
  for (const auto p : ids<PersonId>(persons.size())) {
    ++kinds[static_cast<std::size_t>(persons.commute[p])];
    workers += p.index() < persons.residents && persons.employment[p] == Employment::employed ? 1U : 0U;
    if (persons.employment[p] == Employment::pupil) {
      EXPECT_TRUE(persons.work[p].valid() || persons.work_gateway[p].valid());
    }
  }
  for (const auto b : people.buildings.jobs.ids()) jobs += people.buildings.jobs[b];
  EXPECT_EQ(workers, kinds[1] + kinds[2] + kinds[4]);
  EXPECT_EQ(jobs, kinds[1] + kinds[3]);
  EXPECT_LE(people.households.size(), people.dwellings.size());
  EXPECT_NEAR(people::attendance(people), 0.8, 0.05);
}

INSTANTIATE_TEST_SUITE_P(Germany, RealCounty,
                         testing::Values(Case{"01051", "SH", 1.0}, Case{"03159", "NI", 1.2}, Case{"06632", "HE", 1.0},
                                         Case{"07131", "RP", 0.8}, Case{"08115", "BW", 0.5}, Case{"09472", "BY", 1.5},
                                         Case{"09562", "BY", 1.0}, Case{"15082", "ST", 1.1}, Case{"14713", "SN", 0.9}),
                         [](const auto& tested) { return std::string("county_") + tested.param.key; });

}  // namespace
}  // namespace pendel
