// SPDX-License-Identifier: Apache-2.0
// Foreign formats: PROJ, OSM files, GeoJSON, shapefiles, test reference years.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numeric>

#include "import/area_index.hpp"
#include "import/dwd_try.hpp"
#include "import/municipality_areas.hpp"
#include "import/osm_extract.hpp"
#include "import/projection.hpp"
#include "import/region_spec.hpp"
#include "import/shapefile.hpp"
#include "support/paths.hpp"
#include "support/temporary.hpp"

namespace pendel::import {
namespace {

using test::data_dir;
using testing::HasSubstr;

std::filesystem::path scratch(const std::string& name, const std::string& text) {
  static const test::TemporaryFolder folder;  // of this process: tests run side by side
  const auto file = folder / name;
  std::ofstream(file) << text;
  return file;
}

std::string text_of(const Issues& issues) {
  std::string text;
  for (const auto& issue : issues.all()) text += to_string(issue) + "\n";
  return text;
}

// ---- PROJ -----------------------------------------------------------------------------------------------------------

TEST(Projection, ZoneByPlace) {
  EXPECT_EQ(utm_epsg({9.7, 50.86}), 25832);
  EXPECT_EQ(utm_epsg({13.4, 52.5}), 25833);
  EXPECT_EQ(utm_epsg({5.9, 51.0}), 25832);     // the strip west of 6 degrees
  EXPECT_EQ(utm_epsg({-8.6, 41.15}), 32629);   // Porto
  EXPECT_EQ(utm_epsg({151.2, -33.9}), 32756);  // Sydney
}

TEST(Projection, ByTheBook) {
  // On the central meridian (9 degrees east) the easting is 500 km and the scale 0.9996; the meridian arc from the
  // equator to 51 degrees north on GRS80 is 5,652,085.7224 m (Helmert's series and a numeric integral agree).
  const Projection utm(25832);
  const auto point = utm.to_plane({9.0, 51.0});
  EXPECT_NEAR(point.x_m, 500000, 0.01);
  EXPECT_NEAR(point.y_m, 0.9996 * 5652085.7224, 0.001);
  const auto back = utm.from_plane(point);
  EXPECT_NEAR(back.lon_deg, 9.0, 1e-9);
  EXPECT_NEAR(back.lat_deg, 51.0, 1e-9);
  EXPECT_THAT(utm.wkt(), HasSubstr("UTM zone 32N"));
  EXPECT_THROW(Projection(1), SystemError);
}

// ---- areas ----------------------------------------------------------------------------------------------------------

TEST(AreaIndex, HolesOverlapsAndMeasures) {
  const PlanePolygon ring{{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {{{4, 4}, {6, 4}, {6, 6}, {4, 6}, {4, 4}}}};
  const PlanePolygon corner{{{8, 8}, {20, 8}, {20, 20}, {8, 8}}, {}};
  EXPECT_DOUBLE_EQ(area_m2(ring), 96);
  EXPECT_DOUBLE_EQ(centre(ring).x_m, 5);
  AreaIndex index;
  index.add(corner, 7);
  index.add(ring, 3);
  index.build();
  EXPECT_EQ(index.locate({1, 1}), 3U);
  EXPECT_EQ(index.locate({5, 5}), AreaIndex::nothing);
  EXPECT_EQ(index.locate({9.5, 9}), 3U);  // both: the smaller number
  EXPECT_EQ(index.locate({15, 9}), 7U);
  EXPECT_EQ(index.locate({-1, 5}), AreaIndex::nothing);
}

// ---- OSM files ------------------------------------------------------------------------------------------------------

constexpr const char* small_osm = R"(<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
  <node id="1" lat="50.80" lon="9.70"/>
  <node id="2" lat="50.80" lon="9.71"/>
  <node id="3" lat="50.81" lon="9.71"/>
  <node id="4" lat="50.805" lon="9.705"><tag k="shop" v="bakery"/></node>
  <way id="10"><nd ref="1"/><nd ref="2"/><nd ref="99"/><tag k="highway" v="residential"/><tag k="name" v="Straße &amp; Weg"/></way>
  <way id="11"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="building" v="house"/></way>
  <way id="12"><nd ref="1"/><nd ref="3"/><tag k="waterway" v="river"/></way>
  <relation id="20"><member type="way" ref="10" role="from"/><member type="node" ref="2" role="via"/><member type="way" ref="10" role="to"/>
    <tag k="type" v="restriction"/><tag k="restriction" v="no_u_turn"/></relation>
</osm>)";

TEST(ReadOsm, TakesWhatItNeedsAndCountsWhatIsMissing) {
  Issues issues;
  const auto extract = read_osm(scratch("small.osm", small_osm), issues);
  EXPECT_EQ(text_of(issues), "");
  ASSERT_EQ(extract.ways.size(), 1U);
  EXPECT_EQ(extract.ways[0].tags["name"], "Straße & Weg");
  EXPECT_EQ(extract.ways[0].missing_nodes, 1U);
  EXPECT_EQ(extract.nodes.size(), 2U);
  ASSERT_EQ(extract.areas.size(), 1U);
  EXPECT_EQ(extract.areas[0].ring.size(), 4U);
  ASSERT_EQ(extract.places.size(), 1U);
  ASSERT_EQ(extract.restrictions.size(), 1U);
  EXPECT_EQ(extract.restrictions[0].via_nodes, std::vector<std::int64_t>{2});
}

TEST(ReadOsm, SaysWhatIsWrong) {
  Issues issues;
  read_osm("nowhere.osm.pbf", issues);
  read_osm(scratch("cut.osm", "<osm version=\"0.6\">\n<node id=\"1\" lat=\"5"), issues);
  read_osm(scratch("no.osm.pbf", "this is no PBF"), issues);
  read_osm(scratch("empty.osm", "<osm version=\"0.6\"></osm>"), issues);
  const auto text = text_of(issues);
  EXPECT_EQ(issues.size(), 4U) << text;
  EXPECT_THAT(text, HasSubstr("there is no such file"));
  EXPECT_THAT(text, HasSubstr("cut.osm:2:"));
  EXPECT_THAT(text, HasSubstr("no ways with a highway tag"));
}

TEST(ReadOsm, PbfAndGzip) {
  PENDEL_NEED_DATA("regions/boeblingen/herrenberg-minimal.osm.pbf");
  PENDEL_NEED_DATA("regions/bad_hersfeld/bad-hersfeld.osm.gz");
  Issues issues;
  EXPECT_GT(read_osm(data_dir() / "regions/boeblingen/herrenberg-minimal.osm.pbf", issues).ways.size(), 100U);
  const auto hersfeld = read_osm(data_dir() / "regions/bad_hersfeld/bad-hersfeld.osm.gz", issues);
  EXPECT_EQ(text_of(issues), "");
  EXPECT_EQ(hersfeld.ways.size(), 3533U);  // as counted by an XML parser that is not ours, see osm_count_test.py
}

// ---- municipalities and boundaries ----------------------------------------------------------------------------------

TEST(ReadMunicipalities, BadHersfeldAsPublished) {
  PENDEL_NEED_DATA("regions/bad_hersfeld/municipalities.geojson");
  Issues issues;
  const auto areas =
      read_municipalities(data_dir() / "regions/bad_hersfeld/municipalities.geojson", Projection(25832), issues);
  EXPECT_EQ(text_of(issues), "");
  ASSERT_EQ(areas.all.size(), 20U);
  const auto town = areas.locate(Projection(25832).to_plane({9.7066, 50.8687}));  // the market place
  ASSERT_TRUE(town.valid());
  EXPECT_EQ(areas.all.ags[town], "06632002");
  EXPECT_EQ(areas.all.population[town], 30101);
  EXPECT_EQ(areas.all.jobs[town], 18861);
  EXPECT_EQ(areas.all.in_commuters[town], 12714);
  EXPECT_EQ(areas.all.regiostar7[town], 76);
  EXPECT_DOUBLE_EQ(areas.all.living_area_m2[town], 1365600);
  EXPECT_DOUBLE_EQ(areas.all.broadband_50_share[town], 0.9878);
  // The polygon and the published area are from two offices.
  double polygon_m2 = 0;
  for (const auto& part : areas.parts[town.index()]) polygon_m2 += area_m2(part);
  EXPECT_NEAR(polygon_m2 / areas.all.area_m2[town], 1.0, 0.03);
}

TEST(ReadMunicipalities, SaysWhatIsWrong) {
  Issues issues;
  const Projection projection(25832);
  read_municipalities("nowhere.geojson", projection, issues);
  read_municipalities(scratch("a.geojson", "{"), projection, issues);
  read_municipalities(
      scratch("b.geojson", R"({"features": [{"properties": {"ags": "6632002"}, "geometry": {"type": "Polygon",
      "coordinates": [[[9,50],[9.1,50],[9.1,50.1],[9,50]]]}}]})"),
      projection, issues);
  const auto text = text_of(issues);
  EXPECT_THAT(text, HasSubstr("there is no such file"));
  EXPECT_THAT(text, HasSubstr("a.geojson:1:2: this is no GeoJSON"));
  EXPECT_THAT(text, HasSubstr("b.geojson:1:38: '6632002' is no AGS (must be 8 digits)"));
}

