// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/issue.hpp"
#include "people/fitting.hpp"
#include "people/people.hpp"
#include "people/synthesis.hpp"

/// Inside of the synthesis: what one municipality becomes before all are put together. Indices are local.
namespace pendel::people {

/// Draws of one municipality. They hang on its name (AGS), never on its place in a list, so that a change elsewhere
/// does not touch them.
class LocalRandom {
 public:
  LocalRandom(const Random& random, std::string_view ags);
  /// `index` below 2^24: a building, dwelling, household or person of the municipality.
  [[nodiscard]] Draw operator()(Stream stream, std::size_t index, std::uint32_t purpose = 0) const {
    return (*random_)(stream, key_ | index, purpose);
  }
  /// The numbers 0 to n - 1 in an order of their own for (stream, purpose).
  [[nodiscard]] std::vector<std::uint32_t> shuffled(std::size_t n, Stream stream, std::uint32_t purpose) const;

 private:
  const Random* random_;
  std::uint64_t key_;
};

/// Index of a draw that belongs to the municipality as a whole.
constexpr std::uint32_t rounding = 0xFFFFFF;

/// The targets of one municipality, official or by default, all employed (insured employees scaled).
struct Facts {
  std::string ags;
  std::string state;
  int regiostar7 = 0;
  std::uint32_t population = 0;
  std::uint32_t dwellings = 0;
  std::uint32_t households = 0;
  double buildings = 0;
  double one_dwelling_buildings = 0;
  double share_1949_1978 = -1;  // of the residential buildings; negative: not published
  double living_area_m2 = 0;
  std::uint32_t workers = 0;       // resident
  std::uint32_t home_workers = 0;  // of those, in the municipality itself
  std::uint32_t jobs = 0;
  double in_commuters = 0;
  std::vector<Margin> margins;  // targets; what was reached is filled in later
  std::vector<std::string> notes;

  [[nodiscard]] std::uint32_t out_commuters() const { return workers - home_workers; }
};

/// Reads the facts of all municipalities; what is missing comes from the tables. The region has passed
/// check().
std::vector<Facts> gather_facts(const Region& region, const Parameters& parameters);

struct Draft {
  std::vector<BuildingId> dwelling_building;  // ascending
  std::vector<float> dwelling_area_m2;
  std::vector<std::uint32_t> household_dwelling;  // ascending
  std::vector<std::uint8_t> household_size;
  std::vector<std::uint8_t> household_cars;
  std::vector<AgeGroup> age;  // of persons, in household order
  std::vector<Employment> employment;
  std::vector<std::uint8_t> has_car;
  std::vector<std::uint32_t> worker_order;  // workers (person indices) in an order of their own: who commutes where
};

/// Types, periods, dwellings and living areas of the buildings of one municipality; writes only those of `sites`.
void make_dwellings(const Region& region, const Parameters& parameters, Facts& facts, const LocalRandom& random,
                    std::span<const BuildingId> sites, Buildings& buildings, Draft& draft);
/// Households in dwellings, persons in households with age, work and education.
void make_households(Facts& facts, const LocalRandom& random, const Buildings& buildings, Draft& draft);
/// Cars of households and who may drive.
void make_cars(Facts& facts, const LocalRandom& random, Draft& draft);

/// All storeys together, m2.
double floor_area(const BuildingSites& sites, BuildingId b);

/// Sets what a margin reached.
void reach(std::vector<Margin>& margins, std::string_view quantity, double reached);

}  // namespace pendel::people
