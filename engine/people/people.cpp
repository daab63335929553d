// SPDX-License-Identifier: Apache-2.0
#include "people/people.hpp"

#include <array>

namespace pendel {

std::string_view to_string(AgeGroup age) {
  constexpr std::array<std::string_view, age_groups> names = {"0-5", "6-17", "18-24", "25-44", "45-64", "65+"};
  return names[static_cast<std::size_t>(age)];
}

std::string_view to_string(Sector sector) {
  constexpr std::array<std::string_view, sectors> names = {
      "none",        "agriculture", "industry", "construction",   "trade",     "transport", "hospitality",
      "information", "finance",     "business", "administration", "education", "health",    "other"};
  return names[static_cast<std::size_t>(sector)];
}

std::string_view to_string(BuildingType type) {
  constexpr std::array<std::string_view, building_types> names = {"single_family", "terraced", "multi_family",
                                                                  "apartment_block", "non_residential"};
  return names[static_cast<std::size_t>(type)];
}

}  // namespace pendel
