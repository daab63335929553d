// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pendel::adoption {

/// How something spreads among those who could have it: dF/dt = (p + q F / M) (M - F) (Bass, "A new product growth
/// model for consumer durables", Management Science 15(5), 1969, eq. 1 with ceiling M), tied to a published share at a
/// moment.
struct Diffusion {
  double p_per_year = 0.01;  // on one's own
  double q_per_year = 0.1;   // by those who have it: the peer effect
  double ceiling = 1;
  double share = 0.01;  // F in `year`
  double year = 2025;
  double speed = 1;  // lever: how fast the clock of diffusion goes from the year of the policies on
};

/// F after `years` from nothing: M (1 - e) / (1 + q/p e), e = exp(-(p + q) years); 0 before.
double bass(double p_per_year, double q_per_year, double ceiling, double years);

/// F in `year`. A speed other than 1 counts from `policy_from` on, at the earliest from the year of the published
/// share.
double diffused(const Diffusion& diffusion, double year, double policy_from);

/// Part of the hazard p + q F / M that is imitation, at the share F; 0 to 1.
double imitation_part(const Diffusion& diffusion, double share);

/// 1 - (1 - F)^factor: the share among those who are `factor` times as likely, each year, to take it.
double among_likelier(double share, double factor);

/// `share` in the diffusion's year, carried to `year`: who did not have it then takes it as everywhere.
double carried(double share, const Diffusion& diffusion, double year, double policy_from);

}  // namespace pendel::adoption
