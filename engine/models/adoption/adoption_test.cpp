// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/adoption.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/math.hpp"
#include "models/adoption/telework.hpp"
#include "support/small_town.hpp"
#include "text/parameters.hpp"

namespace pendel::adoption {
namespace {

const test::SmallTown& town() {
  static const test::SmallTown made(4000);
  return made;
}

/// Adoption over half-years from 2025 on, or from `start` on.
AdoptionState adopt(const Parameters& parameters, int threads = 2, int periods = 1, int start = 2025) {
  parallel::Pool pool(threads);
  const World world{town().region, town().people, Random(7, 0), pool};
  State state;
  test::MemoryRecorder recorder;
  Adoption model(parameters, world, state.adoption);
  for (int i = 0; i < periods; ++i) {
    recorder.values.clear();
    model.advance({i, {start + i / 2, 1 + 6 * (i % 2), 1}, {start + (i + 1) / 2, 1 + 6 * ((i + 1) % 2), 1}}, state,
                  recorder, {});
  }
  return std::move(state.adoption);
}

/// Who has it in `less` must have it in `more`.
template <class Id>
std::size_t lost(const Column<Id, std::uint8_t>& less, const Column<Id, std::uint8_t>& more) {
  std::size_t n = 0;
  for (auto id : less.ids()) n += less[id] > more[id] ? 1U : 0U;
  return n;
}

double mean(const Column<PersonId, std::uint8_t>& column) {
  double sum = 0, workers = 0;
  for (auto person : column.ids())
    if (town().people.persons.employment[person] == Employment::employed) sum += column[person], workers += 1;
  return sum / workers;
}

TEST(Adoption, TheShareIsTheSmallestOfTheCaps) {
  Parameters p;
  constexpr double pandemic = 2021.3;
  EXPECT_DOUBLE_EQ(telework_share(p, Sector::trade, std::nan(""), pandemic), 0.189);
  EXPECT_DOUBLE_EQ(telework_share(p, Sector::trade, std::nan(""), 2019.5), 0.189 * p.telework_before);
  EXPECT_DOUBLE_EQ(telework_share(p, Sector::information, 0.5, pandemic), 0.5);
  p.telework_permitted = 0.3;
  EXPECT_DOUBLE_EQ(telework_share(p, Sector::information, 0.95, pandemic), 0.3);
  p.telework_equipped = 0.2;
  EXPECT_DOUBLE_EQ(telework_share(p, Sector::information, 0.95, pandemic), 0.2);
  p.telework_permitted = p.telework_equipped = 1;
  p.telework_gap_closed = 1;
  EXPECT_DOUBLE_EQ(telework_share(p, Sector::trade, 0.95, pandemic), 0.502);
  p.telework_gap_closed = 0;
  p.telework_scale = 100;
  EXPECT_DOUBLE_EQ(telework_share(p, Sector::construction, 0.95, 1), 0.428);
}

TEST(Adoption, ShareComesOutAndOnlyTheEmployedTelework) {
  Parameters p;
  p.telework_share.fill(0.25);
  p.telework_cap.fill(1);
  p.telework_before = 1;  // no path
  const auto state = adopt(p);
  const auto& persons = town().people.persons;
  EXPECT_NEAR(mean(state.teleworks), 0.25, 0.02);
  double part = 0, part_users = 0, full = 0, full_users = 0;
  for (auto person : ids<PersonId>(persons.size())) {
    if (persons.employment[person] != Employment::employed) {
      EXPECT_EQ(state.teleworks[person], 0);
      continue;
    }
    EXPECT_EQ(state.telework_days[person] > 0, state.teleworks[person] == 1);
    EXPECT_LE(state.telework_days[person], persons.workdays[person]);
    (state.part_time[person] != 0 ? part : full) += 1;
    (state.part_time[person] != 0 ? part_users : full_users) += state.teleworks[person];
  }
  EXPECT_NEAR(part_users / part / (full_users / full), p.telework_part_time_ratio, 0.08);
}

TEST(Adoption, ThePandemicIsAJumpOfWhichAPartStays) {
  Parameters p;
  const auto level = [&](double year) { return telework_level(p, Sector::trade, year); };
  EXPECT_DOUBLE_EQ(level(2019.5), p.telework_before);
  EXPECT_DOUBLE_EQ(level(2021.3), 1);
  EXPECT_NEAR(level(2030), p.telework_before + 0.27 * (1 - p.telework_before), 1e-6);
  p.telework_persistence_scale = 2;
  EXPECT_NEAR(level(2030), p.telework_before + 0.54 * (1 - p.telework_before), 1e-6);
  p.telework_persistence_scale = 0;
  EXPECT_NEAR(level(2030), p.telework_before, 1e-6);
  p.telework_persistence_scale = 10;
  EXPECT_DOUBLE_EQ(level(2030), 1);
}

/// ifo business survey, February 2025: 24.5 % of all, industry 16.9, trade 12.5, construction 4.6. Nothing later than
/// 2022 has been used for these sectors.
TEST(Adoption, TheCountryOf2025IsPredictedFrom2021And2022) {
  const Parameters p;
  EXPECT_NEAR(country_telework_share(p, 2021.3), 0.308, 0.02);  // April
  EXPECT_NEAR(country_telework_share(p, 2019.5), 0.10, 0.02);
  EXPECT_NEAR(country_telework_share(p, 2022.6), 0.245, 0.02);  // August
  EXPECT_NEAR(country_telework_share(p, 2023.7), 0.25, 0.02);   // August, hold-out
  EXPECT_NEAR(country_telework_share(p, 2025.1), 0.245, 0.02);  // hold-out
  const auto of_2025 = [](const Parameters& parameters, Sector sector) {
    return telework_share(parameters, sector, std::nan(""), 2025.1);
  };
  EXPECT_NEAR(of_2025(p, Sector::industry), 0.169, 0.03);
  EXPECT_NEAR(of_2025(p, Sector::trade), 0.125, 0.03);
  EXPECT_NEAR(of_2025(p, Sector::construction), 0.046, 0.03);
  auto perturbed = p;
  perturbed.telework_share[static_cast<std::size_t>(Sector::industry)] *= 1.5;
  EXPECT_GT(of_2025(perturbed, Sector::industry), 1.4 * of_2025(p, Sector::industry));
}

TEST(Adoption, CoworkingPlacesAreFilledUpToTheirDesksByTeleworkersInReach) {
  Parameters p;
  p.telework_scale = 3;
  p.hubs = {{"A", "15000001", 5}, {"B", "15000002", 1e6}};
  const auto with = adopt(p);
  p.hubs.clear();
  const auto without = adopt(p);
  EXPECT_EQ(with.telework_days, without.telework_days);  // a place to work is no reason to telework
  double a = 0, b = 0;
  for (auto person : with.hub.ids()) {
    EXPECT_FALSE(without.hub[person].valid());
    if (!with.hub[person].valid()) continue;
    EXPECT_GT(with.telework_days[person], 0);
    (town().region.sites.municipality[with.hub[person]] == MunicipalityId(0) ? a : b) += with.telework_days[person];
  }
  EXPECT_GT(a, 15);
  EXPECT_LE(a, 5 * 5);
  EXPECT_GT(b, 100);
  // A third place takes only those who prefer it.
  p.hubs = {{"A", "15000001", 1e6}};
  const auto one = adopt(p);
  p.hubs.push_back({"B", "15000002", 1e6});
  const auto two = adopt(p);
  std::size_t moved = 0;
  for (auto person : one.hub.ids()) {
    if (one.hub[person] == two.hub[person]) continue;
    ASSERT_TRUE(two.hub[person].valid());
    ASSERT_EQ(town().region.sites.municipality[two.hub[person]], MunicipalityId(1));
    ++moved;
  }
  EXPECT_GT(moved, 10U);
}

TEST(Diffusion, PassesThroughThePublishedShareAndOnlyGrows) {
  const Diffusion d{.p_per_year = 0.01, .q_per_year = 0.3, .ceiling = 0.8, .share = 0.2, .year = 2025};
  EXPECT_NEAR(diffused(d, 2025, 2025), 0.2, 1e-12);
  auto fast = d;
  fast.speed = 2;
  double before = 0;
  for (double year = 2000; year < 2080; year += 0.5) {
    const double now = diffused(d, year, 2025);
    EXPECT_GE(now, before);
    EXPECT_GE(diffused(fast, year, 2025), now - 1e-12);
    before = now;
  }
  EXPECT_NEAR(before, 0.8, 1e-3);
  // Against the differential equation, by small steps.
  double f = 0.2;
  for (int i = 0; i < 5000; ++i) f += 0.001 * (d.p_per_year + d.q_per_year * f / d.ceiling) * (d.ceiling - f);
  EXPECT_NEAR(diffused(d, 2030, 2025), f, 1e-3);
}

/// Electric cars and PV of a town: as many as without neighbours, but next to each other.
TEST(Neighbours, ClusterAdoptersAndKeepTheirNumber) {
  Parameters with, without;
  with.neighbour_share = 1, without.neighbour_share = 0;
  with.ev.q_per_year = without.ev.q_per_year = 0.5;
  constexpr int periods = 14;
  const auto a = adopt(without, 2, periods), b = adopt(with, 2, periods);
  for (const float exponent : a.pull_ev) ASSERT_EQ(exponent, 0.0F);
  const auto& households = town().people.households;
  const auto count = [&](const AdoptionState& state) {
    double cars = 0;
    for (const auto household : households.cars.ids()) cars += state.electric_cars[household];
    return cars;
  };
  /// Variance of the share of electric cars between the places where houses stand together.
  const auto spread = [&](const AdoptionState& state) {
    std::array<double, 25> cars{}, electric{};
    for (const auto household : households.cars.ids()) {
      const auto zone = town().region.sites.zone[households.building[household]].index();
      cars[zone] += households.cars[household], electric[zone] += state.electric_cars[household];
    }
    double mean = 0, square = 0;
    for (std::size_t z = 0; z < 25; ++z) mean += electric[z] / cars[z] / 25;
    for (std::size_t z = 0; z < 25; ++z) square += math::pow(electric[z] / cars[z] - mean, 2) / 25;
    return square;
  };
  EXPECT_NEAR(count(b) / count(a), 1, 0.08);
  EXPECT_GT(spread(b), 1.5 * spread(a));
  EXPECT_EQ(lost(adopt(with, 2, periods - 4).electric_cars, b.electric_cars), 0U);  // nobody goes back
}

TEST(Municipalities, MoneyBinds) {
  Parameters none, little, much;
  none.municipal.budget_eur_per_inhabitant = 0;
  little.municipal.budget_eur_per_inhabitant = 3;
  much.municipal.budget_eur_per_inhabitant = 100;
  for (auto* p : {&none, &little, &much})
    for (auto& measure : p->municipal.measure) measure.p_per_year = 3;
  const auto count = [](const AdoptionState& state) {
    std::size_t n = 0;
    for (const auto since : state.measure_since) n += since != 0 ? 1U : 0U;
    return n;
  };
  const auto start = adopt(none, 2, 1);
  EXPECT_EQ(adopt(none, 2, 10).measure_since, start.measure_since);
  const auto few = adopt(little, 2, 10), many = adopt(much, 2, 10);
  EXPECT_GT(count(many), count(few));
  for (const double left : few.budget_eur) EXPECT_GE(left, 0);
  auto costly = little;
  for (auto& measure : costly.municipal.measure) measure.running_share = 10;
  EXPECT_LT(count(adopt(costly, 2, 10)), count(few));
}

TEST(Municipalities, PoliciesNeverDelayAndMeasuresStay) {
  Parameters more;
  more.municipal.peer_exchange = 5;
  more.municipal.staff_factor = 3;
  more.municipal.budget_factor = 10;
  AdoptionState before = adopt({}, 2, 1);
  for (int periods : {2, 8, 20}) {
    const auto base = adopt({}, 2, periods), policy = adopt(more, 2, periods);
    for (std::size_t i = 0; i < base.measure_since.size(); ++i) {
      if (before.measure_since[i] != 0) {
        EXPECT_EQ(base.measure_since[i], before.measure_since[i]);
      }
      if (i < 2 && base.measure_since[i] != 0) {  // strategies, which need nothing else
        ASSERT_NE(policy.measure_since[i], 0);
        ASSERT_LE(policy.measure_since[i], base.measure_since[i]);
      }
    }
    for (auto m : ids<MunicipalityId>(2))
      if (base.has(Measure::energy_management, m)) {
        EXPECT_TRUE(base.has(Measure::data_platform, m));
      }
    before = base;
  }
}

TEST(Adoption, NobodyGoesBackOverTenYears) {
  auto before = adopt({}, 2, 1);
  for (int periods : {5, 10, 20}) {
    const auto now = adopt({}, 2, periods);
    EXPECT_EQ(lost(before.electric_cars, now.electric_cars), 0U);
    EXPECT_EQ(lost(before.smart_meter, now.smart_meter), 0U);
    for (auto building : now.heating.ids()) {
      if (before.heating[building] == Heating::heat_pump) {
        ASSERT_EQ(now.heating[building], Heating::heat_pump);
      }
      ASSERT_GE(now.pv_kwp[building], before.pv_kwp[building]);
      ASSERT_GE(now.battery_kwh[building], before.battery_kwh[building]);
    }
    before = now;
  }
}

TEST(Adoption, SkillFollowsAgeAndTrainingMovesOnlineUse) {
  Parameters trained;
  trained.skill_extra = 10;
  const auto base = adopt({}), more = adopt(trained);
  const auto& persons = town().people.persons;
  std::array<double, age_groups> sum{}, n{};
  double online = 0, more_online = 0;
  for (auto person : ids<PersonId>(persons.residents)) {
    const auto age = static_cast<std::size_t>(persons.age[person]);
    sum[age] += static_cast<double>(base.skill[person]), n[age] += 1;
    EXPECT_GE(more.skill[person], base.skill[person]);
    online += base.online[person], more_online += more.online[person];
    EXPECT_LE(base.online[person], more.online[person]);
  }
  const auto young = static_cast<std::size_t>(AgeGroup::from_25_to_44),
             old = static_cast<std::size_t>(AgeGroup::from_65);
  if (n[young] > 0 && n[old] > 0) {
    EXPECT_GT(sum[young] / n[young], sum[old] / n[old] + 10);
  }
  EXPECT_GT(more_online, 1.05 * online);
}

TEST(Adoption, AHigherShareOnlyAddsAdopters) {
  Parameters more;
  more.telework_scale = 1.3;
  more.ev_share = 0.3;
  more.smart_meter.speed = 2;
  const auto a = adopt({});
  const auto b = adopt(more);
  EXPECT_EQ(lost(a.teleworks, b.teleworks), 0U);
  EXPECT_EQ(lost(a.telework_days, b.telework_days), 0U);
  EXPECT_EQ(lost(a.electric_cars, b.electric_cars), 0U);
  EXPECT_GT(mean(b.teleworks), mean(a.teleworks));
}

TEST(Adoption, MoreHeatPumpsReplaceGasAlone) {
  Parameters more;
  more.heat_pump_share = 0.3;
  const auto a = adopt({});
  const auto b = adopt(more);
  std::size_t changed = 0;
  for (auto building : a.heating.ids()) {
    if (a.heating[building] == b.heating[building]) continue;
    EXPECT_EQ(a.heating[building], Heating::gas);
    EXPECT_EQ(b.heating[building], Heating::heat_pump);
    ++changed;
  }
  EXPECT_GT(changed, 0U);
}

TEST(Adoption, DistrictHeatKeepsTheMunicipalShareAndPrefersLargeHouses) {
  Parameters p;
  p.district_share = 0.2;
  const auto state = adopt(p);
  const auto& buildings = town().people.buildings;
  double all = 0, district = 0, large = 0, district_large = 0;
  for (auto building : state.heating.ids()) {
    if (buildings.dwellings[building] == 0) continue;
    const bool has = state.heating[building] == Heating::district;
    all += 1, district += has;
    if (buildings.dwellings[building] > 1) large += 1, district_large += has;
  }
  EXPECT_NEAR(district / all, 0.2, 0.05);
  EXPECT_GT(district_large / large, 2 * (district - district_large) / (all - large));
}

TEST(Adoption, PvAddsUpToTheOfficialPowerUnlessRoofsAreCapped) {
  const auto sum = [](const AdoptionState& state) {
    double kwp = 0;
    for (float value : state.pv_kwp) kwp += static_cast<double>(value);
    return kwp;
  };
  double roofs = 0;
  for (auto building : town().people.buildings.dwellings.ids())
    if (town().people.buildings.dwellings[building] > 0)
      roofs += town().people.buildings.dwellings[building] > 1 ? 24.0 : 7.5;
  Parameters p;
  EXPECT_NEAR(sum(adopt(p)), p.pv_home_cap * roofs, 0.25 * p.pv_home_cap * roofs);
  p.pv_home_cap = 1;
  p.pv_home_share = 0.3 * roofs / (2 * 2000);  // two municipalities with 2,000 kW each
  EXPECT_NEAR(sum(adopt(p)), 0.3 * roofs, 0.15 * 0.3 * roofs);
}

TEST(Adoption, SameBitsForAnyThreads) {
  constexpr int periods = 4;  // neighbours count from the second on
  const auto one = adopt({}, 1, periods);
  for (int threads : {2, 7}) {
    const auto many = adopt({}, threads, periods);
    EXPECT_EQ(one.pull_ev, many.pull_ev);
    EXPECT_EQ(one.pull_heat_pump, many.pull_heat_pump);
    EXPECT_EQ(one.electric_cars, many.electric_cars);
    EXPECT_EQ(one.telework_days, many.telework_days);
    EXPECT_EQ(one.heating, many.heating);
    EXPECT_EQ(one.pv_kwp, many.pv_kwp);
  }
}

TEST(Adoption, EveryParameterHasASource) {
  Parameters parameters;
  text::ParameterTable table;
  describe(parameters, table);
  EXPECT_NE(table.find("adoption.telework_share.information"), nullptr);
  for (const auto& row : table.rows()) EXPECT_FALSE(row.spec.source.empty() || row.spec.meaning.empty()) << row.path;
}

}  // namespace
}  // namespace pendel::adoption