TEST(ReadMunicipalities, EachFeatureThatCannotBeUsedIsTold) {
  const auto feature = [](const std::string& properties, const std::string& corner = "9,50") {
    return R"({"type": "Feature", "properties": {)" + properties + R"(}, "geometry": {"type": "Polygon",)" +
           R"( "coordinates": [[[)" + corner + "],[9.1,50],[9.1,50.1],[" + corner + "]]]}},\n";
  };
  auto features = feature(R"("ags": "06632002", "name": "Ahl", "population_2021": "viele")") +
                  feature(R"("ags": 6632003, "name": "Bach")") + feature(R"("name": "Cella")") +
                  feature(R"("ags": "06632005", "name": "Dorf", "svb_workplace": "", "flats_2021": null)") +
                  feature(R"("ags": "06632006", "name": "Eck")", "969410,6000000");
  features.resize(features.size() - 2);
  Issues issues;
  read_municipalities(scratch("c.geojson", "{\"type\": \"FeatureCollection\", \"features\": [\n" + features + "]}"),
                      Projection(25832), issues);
  ASSERT_EQ(issues.size(), 4U) << text_of(issues);
  const auto text = text_of(issues);
  EXPECT_THAT(text, HasSubstr("c.geojson:2:10: feature 1 (Ahl): population_2021 is 'viele' (must be a number)"));
  EXPECT_THAT(text, HasSubstr("c.geojson:3:10: feature 2 (Bach): ags is '6632003' (must be text)"));
  EXPECT_THAT(text, HasSubstr("c.geojson:4:10: feature 3 (Cella): missing key 'ags' in properties"));
  EXPECT_THAT(text, HasSubstr("c.geojson:6:10: feature 5 (Eck): 969410, 6000000 is no longitude and latitude "
                              "(coordinates must be WGS84 degrees). Convert the file: ogr2ogr"));
}

