// SPDX-License-Identifier: Apache-2.0
#include "models/incidents/risk.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/math.hpp"

namespace pendel::incidents {

namespace {

/// An operator brought down in a simulated year.
struct Event {
  std::uint32_t year = 0;
  std::uint32_t op = 0;
  int forensic_days = 0;
  std::vector<bool> fallen;  // by segment
  friend bool operator<(const Event& a, const Event& b) { return a.year != b.year ? a.year < b.year : a.op < b.op; }
};

double inhabitants_of(const Municipalities& municipalities, MunicipalityId m) {
  const double n = municipalities.population[m];
  return std::isnan(n) ? 0 : n;
}

std::vector<Event> draw_events(const Parameters& parameters, const OperatorGraph& graph,
                               const std::vector<double>& remote_share, const Random& random, parallel::Pool& pool) {
  std::vector<double> chance;  // of at least one in a year
  for (std::size_t o = 0; o < graph.operators(); ++o)
    chance.push_back(-math::expm1(
        -severe_per_year(parameters.cyber, parameters.operators[o], graph.inhabitants(o), remote_share[o])));
  return parallel::collect<Event>(
      pool, static_cast<std::size_t>(parameters.cyber.years), [&](std::size_t y, auto emit) {
        const auto year = static_cast<std::uint32_t>(y);
        for (std::size_t o = 0; o < graph.operators(); ++o) {
          const auto draw = random(Stream::incidents_hazard, std::uint64_t{o}, year);
          if (draw.uniform(0) >= chance[o]) continue;
          const auto segments = static_cast<std::uint32_t>(parameters.operators[o].segments);
          const auto first = draw.below(segments, 1);
          Event event{year, static_cast<std::uint32_t>(o),
                      forensic_days(parameters.cyber, random(Stream::incidents_hazard, std::uint64_t{o}, year, 1)),
                      std::vector<bool>(segments)};
          for (std::uint32_t s = 0; s < segments; ++s)
            event.fallen[s] = s == first || random(Stream::incidents_hazard, std::uint64_t{o}, year, 2 + s).uniform() <
                                                parameters.cyber.segment_spread;
          emit(std::move(event));
        }
      });
}

double lost_days_of(const std::vector<float>& course) {
  double lost = 0;
  for (const float level : course) lost += 1 - static_cast<double>(level);
  return lost;
}

/// Full service-days that an outage costs a municipality, by its forensic days; each found by stepping through the
/// days.
class LossTable {
 public:
  LossTable(const Parameters& parameters, const OperatorGraph& graph, std::size_t municipalities, parallel::Pool& pool)
      : low_(static_cast<int>(parameters.cyber.forensic_low_days)),
        delays_(
            static_cast<std::size_t>(std::max(0, static_cast<int>(parameters.cyber.forensic_high_days) - low_) + 1)),
        municipalities_(municipalities),
        lost_(graph.operators() * municipalities * delays_, 0) {
    for (std::size_t o = 0; o < graph.operators(); ++o) {
      const auto& members = graph.members(o);
      parallel::for_each<std::size_t>(pool, members.size(), [&](std::size_t i) {
        for (std::size_t d = 0; d < delays_; ++d)
          lost_[index(o, members[i].index(), d)] =
              lost_days_of(outage_course(parameters.cyber, parameters.operators, parameters.services, graph, o,
                                         members[i], low_ + static_cast<int>(d)));
      });
    }
  }
  [[nodiscard]] double of(std::size_t op, MunicipalityId m, int forensic_days) const {
    return lost_[index(op, m.index(), static_cast<std::size_t>(forensic_days - low_))];
  }

 private:
  [[nodiscard]] std::size_t index(std::size_t op, std::size_t m, std::size_t delay) const {
    return (op * municipalities_ + m) * delays_ + delay;
  }
  int low_;
  std::size_t delays_;
  std::size_t municipalities_;
  std::vector<double> lost_;
};

/// `per_year` holds the years with a loss; all others lost nothing.
Loss loss_of(std::vector<double> per_year, int years, double tail) {
  std::sort(per_year.begin(), per_year.end(), std::greater<>());
  const auto worst = static_cast<std::size_t>(std::ceil(tail * years - 1e-9));
  const auto sum = [&](std::size_t n) {
    return std::accumulate(per_year.begin(), per_year.begin() + static_cast<std::ptrdiff_t>(n), 0.0);
  };
  return {sum(per_year.size()) / years,
          sum(std::min(worst, per_year.size())) / static_cast<double>(std::max<std::size_t>(worst, 1))};
}

/// Adds to the last value if it is of the same year.
class PerYear {
 public:
  void add(std::uint32_t year, double value) {
    if (values_.empty() || year_ != year) values_.push_back(0);
    year_ = year;
    values_.back() += value;
  }
  std::vector<double> take() { return std::move(values_); }

