// SPDX-License-Identifier: Apache-2.0
#include "region/folder.hpp"

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/hash.hpp"
#include "region/cache.hpp"
#include "region/folder_reader.hpp"
#include "text/document.hpp"

namespace pendel {

namespace {

constexpr std::array files = {
    "region.toml", "node.csv",    "link.csv",     "movement.csv",  "municipalities.csv", "municipalities.geojson",
    "zone.csv",    "gateway.csv", "building.csv", "commuters.csv", "external.csv",       "weather.csv"};

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

/// Reads the members of a table of region.toml by name; what nobody asked for is unknown.
class Keys {
 public:
  Keys(const text::Node& table, Issues& issues) : table_(&table), issues_(&issues) {}

  std::string text(const std::string& key, const std::string& otherwise = {}) {
    const auto* node = want(key, text::Kind::string, "a text");
    return node == nullptr ? otherwise : node->text();
  }
  double number(const std::string& key, double otherwise) {
    known_.push_back(key);
    const auto* node = table_->find(key);
    if (node == nullptr) return otherwise;
    if (node->kind == text::Kind::number || node->kind == text::Kind::integer) return node->number();
    issues_->add(node->place, "'" + key + "' must be a number");
    return otherwise;
  }
  bool flag(const std::string& key) {
    const auto* node = want(key, text::Kind::boolean, "true or false");
    return node != nullptr && node->boolean();
  }
  const text::Node* array(const std::string& key) { return want(key, text::Kind::array, "an array"); }
  const text::Node* table(const std::string& key) { return want(key, text::Kind::table, "a table"); }
  void refuse_others() {
    for (const auto& member : table_->members) {
      if (std::find(known_.begin(), known_.end(), member.key) != known_.end()) continue;
      const auto near = nearest(member.key, known_);
      issues_->add(member.place, "unknown key '" + member.key + "'", "",
                   near.empty() ? "" : "Did you mean '" + near + "'?");
    }
  }

