// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/issue.hpp"
#include "region/region.hpp"

namespace pendel::text {
class ParameterTable;
}

/// A region is a folder of plain tables, which any spreadsheet opens. Roads follow GMNS, the General Modeling Network
/// Specification of the Zephyr Foundation (units in config.csv: metres, km/h, hours).
///
///   region.toml             name, epsg, state, generated, notes, [[source]]; the only file that is not a table
///   node.csv                node_id, x_coord, y_coord [, municipality]
///   link.csv                link_id, from_node_id, to_node_id, free_speed (km/h), capacity (vehicles per hour and
///   LANE)
///                           [, directed (1), length (m; of the geometry), lanes (1), facility_type (unclassified),
///                           name, way_id, geometry (WKT LINESTRING, ends included)]
///   movement.csv            banned turns: ib_link_id, ob_link_id [, node_id, mvmt_id, type]; optional
///   municipalities.csv      ags [, name, regiostar7, x_coord, y_coord, population, jobs ...]; empty = not published
///   municipalities.geojson  outlines in the region's plane; optional
///   zone.csv                zone_id, municipality, node_id [, gateway, x_coord, y_coord]
///   gateway.csv             gateway_id, node_id [, outside_km (10), serves (keys, spaces between)]; optional
///   building.csv            x_coord, y_coord, zone_id [, footprint_m2, storeys, use, municipality, node_id]; optional
///   commuters.csv           home, work, commuters; optional
///   external.csv            from_gateway, to_gateway, vehicles_per_day [, vehicle_class, h0 ... h23]; optional
///   connection.csv          houses on an operator's low-voltage grids in grids/ (region/given_grids.hpp); optional
///   weather.csv             temperature_c, direct_w_per_m2, diffuse_w_per_m2: 8,760 hours; a run needs it
namespace pendel {

/// Reads a region folder. All problems of all tables go to `issues`; with any, the region is not to be used.
Region read_region(const std::filesystem::path& folder, Issues& issues);

/// The same through the cache of compiled regions (region/cache.hpp).
Region load_region(const std::filesystem::path& folder, Issues& issues);

/// Writes the same tables; read_region(write_region(x)) equals x but for the hash. Throws SystemError.
void write_region(const Region& region, const std::filesystem::path& folder);

/// Content hash of every file that read_region looks at. Throws SystemError if one cannot be read.
std::string hash_of_folder(const std::filesystem::path& folder);

/// Where a figure of a loaded region stands: in the table of its folder, which is read again for that, else in its
/// specification.
Place place_in(const Region& region, std::string_view table, std::size_t row, std::string_view column);

/// [[source]] of region.toml and of specifications.
void describe(Source& source, text::ParameterTable& table);

/// A figure of municipalities.csv: its column there and in memory.
struct MunicipalityFigure {
  std::string_view column;
  Column<MunicipalityId, double> Municipalities::*values;
  double max;  // largest value that makes sense; the smallest is 0
};
std::span<const MunicipalityFigure> municipality_figures();

}  // namespace pendel
