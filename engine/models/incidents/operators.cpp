// SPDX-License-Identifier: Apache-2.0
#include "models/incidents/operators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "text/messages.hpp"
#include "text/parameters.hpp"

namespace pendel::incidents {

namespace {

using text::say;
using text::Say;

bool names(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool serves(const Operator& op, const std::string& ags) {
  return names(op.municipalities, "all") || names(op.municipalities, ags);
}

bool runs(const Operator& op, const std::string& service) { return op.services.empty() || names(op.services, service); }

void check_names(const Operator& op, const std::vector<Service>& services, const Municipalities& municipalities,
                 const text::ParameterTable& table, Issues& issues) {
  const auto place = [&](const char* key, std::size_t element = std::string::npos) {
    return table.place_of("operator." + text::quote_key(op.name) + "." + key, element);
  };
  const auto& all = municipalities.ags.values();
  if (op.municipalities.empty())
    issues.add(place("name"), say(Say::operator_no_municipality, op.name), "", say(Say::incident_no_municipality_hint));
  for (std::size_t i = 0; i < op.municipalities.size(); ++i) {
    const auto& ags = op.municipalities[i];
    if (ags == "all" || names(all, ags)) continue;
    const auto hint = text::did_you_mean(ags, all);
    issues.add(place("municipalities", i), say(Say::operator_municipality, op.name, ags), "",
               hint.empty() ? say(Say::ags_hint) : hint);
  }
  std::vector<std::string> known;
  for (const auto& service : services) known.push_back(service.name);
  for (std::size_t i = 0; i < op.services.size(); ++i)
    if (!names(known, op.services[i]))
      issues.add(place("services", i), say(Say::operator_service, op.name, op.services[i]), "",
                 text::did_you_mean(op.services[i], known));
}

void check_sums(const std::vector<Service>& services, const text::ParameterTable& table, Issues& issues) {
  double work = 0;
  double weight = 0;
  for (const auto& service : services) {
    work += service.work_share;
    weight += service.weight;
  }
  for (const auto& [key, sum] : {std::pair("work_share", work), std::pair("weight", weight)})
    if (std::abs(sum - 1) > 1e-6)
      issues.add(table.place_of("service"), say(Say::service_sum, key, fmt::format("{:.4g}", sum)),
                 say(Say::service_sum_why));
}

}  // namespace

std::vector<Service> usual_services() {
  return {{"mail and telephone", 0.02, 0.10},   {"social benefits", 0.10, 0.20},      {"citizens' office", 0.18, 0.35},
          {"vehicle registration", 0.10, 0.15}, {"building and finance", 0.25, 0.15}, {"all else", 0.35, 0.05}};
}

OperatorGraph::OperatorGraph(const std::vector<Operator>& operators, const std::vector<Service>& services,
                             const Municipalities& municipalities)
    : services_(services.size()),
      of_(municipalities.size() * services.size(), none),
      members_(operators.size()),
      inhabitants_(operators.size(), 0) {
  for (std::size_t o = 0; o < operators.size(); ++o) {
    const auto& op = operators[o];
    segments_.push_back(op.segments);
    for (auto m : ids<MunicipalityId>(municipalities.size())) {
      if (!serves(op, municipalities.ags[m])) continue;
      members_[o].push_back(m);
      if (!std::isnan(municipalities.population[m])) inhabitants_[o] += municipalities.population[m];
      for (std::size_t k = 0; k < services_; ++k)
        if (runs(op, services[k].name)) of_[m.index() * services_ + k] = static_cast<int>(o);
    }
  }
}

int OperatorGraph::segment(std::size_t op, MunicipalityId municipality) const {
  const auto& all = members_[op];
  const auto at = std::lower_bound(all.begin(), all.end(), municipality) - all.begin();
  return static_cast<int>(at) % segments_[op];
}

void check(const std::vector<Operator>& operators, const std::vector<Service>& services,
           const Municipalities& municipalities, const text::ParameterTable& table, Issues& issues) {
  check_sums(services, table, issues);
  for (const auto& op : operators) check_names(op, services, municipalities, table, issues);
  for (std::size_t a = 0; a < operators.size(); ++a)
    for (std::size_t b = a + 1; b < operators.size(); ++b)
      for (auto m : ids<MunicipalityId>(municipalities.size())) {
        const auto& ags = municipalities.ags[m];
        if (!serves(operators[a], ags) || !serves(operators[b], ags)) continue;
        const auto both = std::find_if(services.begin(), services.end(), [&](const Service& service) {
          return runs(operators[a], service.name) && runs(operators[b], service.name);
        });
        if (both == services.end()) continue;
        issues.add(table.place_of("operator." + text::quote_key(operators[b].name) + ".municipalities"),
                   say(Say::operators_share, operators[a].name, operators[b].name, both->name, ags),
                   say(Say::operators_share_why));
      }
}

}  // namespace pendel::incidents
