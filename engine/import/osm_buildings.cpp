// SPDX-License-Identifier: Apache-2.0
#include "import/osm_buildings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <optional>

#include "import/area_index.hpp"
#include "text/parse_number.hpp"

namespace pendel::import {

namespace {

/// What a tag says about the use of a building; "*" stands for any other value.
struct UseRule {
  std::string_view key;
  std::string_view value;
  BuildingUse use;
  bool minor;
  double storeys;  // where neither levels nor height are tagged
};

using enum BuildingUse;

/// The first row that fits counts; rows of `building` come first, then what happens inside.
constexpr std::array use_rules = {
    UseRule{"building", "house", residential, false, 2},
    UseRule{"building", "detached", residential, false, 2},
    UseRule{"building", "semidetached_house", residential, false, 2},
    UseRule{"building", "terrace", residential, false, 2},
    UseRule{"building", "bungalow", residential, false, 1},
    UseRule{"building", "farm", residential, false, 2},
    UseRule{"building", "apartments", residential, false, 4},
    UseRule{"building", "dormitory", residential, false, 4},
    UseRule{"building", "commercial", work, false, 2},
    UseRule{"building", "office", work, false, 3},
    UseRule{"building", "industrial", work, false, 1},
    UseRule{"building", "warehouse", work, false, 1},
    UseRule{"building", "manufacture", work, false, 1},
    UseRule{"building", "hangar", work, false, 1},
    UseRule{"building", "hospital", work, false, 4},
    UseRule{"building", "public", work, false, 2},
    UseRule{"building", "civic", work, false, 2},
    UseRule{"building", "government", work, false, 3},
    UseRule{"building", "fire_station", work, false, 2},
    UseRule{"building", "hotel", work, false, 3},
    UseRule{"building", "train_station", work, false, 2},
    UseRule{"building", "retail", retail, false, 1},
    UseRule{"building", "supermarket", retail, false, 1},
    UseRule{"building", "kiosk", retail, false, 1},
    UseRule{"building", "school", school, false, 2},
    UseRule{"building", "kindergarten", school, false, 1},
    UseRule{"building", "college", school, false, 3},
    UseRule{"building", "university", school, false, 3},
    UseRule{"building", "church", leisure, false, 1},
    UseRule{"building", "chapel", leisure, false, 1},
    UseRule{"building", "mosque", leisure, false, 1},
    UseRule{"building", "sports_hall", leisure, false, 1},
    UseRule{"building", "sports_centre", leisure, false, 1},
    UseRule{"building", "stadium", leisure, false, 1},
    UseRule{"building", "garage", other, true, 1},
    UseRule{"building", "garages", other, true, 1},
    UseRule{"building", "carport", other, true, 1},
    UseRule{"building", "parking", other, true, 2},
    UseRule{"building", "shed", other, true, 1},
    UseRule{"building", "hut", other, true, 1},
    UseRule{"building", "roof", other, true, 1},
    UseRule{"building", "greenhouse", other, true, 1},
    UseRule{"building", "barn", other, true, 1},
    UseRule{"building", "farm_auxiliary", other, true, 1},
    UseRule{"building", "stable", other, true, 1},
    UseRule{"building", "cowshed", other, true, 1},
    UseRule{"building", "sty", other, true, 1},
    UseRule{"building", "silo", other, true, 1},
    UseRule{"building", "service", other, true, 1},
    UseRule{"building", "transformer_tower", other, true, 1},
    UseRule{"building", "bunker", other, true, 1},
    UseRule{"building", "ruins", other, true, 1},
    UseRule{"building", "construction", other, true, 1},
    UseRule{"building", "static_caravan", other, true, 1},
    UseRule{"building", "cabin", other, true, 1},
    UseRule{"amenity", "school", school, false, 2},
    UseRule{"amenity", "kindergarten", school, false, 1},
    UseRule{"amenity", "college", school, false, 3},
    UseRule{"amenity", "university", school, false, 3},
    UseRule{"amenity", "hospital", work, false, 4},
    UseRule{"amenity", "clinic", work, false, 3},
    UseRule{"amenity", "nursing_home", mixed, false, 3},
    UseRule{"amenity", "townhall", work, false, 3},
    UseRule{"amenity", "police", work, false, 2},
    UseRule{"amenity", "fire_station", work, false, 2},
    UseRule{"amenity", "courthouse", work, false, 3},
    UseRule{"amenity", "post_office", work, false, 2},
    UseRule{"amenity", "bank", work, false, 2},
    UseRule{"amenity", "fuel", retail, false, 1},
    UseRule{"amenity", "pharmacy", mixed, false, 2},
    UseRule{"amenity", "doctors", mixed, false, 2},
    UseRule{"amenity", "restaurant", mixed, false, 2},
    UseRule{"amenity", "cafe", mixed, false, 2},
    UseRule{"amenity", "pub", mixed, false, 2},
    UseRule{"amenity", "fast_food", mixed, false, 2},
    UseRule{"amenity", "place_of_worship", leisure, false, 1},
    UseRule{"amenity", "cinema", leisure, false, 2},
    UseRule{"amenity", "theatre", leisure, false, 2},
    UseRule{"amenity", "library", leisure, false, 2},
    UseRule{"amenity", "community_centre", leisure, false, 1},
    UseRule{"amenity", "parking", other, true, 2},
    UseRule{"amenity", "shelter", other, true, 1},
    UseRule{"shop", "*", retail, false, 1},
    UseRule{"office", "*", work, false, 2},
    UseRule{"craft", "*", work, false, 1},
    UseRule{"healthcare", "*", mixed, false, 2},
    UseRule{"tourism", "hotel", work, false, 3},
    UseRule{"tourism", "museum", leisure, false, 2},
    UseRule{"tourism", "guest_house", mixed, false, 2},
    UseRule{"leisure", "*", leisure, false, 1},
    UseRule{"landuse", "industrial", work, false, 1},
    UseRule{"landuse", "commercial", work, false, 2},
    UseRule{"landuse", "railway", work, false, 1},
    UseRule{"landuse", "retail", retail, false, 1},
    UseRule{"landuse", "allotments", other, true, 1},
    UseRule{"landuse", "cemetery", other, true, 1},
    UseRule{"landuse", "military", work, false, 2},
};

const UseRule* rule_of(const Tags& tags, std::string_view from_key, std::string_view to_key) {
  bool begun = false;
  for (const auto& rule : use_rules) {
    begun = begun || rule.key == from_key;
    if (!begun) continue;
    const auto value = tags[rule.key];
    if (!value.empty() && value != "no" && (rule.value == "*" || value == rule.value)) return &rule;
    if (&rule == &use_rules.back() || (rule.key == to_key && (&rule)[1].key != to_key)) break;
  }
  return nullptr;
}

PlanePolygon project(const OsmArea& area, const Projection& projection) {
  PlanePolygon polygon;
  for (const auto place : area.ring) polygon.outer.push_back(projection.to_plane(place));
  for (const auto& hole : area.holes) {
    auto& ring = polygon.holes.emplace_back();
    for (const auto place : hole) ring.push_back(projection.to_plane(place));
  }
  return polygon;
}

double number_of(std::string_view text) {
  text = text.substr(0, text.find_first_of("; m"));
  const auto number = text::parse_number(text);
  return number && std::isfinite(*number) ? *number : 0;
}

double storeys_of(const Tags& tags, double otherwise) {
  const double levels = number_of(tags["building:levels"]);
  if (levels >= 1 && levels <= 60) return levels;
  const double height = number_of(tags["height"]);
  if (height >= 2 && height <= 200) return std::max(1.0, std::round(height / 3));
  return otherwise;
}

/// Land use polygons with their rule; the smaller number wins where they overlap.
struct LandUse {
  AreaIndex index;
  std::vector<const UseRule*> use_rules;  // by number; nullptr: says nothing special
};

LandUse land_use(const OsmExtract& extract, const Projection& projection) {
  LandUse result;
  for (const auto& area : extract.areas) {
    if (area.tags.has("building") || !area.tags.has("landuse")) continue;
    result.index.add(project(area, projection), result.use_rules.size());
    result.use_rules.push_back(rule_of(area.tags, "landuse", "landuse"));
  }
  result.index.build();
  return result;
}

OsmBuilding judge(const OsmArea& area, const PlanePolygon& polygon, const LandUse& land) {
  OsmBuilding building;
  const auto at = centre(polygon);
  building.at = {std::round(at.x_m * 100) / 100, std::round(at.y_m * 100) / 100};
  building.footprint_m2 = area_m2(polygon);
  const auto* rule = rule_of(area.tags, "building", "leisure");
  if (rule == nullptr) {
    const auto ground = land.index.locate(building.at);
    if (ground != AreaIndex::nothing) rule = land.use_rules[ground];
    building.minor = building.footprint_m2 < smallest_building_m2;
  }
  if (rule != nullptr) {
    building.use = rule->use;
    building.minor = building.minor || rule->minor;
  }
  if (building.minor) building.use = BuildingUse::other;
  building.storeys = storeys_of(area.tags, rule != nullptr ? rule->storeys : 2);
  return building;
}

std::uint64_t cell_of(Point at) {
  const auto x = static_cast<std::uint32_t>(static_cast<std::int64_t>(std::floor(at.x_m / 100)));
  const auto y = static_cast<std::uint32_t>(static_cast<std::int64_t>(std::floor(at.y_m / 100)));
  return (static_cast<std::uint64_t>(x) << 32U) | y;
}

}  // namespace

std::vector<OsmBuilding> read_buildings(const OsmExtract& extract, const Projection& projection) {
  const auto land = land_use(extract, projection);
  std::vector<OsmBuilding> buildings;
  AreaIndex index;
  for (const auto& area : extract.areas) {
    const auto kind = area.tags["building"];
    if (kind.empty() || kind == "no") continue;
    auto polygon = project(area, projection);
    buildings.push_back(judge(area, polygon, land));
    index.add(std::move(polygon), buildings.size() - 1);
  }
  index.build();
  for (const auto& place : extract.places) {
    const auto* rule = rule_of(place.tags, "amenity", "leisure");
    if (rule == nullptr || rule->minor) continue;
    const auto inside = index.locate(projection.to_plane(place.at));
    if (inside == AreaIndex::nothing) continue;
    auto& building = buildings[inside];
    if (building.use == BuildingUse::residential) building.use = BuildingUse::mixed;
  }
  return buildings;
}

std::function<bool(LonLat)> built_up_areas(const OsmExtract& extract, const std::vector<OsmBuilding>& buildings,
                                           const Projection& projection) {
  struct Known {
    AreaIndex land;
    std::map<std::uint64_t, int> count;
    const Projection* projection;
  };
  auto known = std::make_shared<Known>();
  known->projection = &projection;
  for (const auto& area : extract.areas) {
    const auto use = area.tags["landuse"];
    if (use == "residential" || use == "commercial" || use == "retail" || use == "industrial")
      known->land.add(project(area, projection), 0);
  }
  known->land.build();
  for (const auto& building : buildings) ++known->count[cell_of(building.at)];
  return [known](LonLat place) {
    const auto at = known->projection->to_plane(place);
    if (known->land.locate(at) != AreaIndex::nothing) return true;
    int near = 0;
    for (const double dx : {-100.0, 0.0, 100.0})
      for (const double dy : {-100.0, 0.0, 100.0}) {
        const auto found = known->count.find(cell_of({at.x_m + dx, at.y_m + dy}));
        if (found != known->count.end()) near += found->second;
      }
    return near >= 6;
  };
}

}  // namespace pendel::import
