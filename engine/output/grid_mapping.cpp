// SPDX-License-Identifier: Apache-2.0
#include "output/grid_mapping.hpp"

namespace pendel::output {

store::Attributes grid_mapping(std::int32_t epsg, const std::string& wkt) {
  store::Attributes out;
  const auto family = epsg / 100;
  const auto zone = epsg % 100;
  if ((family == 258 || family == 326) && zone >= 1 && zone <= 60)
    out = {{"grid_mapping_name", std::string("transverse_mercator")},
           {"longitude_of_central_meridian", 6.0 * zone - 183.0},
           {"latitude_of_projection_origin", 0.0},
           {"scale_factor_at_central_meridian", 0.9996},
           {"false_easting", 500000.0},
           {"false_northing", 0.0},
           {"semi_major_axis", 6378137.0},
           {"inverse_flattening", family == 258 ? 298.257222101 : 298.257223563}};
  out.push_back({"epsg", epsg});
  out.push_back({"EPSG_code", "EPSG:" + std::to_string(epsg)});
  if (!wkt.empty()) out.push_back({"crs_wkt", wkt});
  return out;
}

}  // namespace pendel::output
