// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "import/osm_extract.hpp"
#include "region/roads.hpp"

namespace pendel::import {

/// What a highway value means for cars where nothing more is tagged.
struct RoadRule {
  std::string_view highway;
  RoadClass road_class;
  double inside_kmh;      // free speed in built-up areas
  double outside_kmh;     // and outside
  double lanes;           // per direction
  double capacity_per_h;  // per lane
  bool oneway;            // implied
};
/// One row per highway value that cars use. Capacities: OSM contribution of MATSim (LinkProperties.java), rounded
/// saturation flows of the class; `service` and `road` are our assumption. Speeds: StVO section 3 (50 km/h inside,
/// 100 outside, 130 recommended on motorways) for classified roads; lower for minor ones, an assumption.
std::span<const RoadRule> road_rules();

/// Why a way is not in the road graph.
enum class Drop : std::uint8_t {
  none,
  not_for_cars,  // footway, track, steps ...
  not_in_use,    // construction, proposed, abandoned
  plaza,         // area = yes: a surface, no line to drive along
  no_access,     // access, vehicle, motor_vehicle or motorcar closes it
  service,       // service way outside the kept subset
};
inline constexpr int drop_reasons = 6;
std::string_view to_string(Drop drop);

/// One direction of travel on a way.
struct Lane {
  bool open = false;
  double speed_mps = 0;
  double lanes = 1;
  double capacity_per_h = 0;  // all lanes
};

/// What a way is for cars.
struct RoadWay {
  Drop drop = Drop::none;
  RoadClass road_class = RoadClass::service;
  bool ramp = false;  // a *_link
  Lane forward;       // in the order of the way's nodes
  Lane backward;
  bool speed_tagged = false;  // the speed comes from a tag, not from the class
  bool speed_not_understood = false;
  bool reversible = false;  // direction changes by time of day: kept both ways
};

/// Judges a way by its tags. `built_up`: it lies in a town or village, unless a tag says otherwise.
///
/// Access: the most special of motorcar, motor_vehicle, vehicle, access counts; `destination` stays open.
/// One-way: oneway = yes/-1 (and :motorcar, :motor_vehicle, :vehicle), implied for motorways, roundabouts and circular
/// junctions unless oneway = no; on motorway_link only if tagged (the OSM wiki implies nothing there).
/// Service ways are kept if they bear a name or are explicitly open to motor vehicles, and are no parking aisle,
/// driveway, drive-through or emergency access: the rest serves single properties.
RoadWay judge_way(const Tags& tags, bool built_up);

/// A speed tag in km/h, or 0 if it says nothing that we understand. Numbers, "30 mph", "none" (130, the recommended
/// speed), "walk" (7), "DE:urban" kinds, "DE:zone30"; of a list the lowest.
double speed_kmh(std::string_view value);

}  // namespace pendel::import
