// SPDX-License-Identifier: Apache-2.0
#include "models/incidents/cyber.hpp"

#include <algorithm>
#include <cmath>

#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::incidents {

double unprotected_share(const Cyber& cyber, const Operator& op) {
  return (1 - op.mfa * cyber.mfa_effect) * (1 - op.vpn * cyber.vpn_effect) *
         (1 - op.managed_devices * cyber.device_effect) * (1 - op.training * cyber.training_effect);
}

double severe_per_year(const Cyber& cyber, const Operator& op, double inhabitants, double remote_share) {
  if (inhabitants <= 0) return 0;
  const double attacks =
      cyber.attacks_per_year * math::pow(inhabitants / cyber.reference_inhabitants, cyber.size_exponent);
  const double security = math::pow(cyber.security_factor, 0.5 - op.security);
  return attacks * cyber.severe_share * security *
         (1 + cyber.remote_effect * remote_share * unprotected_share(cyber, op));
}

double control_cost_eur(const Cyber& cyber, const Operator& op, double inhabitants, double remote_share) {
  const double workplaces = inhabitants * cyber.staff_per_inhabitant * remote_share;
  const double per_workplace = op.mfa * cyber.mfa_eur + op.vpn * cyber.vpn_eur + op.managed_devices * cyber.device_eur +
                               op.training * cyber.training_eur;
  return workplaces * per_workplace + inhabitants * op.security * cyber.security_eur_per_inhabitant;
}

double restored(const Cyber& cyber, const Operator& op, double day, int forensic_days) {
  const double working = day - forensic_days;
  return working <= 0 ? 0.0 : -math::expm1(-working * op.staff_factor / cyber.recovery_days);
}

double service_restored(const std::vector<Service>& services, std::size_t k, double restored_share) {
  double before = 0;
  for (std::size_t i = 0; i < k; ++i) before += services[i].work_share;
  if (services[k].work_share <= 0) return restored_share >= before ? 1 : 0;
  return std::clamp((restored_share - before) / services[k].work_share, 0.0, 1.0);
}

int day_restored(const Cyber& cyber, const Operator& op, double share, int forensic_days) {
  PENDEL_EXPECT(share >= 0 && share < 1);
  return forensic_days +
         static_cast<int>(std::ceil(-math::log1p(-share) * cyber.recovery_days / op.staff_factor - 1e-9));
}

int forensic_days(const Cyber& cyber, const Draw& draw) {
  const auto low = static_cast<int>(cyber.forensic_low_days);
  const auto high = std::max(low, static_cast<int>(cyber.forensic_high_days));
  return low + static_cast<int>(draw.below(static_cast<std::uint32_t>(high - low + 1)));
}

std::vector<float> outage_course(const Cyber& cyber, const std::vector<Operator>& operators,
                                 const std::vector<Service>& services, const OperatorGraph& graph, std::size_t op,
                                 MunicipalityId municipality, int forensic_days) {
  std::vector<float> course;
  const int last = day_restored(cyber, operators[op], 0.999, forensic_days);
  for (int day = 0; day <= last; ++day) {
    const double done = restored(cyber, operators[op], day, forensic_days);
    double level = 0;
    for (std::size_t k = 0; k < services.size(); ++k) {
      const bool hit = graph.operator_of(municipality, k) == static_cast<int>(op);
      const double works = hit ? service_restored(services, k, done) : 1.0;
      level += services[k].weight * (works + (1 - works) * operators[op].fallback);
    }
    course.push_back(static_cast<float>(level));
  }
  return course;
}

}  // namespace pendel::incidents
