// SPDX-License-Identifier: Apache-2.0
#include "simulate/sample_homes.hpp"

#include <array>
#include <cmath>

#include "core/contract.hpp"

namespace pendel::simulate {

namespace {

// Zensus 2022, rounded: 46 % of dwellings stand in houses of one or two dwellings, of these a third in rows; of flats a
// quarter in blocks of more than twelve.
constexpr double house_share = 0.46, terraced_share = 0.33, block_share = 0.25;
// Dwellings by period of construction (Zensus 2022, spread over the TABULA classes).
constexpr std::array<double, construction_periods> period_share = {0.02, 0.11, 0.10, 0.10, 0.14, 0.15,
                                                                   0.07, 0.11, 0.09, 0.06, 0.03, 0.02};
// Households of 1 to 5 persons in houses and in flats (Destatis).
constexpr std::array<double, 5> size_in_house = {0.245, 0.402, 0.154, 0.149, 0.050};
constexpr std::array<double, 5> size_in_flat = {0.491, 0.307, 0.102, 0.074, 0.026};
// Employed persons by sector (Destatis, national accounts 2023, rounded), in the order of Sector.
constexpr std::array<double, sectors> sector_share = {0,     0.013, 0.18, 0.06,  0.13,  0.055, 0.04,
                                                      0.033, 0.025, 0.14, 0.064, 0.065, 0.135, 0.06};
// Employment rates by age (Destatis, Mikrozensus 2022, rounded).
constexpr double employed_25_44 = 0.84, employed_45_64 = 0.78, employed_18_24 = 0.50, employed_65 = 0.05;
constexpr double old_single = 0.36, young_single = 0.06, old_couple = 0.42;
constexpr int flats_in_house = 6, flats_in_block = 20;
constexpr float house_m2 = 95, flat_m2 = 48, m2_per_person = 12;  // 92 m2 a dwelling on average (Destatis)
constexpr double pv_kw_per_dwelling = 2.3;                        // about 100 GW over 43 million dwellings
constexpr double place_m = 1000;

enum Question : std::uint32_t { building, household, person };

template <std::size_t N>
std::size_t pick(const std::array<double, N>& shares, double u) {
  double below = 0;
  for (std::size_t i = 0; i < N; ++i) {
    below += shares[i];
    if (u < below) return i;
  }
  return N - 1;
}

class Sampler {
 public:
  Sampler(SampleHomes& sample, const Random& random) : sample_(sample), random_(random) {}

