// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace pendel::text {
class ParameterTable;
}

namespace pendel::schedules {

/// Who does how many errands: a rate per person and day on a workday, a Saturday, a Sunday.
struct Rates {
  double workday = 0;
  double saturday = 0;
  double sunday = 0;
};

/// Section [schedules]. Defaults and sources: parameters.cpp.
struct Parameters {
  double saturday_work_share = 0.18;  // of workers, any Saturday
  double sunday_work_share = 0.092;
  double full_time_h_per_week = 40.4;
  double part_time_h_per_week = 21.2;
  double break_h = 0.5;           // added to days of more than 6 hours
  double work_early_share = 0.2;  // start with the first shift
  double work_early_h = 5.75;     // mean start of work
  double work_main_h = 7.75;
  double work_late_share = 0.1;
  double work_late_h = 13.5;
  double work_start_sd_h = 0.75;  // between persons, around each of the three
  double work_day_sd_h = 0.25;    // of one person, from day to day
  double school_start_h = 7.75;
  double school_hours = 6;
  double school_sd_h = 0.2;
  double university_start_h = 9.5;
  double university_hours = 5;
  double university_sd_h = 1.5;
  double university_attendance = 0.8;
  Rates shopping_worker{.workday = 0.45, .saturday = 0.75, .sunday = 0.10};
  Rates shopping_adult{.workday = 0.80, .saturday = 0.75, .sunday = 0.10};  // no work or school that day
  Rates shopping_child{.workday = 0.18, .saturday = 0.35, .sunday = 0.05};
  Rates leisure_worker{.workday = 0.40, .saturday = 0.70, .sunday = 0.75};
  Rates leisure_adult{.workday = 0.50, .saturday = 0.60, .sunday = 0.65};
  Rates leisure_child{.workday = 0.50, .saturday = 0.70, .sunday = 0.70};
  double errand_on_way_home_share = 0.4;  // of a worker's errands
  double telework_meeting_share = 0.3;    // of teleworkers who come to the office on its meeting day
  double telework_extra_errand = 0.1;     // additional leisure or shopping outing per telework day (rebound)
  double shopping_min = 40;               // mean stay
  double leisure_min = 110;
  double shopping_early_share = 0.55;  // wanted start around the first of two times of day
  double shopping_early_h = 10.5;
  double shopping_late_h = 16;
  double leisure_early_share = 0.6;
  double leisure_early_h = 14.5;
  double leisure_late_h = 18.75;
  double errand_sd_h = 1.4;
  double shopping_decay_km = 3.0;  // mean of exp(-d / decay), straight line
  double leisure_decay_km = 7.0;
  double leisure_visit_share = 0.3;  // of leisure outings that go to somebody's home
  double detour_factor = 1.3;
  double first_guess_kmh = 35;          // only until mobility gives the real time
  double first_guess_outside_kmh = 65;  // behind a gateway
  double first_guess_min = 4;           // access and egress of the first guess
};
void describe(Parameters& parameters, text::ParameterTable& table);

}  // namespace pendel::schedules
