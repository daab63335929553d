// SPDX-License-Identifier: Apache-2.0
#include "text/parameters.hpp"

#include <utility>

#include "core/calendar.hpp"
#include "people/synthesis.hpp"

namespace pendel::people {

// NOLINTNEXTLINE(readability-function-size): a table
void describe(Parameters& parameters, text::ParameterTable& table) {
  table.file("tables", parameters.tables,
             {.meaning = "Folder with building.csv, household.csv and person.csv of given people; without it, people "
                         "are synthesised."});
  table.number(
      "employed_per_insured", parameters.employed_per_insured,
      {.unit = "1",
       .min = 1,
       .max = 2,
       .low = 1.28,
       .high = 1.42,
       .source =
           "Destatis: 45.57 M employed 2022; BA: 34.3 M insured employees 2022. High: 43.1 M / 30.8 M 2015 (to verify)",
       .meaning = "All employed per insured employee: civil servants, self-employed and mini-jobs are not insured."});
  table.number(
      "daily_commute_max_km", parameters.daily_commute_max_km,
      {.unit = "km",
       .min = 0,
       .min_exclusive = true,
       .low = 100,
       .high = 200,
       .source = "our reading of the BA county flows 2022: pairs beyond 150 km are 9.4 % of commuters",
       .meaning = "Straight line between county centres beyond which registered commuters travel weekly, not daily."});
  table.number(
      "gravity_decay", parameters.gravity_decay,
      {.unit = "min^-0.5",
       .min = 0,
       .max = 5,
       .low = 0.70,
       .high = 0.85,
       .source = "fitted once on the BA county flows of 2022 within 150 km, five folds: 0.75, 0.75, 0.75, 0.80, 0.75; "
                 "way = 1.3 x straight line at 54 km/h",
       .meaning = "Decay of the commuting model's deterrence exp(-decay x sqrt(minutes)) on the empty network."});
  std::vector<std::string> lands = {"", "DE"};
  for (const auto state : federal_states()) lands.emplace_back(state);
  table.text(
      "sectors_of", parameters.sectors_of,
      {.meaning = "Federal state (\"ST\", \"HE\", ...) or \"DE\" whose shares of sectors the workers have; without "
                  "it, that of the region. For comparison with figures of the country.",
       .choices = std::move(lands)});
  table.number(
      "absence_share", parameters.absence_share,
      {.unit = "1",
       .min = 0,
       .max = 1,
       .low = 0.14,
       .high = 0.20,
       .source = "IAB working-time account: 31.8 days of leave taken 2022 of about 249 workdays, sickness 5.95 % 2022, "
                 "6.11 % 2023; self-employed take less",
       .meaning = "Share of the contract's workdays on which a worker is on leave or sick."});
  table.number("five_day_share", parameters.five_day_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.75,
                .high = 0.85,
                .source = "IAB-OPAL 2023 (IAB-Forum, 1 December 2025): about 80 % work on five days a week",
                .meaning = "Share of workers who work on five days a week."});
  table.number("other_workdays", parameters.other_workdays,
               {.unit = "d/week",
                .min = 1,
                .max = 4,
                .low = 3.0,
                .high = 4.0,
                .source = "assumption: the rest of IAB-OPAL, mostly part-time (30 % of employees, Destatis 2022)",
                .meaning = "Mean workdays a week of those who do not work on five."});
  table.number("detour", parameters.detour,
               {.unit = "1",
                .min = 1,
                .max = 3,
                .low = 1.2,
                .high = 1.45,
                .source = "circuity of road networks 1.2 to 1.45 (issue 2)",
                .meaning = "Way on the network per straight line, where no network answers."});
  table.number("min_home_footprint_m2", parameters.min_home_footprint_m2,
               {.unit = "m2",
                .min = 0,
                .max = 200,
                .low = 25,
                .high = 50,
                .source = "assumption: smaller residential sites in OSM are sheds and garages",
                .meaning = "Smallest footprint of a building that people live in, unless nothing else stands."});
}

}  // namespace pendel::people
