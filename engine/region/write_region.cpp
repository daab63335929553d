// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "region/folder.hpp"
#include "region/geometry_text.hpp"
#include "text/document.hpp"
#include "text/messages.hpp"
#include "text/table_writer.hpp"

namespace pendel {

namespace {

using text::CsvWriter;

text::Node node_of(std::string value) { return {text::Kind::string, {}, std::move(value), {}, {}}; }

template <class Id, class Names>
std::string name_or_empty(Id id, const Names& names) {
  if (!id.valid()) return {};
  if constexpr (std::is_same_v<typename Names::value_type, std::string>)
    return names[id];
  else
    return std::to_string(names[id]);
}

void save_head(const Region& region, const std::filesystem::path& file) {
  text::Node root;
  const auto add = [&](const char* key, text::Node value) { root.members.push_back({key, {}, std::move(value)}); };
  add("name", node_of(region.name));
  add("epsg", {text::Kind::integer, {}, std::int64_t{region.epsg}, {}, {}});
  if (!region.crs_wkt.empty()) add("crs_wkt", node_of(region.crs_wkt));
  if (!region.state.empty()) add("state", node_of(region.state));
  add("generated", {text::Kind::boolean, {}, region.generated, {}, {}});
  add("latitude_deg", {text::Kind::number, {}, region.weather.latitude_deg, {}, {}});
  add("longitude_deg", {text::Kind::number, {}, region.weather.longitude_deg, {}, {}});
  text::Node notes{text::Kind::array, {}, {}, {}, {}};
  for (const auto& note : region.notes) notes.items.push_back(node_of(note));
  add("notes", std::move(notes));
  text::Node sources{text::Kind::array, {}, {}, {}, {}};
  for (const auto& source : region.sources) {
    text::Node item;
    for (const auto& [key, value] : {std::pair{"table", source.table},
                                     {"column", source.column},
                                     {"source", source.source},
                                     {"year", source.year},
                                     {"licence", source.licence}})
      item.members.push_back({key, {}, node_of(value)});
    sources.items.push_back(std::move(item));
  }
  if (!sources.items.empty()) add("source", std::move(sources));
  text::save_text(file, text::to_toml(root));
}

void save_config(const Region& region, const std::filesystem::path& file) {
  CsvWriter out(
      {"dataset_name", "short_length", "long_length", "speed", "crs", "geometry_field_format", "version_number"});
  out.row(region.name, "m", "m", "km/h", fmt::format("EPSG:{}", region.epsg), "WKT", "0.97");
  out.save(file);
}

void save_nodes(const Region& region, const std::filesystem::path& file) {
  CsvWriter out({"node_id", "x_coord", "y_coord", "municipality", "ctrl_type"});
  const auto& roads = region.roads;
  for (const auto node : roads.x_m.ids())
    out.row(roads.node_name[node], roads.x_m[node], roads.y_m[node],
            name_or_empty(roads.municipality[node], region.municipalities.ags),
            roads.signal[node] != 0 ? "signal" : "");
  out.save(file);
}

void save_links(const Region& region, const std::filesystem::path& file) {
  CsvWriter out({"link_id", "name", "from_node_id", "to_node_id", "directed", "length", "facility_type", "capacity",
                 "free_speed", "lanes", "way_id", "geometry"});
  const auto& roads = region.roads;
  for (const auto link : roads.from.ids()) {
    const float speed = roads.free_speed_mps[link];
    const float capacity = roads.capacity_per_h[link];
    const double lanes = static_cast<double>(roads.lanes[link]);
    out.cell(link.index() + 1).cell(roads.street[link]);
    out.cell(roads.node_name[roads.from[link]]).cell(roads.node_name[roads.to[link]]).cell(1);
    out.cell(shortest(roads.length_m[link])).cell(to_string(roads.road_class[link]));
    out.cell(shortest(static_cast<double>(capacity) / lanes,
                      [&](double per_lane) { return static_cast<float>(per_lane * lanes) == capacity; }));
    out.cell(
        shortest(static_cast<double>(speed) * 3.6, [&](double kmh) { return static_cast<float>(kmh / 3.6) == speed; }));
    out.cell(shortest(roads.lanes[link])).cell(roads.link_name[link]);
    out.cell(to_line_string(roads.at(roads.from[link]), roads.shape[link], roads.at(roads.to[link])));
    out.end_row();
  }
  out.save(file);
}

void save_turn_bans(const Region& region, const std::filesystem::path& file) {
  CsvWriter out({"mvmt_id", "node_id", "ib_link_id", "ob_link_id", "type"});
  std::size_t id = 0;
  for (const auto& ban : region.roads.turn_bans)
    out.row(++id, region.roads.node_name[region.roads.to[ban.from]], ban.from.index() + 1, ban.to.index() + 1,
            "banned");
  out.save(file);
}

void save_municipalities(const Municipalities& all, const std::filesystem::path& file) {
  std::vector<std::string> header = {"ags", "name", "regiostar7", "x_coord", "y_coord"};
  for (const auto& figure : municipality_figures()) header.emplace_back(figure.column);
  CsvWriter out(header);
  for (const auto id : all.ags.ids()) {
    out.cell(all.ags[id]).cell(all.name[id]).cell(all.regiostar7[id]).cell(all.x_m[id]).cell(all.y_m[id]);
    for (const auto& figure : municipality_figures()) out.cell((all.*figure.values)[id]);
    out.end_row();
  }
  out.save(file);
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

/// One polygon a municipality, in the region's plane, which the crs member names (QGIS and GDAL read it).
void save_outlines(const Region& region, const std::filesystem::path& file) {
  const auto& all = region.municipalities;
  std::string out = fmt::format(
      "{{\"type\": \"FeatureCollection\",\n\"crs\": {{\"type\": \"name\", \"properties\": {{\"name\": "
      "\"urn:ogc:def:crs:EPSG::{}\"}}}},\n\"features\": [",
      region.epsg);
  bool first = true;
  for (const auto id : all.outline.ids()) {
    if (all.outline[id].empty()) continue;
    out += fmt::format(
        "{}\n{{\"type\": \"Feature\", \"properties\": {{\"ags\": {}, \"name\": {}}}, \"geometry\": {{\"type\": "
        "\"Polygon\", \"coordinates\": [[",
        first ? "" : ",", quoted(all.ags[id]), quoted(all.name[id]));
    first = false;
    bool first_point = true;
    for (const auto point : all.outline[id]) {
      out += fmt::format("{}[{}, {}]", first_point ? "" : ", ", point.x_m, point.y_m);
      first_point = false;
    }
    out += "]]}}";
  }
  if (first)
    std::filesystem::remove(file);
  else
    text::save_text(file, out + "\n]}\n");
}

void save_zones(const Region& region, const std::filesystem::path& file) {
  CsvWriter out({"zone_id", "municipality", "gateway", "x_coord", "y_coord", "node_id"});
  const auto& zones = region.zones;
  for (const auto zone : zones.name.ids())
    out.row(zones.name[zone], name_or_empty(zones.municipality[zone], region.municipalities.ags),
            name_or_empty(zones.gateway[zone], region.gateways.name), zones.x_m[zone], zones.y_m[zone],
            region.roads.node_name[zones.node[zone]]);
  out.save(file);
}

void save_gateways(const Region& region, const std::filesystem::path& file) {
  CsvWriter out({"gateway_id", "node_id", "outside_km", "serves"});
  const auto& gateways = region.gateways;
  for (const auto gateway : gateways.name.ids())
    out.row(gateways.name[gateway], region.roads.node_name[gateways.node[gateway]], gateways.outside_km[gateway],
            fmt::format("{}", fmt::join(gateways.serves[gateway], " ")));
  out.save(file);
}

void save_buildings(const Region& region, const std::filesystem::path& file) {
  CsvWriter out(
      {"building_id", "x_coord", "y_coord", "footprint_m2", "storeys", "use", "municipality", "zone_id", "node_id"});
  const auto& sites = region.sites;
  for (const auto site : sites.x_m.ids()) {
    out.cell(site.index() + 1).cell(sites.x_m[site]).cell(sites.y_m[site]).cell(shortest(sites.footprint_m2[site]));
    out.cell(shortest(sites.storeys[site])).cell(to_string(sites.use[site]));
    out.cell(name_or_empty(sites.municipality[site], region.municipalities.ags));
    out.cell(name_or_empty(sites.zone[site], region.zones.name));
    out.cell(name_or_empty(sites.node[site], region.roads.node_name)).end_row();
  }
  out.save(file);
}

void save_flows(const Region& region, const std::filesystem::path& folder) {
  CsvWriter commuters({"home", "work", "commuters"});
  for (const auto& flow : region.commuters) commuters.row(flow.home, flow.work, flow.commuters);
  commuters.save(folder / "commuters.csv");
  if (region.external.empty()) {
    std::filesystem::remove(folder / "external.csv");
    return;
  }
  std::vector<std::string> header = {"from_gateway", "to_gateway", "vehicle_class", "vehicles_per_day"};
  for (int hour = 0; hour < 24; ++hour) header.push_back(fmt::format("h{}", hour));
  CsvWriter external(header);
  for (const auto& flow : region.external) {
    external.cell(region.gateways.name[flow.from]).cell(region.gateways.name[flow.to]);
    external.cell(flow.vehicle_class == VehicleClass::truck ? "truck" : "car").cell(flow.vehicles_per_day);
    for (const double share : flow.hour_share) external.cell(share);
    external.end_row();
  }
  external.save(folder / "external.csv");
}

void save_weather(const Weather& weather, const std::filesystem::path& file) {
  if (weather.temperature_c.empty()) {
    std::filesystem::remove(file);
    return;
  }
  CsvWriter out({"temperature_c", "direct_w_per_m2", "diffuse_w_per_m2"});
  for (std::size_t hour = 0; hour < weather.temperature_c.size(); ++hour)
    out.row(shortest(weather.temperature_c[hour]), shortest(weather.direct_w_per_m2[hour]),
            shortest(weather.diffuse_w_per_m2[hour]));
  out.save(file);
}

}  // namespace

void write_region(const Region& region, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw SystemError(text::say(text::Say::folder_not_made, folder.string(), error.message()));
  // Without its head a folder is no region: whoever is interrupted leaves none.
  const auto head = folder / "region.toml";
  std::filesystem::remove(head, error);
  save_config(region, folder / "config.csv");
  save_nodes(region, folder / "node.csv");
  save_links(region, folder / "link.csv");
  save_turn_bans(region, folder / "movement.csv");
  save_municipalities(region.municipalities, folder / "municipalities.csv");
  save_outlines(region, folder / "municipalities.geojson");
  save_zones(region, folder / "zone.csv");
  save_gateways(region, folder / "gateway.csv");
  save_buildings(region, folder / "building.csv");
  save_flows(region, folder);
  save_weather(region.weather, folder / "weather.csv");
  save_head(region, head);
}

}  // namespace pendel
