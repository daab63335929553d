// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/column.hpp"
#include "region/grid_tables.hpp"

namespace pendel {

/// Low-voltage grids: a transformer with its feeders each. Immutable.
struct LowVoltageGrids {
  Column<GridId, GridTables> tables;
  Column<GridId, MunicipalityId> municipality;
  Column<GridId, double> x_m;  // of the station; of a given grid the middle of its buildings
  Column<GridId, double> y_m;
  Column<GridId, float> rated_kva;
  Column<GridId, std::uint32_t> dwellings;
  Column<GridId, std::uint8_t> given;     // 1: the operator's; 0: synthetic, laid along the streets
  Rows<GridId, BuildingId> buildings;     // ascending
  Column<BuildingId, GridId> of;          // none: draws nothing, or has a medium-voltage station of its own
  Column<BuildingId, std::uint32_t> bus;  // of the building in its grid's tables

  [[nodiscard]] std::size_t size() const { return tables.size(); }
};

}  // namespace pendel
