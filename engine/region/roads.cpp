// SPDX-License-Identifier: Apache-2.0
#include "region/roads.hpp"

#include <algorithm>
#include <array>

namespace pendel {

namespace {
constexpr std::array<std::string_view, road_classes> class_names = {
    "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street", "service"};
}

std::string_view to_string(RoadClass road_class) { return class_names[static_cast<std::size_t>(road_class)]; }

bool is_road_class(std::string_view name) {
  return std::find(class_names.begin(), class_names.end(), name) != class_names.end();
}

RoadClass road_class_from(std::string_view name) {
  const auto* found = std::find(class_names.begin(), class_names.end(), name);
  PENDEL_EXPECT(found != class_names.end());
  return static_cast<RoadClass>(found - class_names.begin());
}

void Roads::index() {
  PENDEL_EXPECT(y_m.size() == nodes() && node_name.size() == nodes() && municipality.size() == nodes());
  if (signal.size() < nodes()) signal.values().resize(nodes(), 0);
  PENDEL_EXPECT(signal.size() == nodes());
  PENDEL_EXPECT(to.size() == links() && link_name.size() == links() && length_m.size() == links());
  PENDEL_EXPECT(free_speed_mps.size() == links() && capacity_per_h.size() == links() && lanes.size() == links());
  PENDEL_EXPECT(road_class.size() == links() && street.size() == links() && shape.size() == links());
  for (const auto link : from.ids()) PENDEL_EXPECT(from[link].index() < nodes() && to[link].index() < nodes());
  std::sort(turn_bans.begin(), turn_bans.end());
  turn_bans.erase(std::unique(turn_bans.begin(), turn_bans.end()), turn_bans.end());
  out_links = group_by(from, nodes());
  in_links = group_by(to, nodes());
}

}  // namespace pendel