 private:
  const text::Node* want(const std::string& key, text::Kind kind, const char* what) {
    known_.push_back(key);
    const auto* node = table_->find(key);
    if (node == nullptr || node->kind == kind) return node;
    issues_->add(node->place, "'" + key + "' must be " + what);
    return nullptr;
  }
  const text::Node* table_;
  Issues* issues_;
  std::vector<std::string> known_;
};

}  // namespace

std::span<const MunicipalityFigure> municipality_figures() { return figures; }

std::string hash_of_folder(const std::filesystem::path& folder) {
  ContentHash hash;
  for (const auto* name : files)
    if (std::filesystem::exists(folder / name)) hash.add(name).add_file(folder / name);
  return hash.hex();
}

Region read_region(const std::filesystem::path& folder, Issues& issues) { return FolderReader(folder, issues).read(); }

Region load_region(const std::filesystem::path& folder, Issues& issues) {
  if (!std::filesystem::is_directory(folder)) return read_region(folder, issues);
  // A region with problems is not cached: they must be told again.
  struct Refused {
    Region region;
  };
  try {
    return cached_region(hash_of_folder(folder), [&] {
      const auto before = issues.size();
      auto region = read_region(folder, issues);
      if (issues.size() > before) throw Refused{std::move(region)};
      return region;
    });
  } catch (Refused& refused) {
    return std::move(refused.region);
  }
}

Region FolderReader::read() {
  const auto before = issues_->size();
  if (!std::filesystem::is_directory(folder_)) {
    issues_->add({folder_.string(), 0, 0}, "there is no such region folder", "",
                 "Make one with 'pendel region build' or 'pendel region generate'.");
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
  const auto root = text::read_toml(folder_ / "region.toml", *issues_);
  Keys keys(root, *issues_);
  region_.name = keys.text("name", folder_.filename().string());
  region_.epsg = static_cast<std::int32_t>(keys.number("epsg", 25832));
  region_.crs_wkt = keys.text("crs_wkt");
  region_.state = keys.text("state");
  region_.generated = keys.flag("generated");
  region_.weather.latitude_deg = keys.number("latitude_deg", region_.weather.latitude_deg);
  region_.weather.longitude_deg = keys.number("longitude_deg", region_.weather.longitude_deg);
  if (const auto* notes = keys.array("notes"))
    for (const auto& note : notes->items) {
      if (note.kind == text::Kind::string)
        region_.notes.push_back(note.text());
      else
        issues_->add(note.place, "a note must be a text");
    }
  if (const auto* sources = keys.array("source"))
    for (const auto& item : sources->items) {
      Keys source(item, *issues_);
      region_.sources.push_back({source.text("table"), source.text("column", "*"), source.text("source"),
                                 source.text("year"), source.text("licence")});
      source.refuse_others();
    }
  keys.refuse_others();
}

bool FolderReader::exists(std::string_view table) const { return std::filesystem::exists(folder_ / table); }

text::Table FolderReader::table(std::string_view name) const { return text::Table::read(folder_ / name, *issues_); }

void FolderReader::problem(const text::Table& table, std::size_t row, std::string_view column, std::string what,
                           std::string why, std::string hint) {
  issues_->add(table.place(row, column), std::move(what), std::move(why), std::move(hint));
}

void FolderReader::read_municipalities() {
  const auto rows = table("municipalities.csv");
  auto& all = region_.municipalities;
  all.ags.values() = rows.texts("ags", *issues_, {.filled = true, .unique = true});
  all.name.values() = rows.texts("name", *issues_, {.optional = true});
  const auto types = rows.integers("regiostar7", {.min = 0, .max = 77, .if_empty = 0, .optional = true}, *issues_);
  for (const auto type : types) all.regiostar7.push_back(static_cast<std::int32_t>(type));
  const double nan = std::nan("");
  all.x_m.values() = rows.numbers("x_coord", {.unit = "m", .if_empty = nan, .optional = true}, *issues_);
  all.y_m.values() = rows.numbers("y_coord", {.unit = "m", .if_empty = nan, .optional = true}, *issues_);
  for (const auto& figure : figures)
    (all.*figure.values).values() =
        rows.numbers(figure.column, {.min = 0, .max = figure.max, .if_empty = nan, .optional = true}, *issues_);
  for (const auto id : all.ags.ids()) municipality_of_.emplace(all.ags[id], id);
  for (std::size_t row = 0; row < all.ags.size(); ++row) {
    const auto& ags = all.ags.values()[row];
    const bool digits = std::all_of(ags.begin(), ags.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (!ags.empty() && (ags.size() != 8 || !digits))
      problem(rows, row, "ags", "'" + ags + "' is no AGS", "8 digits",
              ags.size() == 7 ? "Did a spreadsheet take its leading zero?" : "");
  }
}

/// Outer rings by AGS. The file is ours or GeoJSON of anyone, as long as its coordinates are in the region's plane.
void FolderReader::read_outlines() {
  std::vector<std::vector<Point>> rings(region_.municipalities.size());
  const auto file = folder_ / "municipalities.geojson";
  if (std::filesystem::exists(file)) {
    try {
      const auto document = nlohmann::json::parse(std::ifstream(file));
      for (const auto& feature : document.at("features")) {
        const auto found = municipality_of_.find(feature.at("properties").at("ags").get<std::string>());
        if (found == municipality_of_.end()) continue;
        for (const auto& xy : feature.at("geometry").at("coordinates").at(0))
          rings[found->second.index()].push_back({xy.at(0).get<double>(), xy.at(1).get<double>()});
      }
    } catch (const nlohmann::json::exception& error) {
      issues_->add({file.string(), 0, 0}, "this is no GeoJSON of polygons with a text property ags", error.what());
    }
  }
  for (const auto& ring : rings) region_.municipalities.outline.push_row(ring);
}

}  // namespace pendel
