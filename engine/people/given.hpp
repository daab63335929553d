// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/issue.hpp"
#include "people/people.hpp"
#include "region/region.hpp"

namespace pendel::people {

/// Reads people that somebody else made (a survey, another synthesis, a hand-checked case) instead of synthesising
/// them. `folder` holds three tables; ids refer to the region's building.csv and gateway.csv:
/// - building.csv: building_id, type, period (1 to 12, TABULA), living_area_m2, dwellings (>= households in it)
/// - household.csv: household_id, building_id, cars
/// - person.csv: household_id (empty: lives behind home_gateway), age, employment, sector, commute, work_building_id,
///   work_gateway, home_gateway, outside_km, workdays, absence_share, has_car. Sorted by household; inbound commuters
///   last.
/// Every problem goes to `issues`.
People read_people(const std::filesystem::path& folder, const Region& region, Issues& issues);

}  // namespace pendel::people
