// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/model.hpp"

namespace pendel::text {
class ParameterTable;
}

/// What a planner reads first: figures per municipality and for the whole region.
namespace pendel::indicators {

/// Emissions of cars, the search for a place to park; the factors of energy carriers are energy's. Sources:
/// parameters.cpp.
struct Parameters {
  double car_kg_per_km = 0.20;   // combustion car, exhaust
  double ev_kwh_per_km = 0.19;   // from the grid
  double parking_search_s = 36;  // a car trip to shops or leisure
  double parking_search_kmh = 15;
  double smart_parking_time_saving = 0.43;  // where the municipality has it
  double smart_parking_distance_saving = 0.30;
};
void describe(Parameters& parameters, text::ParameterTable& table);

class Indicators final : public Model {
 public:
  Indicators(const Parameters& parameters, const World& world, IndicatorsState& state);

  [[nodiscard]] std::string_view name() const override { return "indicators"; }
  [[nodiscard]] Phase phase() const override { return Phase::account; }
  /// Fills IndicatorsState and records fields::indicators. By residence: what residents do counts in their
  /// municipality, wherever they do it; what inbound commuters do counts in none.
  void step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) override;

 private:
  struct Sums;  // of one municipality or of the region; ratios are formed from them at the end

  void add_persons(const State& state, std::vector<Sums>& sums) const;
  void add_trips(const State& state, std::vector<Sums>& sums) const;
  void add_parking(const Trip& trip, const State& state, Sums& sum) const;
  void add_homes(const State& state, std::vector<Sums>& sums) const;
  void add_peaks(const State& state, std::vector<Sums>& sums) const;

  const Parameters parameters_;
  const World& world_;
  IndicatorsState& state_;
};

}  // namespace pendel::indicators
