// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/column.hpp"
#include "region/grid_tables.hpp"

namespace pendel {

/// Low-voltage grids: a transformer with its feeders each. Immutable.
struct LowVoltageGrids {
  Column<GridId, GridTables> tables;  // bus 0 is the medium-voltage side, bus 1 the busbar, transformer 0 between
  Column<GridId, MunicipalityId> municipality;
  Column<GridId, double> x_m;  // of the station
  Column<GridId, double> y_m;
  Column<GridId, float> rated_kva;
  Column<GridId, std::uint32_t> dwellings;
  Rows<GridId, BuildingId> buildings;     // ascending
  Column<BuildingId, GridId> of;          // none: draws nothing, or has a medium-voltage station of its own
  Column<BuildingId, std::uint32_t> bus;  // of the building in its grid's tables
  bool synthetic = true;                  // laid along the streets, not the operator's

  [[nodiscard]] std::size_t size() const { return tables.size(); }
};

}  // namespace pendel
