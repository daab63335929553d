// SPDX-License-Identifier: Apache-2.0
// The figures that generated streets are held against, measured on the real extracts. Skips where they are absent.
#include <gtest/gtest.h>

#include <filesystem>

#include "import/osm_roads.hpp"
#include "support/paths.hpp"
#include "support/street_statistics.hpp"

namespace pendel::import {
namespace {

void expect_extract(const std::string& file, const std::array<double, 5>& quantiles_m, double degree, double circuity) {
  PENDEL_NEED_DATA(std::filesystem::path("regions") / file);
  const auto path = test::data_dir() / "regions" / file;
  Issues issues;
  const auto extract = read_osm(path, issues);
  issues.raise_if_any();
  const Projection projection(utm_epsg_of(extract));
  const auto measured = test::measure_streets(import_roads(extract, projection, RoadSettings{}).roads);
  for (std::size_t i = 0; i < quantiles_m.size(); ++i)
    EXPECT_NEAR(measured.quantiles_m[i] / quantiles_m[i], 1, 0.05) << "quantile " << i;
  EXPECT_NEAR(measured.mean_degree, degree, 0.05);
  EXPECT_NEAR(measured.circuity, circuity, 0.03);
}

TEST(ExtractStatistics, BadHersfeldIsTheTown) {
  expect_extract("bad_hersfeld/bad-hersfeld.osm.gz", {29.5, 45.8, 87.3, 163.0, 291.7}, 2.50, 1.404);
}

TEST(ExtractStatistics, NorthOfBayreuthIsTheCountry) {
  expect_extract("bayreuth_kulmbach/north-bayreuth.osm.gz", {29.7, 50.4, 96.6, 186.3, 496.7}, 2.32, 1.407);
}

}  // namespace
}  // namespace pendel::import