TEST(CountyCentres, OfTheOfficialBoundaries) {
  PENDEL_NEED_DATA("boundaries/VG5000_GEM.shp");
  Issues issues;
  const auto centres = county_centres(data_dir() / "boundaries/VG5000_GEM.shp", 25832, issues);
  EXPECT_EQ(text_of(issues), "");
  EXPECT_EQ(centres.size(), 401U);  // counties and independent cities in 2021
  // Munich: its middle lies within 5 km of the Marienplatz. A wrong datum would be 100 m off, a wrong zone 300 km.
  const auto marienplatz = Projection(25832).to_plane({11.5755, 48.1374});
  EXPECT_NEAR(centres.at("09162").x_m, marienplatz.x_m, 5000);
  EXPECT_NEAR(centres.at("09162").y_m, marienplatz.y_m, 5000);
}

// ---- weather --------------------------------------------------------------------------------------------------------

TEST(ReadTry, MeansAsPublished) {
  PENDEL_NEED_DATA("weather/TRY2010_05_Jahr.dat");
  Issues issues;
  const auto year = read_try(data_dir() / "weather/TRY2010_05_Jahr.dat", issues);
  EXPECT_EQ(text_of(issues), "");
  const auto& weather = year.weather;
  ASSERT_EQ(weather.temperature_c.size(), 8760U);
  EXPECT_TRUE(year.has_position);
  EXPECT_NEAR(weather.latitude_deg, 51.4, 1e-9);
  EXPECT_NEAR(weather.longitude_deg, 6 + 58.0 / 60, 1e-9);
  const double mean_c = std::accumulate(weather.temperature_c.begin(), weather.temperature_c.end(), 0.0) / 8760;
  EXPECT_NEAR(mean_c, 10.36, 0.005);
  double global_wh = 0;
  for (std::size_t hour = 0; hour < 8760; ++hour)
    global_wh += static_cast<double>(weather.direct_w_per_m2[hour] + weather.diffuse_w_per_m2[hour]);
  EXPECT_NEAR(global_wh / 1000, 960, 1);
  EXPECT_FLOAT_EQ(weather.temperature_c[0], 2.1F);  // hour 1 of the file is the first hour of the year
}

