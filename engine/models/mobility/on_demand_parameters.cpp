// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/parameters.hpp"
#include "text/parameters.hpp"

namespace pendel::mobility {

namespace {

constexpr auto by_planner = "set by the scenario";

void describe_fleet(OnDemandService& s, text::ParameterTable& table) {
  table.text("name", s.name, {.source = by_planner, .meaning = "What the service is called.", .required = true});
  table.texts("municipalities", s.municipalities,
              {.source = by_planner, .meaning = "AGS of the municipalities within and between which it drives."});
  table.flag("by_measure", s.by_measure,
             {.source = by_planner,
              .meaning = "It serves only those municipalities that have introduced the measure on_demand_bus."});
  table.integer("vans", s.vans,
                {.unit = "1", .min = 0, .max = 1000, .low = 2, .high = 12, .source = by_planner, .meaning = "Vans."});
  table.integer("seats", s.seats,
                {.unit = "1",
                 .min = 1,
                 .max = 50,
                 .source = "driving licence of class B: at most eight besides the driver (section 6 FeV)",
                 .meaning = "Passengers at once."});
  table.flag("pooling", s.pooling,
             {.source = by_planner, .meaning = "Rides are shared; if not, a van takes one booking at a time."});
  table.number("begin_h", s.begin_h,
               {.unit = "h", .min = 0, .max = 24, .source = by_planner, .meaning = "Begin of service."});
  table.number("end_h", s.end_h,
               {.unit = "h", .min = 0, .max = 24, .source = by_planner, .meaning = "The last passenger is set down."});
}

void describe_promises(OnDemandService& s, text::ParameterTable& table) {
  table.number("max_wait_s", s.max_wait_s,
               {.unit = "s",
                .min = 0,
                .max = 14400,
                .low = 600,
                .high = 1800,
                .source = "assumption",
                .meaning = "Longest wait from the wanted departure until one is fetched; else the tour is refused."});
  table.number("max_detour", s.max_detour,
               {.unit = "1",
                .min = 1,
                .max = 10,
                .low = 1.4,
                .high = 2,
                .source = "assumption; form: MATSim's DRT (Bischoff, Maciejewski, Nagel 2017, City-wide shared taxis)",
                .meaning = "The ride takes at most so many times the direct way, if one waits longest."});
  table.number("dwell_s", s.dwell_s,
               {.unit = "s",
                .min = 0,
                .max = 1800,
                .low = 30,
                .high = 120,
                .source = "assumption",
                .meaning = "Stop for one booking to get in or out."});
  table.number("access_s", s.access_s,
               {.unit = "s",
                .min = 0,
                .max = 3600,
                .low = 60,
                .high = 300,
                .source = "assumption: some 200 m to a place where the van can stop",
                .meaning = "Way on foot at either end."});
}

void describe_attraction(OnDemandService& s, text::ParameterTable& table) {
  table.number("fare_eur", s.fare_eur,
               {.unit = "EUR",
                .min = 0,
                .max = 1000,
                .low = 1,
                .high = 5,
                .source = "assumption: a ticket of the local bus",
                .meaning = "Fare of a ride."});
  table.number("fare_eur_per_km", s.fare_eur_per_km,
               {.unit = "EUR km-1", .min = 0, .max = 100, .source = by_planner, .meaning = "More with each km."});
  table.number("expected_wait_s", s.expected_wait_s,
               {.unit = "s",
                .min = 0,
                .max = 14400,
                .low = 300,
                .high = 1200,
                .source = "assumption: half of the longest wait; the result says what it was",
                .meaning = "Wait that people reckon with when they choose."});
  table.number("expected_detour", s.expected_detour,
               {.unit = "1",
                .min = 1,
                .max = 10,
                .low = 1.1,
                .high = 1.6,
                .source = "assumption: between the direct way and the longest one allowed",
                .meaning = "Ride over direct way that people reckon with when they choose."});
  table.number("constant", s.constant,
               {.unit = "1",
                .min = -50,
                .max = 50,
                .low = -1,
                .high = 1,
                .source = "assumption: as other public transport; no value is published for German regions",
                .meaning = "Utility over that of transit at the same times and fare."});
}

void describe_service(OnDemandService& service, text::ParameterTable& table) {
  describe_fleet(service, table);
  describe_promises(service, table);
  describe_attraction(service, table);
}

}  // namespace

void describe_on_demand(Parameters& parameters, text::ParameterTable& table) {
  table.list("on_demand", parameters.on_demand, describe_service,
             {.source = by_planner, .meaning = "Fleets of vans on call (Rufbus). Booked before the day."});
}

}  // namespace pendel::mobility
