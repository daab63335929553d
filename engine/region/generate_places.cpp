// SPDX-License-Identifier: Apache-2.0
#include "region/generate_places.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/math.hpp"
#include "region/generate_mesh.hpp"

namespace pendel::generate {
namespace {

constexpr int rays = 96;

/// A site of the power diagram: the weight is the square of the radius that its area would have as a circle.
struct Site {
  Point at;
  double weight_m2;
};

double star_area_m2(const std::vector<double>& cut, double cap) {
  double area = 0;
  for (int i = 0; i < rays; ++i) {
    const double a = std::min(cap, cut[static_cast<std::size_t>(i)]);
    const double b = std::min(cap, cut[static_cast<std::size_t>((i + 1) % rays)]);
    area += 0.5 * a * b * math::sin(2 * std::numbers::pi / rays);
  }
  return area;
}

std::vector<double> cuts(const std::vector<Site>& sites, std::size_t self) {
  std::vector<double> cut(rays, 1e9);
  for (std::size_t j = 0; j < sites.size(); ++j) {
    if (j == self) continue;
    const double dx = sites[j].at.x_m - sites[self].at.x_m;
    const double dy = sites[j].at.y_m - sites[self].at.y_m;
    const double border = 0.5 * (dx * dx + dy * dy + sites[self].weight_m2 - sites[j].weight_m2);
    for (int i = 0; i < rays; ++i) {
      const double angle = 2 * std::numbers::pi * i / rays;
      const double along = math::cos(angle) * dx + math::sin(angle) * dy;
      if (along > 0)
        cut[static_cast<std::size_t>(i)] = std::min(cut[static_cast<std::size_t>(i)], std::max(500.0, border / along));
    }
  }
  return cut;
}

/// The radius that gives the cell its area; a cell that is too small keeps its cuts.
double cap_for_area(const std::vector<double>& cut, double area_m2) {
  double low = 0;
  double high = 6 * math::sqrt(area_m2 / std::numbers::pi);
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (star_area_m2(cut, middle) < area_m2 ? low : high) = middle;
  }
  return high;
}

std::vector<Site> sites_of(const Facts& facts) {
  std::vector<Site> sites;
  const auto& m = facts.municipalities;
  for (const auto id : m.ags.ids()) sites.push_back({{m.x_m[id], m.y_m[id]}, m.area_m2[id] / std::numbers::pi});
  for (const auto& outside : facts.outside) sites.push_back({outside.at, 1e8 / std::numbers::pi});
  return sites;
}

std::vector<std::vector<Point>> outlines_of(const Facts& facts) {
  auto sites = sites_of(facts);
  const std::size_t n = facts.municipalities.size();
  // Weights move until each cell has room for its area (a few rounds suffice; what is left shows in the report).
  for (int round = 0; round < 30; ++round) {
    for (std::size_t i = 0; i < n; ++i) {
      const double area = facts.municipalities.area_m2[MunicipalityId(i)];
      const auto cut = cuts(sites, i);
      const double reached = star_area_m2(cut, 2.2 * math::sqrt(area / std::numbers::pi));
      sites[i].weight_m2 += 0.4 * (area - std::min(reached, 1.3 * area)) / std::numbers::pi;
    }
  }
  std::vector<std::vector<Point>> outlines(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto cut = cuts(sites, i);
    const double cap = cap_for_area(cut, facts.municipalities.area_m2[MunicipalityId(i)]);
    for (int k = 0; k <= rays; ++k) {
      const double angle = 2 * std::numbers::pi * (k % rays) / rays;
      const double r = std::min(cap, cut[static_cast<std::size_t>(k % rays)]);
      outlines[i].push_back({sites[i].at.x_m + r * math::cos(angle), sites[i].at.y_m + r * math::sin(angle)});
    }
  }
  return outlines;
}

/// Share of the people in the main place, by RegioStaR7 type: towns gather, rural municipalities are many villages.
double main_share(std::int32_t regiostar7) {
  switch (regiostar7) {
    case 71:
    case 72:
      return 0.92;
    case 73:
    case 75:
      return 0.85;
    case 74:
    case 76:
      return 0.65;
    default:
      return 0.35;
  }
}

struct Share {
  KnownPlace known;
  double share;
  bool placed;
};

/// Known places first, then villages whose sizes fall off as a power of their rank (Zipf-like).
std::vector<Share> shares_of(const Facts& facts, MunicipalityId id, const Random& random) {
  const auto& m = facts.municipalities;
  std::vector<Share> shares;
  double known = 0;
  for (const auto& place : facts.places[id.index()]) {
    shares.push_back({place, place.population_share, true});
    known += place.population_share;
  }
  if (shares.empty()) {
    shares.push_back({{"", {m.x_m[id], m.y_m[id]}, 0}, main_share(m.regiostar7[id]), true});
    known = shares.front().share;
  }
  const double rest = std::max(0.0, 1 - known) * m.population[id];
  const auto villages = static_cast<std::size_t>(std::clamp(std::round(rest / 350), 0.0, m.area_m2[id] / 5e6));
  if (villages == 0) {
    for (auto& share : shares) share.share /= known;
    return shares;
  }
  std::vector<double> weight(villages);
  double total = 0;
  for (std::size_t k = 0; k < villages; ++k) {
    const double spread =
        0.6 + 0.8 * ask(random, Question::village, id.value(), static_cast<std::uint32_t>(k)).uniform(2);
    weight[k] = math::pow(static_cast<double>(k) + 2, -0.6) * spread;
    total += weight[k];
  }
  for (const double w : weight) shares.push_back({{}, (1 - known) * w / total, false});
  return shares;
}

/// Seeks a spot inside the outline that keeps its distance from every settlement; the distance shrinks with the tries.
Point find_spot(const std::vector<Point>& outline, double apart_m, double radius_m, const std::vector<Place>& others,
                std::uint64_t entity, const Random& random) {
  Point low = outline.front();
  Point high = outline.front();
  for (const Point p : outline) {
    low = {std::min(low.x_m, p.x_m), std::min(low.y_m, p.y_m)};
    high = {std::max(high.x_m, p.x_m), std::max(high.y_m, p.y_m)};
  }
  Point best = outline.front();
  double best_slack = -1e18;
  for (std::uint32_t attempt = 0; attempt < 400; ++attempt) {
    const Draw draw = ask(random, Question::village, entity, 1000 + attempt);
    const Point at{low.x_m + draw.uniform(0) * (high.x_m - low.x_m), low.y_m + draw.uniform(1) * (high.y_m - low.y_m)};
    if (!inside(at, outline)) continue;
    double slack = 1e18;
    const double wanted = apart_m * (1 - attempt / 500.0);
    for (const Place& other : others)
      slack = std::min(slack, distance_m(at, other.at) - std::max(wanted, 1.3 * (radius_m + other.radius_m) + 200));
    if (slack > best_slack) {
      best_slack = slack;
      best = at;
    }
    if (slack > 0) break;
  }
  return best;
}

/// Industrial estates at the fringe of the main place: 45 % of the jobs at 350 m2 of land each, at most 3,000 an
/// estate.
void add_estates(const Facts& facts, Layout& layout, const Random& random) {
  const auto& m = facts.municipalities;
  const std::size_t settlements = layout.places.size();
  for (std::size_t i = 0; i < settlements; ++i) {
    const Place town = layout.places[i];
    if (!town.main) continue;
    const double jobs = 0.45 * m.jobs[MunicipalityId(town.municipality)];
    if (std::isnan(jobs)) continue;  // not published
    const auto estates = static_cast<std::uint32_t>(std::ceil(jobs / 3000));
    for (std::uint32_t k = 0; k < estates && jobs > 200; ++k) {
      const double radius = math::sqrt(jobs / estates * 350 / std::numbers::pi);
      Point best = town.at;
      double best_slack = -1e18;
      for (std::uint32_t attempt = 0; attempt < 40; ++attempt) {
        const Draw draw = ask(random, Question::village, town.municipality, 5000 + 100 * k + attempt);
        const double angle = 2 * std::numbers::pi * draw.uniform(0);
        const double away = 1.15 * (town.radius_m + radius) * (1 + 0.3 * draw.uniform(1));
        const Point at{town.at.x_m + away * math::cos(angle), town.at.y_m + away * math::sin(angle)};
        double slack = 1e18;
        for (const Place& other : layout.places)
          slack = std::min(slack, distance_m(at, other.at) - radius - other.radius_m);
        if (crosses_barrier(facts, town.at, at)) slack -= 1e9;  // an estate lies on the town's side of the river
        if (slack > best_slack) {
          best_slack = slack;
          best = at;
        }
        if (slack > 0.1 * town.radius_m) break;
      }
      layout.places.push_back({"", town.municipality, best, 0, 0, radius, false, jobs / estates});
    }
  }
}

}  // namespace

