// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/column.hpp"
#include "people/low_voltage.hpp"

namespace pendel {

enum class AgeGroup : std::uint8_t { under_6, from_6_to_17, from_18_to_24, from_25_to_44, from_45_to_64, from_65 };
inline constexpr int age_groups = 6;
std::string_view to_string(AgeGroup age);

enum class Employment : std::uint8_t { none, employed, pupil, student };

/// Economic sector of the job, in groups for which home office is published.
enum class Sector : std::uint8_t {
  none,
  agriculture,
  industry,
  construction,
  trade,
  transport,
  hospitality,
  information,
  finance,
  business,
  administration,
  education,
  health,
  other,
};
inline constexpr int sectors = 14;
std::string_view to_string(Sector sector);

/// How a worker's job lies to the region.
enum class CommuteKind : std::uint8_t {
  none,      // does not work
  inside,    // lives and works in the region
  outbound,  // lives inside, works behind a gateway
  inbound,   // lives behind a gateway, works inside; has no household here
  weekly,    // works too far away for daily trips
};

enum class BuildingType : std::uint8_t { single_family, terraced, multi_family, apartment_block, non_residential };
inline constexpr int building_types = 5;
std::string_view to_string(BuildingType type);

/// TABULA construction periods 1 (until 1859) to 12 (since 2016), stored as index 0 to 11.
inline constexpr int construction_periods = 12;

/// Buildings with what people made of them. Same ids as the region's building sites.
struct Buildings {
  Column<BuildingId, BuildingType> type;
  Column<BuildingId, std::uint8_t> period;  // TABULA period index
  Column<BuildingId, float> living_area_m2;
  Column<BuildingId, std::uint16_t> dwellings;
  Column<BuildingId, std::uint32_t> jobs;  // employed persons who have their workplace here

  [[nodiscard]] std::size_t size() const { return type.size(); }
};

/// A dwelling may be vacant: then no household names it.
struct Dwellings {
  Column<DwellingId, BuildingId> building;
  Column<DwellingId, float> area_m2;

  [[nodiscard]] std::size_t size() const { return building.size(); }
};

struct Households {
  Column<HouseholdId, DwellingId> dwelling;
  Column<HouseholdId, BuildingId> building;    // of the dwelling
  Column<HouseholdId, PersonId> first_person;  // the members are contiguous
  Column<HouseholdId, std::uint8_t> persons;
  Column<HouseholdId, std::uint8_t> cars;

  [[nodiscard]] std::size_t size() const { return dwelling.size(); }
  [[nodiscard]] IdRange<PersonId> members(HouseholdId household) const {
    const auto first = first_person[household].index();
    return {first, first + persons[household]};
  }
};

/// Residents first, in household order; then inbound commuters, who have no household here.
struct Persons {
  Column<PersonId, HouseholdId> household;
  Column<PersonId, BuildingId> home;         // none for inbound commuters
  Column<PersonId, GatewayId> home_gateway;  // inbound commuters only
  Column<PersonId, AgeGroup> age;
  Column<PersonId, Employment> employment;
  Column<PersonId, Sector> sector;  // none if not employed
  Column<PersonId, CommuteKind> commute;
  Column<PersonId, BuildingId> work;         // building of the job or school inside; none if outside or none
  Column<PersonId, GatewayId> work_gateway;  // outbound, and pupils and students who learn outside: the way out
  Column<PersonId, float> outside_km;        // way behind the gateway, one direction; 0 if inside
  Column<PersonId, std::uint8_t> workdays;   // contract: days a week with work, 0 to 6
  Column<PersonId, float> absence_share;     // of the contract's days: leave, sickness; 0 if not employed
  Column<PersonId, std::uint8_t> has_car;    // may drive: licence and a car in the household (or, inbound, a car)
  std::size_t residents = 0;

  [[nodiscard]] std::size_t size() const { return household.size(); }
};

/// One line of the margins report.
struct Margin {
  std::string ags;
  std::string quantity;  // "population", "dwellings", "households of 1 person", ...
  std::string kind;      // "official" (hard), "county" or "default" (soft)
  std::string source;
  double target = 0;
  double reached = 0;
};

/// WHO LIVES THERE. Immutable after synthesis.
struct People {
  Buildings buildings;
  Dwellings dwellings;
  Households households;
  Persons persons;
  // Registered jobs here of people who live too far away for daily trips: they are no Persons, nobody travels.
  Column<MunicipalityId, std::uint32_t> weekly_inbound;
  LowVoltageGrids grids;  // empty: none were laid
  std::vector<Margin> margins;
  std::vector<std::string> notes;  // what official figures contradict, what was assumed
};

}  // namespace pendel
