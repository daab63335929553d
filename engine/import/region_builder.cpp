// SPDX-License-Identifier: Apache-2.0
#include "import/region_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "core/calendar.hpp"
#include "import/building_sites.hpp"
#include "import/coverage.hpp"
#include "import/dwd_try.hpp"
#include "import/gateways.hpp"
#include "import/municipality_areas.hpp"
#include "import/osm_buildings.hpp"
#include "import/osm_roads.hpp"
#include "import/shapefile.hpp"
#include "region/folder.hpp"
#include "region/generate_zones.hpp"
#include "text/messages.hpp"
#include "text/table.hpp"

namespace pendel::import {

using text::say;
using text::Say;

namespace {

/// A larger road that ends this near to the edge of the file leaves it.
constexpr double border_strip_m = 1500;
/// Of the inhabitants of another municipality, so many commute to or from here: a guess for the mean way only.
constexpr double neighbour_commuters_share = 0.1;

std::string state_of(const std::string& ags) {
  const int number = (ags[0] - '0') * 10 + (ags[1] - '0');
  const auto states = federal_states();
  const bool known = number > 0 && std::cmp_less_equal(number, states.size());
  return known ? std::string(states[static_cast<std::size_t>(number - 1)]) : std::string();
}

double cross(Point o, Point a, Point b) {
  return (a.x_m - o.x_m) * (b.y_m - o.y_m) - (a.y_m - o.y_m) * (b.x_m - o.x_m);
}

/// Convex hull (Andrew's monotone chain), counter-clockwise, open.
std::vector<Point> hull_of(std::vector<Point> points) {
  const auto less = [](Point a, Point b) { return std::pair(a.x_m, a.y_m) < std::pair(b.x_m, b.y_m); };
  std::sort(points.begin(), points.end(), less);
  std::vector<Point> hull;
  for (int side = 0; side < 2; ++side) {
    const auto start = hull.size();
    for (const auto point : points) {
      while (hull.size() >= start + 2 && cross(hull[hull.size() - 2], hull.back(), point) <= 0) hull.pop_back();
      hull.push_back(point);
    }
    hull.pop_back();
    std::reverse(points.begin(), points.end());
  }
  return hull;
}

double distance_to_edge_m(const std::vector<Point>& hull, Point at) {
  double least = 1e18;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const auto& a = hull[i];
    const auto& b = hull[(i + 1) % hull.size()];
    const double length = std::sqrt((b.x_m - a.x_m) * (b.x_m - a.x_m) + (b.y_m - a.y_m) * (b.y_m - a.y_m));
    if (length > 0) least = std::min(least, std::abs(cross(a, b, at)) / length);
  }
  return least;
}

class Builder {
 public:
  Builder(const RegionSpec& spec, Issues& issues, parallel::Progress& progress)
      : spec_(&spec), issues_(&issues), progress_(&progress) {}

  BuiltRegion build() {
    if (!read_inputs() || !choose_municipalities()) return std::move(built_);
    progress_->report("roads", 0.4);
    add_roads();
    progress_->report("buildings", 0.7);
    add_sites(buildings_, areas_, id_in_region_, region());
    generate::add_zones(region());
    progress_->report("gateways", 0.8);
    gateways();
    progress_->report("weather", 0.9);
    add_weather();
    add_sources();
    check();
    for (const auto& note : region().notes) built_.report.push_back(note);
    return std::move(built_);
  }

 private:
  Region& region() { return built_.region; }
  void tell(std::string line) { built_.report.push_back(std::move(line)); }
  void note(std::string line) { region().notes.push_back(std::move(line)); }

  bool read_inputs();
  bool choose_municipalities();
  [[nodiscard]] std::string covered_text(const std::vector<Coverage>& coverage) const;
  void choose(MunicipalityId published);
  void add_roads();
  void gateways();
  std::vector<OutsidePlace> outside_places();
  std::map<std::string, Point> county_places();
  std::map<std::string, double> read_flows();
  void add_weather();
  void add_sources();
  void check();