 private:
  std::uint32_t year_ = 0;
  std::vector<double> values_;
};

}  // namespace

YearRisk simulate_years(const Parameters& parameters, const OperatorGraph& graph, const Municipalities& municipalities,
                        const std::vector<double>& remote_share, const Random& random, parallel::Pool& pool) {
  const auto& cyber = parameters.cyber;
  const auto n = municipalities.size();
  YearRisk risk;
  risk.rate_per_year.assign(n, 0);
  risk.lost_days.assign(n, {});
  risk.cost_eur.assign(n, {});
  if (graph.operators() == 0) return risk;
  double all = 0;
  for (auto m : ids<MunicipalityId>(n)) all += inhabitants_of(municipalities, m);
  for (std::size_t o = 0; o < graph.operators(); ++o) {
    const double segments = parameters.operators[o].segments;
    const double reached = 1 / segments + (1 - 1 / segments) * cyber.segment_spread;
    const double rate = severe_per_year(cyber, parameters.operators[o], graph.inhabitants(o), remote_share[o]);
    for (auto m : graph.members(o)) {
      risk.rate_per_year[m.index()] += rate * reached;
      if (all > 0) risk.region_rate_per_year += rate * reached * inhabitants_of(municipalities, m) / all;
    }
  }
  const auto events = draw_events(parameters, graph, remote_share, random, pool);
  const LossTable losses(parameters, graph, n, pool);
  std::vector<PerYear> days(n);
  std::vector<PerYear> costs(n);
  PerYear region_days;
  PerYear region_costs;
  for (const auto& event : events) {
    double day_sum = 0;
    double cost_sum = 0;
    for (auto m : graph.members(event.op)) {
      if (!event.fallen[static_cast<std::size_t>(graph.segment(event.op, m))]) continue;
      const double lost = losses.of(event.op, m, event.forensic_days);
      const double cost = cyber.provider_eur_per_inhabitant + cyber.loss_eur_per_day * lost;
      days[m.index()].add(event.year, lost);
      costs[m.index()].add(event.year, cost);
      day_sum += lost * inhabitants_of(municipalities, m);
      cost_sum += cost * inhabitants_of(municipalities, m);
    }
    if (all <= 0) continue;
    region_days.add(event.year, day_sum / all);
    region_costs.add(event.year, cost_sum / all);
  }
  for (std::size_t m = 0; m < n; ++m) {
    risk.lost_days[m] = loss_of(days[m].take(), cyber.years, cyber.tail);
    risk.cost_eur[m] = loss_of(costs[m].take(), cyber.years, cyber.tail);
  }
  risk.region_lost_days = loss_of(region_days.take(), cyber.years, cyber.tail);
  risk.region_cost_eur = loss_of(region_costs.take(), cyber.years, cyber.tail);
  return risk;
}

std::vector<double> remote_shares(const World& world, const State& state, const OperatorGraph& graph) {
  const auto& persons = world.people.persons;
  const auto n = world.region.municipalities.size();
  std::vector<double> staff(n, 0);
  std::vector<double> remote(n, 0);
  for (auto person : ids<PersonId>(persons.size())) {
    if (persons.sector[person] != Sector::administration || !persons.work[person].valid()) continue;
    const auto m = world.region.sites.municipality[persons.work[person]];
    if (!m.valid()) continue;
    staff[m.index()] += 1;
    remote[m.index()] += static_cast<double>(state.adoption.telework_days[person]) / 5;
  }
  std::vector<double> shares;
  for (std::size_t o = 0; o < graph.operators(); ++o) {
    double all = 0;
    double away = 0;
    for (auto m : graph.members(o)) {
      all += staff[m.index()];
      away += remote[m.index()];
    }
    shares.push_back(all > 0 ? away / all : 0);
  }
  return shares;
}

std::vector<Operator> secured(const Parameters& parameters, const OperatorGraph& graph,
                              const Municipalities& municipalities, const AdoptionState& adoption) {
  auto operators = parameters.operators;
  for (std::size_t o = 0; o < operators.size(); ++o) {
    double having = 0;
    for (auto m : graph.members(o))
      if (adoption.has(Measure::it_security, m)) having += inhabitants_of(municipalities, m);
    if (graph.inhabitants(o) > 0)
      operators[o].security =
          std::min(1.0, operators[o].security + parameters.cyber.measure_security * having / graph.inhabitants(o));
  }
  return operators;
}

OutageReport report_outages(const Parameters& parameters, const OperatorGraph& graph,
                            const Municipalities& municipalities, const Random& random) {
  const auto& cyber = parameters.cyber;
  const std::vector<double> zero(municipalities.size(), 0);
  OutageReport report{zero, zero, zero, zero, zero};
  const double first = parameters.services.front().work_share;
  for (std::size_t i = 0; i < parameters.incidents.size(); ++i) {
    const auto& incident = parameters.incidents[i];
    if (incident.kind != Kind::outage) continue;
    const auto o = operator_number(parameters.operators, incident.operator_name);
    const auto& op = parameters.operators[o];
    const int delay = forensic_days_of(incident, i, cyber, random);
    const auto latest = [&](std::vector<double>& days, MunicipalityId m, double share) {
      days[m.index()] =
          std::max(days[m.index()], static_cast<double>(day_restored(cyber, op, std::min(share, 0.999), delay)));
    };
    for (auto m : graph.members(o)) {
      latest(report.first_service_days, m, first);
      latest(report.emergency_days, m, cyber.emergency_ends_at);
      latest(report.restored_98_days, m, 0.98);
      const double lost =
          lost_days_of(outage_course(cyber, parameters.operators, parameters.services, graph, o, m, delay));
      report.lost_days[m.index()] += lost;
      report.cost_eur[m.index()] += cyber.provider_eur_per_inhabitant + cyber.loss_eur_per_day * lost;
    }
  }
  return report;
}

namespace {

/// Over the inhabitants of all municipalities; where `of` is given, of those in which it is above 0.
double mean_over_inhabitants(const Municipalities& municipalities, const std::vector<double>& values,
                             const std::vector<double>& of) {
  double sum = 0;
  double weight = 0;
  for (auto m : ids<MunicipalityId>(values.size())) {
    if (!of.empty() && of[m.index()] <= 0) continue;
    sum += inhabitants_of(municipalities, m) * values[m.index()];
    weight += inhabitants_of(municipalities, m);
  }
  return weight > 0 ? sum / weight : 0.0;
}

}  // namespace

void Risk::advance(const Period&, const State& state, Recorder& recorder, const std::stop_token&) {
  const auto& municipalities = world_.region.municipalities;
  const auto n = municipalities.size();
  const auto remote = remote_shares(world_, state, graph_);
  auto parameters = parameters_;
  parameters.operators = secured(parameters_, graph_, municipalities, state.adoption);
  const auto risk = simulate_years(parameters, graph_, municipalities, remote, world_.random, world_.pool);
  const auto outages = report_outages(parameters_, graph_, municipalities, world_.random);
  std::vector<double> remote_of(n, 0);
  std::vector<double> control(n, 0);
  for (std::size_t o = 0; o < graph_.operators(); ++o)
    for (auto m : graph_.members(o)) {
      remote_of[m.index()] = std::max(remote_of[m.index()], remote[o]);
      if (graph_.inhabitants(o) > 0)
        control[m.index()] +=
            control_cost_eur(parameters_.cyber, parameters.operators[o], graph_.inhabitants(o), remote[o]) /
            graph_.inhabitants(o);
    }
  const auto mean = [&](const std::vector<double>& values) {
    return mean_over_inhabitants(municipalities, values, {});
  };
  const auto mean_of_hit = [&](const std::vector<double>& values) {
    return mean_over_inhabitants(municipalities, values, outages.lost_days);
  };
  std::size_t at = 0;
  const auto put = [&](const std::vector<double>& values, double region) {
    const auto& figure = fields::risk_figures[at++];
    recorder.put(figure.municipality, std::span<const double>(values));
    recorder.put(figure.region, std::span<const double>(&region, 1));
  };
  const auto column = [&](const std::vector<Loss>& losses, double Loss::*part) {
    std::vector<double> values;
    for (const auto& loss : losses) values.push_back(loss.*part);
    return values;
  };
  // In the order of fields::risk_figures.
  put(risk.rate_per_year, risk.region_rate_per_year);
  put(column(risk.lost_days, &Loss::expected), risk.region_lost_days.expected);
  put(column(risk.lost_days, &Loss::tail), risk.region_lost_days.tail);
  put(column(risk.cost_eur, &Loss::expected), risk.region_cost_eur.expected);
  put(column(risk.cost_eur, &Loss::tail), risk.region_cost_eur.tail);
  put(remote_of, mean(remote_of));
  put(control, mean(control));
  put(outages.first_service_days, mean_of_hit(outages.first_service_days));
  put(outages.emergency_days, mean_of_hit(outages.emergency_days));
  put(outages.restored_98_days, mean_of_hit(outages.restored_98_days));
  put(outages.lost_days, mean_of_hit(outages.lost_days));
  put(outages.cost_eur, mean_of_hit(outages.cost_eur));
  PENDEL_ENSURE(at == fields::risk_figures.size());
}

}  // namespace pendel::incidents
