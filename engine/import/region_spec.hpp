// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "region/region.hpp"

namespace pendel::import {

/// What `pendel region build` reads. Paths are relative to the file; ${NAME} is taken from the environment.
struct RegionSpec {
  std::string name;
  std::string state;                                // two letters; by the first AGS if not said
  std::filesystem::path osm;                        // roads and buildings
  std::filesystem::path municipalities;             // GeoJSON
  std::optional<std::filesystem::path> figures;     // more figures by AGS (CSV)
  std::optional<std::filesystem::path> boundaries;  // shapefile with AGS: where counties lie
  std::optional<std::filesystem::path> commuters;   // CSV home_ags5, work_ags5, commuters
  std::optional<std::filesystem::path> weather;     // test reference year of DWD
  std::vector<std::string> simulate;                // AGS; empty = all that are covered
  std::vector<Place> simulate_places;               // where each of them stands
  double min_coverage = 0.8;
  double tiny_link_m = 15;
  std::vector<Source> sources;
};

/// All problems, unknown keys and missing files included, go to `issues`.
/// PENDEL_TEST_DATA, where unset, is the folder shared/data beside one of the folders above the file.
RegionSpec read_region_spec(const std::filesystem::path& file, Issues& issues);

/// Replaces ${NAME}; `unset` gets the first name that has no value.
std::string expand_environment(const std::string& text, const std::filesystem::path& near, std::string& unset);

}  // namespace pendel::import
