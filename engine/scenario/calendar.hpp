// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "region/region.hpp"
#include "scenario/scenario.hpp"
#include "world/day.hpp"

namespace pendel::scenario {

/// The periods from the start to the horizon; the last one may reach beyond it.
std::vector<Period> make_periods(const PeriodSpec& spec);

/// The representative days of one year. For a plan, each day of `spec.year` belongs to one group (a BDEW season -
/// winter 1 November to 20 March, summer 15 May to 14 September, else transition; VDEW 1999 - and workday, Saturday,
/// Sunday or holiday, if asked for workday in the summer holidays). Of each group the real day runs whose mean
/// temperature and sun are nearest to the group's mean, in units of its standard deviations; its weight is the number
/// of days of the group, so that all weights sum to the year. Two design days of weight zero: the coldest workday and
/// the sunniest Sunday from May to August. `quick`: the workdays of each half of the heating year (by the mean of the
/// month) and all Saturdays, Sundays and holidays, each by one day. Needs the hourly weather of the region.
std::vector<Day> representative_days(const DaysSpec& spec, const Region& region);

/// Both clocks of a scenario: which of the days run in which periods.
Calendar make_calendar(const Settings& settings, const Region& region);

}  // namespace pendel::scenario
