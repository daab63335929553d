// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pendel::energy {

/// Annual electricity of a household in kWh, without electric water heating: septiles of Stromspiegel 2023 for houses
/// and flats and 1 to 5 persons, the seven classes equally likely and flat inside.
/// `u` in (0, 1); `persons` >= 1.
double annual_level_kwh(bool house, int persons, double u);
/// Mean of that distribution.
double mean_annual_level_kwh(bool house, int persons);

}  // namespace pendel::energy
