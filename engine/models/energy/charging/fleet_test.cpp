// SPDX-License-Identifier: Apache-2.0
#include "models/energy/charging/fleet.hpp"

#include <gtest/gtest.h>

#include <map>
#include <tuple>
#include <vector>

#include "support/ev_town.hpp"

namespace pendel::energy {
namespace {

TEST(Fleet, WhoAdoptsLaterMovesNobodyBefore) {
  ChargingParameters charging;
  charging.plug_below = 0.6;
  charging.public_per_1000 = 500;  // nobody waits
  parallel::Pool pool(2);
  const auto& people = test::ev_town().made.people;
  const World world{test::ev_town().made.region, people, Random(3, 0), pool};
  const Fleet fleet(charging, world);
  const auto plugged_at = [&](double share) {
    State today = test::ev_town().state;
    for (const auto household : ids<HouseholdId>(people.households.size())) {
      auto& electric = today.adoption.electric_cars[household];
      electric = 0;
      for (std::uint32_t car = 0; car < people.households.cars[household]; ++car)
        if (world.random(Stream::adoption_vehicle, household, 0, car).uniform() < share) ++electric;
    }
    std::map<std::uint32_t, std::vector<std::tuple<BuildingId, Tick, Tick, double>>> sessions;
    for (const auto& car : fleet.day(test::a_day(), today, 0).plugged)
      sessions[car.car.value()].emplace_back(car.building, car.session.plugged, car.session.length,
                                             car.session.need_wh);
    return sessions;
  };
  const auto few = plugged_at(0.3), more = plugged_at(0.36);
  ASSERT_GT(few.size(), 100U);
  EXPECT_GT(more.size(), few.size());
  for (const auto& [car, sessions] : few) {
    const auto found = more.find(car);
    ASSERT_TRUE(found != more.end()) << car;
    EXPECT_EQ(found->second, sessions) << car;
  }
  // Who charges on another day still does: today's cars of the smaller fleet are no others in the larger one.
  std::size_t others = 0;
  for (const auto& [car, sessions] : more) others += few.contains(car) ? 0U : 1U;
  EXPECT_LT(others, few.size() / 2);
}

}  // namespace
}  // namespace pendel::energy
