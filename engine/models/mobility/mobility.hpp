// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mobility/demand.hpp"
#include "models/mobility/parameters.hpp"
#include "routing/hierarchy.hpp"
#include "world/model.hpp"

namespace pendel::mobility {

/// Who goes how, on which road, and when they arrive: wanted stays become trips, trips get a mode, cars meet on the
/// roads until hardly anyone could be quicker elsewhere. Theory, sources and limits: README.md.
class Mobility : public Model {
 public:
  /// All arguments must outlive the model. `parameters` have been checked against their ranges.
  Mobility(const Parameters& parameters, const World& world, MobilityState& mine);

  [[nodiscard]] std::string_view name() const override { return "mobility"; }
  [[nodiscard]] Phase phase() const override { return Phase::move; }
  void step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) override;

 private:
  const Parameters& parameters_;
  const World& world_;
  MobilityState& mine_;
  routing::Graph graph_;     // roads for cars, junctions with banned turns split
  routing::Hierarchy cars_;  // over graph_
  Ways ways_;
};

}  // namespace pendel::mobility