TEST(ReadTry, SaysWhatIsWrong) {
  const std::string head = "Lage: somewhere\nMM DD HH t B D\n***\n";
  Issues issues;
  read_try("nowhere.dat", issues);
  read_try(scratch("head.dat", "no header\n"), issues);
  read_try(scratch("short.dat", head + "1 1 1 2.5 0 0\n"), issues);
  read_try(scratch("order.dat", head + "1 1 1 2.5 0 0\n1 1 3 2.5 0 0\n"), issues);
  read_try(scratch("word.dat", head + "1 1 1 warm 0 0\n"), issues);
  const auto text = text_of(issues);
  EXPECT_THAT(text, HasSubstr("nowhere.dat"));
  EXPECT_THAT(text, HasSubstr("this is no test reference year"));
  EXPECT_THAT(text, HasSubstr("short.dat: there are 1 hours (a year has 8760)"));
  EXPECT_THAT(text, HasSubstr("order.dat:5: hour 3 of 1-1 is out of order"));
  EXPECT_THAT(text, HasSubstr("word.dat:4: t is missing or no number"));
}

// ---- specification --------------------------------------------------------------------------------------------------

TEST(RegionSpec, AllProblemsAtOnce) {
  Issues issues;
  ::unsetenv("PENDEL_NO_SUCH_VARIABLE");
  read_region_spec(scratch("spec.toml",
                           "nam = \"x\"\nosm = \"${PENDEL_NO_SUCH_VARIABLE}/a.osm\"\nsimulate = [6632002]\n"
                           "municipalities = \"nowhere.geojson\"\nmin_coverage = 2\n"),
                   issues);
  const auto text = text_of(issues);
  EXPECT_THAT(text, HasSubstr("missing key 'name' in the top level"));
  EXPECT_THAT(text, HasSubstr("spec.toml:1:1: unknown key 'nam' in the top level. Did you mean 'name'?"));
  EXPECT_THAT(text, HasSubstr("the environment variable PENDEL_NO_SUCH_VARIABLE is not set"));
  EXPECT_THAT(text, HasSubstr("spec.toml:3:13: simulate must be text, not a whole number. Put it in quotes."));
  EXPECT_THAT(text, HasSubstr("spec.toml:4:18: municipalities names "));
  EXPECT_THAT(text, HasSubstr("spec.toml:5:16: min_coverage is 2 (must be 0 to 1)"));
}

TEST(RegionSpec, WhatBeginsWithTheEnvironmentIsRelativeToTheWorkingFolder) {
  const auto osm = std::filesystem::absolute(scratch("relative.osm", "<osm/>"));
  ::setenv("PENDEL_TEST_VARIABLE", std::filesystem::proximate(osm.parent_path()).c_str(), 1);
  std::filesystem::create_directories(osm.parent_path() / "below");
  Issues issues;
  const auto spec = read_region_spec(scratch("below/spec.toml",
                                             "name = \"x\"\nosm = \"${PENDEL_TEST_VARIABLE}/relative.osm\"\n"
                                             "municipalities = \"../relative.osm\"\n"),
                                     issues);
  EXPECT_EQ(text_of(issues), "");
  EXPECT_TRUE(std::filesystem::equivalent(spec.osm, osm));
}

TEST(RegionSpec, ExpandsTheEnvironment) {
  ::setenv("PENDEL_TEST_VARIABLE", "/somewhere", 1);
  std::string unset;
  EXPECT_EQ(expand_environment("a${PENDEL_TEST_VARIABLE}b${", ".", unset), "a/somewhereb${");
  EXPECT_EQ(unset, "");
}

}  // namespace
}  // namespace pendel::import
