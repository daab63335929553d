// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "assign/network.hpp"

namespace pendel::assign {

/// Cost, slope and integral of each link's cost function, in a form that is quick to evaluate. Whole powers are
/// multiplied out, others go through core/math, so that the bits are the same on every processor.
class LinkCosts {
 public:
  explicit LinkCosts(const Network& network);

  struct Value {
    double cost;
    double slope;  // d cost / d flow, finite: for powers below 1 that of a small flow where the flow is smaller
  };
  [[nodiscard]] Value at(Index link, double flow) const;
  /// Integral of the cost from 0 to `flow`.
  [[nodiscard]] double integral(Index link, double flow) const;
  /// False for a link without capacity whose cost depends on the flow: it is infinite for any flow.
  [[nodiscard]] bool open(Index link) const { return functions_[link].open; }

 private:
  struct Function {
    double constant;          // cost of the empty link
    double scale;             // free_flow_time * b
    double inverse_capacity;  // 1 / capacity
    double power;
    int whole;  // the power if it is a small whole number, else -1; 0 for a constant cost
    bool open;
  };
  std::vector<Function> functions_;
};

}  // namespace pendel::assign
