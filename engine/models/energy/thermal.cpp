// SPDX-License-Identifier: Apache-2.0
#include "models/energy/thermal.hpp"

#include "core/contract.hpp"

namespace pendel::energy {

Thermal::Thermal(const Envelope& envelope, double step_s) : capacity_(envelope.capacity_j_per_k) {
  h_ms_ = 9.1 * envelope.mass_area;
  mass_share_ = envelope.mass_area / a_t;
  PENDEL_EXPECT(0 < envelope.h_opaque && envelope.h_opaque < h_ms_);
  PENDEL_EXPECT(envelope.h_window > 0 && envelope.h_ventilation > 0 && step_s > 0);
  h_w_ = envelope.h_window;
  h_ve_ = envelope.h_ventilation;
  h_em_ = 1.0 / (1.0 / envelope.h_opaque - 1.0 / h_ms_);
  h1_ = 1.0 / (1.0 / h_ve_ + 1.0 / h_is);
  const double h2 = h1_ + h_w_;
  const double h3 = 1.0 / (1.0 / h2 + 1.0 / h_ms_);
  h3_over_h2_ = h3 / h2;
  star_share_ = 1.0 - mass_share_ - h_w_ / (9.1 * a_t);
  const double inertia = capacity_ / step_s;
  keep_ = inertia - 0.5 * (h3 + h_em_);
  gain_ = 1.0 / (inertia + 0.5 * (h3 + h_em_));
  star_gain_ = 1.0 / (h_ms_ + h_w_ + h1_);
  air_gain_ = 1.0 / (h_is + h_ve_);
  mass_per_w_ = h3_over_h2_ * h1_ / h_ve_ * gain_;
  star_per_w_ = (0.5 * h_ms_ * mass_per_w_ + h1_ / h_ve_) * star_gain_;
  power_per_k_ = 1.0 / ((h_is * star_per_w_ + 1.0) * air_gain_);
}

Response Thermal::response() const {
  const double half = 0.5;  // of the internal gains go to the air, the rest with the sun to star and mass
  const double air_to_star = h1_ / h_ve_ * half;
  const double to_star_int = half * star_share_ + air_to_star;
  const double to_star_out = h_w_ + h1_;
  const double mass_to_star = h_ms_ * 0.5 * star_gain_;
  Response r;
  r.mass_mass = keep_ * gain_;
  r.mass_out = (h_em_ + h3_over_h2_ * to_star_out) * gain_;
  r.mass_sol = (mass_share_ + h3_over_h2_ * star_share_) * gain_;
  r.mass_int = (half * mass_share_ + h3_over_h2_ * to_star_int) * gain_;
  r.mass_heat = mass_per_w_;
  r.air_mass = air_gain_ * h_is * mass_to_star * (1 + r.mass_mass);
  r.air_out = air_gain_ * (h_is * (mass_to_star * r.mass_out + star_gain_ * to_star_out) + h_ve_);
  r.air_sol = air_gain_ * h_is * (mass_to_star * r.mass_sol + star_gain_ * star_share_);
  r.air_int = air_gain_ * (h_is * (mass_to_star * r.mass_int + star_gain_ * to_star_int) + half);
  r.power_per_k = power_per_k_;
  return r;
}

double Thermal::steady_w(double setpoint_c, double outside_c) const {
  const double h_tr = h_w_ + 1.0 / (1.0 / h_ms_ + 1.0 / h_em_);
  return (h_ve_ + h_is * h_tr / (h_is + h_tr)) * (setpoint_c - outside_c);
}

double Thermal::steady_mass_c(double setpoint_c, double outside_c) const {
  const double h_op = 1.0 / (1.0 / h_ms_ + 1.0 / h_em_);
  const double h_tr = h_w_ + h_op;
  const double surface_c = outside_c + (setpoint_c - outside_c) * h_is / (h_is + h_tr);
  return outside_c + (surface_c - outside_c) * h_op / h_em_;
}

}  // namespace pendel::energy
