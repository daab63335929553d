// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "region/roads.hpp"

namespace pendel::import {

/// A ring (closed: first = last) with holes, in the plane.
struct PlanePolygon {
  std::vector<Point> outer;
  std::vector<std::vector<Point>> holes;
};

/// Square metres inside the outer ring and outside the holes.
double area_m2(const PlanePolygon& polygon);
/// Centre of mass of the outer ring; the mean of its points if it has no area.
Point centre(const PlanePolygon& polygon);
bool contains(const PlanePolygon& polygon, Point point);

/// Answers "which of these polygons holds the point" through an R-tree (Boost.Geometry) over their boxes.
class AreaIndex {
 public:
  /// Each entry: a polygon and the number that stands for it; several polygons may share one.
  void add(PlanePolygon polygon, std::size_t number);
  /// Call once, after the last add.
  void build();
  static constexpr std::size_t nothing = static_cast<std::size_t>(-1);
  /// The smallest number among the polygons that hold the point; `nothing` if there is none.
  [[nodiscard]] std::size_t locate(Point point) const;

  AreaIndex();
  ~AreaIndex();
  AreaIndex(AreaIndex&&) noexcept;
  AreaIndex& operator=(AreaIndex&&) noexcept;

 private:
  struct Tree;
  std::vector<PlanePolygon> polygons_;
  std::vector<std::size_t> numbers_;
  std::unique_ptr<Tree> tree_;
};

}  // namespace pendel::import
