// SPDX-License-Identifier: Apache-2.0
#include "import/region_spec.hpp"

#include <cstdlib>

#include "region/federal_states.hpp"
#include "region/folder.hpp"
#include "text/document.hpp"
#include "text/messages.hpp"
#include "text/parameters.hpp"

namespace pendel::import {

using text::say;
using text::Say;

namespace {

std::string value_of(const std::string& name, const std::filesystem::path& near) {
  const char* value = std::getenv(name.c_str());
  if (value != nullptr && *value != '\0') return value;
  if (name != "PENDEL_TEST_DATA") return {};
  for (auto folder = std::filesystem::absolute(near); folder.has_relative_path(); folder = folder.parent_path())
    if (std::filesystem::is_directory(folder / "shared" / "data")) return (folder / "shared" / "data").string();
  return {};
}

/// The paths as they are written.
struct Written {
  std::string osm, municipalities, figures, boundaries, commuters, weather;
};

void describe(RegionSpec& spec, Written& written, text::ParameterTable& table) {
  table.text("name", spec.name, {.meaning = "name of the region", .required = true});
  table.text("state", spec.state, {.meaning = "federal state, two letters; by the first AGS if not said"});
  table.text("osm", written.osm, {.meaning = "OpenStreetMap file with roads and buildings", .required = true});
  table.text("municipalities", written.municipalities, {.meaning = "municipalities as GeoJSON", .required = true});
  table.text("figures", written.figures, {.meaning = "more figures by AGS (CSV)"});
  table.text("boundaries", written.boundaries, {.meaning = "shapefile with AGS: where counties lie"});
  table.text("commuters", written.commuters, {.meaning = "CSV of home_ags5, work_ags5, commuters"});
  table.text("weather", written.weather, {.meaning = "test reference year of DWD"});
  table.texts("simulate", spec.simulate, {.meaning = "AGS; empty = all that the OSM file covers"});
  table.number("min_coverage", spec.min_coverage,
               {.unit = "1", .min = 0, .max = 1, .meaning = "share of a municipality that the OSM file must hold"});
  table.number("tiny_link_m", spec.tiny_link_m,
               {.unit = "m", .min = 0, .max = 50, .meaning = "shorter links are merged with their neighbours"});
  table.list("source", spec.sources, &pendel::describe, {.meaning = "where the figures come from"});
}

/// The file that a key names (relative to the specification; what begins with the environment, to the working folder),
/// or nothing if the key is absent or what it names is not there.
std::optional<std::filesystem::path> resolve(const std::filesystem::path& file, const text::ParameterTable& table,
                                             const std::string& key, const std::string& written, Issues& issues) {
  if (written.empty()) return std::nullopt;
  std::string unset;
  const std::filesystem::path expanded = expand_environment(written, file.parent_path(), unset);
  if (!unset.empty()) {
    issues.add(table.place_of(key), say(Say::variable_unset, unset), say(Say::variable_unset_why, key),
               say(Say::variable_unset_hint, unset));
    return std::nullopt;
  }
  const bool from_environment = written.starts_with("${");
  auto full = expanded.is_absolute() || from_environment ? expanded : file.parent_path() / expanded;
  if (std::filesystem::is_regular_file(full)) return full;
  issues.add(table.place_of(key), say(Say::path_missing, key, full.string()), "",
             expanded.is_absolute() || from_environment ? "" : say(Say::path_hint));
  return std::nullopt;
}

}  // namespace

std::string expand_environment(const std::string& text, const std::filesystem::path& near, std::string& unset) {
  std::string result;
  std::size_t at = 0;
  while (true) {
    const auto open = text.find("${", at);
    const auto close = text.find('}', open);
    if (open == std::string::npos || close == std::string::npos) return result + text.substr(at);
    result += text.substr(at, open - at);
    const auto name = text.substr(open + 2, close - open - 2);
    const auto value = value_of(name, near);
    if (value.empty() && unset.empty()) unset = name;
    result += value;
    at = close + 1;
  }
}

RegionSpec read_region_spec(const std::filesystem::path& file, Issues& issues) {
  RegionSpec spec;
  Written written;
  text::ParameterTable table;
  describe(spec, written, table);
  table.read(text::read_toml(file, issues), issues);
  check_state(spec.state, table.place_of("state"), issues);
  for (std::size_t i = 0; i < spec.simulate.size(); ++i) spec.simulate_places.push_back(table.place_of("simulate", i));
  const auto path = [&](const char* key, const std::string& text) { return resolve(file, table, key, text, issues); };
  spec.osm = path("osm", written.osm).value_or("");
  spec.municipalities = path("municipalities", written.municipalities).value_or("");
  spec.figures = path("figures", written.figures);
  spec.boundaries = path("boundaries", written.boundaries);
  spec.commuters = path("commuters", written.commuters);
  spec.weather = path("weather", written.weather);
  return spec;
}

}  // namespace pendel::import
