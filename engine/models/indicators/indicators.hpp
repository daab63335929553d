// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world/model.hpp"

namespace pendel::text {
class ParameterTable;
}

/// What a planner reads first: figures per municipality and for the whole region.
namespace pendel::indicators {

/// Emission factors. Sources: parameters.cpp.
struct Parameters {
  double car_kg_per_km = 0.20;     // combustion car, exhaust
  double ev_kwh_per_km = 0.19;     // from the grid
  double power_kg_per_kwh = 0.38;  // German mix
  double gas_kg_per_kwh = 0.201;   // of fuel
  double oil_kg_per_kwh = 0.266;
  double district_kg_per_kwh = 0.28;
  double biomass_kg_per_kwh = 0.027;
  double boiler_efficiency = 0.90;  // useful heat per fuel
  double heat_pump_cop = 2.8;       // seasonal
};
void describe(Parameters& parameters, text::ParameterTable& table);

/// kg CO2 per kWh of useful heat.
double heat_factor(Heating heating, const Parameters& parameters);

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
  void add_homes(const State& state, std::vector<Sums>& sums) const;
  void add_peaks(const State& state, std::vector<Sums>& sums) const;

  const Parameters parameters_;
  const World& world_;
  IndicatorsState& state_;
};

}  // namespace pendel::indicators
