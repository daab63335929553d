// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/column.hpp"
#include "core/math.hpp"

namespace pendel {

/// A place in the region's projected plane (UTM of the region's zone), metres.
struct Point {
  double x_m = 0;
  double y_m = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

inline double distance_m(Point a, Point b) { return math::distance(a.x_m - b.x_m, a.y_m - b.y_m); }

/// Road classes as in OSM's highway tag; a *_link belongs to its class.
enum class RoadClass : std::uint8_t {
  motorway,
  trunk,
  primary,
  secondary,
  tertiary,
  unclassified,
  residential,
  living_street,
  service,
};
inline constexpr int road_classes = 9;
std::string_view to_string(RoadClass road_class);
bool is_road_class(std::string_view name);
/// The caller has checked the name with is_road_class.
RoadClass road_class_from(std::string_view name);

/// A movement at the end of `from` that may not continue on `to`.
struct TurnBan {
  LinkId from;
  LinkId to;
  friend auto operator<=>(const TurnBan&, const TurnBan&) = default;
};

/// The directed road graph, immutable after build. One link is one direction of travel.
struct Roads {
  Column<NodeId, double> x_m;
  Column<NodeId, double> y_m;
  Column<NodeId, std::int64_t> node_name;       // id in the source (OSM id; own numbers where generated)
  Column<NodeId, MunicipalityId> municipality;  // that holds the node; none outside
  Column<NodeId, std::uint8_t> signal;          // 1: the source says that traffic signals stand there

  Column<LinkId, NodeId> from;
  Column<LinkId, NodeId> to;
  Column<LinkId, std::int64_t> link_name;  // id in the source (OSM way); both directions may share it
  Column<LinkId, float> length_m;
  Column<LinkId, float> free_speed_mps;
  Column<LinkId, float> capacity_per_h;  // vehicles per hour, all lanes together
  Column<LinkId, float> lanes;
  Column<LinkId, RoadClass> road_class;
  Column<LinkId, std::string> street;  // street name, may be empty
  Rows<LinkId, Point> shape;           // points strictly between the ends

  std::vector<TurnBan> turn_bans;  // sorted

  Rows<NodeId, LinkId> out_links;  // filled by index()
  Rows<NodeId, LinkId> in_links;   // filled by index()

  [[nodiscard]] std::size_t nodes() const { return x_m.size(); }
  [[nodiscard]] std::size_t links() const { return from.size(); }
  [[nodiscard]] Point at(NodeId node) const { return {x_m[node], y_m[node]}; }
  /// Seconds on the empty link.
  [[nodiscard]] double free_time_s(LinkId link) const {
    return static_cast<double>(length_m[link]) / static_cast<double>(free_speed_mps[link]);
  }
  /// Checks equal lengths and valid ends, sorts the turn bans, fills out_links and in_links; nodes of which nothing
  /// is said have no signals. Call once, at the end.
  void index();
};

}  // namespace pendel
