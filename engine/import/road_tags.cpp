// SPDX-License-Identifier: Apache-2.0
#include "import/road_tags.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "core/contract.hpp"

namespace pendel::import {

namespace {

constexpr double unlimited_kmh = 130;  // recommended speed on German motorways (Autobahn-Richtgeschwindigkeits-V)
constexpr double walking_kmh = 7;      // upper end of what courts read as walking speed

constexpr std::array rules = {
    //       highway           class                    inside outside lanes capacity/lane oneway
    RoadRule{"motorway", RoadClass::motorway, 80, 130, 2, 2000, true},
    RoadRule{"motorway_link", RoadClass::motorway, 60, 60, 1, 1500, false},
    RoadRule{"trunk", RoadClass::trunk, 70, 100, 1, 2000, false},
    RoadRule{"trunk_link", RoadClass::trunk, 50, 60, 1, 1500, false},
    RoadRule{"primary", RoadClass::primary, 50, 100, 1, 1500, false},
    RoadRule{"primary_link", RoadClass::primary, 50, 60, 1, 1500, false},
    RoadRule{"secondary", RoadClass::secondary, 50, 100, 1, 800, false},
    RoadRule{"secondary_link", RoadClass::secondary, 50, 60, 1, 800, false},
    RoadRule{"tertiary", RoadClass::tertiary, 50, 80, 1, 600, false},
    RoadRule{"tertiary_link", RoadClass::tertiary, 50, 60, 1, 600, false},
    RoadRule{"unclassified", RoadClass::unclassified, 50, 60, 1, 600, false},
    RoadRule{"road", RoadClass::unclassified, 50, 60, 1, 600, false},
    RoadRule{"residential", RoadClass::residential, 30, 50, 1, 600, false},
    RoadRule{"living_street", RoadClass::living_street, 10, 10, 1, 300, false},
    RoadRule{"service", RoadClass::service, 15, 20, 1, 300, false},
};

/// "DE:urban" kinds, by country where it differs from the last rows, which hold for any country.
struct SpeedKind {
  std::string_view country;
  std::string_view kind;
  double kmh;
};
constexpr std::array speed_kinds = {
    SpeedKind{"DE", "motorway", unlimited_kmh},
    SpeedKind{"DE", "bicycle_road", 30},
    SpeedKind{"PT", "rural", 90},
    SpeedKind{"PT", "motorway", 120},
    SpeedKind{"PT", "living_street", 20},
    SpeedKind{"AT", "motorway", 130},
    SpeedKind{"AT", "rural", 100},
    SpeedKind{"", "urban", 50},
    SpeedKind{"", "rural", 100},
    SpeedKind{"", "trunk", 100},
    SpeedKind{"", "motorway", 120},
    SpeedKind{"", "living_street", walking_kmh},
    SpeedKind{"", "bicycle_road", 30},
    SpeedKind{"", "walk", walking_kmh},
};

constexpr std::array dropped_services = {"parking_aisle", "driveway", "drive-through", "emergency_access", "slipway"};
constexpr std::array open_values = {"yes", "permissive", "designated", "public", "official", "destination"};
constexpr std::array closed_values = {"no",        "private",  "customers", "delivery", "agricultural", "forestry",
                                      "emergency", "military", "permit",    "bus",      "psv",          "use_sidepath"};
constexpr std::array unused_values = {"construction", "proposed", "abandoned", "razed", "disused", "planned"};

template <class Names>
bool holds(const Names& names, std::string_view value) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return name == value; });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return text;
}

/// The number at the start of `text`, which is shortened by it; 0 if there is none.
double take_number(std::string_view& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return 0;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  text = trimmed(text);
  return value;
}

/// "DE:urban", "DE:zone30", "DE:zone:30", "DE:30".
double kind_kmh(std::string_view value) {
  const auto colon = value.find(':');
  const auto country = value.substr(0, colon);
  auto kind = value.substr(colon + 1);
  for (const auto& row : speed_kinds)
    if (row.kind == kind && (row.country.empty() || row.country == country)) return row.kmh;
  if (kind.starts_with("zone")) kind.remove_prefix(4);
  if (!kind.empty() && kind.front() == ':') kind.remove_prefix(1);
  const double number = take_number(kind);
  return kind.empty() ? number : 0;
}

double one_speed_kmh(std::string_view value) {
  value = trimmed(value);
  if (value == "none") return unlimited_kmh;
  if (value == "walk") return walking_kmh;
  if (value.find(':') != std::string_view::npos) return kind_kmh(value);
  const double number = take_number(value);
  if (number <= 0 || number > 250) return 0;
  if (value.empty() || value == "km/h" || value == "kmh" || value == "kph") return number;
  if (value == "mph") return number * 1.609344;
  if (value == "knots") return number * 1.852;
  return 0;
}

const RoadRule* rule_of(std::string_view highway) {
  const auto* found =
      std::find_if(rules.begin(), rules.end(), [&](const RoadRule& rule) { return rule.highway == highway; });
  return found == rules.end() ? nullptr : found;
}

/// The value of the most special access key that is set.
std::string_view access_of(const Tags& tags) {
  for (const auto* key : {"motorcar", "motor_vehicle", "vehicle", "access"})
    if (tags.has(key)) return tags[key];
  return {};
}

