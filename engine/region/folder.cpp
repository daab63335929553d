// SPDX-License-Identifier: Apache-2.0
#include "region/folder.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/hash.hpp"
#include "region/cache.hpp"
#include "region/federal_states.hpp"
#include "region/folder_reader.hpp"
#include "text/document.hpp"
#include "text/encoding.hpp"
#include "text/json_place.hpp"
#include "text/messages.hpp"
#include "text/parameters.hpp"

namespace pendel {

using text::say;
using text::Say;

namespace {

constexpr std::array files = {
    "region.toml",   "node.csv",    "link.csv",     "movement.csv",  "municipalities.csv", "municipalities.geojson",
    "zone.csv",      "gateway.csv", "building.csv", "commuters.csv", "external.csv",       "weather.csv",
    "connection.csv"};

constexpr double many = 1e9;
constexpr std::array figures = {
    MunicipalityFigure{"population", &Municipalities::population, many},
    MunicipalityFigure{"jobs", &Municipalities::jobs, many},
    MunicipalityFigure{"in_commuters", &Municipalities::in_commuters, many},
    MunicipalityFigure{"resident_workers", &Municipalities::resident_workers, many},
    MunicipalityFigure{"out_commuters", &Municipalities::out_commuters, many},
    MunicipalityFigure{"buildings", &Municipalities::buildings, many},
    MunicipalityFigure{"dwellings", &Municipalities::dwellings, many},
    MunicipalityFigure{"one_dwelling_buildings", &Municipalities::one_dwelling_buildings, many},
    MunicipalityFigure{"buildings_1949_1978", &Municipalities::buildings_1949_1978, many},
    MunicipalityFigure{"buildings_district_heat", &Municipalities::buildings_district_heat, many},
    MunicipalityFigure{"living_area_m2", &Municipalities::living_area_m2, 1e12},
    MunicipalityFigure{"pv_kw", &Municipalities::pv_kw, many},
    MunicipalityFigure{"wind_kw", &Municipalities::wind_kw, many},
    MunicipalityFigure{"area_m2", &Municipalities::area_m2, 1e12},
    MunicipalityFigure{"settlement_m2", &Municipalities::settlement_m2, 1e12},
    MunicipalityFigure{"broadband_50_share", &Municipalities::broadband_50_share, 1},
    MunicipalityFigure{"broadband_100_share", &Municipalities::broadband_100_share, 1},
    MunicipalityFigure{"broadband_1000_share", &Municipalities::broadband_1000_share, 1},
};

/// Tables of given low-voltage grids, in the order of their names.
std::vector<std::filesystem::path> grid_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> out;
  if (!std::filesystem::is_directory(folder / "grids")) return out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "grids"))
    if (entry.path().extension() == ".csv") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::span<const MunicipalityFigure> municipality_figures() { return figures; }

std::string hash_of_folder(const std::filesystem::path& folder) {
  ContentHash hash;
  for (const auto* name : files)
    if (std::filesystem::exists(folder / name)) hash.add(name).add_file(folder / name);
  for (const auto& file : grid_files(folder)) hash.add(file.lexically_relative(folder).string()).add_file(file);
  return hash.hex();
}

Region read_region(const std::filesystem::path& folder, Issues& issues) { return FolderReader(folder, issues).read(); }

Region load_region(const std::filesystem::path& folder, Issues& issues) {
  if (!std::filesystem::is_directory(folder)) return read_region(folder, issues);
  // A region with problems is not cached: they must be told again.
  struct Refused : std::exception {
    explicit Refused(Region read) : region(std::move(read)) {}
    Region region;
  };
  Region region;
  try {
    region = cached_region(hash_of_folder(folder), [&] {
      const auto before = issues.size();
      auto fresh = read_region(folder, issues);
      if (issues.size() > before) throw Refused(std::move(fresh));
      return fresh;
    });
  } catch (Refused& refused) {
    region = std::move(refused.region);
  }
  region.read_from = folder.string();
  return region;
}

Place place_in(const Region& region, std::string_view table, std::size_t row, std::string_view column) {
  const auto file = std::filesystem::path(region.read_from) / table;
  if (!std::filesystem::is_regular_file(file)) return {region.read_from, 0, 0};
  Issues unread;
  const auto rows = text::Table::read(file, unread);
  return row < rows.rows() ? rows.place(row, rows.has(column) ? column : rows.columns().front())
                           : Place{file.string(), 0, 0};
}

void describe(Source& source, text::ParameterTable& table) {
  table.text("table", source.table, {.meaning = "file of the region folder"});
  table.text("column", source.column, {.meaning = "its column; * = all"});
  table.text("source", source.source, {.meaning = "where the figures come from"});
  table.text("year", source.year, {.meaning = "the year that they are of"});
  table.text("licence", source.licence, {.meaning = "what may be done with them"});
}

