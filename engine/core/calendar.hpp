// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "core/date.hpp"

/// German calendar: public holidays by federal state and the change of the clock.
namespace pendel {

/// Easter Sunday of a Gregorian year (Meeus, "Astronomical Algorithms", 1991, chapter 8).
Date easter(int year);

/// The sixteen two-letter keys in the order of the AGS, "SH" to "TH".
std::span<const std::string_view> federal_states();

/// Public holidays by state law as of 2025; the changes since 2017 by their year. `state` is one of federal_states(),
/// or empty for the nine days of the whole country. Days that hold only in some municipalities of a state (Corpus
/// Christi in Saxony and Thuringia, 15 August in Bavaria, Augsburg's 8 August) are not counted.
bool is_public_holiday(Date date, std::string_view state);

/// Hours that the civil day lacks (-1: 23 hours, last Sunday of March) or has twice (+1: 25 hours, last Sunday of
/// October); 0 else. In both cases it is the hour from 2 to 3 (Sommerzeitverordnung; in this form since 1996).
int clock_change(Date date);

/// Whether the civil clock shows summer time at noon of the day.
bool is_summer_time(Date date);

}  // namespace pendel
