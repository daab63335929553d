// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include "models/incidents/cyber.hpp"
#include "text/number_rows.hpp"

namespace pendel::incidents {

namespace {

constexpr std::string_view zukunftsradar =
    "Zukunftsradar Digitale Kommune 2024 (DStGB, IIT): attacked within 24 months 26 % of all, 43 % above 100,000";

void describe_hazard(Cyber& c, text::NumberRows& row) {
  row("attacks_per_year", c.attacks_per_year, "yr-1", {0, 10, 0.1, 0.3},
      std::string(zukunftsradar) + ": -ln(1 - 0.26) / 2",
      "successful attacks a year on an operator of the reference size");
  row("reference_inhabitants", c.reference_inhabitants, "1", {1, 1e9, 8000, 30000},
      "assumption: a typical municipality that answered the survey", "inhabitants served, to which the rate belongs");
  row("size_exponent", c.size_exponent, "1", {0, 2, 0, 0.4},
      std::string(zukunftsradar) + ": ln(0.281 / 0.151) / ln(200,000 / 15,000)",
      "how the rate grows with the inhabitants served");
  row("severe_share", c.severe_share, "1", {0, 1, 0.0033, 0.067},
      "more than 100 authorities hit severely in six years to mid-2021 (kommunalwiki.boell.de): 0.0015 a year and "
      "municipality, 0.0005 to 0.01, divided by the rate of attacks",
      "attacks that bring everything down");
  row("security_factor", c.security_factor, "1", {1, 100, 2, 10}, "assumption; no magnitude published",
      "hazard at security 0 against security 1");
  row("remote_effect", c.remote_effect, "1", {0, 100, 0.5, 5}, "assumption; no magnitude published",
      "how much unprotected remote work of all staff on all days adds to the hazard");
  row("mfa_effect", c.mfa_effect, "1", {0, 1, 0.5, 0.99},
      "Microsoft 2019: multi-factor login stops over 99 % of attacks on accounts, from memory; accounts are not the "
      "only way in",
      "hazard of remote work that multi-factor login takes away");
  row("vpn_effect", c.vpn_effect, "1", {0, 1, 0.1, 0.6}, "assumption; no magnitude published",
      "hazard of remote work that access by the house's own network takes away");
  row("device_effect", c.device_effect, "1", {0, 1, 0.2, 0.7}, "assumption; no magnitude published",
      "hazard of remote work that managed devices take away");
  row("training_effect", c.training_effect, "1", {0, 1, 0.1, 0.6}, "assumption; no magnitude published",
      "hazard of remote work that training takes away");
  row("measure_security", c.measure_security, "1", {0, 1, 0.1, 0.5}, "assumption; no magnitude published",
      "security that the measure it_security adds to an operator, if all its municipalities have it");
  row("segment_spread", c.segment_spread, "1", {0, 1, 0.1, 0.6}, "assumption; no magnitude published",
      "probability that each other segment of the operator falls, too");
}

void describe_recovery(Cyber& c, text::NumberRows& row) {
  row("forensic_low_days", c.forensic_low_days, "d", {0, 1000, 1, 7}, "project notes on cyber incidents: 3 to 21 days",
      "least days before anything is switched on again");
  row("forensic_high_days", c.forensic_high_days, "d", {0, 1000, 14, 30},
      "project notes on cyber incidents: 3 to 21 days", "most days before anything is switched on again");
  row("recovery_days", c.recovery_days, "d", {0.1, 10000, 20, 200},
      "Südwestfalen-IT 2023/24: 98 % after 11 months, as an exponential from the first day",
      "mean of the exponential restoration after the forensic days");
  row("emergency_ends_at", c.emergency_ends_at, "1", {0, 0.99, 0.78, 0.95},
      "definition: nine tenths; Burscheid's 4.5 months of emergency mode would mean 0.78",
      "share of the restoration work at which an emergency is lifted");
}

void describe_cost(Cyber& c, text::NumberRows& row) {
  row("provider_eur_per_inhabitant", c.provider_eur_per_inhabitant, "EUR", {0, 1000, 0.7, 1.75},
      "Südwestfalen-IT: 2.8 million EUR for 1.7 million inhabitants, levy 1 EUR (rundschau-online, wdr)",
      "what an outage costs the operator, per inhabitant hit");
  row("loss_eur_per_day", c.loss_eur_per_day, "EUR d-1", {0, 1000, 0.02, 0.28},
      "Hochsauerlandkreis: 2.7 million EUR of uncollected fines, fees and staff, 10.4 EUR per inhabitant, over the "
      "service-days that this model gives",
      "what a full service-day lost costs the municipality, per inhabitant");
  row("staff_per_inhabitant", c.staff_per_inhabitant, "1", {0, 1, 0.01, 0.016},
      "Südwestfalen-IT: 20,000 to 22,000 workplaces for 1.65 million inhabitants", "workplaces with IT per inhabitant");
  row("mfa_eur", c.mfa_eur, "EUR yr-1", {0, 1e5, 20, 80}, "assumption: list prices of tokens and licences",
      "multi-factor login for a workplace away from the office");
  row("vpn_eur", c.vpn_eur, "EUR yr-1", {0, 1e5, 30, 120}, "assumption: list prices", "access by the own network");
  row("device_eur", c.device_eur, "EUR yr-1", {0, 1e5, 150, 500}, "assumption: a managed notebook over four years",
      "managed device");
  row("training_eur", c.training_eur, "EUR yr-1", {0, 1e5, 15, 60}, "assumption: list prices of courses", "training");
  row("security_eur_per_inhabitant", c.security_eur_per_inhabitant, "EUR yr-1", {0, 1000, 1, 10},
      "assumption; no magnitude published", "from security 0 to security 1, per inhabitant served");
}

void describe_service(Service& service, text::ParameterTable& table) {
  const std::string assumed = "assumption; order as German emergency plans give it, no magnitudes published";
  table.text("name", service.name, {.source = assumed, .meaning = "what the service is called", .required = true});
  table.number("work_share", service.work_share,
               {.unit = "1", .min = 0, .max = 1, .source = assumed, .meaning = "share of the work of restoring all"});
  table.number("weight", service.weight,
               {.unit = "1", .min = 0, .max = 1, .source = assumed, .meaning = "share of citizens' contacts"});
}

void describe_operator(Operator& op, text::ParameterTable& table) {
  const std::string planner = "set by the scenario";
  const auto share = [&](const std::string& name, double& value, const std::string& meaning) {
    table.number(name, value, {.unit = "1", .min = 0, .max = 1, .source = planner, .meaning = meaning});
  };
  table.text("name", op.name, {.meaning = "what the operator is called", .required = true});
  table.texts("municipalities", op.municipalities, {.source = planner, .meaning = "AGS (8 digits), or \"all\""});
  table.texts("services", op.services, {.source = planner, .meaning = "names of [[service]]; empty: all"});
  share("security", op.security, "0 nothing done, 0.5 as usual, 1 all that is known");
  table.integer("segments", op.segments,
                {.min = 1, .max = 1000, .source = planner, .meaning = "networks kept apart from each other"});
  table.number("staff_factor", op.staff_factor,
               {.unit = "1",
                .min = 0.01,
                .max = 100,
                .source = planner,
                .meaning = "people who restore, per municipality, against the usual"});
  share("fallback", op.fallback, "share of the services that goes on without IT");
  share("mfa", op.mfa, "multi-factor login, share of staff away from the office");
  share("vpn", op.vpn, "remote access only through the own network");
  share("managed_devices", op.managed_devices, "devices that the operator manages");
  share("training", op.training, "staff trained within a year");
}

}  // namespace

void describe(Cyber& cyber, text::ParameterTable& table) {
  table.section(
      "cyber",
      [&] {
        text::NumberRows row(table);
        describe_hazard(cyber, row);
        describe_recovery(cyber, row);
        describe_cost(cyber, row);
        table.integer("years", cyber.years,
                      {.min = 100,
                       .max = 10000000,
                       .source = "1 % of them, the tail, are a hundred",
                       .meaning = "simulated years of which the expected loss and its tail are taken"});
        row("tail", cyber.tail, "1", {1e-6, 1, 0.005, 0.05}, "usual choice",
            "CVaR is the mean of this share of the years, the worst");
      },
      "attacks on IT operators: hazard, recovery, cost");
}

void describe(std::vector<Operator>& operators, std::vector<Service>& services, text::ParameterTable& table) {
  table.list("operator", operators, &describe_operator, {.meaning = "who runs the IT of which municipalities"});
  table.list("service", services, &describe_service, {.meaning = "municipal services in the order of restoration"});
}

}  // namespace pendel::incidents