  void make_place(double dwellings, const Weather& weather, const std::string& state) {
    auto& region = sample_.region;
    region.name = "Sample homes";
    region.generated = true;
    region.state = state;
    region.weather = weather;
    auto& m = region.municipalities;
    m.ags.push_back("00000000");
    m.name.push_back("Sample homes");
    m.broadband_50_share.push_back(0.95);
    m.pv_kw.push_back(pv_kw_per_dwelling * dwellings);
    m.buildings_district_heat.push_back(std::nan(""));
    m.buildings.push_back(std::nan(""));
    region.zones.name.push_back("homes");
    region.zones.municipality.push_back(MunicipalityId(0));
    region.zones.gateway.push_back(GatewayId());
    region.zones.x_m.push_back(0);
    region.zones.y_m.push_back(0);
    region.zones.node.push_back(NodeId());
    work_ = add_building(BuildingUse::work, 10'000, BuildingType::non_residential, 5);
    school_ = add_building(BuildingUse::school, 3000, BuildingType::non_residential, 5);
    add_building(BuildingUse::retail, 2000, BuildingType::non_residential, 5);
    add_building(BuildingUse::leisure, 2000, BuildingType::non_residential, 5);
  }

  /// A building with as many homes as it holds, up to `most`; returns how many.
  std::size_t add_home_building(std::size_t most) {
    const auto draw = random_(Stream::synthesis_building, buildings_++, building);
    const double u = draw.uniform(0);
    // Shares are of dwellings: a building counts by one over its dwellings.
    const double houses = house_share;
    const double small = (1 - house_share) * (1 - block_share) / flats_in_house;
    const double blocks = (1 - house_share) * block_share / flats_in_block;
    const double total = houses + small + blocks;
    const bool house = u * total < houses;
    const bool block = u * total >= houses + small;
    const auto type = house ? (draw.uniform(1) < terraced_share ? BuildingType::terraced : BuildingType::single_family)
                      : block ? BuildingType::apartment_block
                              : BuildingType::multi_family;
    const std::size_t holds = house ? 1 : block ? flats_in_block : flats_in_house;
    const auto homes = std::min(holds, most);
    const auto id = add_building(BuildingUse::residential,
                                 house   ? 110
                                 : block ? 500
                                         : 250,
                                 type, static_cast<int>(pick(period_share, draw.uniform(2))));
    sample_.people.buildings.dwellings[id] = static_cast<std::uint16_t>(holds);
    for (std::size_t i = 0; i < homes; ++i) add_household(id, house);
    return homes;
  }

 private:
  BuildingId add_building(BuildingUse use, float footprint_m2, BuildingType type, int period) {
    auto& sites = sample_.region.sites;
    auto& buildings = sample_.people.buildings;
    const auto n = static_cast<double>(sites.size() % 100);
    const BuildingId id = sites.x_m.push_back(n * place_m / 100);
    sites.y_m.push_back(0);
    sites.footprint_m2.push_back(footprint_m2);
    sites.storeys.push_back(2);
    sites.use.push_back(use);
    sites.municipality.push_back(MunicipalityId(0));
    sites.zone.push_back(ZoneId(0));
    sites.node.push_back(NodeId());
    buildings.type.push_back(type);
    buildings.period.push_back(static_cast<std::uint8_t>(period));
    buildings.living_area_m2.push_back(0);
    buildings.dwellings.push_back(0);
    buildings.jobs.push_back(0);
    return id;
  }

  void add_household(BuildingId home, bool house) {
    auto& people = sample_.people;
    const auto number = people.households.size();
    const auto draw = random_(Stream::synthesis_household, number, household);
    const auto size = static_cast<int>(pick(house ? size_in_house : size_in_flat, draw.uniform(0))) + 1;
    const float area = (house ? house_m2 : flat_m2) + m2_per_person * static_cast<float>(size);
    const DwellingId dwelling = people.dwellings.building.push_back(home);
    people.dwellings.area_m2.push_back(area);
    people.buildings.living_area_m2[home] += area;
    const HouseholdId id = people.households.dwelling.push_back(dwelling);
    people.households.building.push_back(home);
    people.households.first_person.push_back(PersonId(people.persons.size()));
    people.households.persons.push_back(static_cast<std::uint8_t>(size));
    people.households.cars.push_back(size == 1 ? (draw.uniform(3) < 0.6 ? 1 : 0) : draw.uniform(3) < 0.4 ? 2 : 1);
    for (int i = 0; i < size; ++i) add_person(id, home, age_of(size, i, draw.uniform(1), draw.uniform(2)));
  }

  static AgeGroup age_of(int size, int i, double u, double v) {
    const auto adult = v < 0.5 ? AgeGroup::from_25_to_44 : AgeGroup::from_45_to_64;
    if (size == 1)
      return u < old_single ? AgeGroup::from_65 : u < old_single + young_single ? AgeGroup::from_18_to_24 : adult;
    if (size == 2) return u < old_couple ? AgeGroup::from_65 : adult;
    if (i < 2) return u < 0.6 ? AgeGroup::from_25_to_44 : AgeGroup::from_45_to_64;
    if (u >= 0.6) return i == 2 ? AgeGroup::from_18_to_24 : AgeGroup::from_6_to_17;
    return v < 0.4 ? AgeGroup::under_6 : AgeGroup::from_6_to_17;
  }

  static double employed_share(AgeGroup age) {
    switch (age) {
      case AgeGroup::from_18_to_24:
        return employed_18_24;
      case AgeGroup::from_25_to_44:
        return employed_25_44;
      case AgeGroup::from_45_to_64:
        return employed_45_64;
      case AgeGroup::from_65:
        return employed_65;
      case AgeGroup::under_6:
      case AgeGroup::from_6_to_17:
        break;
    }
    return 0;
  }

  void add_person(HouseholdId id, BuildingId home, AgeGroup age) {
    auto& p = sample_.people.persons;
    const auto draw = random_(Stream::synthesis_person, p.size(), person);
    const bool employed = draw.uniform(0) < employed_share(age);
    const bool pupil = age == AgeGroup::from_6_to_17;
    const bool student = age == AgeGroup::from_18_to_24 && !employed && draw.uniform(3) < 0.7;
    p.household.push_back(id);
    p.home.push_back(home);
    p.home_gateway.push_back(GatewayId());
    p.age.push_back(age);
    p.employment.push_back(employed  ? Employment::employed
                           : pupil   ? Employment::pupil
                           : student ? Employment::student
                                     : Employment::none);
    p.sector.push_back(employed ? static_cast<Sector>(pick(sector_share, draw.uniform(1))) : Sector::none);
    p.commute.push_back(employed ? CommuteKind::inside : CommuteKind::none);
    p.work.push_back(employed ? work_ : pupil || student ? school_ : BuildingId());
    p.work_gateway.push_back(GatewayId());
    p.outside_km.push_back(0);
    p.workdays.push_back(employed ? (draw.uniform(2) < 0.8 ? 5 : 4) : 0);
    p.absence_share.push_back(employed ? 0.18F : 0.0F);
    p.has_car.push_back(age >= AgeGroup::from_18_to_24 ? 1 : 0);
    p.residents = p.size();
  }

  SampleHomes& sample_;
  Random random_;
  BuildingId work_, school_;
  std::uint64_t buildings_ = 0;
};

}  // namespace

SampleHomes sample_homes(std::size_t count, const Weather& weather, const std::string& state, const Random& random) {
  PENDEL_EXPECT(count > 0);
  SampleHomes sample;
  Sampler sampler(sample, random);
  sampler.make_place(static_cast<double>(count), weather, state);
  for (std::size_t made = 0; made < count;) made += sampler.add_home_building(count - made);
  return sample;
}

}  // namespace pendel::simulate
