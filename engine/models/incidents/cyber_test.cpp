// SPDX-License-Identifier: Apache-2.0
#include "models/incidents/cyber.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/math.hpp"
#include "models/incidents/risk.hpp"
#include "support/small_town.hpp"
#include "text/parameters.hpp"

namespace pendel::incidents {
namespace {

Operator everyone(const std::string& name = "county IT") {
  Operator op;
  op.name = name;
  op.municipalities = {"all"};
  return op;
}

/// Two municipalities of 8,000 and 2,000 inhabitants.
class CyberTest : public testing::Test {
 protected:
  test::SmallTown town{20};
  Parameters parameters;

  CyberTest() {
    town.region.municipalities.population = Column<MunicipalityId, double>(std::vector<double>{8000, 2000});
    parameters.operators = {everyone()};
  }
  OperatorGraph graph() const { return {parameters.operators, parameters.services, town.region.municipalities}; }
  YearRisk years(double remote_share = 0, int threads = 2, std::uint32_t replication = 0) const {
    parallel::Pool pool(threads);
    const std::vector<double> remote(parameters.operators.size(), remote_share);
    return simulate_years(parameters, graph(), town.region.municipalities, remote, Random(1, replication), pool);
  }
  std::string problems() const {
    Issues issues;
    check(parameters, town.region, text::ParameterTable(), issues);
    std::string all;
    for (const auto& issue : issues.all()) all += to_string(issue) + "\n";
    return all;
  }
};

TEST_F(CyberTest, HazardByHand) {
  const Cyber c;
  Operator op = everyone();
  // At the reference size, security as usual, nobody away: attacks times the severe share.
  EXPECT_NEAR(severe_per_year(c, op, c.reference_inhabitants, 0), 0.0015, 1e-15);
  // 16 times the size: 16^0.24 = 1.945; security 1 against 0.5: 1 / 2.
  op.security = 1;
  EXPECT_NEAR(severe_per_year(c, op, 16 * c.reference_inhabitants, 0), 0.0015 * 1.94531 / 2, 1e-8);
  op.security = 0.5;
  op.mfa = op.vpn = op.managed_devices = op.training = 0;
  EXPECT_NEAR(severe_per_year(c, op, c.reference_inhabitants, 0.25), 0.0015 * (1 + 2 * 0.25), 1e-15);
  op.mfa = 1;  // takes away 0.9 of what remote work adds
  EXPECT_NEAR(severe_per_year(c, op, c.reference_inhabitants, 0.25), 0.0015 * (1 + 0.05), 1e-15);
  EXPECT_EQ(severe_per_year(c, op, 0, 0.25), 0);
}

TEST_F(CyberTest, MunicipalRatesSpanWhatIsReported) {
  // 0.0005 to 0.01 severe outages a year and municipality (project notes): a small house that does all it can, and a
  // provider of 1.7 million people that does little while many work at home.
  const Cyber c;
  Operator good = everyone();
  good.security = 0.9;
  Operator bad = everyone();
  bad.security = 0.1;
  bad.mfa = 0;
  EXPECT_LT(severe_per_year(c, good, 1000, 0.05), 0.0005);
  EXPECT_GT(severe_per_year(c, bad, 1.7e6, 0.3), 0.01);
}

TEST_F(CyberTest, UnprotectedRemoteWorkRaisesTheHazardAndEachControlLowersIt) {
  const Cyber c;
  const Operator op = everyone();
  EXPECT_GT(severe_per_year(c, op, 50000, 0.4), severe_per_year(c, op, 50000, 0.1));
  for (double Operator::*control :
       {&Operator::mfa, &Operator::vpn, &Operator::managed_devices, &Operator::training, &Operator::security}) {
    Operator more = op;
    more.*control = 1;
    EXPECT_LT(severe_per_year(c, more, 50000, 0.4), severe_per_year(c, op, 50000, 0.4));
    EXPECT_GT(control_cost_eur(c, more, 50000, 0.4), control_cost_eur(c, op, 50000, 0.4));
  }
}

TEST_F(CyberTest, RecoveryByHand) {
  Cyber c;
  c.recovery_days = 100;
  const Operator op = everyone();
  EXPECT_EQ(restored(c, op, 10, 10), 0);
  EXPECT_NEAR(restored(c, op, 110, 10), 1 - math::exp(-1.0), 1e-12);
  EXPECT_EQ(day_restored(c, op, 0.9, 10), 10 + 231);  // 100 ln 10 = 230.26
  Operator twice = op;
  twice.staff_factor = 2;
  EXPECT_EQ(day_restored(c, twice, 0.9, 10), 10 + 116);
  // Three services of equal work, half of all done: the first is back, the second half, the third not.
  const std::vector<Service> three = {{"a", 1.0 / 3, 1}, {"b", 1.0 / 3, 0}, {"c", 1.0 / 3, 0}};
  EXPECT_EQ(service_restored(three, 0, 0.5), 1);
  EXPECT_NEAR(service_restored(three, 1, 0.5), 0.5, 1e-12);
  EXPECT_EQ(service_restored(three, 2, 0.5), 0);
}

TEST_F(CyberTest, ForensicDaysAreUniformOverTheirRange) {
  const Cyber c;
  std::array<int, 32> seen{};
  for (std::uint64_t i = 0; i < 19000; ++i)
    ++seen[static_cast<std::size_t>(forensic_days(c, Random(1, 0)(Stream::test, i)))];
  for (std::size_t d = 0; d < seen.size(); ++d) {
    if (d < 3 || d > 21)
      EXPECT_EQ(seen[d], 0) << d;
    else
      EXPECT_NEAR(seen[d], 1000, 130) << d;  // four standard deviations
  }
}

TEST_F(CyberTest, OneServiceByHandGivesDelayPlusMean) {
  // With one service the days lost are D + tau, but for the day steps; fallback takes its share off.
  parameters.services = {{"all", 1, 1}};
  const auto lost = [&] {
    double sum = 0;
    for (const float level :
         outage_course(parameters.cyber, parameters.operators, parameters.services, graph(), 0, MunicipalityId(0), 12))
      sum += 1 - static_cast<double>(level);
    return sum;
  };
  EXPECT_NEAR(lost(), 12 + 84, 1);
  parameters.operators[0].fallback = 0.25;
  EXPECT_NEAR(lost(), 0.75 * (12 + 84), 1);
}

TEST_F(CyberTest, AnOperatorOfSomeServicesLeavesTheOthers) {
  parameters.operators[0].services = {"mail and telephone"};
  const auto course =
      outage_course(parameters.cyber, parameters.operators, parameters.services, graph(), 0, MunicipalityId(1), 12);
  EXPECT_FLOAT_EQ(course.front(), 0.9F);
  EXPECT_EQ(graph().operator_of(MunicipalityId(1), 0), 0);
  EXPECT_EQ(graph().operator_of(MunicipalityId(1), 1), OperatorGraph::none);
}

TEST_F(CyberTest, ExpectedLossIsRateTimesLoss) {
  parameters.cyber.attacks_per_year = 10;  // an outage in about one of ten years, so that the mean is well known
  parameters.cyber.forensic_low_days = parameters.cyber.forensic_high_days = 12;
  parameters.services = {{"all", 1, 1}};
  const auto risk = years();
  const double rate = severe_per_year(parameters.cyber, parameters.operators[0], 10000, 0);
  EXPECT_NEAR(risk.rate_per_year[0], rate, 1e-12);
  const double once = 1 - math::exp(-rate);
  const double lost = risk.lost_days[0].expected;
  const double error = 96 * std::sqrt(once * (1 - once) / parameters.cyber.years);
  EXPECT_NEAR(lost, 96 * once, 4 * error + 0.1);
  // The worst hundredth of years has an outage in each: the tail is one outage.
  EXPECT_NEAR(risk.lost_days[0].tail, 96, 1);
  EXPECT_NEAR(risk.region_lost_days.expected, lost, 1e-9);  // both fall together
  // Each outage costs 1.65 EUR and 0.24 a day over some 96 days.
  EXPECT_NEAR(risk.cost_eur[1].expected / risk.lost_days[1].expected, 1.65 / 96 + 0.24, 0.001);
}

TEST_F(CyberTest, TwoProvidersHaveTheSameMeanAndHalfTheTail) {
  parameters.cyber.size_exponent = 0;
  parameters.cyber.attacks_per_year = 1;  // 0.01 outages a year and operator
  parameters.cyber.years = 40000;
  parameters.cyber.tail = 0.002;  // of 800 years with an outage the worst 80
  town.region.municipalities.population = Column<MunicipalityId, double>(std::vector<double>{5000, 5000});
  const auto shared = years();
  Operator a = everyone("a");
  a.municipalities = {"15000001"};
  Operator b = everyone("b");
  b.municipalities = {"15000002"};
  parameters.operators = {a, b};
  ASSERT_EQ(problems(), "");
  const auto split = years();
  EXPECT_NEAR(split.region_lost_days.expected / shared.region_lost_days.expected, 1, 0.2);
  EXPECT_NEAR(split.region_lost_days.tail / shared.region_lost_days.tail, 0.5, 0.1);
  EXPECT_DOUBLE_EQ(split.region_rate_per_year, shared.region_rate_per_year);
}

TEST_F(CyberTest, SegmentsKeepApart) {
  parameters.cyber.attacks_per_year = 50;
  parameters.cyber.segment_spread = 0;
  const auto whole = years();
  parameters.operators[0].segments = 2;
  const auto apart = years();
  EXPECT_DOUBLE_EQ(apart.rate_per_year[0], whole.rate_per_year[0] / 2);
  EXPECT_NEAR(apart.lost_days[0].expected / whole.lost_days[0].expected, 0.5, 0.05);
  parameters.cyber.segment_spread = 1;
  EXPECT_DOUBLE_EQ(years().lost_days[1].expected, whole.lost_days[1].expected);
}

TEST_F(CyberTest, SameBitsForAnyNumberOfThreadsAndOtherLuckInAReplication) {
  parameters.cyber.attacks_per_year = 5;
  const auto figures = [](const YearRisk& r) {
    return std::array{r.lost_days[0].expected, r.lost_days[1].tail, r.region_cost_eur.expected, r.region_cost_eur.tail};
  };
  const auto one = figures(years(0.2, 1));
  EXPECT_EQ(one, figures(years(0.2, 2)));
  EXPECT_EQ(one, figures(years(0.2, 7)));
  EXPECT_NE(one, figures(years(0.2, 2, 1)));
}

TEST_F(CyberTest, WithoutOperatorsNothingIsLost) {
  parameters.operators.clear();
  EXPECT_EQ(problems(), "");
  const auto risk = years();
  EXPECT_EQ(risk.rate_per_year, (std::vector<double>{0, 0}));
  EXPECT_EQ(risk.region_cost_eur.tail, 0);
}

TEST_F(CyberTest, TheGraphIsChecked) {
  auto wrong = everyone("b");
  wrong.municipalities = {"15000003"};
  wrong.services = {"social benefit"};
  parameters.operators.push_back(wrong);
  parameters.operators.push_back(everyone("c"));
  parameters.services[0].work_share = 0.5;
  Incident outage;
  outage.name = "x";
  outage.kind = Kind::outage;
  outage.operator_name = "county It";
  parameters.incidents = {outage};
  const auto all = problems();
  EXPECT_NE(all.find("no municipality '15000003'"), std::string::npos) << all;
  EXPECT_NE(all.find("Did you mean 'social benefits'?"), std::string::npos) << all;
  EXPECT_NE(all.find("'county IT' and 'c' both run"), std::string::npos) << all;
  EXPECT_NE(all.find("work_share of all [[service]] is 1.48"), std::string::npos) << all;
  EXPECT_NE(all.find("Did you mean 'county IT'?"), std::string::npos) << all;
  EXPECT_NE(all.find("'x' has no 'from'"), std::string::npos) << all;
}

TEST_F(CyberTest, AScriptedOutageRunsThroughTheDays) {
  Incident outage;
  outage.name = "attack";
  outage.kind = Kind::outage;
  outage.operator_name = "county IT";
  outage.from = "2030-03-04";
  outage.forensic_days = 12;
  parameters.incidents = {outage};
  ASSERT_EQ(problems(), "");
  parallel::Pool pool(1);
  const World world{town.region, town.people, Random(1, 0), pool};
  IncidentsState state;
  test::MemoryRecorder recorder;
  Incidents model(parameters, world, state);
  const auto level_on = [&](Date date) {
    model.step(test::a_day(date), State{}, recorder, {});
    return state.service_level[MunicipalityId(0)];
  };
  EXPECT_EQ(level_on({2030, 3, 3}), 1.0F);
  EXPECT_EQ(state.history_days, 0);
  EXPECT_EQ(level_on({2030, 3, 4}), 0.0F);
  EXPECT_EQ(state.history_days, 1);
  EXPECT_EQ(level_on({2030, 3, 16}), 0.0F);  // nothing is switched on for twelve days
  const float later = level_on({2030, 4, 20});
  EXPECT_GT(later, 0.1F);
  EXPECT_LT(later, 1.0F);
  EXPECT_EQ(state.history_days, 48);
  EXPECT_EQ(state.service_history.back(), later);
  EXPECT_EQ(level_on({2033, 12, 31}), 1.0F);
}

TEST_F(CyberTest, ReportOfAnOutageFollowsItsInputs) {
  Incident outage;
  outage.name = "attack";
  outage.kind = Kind::outage;
  outage.operator_name = "county IT";
  outage.from = "2030-03-04";
  outage.forensic_days = 12;
  parameters.incidents = {outage};
  const auto report = [&] { return report_outages(parameters, graph(), town.region.municipalities, Random(1, 0)); };
  const auto base = report();
  EXPECT_EQ(base.first_service_days[0], 12 + 2);  // 84 x -ln(0.98) = 1.7
  EXPECT_EQ(base.emergency_days[0], 12 + 194);    // 84 ln 10 = 193.4
  EXPECT_EQ(base.restored_98_days[1], 12 + 329);  // 84 ln 50 = 328.6
  EXPECT_GT(base.lost_days[0], 12);
  parameters.cyber.recovery_days *= 1.1;
  EXPECT_GT(report().emergency_days[0], base.emergency_days[0]);
  EXPECT_GT(report().cost_eur[0], base.cost_eur[0]);
  parameters.incidents[0].forensic_days = 20;
  EXPECT_EQ(report().first_service_days[0], 20 + 2);
  parameters.incidents.clear();
  EXPECT_EQ(report().lost_days[0], 0);
}

TEST_F(CyberTest, RiskRecordsEveryFieldAndReadsTheHomeOffice) {
  parallel::Pool pool(2);
  const World world{town.region, town.people, Random(1, 0), pool};
  State state;
  state.adoption.telework_days.assign(town.people.persons.size(), 0);
  const auto run = [&](std::string_view path) {
    test::MemoryRecorder recorder;
    Risk(parameters, world).advance({}, state, recorder, {});
    for (const auto& figure : fields::risk_figures) {
      EXPECT_EQ(recorder.values.at(std::string(figure.municipality.path)).size(), 2U);
      EXPECT_EQ(find_field(figure.region.path), &figure.region);
    }
    return recorder.values.at(std::string(path)).front();
  };
  const double without = run("risk_region/outage_rate");
  EXPECT_EQ(run("risk_region/remote_share"), 0);
  state.adoption.telework_days.assign(town.people.persons.size(), 5);
  EXPECT_EQ(run("risk_region/remote_share"), 1);
  EXPECT_GT(run("risk_region/outage_rate"), without);
}

TEST_F(CyberTest, TheMeasureItSecurityCountsByInhabitants) {
  AdoptionState adoption;
  adoption.measure_since.assign(std::size_t{measures} * 2, 0);
  EXPECT_EQ(secured(parameters, graph(), town.region.municipalities, adoption)[0].security, 0.5);
  adoption.measure_since[static_cast<std::size_t>(Measure::it_security) * 2] = 1;  // the first has it: 8,000 of 10,000
  EXPECT_NEAR(secured(parameters, graph(), town.region.municipalities, adoption)[0].security, 0.5 + 0.25 * 0.8, 1e-12);
}

TEST(CyberParameters, EveryOneHasASourceAndUsualServicesAddUp) {
  Parameters parameters;
  text::ParameterTable table;
  describe(parameters, table);
  for (const auto& row : table.rows())
    if (row.path.starts_with("cyber")) {
      EXPECT_FALSE(row.spec.source.empty() || row.spec.meaning.empty()) << row.path;
    }
  double work = 0;
  double weight = 0;
  for (const auto& service : usual_services()) {
    work += service.work_share;
    weight += service.weight;
  }
  EXPECT_NEAR(work, 1, 1e-12);
  EXPECT_NEAR(weight, 1, 1e-12);
}

}  // namespace
}  // namespace pendel::incidents
