// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/issue.hpp"
#include "region/region.hpp"

namespace pendel {

/// Reads a region folder: region.toml, node.csv, link.csv, geometry inside, zone.csv, gateway.csv, municipality.csv,
/// building.csv, commuters.csv, weather.csv, external.csv (optional). All problems of all tables go to `issues`.
Region read_region(const std::filesystem::path& folder, Issues& issues);

/// Writes the same tables; read_region(write_region(x)) equals x. Throws SystemError.
void write_region(const Region& region, const std::filesystem::path& folder);

}  // namespace pendel
