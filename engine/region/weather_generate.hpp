// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.hpp"
#include "region/generate.hpp"

namespace pendel::generate {

/// 8,760 hours that reproduce monthly facts: mean temperatures exactly (within rounding), global radiation sums
/// exactly. Days differ by a first-order autoregression (temperature and clearness, keyed draws); the sun moves by
/// Spencer (1971); the diffuse share of an hour follows its clearness by Erbs, Klein and Duffie (1982). Synthetic: no
/// such year was measured. Hours are CET, hour h is [h, h+1).
Weather generate_weather(const Climate& climate, const Random& random);

/// The sun at solar time: cosine of the zenith angle, for a day of the year (1 to 365). Spencer (1971).
double cos_zenith(int day_of_year, double solar_hour, double latitude_deg);
/// Radiation outside the atmosphere on a plane facing the sun, W/m2; solar constant 1,367 W/m2. Spencer (1971).
double extraterrestrial_w_per_m2(int day_of_year);
/// Diffuse share of global radiation by clearness index. Erbs, Klein and Duffie (1982), hourly correlation.
double erbs_diffuse_share(double k);

}  // namespace pendel::generate
