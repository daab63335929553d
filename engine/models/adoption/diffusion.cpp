// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/diffusion.hpp"

#include <algorithm>

#include "core/math.hpp"

namespace pendel::adoption {

double bass(double p_per_year, double q_per_year, double ceiling, double years) {
  if (years <= 0 || p_per_year <= 0) return 0;
  const double e = math::exp(-(p_per_year + q_per_year) * years);
  return ceiling * (1 - e) / (1 + q_per_year / p_per_year * e);
}

double diffused(const Diffusion& d, double year, double policy_from) {
  const double reached = std::clamp(d.share / d.ceiling, 0.0, 0.999999);
  const double total = d.p_per_year + d.q_per_year;
  if (d.p_per_year <= 0 || total <= 0) return d.share;
  // How long the share would have taken from nothing.
  const double age = -math::log((1 - reached) / (1 + d.q_per_year / d.p_per_year * reached)) / total;
  const double hurried = std::max(0.0, year - std::max(policy_from, d.year));
  return bass(d.p_per_year, d.q_per_year, d.ceiling, age + (year - d.year) + (d.speed - 1) * hurried);
}

double imitation_part(const Diffusion& d, double share) {
  const double imitation = d.q_per_year * std::clamp(share / d.ceiling, 0.0, 1.0);
  const double all = d.p_per_year + imitation;
  return all > 0 ? imitation / all : 0.0;
}

double among_likelier(double share, double factor) {
  return share >= 1 ? 1.0 : 1 - math::exp(factor * math::log(1 - share));
}

double carried(double share, const Diffusion& d, double year, double policy_from) {
  const double then = diffused(d, d.year, policy_from);
  return std::clamp(1 - (1 - share) * (1 - diffused(d, year, policy_from)) / (1 - then), 0.0, 1.0);
}

}  // namespace pendel::adoption
