// SPDX-License-Identifier: Apache-2.0
#include "models/energy/power_flow/flow_result.hpp"

#include <cmath>
#include <numbers>

#include "core/math.hpp"
#include "text/messages.hpp"

namespace pendel::energy {

using text::say;
using text::Say;

namespace {

const double nan = std::nan("");
constexpr double degree = 180 / std::numbers::pi;
constexpr BranchFlow dead_flow() { return {{0, 0}, {0, 0}, 0, 0, 0}; }

}  // namespace

Complex node_voltage(const Network& network, const SweepBlock& block, std::size_t node, std::size_t lane) {
  return Complex(block.vr[node][lane], block.vi[node][lane]) / network.scale[node];
}

BranchFlow branch_flow(const Network& network, const GridTables& tables, const SweepBlock& block, std::size_t i,
                       std::size_t lane) {
  const auto& branch = network.branches[i];
  const Complex v_from = node_voltage(network, block, branch.from, lane);
  const Complex v_to = node_voltage(network, block, branch.to, lane);
  // The current through the impedance, from the first end to the second, per unit of the second.
  Complex j;
  if (branch.child == Network::none)
    j = {block.lr[branch.loop][lane], block.li[branch.loop][lane]};
  else
    j = Complex(block.jr[branch.child][lane], block.ji[branch.child][lane]) * std::conj(network.scale[branch.child]);
  if (branch.child == branch.from && branch.from != branch.to) j *= -std::conj(branch.ratio);
  const Complex i_from = j / std::conj(branch.ratio) + branch.y_from * v_from;
  const Complex i_to = -j + branch.y_to * v_to;
  BranchFlow flow;
  flow.s_from_mva = v_from * std::conj(i_from);
  flow.s_to_mva = v_to * std::conj(i_to);
  flow.i_from_ka = math::distance(i_from.real(), i_from.imag()) / (std::numbers::sqrt3 * branch.from_kv);
  flow.i_to_ka = math::distance(i_to.real(), i_to.imag()) / (std::numbers::sqrt3 * branch.to_kv);
  if (branch.kind == Network::Branch::Kind::line) {
    const auto& line = tables.lines[branch.element];
    flow.loading_percent = 100 * std::max(flow.i_from_ka, flow.i_to_ka) / (line.max_i_ka * line.df * line.parallel);
  } else if (branch.kind == Network::Branch::Kind::transformer) {
    const auto& unit = tables.transformers[branch.element];
    flow.loading_percent = 100 * std::numbers::sqrt3 *
                           std::max(flow.i_from_ka * unit.vn_hv_kv, flow.i_to_ka * unit.vn_lv_kv) /
                           (unit.sn_mva * unit.df * unit.parallel);
  } else {
    flow.loading_percent = nan;
  }
  return flow;
}

FlowResult solve(const GridTables& tables, FlowMethod method, Issues& issues) {
  FlowResult out;
  const auto network = make_network(tables, {}, issues);
  if (!issues.empty()) return out;
  if (method == FlowMethod::linear && !network.loops.empty()) {
    issues.add({tables.folder, 0, 0}, say(Say::grid_loops, network.loops.size()), say(Say::grid_loops_linear),
               say(Say::grid_loops_linear_hint));
    return out;
  }
  SweepBlock block(network);
  for (const auto& load : tables.loads) {
    const auto node = network.bus_node[load.bus];
    if (node == Network::none) continue;
    const auto at = network.load[node];
    for (std::size_t s = 0; s < sweep_lanes; ++s) {
      block.p[at][s] += load.p_mw;
      block.q[at][s] += load.q_mvar;
    }
  }
  constexpr SweepLimits limits{.tolerance_pu = 1e-11, .iterations = 2000};
  if (method == FlowMethod::sweep)
    sweep(network, limits, block);
  else
    linear_flow(network, block);
  out.iterations = block.iterations;
  out.converged = block.change[0] <= limits.tolerance_pu;
  if (!out.converged) {
    issues.add({tables.folder, 0, 0}, say(Say::flow_diverges),
               say(Say::flow_diverges_why, block.iterations, block.change[0]), say(Say::flow_diverges_hint));
    return out;
  }
  for (const auto node : network.bus_node) {
    if (node == Network::none) {
      out.buses.push_back({nan, nan});
      continue;
    }
    const auto v = node_voltage(network, block, node, 0);
    out.buses.push_back({math::distance(v.real(), v.imag()), math::atan2(v.imag(), v.real()) * degree});
  }
  out.lines.assign(tables.lines.size(), dead_flow());
  out.transformers.assign(tables.transformers.size(), dead_flow());
  for (std::size_t i = 0; i < network.branches.size(); ++i) {
    const auto& branch = network.branches[i];
    const auto flow = branch_flow(network, tables, block, i, 0);
    out.loss_mw += flow.loss_mw();
    if (branch.kind == Network::Branch::Kind::line) out.lines[branch.element] = flow;
    if (branch.kind == Network::Branch::Kind::transformer) out.transformers[branch.element] = flow;
  }
  for (std::size_t n = 0; n < network.nodes(); ++n)
    if (network.parent[n] == Network::none)
      out.source_mva += Complex(block.vr[n][0], block.vi[n][0]) * std::conj(Complex(block.jr[n][0], block.ji[n][0]));
  return out;
}

}  // namespace pendel::energy
