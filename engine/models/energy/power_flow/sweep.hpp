// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "models/energy/power_flow/network.hpp"

namespace pendel::energy {

/// Time steps that are solved side by side, one per SIMD lane. Which steps share a block is part of the input, so that
/// bits depend on no thread.
inline constexpr std::size_t sweep_lanes = 8;
using Lanes = std::array<double, sweep_lanes>;

/// One block: what is drawn and how high the sources stand go in, voltages and currents come out (per unit of 1 MVA,
/// scaled as the network's nodes are).
struct SweepBlock {
  explicit SweepBlock(const Network& network);

  std::vector<Lanes> p, q;    // [load] drawn; generation is negative
  Lanes source;               // multiplies the sources' voltages
  std::vector<Lanes> vr, vi;  // [node] voltage
  std::vector<Lanes> jr, ji;  // [node] current in the branch to the parent, of a root: into the grid
  std::vector<Lanes> lr, li;  // [loop] current
  Lanes change;               // largest change of a voltage in the last sweep, pu
  int iterations = 0;
};

struct SweepLimits {
  double tolerance_pu = 1e-6;
  int iterations = 100;
};

/// Backward-forward sweep (Shirmohammadi et al. 1988): currents from the voltages, J_parent += J_child on the way back,
/// V_child = V_parent - z J_child on the way out, from flat voltages until none changes by more than the tolerance in
/// any lane. A lane whose `change` stays above it has not converged.
void sweep(const Network& network, const SweepLimits& limits, SweepBlock& block);

/// LinDistFlow (Baran and Wu, IEEE Transactions on Power Delivery 4(1), 1989): V_c^2 = V_p^2 - 2 (r P + x Q) with the
/// sums of what is drawn, no losses. For screening. Fills vr (magnitudes; vi is 0) and jr, ji (currents from the sums
/// over that voltage). Loops carry nothing: not for grids that have any.
void linear_flow(const Network& network, SweepBlock& block);

}  // namespace pendel::energy
