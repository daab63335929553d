// SPDX-License-Identifier: Apache-2.0
#include "models/energy/pv.hpp"

#include <algorithm>

#include "core/math.hpp"

namespace pendel::energy {

namespace {

constexpr double wind_mps = 3;
constexpr double per_k = 0.004;
constexpr double losses = 0.86 * 0.96;

}  // namespace

double pv_w_per_kwp(const Sky& sky, const Surface& surface, double inverter_kw) {
  return sky.global_w <= 0 ? 0.0 : pv_of_plane_w(on_plane_w(sky, surface, true), sky.outside_c, inverter_kw);
}

double pv_of_plane_w(double plane_w, double outside_c, double inverter_kw) {
  const double cell_c = outside_c + plane_w * math::exp(-3.47 - 0.0594 * wind_mps) + 3.0 * plane_w / 1000.0;
  const double w = plane_w * (1 - per_k * (cell_c - 25)) * losses;
  return std::clamp(w, 0.0, inverter_kw * 1000.0);
}

std::vector<float> pv_profile(std::span<const Sky> sky, const Surface& surface, double inverter_kw) {
  std::vector<float> profile;
  profile.reserve(sky.size());
  for (const auto& step : sky) profile.push_back(static_cast<float>(pv_w_per_kwp(step, surface, inverter_kw)));
  return profile;
}

void run_battery(const Battery& battery, std::span<const float> load_w, std::span<const float> pv_w, double step_h,
                 double& stored_wh, std::span<float> net_w) {
  for (std::size_t t = 0; t < load_w.size(); ++t) {
    const double surplus_w = static_cast<double>(pv_w[t]) - static_cast<double>(load_w[t]);
    double into_w = 0;  // below 0: out
    if (surplus_w > 0)
      into_w = std::min({surplus_w, battery.max_w, (battery.wh - stored_wh) / battery.efficiency / step_h});
    else
      into_w = -std::min({-surplus_w, battery.max_w, stored_wh * battery.efficiency / step_h});
    stored_wh += step_h * (into_w > 0 ? into_w * battery.efficiency : into_w / battery.efficiency);
    stored_wh = std::clamp(stored_wh, 0.0, battery.wh);
    net_w[t] = static_cast<float>(into_w - surplus_w);
  }
}

}  // namespace pendel::energy
