// SPDX-License-Identifier: Apache-2.0
#include "models/incidents/incidents.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "core/math.hpp"
#include "text/messages.hpp"
#include "text/parameters.hpp"

namespace pendel::incidents {

namespace {

using text::say;
using text::Say;

constexpr std::uint64_t scripted_entity = 1ULL << 32U;  // of draws of the scenario's incidents; part of their keys

/// A link lies in a circle if the middle between its ends does.
bool in_circle(const Roads& roads, LinkId link, const Incident& incident) {
  const auto a = roads.at(roads.from[link]);
  const auto b = roads.at(roads.to[link]);
  return math::distance((a.x_m + b.x_m) / 2 - incident.x_m, (a.y_m + b.y_m) / 2 - incident.y_m) <= incident.radius_m;
}

std::vector<LinkId> links_of(const Incident& incident, const Roads& roads) {
  std::set<std::int64_t> names;
  for (double name : incident.links) names.insert(static_cast<std::int64_t>(name));
  std::vector<LinkId> found;
  for (auto link : ids<LinkId>(roads.links()))
    if (names.contains(roads.link_name[link]) || (!incident.street.empty() && roads.street[link] == incident.street) ||
        (incident.radius_m > 0 && in_circle(roads, link, incident)))
      found.push_back(link);
  return found;
}

/// Crossings with signals inside the municipalities, and those that the incident names. Ascending.
std::vector<NodeId> signal_nodes_of(const Incident& incident, const std::vector<MunicipalityId>& municipalities,
                                    const Roads& roads) {
  const std::set<std::int64_t> names(incident.nodes.begin(), incident.nodes.end());
  std::vector<NodeId> found;
  for (const auto node : ids<NodeId>(roads.nodes())) {
    const bool has_signal = roads.signal[node] != 0 &&
                            std::binary_search(municipalities.begin(), municipalities.end(), roads.municipality[node]);
    if (has_signal || names.contains(roads.node_name[node])) found.push_back(node);
  }
  return found;
}

std::vector<MunicipalityId> municipalities_of(const Incident& incident, const Municipalities& municipalities) {
  std::vector<MunicipalityId> found;
  for (auto municipality : ids<MunicipalityId>(municipalities.size()))
    for (const auto& ags : incident.municipalities)
      if (ags == "all" || ags == municipalities.ags[municipality]) {
        found.push_back(municipality);
        break;
      }
  return found;
}

/// One incident against the land; every finding has the place of the key that says it.
class Checker {
 public:
  Checker(const Incident& incident, const Parameters& all, const Region& region, const text::ParameterTable& table,
          Issues& issues)
      : incident_(incident), all_(all), region_(region), table_(table), issues_(issues) {}

  void check() {
    if (incident_.kind == Kind::links)
      check_links();
    else if (incident_.kind == Kind::outage)
      check_outage();
    else if (incident_.kind == Kind::signals)
      check_signals();
    else
      check_municipalities();
    if (incident_.kind != Kind::signals && (incident_.delay_factor != 1 || !incident_.nodes.empty()))
      issues_.add(place(incident_.nodes.empty() ? "delay_factor" : "nodes"),
                  say(Say::incident_signals_only, incident_.name), say(Say::incident_signals_only_why));
    if (incident_.kind != Kind::signals && incident_.capacity_factor > 1)
      issues_.add(place("capacity_factor"), say(Say::incident_capacity, incident_.name, incident_.capacity_factor),
                  say(Say::incident_capacity_why));
    check_days();
  }

 private:
  [[nodiscard]] Place place(const char* key, std::size_t element = std::string::npos) const {
    return table_.place_of("incident." + text::quote_key(incident_.name) + "." + key, element);
  }

