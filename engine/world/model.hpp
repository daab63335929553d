// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>
#include <string_view>
#include <utility>

#include "world/day.hpp"
#include "world/recorder.hpp"
#include "world/state.hpp"
#include "world/world.hpp"

namespace pendel {

/// The order of a day. A later phase reads what an earlier one wrote for the same day.
enum class Phase : std::uint8_t { disrupt, decide, plan, move, consume, account };

/// A room on the corridor: built from its typed parameters, `World const&` and a mutable reference to its own State
/// struct. One virtual call per model and day; nothing survives a step outside State.
class Model {
 public:
  Model() = default;
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;
  virtual ~Model() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;  // section in the scenario, writer in the fields table
  [[nodiscard]] virtual Phase phase() const = 0;
  /// Once per period, before its days and in the order of the phases: moves what has memory from the end of the period
  /// before. What it leaves in its State struct is what every day of the period starts from; what must reach the next
  /// period has to be listed in `persistent` (state.hpp). Takes fields over (period, ...).
  virtual void advance(const Period& /*period*/, const State& /*state*/, Recorder& /*recorder*/,
                       const std::stop_token& /*stop*/) {}
  /// `state` shows all rooms, including this one's own struct. Throws Interrupted when `stop` was requested.
  virtual void step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) = 0;

  /// Who wants to know how much of a step is done, 0 to 1; told from the thread that called it.
  void tell(std::function<void(double)> listener) { listener_ = std::move(listener); }

 protected:
  void done(double share) const {
    if (listener_) listener_(share);
  }

 private:
  std::function<void(double)> listener_;
};

}  // namespace pendel
