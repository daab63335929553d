// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/issue.hpp"
#include "import/region_spec.hpp"
#include "parallel/progress.hpp"
#include "region/region.hpp"

namespace pendel::import {

struct BuiltRegion {
  Region region;
  std::vector<std::string> report;  // what was read, kept, dropped and why; the region's notes hold what matters later
};

/// From open data to a region: roads and buildings of OSM, figures and polygons of municipalities, county commuters,
/// weather. Municipalities that the OSM file covers too little are kept out and served by gateways. Only with no
/// issues is the region whole. Same input, same region.
BuiltRegion build_region(const RegionSpec& spec, Issues& issues, parallel::Progress& progress);

}  // namespace pendel::import
