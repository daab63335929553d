// SPDX-License-Identifier: Apache-2.0
#include "models/schedules/schedules.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "models/schedules/day_plan.hpp"
#include "support/small_town.hpp"
#include "text/parameters.hpp"

namespace pendel::schedules {
namespace {

const test::SmallTown& town() {
  static const test::SmallTown made(3000);
  return made;
}

struct Result {
  SchedulesState state;
  std::map<std::string, std::vector<double>> fields;
};

/// `days` wanted telework days for every employed person.
Result plan(const Parameters& parameters, std::uint8_t days = 0, Date date = {2030, 3, 5}, int threads = 2) {
  parallel::Pool pool(threads);
  const World world{town().region, town().people, Random(3, 0), pool};
  State state;
  const auto& persons = town().people.persons;
  state.adoption.telework_days.assign(persons.size(), 0);
  for (auto person : ids<PersonId>(persons.size()))
    if (persons.employment[person] == Employment::employed) state.adoption.telework_days[person] = days;
  test::MemoryRecorder recorder;
  Schedules(parameters, world, state.schedules).step(test::a_day(date), state, recorder, {});
  return {std::move(state.schedules), std::move(recorder.values)};
}

bool commutes(std::span<const Activity> stays) {
  for (const auto& stay : stays)
    if (stay.purpose == Purpose::work && stays.size() > 1) return true;
  return false;
}

TEST(Schedules, EverybodysDayIsWholeInOrderAndBeginsAndEndsAtHome) {
  const auto& persons = town().people.persons;
  for (auto date : {Date{2030, 3, 5}, Date{2030, 3, 9}, Date{2030, 3, 10}}) {
    const auto result = plan({}, 2, date);
    for (auto person : result.state.wanted.ids()) {
      const auto stays = result.state.wanted[person];
      ASSERT_FALSE(stays.empty());
      ASSERT_EQ(stays.front().begin, 0);
      ASSERT_EQ(stays.back().end, ticks_per_day);
      for (std::size_t i = 0; i < stays.size(); ++i) {
        ASSERT_LT(stays[i].begin, stays[i].end);
        if (i > 0) {
          ASSERT_LT(stays[i - 1].end, stays[i].begin);
        }
      }
      if (stays.size() == 1 && stays[0].purpose == Purpose::work) {  // a weekly commuter away
        ASSERT_EQ(persons.commute[person], CommuteKind::weekly);
        continue;
      }
      for (const auto* end : {&stays.front(), &stays.back()}) {
        ASSERT_EQ(end->purpose, Purpose::home);
        ASSERT_EQ(end->building, persons.home[person]);
        ASSERT_EQ(end->gateway, persons.home_gateway[person]);
      }
    }
  }
}

TEST(Schedules, CommutersUseTheirGateways) {
  const auto& persons = town().people.persons;
  const auto result = plan({});
  std::array<int, 3> seen{};
  for (auto person : result.state.wanted.ids())
    for (const auto& stay : result.state.wanted[person]) {
      if (stay.purpose != Purpose::work) continue;
      if (persons.commute[person] == CommuteKind::outbound) {
        EXPECT_EQ(stay.gateway, persons.work_gateway[person]);
        EXPECT_FALSE(stay.building.valid());
        ++seen[0];
      } else if (persons.commute[person] == CommuteKind::inbound) {
        EXPECT_EQ(result.state.wanted[person].front().gateway, persons.home_gateway[person]);
        EXPECT_EQ(stay.building, persons.work[person]);
        ++seen[1];
      } else if (persons.commute[person] == CommuteKind::weekly) {
        EXPECT_EQ(result.state.wanted[person].size(), 1U);
        ++seen[2];
      }
    }
  for (int n : seen) EXPECT_GT(n, 10);
}

TEST(Schedules, AttendanceIsContractDaysLessAbsence) {
  const auto& persons = town().people.persons;
  double contract = 0, worked = 0, workers = 0;
  for (int day = 4; day <= 8; ++day) {  // a whole week of workdays
    const auto result = plan({}, 0, {2030, 3, day});
    for (auto person : ids<PersonId>(persons.size())) {
      if (persons.employment[person] != Employment::employed) continue;
      workers += 1, contract += persons.workdays[person] / 5.0, worked += result.state.at_work[person];
    }
  }
  EXPECT_NEAR(worked / contract, 1 - 0.18, 0.01);
  EXPECT_GT(worked / workers, 0.75);
  EXPECT_LT(worked / workers, 0.85);
}

/// 25 % of workers at home one day a week cut 5 % of commute days (IZT 2020 make it 5 % of emissions).
TEST(Schedules, AQuarterOfWorkersAtHomeOneDayAWeekCutAFifthOfAQuarterOfCommutes) {
  const Parameters p;
  const auto& persons = town().people.persons;
  const auto chosen = [&](PersonId person) { return person.value() % 4 == 0; };
  double before = 0, after = 0;
  for (int day = 4; day <= 8; ++day) {
    const auto none = plan(p, 0, {2030, 3, day});
    const auto one = plan(p, 1, {2030, 3, day});
    for (auto person : ids<PersonId>(persons.size())) {
      if (persons.workdays[person] != 5 || persons.commute[person] == CommuteKind::weekly) continue;
      before += commutes(none.state.wanted[person]);
      after += commutes((chosen(person) ? one : none).state.wanted[person]);
      EXPECT_LE(one.state.at_work[person], none.state.at_work[person]);
    }
  }
  double share = 0, all = 0;
  for (auto person : ids<PersonId>(persons.size()))
    if (persons.workdays[person] == 5 && persons.commute[person] != CommuteKind::weekly)
      all += 1, share += chosen(person);
  // Absence hits both alike but not every person equally.
  EXPECT_NEAR(after / before, 1 - share / all / 5, 0.003);
}

TEST(Schedules, MoreTeleworkDaysOnlyAddDaysAtHomeAndMoveNobodyElse) {
  const auto& persons = town().people.persons;
  for (int day = 4; day <= 8; ++day) {
    const auto two = plan({}, 2, {2030, 3, day});
    const auto three = plan({}, 3, {2030, 3, day});
    for (auto person : ids<PersonId>(persons.size())) {
      ASSERT_LE(two.state.teleworks_today[person], three.state.teleworks_today[person]);
      if (two.state.teleworks_today[person] != three.state.teleworks_today[person]) continue;
      const auto a = two.state.wanted[person], b = three.state.wanted[person];
      ASSERT_TRUE(std::equal(a.begin(), a.end(), b.begin(), b.end()));
    }
  }
}

TEST(Schedules, WhoTeleworksStaysMarkedAtHome) {
  const auto result = plan({}, 5);
  std::size_t marked = 0;
  for (auto person : result.state.wanted.ids()) {
    if (result.state.teleworks_today[person] == 0) continue;
    EXPECT_FALSE(commutes(result.state.wanted[person]));
    EXPECT_GT(result.state.work_s[person], 3600.0F);
    for (const auto& stay : result.state.wanted[person]) marked += stay.telework;
  }
  EXPECT_GT(marked, 1000U);
  EXPECT_EQ(result.fields.at("person/teleworks").size(), town().people.persons.size());
}

TEST(Schedules, ReboundAddsOutings) {
  Parameters none, all;
  none.telework_extra_errand = 0;
  all.telework_extra_errand = 1;
  const auto a = plan(none, 5).state.wanted.values().size();
  const auto b = plan(all, 5).state.wanted.values().size();
  EXPECT_GT(b, a + 1000);
}

TEST(Schedules, OutingsComeCloseToTheirRates) {
  Parameters p;
  for (auto* rates : {&p.shopping_worker, &p.shopping_adult, &p.shopping_child}) *rates = {0.6, 0.6, 0.6};
  for (auto* rates : {&p.leisure_worker, &p.leisure_adult, &p.leisure_child}) *rates = {0.5, 0.5, 0.5};
  std::array<double, purposes> count{};
  const auto result = plan(p, 0, {2030, 3, 10});  // a Sunday: hardly anybody is away for long
  const auto residents = static_cast<double>(town().people.persons.residents);
  for (const auto& stay : result.state.wanted.values()) count[static_cast<std::size_t>(stay.purpose)] += 1;
  // Some do not fit into the day, and a visit may fall on the own home.
  EXPECT_NEAR(count[static_cast<std::size_t>(Purpose::shopping)] / residents, 0.6, 0.04);
  EXPECT_NEAR(count[static_cast<std::size_t>(Purpose::leisure)] / residents, 0.5, 0.06);
}

TEST(Schedules, SundayHasNoSchoolAndLittleWork) {
  const auto sunday = plan({}, 0, {2030, 3, 10});
  double work = 0, school = 0, workers = 0;
  for (const auto& stay : sunday.state.wanted.values())
    work += stay.purpose == Purpose::work, school += stay.purpose == Purpose::education;
  for (auto employment : town().people.persons.employment) workers += employment == Employment::employed;
  EXPECT_EQ(school, 0);
  EXPECT_NEAR(work / workers, 0.092, 0.02);
}

TEST(Schedules, WeekendShiftsAreAtHomeAsOftenAsOtherDays) {
  const auto& persons = town().people.persons;
  double shifts = 0, at_home = 0, expected = 0;
  for (int day = 1; day <= 60; ++day) {
    const auto date = Date::from_days(Date{2030, 1, 1}.days() + day);
    if (date.weekday() < 5) continue;
    const auto none = plan({}, 0, date), two = plan({}, 2, date);
    EXPECT_EQ(none.state.at_work.values(), two.state.at_work.values());
    for (auto person : ids<PersonId>(persons.size())) {
      EXPECT_EQ(none.state.teleworks_today[person], 0);
      if (two.state.at_work[person] == 0) continue;
      ++shifts, at_home += two.state.teleworks_today[person];
      expected += std::min(2.0, 1.0 * persons.workdays[person]) / persons.workdays[person];
    }
  }
  ASSERT_GT(shifts, 1000);
  EXPECT_NEAR(at_home / expected, 1, 0.08);
}

TEST(Schedules, TeleworkDaysAtACoworkingPlaceAreWaysToIt) {
  parallel::Pool pool(2);
  const World world{town().region, town().people, Random(3, 0), pool};
  const Parameters p;
  const Places places(p, world);
  const auto& persons = town().people.persons;
  AdoptionState at_home;
  at_home.telework_days.assign(persons.size(), 3);
  auto at_hub = at_home;
  at_hub.hub.assign(persons.size(), BuildingId());
  const BuildingId hub = persons.work[PersonId(0)].valid() ? persons.work[PersonId(0)] : BuildingId(1);
  for (auto person : ids<PersonId>(persons.size()))
    if (person.value() % 2 == 0) at_hub.hub[person] = hub;
  const Planner home(p, world, places, at_home), coworking(p, world, places, at_hub);
  int moved = 0;
  for (auto person : ids<PersonId>(persons.residents)) {
    const auto a = home.plan(person, test::a_day()), b = coworking.plan(person, test::a_day());
    const auto stays = b.activities();
    const bool goes = std::any_of(stays.begin(), stays.end(), [&](const Activity& stay) {
      return stay.purpose == Purpose::work && stay.building == hub;
    });
    if (person.value() % 2 == 0 && b.rota.teleworks && persons.commute[person] != CommuteKind::weekly) {
      EXPECT_TRUE(goes);
      moved += 1;
    } else {  // nobody else is touched
      ASSERT_TRUE(std::equal(stays.begin(), stays.end(), a.activities().begin(), a.activities().end()));
    }
    EXPECT_EQ(a.work_time, b.work_time);
  }
  EXPECT_GT(moved, 50);
}

TEST(Schedules, OnMeetingDaysTheOfficeIsFuller) {
  Parameters never, all;
  never.telework_meeting_share = 0;
  all.telework_meeting_share = 1;
  const auto spread = [](const Parameters& p) {
    double least = 1e9, most = 0;
    for (int day = 4; day <= 8; ++day) {
      double at_home = 0;
      for (auto t : plan(p, 3, {2030, 3, day}).state.teleworks_today) at_home += t;
      least = std::min(least, at_home), most = std::max(most, at_home);
    }
    return most / least;
  };
  EXPECT_LT(spread(never), 1.15);
  EXPECT_GT(spread(all), 1.3);  // Tuesday to Thursday against Monday and Friday
}

TEST(Schedules, SchoolHolidaysKeepPupilsAtHomeAndNobodyElse) {
  parallel::Pool pool(2);
  const World world{town().region, town().people, Random(3, 0), pool};
  const Parameters p;
  const Places places(p, world);
  const AdoptionState nobody;
  const Planner planner(p, world, places, nobody);
  const auto learns = [](const Plan& plan) {
    const auto stays = plan.activities();
    return std::any_of(stays.begin(), stays.end(), [](const Activity& a) { return a.purpose == Purpose::education; });
  };
  auto lessons = test::a_day(), holidays = lessons;
  holidays.school_holiday = true;
  const auto& persons = town().people.persons;
  int pupils = 0;
  for (auto person : ids<PersonId>(persons.size())) {
    const auto open = planner.plan(person, lessons), closed = planner.plan(person, holidays);
    if (persons.employment[person] == Employment::pupil) {
      pupils += learns(open);
      EXPECT_FALSE(learns(closed));
    } else {
      EXPECT_EQ(open.work_time, closed.work_time);
      EXPECT_EQ(learns(open), learns(closed));
    }
  }
  EXPECT_GT(pupils, 100);
}

TEST(Schedules, ShoppersPreferNearShopsAsMuchAsTheDecaySays) {
  parallel::Pool pool(2);
  const World world{town().region, town().people, Random(3, 0), pool};
  const auto mean_m = [&](double decay_km) {
    Parameters p;
    p.shopping_decay_km = decay_km;
    const Places places(p, world);
    const auto home = town().people.persons.home[PersonId(0)];
    double sum = 0;
    constexpr int n = 2000;
    for (int i = 0; i < n; ++i) {
      const auto shop = places.choose(Places::Kind::shop, home, (i + 0.5) / n, 0.5);
      EXPECT_EQ(town().region.sites.use[shop], BuildingUse::retail);
      sum += math::distance(town().region.sites.x_m[shop] - town().region.sites.x_m[home],
                            town().region.sites.y_m[shop] - town().region.sites.y_m[home]);
    }
    return sum / n;
  };
  EXPECT_LT(mean_m(0.3), 0.6 * mean_m(3));
}

TEST(Schedules, SameBitsForAnyThreads) {
  const auto one = plan({}, 2, {2030, 3, 5}, 1);
  for (int threads : {2, 7}) {
    const auto many = plan({}, 2, {2030, 3, 5}, threads);
    EXPECT_EQ(one.state.wanted, many.state.wanted);
    EXPECT_EQ(one.state.work_s, many.state.work_s);
  }
}

TEST(Schedules, EveryParameterHasASource) {
  Parameters parameters;
  text::ParameterTable table;
  describe(parameters, table);
  EXPECT_NE(table.find("schedules.saturday_work_share"), nullptr);
  for (const auto& row : table.rows()) EXPECT_FALSE(row.spec.source.empty() || row.spec.meaning.empty()) << row.path;
}

}  // namespace
}  // namespace pendel::schedules
