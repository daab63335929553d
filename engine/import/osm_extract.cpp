// SPDX-License-Identifier: Apache-2.0
#include "import/osm_extract.hpp"

#include <algorithm>
#include <array>

// A false alarm of g++ 12 deep inside libosmium's builders when they are inlined (GCC bug 105562 and its like).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wstringop-overread"
#endif

#include <osmium/area/assembler.hpp>
#include <osmium/area/multipolygon_manager.hpp>
#include <osmium/handler.hpp>
#include <osmium/handler/node_locations_for_ways.hpp>
#include <osmium/index/map/flex_mem.hpp>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/opl_input.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/visitor.hpp>
#include <unordered_map>
#include <unordered_set>

#include "text/messages.hpp"

namespace pendel::import {

using text::say;
using text::Say;

namespace {

using Index = osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location>;
using LocationHandler = osmium::handler::NodeLocationsForWays<Index>;
using AreaManager = osmium::area::MultipolygonManager<osmium::area::Assembler>;

/// An area or place with one of these keys tells what people do there.
constexpr std::array use_keys = {"building", "landuse", "amenity", "shop",      "office",
                                 "leisure",  "tourism", "craft",   "healthcare"};

bool tells_use(const osmium::TagList& tags) {
  return std::any_of(use_keys.begin(), use_keys.end(), [&](const char* key) { return tags.has_key(key); });
}

Tags copy(const osmium::TagList& tags) {
  Tags result;
  for (const auto& tag : tags) result.all.emplace_back(tag.key(), tag.value());
  return result;
}

std::vector<LonLat> copy(const osmium::NodeRefList& ring) {
  std::vector<LonLat> result;
  for (const auto& node : ring) result.push_back({node.lon(), node.lat()});
  return result;
}

class Collector : public osmium::handler::Handler {
 public:
  explicit Collector(OsmExtract& extract) : extract_(&extract) {}

  void node(const osmium::Node& node) {
    if (node.tags().has_tag("highway", "traffic_signals")) signals_.insert(node.id());
    if (!node.tags().empty() && node.location().valid() && tells_use(node.tags()))
      extract_->places.push_back({copy(node.tags()), {node.location().lon(), node.location().lat()}});
  }

  void way(const osmium::Way& way) {
    if (!way.tags().has_key("highway")) return;
    OsmWay result{way.id(), copy(way.tags()), {}, 0};
    for (const auto& ref : way.nodes()) {
      if (!ref.location().valid())
        ++result.missing_nodes;
      else
        result.nodes.push_back(index_of(ref));
    }
    extract_->ways.push_back(std::move(result));
  }

  void relation(const osmium::Relation& relation) {
    const char* type = relation.tags()["type"];
    if (type == nullptr || !std::string_view(type).starts_with("restriction")) return;
    OsmRestriction result{relation.id(), copy(relation.tags()), {}, {}, {}, {}};
    for (const auto& member : relation.members()) {
      const std::string_view role = member.role();
      const bool is_way = member.type() == osmium::item_type::way;
      if (role == "from" && is_way) result.from_ways.push_back(member.ref());
      if (role == "to" && is_way) result.to_ways.push_back(member.ref());
      if (role == "via") (is_way ? result.via_ways : result.via_nodes).push_back(member.ref());
    }
    extract_->restrictions.push_back(std::move(result));
  }

 private:
  std::uint32_t index_of(const osmium::NodeRef& ref) {
    const auto [at, fresh] = index_.try_emplace(ref.ref(), static_cast<std::uint32_t>(extract_->nodes.size()));
    if (fresh) extract_->nodes.push_back({ref.ref(), {ref.lon(), ref.lat()}, signals_.contains(ref.ref())});
    return at->second;
  }

  OsmExtract* extract_;
  std::unordered_map<std::int64_t, std::uint32_t> index_;
  std::unordered_set<std::int64_t> signals_;  // nodes stand before ways in a file
};

void add_area(const osmium::Area& area, OsmExtract& extract) {
  if (!tells_use(area.tags())) return;
  const auto id = area.from_way() ? area.orig_id() : -area.orig_id();
  for (const auto& outer : area.outer_rings()) {
    OsmArea result{id, copy(area.tags()), copy(outer), {}};
    for (const auto& inner : area.inner_rings(outer)) result.holes.push_back(copy(inner));
    extract.areas.push_back(std::move(result));
  }
}

void read_all(const osmium::io::File& file, OsmExtract& extract) {
  osmium::area::Assembler::config_type config;
  AreaManager areas(config);
  osmium::relations::read_relations(file, areas);

  Index index;
  LocationHandler locations(index);
  locations.ignore_errors();  // extracts cut at a border lack nodes; counted per way
  Collector collector(extract);
  osmium::io::Reader reader(file);
  osmium::apply(reader, locations, collector, areas.handler([&](const osmium::memory::Buffer& buffer) {
    for (const auto& area : buffer.select<osmium::Area>()) add_area(area, extract);
  }));
  reader.close();
  const auto& stats = areas.stats();
  extract.broken_areas = stats.open_rings + stats.intersections;
}

}  // namespace

std::string_view Tags::operator[](std::string_view key) const {
  for (const auto& [name, value] : all)
    if (name == key) return value;
  return {};
}

OsmExtract read_osm(const std::filesystem::path& file, Issues& issues) {
  OsmExtract extract;
  const Place place{file.string(), 0, 0};
  if (!std::filesystem::is_regular_file(file)) {
    issues.add(place, say(Say::file_missing), "", say(Say::osm_missing_hint));
    return extract;
  }
  const auto before = issues.size();
  try {
    read_all(osmium::io::File(file.string()), extract);
  } catch (const osmium::xml_error& error) {
    issues.add({place.file, static_cast<int>(error.line), static_cast<int>(error.column)}, say(Say::osm_not_xml),
               error.what());
  } catch (const std::exception& error) {
    issues.add(place, say(Say::osm_unreadable), error.what(), say(Say::osm_unreadable_hint));
  }
  if (issues.size() == before && extract.ways.empty())
    issues.add(place, say(Say::osm_no_roads), "", say(Say::osm_no_roads_hint));
  return extract;
}

}  // namespace pendel::import
