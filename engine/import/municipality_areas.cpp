// SPDX-License-Identifier: Apache-2.0
#include "import/municipality_areas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "region/folder.hpp"
#include "text/encoding.hpp"
#include "text/json_place.hpp"
#include "text/messages.hpp"
#include "text/parse_number.hpp"
#include "text/table.hpp"

namespace pendel::import {

using text::say;
using text::Say;

namespace {

constexpr double percent = 0.01;
constexpr double hectare_m2 = 1e4;

constexpr std::array names = {
    FigureName{"population", "population", 1},
    FigureName{"svb_workplace", "jobs", 1},
    FigureName{"in_commuters", "in_commuters", 1},
    FigureName{"svb_residence", "resident_workers", 1},
    FigureName{"out_commuters", "out_commuters", 1},
    FigureName{"buildings", "buildings", 1},
    FigureName{"flats", "dwellings", 1},
    FigureName{"residential_buildings_1flat", "one_dwelling_buildings", 1},
    FigureName{"buildings_1949_1978", "buildings_1949_1978", 1},
    FigureName{"buildings_district_heat", "buildings_district_heat", 1},
    FigureName{"living_area_1000m2", "living_area_m2", 1000},
    FigureName{"pv_kw", "pv_kw", 1},
    FigureName{"wind_kw", "wind_kw", 1},
    FigureName{"area_ha", "area_m2", hectare_m2},
    FigureName{"settlement_ha", "settlement_m2", hectare_m2},
    FigureName{"bb50_pct", "broadband_50_share", percent},
    FigureName{"bb100_pct", "broadband_100_share", percent},
    FigureName{"bb1000_pct", "broadband_1000_share", percent},
};

/// "population_2021" is "population" of 2021; "buildings_1949_1978" is a name of its own.
bool is_name_of(std::string_view key, std::string_view published, std::string& year) {
  if (key == published) return true;
  if (key.size() != published.size() + 5 || !key.starts_with(published) || key[published.size()] != '_') return false;
  const auto digits = key.substr(published.size() + 1);
  if (!std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) return false;
  year = digits;
  return true;
}

Column<MunicipalityId, double>& column_of(Municipalities& all, std::string_view figure) {
  for (const auto& known : municipality_figures())
    if (known.column == figure) return all.*known.values;
  throw ContractError(fmt::format("no figure is called {}", figure));
}

/// A feature that cannot be used: what is told of it.
struct Refused : std::exception {
  explicit Refused(std::string said, std::string reason = {}, std::string remedy = {})
      : problem(std::move(said)), why(std::move(reason)), hint(std::move(remedy)) {}
  std::string problem, why, hint;
};

/// Nothing published: null or an empty text.
double number_of(const std::string& key, const nlohmann::json& value) {
  if (value.is_number()) return value.get<double>();
  const auto written = value.is_string() ? value.get<std::string>() : std::string();
  if (value.is_null() || (value.is_string() && written.empty())) return std::nan("");
  const auto number = text::parse_number(written);
  if (!number)
    throw Refused(say(Say::cell_wrong, key, value.is_string() ? written : value.dump()),
                  say(Say::must_be_a, text::text_of(Say::type_number)));
  return *number;
}

std::string ags_of(const nlohmann::json& properties) {
  if (!properties.contains("ags"))
    throw Refused(say(Say::key_missing, "ags", "properties"), "", say(Say::ags_text_hint));
  const auto& ags = properties.at("ags");
  if (!ags.is_string())
    throw Refused(say(Say::cell_wrong, "ags", ags.dump()), say(Say::must_be_a, text::text_of(Say::type_text)),
                  say(Say::ags_text_hint));
  return ags.get<std::string>();
}

std::vector<Point> ring_of(const nlohmann::json& ring, const Projection& projection) {
  std::vector<Point> result;
  for (const auto& place : ring) {
    const LonLat said{place.at(0).get<double>(), place.at(1).get<double>()};
    if (std::fabs(said.lon_deg) > 180 || std::fabs(said.lat_deg) > 90)
      throw Refused(say(Say::feature_not_degrees, said.lon_deg, said.lat_deg), say(Say::feature_degrees_why),
                    say(Say::feature_degrees_hint));
    const auto at = projection.to_plane(said);
    result.push_back({std::round(at.x_m * 10) / 10, std::round(at.y_m * 10) / 10});
  }
  return result;
}

std::vector<PlanePolygon> parts_of(const nlohmann::json& geometry, const Projection& projection) {
  const auto type = geometry.at("type").get<std::string>();
  const auto& coordinates = geometry.at("coordinates");
  std::vector<PlanePolygon> parts;
  const auto add = [&](const nlohmann::json& rings) {
    PlanePolygon polygon;
    for (std::size_t i = 0; i < rings.size(); ++i)
      (i == 0 ? polygon.outer : polygon.holes.emplace_back()) = ring_of(rings[i], projection);
    if (polygon.outer.size() >= 4) parts.push_back(std::move(polygon));
  };
  if (type == "Polygon") add(coordinates);
  if (type == "MultiPolygon")
    for (const auto& rings : coordinates) add(rings);
  return parts;
}

void add_source(MunicipalityAreas& areas, std::string_view figure, const std::string& year, const std::string& from) {
  for (const auto& source : areas.sources)
    if (source.column == figure) return;
  areas.sources.push_back({"municipalities.csv", std::string(figure), from, year, ""});
}

void add_feature(const nlohmann::json& feature, const Projection& projection, const std::string& attribution,
                 MunicipalityAreas& areas) {
  const auto& properties = feature.at("properties");
  auto& all = areas.all;
  const auto id = all.ags.push_back(ags_of(properties));
  all.name.push_back(properties.value("name", std::string()));
  all.regiostar7.push_back(0);
  for (const auto& figure : municipality_figures()) (all.*figure.values).push_back(std::nan(""));
  for (const auto& [key, value] : properties.items()) {
    std::string year;
    if (is_name_of(key, "regiostar7", year)) {
      const double type = number_of(key, value);
      all.regiostar7[id] = std::isnan(type) ? 0 : static_cast<std::int32_t>(type);
    }
    for (const auto& name : names) {
      if (!is_name_of(key, name.published, year)) continue;
      column_of(all, name.figure)[id] = number_of(key, value) * name.factor;
      add_source(areas, name.figure, year, attribution);
    }
  }
  auto parts = parts_of(feature.at("geometry"), projection);
  const auto largest = std::max_element(parts.begin(), parts.end(),
                                        [](const auto& a, const auto& b) { return area_m2(a) < area_m2(b); });
  const auto at = largest == parts.end() ? Point{std::nan(""), std::nan("")} : centre(*largest);
  all.x_m.push_back(at.x_m);
  all.y_m.push_back(at.y_m);
  all.outline.push_row(largest == parts.end() ? std::vector<Point>() : largest->outer);
  for (const auto& part : parts) areas.index.add(part, id.index());
  areas.parts.push_back(std::move(parts));
}

/// The place of a word's occurrence after `skip` others: JSON keeps no places, and an AGS stands where it is said.
Place place_of_text(const std::string& file, std::string_view content, const std::string& word, std::size_t skip) {
  auto at = content.find(word);
  for (; skip > 0 && at != std::string_view::npos; --skip) at = content.find(word, at + 1);
  return at == std::string_view::npos ? Place{file, 0, 0} : text::PlaceFinder(file, content).at(at);
}

/// All features; each that cannot be used is told by its number and name, at its place if all say "Feature".
void add_features(const nlohmann::json& document, const std::string& file, std::string_view content,
                  const Projection& projection, MunicipalityAreas& areas, Issues& issues) {
  const auto attribution = document.value("attribution", std::filesystem::path(file).filename().string());
  std::size_t number = 0;
  for (const auto& feature : document.at("features")) {
    const auto refuse = [&](const Refused& told) {
      const auto properties = feature.is_object() ? feature.value("properties", nlohmann::json()) : nlohmann::json();
      const bool named = properties.is_object() && properties.contains("name") && properties.at("name").is_string();
      const auto name = named ? properties.at("name").get<std::string>() : std::string("?");
      issues.add(place_of_text(file, content, "\"Feature\"", number), say(Say::feature, number + 1, name, told.problem),
                 told.why, told.hint);
    };
    try {
      add_feature(feature, projection, attribution, areas);
    } catch (const Refused& told) {
      refuse(told);
    } catch (const SystemError& outside) {
      refuse(Refused(outside.what(), say(Say::feature_degrees_why), say(Say::feature_degrees_hint)));
    } catch (const nlohmann::json::exception&) {
      refuse(Refused(say(Say::feature_broken), "", say(Say::areas_broken_hint)));
    }
    ++number;
  }
}

bool is_ags(const std::string& text) {
  return text.size() == 8 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::span<const FigureName> figure_names() { return names; }

MunicipalityId MunicipalityAreas::locate(Point point) const {
  const auto number = index.locate(point);
  return number == AreaIndex::nothing ? MunicipalityId() : MunicipalityId(number);
}

MunicipalityAreas read_municipalities(const std::filesystem::path& file, const Projection& projection, Issues& issues) {
  MunicipalityAreas areas;
  const Place place{file.string(), 0, 0};
  if (!std::filesystem::exists(file)) {
    issues.add(place, say(Say::file_missing), "", say(Say::areas_missing_hint));
    return areas;
  }
  const auto content = text::read_file(file, issues);
  if (!content) return areas;
  const auto before = issues.size();
  try {
    add_features(nlohmann::json::parse(*content), file.string(), *content, projection, areas, issues);
  } catch (const nlohmann::json::exception& error) {
    issues.add(text::json_place(file, *content, error), say(Say::areas_broken), error.what(),
               say(Say::areas_broken_hint));
    return areas;
  }
  if (issues.size() > before) return areas;
  areas.index.build();
  const auto& keys = areas.all.ags.values();
  for (const auto id : areas.all.ags.ids()) {
    const auto& ags = areas.all.ags[id];
    const auto earlier = static_cast<std::size_t>(std::count(keys.begin(), keys.begin() + id.value(), ags));
    const auto at = [&] { return place_of_text(file.string(), *content, '"' + ags + '"', earlier); };
    if (!is_ags(ags)) issues.add(at(), say(Say::no_ags, ags), say(Say::ags_form));
    if (earlier > 0) issues.add(at(), say(Say::cell_twice, "ags", ags));
    if (areas.parts[id.index()].empty()) issues.add(at(), say(Say::area_without_polygon, ags));
  }
  if (areas.all.size() == 0) issues.add(place, say(Say::areas_empty));
  return areas;
}

void add_figures(const std::filesystem::path& table, MunicipalityAreas& areas, Issues& issues) {
  const auto rows = text::Table::read(table, issues);
  const auto ags = rows.texts("ags", issues, {.filled = true});
  std::vector<MunicipalityId> ids;
  for (const auto& key : ags) {
    const auto found = std::find(areas.all.ags.begin(), areas.all.ags.end(), key);
    ids.push_back(found == areas.all.ags.end() ? MunicipalityId() : MunicipalityId(found - areas.all.ags.begin()));
  }
  for (const auto& column : rows.columns())
    for (const auto& name : names) {
      std::string year;
      if (!is_name_of(column, name.published, year)) continue;
      const auto values = rows.numbers(column, {.min = 0, .if_empty = std::nan("")}, issues);
      auto& figures = column_of(areas.all, name.figure);
      bool used = false;
      for (std::size_t row = 0; row < ids.size(); ++row) {
        if (!ids[row].valid() || !std::isnan(figures[ids[row]])) continue;
        figures[ids[row]] = values[row] * name.factor;
        used = true;
      }
      if (used) add_source(areas, name.figure, year, table.filename().string());
    }
}

}  // namespace pendel::import