  const RegionSpec* spec_;
  Issues* issues_;
  parallel::Progress* progress_;
  BuiltRegion built_;
  OsmExtract extract_;
  std::unique_ptr<Projection> projection_;
  std::vector<OsmBuilding> buildings_;
  MunicipalityAreas areas_;
  std::vector<MunicipalityId> id_in_region_;  // published -> simulated
  std::vector<Border> borders_;
};

bool Builder::read_inputs() {
  progress_->report("reading OSM", 0.0);
  extract_ = read_osm(spec_->osm, *issues_);
  if (extract_.nodes.empty()) return false;
  region().name = spec_->name;
  region().epsg = utm_epsg_of(extract_);
  projection_ = std::make_unique<Projection>(region().epsg);
  region().crs_wkt = projection_->wkt();
  progress_->report("reading municipalities", 0.3);
  areas_ = read_municipalities(spec_->municipalities, *projection_, *issues_);
  if (!issues_->empty()) return false;
  if (spec_->figures) add_figures(*spec_->figures, areas_, *issues_);
  buildings_ = read_buildings(extract_, *projection_);
  tell(say(Say::built_osm, extract_.ways.size(), buildings_.size(), extract_.restrictions.size(), region().epsg));
  return issues_->empty();
}

void Builder::choose(MunicipalityId published) {
  const auto& from = areas_.all;
  auto& to = region().municipalities;
  id_in_region_[published.index()] = to.ags.push_back(from.ags[published]);
  to.name.push_back(from.name[published]);
  to.regiostar7.push_back(from.regiostar7[published]);
  to.x_m.push_back(from.x_m[published]);
  to.y_m.push_back(from.y_m[published]);
  for (const auto& figure : municipality_figures()) (to.*figure.values).push_back((from.*figure.values)[published]);
  to.outline.push_row(from.outline[published]);
}

/// "; 06632009 Herleshausen: 12 % of its area" for each municipality that was asked for or that the file touches.
std::string Builder::covered_text(const std::vector<Coverage>& coverage) const {
  std::string text;
  for (const auto id : areas_.all.ags.ids()) {
    const auto& ags = areas_.all.ags[id];
    const auto& covered = coverage[id.index()];
    const auto& wanted = spec_->simulate;
    if (wanted.empty() ? covered.area <= 0 : std::find(wanted.begin(), wanted.end(), ags) == wanted.end()) continue;
    text += "; " + (covered.buildings < 0 ? say(Say::covered_area, ags, areas_.all.name[id], 100 * covered.area)
                                          : say(Say::covered_buildings, ags, areas_.all.name[id], 100 * covered.area,
                                                100 * covered.buildings));
  }
  return text;
}

bool Builder::choose_municipalities() {
  const auto coverage = coverage_of(areas_, extract_, buildings_, *projection_);
  id_in_region_.assign(areas_.all.size(), MunicipalityId());
  std::set<std::string> wanted(spec_->simulate.begin(), spec_->simulate.end());
  for (const auto id : areas_.all.ags.ids()) {
    const auto& ags = areas_.all.ags[id];
    const auto& covered = coverage[id.index()];
    const bool asked = wanted.erase(ags) > 0;
    const auto how =
        fmt::format("{} {}: {:.0f} % of its area and {} of its homes are in the OSM file", ags, areas_.all.name[id],
                    100 * covered.area,
                    covered.buildings < 0 ? "an unknown share" : fmt::format("{:.0f} %", 100 * covered.buildings));
    if (!spec_->simulate.empty() && !asked) continue;
    if (covered.value() >= spec_->min_coverage && areas_.all.population[id] > 0) {
      choose(id);
      note("simulated: " + how);
    } else if (asked || covered.value() > 0.05) {
      note("kept out, served by a gateway: " + how);
    }
  }
  for (std::size_t i = 0; i < spec_->simulate.size(); ++i)
    if (const auto& ags = spec_->simulate[i]; wanted.contains(ags))
      issues_->add(spec_->simulate_places[i], say(Say::simulate_unknown, ags),
                   say(Say::simulate_unknown_why, spec_->municipalities.string()),
                   text::did_you_mean(ags, areas_.all.ags.values()));
  if (issues_->empty() && region().municipalities.size() == 0)
    issues_->add({spec_->osm.string(), 0, 0}, say(Say::not_covered),
                 say(Say::not_covered_why, spec_->min_coverage) + covered_text(coverage), say(Say::not_covered_hint));
  if (!issues_->empty()) return false;
  region().state = !spec_->state.empty() ? spec_->state : state_of(region().municipalities.ags[MunicipalityId(0)]);
  return true;
}

void Builder::add_roads() {
  std::vector<Point> points;
  for (const auto& node : extract_.nodes) points.push_back(projection_->to_plane(node.at));
  const auto hull = hull_of(std::move(points));
  RoadSettings settings;
  settings.tiny_m = spec_->tiny_link_m;
  settings.built_up = built_up_areas(extract_, buildings_, *projection_);
  settings.leaves = [&](Point at) {
    const auto id = areas_.locate(at);
    return !id.valid() || !id_in_region_[id.index()].valid() || distance_to_edge_m(hull, at) < border_strip_m;
  };
  auto imported = import_roads(extract_, *projection_, settings);
  region().roads = std::move(imported.roads);
  borders_ = std::move(imported.borders);
  auto& roads = region().roads;
  for (const auto node : roads.x_m.ids()) {
    const auto id = areas_.locate(roads.at(node));
    if (id.valid()) roads.municipality[node] = id_in_region_[id.index()];
  }
  for (auto& line : describe(imported.report)) note(std::move(line));
}

std::map<std::string, double> Builder::read_flows() {
  std::map<std::string, double> outside;
  if (!spec_->commuters) return outside;
  const auto rows = text::Table::read(*spec_->commuters, *issues_);
  const auto home = rows.texts("home_ags5", *issues_, {.filled = true});
  const auto work = rows.texts("work_ags5", *issues_, {.filled = true});
  const auto count = rows.numbers("commuters", {.min = 0}, *issues_);
  std::set<std::string> own;
  for (const auto& ags : region().municipalities.ags) own.insert(ags.substr(0, 5));
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const bool lives_here = own.contains(home[row]);
    const bool works_here = own.contains(work[row]);
    if (!lives_here && !works_here) continue;
    region().commuters.push_back({home[row], work[row], count[row]});
    if (!lives_here) outside[home[row]] += count[row];
    if (!works_here) outside[work[row]] += count[row];
  }
  return outside;
}

