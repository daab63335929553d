// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "models/energy/sun.hpp"

namespace pendel::energy {

/// Roofs with modules, by tilt and direction. One profile per class and day serves all of them.
inline constexpr std::array<Surface, 12> roofs = {{{35, 0},
                                                   {35, -45},
                                                   {35, 45},
                                                   {35, -90},
                                                   {35, 90},
                                                   {45, 0},
                                                   {20, 0},
                                                   {10, 0},
                                                   {10, -90},
                                                   {10, 90},
                                                   {0, 0},
                                                   {35, 180}}};
/// How often they occur: small houses with pitched roofs and large ones with flat roofs. Assumption; modules on pitched
/// roofs look south to west and east as the streets run.
inline constexpr std::array<double, roofs.size()> pitched_share = {0.20, 0.17, 0.17, 0.11, 0.11, 0.10,
                                                                   0.08, 0,    0,    0,    0,    0.06};
inline constexpr std::array<double, roofs.size()> flat_share = {0, 0, 0, 0, 0, 0, 0.10, 0.30, 0.25, 0.25, 0.10, 0};

/// Power of 1 kWp on a plane in W: irradiance after Hay and Davies.
double pv_w_per_kwp(const Sky& sky, const Surface& surface, double inverter_kw);
/// The same from the irradiance on the plane: cell temperature after King et al. (SAPM, Sandia 2004: a = -3.47, b =
/// -0.0594, 3 K) at 3 m/s of wind; -0.4 %/K; system losses 0.86, inverter 0.96; no more than `inverter_kw` kW per kWp.
double pv_of_plane_w(double plane_w, double outside_c, double inverter_kw);

std::vector<float> pv_profile(std::span<const Sky> sky, const Surface& surface, double inverter_kw);

struct Battery {
  double wh = 0;
  double max_w = 0;          // in and out
  double efficiency = 0.95;  // one way
};

/// Greedy self-consumption: takes what PV leaves, gives what the load lacks. `net_w` is load less PV less what the
/// battery gives; `stored_wh` in and out. Charged x efficiency = given / efficiency + what is stored more.
void run_battery(const Battery& battery, std::span<const float> load_w, std::span<const float> pv_w, double step_h,
                 double& stored_wh, std::span<float> net_w);

}  // namespace pendel::energy
