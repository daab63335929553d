// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/measures.hpp"
#include "text/parameters.hpp"

namespace pendel::adoption {

namespace {

constexpr auto assumed = "assumption; no published magnitude found";

constexpr auto software = "assumption: maintenance and hosting of software, 15 to 25 % of its cost a year";
constexpr auto operation = "assumption: mostly operation, vehicles or rooms and staff";
constexpr auto nothing_to_run = "assumption: nothing to run that was not run before";
constexpr auto law = "Online Access Act (OZG) of 2017, section 1: by the end of 2022";

struct Facts {
  MeasureParameters values;
  const char* source;  // of p, q and the ceiling
  const char* running_source;
  const char* benefit_source;
};

/// In the order of Measure.
const std::array<Facts, measures> facts = {{
    {{.1256, .06, .78, 20'000, 1, .5, 0, 2, 0},
     "p and the start year fitted to the share of municipalities with a strategy, 11 % in 2016 and 19 % in 2019 (WIK "
     "Kommunalstudie 2022), given q, ceiling and staff; q and ceiling: Bass fit of the series, 90 % of q -0.44 to "
     "0.55",
     nothing_to_run,
     assumed},
    {{.10, .10, .80, 60'000, 2, .5, .2, 1, 0},
     "below a third of municipalities in 2019; rates assumed",
     software,
     assumed},
    {{.15, .20, 1.0, 15'000, 2, .3, .2, 2, 2022.99}, "assumption; the law obliges all (OZG)", software, assumed},
    {{.05, .10, .50, 60'000, 5, .5, .1, 3, 0}, "assumption; no published magnitude found", software, assumed},
    {{.03, .10, .40, 40'000, 3, .3, .2, 1, 0}, "assumption; no published magnitude found", software, assumed},
    {{.08, .10, .90, 20'000, 1, .3, .2, 5.6, 0},
     "assumption; no published magnitude found",
     software,
     "15 % of 250 kWh per resident (energy_management_saving) at 0.15 EUR"},
    {{.10, .10, 1.0, 0, 12, .1, 0, 8.6, 0},
     "assumption; no published magnitude found",
     nothing_to_run,
     "60 % of 48 kWh per resident (led_saving) at 0.30 EUR"},
    {{.03, .05, .50, 80'000, 6, .5, .8, 3, 0}, "assumption; no published magnitude found", operation, assumed},
    {{.03, .05, .50, 60'000, 2, .3, .5, 1, 0}, "assumption; no published magnitude found", operation, assumed},
    {{.06, .10, .80, 60'000, 1, .5, .2, 1, 0},
     "open source used by 64 % (2021) and 59 % (2023), strategy 30 %; rates assumed",
     software,
     assumed},
    {{.10, .10, 1.0, 20'000, 3, .4, .2, .5, 0},
     "about half feel prepared (Zukunftsradar 2024); rates assumed",
     software,
     assumed},
}};

void describe_measure(MeasureParameters& m, const Facts& of, const std::string& name, text::ParameterTable& table) {
  const std::string source = of.source;
  const auto row = [&](const char* key, double& target, const char* unit, double most, double low, double high,
                       const std::string& from, const std::string& meaning) {
    table.number(name + "." + key, target,
                 {.unit = unit, .min = 0, .max = most, .low = low, .high = high, .source = from, .meaning = meaning});
  };
  row("p_per_year", m.p_per_year, "1", 5, 0.5 * m.p_per_year, 2 * m.p_per_year, source,
      "introduced on one's own, a year, with all staff at hand");
  row("q_per_year", m.q_per_year, "1", 5, 0, std::max(0.5, m.q_per_year), source,
      "by the example of all peers, a year");
  row("ceiling", m.ceiling, "1", 1, 0.75 * m.ceiling, std::min(1.0, 1.28 * m.ceiling), source,
      "municipalities that will ever want it");
  row("cost_eur", m.cost_eur, "EUR", 1e9, 0.5 * m.cost_eur, 2 * m.cost_eur, assumed, "fixed cost of one municipality");
  row("cost_eur_per_inhabitant", m.cost_eur_per_inhabitant, "EUR", 1e5, 0.5 * m.cost_eur_per_inhabitant,
      2 * m.cost_eur_per_inhabitant, assumed, "cost per resident");
  row("staff_fte", m.staff_fte, "1", 1000, 0.5 * m.staff_fte, 2 * m.staff_fte, assumed,
      "full-time staff needed while it is introduced");
  row("running_share", m.running_share, "1", 10, 0.5 * m.running_share, 2 * m.running_share, of.running_source,
      "of its cost, a year, once it is there");
  row("benefit_eur_per_inhabitant", m.benefit_eur_per_inhabitant, "EUR", 1e4, 0.3 * m.benefit_eur_per_inhabitant,
      3 * m.benefit_eur_per_inhabitant, of.benefit_source,
      "what it saves or is worth, per resident and year: sets the order in which money is spent");
  table.number(name + ".deadline_year", m.deadline_year,
               {.unit = "1",
                .min = 0,
                .source = m.deadline_year > 0 ? law : "no deadline",
                .meaning = "by which the law asks for it, 0: none; then money goes to it first"});
}

void describe_policies(MunicipalParameters& p, text::ParameterTable& table) {
  const auto lever = [&](const char* name, double& target, double most, const std::string& meaning) {
    table.number(name, target, {.unit = "1", .min = 0, .max = most, .source = "lever", .meaning = meaning});
  };
  table.number("policy_from", p.policy_from,
               {.unit = "1", .source = "lever", .meaning = "year from which the policies of municipalities hold"});
  lever("peer_exchange", p.peer_exchange, 100, "multiplies imitation: networks, visits, shared staff");
  lever("staff_factor", p.staff_factor, 100, "multiplies the staff for digital matters");
  lever("budget_factor", p.budget_factor, 100, "multiplies the budget for new measures");
  lever("regional_tender", p.regional_tender, 1, "1: those who introduce a measure together share its fixed cost");
  lever("shared_platform", p.shared_platform, 1,
        "1: the region shares the fixed cost of data and open-source platforms");
}

}  // namespace

MunicipalParameters::MunicipalParameters() {
  for (std::size_t k = 0; k < measures; ++k) measure[k] = facts[k].values;
}

void describe(MunicipalParameters& p, text::ParameterTable& table) {
  const auto row = [&](const char* name, double& target, const char* unit, double low, double high,
                       const std::string& source, const std::string& meaning) {
    table.number(name, target,
                 {.unit = unit, .min = 0, .low = low, .high = high, .source = source, .meaning = meaning});
  };
  row("start_year", p.start_year, "1", 2011, 2015, facts[0].source, "before it no municipality had a digital measure");
  row("staff_per_1000", p.staff_per_1000, "1", 0.025, 0.1,
      "assumption; lack of staff is the obstacle of more than 75 % (WIK Kommunalstudie 2022)",
      "full-time staff for digital matters per 1,000 residents");
  row("budget_eur_per_inhabitant", p.budget_eur_per_inhabitant, "EUR", 3, 20, assumed,
      "a year, for digital measures, those that run and new ones");
  row("learning_alpha", p.learning_alpha, "1", 0.1, 0.9, "assumption, 0.3 to 0.9 for shared development",
      "cost falls with the number of municipalities to the power of minus this");
  row("reference_number", p.reference_number, "1", 50, 200, assumed, "municipalities for which the costs hold");
  row("neighbour_weight", p.neighbour_weight, "1", 0.2, 0.6, assumed, "weight of the four nearest among the peers");
  row("county_weight", p.county_weight, "1", 0.1, 0.4, assumed, "weight of the county among the peers");
  describe_policies(p, table);
  for (std::size_t k = 0; k < measures; ++k)
    describe_measure(p.measure[k], facts[k], std::string(to_string(static_cast<Measure>(k))), table);
}

}  // namespace pendel::adoption
