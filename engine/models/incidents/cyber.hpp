// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/random.hpp"
#include "models/incidents/operators.hpp"

/// How often an operator is brought down, how it comes back, what is lost. Pure functions; a day is a calendar day.
namespace pendel::incidents {

/// Section [cyber]. Defaults and sources: cyber_parameters.cpp.
struct Cyber {
  double attacks_per_year = 0.15;  // on an operator of `reference_inhabitants`
  double reference_inhabitants = 15000;
  double size_exponent = 0.24;
  double severe_share = 0.01;  // of attacks that bring everything down
  double security_factor = 4;  // security 0 against security 1
  double remote_effect = 2;    // hazard of unprotected remote work: 1 + effect x share of working days
  double mfa_effect = 0.9;     // hazard of remote work that full coverage takes away
  double vpn_effect = 0.3;
  double device_effect = 0.4;
  double training_effect = 0.3;
  double measure_security = 0.25;  // that the measure it_security of all its municipalities adds
  double segment_spread = 0.3;     // probability that another segment falls, too
  double forensic_low_days = 3;    // nothing is switched on before it is known what happened
  double forensic_high_days = 21;
  double recovery_days = 84;                  // mean of the exponential restoration after that
  double emergency_ends_at = 0.9;             // share of the work restored
  double provider_eur_per_inhabitant = 1.65;  // restoring
  double loss_eur_per_day = 0.24;             // of the municipality, per inhabitant and full service-day lost
  double staff_per_inhabitant = 0.0127;       // workplaces with IT
  double mfa_eur = 40;                        // per workplace away from the office and year, at full coverage
  double vpn_eur = 60;
  double device_eur = 300;
  double training_eur = 30;
  double security_eur_per_inhabitant = 4;  // a year, from security 0 to 1
  int years = 10000;                       // that the risk is drawn from
  double tail = 0.01;                      // CVaR: mean of this share of years, the worst
};
void describe(Cyber& cyber, text::ParameterTable& table);
void describe(std::vector<Operator>& operators, std::vector<Service>& services, text::ParameterTable& table);

/// Severe outages a year of an operator:
///   attacks (N / N_ref)^a x severe_share x f^(1/2 - security) x (1 + e r prod_c(1 - coverage_c effect_c)),
/// N inhabitants served, r the share of working days at home of its municipalities' staff.
double severe_per_year(const Cyber& cyber, const Operator& op, double inhabitants, double remote_share);

/// Share of remote work that no control covers, 0 to 1.
double unprotected_share(const Cyber& cyber, const Operator& op);

/// What security and its controls cost a year, EUR. `remote_share` as above.
double control_cost_eur(const Cyber& cyber, const Operator& op, double inhabitants, double remote_share);

/// Share of the restoration work that is done `day` days after the attack (0: day of the attack): nothing for
/// `forensic_days`, then 1 - exp(-(t - D) staff / tau).
double restored(const Cyber& cyber, const Operator& op, double day, int forensic_days);
/// Of service k: one team works the list down, so it comes back while the work runs through its part.
double service_restored(const std::vector<Service>& services, std::size_t k, double restored_share);
/// First day on which `share` of all work is done.
int day_restored(const Cyber& cyber, const Operator& op, double share, int forensic_days);

/// Uniform over the whole days from low to high, by keyed draw.
int forensic_days(const Cyber& cyber, const Draw& draw);

/// Service level of a municipality for each day from the attack until it is 1 again to within a thousandth, if those of
/// its services fail that `op` runs.
std::vector<float> outage_course(const Cyber& cyber, const std::vector<Operator>& operators,
                                 const std::vector<Service>& services, const OperatorGraph& graph, std::size_t op,
                                 MunicipalityId municipality, int forensic_days);

}  // namespace pendel::incidents
