// SPDX-License-Identifier: Apache-2.0
#include "models/schedules/parameters.hpp"

#include "text/parameters.hpp"

namespace pendel::schedules {

namespace {

constexpr auto no_source = "assumption; no table with a free licence found";

/// All hours of the day share their limits.
void hour(text::ParameterTable& table, const std::string& name, double& target, double spread,
          const std::string& source, const std::string& meaning) {
  table.number(name, target,
               {.unit = "h",
                .min = 0,
                .max = 24,
                .low = target - spread,
                .high = target + spread,
                .source = source,
                .meaning = meaning});
}

void share(text::ParameterTable& table, const std::string& name, double& target, double low, double high,
           const std::string& source, const std::string& meaning) {
  table.number(name, target,
               {.unit = "1", .min = 0, .max = 1, .low = low, .high = high, .source = source, .meaning = meaning});
}

void describe_work(Parameters& p, text::ParameterTable& table) {
  share(table, "saturday_work_share", p.saturday_work_share, 0.16, 0.25,
        "Destatis, labour force survey 2022: 18.0 % regularly", "workers who work on a Saturday");
  share(table, "sunday_work_share", p.sunday_work_share, 0.08, 0.15,
        "Destatis, labour force survey 2022: 9.2 % regularly", "workers who work on a Sunday or holiday");
  table.number("full_time_h_per_week", p.full_time_h_per_week,
               {.unit = "h",
                .min = 1,
                .max = 60,
                .low = 38,
                .high = 42,
                .source = "Destatis, usual weekly hours, full time 2022: 40.4",
                .meaning = "weekly hours, full time"});
  table.number("part_time_h_per_week", p.part_time_h_per_week,
               {.unit = "h",
                .min = 1,
                .max = 40,
                .low = 18,
                .high = 24,
                .source = "Destatis, usual weekly hours, part time 2022: 21.2",
                .meaning = "weekly hours, part time"});
  share(table, "telework_meeting_share", p.telework_meeting_share, 0, 0.8, "assumption; no published magnitude found",
        "teleworkers who come to the office on the weekday on which their workplace meets");
  table.number("break_h", p.break_h,
               {.unit = "h",
                .min = 0,
                .max = 2,
                .low = 0.5,
                .high = 0.75,
                .source = "ArbZG section 4",
                .meaning = "break on days of more than six hours"});
  share(table, "work_early_share", p.work_early_share, 0.1, 0.3, no_source,
        "workers whose work starts with the first shift");
  share(table, "work_late_share", p.work_late_share, 0.05, 0.15,
        "Mikrozensus 2023: 14.5 % of employees in shifts (Destatis, April 2025)",
        "workers whose work starts past noon");
  const std::string mid = "MiD 2017: commuting peaks at 6 to 8; the spread is an assumption";
  hour(table, "work_early_h", p.work_early_h, 0.5, mid, "mean start of work, early");
  hour(table, "work_main_h", p.work_main_h, 0.5, mid, "mean start of work, most");
  hour(table, "work_late_h", p.work_late_h, 1, no_source, "mean start of work, late");
  hour(table, "work_start_sd_h", p.work_start_sd_h, 0.25, no_source, "standard deviation of the start between persons");
  hour(table, "work_day_sd_h", p.work_day_sd_h, 0.15, no_source,
       "standard deviation of one person's start from day to day");
  hour(table, "school_start_h", p.school_start_h, 0.25, "lessons start between 7:30 and 8:00 in most federal states",
       "start of school");
  hour(table, "school_hours", p.school_hours, 1, "30 lessons a week of 45 minutes with breaks; all-day schools longer",
       "length of a school day");
  hour(table, "school_sd_h", p.school_sd_h, 0.1, no_source, "standard deviation of the start of school");
  hour(table, "university_start_h", p.university_start_h, 1, no_source, "mean start of studies");
  hour(table, "university_hours", p.university_hours, 1.5, no_source, "length of a day of study away from home");
  hour(table, "university_sd_h", p.university_sd_h, 0.5, no_source, "standard deviation of the start of studies");
  share(table, "university_attendance", p.university_attendance, 0.6, 0.95, no_source,
        "vocational and university students who go on a workday");
}

void describe_rates(Parameters& p, text::ParameterTable& table) {
  const std::string source =
      "level: MiD 2017, 3.1 trips a day, of which shopping and errands 30 %, leisure 28 % "
      "(forschungsinformationssystem.de 115808), "
      "1.29 outings a day (mobilogisch.de 230); split over days and groups assumed";
  const auto rates = [&](const std::string& name, Rates& r, const std::string& who) {
    const auto one = [&](const std::string& day, double& rate) {
      table.number(name + "_" + day, rate,
                   {.unit = "d-1",
                    .min = 0,
                    .max = 2,
                    .low = 0.75 * rate,
                    .high = 1.25 * rate,
                    .source = source,
                    .meaning = "stays per person, " + who + ", " + day});
    };
    one("workday", r.workday);
    one("saturday", r.saturday);
    one("sunday", r.sunday);
  };
  rates("shopping_worker", p.shopping_worker, "shopping and errands, adults who work or learn that day");
  rates("shopping_adult", p.shopping_adult, "shopping and errands, other adults");
  rates("shopping_child", p.shopping_child, "shopping and errands, under 18");
  rates("leisure_worker", p.leisure_worker, "leisure, adults who work or learn that day");
  rates("leisure_adult", p.leisure_adult, "leisure, other adults");
  rates("leisure_child", p.leisure_child, "leisure, under 18");
}

// NOLINTNEXTLINE(readability-function-size): a table
void describe_errands(Parameters& p, text::ParameterTable& table) {
  share(table, "errand_on_way_home_share", p.errand_on_way_home_share, 0.2, 0.6, no_source,
        "a worker's first errand that is done on the way home");
  share(table, "telework_extra_errand", p.telework_extra_errand, 0, 0.3,
        "rebound between none and full (Woehner: Swiss teleworkers travel no less in total)",
        "additional outing per day of home office");
  const auto minutes = [&](const std::string& name, double& value, const std::string& meaning) {
    table.number(name, value,
                 {.unit = "min",
                  .min = 5,
                  .max = 600,
                  .low = 0.7 * value,
                  .high = 1.3 * value,
                  .source = no_source,
                  .meaning = meaning});
  };
  minutes("shopping_min", p.shopping_min, "mean stay for shopping and errands");
  minutes("leisure_min", p.leisure_min, "mean stay for leisure");
  minutes("office_visit_min", p.office_visit_min,
          "mean stay at an office of the administration (Bitkom 2024: 48 waiting, 36 at the desk)");
  share(table, "shopping_early_share", p.shopping_early_share, 0.4, 0.7, no_source, "errands wanted before noon");
  hour(table, "shopping_early_h", p.shopping_early_h, 1, no_source, "wanted start of errands, early");
  hour(table, "shopping_late_h", p.shopping_late_h, 1, no_source, "wanted start of errands, late");
  share(table, "leisure_early_share", p.leisure_early_share, 0.4, 0.7, no_source, "leisure wanted in the afternoon");
  hour(table, "leisure_early_h", p.leisure_early_h, 1, no_source, "wanted start of leisure, early");
  hour(table, "leisure_late_h", p.leisure_late_h, 1, no_source, "wanted start of leisure, late");
  hour(table, "errand_sd_h", p.errand_sd_h, 0.5, no_source, "standard deviation of these starts");
  const auto km = [&](const std::string& name, double& value, const std::string& source, const std::string& meaning) {
    table.number(name, value,
                 {.unit = "km",
                  .min = 0.1,
                  .max = 100,
                  .low = 0.6 * value,
                  .high = 1.6 * value,
                  .source = source,
                  .meaning = meaning});
  };
  km("shopping_decay_km", p.shopping_decay_km, "to give about 5 km by road per shopping trip (MiD 2017)",
     "distance over which the pull of shops falls to 1/e");
  km("leisure_decay_km", p.leisure_decay_km,
     "to give about 10 km by road per everyday leisure trip (MiD 2017: 15 with day trips)", "the same for leisure");
  share(table, "leisure_visit_share", p.leisure_visit_share, 0.2, 0.45, no_source,
        "leisure outings to somebody's home");
  table.number("detour_factor", p.detour_factor,
               {.unit = "1",
                .min = 1,
                .max = 3,
                .low = 1.2,
                .high = 1.45,
                .source = "circuity of real road networks, 1.2 to 1.45",
                .meaning = "way over straight line, first guess"});
  table.number("first_guess_kmh", p.first_guess_kmh,
               {.unit = "km h-1",
                .min = 3,
                .max = 130,
                .low = 25,
                .high = 50,
                .source = no_source,
                .meaning = "speed inside, until mobility knows better"});
  table.number("first_guess_outside_kmh", p.first_guess_outside_kmh,
               {.unit = "km h-1",
                .min = 3,
                .max = 130,
                .low = 50,
                .high = 90,
                .source = no_source,
                .meaning = "speed behind a gateway, first guess"});
  table.number("first_guess_min", p.first_guess_min,
               {.unit = "min",
                .min = 0,
                .max = 60,
                .low = 2,
                .high = 8,
                .source = no_source,
                .meaning = "access and egress, first guess"});
}

}  // namespace

void describe(Parameters& parameters, text::ParameterTable& table) {
  table.section(
      "schedules",
      [&] {
        describe_work(parameters, table);
        describe_rates(parameters, table);
        describe_errands(parameters, table);
      },
      "everybody's wanted day");
}

}  // namespace pendel::schedules