Region FolderReader::read() {
  const auto before = issues_->size();
  if (!std::filesystem::is_directory(folder_)) {
    issues_->add({folder_.string(), 0, 0}, say(Say::region_folder_missing), "", say(Say::region_folder_hint));
    return {};
  }
  read_head();
  read_municipalities();
  read_outlines();
  read_nodes();
  read_links();
  read_turn_bans();
  read_gateways();
  read_zones();
  add_missing_gateway_zones();
  read_buildings();
  read_commuters();
  read_external();
  read_weather();
  if (issues_->size() > before) return std::move(region_);
  region_.roads.index();
  region_.hash = hash_of_folder(folder_);
  return std::move(region_);
}

void FolderReader::read_head() {
  region_.name = folder_.filename().string();
  text::ParameterTable head;
  head.text("name", region_.name, {.meaning = "name of the region"});
  head.integer("epsg", region_.epsg, {.min = 1, .meaning = "the plane of all coordinates"});
  head.text("crs_wkt", region_.crs_wkt, {.meaning = "the same plane, as WKT"});
  head.text("state", region_.state, {.meaning = "federal state, two letters, for its holidays"});
  head.flag("generated", region_.generated, {.meaning = "streets are generated, not surveyed"});
  head.number("latitude_deg", region_.weather.latitude_deg, {.unit = "deg", .min = -90, .max = 90});
  head.number("longitude_deg", region_.weather.longitude_deg, {.unit = "deg", .min = -180, .max = 180});
  head.texts("notes", region_.notes, {.meaning = "sentences that every result repeats"});
  head.list("source", region_.sources, &describe, {.meaning = "where the figures come from"});
  head.read(text::read_toml(folder_ / "region.toml", *issues_), *issues_);
  check_state(region_.state, head.place_of("state"), *issues_);
}

bool FolderReader::exists(std::string_view table) const { return std::filesystem::exists(folder_ / table); }

text::Table FolderReader::table(std::string_view name, bool needed) const {
  const auto before = issues_->size();
  auto rows = text::Table::read(folder_ / name, *issues_);
  if (needed && rows.rows() == 0 && issues_->size() == before)
    issues_->add({rows.file(), 0, 0}, say(Say::table_no_rows), "", say(Say::table_no_rows_hint));
  return rows;
}

void FolderReader::problem(const text::Table& table, std::size_t row, std::string_view column, std::string what,
                           std::string why, std::string hint) {
  issues_->add(table.place(row, column), std::move(what), std::move(why), std::move(hint));
}

void FolderReader::read_municipalities() {
  const auto before = issues_->size();
  const auto rows = table("municipalities.csv", true);
  auto& all = region_.municipalities;
  all.ags.values() = rows.texts("ags", *issues_, {.filled = true, .unique = true});
  municipality_of_.whole = issues_->size() == before;
  all.name.values() = rows.texts("name", *issues_, {.optional = true});
  const auto types = rows.integers("regiostar7", {.min = 0, .max = 77, .if_empty = 0, .optional = true}, *issues_);
  for (const auto type : types) all.regiostar7.push_back(static_cast<std::int32_t>(type));
  const double nan = std::nan("");
  all.x_m.values() = rows.numbers("x_coord", {.unit = "m", .if_empty = nan, .optional = true}, *issues_);
  all.y_m.values() = rows.numbers("y_coord", {.unit = "m", .if_empty = nan, .optional = true}, *issues_);
  for (const auto& figure : figures)
    (all.*figure.values).values() =
        rows.numbers(figure.column, {.min = 0, .max = figure.max, .if_empty = nan, .optional = true}, *issues_);
  for (const auto id : all.ags.ids()) municipality_of_.ids.emplace(all.ags[id], id);
  for (std::size_t row = 0; row < all.ags.size(); ++row) {
    const auto& ags = all.ags.values()[row];
    const bool digits = std::all_of(ags.begin(), ags.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (!ags.empty() && (ags.size() != 8 || !digits))
      problem(rows, row, "ags", say(Say::no_ags, ags), say(Say::ags_form),
              ags.size() == 7 ? say(Say::ags_zero_hint) : "");
  }
}

/// Outer rings by AGS. The file is ours or GeoJSON of anyone, as long as its coordinates are in the region's plane.
void FolderReader::read_outlines() {
  std::vector<std::vector<Point>> rings(region_.municipalities.size());
  const auto file = folder_ / "municipalities.geojson";
  if (std::filesystem::exists(file)) {
    const auto content = text::read_file(file, *issues_).value_or("{\"features\": []}");
    try {
      const auto document = nlohmann::json::parse(content);
      for (const auto& feature : document.at("features")) {
        const auto found = municipality_of_.ids.find(feature.at("properties").at("ags").get<std::string>());
        if (found == municipality_of_.ids.end()) continue;
        for (const auto& xy : feature.at("geometry").at("coordinates").at(0))
          rings[found->second.index()].push_back({xy.at(0).get<double>(), xy.at(1).get<double>()});
      }
    } catch (const nlohmann::json::exception& error) {
      issues_->add(text::json_place(file, content, error), say(Say::outlines_broken), error.what());
    }
  }
  for (const auto& ring : rings) region_.municipalities.outline.push_row(ring);
}

}  // namespace pendel
