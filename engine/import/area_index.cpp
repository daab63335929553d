// SPDX-License-Identifier: Apache-2.0
#include "import/area_index.hpp"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <utility>

#include "core/contract.hpp"

namespace pendel::import {

namespace {

namespace bg = boost::geometry;
using Xy = bg::model::d2::point_xy<double>;
using Box = bg::model::box<Xy>;

/// Twice the signed area and the moments of a ring (shoelace), relative to its first point to save digits.
struct Moments {
  double twice_area = 0;
  double x = 0;
  double y = 0;
};

Moments moments(const std::vector<Point>& ring) {
  Moments result;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const double ax = ring[i - 1].x_m - ring[0].x_m;
    const double ay = ring[i - 1].y_m - ring[0].y_m;
    const double bx = ring[i].x_m - ring[0].x_m;
    const double by = ring[i].y_m - ring[0].y_m;
    const double cross = ax * by - bx * ay;
    result.twice_area += cross;
    result.x += (ax + bx) * cross;
    result.y += (ay + by) * cross;
  }
  return result;
}

/// Even-odd rule: a ray to the east crosses the ring an odd number of times.
bool in_ring(const std::vector<Point>& ring, Point point) {
  bool inside = false;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const auto& a = ring[i - 1];
    const auto& b = ring[i];
    if ((a.y_m > point.y_m) == (b.y_m > point.y_m)) continue;
    if (point.x_m < (b.x_m - a.x_m) * (point.y_m - a.y_m) / (b.y_m - a.y_m) + a.x_m) inside = !inside;
  }
  return inside;
}

}  // namespace

double area_m2(const PlanePolygon& polygon) {
  double area = std::abs(moments(polygon.outer).twice_area) / 2;
  for (const auto& hole : polygon.holes) area -= std::abs(moments(hole).twice_area) / 2;
  return std::max(area, 0.0);
}

Point centre(const PlanePolygon& polygon) {
  PENDEL_EXPECT(!polygon.outer.empty());
  const auto& ring = polygon.outer;
  const auto sums = moments(ring);
  if (std::abs(sums.twice_area) > 1e-9)
    return {ring[0].x_m + sums.x / (3 * sums.twice_area), ring[0].y_m + sums.y / (3 * sums.twice_area)};
  Point mean;
  for (const auto point : ring) mean = {mean.x_m + point.x_m, mean.y_m + point.y_m};
  const auto n = static_cast<double>(ring.size());
  return {mean.x_m / n, mean.y_m / n};
}

bool contains(const PlanePolygon& polygon, Point point) {
  return in_ring(polygon.outer, point) && std::none_of(polygon.holes.begin(), polygon.holes.end(),
                                                       [&](const auto& hole) { return in_ring(hole, point); });
}

struct AreaIndex::Tree {
  bg::index::rtree<std::pair<Box, std::size_t>, bg::index::rstar<16>> boxes;
};

AreaIndex::AreaIndex() = default;
AreaIndex::~AreaIndex() = default;
AreaIndex::AreaIndex(AreaIndex&&) noexcept = default;
AreaIndex& AreaIndex::operator=(AreaIndex&&) noexcept = default;

void AreaIndex::add(PlanePolygon polygon, std::size_t number) {
  PENDEL_EXPECT(!tree_ && !polygon.outer.empty());
  polygons_.push_back(std::move(polygon));
  numbers_.push_back(number);
}

void AreaIndex::build() {
  std::vector<std::pair<Box, std::size_t>> entries;
  for (std::size_t i = 0; i < polygons_.size(); ++i) {
    Box box;
    bg::assign_inverse(box);
    for (const auto point : polygons_[i].outer) bg::expand(box, Xy(point.x_m, point.y_m));
    entries.emplace_back(box, i);
  }
  tree_ = std::make_unique<Tree>(Tree{{entries.begin(), entries.end()}});
}

std::size_t AreaIndex::locate(Point point) const {
  PENDEL_EXPECT(tree_ != nullptr);
  std::size_t best = nothing;
  const Xy at(point.x_m, point.y_m);
  for (auto it = tree_->boxes.qbegin(bg::index::intersects(at)); it != tree_->boxes.qend(); ++it)
    if (numbers_[it->second] < best && contains(polygons_[it->second], point)) best = numbers_[it->second];
  return best;
}

}  // namespace pendel::import
