// SPDX-License-Identifier: Apache-2.0
#include "models/energy/energy.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "support/small_town.hpp"
#include "text/parameters.hpp"

namespace pendel::energy {
namespace {

const test::SmallTown& town() {
  static const test::SmallTown made(1500);
  return made;
}

/// Everybody at home all day, or (workers and pupils) away from 8 to 16.
Rows<PersonId, Activity> stays(bool away) {
  Rows<PersonId, Activity> rows;
  const auto& persons = town().people.persons;
  for (auto person : ids<PersonId>(persons.size())) {
    Activity home{Purpose::home, 0, persons.home[person], persons.home_gateway[person], 0, ticks_per_day};
    if (!away || !persons.work[person].valid()) {
      rows.push_row(std::array{home});
      continue;
    }
    auto evening = home;
    home.end = 8 * ticks_per_h;
    evening.begin = 16 * ticks_per_h;
    rows.push_row(std::array{
        home, Activity{Purpose::work, 0, persons.work[person], {}, 8 * ticks_per_h + 6000, 15 * ticks_per_h}, evening});
  }
  return rows;
}

struct Result {
  EnergyState state;
  std::map<std::string, std::vector<double>> fields;
};

Result simulate(const Parameters& parameters, bool away, Date date = {2030, 1, 15}, int threads = 2,
                const State& before = {}) {
  parallel::Pool pool(threads);
  const World world{town().region, town().people, Random(5, 0), pool};
  State state = before;
  state.schedules.wanted = stays(away);
  test::MemoryRecorder recorder;
  Energy(parameters, world, state.energy).step(test::a_day(date), state, recorder, {});
  return {std::move(state.energy), std::move(recorder.values)};
}

double total(const std::vector<float>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

TEST(Energy, HouseholdsAddUpToTheirMunicipalities) {
  const auto result = simulate({}, true);
  const double slices_wh = total(result.state.municipality_electricity_w) * slice_h;
  EXPECT_NEAR(total(result.state.electricity_wh.values()) / slices_wh, 1.0, 1e-5);
  const double heat_wh = total(result.state.municipality_heat_w) * slice_h;
  EXPECT_NEAR(total(result.state.heat_wh.values()) / heat_wh, 1.0, 1e-5);
  EXPECT_EQ(result.fields.at("electricity").size(), 96U * 2);
  EXPECT_EQ(result.fields.at("present").size(), 96U * 2);
}

TEST(Energy, PresenceCountsResidentsWhoAreAtHome) {
  const auto& persons = town().people.persons;
  double away = 0;
  for (auto person : ids<PersonId>(persons.residents)) away += persons.work[person].valid();
  const auto result = simulate({}, true);
  const auto at = [&](std::size_t slice) {
    return static_cast<double>(result.state.municipality_present[2 * slice] +
                               result.state.municipality_present[2 * slice + 1]);
  };
  EXPECT_NEAR(at(0), static_cast<double>(persons.residents), 0.5);
  EXPECT_NEAR(at(48), static_cast<double>(persons.residents) - away, 0.5);
}

TEST(Energy, WhoIsAtHomeUsesMorePowerAndLeavesTheDesk) {
  const auto away = simulate({}, true);
  const auto home = simulate({}, false);
  EXPECT_GT(total(home.state.electricity_wh.values()), 1.03 * total(away.state.electricity_wh.values()));
  EXPECT_GT(total(away.state.municipality_office_w), total(home.state.municipality_office_w));
}

/// What desks, shops, schools, trades and municipal sites draw is the same by building and by municipality; street
/// lights by dwelling.
TEST(Energy, BusinessesAddUpToTheirMunicipalities) {
  State before;
  before.adoption.street_light_kwh.assign(2, 48);
  const auto& state = simulate({}, true, {2030, 1, 15}, 2, before).state;
  ASSERT_FALSE(state.business.empty());
  std::vector<double> by_building(slices_per_day * 2, 0);
  for (std::size_t b = 0; b < state.business.size(); ++b)
    for (std::size_t s = 0; s < slices_per_day; ++s)
      by_building[2 * s + town().region.sites.municipality[state.business[b]].index()] +=
          static_cast<double>(state.business_w[b * slices_per_day + s]);
  EXPECT_GT(by_building[2 * 48], 1000);
  const auto& households = town().people.households;
  for (const auto household : ids<HouseholdId>(households.size())) {
    const auto m = town().region.sites.municipality[households.building[household]].index();
    for (std::size_t s = 0; s < slices_per_day; ++s)
      by_building[2 * s + m] += static_cast<double>(state.street_light_w[2 * s + m]);
  }
  for (std::size_t i = 0; i < by_building.size(); ++i) {
    const double by_municipality =
        static_cast<double>(state.municipality_office_w[i]) + static_cast<double>(state.municipality_service_w[i]);
    ASSERT_NEAR(by_building[i], by_municipality, 1e-5 * by_municipality) << i;
  }
}

/// Street lights and municipal sites save what the measures of their municipality save, and nobody else's.
TEST(Energy, MeasuresSaveInTheirMunicipality) {
  Parameters lights, sites;
  lights.trade_kwh_per_worker = lights.shop_kwh_per_m2 = lights.school_kwh_per_m2 = lights.public_kwh_per_resident = 0;
  sites.trade_kwh_per_worker = sites.shop_kwh_per_m2 = 0;
  State without, with;
  without.adoption.street_light_kwh.assign(2, 48);
  with.adoption.street_light_kwh = without.adoption.street_light_kwh;
  with.adoption.street_light_kwh[MunicipalityId(1)] *= 0.4F;
  with.adoption.municipal_site_level.assign(2, 1);
  with.adoption.municipal_site_level[MunicipalityId(0)] = 0.85F;
  const auto compare = [&](const Parameters& p, std::size_t slice, double first, double second) {
    const auto plain = simulate(p, true, {2030, 1, 15}, 2, without).state.municipality_service_w;
    const auto saved = simulate(p, true, {2030, 1, 15}, 2, with).state.municipality_service_w;
    EXPECT_GT(plain[2 * slice], 0);
    EXPECT_NEAR(saved[2 * slice] / plain[2 * slice], first, 1e-5);
    EXPECT_NEAR(saved[2 * slice + 1] / plain[2 * slice + 1], second, 1e-5);
  };
  compare(lights, 0, 1, 0.4);  // midnight
  compare(sites, 48, 0.85, 1);
}

/// One figure for the municipality's accounts and for the grids: a night's lamps are kWh a resident over 4,100 h.
TEST(Energy, StreetLightsAreWhatTheMunicipalityCounts) {
  Parameters lights;
  lights.trade_kwh_per_worker = lights.shop_kwh_per_m2 = lights.school_kwh_per_m2 = lights.public_kwh_per_resident = 0;
  State before;
  before.adoption.street_light_kwh.assign(2, 48);
  const auto w = simulate(lights, true, {2030, 1, 15}, 2, before).state.municipality_service_w;
  const double residents = static_cast<double>(town().people.persons.residents);
  EXPECT_NEAR(static_cast<double>(w[0]) + static_cast<double>(w[1]), residents * 48'000 / 4100, 1e-4 * residents * 12);
  EXPECT_EQ(total(simulate(lights, true).state.municipality_service_w), 0);  // nobody has said that streets are lit
}

TEST(Energy, ASmartMeterSavesWhileItsReadingsArrive) {
  const auto n = town().people.households.size();
  const auto with = [&](double saving, float level, std::uint8_t meters) {
    Parameters p;
    p.meter_saving = saving;
    State before;
    before.adoption.smart_meter.assign(n, meters);
    before.incidents.meter_level.assign(town().region.municipalities.size(), level);
    return simulate(p, true, {2030, 1, 15}, 2, before).state.electricity_wh;
  };
  const auto without = simulate({}, true).state.electricity_wh;
  EXPECT_EQ(with(0.1, 1, 0), without);  // no meter
  EXPECT_EQ(with(0, 1, 1), without);    // no saving
  EXPECT_EQ(with(0.1, 0, 1), without);  // nothing arrives
  const auto all = with(0.1, 1, 1), half = with(0.1, 0.5F, 1), most = with(0.1, 0.8F, 1);
  std::size_t saving = 0;
  for (const auto household : without.ids()) {
    EXPECT_NEAR(all[household] / without[household], 0.9, 1e-5);
    EXPECT_LE(all[household], most[household]);
    EXPECT_LE(most[household], half[household]);
    saving += half[household] < without[household] ? 1U : 0U;
  }
  EXPECT_NEAR(static_cast<double>(saving) / static_cast<double>(n), 0.5, 0.05);
}

/// Electricity of the afternoon counts three times that of the morning: by hand from the sums of all homes.
TEST(Energy, TheGridsHoursCount) {
  Parameters p;
  std::fill(p.grid_co2_by_hour.begin() + 12, p.grid_co2_by_hour.end(), 3);
  const auto result = simulate(p, true);
  const auto kg = [&](const std::vector<float>& w) {
    double sum = 0;
    for (std::size_t s = 0; s < slices_per_day; ++s)
      sum += (s < 48 ? 1 : 3) * 0.38 * 0.25 / 1000 * static_cast<double>(w[2 * s] + w[2 * s + 1]);
    return sum;
  };
  const auto& state = result.state;
  EXPECT_NEAR(total(state.electricity_co2_kg.values()) / kg(state.municipality_electricity_w), 1, 1e-5);
  const auto& drawn = result.fields.at("carrier_co2/electricity");
  EXPECT_NEAR((drawn[0] + drawn[1]) / kg(state.municipality_net_w), 1, 1e-5);  // no PV here
  const auto& gas = result.fields.at("carrier_co2/gas");
  EXPECT_NEAR(total(state.co2_kg.values()) / (drawn[0] + drawn[1] + gas[0] + gas[1]), 1, 1e-5);
  EXPECT_NEAR((total(state.heat_co2_kg.values()) - gas[0] - gas[1]) / kg(state.municipality_system_w), 1, 1e-3);
}

TEST(Energy, SetBackSavesOnlyWhereNobodyIsHome) {
  Parameters all, none;
  all.setback_share = 1;
  none.setback_share = 0;
  EXPECT_LT(total(simulate(all, true).state.heat_wh.values()),
            0.995 * total(simulate(none, true).state.heat_wh.values()));
  EXPECT_EQ(simulate(all, false).state.heat_wh, simulate(none, false).state.heat_wh);
}

TEST(Energy, MorePresenceHeatsByBodiesWhereNobodySetsBack) {
  Parameters p;
  p.setback_share = 0;
  EXPECT_LT(total(simulate(p, false).state.heat_wh.values()), total(simulate(p, true).state.heat_wh.values()));
}

TEST(Energy, NoHeatInSummerAndMoreInTheCold) {
  EXPECT_EQ(total(simulate({}, true, {2030, 7, 20}).state.heat_wh.values()), 0.0);
  Parameters cold;
  cold.setpoint_c = 21;
  EXPECT_GT(total(simulate(cold, true).state.heat_wh.values()), total(simulate({}, true).state.heat_wh.values()));
}

TEST(Energy, WarmUpHasForgottenItsStart) {
  Parameters p;
  p.warm_up_days = 10;
  const double ten = total(simulate(p, true).state.heat_wh.values());
  p.warm_up_days = 20;
  const double twenty = total(simulate(p, true).state.heat_wh.values());
  EXPECT_NEAR(ten / twenty, 1.0, 0.01);
}

TEST(Energy, SameBitsForAnyThreads) {
  const auto one = simulate({}, true, {2030, 1, 15}, 1);
  for (int threads : {2, 7}) {
    const auto many = simulate({}, true, {2030, 1, 15}, threads);
    EXPECT_EQ(one.state.electricity_wh, many.state.electricity_wh);
    EXPECT_EQ(one.state.heat_wh, many.state.heat_wh);
    EXPECT_EQ(one.state.municipality_heat_w, many.state.municipality_heat_w);
  }
}

TEST(Energy, EveryParameterHasASource) {
  Parameters parameters;
  text::ParameterTable table;
  describe(parameters, table);
  EXPECT_NE(table.find("energy.setpoint_c"), nullptr);
  for (const auto& row : table.rows()) EXPECT_FALSE(row.spec.source.empty() || row.spec.meaning.empty()) << row.path;
}

}  // namespace
}  // namespace pendel::energy
