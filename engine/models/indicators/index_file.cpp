// SPDX-License-Identifier: Apache-2.0
#include "models/indicators/ranking.hpp"
#include "text/parameters.hpp"

namespace pendel::indicators {

namespace {

constexpr auto planner = "set by the index file";

void describe_index(IndexDefinition& index, text::ParameterTable& table) {
  table.text("name", index.name, {.source = planner, .meaning = "what the index is called", .required = true});
  table.choice(
      "normalisation", index.normalisation,
      {{"none", Normalisation::none},
       {"min_max", Normalisation::min_max},
       {"best", Normalisation::best},
       {"fixed", Normalisation::fixed}},
      {.source = "OECD / JRC handbook 2008, ch. 5",
       .meaning = "how values become points: as they are; worst 0 and best 100; best 100; low 0 and high 100"});
  table.choice("aggregation", index.aggregation,
               {{"linear", Aggregation::linear}, {"geometric", Aggregation::geometric}},
               {.source = "OECD / JRC handbook 2008, ch. 6",
                .meaning = "weighted arithmetic mean, or geometric: weak fields cannot be made good"});
  table.number("weight_concentration", index.weight_concentration,
               {.unit = "1",
                .min = 0,
                .source = planner,
                .meaning = "Dirichlet around the weights: alpha = concentration x weight; 0: weights are sure"});
}

void describe_domain(DomainWeight& domain, text::ParameterTable& table) {
  table.text("index", domain.index, {.source = planner, .meaning = "name of the index; empty: all of them"});
  table.text("domain", domain.name, {.source = planner, .meaning = "name of the domain", .required = true});
  table.number("weight", domain.weight, {.unit = "1", .min = 0, .source = planner, .meaning = "weight of the domain"});
}

void describe_component(Component& c, text::ParameterTable& table) {
  table.text("index", c.index, {.source = planner, .meaning = "name of the index; empty: all of them"});
  table.text("column", c.column,
             {.source = planner, .meaning = "column of the table, or indicator of the result", .required = true});
  table.text("domain", c.domain, {.source = planner, .meaning = "domain that it belongs to"});
  table.number("weight", c.weight, {.unit = "1", .min = 0, .source = planner, .meaning = "weight within the domain"});
  table.choice("better", c.better, {{"higher", Better::higher}, {"lower", Better::lower}},
               {.source = planner, .meaning = "which values are good"});
  table.number("noise_sd", c.noise_sd,
               {.unit = "1",
                .min = 0,
                .source = planner,
                .meaning = "standard deviation of measurement, in the unit of the column"});
  table.number("low", c.low, {.unit = "1", .source = planner, .meaning = "normalisation fixed: worth 0 points"});
  table.number("high", c.high, {.unit = "1", .source = planner, .meaning = "normalisation fixed: worth 100 points"});
}

}  // namespace

void describe(IndexFile& file, text::ParameterTable& table) {
  table.list("index", file.indices, &describe_index, {.meaning = "composite indices, side by side"});
  table.list("domain", file.domains, &describe_domain, {.meaning = "weights of domains; 1 where nothing is said"});
  table.list("component", file.components, &describe_component, {.meaning = "indicators that an index is made of"});
}

}  // namespace pendel::indicators
