// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "people/draft.hpp"
#include "people/tables.hpp"

namespace pendel::people {

namespace {

using SizeCounts = std::array<std::array<std::uint32_t, household_sizes>, 2>;  // [building group][size - 1]

/// Makes the population exact: rounding leaves a few persons too many or too few, and households next to each other in
/// size change places. Expected change zero, as the rounding is unbiased.
void mend_population(SizeCounts& counts, std::int64_t missing) {
  while (missing != 0) {
    std::size_t best_group = 0;
    std::size_t best = household_sizes;
    for (std::size_t g = 0; g < 2; ++g) {
      for (std::size_t k = 0; k < household_sizes; ++k) {
        const bool movable = missing > 0 ? k + 1 < household_sizes : k > 0;
        if (!movable || counts[g][k] == 0) continue;
        if (best == household_sizes || counts[g][k] > counts[best_group][best]) {
          best_group = g;
          best = k;
        }
      }
    }
    if (best == household_sizes) return;  // nobody can move: reported by the margin of the population
    --counts[best_group][best];
    ++counts[best_group][missing > 0 ? best + 1 : best - 1];
    missing += missing > 0 ? -1 : 1;
  }
}

/// How many households of each size live in each building group.
SizeCounts count_sizes(const Facts& facts, const LocalRandom& random, const std::array<double, 2>& households) {
  Table table(household_sizes, 2);
  for (std::size_t g = 0; g < 2; ++g)
    for (std::size_t k = 0; k < household_sizes; ++k) table.at(k, g) = household_size_figures()[g][k].value;
  tilt_to_mean(table, households, static_cast<double>(facts.population) / std::max(1.0, households[0] + households[1]));
  SizeCounts counts{};
  std::int64_t persons = 0;
  for (std::uint32_t g = 0; g < 2; ++g) {
    std::vector<double> column;
    for (std::size_t k = 0; k < household_sizes; ++k) column.push_back(table.at(k, g));
    const auto rounded = round_unbiased(column, random(Stream::synthesis_household, rounding, g).uniform());
    for (std::size_t k = 0; k < household_sizes; ++k) {
      counts[g][k] = rounded[k];
      persons += static_cast<std::int64_t>(rounded[k]) * static_cast<std::int64_t>(k + 1);
    }
  }
  mend_population(counts, static_cast<std::int64_t>(facts.population) - persons);
  return counts;
}

/// Occupied dwellings by a keyed order, sizes by the same: who is last in the order stays vacant.
void settle(const LocalRandom& random, const SizeCounts& counts,
            const std::array<std::vector<std::uint32_t>, 2>& dwellings, Draft& draft) {
  std::vector<std::uint8_t> size_of(draft.dwelling_building.size(), 0);
  for (std::uint32_t g = 0; g < 2; ++g) {
    const auto order = random.shuffled(dwellings[g].size(), Stream::synthesis_household, 10 + g);
    std::size_t at = 0;
    for (std::size_t k = 0; k < household_sizes; ++k)
      for (std::uint32_t i = 0; i < counts[g][k]; ++i)
        size_of[dwellings[g][order[at++]]] = static_cast<std::uint8_t>(k + 1);
  }
  for (std::uint32_t d = 0; d < size_of.size(); ++d) {
    if (size_of[d] == 0) continue;
    draft.household_dwelling.push_back(d);
    draft.household_size.push_back(size_of[d]);
  }
}

/// Persons by household size and age: iterative proportional fitting of the prior to persons per size and age
/// structure.
std::vector<std::array<std::uint32_t, age_groups>> count_ages(
    const Facts& facts, const LocalRandom& random, const std::array<std::uint32_t, household_sizes>& households) {
  Table table(household_sizes, age_groups);
  std::vector<double> rows;
  std::vector<double> columns;
  double persons = 0;
  for (std::size_t k = 0; k < household_sizes; ++k) {
    rows.push_back(static_cast<double>(households[k]) * static_cast<double>(k + 1));
    persons += rows.back();
    for (std::size_t a = 0; a < age_groups; ++a)
      table.at(k, a) = rows.back() * age_prior(static_cast<int>(k + 1), static_cast<AgeGroup>(a));
  }
  for (const Figure& figure : age_structure(facts.state)) columns.push_back(figure.value * persons);
  fit_proportionally(table, rows, columns, 1e-6, 200);
  std::vector<std::array<std::uint32_t, age_groups>> counts(household_sizes);
  for (std::uint32_t k = 0; k < household_sizes; ++k) {
    const std::span<const double> row(table.values.data() + std::size_t{k} * age_groups, age_groups);
    const auto rounded = round_unbiased(row, random(Stream::synthesis_person, rounding, k).uniform());
    std::copy(rounded.begin(), rounded.end(), counts[k].begin());
  }
  return counts;
}

/// Ages of all members of the households of one size, household after household. Adults pair up with adults of their
/// age, children go to the adults of parents' age first, and every household has at least one adult.
std::vector<AgeGroup> form_families(std::uint32_t households, std::size_t size,
                                    std::array<std::uint32_t, age_groups> counts) {
  std::vector<AgeGroup> adults;
  std::vector<AgeGroup> children;
  for (const AgeGroup age :
       {AgeGroup::from_25_to_44, AgeGroup::from_45_to_64, AgeGroup::from_18_to_24, AgeGroup::from_65})
    adults.insert(adults.end(), counts[static_cast<std::size_t>(age)], age);
  for (std::uint32_t i = 0; i < counts[0] + counts[1]; ++i)
    children.push_back(i % (counts[0] + counts[1]) < counts[0] ? AgeGroup::under_6 : AgeGroup::from_6_to_17);
  while (adults.size() < households) {  // only where a village is tiny and the rounding odd
    adults.insert(adults.begin(), AgeGroup::from_25_to_44);
    children.pop_back();
  }
  const std::size_t pairs = size >= 2 ? std::min<std::size_t>(households, adults.size() - households) : 0;
  const std::size_t single = households - pairs;
  std::vector<AgeGroup> members;
  members.reserve(households * size);
  std::size_t adult = 0;
  std::size_t child = 0;
  const std::size_t heads = single + 2 * pairs;
  std::size_t spare = heads;  // adults left over: grown children, grandparents
  for (std::size_t h = 0; h < households; ++h) {
    const std::size_t own = h < single ? 1 : 2;
    for (std::size_t i = 0; i < own; ++i) members.push_back(adults[adult++]);
    for (std::size_t i = own; i < size; ++i)
      members.push_back(child < children.size() ? children[child++] : adults[spare++]);
  }
  return members;
}

void give_ages(const Facts& facts, const LocalRandom& random, Draft& draft) {
  std::array<std::uint32_t, household_sizes> households{};
  for (const auto size : draft.household_size) ++households[size - 1U];
  const auto counts = count_ages(facts, random, households);
  std::vector<std::size_t> first(draft.household_size.size());
  std::size_t persons = 0;
  std::array<std::vector<std::uint32_t>, household_sizes> of_size;
  for (std::uint32_t h = 0; h < draft.household_size.size(); ++h) {
    first[h] = persons;
    persons += draft.household_size[h];
    of_size[draft.household_size[h] - 1U].push_back(h);
  }
  draft.age.resize(persons);
  for (std::uint32_t k = 0; k < household_sizes; ++k) {
    const auto members = form_families(households[k], k + 1, counts[k]);
    const auto order = random.shuffled(of_size[k].size(), Stream::synthesis_person, 10 + k);
    for (std::size_t i = 0; i < order.size(); ++i)
      std::copy_n(members.begin() + static_cast<std::ptrdiff_t>(i * (k + 1)), k + 1,
                  draft.age.begin() + static_cast<std::ptrdiff_t>(first[of_size[k][order[i]]]));
  }
}

/// Employed persons per age group: the national rates times one factor, at most `cap` of a group, until the workers
/// fit.
std::array<double, age_groups> workers_by_age(const std::array<double, age_groups>& persons, double workers) {
  constexpr double cap = 0.98;
  std::array<double, age_groups> employed{};
  double low = 0;
  double high = 100;
  for (int i = 0; i < 80; ++i) {
    const double factor = 0.5 * (low + high);
    double sum = 0;
    for (std::size_t a = 0; a < age_groups; ++a) {
      employed[a] = persons[a] * std::min(cap, factor * employment_rates()[a].value);
      sum += employed[a];
    }
    (sum < workers ? low : high) = factor;
  }
  return employed;
}

void give_work(Facts& facts, const LocalRandom& random, Draft& draft) {
  std::array<double, age_groups> persons{};
  for (const AgeGroup age : draft.age) persons[static_cast<std::size_t>(age)] += 1;
  const double adults = persons[2] + persons[3] + persons[4];
  if (static_cast<double>(facts.workers) > 0.98 * adults + 0.5 * persons[5]) {
    const auto possible = static_cast<std::uint32_t>(0.98 * adults);
    facts.notes.push_back(facts.ags + ": " + std::to_string(facts.workers) + " resident workers among " +
                          std::to_string(std::lround(adults)) + " people of 18 to 64; only " +
                          std::to_string(possible) + " were made.");
    facts.workers = possible;
    facts.home_workers = std::min(facts.home_workers, facts.workers);
  }
  auto expected = workers_by_age(persons, facts.workers);
  // The bisection leaves rounding dust; the sum is an integer by construction.
  const double sum = std::accumulate(expected.begin(), expected.end(), 0.0);
  if (sum > 0)
    for (double& value : expected) value *= facts.workers / sum;
  const auto counts = round_unbiased(expected, random(Stream::synthesis_person, rounding, 30).uniform());
  draft.employment.assign(draft.age.size(), Employment::none);
  std::array<std::uint32_t, age_groups> left{};
  std::copy(counts.begin(), counts.end(), left.begin());
  for (const auto p : random.shuffled(draft.age.size(), Stream::synthesis_person, 31)) {
    const auto age = draft.age[p];
    auto& open = left[static_cast<std::size_t>(age)];
    if (open > 0) {
      --open;
      draft.employment[p] = Employment::employed;
    } else if (age == AgeGroup::from_6_to_17) {
      draft.employment[p] = Employment::pupil;
    } else if (age == AgeGroup::from_18_to_24 &&
               random(Stream::synthesis_person, p, 32).uniform() < students_of_young.value) {
      draft.employment[p] = Employment::student;
    }
  }
  for (const auto p : random.shuffled(draft.age.size(), Stream::commuting, 0))
    if (draft.employment[p] == Employment::employed) draft.worker_order.push_back(p);
}

}  // namespace

void make_households(Facts& facts, const LocalRandom& random, const Buildings& buildings, Draft& draft) {
  std::array<std::vector<std::uint32_t>, 2> dwellings;  // one or two dwellings in the building; more
  for (std::uint32_t d = 0; d < draft.dwelling_building.size(); ++d)
    dwellings[buildings.dwellings[draft.dwelling_building[d]] <= 2 ? 0 : 1].push_back(d);
  const double all = static_cast<double>(dwellings[0].size() + dwellings[1].size());
  const double occupied = std::min<double>(facts.households, all);
  // No figure tells vacancy by building type: the same share in both groups.
  const double first =
      all > 0 ? std::min(std::floor(occupied * static_cast<double>(dwellings[0].size()) / all + 0.5), occupied) : 0;
  const SizeCounts counts = count_sizes(facts, random, {first, occupied - first});
  settle(random, counts, dwellings, draft);
  give_ages(facts, random, draft);
  give_work(facts, random, draft);
  const auto persons = static_cast<double>(draft.age.size());
  const auto households = static_cast<double>(draft.household_size.size());
  reach(facts.margins, "population", persons);
  reach(facts.margins, "persons per household", households > 0 ? persons / households : 0);
  reach(facts.margins, "vacant dwellings, share", all > 0 ? 1 - households / all : 0);
  reach(facts.margins, "resident workers", static_cast<double>(draft.worker_order.size()));
  std::array<double, age_groups> ages{};
  for (const AgeGroup age : draft.age) ages[static_cast<std::size_t>(age)] += 1;
  for (std::size_t a = 0; a < age_groups; ++a) {
    const Figure& figure = age_structure(facts.state)[a];
    facts.margins.push_back({facts.ags, "persons of age " + std::string(to_string(static_cast<AgeGroup>(a))), "default",
                             std::string(figure.source), figure.value * persons, ages[a]});
  }
}

}  // namespace pendel::people