  void check_links() {
    if (incident_.links.empty() && incident_.street.empty() && incident_.radius_m <= 0) {
      issues_.add(place("name"), say(Say::incident_no_link, incident_.name), say(Say::kind_is, "links"),
                  say(Say::incident_no_link_hint));
      return;
    }
    const auto& roads = region_.roads;
    const std::set<std::int64_t> known(roads.link_name.begin(), roads.link_name.end());
    for (std::size_t i = 0; i < incident_.links.size(); ++i)
      if (const double name = incident_.links[i];
          !known.contains(static_cast<std::int64_t>(name)) || std::floor(name) != name)
        issues_.add(place("links", i), say(Say::incident_link, incident_.name, name), "", say(Say::incident_link_hint));
    const std::set<std::string> streets(roads.street.begin(), roads.street.end());
    if (!incident_.street.empty() && !streets.contains(incident_.street))
      issues_.add(place("street"), say(Say::incident_street, incident_.name, incident_.street), "",
                  text::did_you_mean(incident_.street, {streets.begin(), streets.end()}));
    if (incident_.radius_m <= 0) return;
    bool any = false;
    for (const auto link : ids<LinkId>(roads.links())) any = any || in_circle(roads, link, incident_);
    if (!any)
      issues_.add(place("radius_m"), say(Say::incident_circle, incident_.name), say(Say::incident_circle_why),
                  say(Say::incident_circle_hint));
  }

  void check_municipalities() {
    if (incident_.municipalities.empty())
      issues_.add(place("name"), say(Say::incident_no_municipality, incident_.name), say(Say::kind_is, kind_name()),
                  say(Say::incident_no_municipality_hint));
    const auto& all = region_.municipalities.ags.values();
    for (std::size_t i = 0; i < incident_.municipalities.size(); ++i) {
      const auto& ags = incident_.municipalities[i];
      if (ags == "all" || std::find(all.begin(), all.end(), ags) != all.end()) continue;
      const auto hint = text::did_you_mean(ags, all);
      issues_.add(place("municipalities", i), say(Say::incident_municipality, incident_.name, ags), "",
                  hint.empty() ? say(Say::ags_hint) : hint);
    }
  }

  void check_signals() {
    const auto before = issues_.size();
    if (incident_.nodes.empty() || !incident_.municipalities.empty()) check_municipalities();
    const auto& roads = region_.roads;
    const std::set<std::int64_t> known(roads.node_name.begin(), roads.node_name.end());
    for (std::size_t i = 0; i < incident_.nodes.size(); ++i)
      if (const double name = incident_.nodes[i];
          std::floor(name) != name || !known.contains(static_cast<std::int64_t>(name)))
        issues_.add(place("nodes", i), say(Say::incident_node, incident_.name, name), "", say(Say::incident_node_hint));
    if (issues_.size() == before &&
        signal_nodes_of(incident_, municipalities_of(incident_, region_.municipalities), roads).empty())
      issues_.add(place("municipalities"), say(Say::incident_no_signal, incident_.name),
                  say(Say::incident_no_signal_why), say(Say::incident_no_signal_hint));
    if (incident_.delay_factor != 1 && part_of_day())
      issues_.add(place("delay_factor"), say(Say::incident_delay_hours, incident_.name),
                  say(Say::incident_delay_hours_why), say(Say::incident_delay_hours_hint));
  }

  [[nodiscard]] bool part_of_day() const { return incident_.from_h > 0 || incident_.to_h < 24; }

  [[nodiscard]] std::string_view kind_name() const {
    return incident_.kind == Kind::signals    ? "signals"
           : incident_.kind == Kind::charging ? "charging"
           : incident_.kind == Kind::meters   ? "meters"
                                              : "services";
  }

  void check_outage() {
    std::vector<std::string> names;
    for (const auto& op : all_.operators) names.push_back(op.name);
    if (std::find(names.begin(), names.end(), incident_.operator_name) == names.end()) {
      const auto hint = text::did_you_mean(incident_.operator_name, names);
      issues_.add(place("operator"), say(Say::incident_operator, incident_.name, incident_.operator_name),
                  say(Say::kind_is, "outage"), hint.empty() ? say(Say::incident_operator_hint) : hint);
    }
    if (incident_.from.empty())
      issues_.add(place("name"), say(Say::incident_no_from, incident_.name), say(Say::incident_outage_days));
    if (!incident_.to.empty())
      issues_.add(place("to"), say(Say::incident_has_to, incident_.name), say(Say::incident_outage_days));
  }

