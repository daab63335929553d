// SPDX-License-Identifier: Apache-2.0
#include "models/services/services.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/math.hpp"
#include "models/services/backlog.hpp"
#include "support/small_town.hpp"
#include "text/parameters.hpp"

namespace pendel::services {
namespace {

constexpr Date monday{2030, 3, 4};

/// Two municipalities, everything works, everyone has skill 60 and uses online services.
class ServicesTest : public testing::Test {
 protected:
  test::SmallTown town{60};
  Parameters parameters;
  State state;

  ServicesTest() {
    const auto n = town.people.persons.size();
    state.incidents.service_level.assign(2, 1.0F);
    state.adoption.skill.assign(n, 60);
    state.adoption.online.assign(n, 1);
  }
  using Values = std::map<std::string, std::vector<double>>;
  Values run(int threads = 2, Date date = monday) {
    parallel::Pool pool(threads);
    const World world{town.region, town.people, Random(1, 0), pool};
    test::MemoryRecorder recorder;
    const auto day = test::a_day(date);
    Channels(parameters, world, state.services).step(day, state, recorder, {});
    Services(parameters, world).step(day, state, recorder, {});
    return recorder.values;
  }
  double region(const char* name) { return run().at(std::string("services_region/") + name).front(); }
  /// Every calendar day of the last `days` with these levels, today included.
  void outage(int days, float first, float second) {
    state.incidents.history_days = days;
    state.incidents.service_history.clear();
    for (int d = 0; d < days; ++d) {
      state.incidents.service_history.push_back(first);
      state.incidents.service_history.push_back(second);
    }
    state.incidents.service_level[MunicipalityId(0)] = first;
    state.incidents.service_level[MunicipalityId(1)] = second;
  }
  double adults() const {
    double n = 0;
    for (auto person : ids<PersonId>(town.people.persons.residents))
      n += town.people.persons.age[person] >= AgeGroup::from_18_to_24 ? 1 : 0;
    return n;
  }
};

TEST_F(ServicesTest, ChoiceByHand) {
  Situation s;
  s.office = BuildingId(1);
  s.travel_h = 0.95;  // 57 min
  s.coverage = 0.6;
  // Online 0.5; visit -0.5 (0.95 + 0.8) = -0.875; unserved -5.
  const double on = math::exp(0.5);
  const double go = math::exp(-0.875);
  const double no = math::exp(-5.0);
  const auto p = probabilities(parameters, s);
  EXPECT_NEAR(p[online], 0.6 * on / (on + go + no), 1e-12);
  EXPECT_NEAR(p[visit], 0.6 * go / (on + go + no) + 0.4 * go / (go + no), 1e-12);
  EXPECT_EQ(p[assisted], 0);
  EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1, 1e-12);
  // With 54 % users (bidt) of what is online 43 % is done online: what the utility was chosen for.
  s.coverage = 1;
  EXPECT_NEAR(0.54 * probabilities(parameters, s)[online], 0.43, 0.01);
  s.uses_online = false;
  EXPECT_EQ(probabilities(parameters, s)[online], 0);
  s.office = BuildingId();
  EXPECT_EQ(probabilities(parameters, s)[unserved], 1);
}

TEST_F(ServicesTest, ANewAlternativeMovesOnlyThoseWhoTakeIt) {
  Situation s;
  s.office = BuildingId(1);
  s.travel_h = 1;
  s.coverage = 1;
  Situation desk = s;
  desk.assisted_desk = true;
  int moved = 0;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const auto gumbels = Random(1, 0)(Stream::test, i);
    const auto before = choose(parameters, s, true, gumbels);
    const auto after = choose(parameters, desk, true, gumbels);
    if (before == after) continue;
    ++moved;
    EXPECT_EQ(after, assisted);
  }
  EXPECT_GT(moved, 100);
}

TEST_F(ServicesTest, DrawsFollowTheProbabilities) {
  Situation s;
  s.office = BuildingId(1);
  s.travel_h = 1;
  s.coverage = 1;
  const auto p = probabilities(parameters, s);
  int on = 0;
  constexpr int n = 20000;
  for (std::uint64_t i = 0; i < n; ++i) on += choose(parameters, s, true, Random(1, 0)(Stream::test, i)) == online;
  EXPECT_NEAR(on / double{n}, p[online], 4 * std::sqrt(p[online] * (1 - p[online]) / n));
}

TEST_F(ServicesTest, ContactsAreServedQueuedOrNot) {
  outage(1, 0.4F, 1.0F);
  const auto values = run();
  for (const std::string scope : {"services/", "services_region/"}) {
    const auto& all = values.at(scope + "contacts");
    for (std::size_t m = 0; m < all.size(); ++m) {
      double sum = 0;
      for (const char* part : {"online", "visit", "assisted", "elsewhere", "queued", "unserved"})
        sum += values.at(scope + "contacts_" + part)[m];
      EXPECT_NEAR(sum, all[m], 1e-12 + 1e-12 * all[m]);
    }
  }
  EXPECT_NEAR(values.at("services_region/contacts").front(), adults() * 1.7 / 250, 1e-9);
  EXPECT_EQ(values.at("services/contacts_queued")[1], 0);  // its services work
  EXPECT_GT(values.at("services/contacts_elsewhere")[0], 0);
  EXPECT_NEAR(values.at("services/contacts_elsewhere")[0] / values.at("services/contacts_queued")[0], 0.2 / 0.8, 1e-9);
}

