// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "core/date.hpp"
#include "models/services/parameters.hpp"

namespace pendel::services {

/// Contacts of one municipality since an outage began: arrivals = served + elsewhere + given_up + waiting.
struct Flow {
  double arrivals = 0;
  double served = 0;
  double elsewhere = 0;
  double given_up = 0;
  double waiting = 0;
};

/// Steps through calendar days. On a workday `per_workday` contacts arrive; the share `level` is served at once, of the
/// others the urgent go elsewhere if `open_elsewhere`, the rest waits. The backlog is worked off by overtime, as far as
/// services work; who waits gives up at a constant rate, on every day.
class Queue {
 public:
  Queue(const Parameters& parameters, double per_workday) : parameters_(parameters), per_workday_(per_workday) {}
  void step(Date date, double level, bool open_elsewhere);
  [[nodiscard]] const Flow& flow() const { return flow_; }

 private:
  const Parameters& parameters_;
  double per_workday_;
  Flow flow_;
};

}  // namespace pendel::services
