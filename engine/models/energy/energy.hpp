// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/issue.hpp"
#include "models/energy/homes.hpp"
#include "models/energy/parameters.hpp"
#include "models/energy/services.hpp"
#include "world/model.hpp"

/// What the homes use: electricity by presence, heat by archetype and heating system, hot water, PV; and the loads that
/// are nobody's home.
namespace pendel::energy {

/// What the table of parameters cannot say: the step divides an hour.
void check(const Parameters& parameters, const text::ParameterTable& table, Issues& issues);

class Energy final : public Model {
 public:
  Energy(const Parameters& parameters, const World& world, EnergyState& state);

  [[nodiscard]] std::string_view name() const override { return "energy"; }
  [[nodiscard]] Phase phase() const override { return Phase::consume; }
  /// Reads the executed schedule, or the wanted one where mobility did not run, and heating and PV of adoption (none:
  /// gas, no PV). Fills EnergyState and records its fields.
  void step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) override;

 private:
  struct Sums;

  void clear();
  void keep(const BlockDay& block, Sums& sums);
  /// Carbon dioxide of a load that the grid feeds, by the hours' factors, kg.
  [[nodiscard]] double grid_kg(std::span<const float> w, double step_h) const;
  void take(const std::vector<Sums>& parts);
  void serve(const Rows<PersonId, Activity>& stays, const AdoptionState& adoption, const DayFrame& frame);
  void record(const AdoptionState& adoption, Recorder& recorder) const;

  const Parameters parameters_;
  const World& world_;
  EnergyState& state_;
  Homes homes_;
  Services services_;
  std::vector<double> grid_kg_;  // of what homes draw, per municipality
};

}  // namespace pendel::energy
