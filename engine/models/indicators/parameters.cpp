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
        table.number(
            "parking_search_s", p.parking_search_s,
            {.unit = "s",
             .min = 0,
             .max = 3600,
             .low = 10,
             .high = 90,
             .source = "van Ommeren, Wentink, Rietveld 2012, Empirical evidence on cruising for parking, Transp. "
                       "Res. A 46(1): 36 s a car trip in the Netherlands, from memory",
             .meaning = "search for a place to park, per car trip to shops or leisure; at home and at work none"});
        table.number("parking_search_kmh", p.parking_search_kmh,
                     {.unit = "km h-1",
                      .min = 1,
                      .max = 50,
                      .low = 10,
                      .high = 20,
                      .source = "assumption; Shoup 2006, Cruising for parking, Transport Policy 13(6): 10 mph",
                      .meaning = "speed meanwhile"});
        const auto saving = [&](const std::string& name, double& value, double low, double high,
                                const std::string& meaning) {
          table.number(
              name, value,
              {.unit = "1",
               .min = 0,
               .max = 1,
               .low = low,
               .high = high,
               .source = "SFpark pilot, San Francisco: search time -43 %, circling -30 % (sfmta.com); there with "
                         "prices by demand",
               .meaning = meaning});
        };
        saving("smart_parking_time_saving", p.smart_parking_time_saving, 0.1, 0.43,
               "time of search that smart_parking saves where the municipality has it");
        saving("smart_parking_distance_saving", p.smart_parking_distance_saving, 0.1, 0.30, "the same of the distance");
      },
      "cars, parking; the factors of energy carriers are those of [energy]");
}

}  // namespace pendel::indicators
