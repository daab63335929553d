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
  const std::string uba = "BAFA, Informationsblatt CO2-Faktoren 2021 (UBA 2020)";
  table.section(
      "indicators",
      [&] {
        factor("car_kg_per_km", p.car_kg_per_km, "kg km-1", 0.16, 0.22,
               "7.7 l petrol or 7.0 l diesel per 100 km (German fleet, DIW / KBA), 2.37 and 2.65 kg/l, rounded",
               "CO2 of a combustion car, exhaust only");
        factor("ev_kwh_per_km", p.ev_kwh_per_km, "kW h km-1", 0.16, 0.28,
               "0.16 to 0.18 kWh/km from the battery at 20 degC, divided by 0.9 (project notes on energy)",
               "grid electricity of an electric car");
        factor("power_kg_per_kwh", p.power_kg_per_kwh, "kg kW-1 h-1", 0.33, 0.45,
               "UBA, German mix 2023, about 380 g/kWh", "CO2 of grid electricity");
        factor("gas_kg_per_kwh", p.gas_kg_per_kwh, "kg kW-1 h-1", 0.2, 0.202, uba,
               "CO2 of natural gas, lower heating value");
        factor("oil_kg_per_kwh", p.oil_kg_per_kwh, "kg kW-1 h-1", 0.264, 0.268, uba, "CO2 of heating oil");
        factor("district_kg_per_kwh", p.district_kg_per_kwh, "kg kW-1 h-1", 0.1, 0.3, uba, "CO2 of district heat");
        factor("biomass_kg_per_kwh", p.biomass_kg_per_kwh, "kg kW-1 h-1", 0.02, 0.04, uba, "CO2 of wood and pellets");
        factor("boiler_efficiency", p.boiler_efficiency, "1", 0.8, 0.98,
               "between old and condensing boilers, DIN V 4701-10", "useful heat per fuel");
        factor("heat_pump_cop", p.heat_pump_cop, "1", 2.6, 4.3,
               "air to radiators 2.78 (when2heat x 0.85); field mean 3.4, range 2.6 to 5.4 (Fraunhofer WP-QS 2025)",
               "heat per electricity of heat pumps over a season");
      },
      "emission factors");
}

}  // namespace pendel::indicators
