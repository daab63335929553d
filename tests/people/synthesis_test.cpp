// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <numeric>

#include "core/issue.hpp"
#include "people/report.hpp"
#include "people/small_region.hpp"
#include "people/synthesis.hpp"
#include "people/tables.hpp"

namespace pendel {
namespace {

People make(const Region& region, std::uint64_t seed = 1, int threads = 2, const people::Parameters& parameters = {}) {
  parallel::Pool pool(threads);
  return people::synthesize(region, parameters, Random(seed, 0), pool);
}

TEST(Synthesis, HardMarginsHold) {
  const Region region = bitterfeld_like();
  const People people = make(region);
  for (const auto& line : people.margins) {
    if (line.quantity != "population" && line.quantity != "dwellings" && line.quantity != "resident workers") continue;
    EXPECT_LE(std::fabs(line.reached - line.target), std::max(1.0, 0.005 * line.target))
        << line.ags << " " << line.quantity;
  }
  EXPECT_EQ(people.persons.residents, 155900U);
  EXPECT_EQ(people.dwellings.size(), 95717U);
}

TEST(Synthesis, WhoWorksWhereTheyLiveIsExact) {
  const People people = make(bitterfeld_like());
  for (const auto& line : people.margins)
    if (line.quantity == "workers in their home municipality") {
      EXPECT_LE(std::fabs(line.reached - line.target), 1.0) << line.ags;
    }
}

TEST(Synthesis, NobodyVanishes) {
  const Region region = bitterfeld_like();
  const People people = make(region);
  const auto& persons = people.persons;
  std::size_t workers = 0, inside = 0, outbound = 0, weekly = 0, inbound = 0, jobs = 0;
  for (const auto p : ids<PersonId>(persons.size())) {
    const bool resident = p.index() < persons.residents;
    const auto kind = persons.commute[p];
    workers += resident && persons.employment[p] == Employment::employed ? 1U : 0U;
    inside += kind == CommuteKind::inside ? 1U : 0U;
    outbound += kind == CommuteKind::outbound ? 1U : 0U;
    weekly += kind == CommuteKind::weekly ? 1U : 0U;
    inbound += kind == CommuteKind::inbound ? 1U : 0U;
    EXPECT_EQ(resident, kind != CommuteKind::inbound);
    EXPECT_EQ(resident, persons.home[p].valid());
    EXPECT_EQ(kind == CommuteKind::inbound, persons.home_gateway[p].valid());
    EXPECT_EQ(kind == CommuteKind::outbound, persons.work_gateway[p].valid());
    if (kind == CommuteKind::inside || kind == CommuteKind::inbound) {
      EXPECT_TRUE(persons.work[p].valid());
    }
    if (persons.employment[p] == Employment::employed) {
      EXPECT_NE(persons.sector[p], Sector::none);
      EXPECT_GT(persons.workdays[p], 0);
    }
  }
  for (const auto b : people.buildings.jobs.ids()) jobs += people.buildings.jobs[b];
  EXPECT_EQ(workers, inside + outbound + weekly);
  EXPECT_EQ(jobs, inside + inbound);
  EXPECT_GT(outbound, 10000U);
  EXPECT_GT(inbound, 5000U);
  EXPECT_GT(weekly, 100U);  // Munich is 400 km away
}

TEST(Synthesis, HouseholdsFitTheirDwellings) {
  const People people = make(bitterfeld_like());
  std::vector<int> taken(people.dwellings.size(), 0);
  std::size_t next = 0;
  for (const auto h : people.households.dwelling.ids()) {
    EXPECT_EQ(++taken[people.households.dwelling[h].index()], 1);
    EXPECT_EQ(people.households.building[h], people.dwellings.building[people.households.dwelling[h]]);
    EXPECT_EQ(people.households.first_person[h].index(), next);
    next += people.households.persons[h];
    bool adult = false;
    for (const auto p : people.households.members(h)) {
      adult = adult || people.persons.age[p] >= AgeGroup::from_18_to_24;
      EXPECT_EQ(people.persons.household[p], h);
    }
    EXPECT_TRUE(adult);
  }
  EXPECT_EQ(next, people.persons.residents);
  EXPECT_LT(people.households.size(), people.dwellings.size());  // vacant dwellings exist
}

TEST(Synthesis, SameBitsForAnyThreads) {
  const Region region = bitterfeld_like();
  const People one = make(region, 7, 1);
  for (const int threads : {2, 7}) {
    const People many = make(region, 7, threads);
    EXPECT_EQ(one.persons.work, many.persons.work);
    EXPECT_EQ(one.persons.age, many.persons.age);
    EXPECT_EQ(one.persons.sector, many.persons.sector);
    EXPECT_EQ(one.persons.outside_km, many.persons.outside_km);
    EXPECT_EQ(one.persons.has_car, many.persons.has_car);
    EXPECT_EQ(one.households.cars, many.households.cars);
    EXPECT_EQ(one.buildings.period, many.buildings.period);
    EXPECT_EQ(one.dwellings.area_m2, many.dwellings.area_m2);
  }
  EXPECT_NE(one.persons.work, make(region, 8, 1).persons.work);  // the seed matters
}

TEST(Synthesis, WorkersOfTheRegionHaveTheSectorsOfAnotherState) {
  const Region region = bitterfeld_like();
  people::Parameters germany;
  germany.sectors_of = "DE";
  const auto shares = [](const People& people) {
    std::array<double, sectors> share{};
    for (const auto sector : people.persons.sector.values())
      if (sector != Sector::none) share[static_cast<std::size_t>(sector)] += 1;
    const double all = std::accumulate(share.begin(), share.end(), 0.0);
    for (auto& s : share) s /= all;
    return share;
  };
  const auto own = shares(make(region)), german = shares(make(region, 1, 2, germany));
  bool differ = false;
  for (std::size_t s = 1; s < sectors; ++s) {
    EXPECT_NEAR(own[s], people::sector_shares(region.state)[s].value, 0.01) << s;
    EXPECT_NEAR(german[s], people::sector_shares("DE")[s].value, 0.01) << s;
    differ = differ || std::abs(own[s] - german[s]) > 0.01;
  }
  EXPECT_TRUE(differ);
}

TEST(Synthesis, AttendanceOfAnAverageWorkday) {
  const People people = make(bitterfeld_like());
  const double share = people::attendance(people);
  EXPECT_GE(share, 0.75);
  EXPECT_LE(share, 0.85);
  // By hand: (0.80 x 5 + 0.20 x 3.7) / 5 x (1 - 0.18)
  EXPECT_NEAR(share, (0.80 * 5 + 0.20 * 3.7) / 5 * (1 - 0.18), 0.003);
}

TEST(Synthesis, TwoHamletsByHand) {
  // Two hamlets of four people in two houses each. In each two people work: one where they live, one in the other
  // hamlet.
  SmallRegion small;
  for (const char* ags : {"00000001", "00000002"})
    small.town({.ags = ags,
                .population = 4,
                .dwellings = 2,
                .jobs = 2,
                .in = 1,
                .workers = 2,
                .out = 1,
                .homes = 2,
                .buildings = 2,
                .one_dwelling = 2,
                .buildings_1949_1978 = 2,
                .living_area_m2 = 200});
  const Region region = small.build();
  people::Parameters parameters;
  parameters.employed_per_insured = 1;
  const People people = make(region, 1, 2, parameters);
  EXPECT_EQ(people.persons.size(), 8U);
  EXPECT_EQ(people.persons.residents, 8U);
  EXPECT_EQ(people.dwellings.size(), 4U);
  std::map<std::pair<std::size_t, std::size_t>, int> flows;
  for (const auto p : people.persons.work.ids()) {
    if (people.persons.employment[p] != Employment::employed) continue;
    EXPECT_EQ(people.persons.commute[p], CommuteKind::inside);
    ++flows[{region.sites.municipality[people.persons.home[p]].index(),
             region.sites.municipality[people.persons.work[p]].index()}];
  }
  const std::map<std::pair<std::size_t, std::size_t>, int> expected = {
      {{0, 0}, 1}, {{0, 1}, 1}, {{1, 0}, 1}, {{1, 1}, 1}};
  EXPECT_EQ(flows, expected);
  for (const auto h : people.households.building.ids()) {
    const auto b = people.households.building[h];
    EXPECT_EQ(people.buildings.dwellings[b], 1);
    EXPECT_TRUE(people.buildings.period[b] >= 3 && people.buildings.period[b] <= 5);
    EXPECT_TRUE(people.buildings.type[b] == BuildingType::single_family ||
                people.buildings.type[b] == BuildingType::terraced);
  }
  float area = 0;
  for (const float part : people.buildings.living_area_m2) area += part;
  EXPECT_NEAR(area, 400, 1e-3);
}

TEST(Synthesis, OtherMunicipalitiesStayAsTheyAre) {
  const Region before = bitterfeld_like();
  Region after = before;
  const MunicipalityId last(9);
  after.municipalities.population[last] += 500;
  after.municipalities.resident_workers[last] += 300;
  const People a = make(before);
  const People b = make(after);
  std::size_t same_age = 0, same_work = 0, others = 0;
  for (const auto h : a.households.building.ids()) {
    if (before.sites.municipality[a.households.building[h]] == last) break;
    ASSERT_EQ(a.households.building[h], b.households.building[h]);
    ASSERT_EQ(a.households.persons[h], b.households.persons[h]);
    ASSERT_EQ(a.households.cars[h], b.households.cars[h]);
    for (const auto p : a.households.members(h)) {
      ++others;
      same_age += a.persons.age[p] == b.persons.age[p] && a.persons.employment[p] == b.persons.employment[p] ? 1U : 0U;
      same_work += a.persons.commute[p] == b.persons.commute[p] && a.persons.work[p] == b.persons.work[p] ? 1U : 0U;
    }
  }
  EXPECT_GT(others, 140000U);
  EXPECT_EQ(same_age, others);
  // More people commute in, so some jobs of the others change hands, but few.
  EXPECT_GT(same_work, others * 9 / 10);
}

TEST(Synthesis, JobsInTheOwnTownAreNear) {
  // One town of two quarters 8 km apart, each with its own works: most people work in their quarter, not half of them.
  SmallRegion small;
  small.town({.ags = "00000001",
              .population = 4000,
              .dwellings = 2200,
              .jobs = 2000,
              .in = 0,
              .workers = 2000,
              .out = 0,
              .homes = 900,
              .works = 40,
              .buildings = 900,
              .one_dwelling = 600});
  Region region = small.build();
  const ZoneId second = region.zones.name.push_back("00000001-002");
  region.zones.municipality.push_back(MunicipalityId(0));
  region.zones.gateway.push_back(GatewayId());
  region.zones.x_m.push_back(8000);
  region.zones.y_m.push_back(0);
  region.zones.node.push_back(region.zones.node[ZoneId(0)]);
  for (const auto b : region.sites.zone.ids()) {
    if (b.index() % 2 == 0) continue;
    region.sites.zone[b] = second;
    region.sites.x_m[b] += 8000;
  }
  people::Parameters parameters;
  parameters.employed_per_insured = 1;
  const People people = make(region, 1, 2, parameters);
  const auto near_share = [&](const People& made) {
    double near = 0, all = 0;
    for (const auto p : made.persons.work.ids()) {
      if (made.persons.employment[p] != Employment::employed) continue;
      all += 1;
      near += region.sites.zone[made.persons.home[p]] == region.sites.zone[made.persons.work[p]] ? 1 : 0;
    }
    return near / all;
  };
  EXPECT_GT(near_share(people), 0.75);
  parameters.gravity_decay = 0;  // without distance it is a coin toss
  EXPECT_NEAR(near_share(make(region, 1, 2, parameters)), 0.5, 0.06);
}

TEST(Synthesis, NoBuildingIsAProblemOfTheInput) {
  SmallRegion small;
  small.town({.ags = "15082005", .population = 100, .homes = 5});
  Region region = small.build();
  region.sites.municipality.assign(region.sites.size(), MunicipalityId());
  EXPECT_THROW(make(region), InputError);
}

TEST(Synthesis, MarginsAreSummedOverMunicipalities) {
  const std::vector<Margin> margins = {{"1", "households of 1 person", "default", "a table", 40, 44},
                                       {"1", "population", "official", "an office", 100, 100},
                                       {"2", "population", "official", "an office", 300, 297},
                                       {"1", "with a car, share", "county", "another", 0.5, 0.6},
                                       {"2", "with a car, share", "county", "another", 0.7, 0.7}};
  const auto lines = people::summarize(margins);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].quantity, "population");  // official figures first
  EXPECT_EQ(lines[0].municipalities, 2U);
  EXPECT_DOUBLE_EQ(lines[0].target, 400);
  EXPECT_DOUBLE_EQ(lines[0].reached, 397);
  EXPECT_DOUBLE_EQ(lines[0].deviation, 397.0 / 400 - 1);
  EXPECT_DOUBLE_EQ(lines[0].worst, 297.0 / 300 - 1);
  EXPECT_EQ(lines[0].worst_municipality, "2");
  EXPECT_EQ(lines[1].kind, "county");
  EXPECT_DOUBLE_EQ(lines[1].target, 0.6);  // a share is averaged
  EXPECT_DOUBLE_EQ(lines[1].reached, 0.65);
  EXPECT_EQ(lines[2].kind, "default");
  EXPECT_NEAR(lines[2].worst, 0.1, 1e-12);
}

}  // namespace
}  // namespace pendel
