// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "people/people.hpp"

namespace pendel::energy {

/// A typical German residential building, per m2 of TABULA reference area (A_C_Ref, about 1.1 x living area).
/// Facts from TABULA / EPISCOPE, Institut Wohnen und Umwelt (IWU), building variants DE.N.*.Gen.ReEx, CC BY 4.0.
struct Archetype {
  BuildingType type = BuildingType::single_family;
  int period = 1;                        // TABULA class 1 to 12
  std::array<double, 3> h_transmission;  // W m-2 K-1: existing, usual, advanced refurbishment (variants 001 to 003)
  double h_window = 0;                   // W m-2 K-1, windows, existing state; part of h_transmission
  std::array<double, 4> window_m2;       // per m2: south, east, west, north
  double g = 0;                          // energy transmittance of the glazing
  double h_ventilation = 0;              // W m-2 K-1
  double heat_need_kwh = 0;              // q_h_nd of the existing state, kWh m-2 a-1, for checks
};

std::span<const Archetype> archetypes();

/// Position in archetypes() of the archetype for a type and a period index 0 to 11. Where TABULA has none (apartment
/// blocks of 1859 and since 1979, terraced houses of 1859), the nearest of the same kind: multi-family for blocks,
/// the next period for terraced houses. Non-residential buildings with dwellings count as multi-family.
std::size_t archetype_of(BuildingType type, std::uint8_t period_index);

/// Facade directions in the order of Archetype::window_m2.
inline constexpr int orientations = 4;

}  // namespace pendel::energy