/// County -> its centre: of the boundaries file, else of those of its municipalities that have polygons.
std::map<std::string, Point> Builder::county_places() {
  if (spec_->boundaries) return county_centres(*spec_->boundaries, region().epsg, *issues_);
  std::map<std::string, Point> centres;
  std::map<std::string, double> area;
  for (const auto id : areas_.all.ags.ids())
    for (const auto& part : areas_.parts[id.index()]) {
      const auto key = areas_.all.ags[id].substr(0, 5);
      const double more = area_m2(part);
      const double sum = area[key] += more;
      const auto at = centre(part);
      auto& mean = centres[key];
      mean = {mean.x_m + (at.x_m - mean.x_m) * more / sum, mean.y_m + (at.y_m - mean.y_m) * more / sum};
    }
  return centres;
}

std::vector<OutsidePlace> Builder::outside_places() {
  std::vector<OutsidePlace> places;
  const auto flows = read_flows();
  const auto counties = county_places();
  std::set<std::string> split;  // own counties whose other municipalities are known one by one
  std::set<std::string> own;
  for (const auto& ags : region().municipalities.ags) own.insert(ags.substr(0, 5));
  for (const auto id : areas_.all.ags.ids()) {
    if (id_in_region_[id.index()].valid() || !(areas_.all.population[id] > 0)) continue;
    const auto& ags = areas_.all.ags[id];
    if (own.contains(ags.substr(0, 5))) split.insert(ags.substr(0, 5));
    places.push_back(
        {ags, {areas_.all.x_m[id], areas_.all.y_m[id]}, true, neighbour_commuters_share * areas_.all.population[id]});
  }
  const auto add_county = [&](const std::string& key, double commuters) {
    const auto found = counties.find(key);
    places.push_back({key, found == counties.end() ? Point() : found->second, found != counties.end(), commuters});
  };
  for (const auto& [key, commuters] : flows) add_county(key, commuters);
  for (const auto& key : own)
    if (!split.contains(key)) add_county(key, 0);
  return places;
}

void Builder::gateways() {
  const auto places = outside_places();
  const auto unknown = std::count_if(places.begin(), places.end(), [](const auto& place) { return !place.known; });
  add_gateways(borders_, places, region());
  if (borders_.empty()) note("no larger road leaves the area: there are no gateways, nobody can come or go");
  if (unknown > 0)
    note(fmt::format("{} counties with commuters are not in the boundaries given: served by the largest road out",
                     unknown));
  tell(say(Say::built_gateways, region().gateways.size(), places.size()));
}

void Builder::add_weather() {
  const auto& all = region().municipalities;
  const auto middle = projection_->from_plane({all.x_m[MunicipalityId(0)], all.y_m[MunicipalityId(0)]});
  if (spec_->weather) {
    auto year = read_try(*spec_->weather, *issues_);
    region().weather = std::move(year.weather);
    if (year.has_position) return;
  }
  region().weather.latitude_deg = std::round(middle.lat_deg * 1e4) / 1e4;
  region().weather.longitude_deg = std::round(middle.lon_deg * 1e4) / 1e4;
}

void Builder::add_sources() {
  auto& sources = region().sources;
  sources = spec_->sources;
  // The specification knows year and licence of the file; the file's columns know more than it.
  Source file;
  for (const auto& source : sources)
    if (source.table == "municipalities.geojson") file = source;
  for (auto source : areas_.sources) {
    if (source.year.empty()) source.year = file.year;
    source.licence = file.licence;
    sources.push_back(source);
  }
  const std::string made = "Pendel import; see docs/regions.md", as_roads = "as link.csv";
  sources.push_back({"link.csv", "capacity", "by class, OSM contribution of MATSim (LinkProperties)", "2023", "facts"});
  sources.push_back({"link.csv", "free_speed", "OSM maxspeed, else by class and surroundings", as_roads, as_roads});
  for (const char* table : {"node.csv", "movement.csv", "zone.csv", "gateway.csv"})
    sources.push_back({table, "*", made, as_roads, as_roads});
}

void Builder::check() {
  const auto& all = region().municipalities;
  for (const auto id : all.ags.ids()) {
    const auto& of = region().sites.municipality;
    if (std::none_of(of.begin(), of.end(), [&](MunicipalityId m) { return m == id; }))
      issues_->add({spec_->osm.string(), 0, 0}, say(Say::nothing_stands, all.name[id]));
  }
  tell(say(Say::built_region, region().roads.nodes(), region().roads.links(), all.size(), region().zones.size(),
           region().sites.size()));
}

}  // namespace

BuiltRegion build_region(const RegionSpec& spec, Issues& issues, parallel::Progress& progress) {
  return Builder(spec, issues, progress).build();
}

}  // namespace pendel::import
