// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "core/math.hpp"
#include "people/draft.hpp"
#include "people/tables.hpp"

namespace pendel::people {

namespace {

/// Households by size (1 to 5 and more) and number of cars in a region type. The prior by size is fitted to the region
/// type's margin on Germany's household sizes, and only then applied to the sizes at hand: small households have fewer
/// cars wherever they live, so the margin must not be forced on a town of singles.
Table fit_cars(const Facts& facts, const std::array<double, 5>& households) {
  Table sizes(household_sizes, 2);
  for (std::size_t g = 0; g < 2; ++g)
    for (std::size_t k = 0; k < household_sizes; ++k) sizes.at(k, g) = household_size_figures()[g][k].value;
  const std::array<double, 2> half = {0.5, 0.5};  // the mean of the nation decides, not this split
  tilt_to_mean(sizes, half, household_mean("DE").value);
  std::vector<double> rows(5, 0);
  for (std::size_t k = 0; k < household_sizes; ++k) rows[std::min<std::size_t>(k, 4)] += sizes.row_sum(k);
  Table table(5, car_classes);
  for (std::size_t k = 0; k < 5; ++k)
    for (std::size_t c = 0; c < car_classes; ++c) table.at(k, c) = rows[k] * cars_by_household_size()[k][c].value;
  std::vector<double> columns;
  for (const Figure& figure : cars_by_region_type(facts.regiostar7)) columns.push_back(figure.value);
  fit_proportionally(table, rows, columns, 1e-12, 500);
  for (std::size_t k = 0; k < 5; ++k) {
    const double row = table.row_sum(k);
    for (std::size_t c = 0; c < car_classes; ++c) table.at(k, c) *= households[k] / row;
  }
  return table;
}

}  // namespace

void make_cars(Facts& facts, const LocalRandom& random, Draft& draft) {
  const auto n = draft.household_size.size();
  std::vector<std::uint32_t> workers(n, 0);
  std::array<double, 5> households{};
  std::array<std::vector<std::uint32_t>, 5> by_size;
  std::size_t person = 0;
  for (std::uint32_t h = 0; h < n; ++h) {
    const std::size_t k = std::min<std::size_t>(draft.household_size[h], 5) - 1;
    households[k] += 1;
    by_size[k].push_back(h);
    for (std::uint8_t i = 0; i < draft.household_size[h]; ++i, ++person) {
      workers[h] += draft.employment[person] == Employment::employed ? 1U : 0U;
    }
  }
  const Table table = fit_cars(facts, households);
  draft.household_cars.assign(n, 0);
  double cars = 0;
  double without = 0;
  for (std::uint32_t k = 0; k < 5; ++k) {
    const std::span<const double> row(table.values.data() + std::size_t{k} * car_classes, car_classes);
    const auto counts = round_unbiased(row, random(Stream::synthesis_vehicle, rounding, k).uniform());
    // Sampling with weights 1 + workers (Efraimidis and Spirakis, Information Processing Letters 97(5), 2006): who
    // works has a car more often. The weight is an assumption; the totals do not depend on it.
    std::vector<std::pair<double, std::uint32_t>> order;
    for (const auto h : by_size[k])
      order.emplace_back(-math::log(random(Stream::synthesis_vehicle, h, 1).uniform()) / (1.0 + workers[h]), h);
    std::sort(order.begin(), order.end());
    std::size_t at = 0;
    for (std::uint32_t c = car_classes; c-- > 1;)
      for (std::uint32_t i = 0; i < counts[c]; ++i) {
        const auto h = order[at++].second;
        draft.household_cars[h] = static_cast<std::uint8_t>(c);
      }
  }
  draft.has_car.assign(draft.age.size(), 0);
  person = 0;
  for (std::uint32_t h = 0; h < n; ++h) {
    cars += draft.household_cars[h];
    without += draft.household_cars[h] == 0 ? 1 : 0;
    for (std::uint8_t i = 0; i < draft.household_size[h]; ++i, ++person) {
      const double licence = licence_rates()[static_cast<std::size_t>(draft.age[person])].value;
      const bool drives = random(Stream::synthesis_vehicle, person, 2).uniform() < licence;
      draft.has_car[person] = drives && draft.household_cars[h] > 0 ? 1 : 0;
    }
  }
  const auto& target = cars_by_region_type(facts.regiostar7);
  const double all = static_cast<double>(n);
  facts.margins.push_back(
      {facts.ags, "households without car", "default", std::string(target[0].source), target[0].value * all, without});
  facts.margins.push_back({facts.ags, "cars", "default", std::string(target[0].source),
                           (target[1].value + 2 * target[2].value + 3 * target[3].value) * all, cars});
}

}  // namespace pendel::people
