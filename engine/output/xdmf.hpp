// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "store/reader.hpp"
#include "world/day.hpp"
#include "world/world.hpp"

namespace pendel::output {

/// The text of the .xdmf file that shows ParaView the roads of the HDF5 file `result` (a name in the same folder) with
/// the link fields over time that at least one segment holds. To be opened with ParaView's "XDMF Reader".
std::string xdmf_text(const World& world, const std::vector<Day>& days, const std::string& result,
                      std::span<const store::Reader> segments);

}  // namespace pendel::output
