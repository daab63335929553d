// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/random.hpp"
#include "region/generate.hpp"

namespace pendel::generate {

/// A settlement: the main place of a municipality or one of its villages.
struct Place {
  std::string name;  // empty where the generator made it up
  std::size_t municipality = 0;
  Point at;
  double population = 0;
  double buildings = 0;  // residential
  double radius_m = 0;   // mean radius of the built-up area
  bool main = false;
  double estate_jobs = 0;  // an industrial estate: no homes
};

/// Outlines of the right area around the centres, and the settlements in them.
struct Layout {
  std::vector<std::vector<Point>> outlines;  // per municipality, closed
  std::vector<Place> places;                 // main place first within its municipality
};

Layout lay_out(const Facts& facts, const Random& random);

/// Reach of the built-up area in a direction: settlements are no circles. Radians, mathematically positive from east.
double reach_m(const Place& place, std::size_t index, double angle_rad, const Random& random);

/// Does the way from a to b, or along a line, cross a river?
bool crosses_barrier(const Facts& facts, Point a, Point b);
bool crosses_barrier(const Facts& facts, const std::vector<Point>& line);

/// One keyed draw of the generator. `what` keeps the questions apart, `index` counts within one.
enum class Question : std::uint32_t { village, shape, bend, extra_road, street, lane, building, workplace, texture };
inline Draw ask(const Random& random, Question what, std::uint64_t entity, std::uint32_t index) {
  return random(Stream::region_generate, entity, static_cast<std::uint32_t>(what), index);
}

}  // namespace pendel::generate
