// SPDX-License-Identifier: Apache-2.0
#include "text/parameters.hpp"
#include "models/incidents/incidents.hpp"

namespace pendel::incidents {

namespace {

// NOLINTNEXTLINE(readability-function-size): a table
void describe_incident(Incident& incident, text::ParameterTable& table) {
  const std::string planner = "set by the scenario";
  table.text("name", incident.name, {.meaning = "what the incident is called", .required = true});
  table.choice("kind", incident.kind,
               {{"links", Kind::links},
                {"signals", Kind::signals},
                {"services", Kind::services},
                {"outage", Kind::outage},
                {"charging", Kind::charging},
                {"meters", Kind::meters}},
               {.source = planner,
                .meaning = "what it hits: roads; signals, services, charging points or meters of municipalities; an "
                           "IT operator with all that hangs on it"});
  table.numbers("links", incident.links,
                {.source = planner, .meaning = "ids of the roads (column way_id of link.csv), all their directions"});
  table.text("street", incident.street, {.source = planner, .meaning = "name of a street, all its links"});
  table.number("x_m", incident.x_m,
               {.unit = "m", .source = planner, .meaning = "east of a circle's centre, in the region's plane"});
  table.number("y_m", incident.y_m, {.unit = "m", .source = planner, .meaning = "north of a circle's centre"});
  table.number("radius_m", incident.radius_m,
               {.unit = "m",
                .min = 0,
                .source = planner,
                .meaning = "links with their middle in the circle are hit; 0: no circle"});
  table.number("capacity_factor", incident.capacity_factor,
               {.unit = "1",
                .min = 0,
                .max = 2,
                .source = planner,
                .meaning = "what is left of the capacity; 0 closes; above 1 for signals only"});
  table.number(
      "delay_factor", incident.delay_factor,
      {.unit = "1",
       .min = 0,
       .max = 5,
       .source = planner,
       .meaning = "kind signals: times the delay that the signals cause to every vehicle (mobility.signal_cycle_s), "
                  "on whole days; below 1: better control"});
  table.numbers("nodes", incident.nodes,
                {.source = planner,
                 .meaning = "kind signals: ids of crossings that are treated (column node_id of node.csv), besides "
                            "those with signals in the municipalities"});
  table.texts("municipalities", incident.municipalities, {.source = planner, .meaning = "AGS (8 digits), or \"all\""});
  table.number("service_level", incident.service_level,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .source = planner,
                .meaning = "share of services, charging points or meters that works"});
  table.text("operator", incident.operator_name,
             {.source = planner, .meaning = "kind outage: the [[operator]] that is down"});
  table.number("forensic_days", incident.forensic_days,
               {.unit = "d",
                .min = -1,
                .max = 1000,
                .source = planner,
                .meaning = "kind outage: days before anything is switched on; negative: drawn from [cyber]"});
  table.text("from", incident.from, {.source = planner, .meaning = "first day, YYYY-MM-DD; empty: from the start"});
  table.text("to", incident.to, {.source = planner, .meaning = "last day, YYYY-MM-DD; empty: to the end"});
  table.number("from_h", incident.from_h,
               {.unit = "h",
                .min = 0,
                .max = 24,
                .source = planner,
                .meaning = "kinds links and signals: time of each of its days at which it begins, 7.5 = half past 7"});
  table.number("to_h", incident.to_h,
               {.unit = "h",
                .min = 0,
                .max = 24,
                .source = planner,
                .meaning = "kinds links and signals: time of each of its days at which it ends"});
}

}  // namespace

void describe(Parameters& parameters, text::ParameterTable& table) {
  table.list("incident", parameters.incidents, describe_incident,
             {.meaning = "closed or narrowed roads, services that fail"});
  describe(parameters.operators, parameters.services, table);
  describe(parameters.cyber, table);
}

}  // namespace pendel::incidents
