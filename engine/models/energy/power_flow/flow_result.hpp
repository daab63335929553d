// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/energy/power_flow/sweep.hpp"

namespace pendel::energy {

/// What a branch carries in one step.
struct BranchFlow {
  Complex s_from_mva;  // into the branch at its first end
  Complex s_to_mva;
  double i_from_ka = 0;
  double i_to_ka = 0;
  double loading_percent = 0;  // NaN where no limit is known
  [[nodiscard]] double loss_mw() const { return s_from_mva.real() + s_to_mva.real(); }
};

/// Of `network.branches[branch]` in lane `lane`. Line: the larger end current over I_max df parallel. Transformer: the
/// larger of both sides' currents over their rated ones.
BranchFlow branch_flow(const Network& network, const GridTables& tables, const SweepBlock& block, std::size_t i,
                       std::size_t lane);

/// True voltage of a node, per unit of its bus' nominal one.
Complex node_voltage(const Network& network, const SweepBlock& block, std::size_t node, std::size_t lane);

/// One solved case in the order of the tables. NaN where something is not live.
struct FlowResult {
  struct Bus {
    double vm_pu, va_degree;
  };
  std::vector<Bus> buses;
  std::vector<BranchFlow> lines;
  std::vector<BranchFlow> transformers;
  double loss_mw = 0;      // of lines, transformers and switches with an impedance
  Complex source_mva = 0;  // from the external grids
  int iterations = 0;
  bool converged = true;
};

enum class FlowMethod : std::uint8_t { sweep, linear };

/// Solves the tables' own loads. An issue where the grid cannot be solved: loops with `linear`, no convergence.
FlowResult solve(const GridTables& tables, FlowMethod method, Issues& issues);

}  // namespace pendel::energy
