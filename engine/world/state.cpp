// SPDX-License-Identifier: Apache-2.0
#include "world/state.hpp"

namespace pendel {

std::string_view to_string(Measure measure) {
  constexpr std::array<std::string_view, measures> names = {
      "strategy",     "data_platform", "online_services", "adaptive_signals",     "smart_parking", "energy_management",
      "led_lighting", "on_demand_bus", "coworking_hub",   "open_source_platform", "it_security"};
  return names[static_cast<std::size_t>(measure)];
}

}  // namespace pendel
