// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/issue.hpp"
#include "import/projection.hpp"

namespace pendel::import {

/// Keys and values of one OSM object.
struct Tags {
  std::vector<std::pair<std::string, std::string>> all;

  /// The value, or "" where the key is absent.
  [[nodiscard]] std::string_view operator[](std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return !(*this)[key].empty(); }
};

struct OsmNode {
  std::int64_t id = 0;
  LonLat at;
  bool signal = false;  // highway=traffic_signals
};

/// A way with a highway tag, of any kind (tracks and paths show what the extract covers).
struct OsmWay {
  std::int64_t id = 0;
  Tags tags;
  std::vector<std::uint32_t> nodes;  // into OsmExtract::nodes
  std::size_t missing_nodes = 0;     // referred to, but not in the file
};

/// A relation of type restriction, not yet judged.
struct OsmRestriction {
  std::int64_t id = 0;
  Tags tags;
  std::vector<std::int64_t> from_ways;
  std::vector<std::int64_t> to_ways;
  std::vector<std::int64_t> via_nodes;
  std::vector<std::int64_t> via_ways;
};

/// A closed way or a multipolygon; one per outer ring. Only buildings and kinds of land use.
struct OsmArea {
  std::int64_t id = 0;  // of the way; of the relation, negative, for a multipolygon
  Tags tags;
  std::vector<LonLat> ring;                // closed: first = last
  std::vector<std::vector<LonLat>> holes;  // closed
};

/// A node that says what happens in the building around it (shop, office, amenity ...).
struct OsmPlace {
  Tags tags;
  LonLat at;
};

/// What Pendel takes from an OSM file. The order is that of the file.
struct OsmExtract {
  std::vector<OsmNode> nodes;  // of the highway ways
  std::vector<OsmWay> ways;
  std::vector<OsmRestriction> restrictions;
  std::vector<OsmArea> areas;
  std::vector<OsmPlace> places;
  std::size_t broken_areas = 0;  // rings that do not close or cross themselves
};

/// Reads PBF, XML, OPL, plain or gz or bz2, by file name. Problems (missing, unreadable, cut off) go to `issues`.
OsmExtract read_osm(const std::filesystem::path& file, Issues& issues);

}  // namespace pendel::import
