// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "import/projection.hpp"
#include "region/roads.hpp"

namespace pendel::import {

/// One polygon record of a shapefile (.shp with its .dbf): what we need of official boundaries.
struct ShapeRecord {
  std::map<std::string, std::string> attributes;
  LonLat centre;    // centre of mass, in the units of the file's own reference system
  double area = 0;  // squared units of the file, holes taken off
};

/// Reads polygons (shape type 5; ESRI Shapefile Technical Description, 1998) and their attributes as text.
std::vector<ShapeRecord> read_shapefile(const std::filesystem::path& shp, Issues& issues);

/// Area-weighted centres of counties (first five digits of AGS), in the plane of `epsg`. The reference system of the
/// file is that of the .prj beside it, e.g. EPSG:31467 for VG5000, which is not WGS84.
std::map<std::string, Point> county_centres(const std::filesystem::path& shp, int epsg, Issues& issues);

}  // namespace pendel::import
