// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/mobility.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "support/small_world.hpp"

namespace pendel::models::mobility {
namespace {

using test::SmallWorld;

/// One day of a small world, everything that came out.
struct Result {
  MobilityState state;
  std::map<std::string, std::vector<double>> fields;
};

Result simulate(const SmallWorld& small, const Parameters& parameters, int threads = 2,
                std::vector<float> capacity_factor = {}) {
  parallel::Pool pool(threads);
  const World world{small.region, small.people, Random(1, 0), pool};
  State state;
  state.schedules.wanted = small.wanted;
  state.incidents.capacity_factor = Column<LinkId, float>(std::move(capacity_factor));
  Mobility model(parameters, world, state.mobility);
  test::MemoryRecorder recorder;
  model.step(Day{.index = 0, .period = 0, .name = "d", .date = {2030, 3, 5}}, state, recorder, {});
  return {std::move(state.mobility), std::move(recorder.values)};
}

/// Everyone drives.
Parameters only_cars() {
  Parameters p;
  p.car_constant = 49;
  p.car_terminal_s = 0;
  return p;
}

std::size_t trips_wanted(const SmallWorld& small) {
  std::size_t n = 0;
  for (const auto person : small.wanted.ids()) n += small.wanted[person].size() - 1;
  return n;
}

/// Two towns, `n` commuters between them, leaving through 15 minutes from seven.
SmallWorld commuters(int n, double capacity_per_h = 2000) {
  SmallWorld w;
  const auto a = w.node(0, 0), b = w.node(10000, 0);
  w.link(a, b, 10000, 20, capacity_per_h);
  w.link(b, a, 10000, 20, capacity_per_h);
  for (int i = 0; i < n; ++i) {
    w.household(a, 1, 1);
    w.day_at(a, b, 7 * ticks_per_h + i * ticks_per_slice / n, 16 * ticks_per_h);
  }
  w.finish();
  return w;
}

TEST(Mobility, EveryWantedTripIsMadeAndEveryoneIsSomewhere) {
  const auto w = commuters(50);
  const auto r = simulate(w, Parameters{});
  EXPECT_EQ(r.state.trips.size(), trips_wanted(w));
  EXPECT_EQ(r.state.executed.size(), 50U);
  for (const auto person : r.state.executed.ids()) {
    const auto stays = r.state.executed[person];
    ASSERT_EQ(stays.size(), 3U);
    for (std::size_t i = 0; i + 1 < stays.size(); ++i) EXPECT_LE(stays[i].end, stays[i + 1].begin);
  }
  const auto& by_mode = r.fields.at("mode_trips");
  EXPECT_EQ(std::accumulate(by_mode.begin(), by_mode.end(), 0.0), 100.0);
}

TEST(Mobility, AnEmptyRoadTakesItsFreeTime) {
  const auto r = simulate(commuters(1), only_cars());
  ASSERT_EQ(r.state.trips.size(), 2U);
  EXPECT_EQ(r.state.trips[TripId(0)].mode, Mode::car);
  EXPECT_EQ(r.state.trips[TripId(0)].arrive - r.state.trips[TripId(0)].depart, 500 * ticks_per_s);
  EXPECT_FLOAT_EQ(r.state.trips[TripId(0)].distance_m, 10000);
  EXPECT_EQ(r.state.executed[PersonId(0)][1].begin, 7 * ticks_per_h + 500 * ticks_per_s);
}

TEST(Mobility, NoDemandIsNoTrouble) {
  const auto r = simulate(commuters(0), Parameters{});
  EXPECT_EQ(r.state.relative_gap, 0);
  EXPECT_EQ(r.state.trips.size(), 0U);
}

}  // namespace
}  // namespace pendel::models::mobility
