// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/mobility/mobility.hpp"
#include "support/small_world.hpp"

namespace pendel::test {

/// One day of a small world in the mobility room, everything that came out.
struct MobilityDay {
  MobilityState state;
  std::map<std::string, std::vector<double>> fields;
};

inline MobilityDay mobility_day(const SmallWorld& small, const mobility::Parameters& parameters, int threads = 2,
                                std::vector<float> capacity_factor = {}, std::vector<CapacityStep> steps = {},
                                const TravelChoices& start = {}, std::vector<float> signal_delay_factor = {}) {
  parallel::Pool pool(threads);
  const World world{small.region, small.people, Random(1, 0), pool};
  State state;
  state.schedules.wanted = small.wanted;
  state.incidents.capacity_factor = Column<LinkId, float>(std::move(capacity_factor));
  state.incidents.capacity_steps = std::move(steps);
  state.incidents.signal_delay_factor = Column<NodeId, float>(std::move(signal_delay_factor));
  state.mobility.choices = start;
  mobility::Mobility model(parameters, world, state.mobility);
  MemoryRecorder recorder;
  model.step(Day{.index = 0, .period = 0, .name = "d", .date = {2030, 3, 5}}, state, recorder, {});
  return {std::move(state.mobility), std::move(recorder.values)};
}

/// Whether two days recorded the same bits; NaN equals NaN.
inline bool same_bits(const MobilityDay& a, const MobilityDay& b) {
  const auto same = [](const auto& x, const auto& y) {
    return x.first == y.first && x.second.size() == y.second.size() &&
           (x.second.empty() || std::memcmp(x.second.data(), y.second.data(), x.second.size() * sizeof(double)) == 0);
  };
  return std::ranges::equal(a.fields, b.fields, same);
}

/// Everyone drives, from the kerb.
inline mobility::Parameters only_cars() {
  mobility::Parameters p;
  p.car_constant = 49;
  p.car_terminal_s = 0;
  return p;
}

/// `per_slice` commuters of their own household with a car leave `home` for `work` in every quarter of an hour from six
/// to nine, evenly, and come back eight hours later.
inline void add_commuters(SmallWorld& w, NodeId home, NodeId work, int per_slice) {
  for (int slice = 0; slice < 12; ++slice)
    for (int i = 0; i < per_slice; ++i) {
      w.household(home, 1, 1);
      const Tick leave = 6 * ticks_per_h + slice * ticks_per_slice + i * ticks_per_slice / per_slice;
      w.day_at(home, work, leave, leave + 8 * ticks_per_h);
    }
}

}  // namespace pendel::test
