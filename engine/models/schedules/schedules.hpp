// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>

#include "models/schedules/parameters.hpp"
#include "models/schedules/places.hpp"
#include "world/model.hpp"

/// Each person's wanted day: where, from when to when, what for.
namespace pendel::schedules {

class Schedules final : public Model {
 public:
  Schedules(const Parameters& parameters, const World& world, SchedulesState& state);

  [[nodiscard]] std::string_view name() const override { return "schedules"; }
  [[nodiscard]] Phase phase() const override { return Phase::plan; }
  /// Fills `wanted` (persons, inbound commuters included), `at_work` and `teleworks_today` for the day; records
  /// person/teleworks. Reads adoption. Any calendar day may be asked for, in any order.
  void step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) override;

 private:
  const Parameters parameters_;
  const World& world_;
  SchedulesState& state_;
  Places places_;
};

}  // namespace pendel::schedules