TEST_F(ServicesTest, ClosedOnSundays) {
  const auto values = run(2, {2030, 3, 3});
  EXPECT_EQ(values.at("services_region/contacts").front(), 0);
  EXPECT_GT(values.at("services_region/unserved_share").front(), 0);  // of a contact, whatever the day
  for (const auto channel : state.services.channel) EXPECT_EQ(channel, Channel::none);
}

TEST_F(ServicesTest, TodaysVisitsLeadToOffices) {
  parameters.contacts_per_year = 250;  // everyone, every day
  outage(1, 0.5F, 1.0F);
  run();
  std::map<Channel, int> seen;
  const auto& municipality = town.region.sites.municipality;
  for (auto person : ids<PersonId>(town.people.persons.residents)) {
    const auto channel = state.services.channel[person];
    ++seen[channel];
    const auto office = state.services.office[person];
    EXPECT_EQ(office.valid(), channel == Channel::visit || channel == Channel::elsewhere);
    if (!office.valid()) continue;
    const auto home = municipality[town.people.persons.home[person]];
    EXPECT_EQ(municipality[office] == home, channel == Channel::visit);
  }
  EXPECT_GT(seen[Channel::visit], 5);
  EXPECT_GT(seen[Channel::online], 5);
  EXPECT_GT(seen[Channel::elsewhere], 0);
  EXPECT_GT(seen[Channel::queued], 0);
}

TEST_F(ServicesTest, AClosedOfficeSendsPeopleToTheNextTown) {
  const auto before = run();
  parameters.offices_closed = {"15000002"};
  const auto after = run();
  EXPECT_GT(after.at("services/visit_travel_time")[1], before.at("services/visit_travel_time")[1]);
  EXPECT_GT(after.at("services/unserved_share")[1], before.at("services/unserved_share")[1]);
  EXPECT_EQ(after.at("services/visit_travel_time")[0], before.at("services/visit_travel_time")[0]);
  parameters.offices_closed = {"all"};
  EXPECT_EQ(run().at("services_region/contacts_visit").front(), 0);
}

TEST_F(ServicesTest, TheUnskilledAreServedLess) {
  for (auto person : ids<PersonId>(town.people.persons.size()))
    if (town.people.persons.age[person] == AgeGroup::from_65) {
      state.adoption.skill[person] = 30;
      state.adoption.online[person] = 0;
    }
  const auto values = run();
  const auto share = [&](const char* name) { return values.at(std::string("services_region/") + name).front(); };
  EXPECT_GT(share("unserved_share_from_65"), share("unserved_share"));
  EXPECT_EQ(share("unserved_share_from_65"), share("unserved_share_low_skill"));
}

TEST_F(ServicesTest, ALeverThatTouchesNobodyChangesNothing) {
  const auto before = run();
  const auto people = state.services.office;
  parameters.overtime_share = 0.3;       // nothing waits
  parameters.urgent_share = 0.4;         // nothing fails
  parameters.branches_closed = {"all"};  // there is one office each
  EXPECT_EQ(run(), before);
  EXPECT_EQ(state.services.office, people);
}

TEST_F(ServicesTest, SameBitsForAnyNumberOfThreads) {
  parameters.contacts_per_year = 100;
  outage(30, 0.2F, 0.9F);
  const auto one = run(1);
  EXPECT_EQ(one, run(2));
  EXPECT_EQ(one, run(7));
}

TEST(Backlog, TwoWeeksByHand) {
  // Ten contacts a workday. Nothing works from Monday to Friday, nobody helps out: 50 wait. From then on all works, one
  // a day is worked off; nobody gives up.
  Parameters parameters;
  parameters.patience_days = 1e6;
  Queue queue(parameters, 10);
  for (int d = 0; d < 14; ++d) queue.step(Date::from_days(monday.days() + d), d < 5 ? 0.0 : 1.0, false);
  EXPECT_NEAR(queue.flow().arrivals, 100, 1e-12);
  EXPECT_NEAR(queue.flow().waiting, 45, 0.01);
  EXPECT_NEAR(queue.flow().served, 55, 0.01);
  EXPECT_EQ(queue.flow().elsewhere, 0);
}

TEST(Backlog, ContactsAreConserved) {
  const Parameters parameters;
  Queue queue(parameters, 7.3);
  for (int d = 0; d < 400; ++d) {
    queue.step(Date::from_days(monday.days() + d), d < 20 ? 0.0 : std::min(1.0, (d - 20) / 100.0), d % 3 == 0);
    const auto& f = queue.flow();
    EXPECT_NEAR(f.arrivals, f.served + f.elsewhere + f.given_up + f.waiting, 1e-9);
    EXPECT_GE(f.waiting, 0);
  }
  EXPECT_GT(queue.flow().elsewhere, 0);
  EXPECT_GT(queue.flow().given_up, 0);
}

TEST(ServicesParameters, EveryOneHasASource) {
  Parameters parameters;
  text::ParameterTable table;
  describe(parameters, table);
  for (const auto& row : table.rows()) EXPECT_FALSE(row.spec.source.empty() || row.spec.meaning.empty()) << row.path;
  Issues issues;
  test::SmallTown town{1};
  parameters.assisted = {"15000009"};
  check(parameters, town.region.municipalities, table, issues);
  EXPECT_EQ(issues.size(), 1U);
}

}  // namespace
}  // namespace pendel::services
