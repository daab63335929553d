// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "core/issue.hpp"
#include "region/region.hpp"

namespace pendel::import {

/// A test reference year of Deutscher Wetterdienst.
struct TestReferenceYear {
  Weather weather;
  bool has_position = false;  // the header names a station; else latitude and longitude are not its own
};

/// Reads a TRY file (.dat; layouts of 2010 and 2017): a header up to a line of "***" whose last line names the columns,
/// then 8,760 lines MM DD HH t B D ... Hour HH (1 to 24) is the interval that ENDS at HH o'clock CET, so it becomes
/// hour HH - 1. t in degrees Celsius, B direct and D diffuse on the horizontal plane in W/m2.
TestReferenceYear read_try(const std::filesystem::path& file, Issues& issues);

}  // namespace pendel::import
