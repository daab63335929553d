// SPDX-License-Identifier: Apache-2.0
#include "models/energy/heat_block.hpp"

#include <algorithm>

#include "core/clones.hpp"
#include "core/contract.hpp"

namespace pendel::energy {

void HeatBlock::set(std::size_t lane, const Thermal& thermal, double max_w, const std::array<double, faces>& solar_m2,
                    double mass_c) {
  PENDEL_EXPECT(lane < lanes && max_w >= 0);
  const auto r = thermal.response();
  mass_mass_[lane] = r.mass_mass;
  mass_out_[lane] = r.mass_out;
  mass_int_[lane] = r.mass_int;
  mass_sol_[lane] = r.mass_sol;
  mass_heat_[lane] = r.mass_heat;
  air_mass_[lane] = r.air_mass;
  air_out_[lane] = r.air_out;
  air_int_[lane] = r.air_int;
  air_sol_[lane] = r.air_sol;
  power_per_k_[lane] = r.power_per_k;
  max_w_[lane] = max_w;
  for (std::size_t f = 0; f < faces; ++f) solar_m2_[f][lane] = solar_m2[f];
  mass_c_[lane] = mass_c;
  unmet_[lane] = 0;
}

PENDEL_CLONES
void HeatBlock::run(const HeatInputs& in, float* heat_w) {
  const double on = in.heated ? 1.0 : 0.0;
  std::array<float, lanes> unused;
  for (std::size_t t = 0; t < in.steps; ++t) {
    const double out = static_cast<double>(in.outside_c[t]);
    std::array<double, faces> sun;
    for (std::size_t f = 0; f < faces; ++f) sun[f] = static_cast<double>(in.sun_w[f][t]);
    const float* internal = in.internal_w + t * lanes;
    const float* setpoint = in.setpoint_c + t * lanes;
    float* heat = heat_w != nullptr ? heat_w + t * lanes : unused.data();
    for (std::size_t i = 0; i < lanes; ++i) {
      const double s = solar_m2_[0][i] * sun[0] + solar_m2_[1][i] * sun[1] + solar_m2_[2][i] * sun[2] +
                       solar_m2_[3][i] * sun[3] + solar_m2_[4][i] * sun[4];
      const double q = static_cast<double>(internal[i]);
      const double m = mass_c_[i];
      const double air = (air_out_[i] * out + air_int_[i] * q + air_sol_[i] * s) + air_mass_[i] * m;
      const double wanted = (static_cast<double>(setpoint[i]) - air) * power_per_k_[i];
      const double power = on * std::min(std::max(wanted, 0.0), max_w_[i]);
      mass_c_[i] =
          (mass_out_[i] * out + mass_int_[i] * q + mass_sol_[i] * s) + mass_mass_[i] * m + mass_heat_[i] * power;
      unmet_[i] += wanted - power > power_per_k_[i] ? on : 0.0;
      heat[i] = static_cast<float>(power);
    }
  }
}

}  // namespace pendel::energy
