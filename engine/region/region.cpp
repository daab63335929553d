// SPDX-License-Identifier: Apache-2.0
#include "region/region.hpp"

#include <algorithm>
#include <array>

namespace pendel {

namespace {
constexpr std::array<std::string_view, building_uses> use_names = {"residential", "mixed",   "work", "school",
                                                                   "retail",      "leisure", "other"};
}

std::string_view to_string(BuildingUse use) { return use_names[static_cast<std::size_t>(use)]; }

bool is_building_use(std::string_view name) {
  return std::find(use_names.begin(), use_names.end(), name) != use_names.end();
}

BuildingUse building_use_from(std::string_view name) {
  const auto* found = std::find(use_names.begin(), use_names.end(), name);
  PENDEL_EXPECT(found != use_names.end());
  return static_cast<BuildingUse>(found - use_names.begin());
}

}  // namespace pendel
