// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/signals.hpp"

#include <gtest/gtest.h>

#include "support/mobility_day.hpp"

namespace pendel::mobility {
namespace {

using test::mobility_day;
using test::SmallWorld;

constexpr double wide = 100000;

TEST(Signals, UniformDelayByHand) {
  Parameters p;
  p.signal_cycle_s = 90;
  p.signal_green_share = 0.5;
  p.signal_saturation = 0.8;
  EXPECT_DOUBLE_EQ(uniform_delay_s(p), 0.5 * 90 * 0.25 / 0.6);  // 18.75 s
  p.signal_saturation = 0;
  EXPECT_DOUBLE_EQ(uniform_delay_s(p), 11.25);
  p.signal_saturation = 1;  // half of the red on average
  EXPECT_DOUBLE_EQ(uniform_delay_s(p), 22.5);
  p.signal_cycle_s = 0;
  EXPECT_EQ(uniform_delay_s(p), 0);
}

/// Home, a crossing with signals, work: 1 km each at 10 m/s.
struct Crossing {
  SmallWorld w;
  NodeId a, b, c;
  Crossing() {
    a = w.node(0, 0), b = w.node(1000, 0), c = w.node(2000, 0);
    for (const auto& [from, to] : {std::pair{a, b}, {b, c}, {c, b}, {b, a}}) w.link(from, to, 1000, 10, wide);
    w.region.roads.signal.assign(3, 0);
    w.region.roads.signal[b] = 1;
    w.household(a, 1, 1);
    w.day_at(a, c, 7 * ticks_per_h, 15 * ticks_per_h);
    w.finish();
  }
};

Parameters quarter_of_a_minute() {
  auto p = test::only_cars();
  p.signal_cycle_s = 60;
  p.signal_green_share = 0.5;
  p.signal_saturation = 1;  // 15 s
  return p;
}

double first_trip_s(const test::MobilityDay& day) {
  const auto& trip = day.state.trips[TripId(0)];
  return seconds(trip.arrive - trip.depart);
}

TEST(Signals, HoldUpWhoCrossesThemAndNobodyElse) {
  Crossing net;
  EXPECT_NEAR(first_trip_s(mobility_day(net.w, quarter_of_a_minute())), 215, 0.2);
  net.w.region.roads.signal.assign(3, 0);
  EXPECT_NEAR(first_trip_s(mobility_day(net.w, quarter_of_a_minute())), 200, 0.2);
}

TEST(Signals, AnIncidentScalesTheDelayOfItsNodes) {
  const Crossing net;
  const auto with = [&](std::vector<float> factor) {
    return first_trip_s(mobility_day(net.w, quarter_of_a_minute(), 2, {}, {}, {}, std::move(factor)));
  };
  EXPECT_NEAR(with({1, 0.4F, 1}), 206, 0.2);
  EXPECT_NEAR(with({0, 2, 0}), 230, 0.2);
  EXPECT_NEAR(with({0, 1, 0}), 215, 0.2);  // no signals at the others
}

TEST(Signals, AMunicipalitysMeasureTakesAPartOfItsDelay) {
  Crossing net;
  auto& roads = net.w.region.roads;
  roads.municipality.assign(3, MunicipalityId(1));
  roads.signal.assign(3, 1);
  roads.municipality[net.c] = MunicipalityId(0);
  Parameters p = quarter_of_a_minute();
  p.adaptive_signal_saving = 0.4;
  State state;
  EXPECT_EQ(signal_delays(p, roads, state), (std::vector<float>{15, 15, 15}));
  state.adoption.measure_since.assign(measures * 2, 0);
  state.adoption.measure_since[static_cast<std::size_t>(Measure::adaptive_signals) * 2 + 1] = 1;
  const auto delays = signal_delays(p, roads, state);
  EXPECT_NEAR(delays[0], 9, 1e-5);
  EXPECT_NEAR(delays[1], 9, 1e-5);
  EXPECT_EQ(delays[2], 15);  // of the municipality that has no such signals
}

TEST(Signals, RoutesGoRoundThem) {
  Crossing net;
  const auto d = net.w.node(1000, 100);
  net.w.link(net.a, d, 1050, 10, wide);  // 10 s more than over the crossing
  net.w.link(d, net.c, 1050, 10, wide);
  net.w.region.roads.signal.push_back(0);
  net.w.finish();
  EXPECT_NEAR(first_trip_s(mobility_day(net.w, quarter_of_a_minute())), 210, 0.2);
  EXPECT_NEAR(first_trip_s(mobility_day(net.w, quarter_of_a_minute(), 2, {}, {}, {}, {1, 0, 1, 1})), 200, 0.2);
}

}  // namespace
}  // namespace pendel::mobility
