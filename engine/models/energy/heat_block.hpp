// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "models/energy/thermal.hpp"

/// Many zones at once: columns of a few dozen zones whose coefficients and states stay in the cache while time runs.
namespace pendel::energy {

/// Zones that are computed side by side. A block is that many; free lanes are zero and cost nothing extra.
inline constexpr std::size_t lanes = 32;

/// What a block feels, all per step. `internal_w` (W m-2) and `setpoint_c` (degC) are [step][lane].
struct HeatInputs {
  std::size_t steps = 0;
  const float* outside_c = nullptr;
  std::array<const float*, faces> sun_w = {};  // global irradiance on each face, W m-2
  const float* internal_w = nullptr;
  const float* setpoint_c = nullptr;
  bool heated = true;  // false: the heating is off
};

/// The method of Thermal for `lanes` zones, as its Response.
class HeatBlock {
 public:
  /// `max_w`: power of the heating, W m-2. `solar_m2`: effective collecting area per m2 and face.
  void set(std::size_t lane, const Thermal& thermal, double max_w, const std::array<double, faces>& solar_m2,
           double mass_c);
  /// Advances all lanes. `heat_w` [step][lane] in W m-2 may be null.
  void run(const HeatInputs& inputs, float* heat_w);

  [[nodiscard]] double mass_c(std::size_t lane) const { return mass_c_[lane]; }
  /// Steps so far in which the zone at full power stayed more than 1 K below its set-point.
  [[nodiscard]] double unmet_steps(std::size_t lane) const { return unmet_[lane]; }

 private:
  using Lanes = std::array<double, lanes>;
  alignas(64) Lanes mass_mass_{}, mass_out_{}, mass_int_{}, mass_sol_{}, mass_heat_{};
  Lanes air_mass_{}, air_out_{}, air_int_{}, air_sol_{}, power_per_k_{}, max_w_{};
  std::array<Lanes, faces> solar_m2_{};
  Lanes mass_c_{}, unmet_{};
};

}  // namespace pendel::energy
