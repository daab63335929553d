// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "parallel/parallel.hpp"
#include "people/people.hpp"
#include "region/region.hpp"

namespace pendel::people {

/// Cables of German low-voltage grids (SimBench, ODbL; Meinecke et al., Energies 13(12), 2020). NAYY 4 x mm2.
struct CableType {
  std::string_view name;
  double r_ohm_per_km, x_ohm_per_km, c_nf_per_km, max_i_ka;
};
inline constexpr std::array<CableType, 3> cable_types = {{{"NAYY 4x50", 0.6417, 0.0848, 670, 0.141},
                                                          {"NAYY 4x150", 0.2067, 0.0804, 830, 0.270},
                                                          {"NAYY 4x240", 0.1267, 0.0798, 830, 0.357}}};

/// Transformers 20/0.4 kV (160 kVA: SimBench; others: Trafo Union, as in pandapower's standard types).
struct TransformerType {
  double sn_mva, vk_percent, vkr_percent, pfe_kw, i0_percent;
};
inline constexpr std::array<TransformerType, 4> transformer_types = {{{0.160, 4, 1.46875, 0.46, 0.28751},
                                                                      {0.250, 6, 1.44, 0.80, 0.32},
                                                                      {0.400, 6, 1.425, 1.35, 0.3375},
                                                                      {0.630, 6, 1.206, 1.65, 0.2619}}};

/// Coincident peak of n dwellings that grids are laid out for, kW: 30 n (g + (1 - g) n^(-3/4)) with g = 0.07 (Kerber,
/// dissertation TU Munich 2011).
double design_peak_kw(double dwellings);

/// Lays synthetic low-voltage grids along the streets: a spanning tree of each municipality's streets is cut, from its
/// leaves on, into pieces that one transformer can feed at the design peak and whose cables stay short; the station
/// stands at the middle of a piece's load; feeders follow the tree, houses hang on their street corner. Cables are
/// chosen by current and then by a voltage drop of 5 %. Buildings above 150 kW have a station of their own and are in
/// no grid. No randomness: same land and people, same grids. Buildings of `given` grids, which come first, are left
/// alone.
LowVoltageGrids lay_grids(const Region& region, const People& people, parallel::Pool& pool, LowVoltageGrids given = {});

}  // namespace pendel::people
