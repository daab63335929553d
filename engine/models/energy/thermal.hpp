// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

namespace pendel::energy {

/// Directions that windows and roofs look to: south, east, west, north, horizontal.
inline constexpr std::size_t faces = 5;

/// What a heated zone is made of, per m2 of reference area.
struct Envelope {
  double h_opaque = 1;                // W m-2 K-1, transmission without windows
  double h_window = 0.4;              // W m-2 K-1
  double h_ventilation = 0.51;        // W m-2 K-1
  double capacity_j_per_k = 162'000;  // J m-2 K-1 (TABULA c_m = 45 Wh m-2 K-1)
  double mass_area = 2.5;  // m2 of effective mass per m2 (ISO 13790, table 12: light 2.5, heavy 3, very heavy 3.5)
};

/// The method as a linear map, its coefficients computed once:
///   next mass = mass_mass m + mass_out Te + mass_int i + mass_sol s + mass_heat q,
///   air       = air_mass m + air_out Te + air_int i + air_sol s + q / power_per_k.
struct Response {
  double mass_mass = 0, mass_out = 0, mass_int = 0, mass_sol = 0, mass_heat = 0;
  double air_mass = 0, air_out = 0, air_int = 0, air_sol = 0;
  double power_per_k = 0;  // W m-2 per K of air temperature
};

/// The simple hourly method with five resistances and one capacity, per m2 of reference area, in closed form
/// (ISO 13790:2008, 7.2.2 and annex C.2 to C.5, Crank-Nicolson; A_t = 4.5). All is linear in
/// the heating power at the air node, so the power that holds the set-point is one division.
class Thermal {
 public:
  static constexpr double a_t = 4.5;  // m2 of inner surface per m2
  static constexpr double h_is = 3.45 * a_t;

  Thermal() = default;
  /// `step_s`: length of a time step.
  Thermal(const Envelope& envelope, double step_s);

  struct Step {
    double heating_w = 0;  // W m-2
    double air_c = 0;
    double surface_c = 0;  // mean of the step
    double mass_c = 0;     // mean of the step
  };

  /// One step. Gains in W m-2, temperatures in degC; `mass_c` is the temperature of the mass, in and out.
  Step advance(double& mass_c, double outside_c, double internal_w, double solar_w, double setpoint_c,
               double max_w) const {
    const double x = 0.5 * internal_w + solar_w;
    const double air_gain = 0.5 * internal_w;
    const double star_gain = star_share_ * x;
    const double to_star = star_gain + h_w_ * outside_c + h1_ * (air_gain / h_ve_ + outside_c);
    const double to_mass = mass_share_ * x + h_em_ * outside_c + h3_over_h2_ * to_star;
    const double next0 = (mass_c * keep_ + to_mass) * gain_;
    const double star0 = (h_ms_ * 0.5 * (mass_c + next0) + to_star) * star_gain_;
    const double air0 = (h_is * star0 + h_ve_ * outside_c + air_gain) * air_gain_;
    Step step;
    step.heating_w = std::clamp((setpoint_c - air0) * power_per_k_, 0.0, max_w);
    const double next = next0 + step.heating_w * mass_per_w_;
    step.mass_c = 0.5 * (mass_c + next);
    step.surface_c = star0 + step.heating_w * star_per_w_;
    step.air_c = air0 + step.heating_w / power_per_k_;
    mass_c = next;
    return step;
  }

  /// Power at rest that holds `setpoint_c` without gains: [Hve + His Htr / (His + Htr)] (Tair - Te) with
  /// Htr = Hw + 1 / (1/Hms + 1/Hem).
  [[nodiscard]] double steady_w(double setpoint_c, double outside_c) const;
  /// Mass temperature of that state.
  [[nodiscard]] double steady_mass_c(double setpoint_c, double outside_c) const;
  /// What flows out in a step, W m-2: through air, windows and opaque parts.
  [[nodiscard]] double loss_w(const Step& step, double outside_c) const {
    return h_ve_ * (step.air_c - outside_c) + h_w_ * (step.surface_c - outside_c) + h_em_ * (step.mass_c - outside_c);
  }
  /// Share of the gain x = internal / 2 + solar that enters the room; the rest, Hw / (9.1 At), leaves through the
  /// glass.
  [[nodiscard]] double useful_share() const { return star_share_ + mass_share_; }
  [[nodiscard]] double capacity_j_per_k() const { return capacity_; }
  [[nodiscard]] Response response() const;

 private:
  double capacity_ = 0;
  double h_ms_ = 0, mass_share_ = 0;  // of x that reaches the mass
  double h_w_ = 0, h_ve_ = 0, h_em_ = 0, h1_ = 0, h3_over_h2_ = 0;
  double star_share_ = 0;  // of x that reaches the surfaces
  double keep_ = 0;        // Cm/dt - (H3 + Hem) / 2
  double gain_ = 0;        // 1 / (Cm/dt + (H3 + Hem) / 2)
  double star_gain_ = 0;   // 1 / (Hms + Hw + H1)
  double air_gain_ = 0;    // 1 / (His + Hve)
  double mass_per_w_ = 0;  // K of the next mass temperature per W m-2 of heating
  double star_per_w_ = 0;
  double power_per_k_ = 0;  // W m-2 per K of air temperature
};

}  // namespace pendel::energy
