// SPDX-License-Identifier: Apache-2.0
#include "text/parameters.hpp"
#include "models/incidents/incidents.hpp"

namespace pendel::incidents {

namespace {

void describe_incident(Incident& incident, text::ParameterTable& table) {
  const std::string planner = "set by the scenario";
  table.text("name", incident.name, {.meaning = "what the incident is called", .required = true});
  table.choice("kind", incident.kind, {{"links", Kind::links}, {"services", Kind::services}},
               {.source = planner, .meaning = "what it hits: roads, or services of municipalities"});
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
  table.number(
      "capacity_factor", incident.capacity_factor,
      {.unit = "1", .min = 0, .max = 1, .source = planner, .meaning = "what is left of the capacity; 0 closes"});
  table.texts("municipalities", incident.municipalities, {.source = planner, .meaning = "AGS (8 digits), or \"all\""});
  table.number(
      "service_level", incident.service_level,
      {.unit = "1", .min = 0, .max = 1, .source = planner, .meaning = "share of municipal services that work"});
  table.text("from", incident.from, {.source = planner, .meaning = "first day, YYYY-MM-DD; empty: from the start"});
  table.text("to", incident.to, {.source = planner, .meaning = "last day, YYYY-MM-DD; empty: to the end"});
}

}  // namespace

void describe(Parameters& parameters, text::ParameterTable& table) {
  table.list("incident", parameters.incidents, describe_incident,
             {.meaning = "closed or narrowed roads, services that fail"});
}

}  // namespace pendel::incidents
