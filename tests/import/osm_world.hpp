// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "import/osm_extract.hpp"
#include "import/osm_roads.hpp"
#include "import/projection.hpp"

namespace pendel::test {

/// A small OSM world drawn as text: each letter or digit is a node, one character is `grid_m` metres to the east, one
/// line as much to the south. The id of a node is its character code, that of a way the number of its call.
class OsmWorld {
 public:
  explicit OsmWorld(std::string_view map, double grid_m = 100) {
    double x = 0;
    double y = 0;
    for (const char c : map) {
      if (c == '\n') {
        x = 0;
        y -= grid_m;
        continue;
      }
      if (std::isalnum(static_cast<unsigned char>(c)) != 0) place(c, x, y);
      x += grid_m;
    }
  }

  void place(char name, double x_m, double y_m) {
    index_[name] = static_cast<std::uint32_t>(extract.nodes.size());
    extract.nodes.push_back({name, projection.from_plane({origin.x_m + x_m, origin.y_m + y_m})});
  }

  /// OsmWorld::way("ABC", {{"highway", "primary"}}); returns the way's id, 1000 and up.
  std::int64_t way(std::string_view nodes, std::vector<std::pair<std::string, std::string>> tags) {
    import::OsmWay way{1000 + static_cast<std::int64_t>(extract.ways.size()), {std::move(tags)}, {}, 0};
    for (const char c : nodes) way.nodes.push_back(index_.at(c));
    extract.ways.push_back(std::move(way));
    return extract.ways.back().id;
  }

  void restriction(const std::string& rule, std::int64_t from, char via, std::int64_t to,
                   std::vector<std::pair<std::string, std::string>> more = {}) {
    more.emplace_back("restriction", rule);
    extract.restrictions.push_back({1, {std::move(more)}, {from}, {to}, {via}, {}});
  }

  /// `settings` with tiny_m = 0 unless said otherwise, so that each rule is seen alone.
  import::RoadImport build(import::RoadSettings settings = {.tiny_m = 0}) const {
    return import::import_roads(extract, projection, settings);
  }

  import::OsmExtract extract;
  import::Projection projection{25832};
  Point origin{550000, 5635000};

 private:
  std::map<char, std::uint32_t> index_;
};

/// The link between two nodes by their characters; none if there is none. `which` picks among parallels.
inline LinkId link_between(const Roads& roads, char from, char to, int which = 0) {
  for (const auto link : roads.from.ids())
    if (roads.node_name[roads.from[link]] == from && roads.node_name[roads.to[link]] == to && which-- == 0) return link;
  return {};
}

/// All links as "AB BA BC", sorted: what the graph is, at one glance.
inline std::string links_of(const Roads& roads) {
  std::vector<std::string> names;
  for (const auto link : roads.from.ids())
    names.push_back(
        {static_cast<char>(roads.node_name[roads.from[link]]), static_cast<char>(roads.node_name[roads.to[link]])});
  std::sort(names.begin(), names.end());
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : " ") + name;
  return text;
}

/// All bans as "AB>BC", sorted.
inline std::string bans_of(const Roads& roads) {
  std::vector<std::string> names;
  const auto name = [&](LinkId link) {
    return std::string{static_cast<char>(roads.node_name[roads.from[link]]),
                       static_cast<char>(roads.node_name[roads.to[link]])};
  };
  for (const auto& ban : roads.turn_bans) names.push_back(name(ban.from) + ">" + name(ban.to));
  std::sort(names.begin(), names.end());
  std::string text;
  for (const auto& ban : names) text += (text.empty() ? "" : " ") + ban;
  return text;
}

}  // namespace pendel::test
