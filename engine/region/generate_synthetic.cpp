// SPDX-License-Identifier: Apache-2.0
#include "region/generate_synthetic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <string>
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

// Germany's roads between places on its 357,600 km2, in km (BMDV, lengths of roads on 1 January 2023). District and
// local roads are left out: they make up themselves from the places.
constexpr double germany_km2 = 357'600, motorways_km = 13'172, federal_km = 37'825, state_km = 86'856;
/// A road that crosses the border every so many metres: a network of random lines with L km of road per km2 meets a
/// line 2 L / pi times a km (Buffon, Crofton).
constexpr double m_per_road_out = 1000 * std::numbers::pi / 2 / ((motorways_km + federal_km + state_km) / germany_km2);
constexpr double beyond_m = 1500;    // from the area, as circles, to the places outside
constexpr double county_m = 17'000;  // from there to the middle of their counties: the radius of a mean one, 894 km2
constexpr double m_per_junction = 6000;          // of motorways; assumed
constexpr std::size_t federal_of_roads_out = 4;  // every fourth, as their share of the lengths above

/// How far it is from a point inside, into a direction, out of the last municipality, each taken for a circle.
double border_m(const Municipalities& m, Point from, double angle) {
  const Point along{math::cos(angle), math::sin(angle)};
  double border = 0;
  for (const auto id : m.ags.ids()) {
    const Point to{m.x_m[id] - from.x_m, m.y_m[id] - from.y_m};
    const double ahead = to.x_m * along.x_m + to.y_m * along.y_m;
    const double aside = to.x_m * along.y_m - to.y_m * along.x_m;
    const double room = math::sqrt(m.area_m2[id] / std::numbers::pi) + beyond_m;
    if (std::fabs(aside) < room) border = std::max(border, ahead + math::sqrt(room * room - aside * aside));
  }
  return border;
}

Point moved(Point from, double angle, double m) {
  return {from.x_m + m * math::cos(angle), from.y_m + m * math::sin(angle)};
}

/// Around the border, as many places as roads cross one of a circle of the same area.
void add_outside(double area_m2, Facts& facts) {
  const double length_m = 2 * math::sqrt(std::numbers::pi * area_m2);
  const auto roads = std::clamp(static_cast<int>(std::lround(length_m / m_per_road_out)), 4, 999);
  for (int k = 0; k < roads; ++k) {
    const double angle = 2 * std::numbers::pi * k / roads;
    const double away = border_m(facts.municipalities, middle, angle);
    const auto key = fmt::format("98{:03}", k + 1);
    facts.outside.push_back({key, fmt::format("Outside {}", k + 1), moved(middle, angle, away), false});
    facts.counties.push_back({key, moved(middle, angle, away + county_m)});
  }
}

/// Straight through the region in different directions, side by side in the middle.
void add_motorways(double area_m2, Facts& facts) {
  const double radius = math::sqrt(area_m2 / std::numbers::pi);
  const double wanted = motorways_km / germany_km2 / 1000 * area_m2;
  const auto lines = std::max(1, static_cast<int>(std::lround(wanted / (2 * radius))));
  for (int i = 0; i < lines; ++i) {
    const double angle = 0.3 + std::numbers::pi * i / lines;
    const Point at = moved(middle, angle + std::numbers::pi / 2, 0.3 * radius * (i - 0.5 * (lines - 1)));
    const double ahead = border_m(facts.municipalities, at, angle);
    const double behind = border_m(facts.municipalities, at, angle + std::numbers::pi);
    KnownRoad road{
        fmt::format("A {}", i + 1), RoadClass::motorway, {moved(at, angle, -behind), moved(at, angle, ahead)}, {}};
    const int junctions = std::max(0, static_cast<int>(std::ceil((ahead + behind) / m_per_junction - 1)));
    for (int j = 0; j < junctions; ++j) road.junctions.push_back(moved(at, angle, (j + 0.5) * m_per_junction - behind));
    facts.roads.push_back(std::move(road));
  }
}

/// Every so many of the roads out, from the nearest of the towns that they link, and between these: each with the
/// nearest larger one, until they are as long as such roads are in an area of that size.
void add_federal_roads(double area_m2, Facts& facts) {
  const auto& m = facts.municipalities;
  std::vector<MunicipalityId> towns;
  for (const auto id : m.ags.ids()) towns.push_back(id);
  std::sort(towns.begin(), towns.end(),
            [&](auto a, auto b) { return std::pair(-m.population[a], a) < std::pair(-m.population[b], b); });
  const auto at = [&](std::size_t town) { return Point{m.x_m[towns[town]], m.y_m[towns[town]]}; };
  double left = federal_km / germany_km2 / 1000 * area_m2;
  const auto link = [&](std::size_t linked, Point from) {
    std::size_t nearest = 0;
    for (std::size_t town = 1; town < linked; ++town)
      if (distance_m(from, at(town)) < distance_m(from, at(nearest))) nearest = town;
    left -= distance_m(from, at(nearest));
    facts.roads.push_back({fmt::format("B {}", facts.roads.size() + 1), RoadClass::primary, {from, at(nearest)}, {}});
  };
  const auto linked = std::max<std::size_t>(1, towns.size() / 4);
  for (std::size_t town = 1; town < linked; ++town) link(town, at(town));
  for (std::size_t k = 0; k < facts.outside.size(); k += federal_of_roads_out) link(linked, facts.outside[k].at);
  for (std::size_t town = linked; town < towns.size() && left > 0; ++town) link(town, at(town));
}

/// Share of the employed who live in a region and work outside, weekly commuters not counted. Grown from each German
/// county by the nearest others until 100,000 or 1 million people are inside: medians of 0.318 (112 regions, 0.19 to
/// 0.54 from the 10th to the 90th percentile) and 0.166 (358 regions, 0.09 to 0.35) go to county centres nearer than
/// 100 km (BA, commuters between counties 2022; insured employees 2015, scaled to 2022).
double share_outside(double people) { return std::min(0.6, 0.166 * math::pow(people / 1e6, -0.282)); }

/// Commuters with the places outside, evenly: who lives near one goes there. So many fewer come in than go out that the
/// rest can commute inside.
void add_commuters(double people, Facts& facts) {
  const auto& m = facts.municipalities;
  double workers = 0, out = 0, in = 0;
  std::map<std::string, double> lives, works;  // by county
  for (const auto id : m.ags.ids()) {
    const auto county = m.ags[id].substr(0, 5);
    workers += m.resident_workers[id];
    out += m.out_commuters[id];
    in += m.in_commuters[id];
    lives[county] += m.out_commuters[id];
    works[county] += m.in_commuters[id];
  }
  const double leave = std::min(share_outside(people) * workers, 0.9 * out);
  const double enter = std::clamp(leave - (out - in), 0.0, 0.9 * in);
  const auto places = static_cast<double>(facts.outside.size());
  for (const auto& outside : facts.outside) {
    for (const auto& [county, n] : lives) facts.commuters.push_back({county, outside.key, leave * n / out / places});
    for (const auto& [county, n] : works) facts.commuters.push_back({outside.key, county, enter * n / in / places});
  }
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
  add_outside(area, facts);
  add_motorways(area, facts);
  add_federal_roads(area, facts);
  add_commuters(synthetic.people, facts);
}

}  // namespace pendel::generate