  void check_days() {
    for (const auto& [key, day] : {std::pair("from", &incident_.from), std::pair("to", &incident_.to)})
      if (!day->empty() && !parse_date(*day))
        issues_.add(place(key), say(Say::incident_date, incident_.name, *day), "", say(Say::time_hint));
    const auto from = parse_date(incident_.from);
    const auto to = parse_date(incident_.to);
    if (from && to && *to < *from)
      issues_.add(place("to"), say(Say::incident_backwards, incident_.name), say(Say::incident_backwards_why));
    if (incident_.to_h <= incident_.from_h)
      issues_.add(place("to_h"), say(Say::incident_backwards, incident_.name), say(Say::incident_hours_why),
                  say(Say::incident_hours_hint));
    if (part_of_day() && incident_.kind != Kind::links && incident_.kind != Kind::signals)
      issues_.add(place(incident_.from_h > 0 ? "from_h" : "to_h"), say(Say::incident_whole_days, incident_.name),
                  say(Say::incident_whole_days_why));
  }

  const Incident& incident_;
  const Parameters& all_;
  const Region& region_;
  const text::ParameterTable& table_;
  Issues& issues_;
};

}  // namespace

void check(const Parameters& parameters, const Region& region, const text::ParameterTable& table, Issues& issues) {
  check(parameters.operators, parameters.services, region.municipalities, table, issues);
  for (const auto& incident : parameters.incidents) Checker(incident, parameters, region, table, issues).check();
}

int forensic_days_of(const Incident& incident, std::size_t n, const Cyber& cyber, const Random& random) {
  if (incident.forensic_days >= 0) return static_cast<int>(incident.forensic_days);
  return forensic_days(cyber, random(Stream::incidents_hazard, scripted_entity + n));
}

std::size_t operator_number(const std::vector<Operator>& operators, const std::string& name) {
  const auto found = std::find_if(operators.begin(), operators.end(), [&](const auto& op) { return op.name == name; });
  PENDEL_EXPECT(found != operators.end());
  return static_cast<std::size_t>(found - operators.begin());
}

Incidents::Incidents(const Parameters& parameters, const World& world, IncidentsState& state)
    : world_(world), state_(state) {
  const OperatorGraph graph(parameters.operators, parameters.services, world.region.municipalities);
  for (std::size_t n = 0; n < parameters.incidents.size(); ++n) {
    const auto& incident = parameters.incidents[n];
    Hit hit;
    hit.kind = incident.kind;
    hit.capacity_factor = static_cast<float>(incident.capacity_factor);
    hit.level = static_cast<float>(incident.service_level);
    hit.from = parse_date(incident.from);
    hit.to = parse_date(incident.to);
    hit.begin = ticks_from_s(3600 * incident.from_h);
    hit.end = ticks_from_s(3600 * incident.to_h);
    if (incident.kind == Kind::links) {
      hit.links = links_of(incident, world.region.roads);
    } else if (incident.kind == Kind::outage) {
      const auto op = operator_number(parameters.operators, incident.operator_name);
      const int delay = forensic_days_of(incident, n, parameters.cyber, world.random);
      hit.municipalities = graph.members(op);
      for (auto municipality : hit.municipalities)
        hit.courses.push_back(
            outage_course(parameters.cyber, parameters.operators, parameters.services, graph, op, municipality, delay));
    } else {
      hit.municipalities = municipalities_of(incident, world.region.municipalities);
      if (incident.kind == Kind::signals) {
        hit.delay_factor = static_cast<float>(incident.delay_factor);
        hit.nodes = signal_nodes_of(incident, hit.municipalities, world.region.roads);
        for (const auto node : hit.nodes)
          std::ranges::copy(world.region.roads.in_links[node], std::back_inserter(hit.links));
      }
    }
    hits_.push_back(std::move(hit));
  }
}

bool Incidents::on(const Hit& hit, std::int32_t day) const {
  return !(hit.from && day < hit.from->days()) && !(hit.to && hit.to->days() < day);
}

void Incidents::add_services(std::int32_t day, std::span<float> levels) const {
  for (const auto& hit : hits_) {
    if ((hit.kind != Kind::services && hit.kind != Kind::outage) || !on(hit, day)) continue;
    for (std::size_t i = 0; i < hit.municipalities.size(); ++i) {
      float level = hit.level;
      if (hit.kind == Kind::outage) {
        const auto since = static_cast<std::size_t>(day - hit.from->days());
        level = since < hit.courses[i].size() ? hit.courses[i][since] : 1.0F;
      }
      auto& now = levels[hit.municipalities[i].index()];
      now = std::min(now, level);
    }
  }
}

void Incidents::fill_history(std::int32_t today) {
  std::int32_t first = today + 1;
  for (const auto& hit : hits_)
    if (hit.kind == Kind::services || hit.kind == Kind::outage)
      first = std::min(first, hit.from ? static_cast<std::int32_t>(hit.from->days()) : today - longest_history + 1);
  first = std::max(first, today - longest_history + 1);
  const auto n = world_.region.municipalities.size();
  state_.history_days = std::max(0, today - first + 1);
  state_.service_history.assign(static_cast<std::size_t>(state_.history_days) * n, 1.0F);
  for (int d = 0; d < state_.history_days; ++d)
    add_services(first + d, std::span(state_.service_history).subspan(static_cast<std::size_t>(d) * n, n));
}

/// The factors at midnight, and what changes at each hour at which an incident begins or ends.
void Incidents::fill_capacity(std::int32_t day) {
  const auto factors_at = [&](Tick t) {
    Column<LinkId, float> factors(world_.region.roads.links(), 1.0F);
    for (const auto& hit : hits_) {
      if (!on(hit, day) || t < hit.begin || t >= hit.end) continue;
      for (auto link : hit.links)
        factors[link] = hit.kind == Kind::signals ? factors[link] * hit.capacity_factor
                                                  : std::min(factors[link], hit.capacity_factor);
    }
    return factors;
  };
  std::set<Tick> changes;
  for (const auto& hit : hits_)
    if (on(hit, day) && !hit.links.empty()) changes.insert({hit.begin, hit.end});
  state_.capacity_factor = factors_at(0);
  state_.capacity_steps.clear();
  auto before = state_.capacity_factor;
  for (const Tick t : changes) {
    if (t == 0 || t >= ticks_per_day) continue;
    auto now = factors_at(t);
    for (const auto link : now.ids())
      if (now[link] != before[link]) state_.capacity_steps.push_back({t, link, now[link]});
    before = std::move(now);
  }
}

void Incidents::fill_delays(std::int32_t day) {
  state_.signal_delay_factor.assign(world_.region.roads.nodes(), 1.0F);
  for (const auto& hit : hits_)
    if (on(hit, day))
      for (const auto node : hit.nodes) state_.signal_delay_factor[node] *= hit.delay_factor;
}

void Incidents::step(const Day& day, const State&, Recorder&, const std::stop_token&) {
  const auto n = world_.region.municipalities.size();
  const auto today = static_cast<std::int32_t>(day.date.days());
  fill_capacity(today);
  fill_delays(today);
  state_.service_level.assign(n, 1.0F);
  state_.charging_level.assign(n, 1.0F);
  state_.meter_level.assign(n, 1.0F);
  add_services(today, state_.service_level.values());
  fill_history(today);
  for (const auto& hit : hits_) {
    if (!on(hit, today)) continue;
    if (hit.kind != Kind::charging && hit.kind != Kind::meters) continue;
    auto& levels = hit.kind == Kind::charging ? state_.charging_level : state_.meter_level;
    for (auto municipality : hit.municipalities) levels[municipality] = std::min(levels[municipality], hit.level);
  }
}

}  // namespace pendel::incidents
