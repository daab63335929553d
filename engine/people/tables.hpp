// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "people/people.hpp"
#include "region/region.hpp"

/// Figures that stand in where a municipality publishes none: state, region type or nation. All are soft; the margins
/// report says which was used. Each has value, low, high, unit, source; README.md prints them.
namespace pendel::people {

struct Figure {
  std::string_view name;
  double value;
  double low;
  double high;
  std::string_view unit;
  std::string_view source;
};

/// Household sizes 1, 2, ... 8 (eight stands for eight and more).
inline constexpr int household_sizes = 8;
/// Number of cars 0, 1, 2, 3 (three stands for three and more).
inline constexpr int car_classes = 4;

/// Shares of household sizes; column 0: one- and two-dwelling buildings, column 1: larger ones. Rows sum to 1 per
/// column.
const std::array<std::array<Figure, household_sizes>, 2>& household_size_figures();

/// Persons per household of a federal state ("ST"), or of Germany for a name that is not one.
const Figure& household_mean(std::string_view state);
/// Vacant share of all dwellings; the state's where it is known to us, else Germany's.
const Figure& vacancy(std::string_view state);
/// Age structure of a state where it is known to us, else Germany's; sums to 1.
const std::array<Figure, age_groups>& age_structure(std::string_view state);
/// Prior of the table household size x age group: relative frequency of an age within households of a size. Its zeros
/// are structural (nobody under 18 lives alone); its levels are replaced by the margins.
double age_prior(int household_size, AgeGroup age);
/// Employed share of an age group: weights only, the level is set by the resident workers of the municipality.
const std::array<Figure, age_groups>& employment_rates();
/// Employed persons by sector in a state (else Germany), index as Sector; sums to 1.
const std::array<Figure, sectors>& sector_shares(std::string_view state);
/// Share of a sector's jobs in buildings of a use; sums to 1 over the uses. Assumption.
double workplace_share(Sector sector, BuildingUse use);
/// Share of households of size 1 to 5 (five: and more) with 0, 1, 2, 3 cars: the prior.
const std::array<std::array<Figure, car_classes>, 5>& cars_by_household_size();
/// Share of households with 0, 1, 2, 3 cars by RegioStaR7 (71 to 77; else Germany): the margin.
const std::array<Figure, car_classes>& cars_by_region_type(int regiostar7);
/// Share with a driving licence for cars.
const std::array<Figure, age_groups>& licence_rates();
/// Residential buildings by TABULA construction period; column 0: one and two dwellings, 1: more. Sums to 1.
const std::array<std::array<Figure, construction_periods>, 2>& period_shares();
/// Out-commuters / resident workers and jobs / resident workers by RegioStaR7.
const Figure& out_commuter_share(int regiostar7);
const Figure& jobs_per_worker(int regiostar7);

extern const Figure employed_per_inhabitant;
extern const Figure one_dwelling_share;  // of residential buildings
extern const Figure dwellings_per_building;
extern const Figure terraced_share;  // of one-dwelling buildings
extern const Figure living_area_per_dwelling_m2;
extern const Figure students_of_young;  // not employed, 18 to 24, in education

/// Every figure above, for the README and for the test that each is inside its range and has a source.
std::span<const Figure* const> all_figures();

}  // namespace pendel::people