bool crosses_barrier(const Facts& facts, Point a, Point b) {
  for (const Barrier& barrier : facts.barriers)
    for (std::size_t i = 1; i < barrier.line.size(); ++i)
      if (crossing(a, b, barrier.line[i - 1], barrier.line[i])) return true;
  return false;
}

bool crosses_barrier(const Facts& facts, const std::vector<Point>& line) {
  for (std::size_t i = 1; i < line.size(); ++i)
    if (crosses_barrier(facts, line[i - 1], line[i])) return true;
  return false;
}

double reach_m(const Place& place, std::size_t index, double angle_rad, const Random& random) {
  const Draw draw = ask(random, Question::shape, index, 0);
  const double two = 0.22 * math::cos(2 * angle_rad + 2 * std::numbers::pi * draw.uniform(0));
  const double three = 0.16 * math::cos(3 * angle_rad + 2 * std::numbers::pi * draw.uniform(1));
  return place.radius_m * (1 + two + three);
}

Layout lay_out(const Facts& facts, const Random& random) {
  Layout layout;
  layout.outlines = outlines_of(facts);
  const auto& m = facts.municipalities;
  std::vector<std::vector<Share>> shares;
  std::vector<std::size_t> first_of;
  for (const auto id : m.ags.ids()) {
    shares.push_back(shares_of(facts, id, random));
    double people = 0;
    for (const auto& s : shares.back()) people += math::pow(s.share, 0.9);
    for (std::size_t k = 0; k < shares.back().size(); ++k) {
      const Share& s = shares.back()[k];
      // Towns are denser than villages, hence the power below one for buildings and land.
      const double part = math::pow(s.share, 0.9) / people;
      if (s.placed)
        layout.places.push_back({s.known.name, id.index(), s.known.at, s.share * m.population[id],
                                 part * m.buildings[id],
                                 math::sqrt(0.8 * part * m.settlement_m2[id] / std::numbers::pi), k == 0, 0});
    }
  }
  for (const auto id : m.ags.ids()) {
    double people = 0;
    for (const auto& s : shares[id.index()]) people += math::pow(s.share, 0.9);
    const double apart = 0.85 * math::sqrt(m.area_m2[id] / static_cast<double>(shares[id.index()].size()));
    for (std::size_t k = 0; k < shares[id.index()].size(); ++k) {
      const Share& s = shares[id.index()][k];
      if (s.placed) continue;
      const double part = math::pow(s.share, 0.9) / people;
      const double radius = math::sqrt(0.8 * part * m.settlement_m2[id] / std::numbers::pi);
      const std::uint64_t entity = (static_cast<std::uint64_t>(id.value()) << 20U) + k + 1;
      const Point at = find_spot(layout.outlines[id.index()], apart, radius, layout.places, entity, random);
      layout.places.push_back(
          {"", id.index(), at, s.share * m.population[id], part * m.buildings[id], radius, false, 0});
    }
  }
  add_estates(facts, layout, random);
  std::stable_sort(layout.places.begin(), layout.places.end(),
                   [](const Place& a, const Place& b) { return a.municipality < b.municipality; });
  return layout;
}

}  // namespace pendel::generate
