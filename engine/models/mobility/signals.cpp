// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/signals.hpp"

#include <algorithm>

#include "core/contract.hpp"
#include "text/parameters.hpp"

namespace pendel::mobility {

double uniform_delay_s(const Parameters& p) {
  const double red = 1 - p.signal_green_share;
  return 0.5 * p.signal_cycle_s * red * red / (1 - std::min(1.0, p.signal_saturation) * p.signal_green_share);
}

std::vector<float> signal_delays(const Parameters& parameters, const Roads& roads, const State& state) {
  const auto& factor = state.incidents.signal_delay_factor;
  PENDEL_EXPECT(factor.empty() || factor.size() == roads.nodes());
  const auto delay = static_cast<float>(uniform_delay_s(parameters));
  const auto adaptive = static_cast<float>(1 - parameters.adaptive_signal_saving);
  std::vector<float> delays(roads.nodes(), 0.0F);
  for (const auto node : roads.signal.ids()) {
    if (roads.signal[node] == 0) continue;
    const auto municipality = roads.municipality[node];
    const bool adapts = municipality.valid() && state.adoption.has(Measure::adaptive_signals, municipality);
    delays[node.index()] = delay * (factor.empty() ? 1.0F : factor[node]) * (adapts ? adaptive : 1.0F);
  }
  return delays;
}

void describe_signals(Parameters& p, text::ParameterTable& table) {
  table.number("signal_cycle_s", p.signal_cycle_s,
               {.unit = "s",
                .min = 0,
                .max = 300,
                .low = 60,
                .high = 120,
                .source = "assumption within the usual 60 to 120 s of traffic signals with fixed times",
                .meaning = "Cycle of traffic signals, where the road network has any; 0: they hold nobody up."});
  table.number("signal_green_share", p.signal_green_share,
               {.unit = "1",
                .min = 0.01,
                .max = 0.99,
                .low = 0.3,
                .high = 0.6,
                .source = "assumption: two phases that share the cycle, less 4 s lost in each",
                .meaning = "Green over cycle, of every approach."});
  table.number(
      "signal_saturation", p.signal_saturation,
      {.unit = "1",
       .min = 0,
       .max = 1,
       .low = 0.4,
       .high = 0.9,
       .source = "assumption; formula: Webster 1958, Traffic signal settings, Road Research Technical Paper "
                 "39; Highway Capacity Manual 2010, equation 18-20 (d1)",
       .meaning = "Flow over capacity at which the uniform delay of signals is taken; what queues is simulated."});
  table.number(
      "adaptive_signal_saving", p.adaptive_signal_saving,
      {.unit = "1",
       .min = 0,
       .max = 1,
       .low = 0.05,
       .high = 0.4,
       .source = "Smith, Barlow, Xie, Rubinstein 2013, SURTRAC: waiting -40 % at nine pilot crossings in Pittsburgh, "
                 "travel time -25 %; the default is a guess below",
       .meaning = "Part of the signals' delay that goes where the municipality has the measure adaptive_signals."});
}

}  // namespace pendel::mobility
