// SPDX-License-Identifier: Apache-2.0
#include "assign/link_costs.hpp"

#include <algorithm>

#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::assign {

namespace {

constexpr int largest_whole_power = 32;

double whole_power(double base, int power) {
  double result = 1;
  for (double square = base; power > 0; power /= 2, square *= square)
    if (power % 2 == 1) result *= square;
  return result;
}

}  // namespace

LinkCosts::LinkCosts(const Network& network) {
  functions_.reserve(network.links());
  for (std::size_t i = 0; i < network.links(); ++i) {
    const double power = network.power[i], scale = network.free_flow_time[i] * network.b[i];
    PENDEL_EXPECT(power >= 0 && scale >= 0 && network.capacity[i] >= 0);
    Function f{network.free_flow_time[i] + network.fixed_cost[i], scale, 0, power, -1, true};
    if (scale == 0 || power == 0) {
      f.constant += power == 0 ? scale : 0;  // flow^0 is 1 whatever the flow
      f.scale = 0;
      f.whole = 0;
    } else if (network.capacity[i] == 0) {
      f.open = false;
      f.whole = 0;
    } else {
      f.inverse_capacity = 1 / network.capacity[i];
      for (int whole = 1; whole <= largest_whole_power; ++whole)
        if (power == whole) f.whole = whole;
    }
    functions_.push_back(f);
  }
}

LinkCosts::Value LinkCosts::at(Index link, double flow) const {
  const auto& f = functions_[link];
  if (f.whole == 0) return {f.constant, 0};
  const double load = flow * f.inverse_capacity;
  if (f.whole > 0) {
    const double below = whole_power(load, f.whole - 1);
    return {f.constant + f.scale * below * load, f.scale * f.power * below * f.inverse_capacity};
  }
  constexpr double small_load = 1e-9;
  const double at = std::max(load, small_load);
  const double raised = math::pow(at, f.power);
  const double cost = load == at ? raised : raised * (load / at);  // a straight line to the origin below it
  return {f.constant + f.scale * cost, f.scale * f.power * raised / at * f.inverse_capacity};
}

double LinkCosts::integral(Index link, double flow) const {
  const auto& f = functions_[link];
  if (f.whole == 0 || flow <= 0) return f.constant * flow;
  const double load = flow * f.inverse_capacity;
  const double raised = f.whole > 0 ? whole_power(load, f.whole) : math::pow(load, f.power);
  return flow * (f.constant + f.scale * raised / (f.power + 1));
}

}  // namespace pendel::assign
