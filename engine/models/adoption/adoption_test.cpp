// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/adoption.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/small_town.hpp"
#include "text/parameters.hpp"

namespace pendel::adoption {
namespace {

const test::SmallTown& town() {
  static const test::SmallTown made(4000);
  return made;
}

AdoptionState adopt(const Parameters& parameters, int threads = 2) {
  parallel::Pool pool(threads);
  const World world{town().region, town().people, Random(7, 0), pool};
  State state;
  test::MemoryRecorder recorder;
  Adoption(parameters, world, state.adoption).advance({}, state, recorder, {});
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
  EXPECT_DOUBLE_EQ(telework_share(p, Sector::trade, std::nan("")), 0.125);
  EXPECT_DOUBLE_EQ(telework_share(p, Sector::information, 0.5), 0.5);
  p.telework_permitted = 0.3;
  EXPECT_DOUBLE_EQ(telework_share(p, Sector::information, 0.95), 0.3);
  p.telework_permitted = 1;
  p.telework_gap_closed = 1;
  EXPECT_DOUBLE_EQ(telework_share(p, Sector::trade, 0.95), 0.502);
  p.telework_gap_closed = 0;
  p.telework_scale = 100;
  EXPECT_DOUBLE_EQ(telework_share(p, Sector::construction, 0.95), 0.428);
}

TEST(Adoption, ShareComesOutAndOnlyTheEmployedTelework) {
  Parameters p;
  p.telework_share.fill(0.25);
  p.telework_cap.fill(1);
  const auto state = adopt(p);
  const auto& persons = town().people.persons;
  EXPECT_NEAR(mean(state.teleworks), 0.25, 0.02);
  for (auto person : ids<PersonId>(persons.size())) {
    if (persons.employment[person] != Employment::employed) {
      EXPECT_EQ(state.teleworks[person], 0);
    }
    EXPECT_EQ(state.telework_days[person] > 0, state.teleworks[person] == 1);
    EXPECT_LE(state.telework_days[person], persons.workdays[person]);
  }
}

TEST(Adoption, AHigherShareOnlyAddsAdopters) {
  Parameters more;
  more.telework_scale = 1.3;
  more.ev_share = 0.3;
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
  const auto one = adopt({}, 1);
  for (int threads : {2, 7}) {
    const auto many = adopt({}, threads);
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
