// SPDX-License-Identifier: Apache-2.0
#include "text/parameters.hpp"
#include "models/indicators/indicators.hpp"

namespace pendel::indicators {

void describe(Parameters& p, text::ParameterTable& table) {
  const auto factor = [&](const std::string& name, double& value, const std::string& unit, double low, double high,
                          const std::string& source, const std::string& meaning) {
    table.number(name, value,
                 {.unit = unit, .min = 0, .max = 10, .low = low, .high = high, .source = source, .meaning = meaning});
  };
  table.section(
      "indicators",
      [&] {
        factor("car_kg_per_km", p.car_kg_per_km, "kg km-1", 0.16, 0.22,
               "7.7 l petrol or 7.0 l diesel per 100 km (German fleet, DIW / KBA), 2.37 and 2.65 kg/l, rounded",
               "CO2 of a combustion car, exhaust only");
        factor("ev_kwh_per_km", p.ev_kwh_per_km, "kW h km-1", 0.16, 0.28,
               "0.16 to 0.18 kWh/km from the battery at 20 degC, divided by 0.9 (project notes on energy)",
               "grid electricity of an electric car");
      },
      "cars; the factors of energy carriers are those of [energy]");
}

}  // namespace pendel::indicators
