// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/incidents/incidents.hpp"

/// What an outage of an IT operator costs, in a year as it may come and in the outages that the scenario names.
namespace pendel::incidents {

/// A loss of simulated years: the mean, and the mean of the worst of them.
struct Loss {
  double expected = 0;
  double tail = 0;
};

/// Of a year, by municipality and for the region (weighted by inhabitants; the tail is that of the region's own years,
/// in which operators fail together or not).
struct YearRisk {
  std::vector<double> rate_per_year;  // [municipality]
  std::vector<Loss> lost_days;        // [municipality], full service-days a year
  std::vector<Loss> cost_eur;         // [municipality], per inhabitant and year
  double region_rate_per_year = 0;    // mean over inhabitants
  Loss region_lost_days;
  Loss region_cost_eur;
};

/// Draws `cyber.years` years: in each, each operator may be brought down once; the outage is stepped through day by day
/// until it is over. Keyed by operator and year, so that a lever changes only the years that it saves or adds.
YearRisk simulate_years(const Parameters& parameters, const OperatorGraph& graph, const Municipalities& municipalities,
                        const std::vector<double>& remote_share, const Random& random, parallel::Pool& pool);

/// Share of working days at home of the administrations' staff, per operator: telework days over five, persons of the
/// sector administration who work in its municipalities.
std::vector<double> remote_shares(const World& world, const State& state, const OperatorGraph& graph);

/// The operators with the security that the measure it_security of their municipalities adds, by inhabitants.
std::vector<Operator> secured(const Parameters& parameters, const OperatorGraph& graph,
                              const Municipalities& municipalities, const AdoptionState& adoption);

/// Of the scenario's outages, by municipality; 0 where there is none, the latest day where there are several.
struct OutageReport {
  std::vector<double> first_service_days;  // until the first service of the list is back
  std::vector<double> emergency_days;
  std::vector<double> restored_98_days;
  std::vector<double> lost_days;  // full service-days, sum over outages
  std::vector<double> cost_eur;   // per inhabitant
};
OutageReport report_outages(const Parameters& parameters, const OperatorGraph& graph,
                            const Municipalities& municipalities, const Random& random);

/// Records the risk fields once a period, after adoption has moved. Keeps no state.
class Risk final : public Model {
 public:
  /// The parameters have passed check().
  Risk(const Parameters& parameters, const World& world)
      : parameters_(parameters),
        world_(world),
        graph_(parameters.operators, parameters.services, world.region.municipalities) {}

  [[nodiscard]] std::string_view name() const override { return "risk"; }
  [[nodiscard]] Phase phase() const override { return Phase::account; }
  void advance(const Period& period, const State& state, Recorder& recorder, const std::stop_token& stop) override;
  /// Nothing: risk is of a year.
  void step(const Day&, const State&, Recorder&, const std::stop_token&) override {}

 private:
  const Parameters parameters_;
  const World& world_;
  OperatorGraph graph_;
};

}  // namespace pendel::incidents
