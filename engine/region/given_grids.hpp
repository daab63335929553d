// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/issue.hpp"
#include "region/grid_tables.hpp"
#include "region/region.hpp"

namespace pendel {

/// Low-voltage grids of an operator in a region folder: `grids/NAME/` holds a grid as pandapower writes it
/// (grid_tables.hpp), `connection.csv` says where its houses are connected:
///
///   connection.csv          grid (NAME), bus (its index in bus.csv), x_coord, y_coord (m, the region's plane)
///
/// What bus loads such tables hold is left out: the homes of the region take their place.
struct GivenGrids {
  struct Connection {
    std::size_t grid = 0;
    std::uint32_t bus = 0;  // position in the grid's buses
    double x_m = 0;
    double y_m = 0;
  };
  std::vector<std::string> names;
  std::vector<GridTables> tables;
  std::vector<Connection> connections;  // in the order of the table
};

/// Nothing where the region folder has no connection.csv. Collects all problems of all tables.
GivenGrids read_given_grids(const Region& region, Issues& issues);

}  // namespace pendel