/// Of a list ("agricultural;destination") one open part is enough.
template <class Names>
bool any_part(const Names& names, std::string_view list) {
  while (!list.empty()) {
    const auto end = std::min(list.find(';'), list.size());
    if (holds(names, trimmed(list.substr(0, end)))) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

Drop drop_of(const Tags& tags, const RoadRule* rule) {
  const auto highway = tags["highway"];
  if (holds(unused_values, highway) || tags["construction"] == "yes") return Drop::not_in_use;
  if (rule == nullptr) return Drop::not_for_cars;
  if (tags["area"] == "yes") return Drop::plaza;
  const auto access = access_of(tags);
  if (any_part(closed_values, access) && !any_part(open_values, access)) return Drop::no_access;
  if (rule->road_class != RoadClass::service) return Drop::none;
  if (holds(dropped_services, tags["service"])) return Drop::service;
  // "access = yes" alone is often a footpath's; motor traffic must be meant.
  const bool for_cars =
      (tags.has("motor_vehicle") || tags.has("motorcar") || tags.has("vehicle")) && any_part(open_values, access);
  return tags.has("name") || tags.has("ref") || for_cars ? Drop::none : Drop::service;
}

void set_directions(const Tags& tags, const RoadRule& rule, RoadWay& way) {
  std::string_view value;
  for (const auto* key : {"oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway"})
    if (value.empty()) value = tags[key];
  const auto junction = tags["junction"];
  const bool implied = rule.oneway || junction == "roundabout" || junction == "circular";
  way.reversible = value == "reversible" || value == "alternating";
  const bool reverse = value == "-1" || value == "reverse";
  const bool yes = value == "yes" || value == "true" || value == "1";
  const bool no = value == "no" || value == "false" || value == "0" || way.reversible;
  way.forward.open = !reverse;
  way.backward.open = reverse || !(yes || (implied && !no));
}

/// A tag overrides what the surroundings suggest.
bool built_up_by_tags(const Tags& tags, bool suggested) {
  for (const auto* key : {"zone:traffic", "maxspeed:type", "source:maxspeed", "maxspeed"}) {
    const auto value = tags[key];
    if (value.ends_with(":urban")) return true;
    if (value.ends_with(":rural")) return false;
  }
  return suggested;
}

/// km/h in one direction: the tag of the direction, of the way, of the zone, else that of the class.
double direction_kmh(const Tags& tags, const char* direction_key, double fallback_kmh, RoadWay& way) {
  for (const auto* key : {direction_key, "maxspeed", "zone:maxspeed", "maxspeed:type", "source:maxspeed"}) {
    if (!tags.has(key)) continue;
    const double kmh = speed_kmh(tags[key]);
    if (kmh > 0) {
      way.speed_tagged = true;
      return kmh;
    }
    const std::string_view name = key;  // source:maxspeed and maxspeed:type also hold "sign", "survey" ...
    if (name == "maxspeed" || name == direction_key) way.speed_not_understood = true;
  }
  return fallback_kmh;
}

double lane_number(std::string_view value) {
  auto text = trimmed(value.substr(0, value.find(';')));
  const double number = take_number(text);
  return number >= 0.5 && number <= 16 ? number : 0;
}

/// Lanes per direction. A two-way road of one lane counts as half a lane each way; an odd lane is shared.
void set_lanes(const Tags& tags, const RoadRule& rule, RoadWay& way) {
  const bool both = way.forward.open && way.backward.open;
  const double total = lane_number(tags["lanes"]);
  const double middle = lane_number(tags["lanes:both_ways"]);
  const auto set = [&](const char* key, const char* opposite_key, Lane& lane) {
    const double own = lane_number(tags[key]);
    const double opposite = lane_number(tags[opposite_key]);
    lane.lanes = rule.lanes;
    if (own > 0)
      lane.lanes = own;
    else if (total > 0 && !both)
      lane.lanes = total;
    else if (total > 0)
      lane.lanes = opposite > 0 ? std::max(total - opposite, 0.5) : std::max((total - middle) / 2, 0.5);
    lane.capacity_per_h = lane.lanes * rule.capacity_per_h;
  };
  set("lanes:forward", "lanes:backward", way.forward);
  set("lanes:backward", "lanes:forward", way.backward);
}

}  // namespace

std::span<const RoadRule> road_rules() { return rules; }

std::string_view to_string(Drop drop) {
  constexpr std::array<std::string_view, drop_reasons> names = {"kept",
                                                                "not for cars (paths, tracks, pedestrian streets)",
                                                                "not in use (construction, proposed)",
                                                                "a surface, not a line (area = yes)",
                                                                "closed to the public (access)",
                                                                "service way without name or explicit access"};
  return names[static_cast<std::size_t>(drop)];
}

double speed_kmh(std::string_view value) {
  double lowest = 0;
  while (!value.empty()) {
    const auto end = value.find_first_of(";,|");
    const double one = one_speed_kmh(value.substr(0, end));
    if (one > 0 && (lowest <= 0 || one < lowest)) lowest = one;
    value = end == std::string_view::npos ? std::string_view() : value.substr(end + 1);
  }
  return lowest;
}

RoadWay judge_way(const Tags& tags, bool built_up) {
  const auto* rule = rule_of(tags["highway"]);
  RoadWay way;
  way.drop = drop_of(tags, rule);
  if (way.drop != Drop::none) return way;
  way.road_class = rule->road_class;
  way.ramp = rule->highway.ends_with("_link");
  set_directions(tags, *rule, way);
  set_lanes(tags, *rule, way);
  const double fallback_kmh = built_up_by_tags(tags, built_up) ? rule->inside_kmh : rule->outside_kmh;
  way.forward.speed_mps = direction_kmh(tags, "maxspeed:forward", fallback_kmh, way) / 3.6;
  way.backward.speed_mps = direction_kmh(tags, "maxspeed:backward", fallback_kmh, way) / 3.6;
  return way;
}

}  // namespace pendel::import
