// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "store/types.hpp"

namespace pendel::output {

/// CF attributes of the coordinate system: the EPSG code for QGIS, WKT for GDAL, and the parameters of the projection
/// for UTM zones on ETRS89 (EPSG 258xx) and WGS 84 (326xx north).
store::Attributes grid_mapping(std::int32_t epsg, const std::string& wkt);

}  // namespace pendel::output
