// SPDX-License-Identifier: Apache-2.0
#include "region/generate_synthetic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/math.hpp"
#include "region/generate_places.hpp"

namespace pendel::generate {
namespace {

/// Per head, or per building for the share with one dwelling. Sums over all German municipalities of the type: official
/// statistics of 2021, insured employees of 2015.
struct PerHead {
  double above_people;
  std::int32_t regiostar7;
  double buildings, dwellings, one_dwelling_share, living_m2, area_ha, settlement_ha, jobs, in_share, residents;
};
constexpr std::array<PerHead, 3> types{{
    {40'000, 75, 0.209, 0.520, 0.618, 45.1, 0.184, 0.035, 0.489, 0.58, 0.359},
    {8'000, 76, 0.266, 0.492, 0.679, 48.3, 0.496, 0.049, 0.372, 0.63, 0.375},
    {0, 77, 0.315, 0.471, 0.752, 51.2, 1.371, 0.077, 0.251, 0.66, 0.387},
}};
constexpr Point middle{500'000, 5'700'000};

const PerHead& type_of(double people) {
  for (const PerHead& type : types)
    if (people >= type.above_people) return type;
  return types.back();
}

void add_municipality(Facts& facts, std::size_t number, double people, Point at) {
  auto& m = facts.municipalities;
  const PerHead& type = type_of(people);
  const auto whole = [&](double per_head) { return std::round(per_head * people); };
  m.ags.push_back(fmt::format("99{:03}{:03}", number / 20 + 1, number % 20 + 1));
  m.name.push_back(fmt::format("Generated {}", number + 1));
  m.regiostar7.push_back(type.regiostar7);
  m.x_m.push_back(at.x_m);
  m.y_m.push_back(at.y_m);
  m.population.push_back(people);
  m.jobs.push_back(whole(type.jobs));
  m.in_commuters.push_back(std::round(type.in_share * whole(type.jobs)));
  m.resident_workers.push_back(whole(type.residents));
  const MunicipalityId id(m.ags.size() - 1);
  m.out_commuters.push_back(std::max(0.0, m.resident_workers[id] - (m.jobs[id] - m.in_commuters[id])));
  m.buildings.push_back(whole(type.buildings));
  m.dwellings.push_back(whole(type.dwellings));
  m.one_dwelling_buildings.push_back(std::round(type.one_dwelling_share * m.buildings[id]));
  m.living_area_m2.push_back(whole(type.living_m2));
  m.area_m2.push_back(10'000 * whole(type.area_ha));
  m.settlement_m2.push_back(10'000 * whole(type.settlement_ha));
  for (auto* unknown : {&m.buildings_1949_1978, &m.buildings_district_heat, &m.pv_kw, &m.wind_kw, &m.broadband_50_share,
                        &m.broadband_100_share, &m.broadband_1000_share})
    unknown->push_back(std::nan(""));
  facts.places.emplace_back();
}

}  // namespace

void add_synthetic(const Synthetic& synthetic, Facts& facts) {
  const Random random(facts.seed, 0);
  const std::size_t n = synthetic.municipalities;
  std::vector<double> weight(n);
  double total = 0;
  for (std::size_t i = 0; i < n; ++i) total += weight[i] = math::pow(static_cast<double>(i) + 2, -0.85);
  double area = 0;
  for (double& w : weight) {
    w = std::round(synthetic.people * w / total);
    area += 10'000 * type_of(w).area_ha * w;
  }
  std::vector<std::pair<double, std::size_t>> order;  // large and small ones mix on the map
  for (std::size_t i = 0; i < n; ++i) order.emplace_back(ask(random, Question::village, 7'000'000 + i, 0).uniform(), i);
  std::sort(order.begin(), order.end());
  const double step = math::sqrt(area / static_cast<double>(n) * 2 / std::numbers::sqrt3);
  const auto columns = static_cast<std::size_t>(std::ceil(math::sqrt(static_cast<double>(n))));
  for (std::size_t k = 0; k < n; ++k) {
    const Draw draw = ask(random, Question::village, 7'000'000 + k, 1);
    const std::size_t row = k / columns;
    const double shift = row % 2 == 0 ? 0 : 0.5;
    const double x = static_cast<double>(k % columns) + shift + 0.3 * (draw.uniform(0) - 0.5);
    const double y = static_cast<double>(row) * math::sqrt(0.75) + 0.3 * (draw.uniform(1) - 0.5);
    const double half = 0.5 * static_cast<double>(columns);
    const std::size_t number = order[k].second;
    add_municipality(facts, number, weight[number], {middle.x_m + step * (x - half), middle.y_m + step * (y - half)});
  }
  for (int k = 0; k < 12; ++k) {
    const double angle = 2 * std::numbers::pi * k / 12;
    const double away = step * (0.75 * static_cast<double>(columns) + 1);
    facts.outside.push_back({fmt::format("999{:02}", k + 1),
                             fmt::format("Outside {}", k + 1),
                             {middle.x_m + away * math::cos(angle), middle.y_m + away * math::sin(angle)},
                             false});
  }
}

}  // namespace pendel::generate
