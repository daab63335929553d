// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "core/date.hpp"

namespace pendel::scenario {

/// Easter Sunday of the Gregorian calendar (Gauss's rule as completed by Lichtenberg, Historia Mathematica 24, 1997).
Date easter(int year);

/// Whether the law of the federal state ("ST", "HE", ...; others: the nine holidays of all states) makes `date` a
/// public holiday. As of 2023; holidays of single municipalities are not known, in Bavaria Assumption Day counts
/// everywhere.
bool is_public_holiday(Date date, std::string_view state);

/// Whether `date` lies in the school holidays of the state (school_holidays.cpp), 2023 to 2029; other years have the
/// days of the nearest of these. False for no state.
bool is_school_holiday(Date date, std::string_view state);

}  // namespace pendel::scenario
