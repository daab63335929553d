// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/adoption/diffusion.hpp"
#include "world/state.hpp"
#include "world/world.hpp"

/// Who lives next to those who have it takes it sooner. The hazard of Bass, h = p + q F / M, looks at the country's F;
/// a part w of its imitation looks at the neighbours instead,
///   h_i = h (1 + w phi (r_i - 1)),   phi = (q F / M) / (p + q F / M),
/// with r_i how many neighbours have it over how many would if all followed the country's path. Where neighbours are as
/// everywhere (r_i = 1) the path stays as it is. What is added is kept as exponent E_i, the integral of h_i - h: the
/// share of i's kind is 1 - (1 - F) exp(-E_i), which grows with F and with r_i and never falls with time.
namespace pendel::adoption {

/// Of one technology, per building: how many have it, and how many would by the path; both 0 where it cannot be had.
struct Having {
  Column<BuildingId, float> has, expected;
};

/// r_i of each technology: `has` over `expected`, summed over the other residential buildings within `reach_m`; 1 where
/// none is expected.
std::vector<Column<BuildingId, float>> neighbours_over_path(const World& world, double reach_m,
                                                            const std::vector<Having>& technologies);

/// 1 - (1 - F) exp(-E), and F itself where E = 0.
double pulled(double share, float exponent);

/// What the years from `before` to `now` add to the exponent of one with r_i = 1 + 1: w phi ln((1 - F) / (1 - F')).
double pull_of_period(double neighbour_share, const Diffusion& diffusion, double before, double now,
                      double policy_from);

}  // namespace pendel::adoption
