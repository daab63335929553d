// SPDX-License-Identifier: Apache-2.0
#include "models/energy/feeders/parameters.hpp"

#include "text/parameters.hpp"

namespace pendel::energy {

namespace {

void describe_incident(LoadIncident& incident, text::ParameterTable& table) {
  const std::string planner = "set by the scenario";
  table.text("name", incident.name, {.meaning = "what the incident is called", .required = true});
  table.choice(
      "kind", incident.kind,
      {{"charge_all", Attack::charge_all},
       {"stop_charging", Attack::stop_charging},
       {"devices_on", Attack::devices_on},
       {"devices_off", Attack::devices_off},
       {"false_price", Attack::false_price},
       {"meter_outage", Attack::meter_outage},
       {"forced_dimming", Attack::forced_dimming}},
      {.source = planner,
       .meaning = "hijacked charging backend, botnet of devices, false price, meters without connection, dimming "
                  "without need"});
  table.number("from_h", incident.from_h, {.unit = "h", .min = 0, .max = 24, .source = planner, .meaning = "begins"});
  table.number("to_h", incident.to_h, {.unit = "h", .min = 0, .max = 24, .source = planner, .meaning = "ends"});
  table.number(
      "share", incident.share,
      {.unit = "1", .min = 0, .max = 1, .source = planner, .meaning = "of the cars, homes or meters that are hit"});
  table.number("device_w", incident.device_w,
               {.unit = "W",
                .min = 0,
                .max = 20000,
                .source = "high-wattage devices of 1 to 5 kW (Soltan et al., USENIX Security 2018)",
                .meaning = "power of a home's hacked device"});
}

}  // namespace

void describe(FeedersParameters& p, text::ParameterTable& table) {
  table.section(
      "feeders",
      [&] {
        table.number("source_pu", p.source_pu,
                     {.unit = "1",
                      .min = 0.8,
                      .max = 1.2,
                      .low = 0.965,
                      .high = 1.055,
                      .source = "SimBench: 0.965 at high load, 1.055 at high feed-in",
                      .meaning = "voltage of the medium-voltage side"});
        table.number("power_factor", p.power_factor,
                     {.unit = "1",
                      .min = 0.5,
                      .max = 1,
                      .low = 0.93,
                      .high = 1,
                      .source = "ding0, loads 0.97",
                      .meaning = "of what is drawn; what is fed in has none"});
        table.number("voltage_low", p.voltage_low,
                     {.unit = "1",
                      .min = 0.5,
                      .max = 1,
                      .low = 0.9,
                      .high = 0.95,
                      .source = "EN 50160, -10 %",
                      .meaning = "a grid below counts as overloaded"});
        table.number(
            "phase_unbalance", p.phase_unbalance,
            {.unit = "1",
             .min = 0,
             .max = 1,
             .low = 0.05,
             .high = 0.5,
             .source = "assumption; single-phase charging may differ by 4.6 kVA between phases (VDE-AR-N 4100)",
             .meaning = "phases of the single-phase sensitivity: one carries 1 + 2 u, the others 1 - u of a "
                        "third; 1: everything on one phase"});
        table.number("voltage_high", p.voltage_high,
                     {.unit = "1",
                      .min = 1,
                      .max = 1.5,
                      .low = 1.05,
                      .high = 1.1,
                      .source = "EN 50160, +10 %",
                      .meaning = "a grid above counts as overloaded"});
        table.list("incident", p.incidents, describe_incident, {.meaning = "what somebody does to loads, every day"});
      },
      "low-voltage grids: voltages, limits, incidents");
}

}  // namespace pendel::energy
