// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/issue.hpp"
#include "region/region.hpp"

namespace pendel::text {
class ParameterTable;
}

namespace pendel::services {

/// Section [services]. Defaults and sources: parameters.cpp.
struct Parameters {
  double contacts_per_year = 1.7;  // of an adult with the administration
  double workdays_per_year = 250;
  double online_share = 0.605;        // of contacts that can be settled online
  double online_measure_share = 0.1;  // more where the municipality has the measure online_services
  double inhabitants_per_office = 12000;
  std::vector<std::string> branches_closed;  // AGS, "all": only the main office is left
  std::vector<std::string> offices_closed;   // AGS: none is left, people go to the nearest of another municipality
  std::vector<std::string> assisted;         // AGS, "all": a desk in every settlement where somebody helps
  double online_utility = 0.5;               // for a person with skill 60
  double skill_effect = 0.3;                 // per 10 points of skill
  double time_weight = 0.5;                  // per hour of way and waiting
  double assisted_utility = -0.3;
  double unserved_utility = -5;  // to leave it
  double assisted_km = 1;        // to the desk
  double wait_min = 48;
  double office_min = 36;
  double access_min = 8;  // to and from the vehicle or stop, one way
  double car_kmh = 30;
  double other_kmh = 12;  // who has no car
  double detour_factor = 1.3;
  double urgent_share = 0.2;     // of contacts that cannot wait
  double elsewhere_level = 0.5;  // least service level of another municipality that helps out
  double overtime_share = 0.1;   // of normal capacity, to work off a backlog
  double patience_days = 120;    // mean time after which who waits gives up
  double low_skill = 40;         // below: counted among the low-skilled
};
void describe(Parameters& parameters, text::ParameterTable& table);
/// Municipalities that the region does not have.
void check(const Parameters& parameters, const Municipalities& municipalities, const text::ParameterTable& table,
           Issues& issues);

}  // namespace pendel::services
