// SPDX-License-Identifier: Apache-2.0
#include "models/incidents/incidents.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/math.hpp"
#include "text/messages.hpp"
#include "text/parameters.hpp"

namespace pendel::incidents {

namespace {

using text::say;
using text::Say;

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
  Checker(const Incident& incident, const Region& region, const text::ParameterTable& table, Issues& issues)
      : incident_(incident), region_(region), table_(table), issues_(issues) {}

  void check() {
    if (incident_.kind == Kind::links)
      check_links();
    else
      check_municipalities();
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
      issues_.add(place("name"), say(Say::incident_no_municipality, incident_.name), say(Say::kind_is, "services"),
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

  void check_days() {
    for (const auto& [key, day] : {std::pair("from", &incident_.from), std::pair("to", &incident_.to)})
      if (!day->empty() && !parse_date(*day))
        issues_.add(place(key), say(Say::incident_date, incident_.name, *day), "", say(Say::time_hint));
    const auto from = parse_date(incident_.from);
    const auto to = parse_date(incident_.to);
    if (from && to && *to < *from)
      issues_.add(place("to"), say(Say::incident_backwards, incident_.name), say(Say::incident_backwards_why));
  }

  const Incident& incident_;
  const Region& region_;
  const text::ParameterTable& table_;
  Issues& issues_;
};

}  // namespace

void check(const Parameters& parameters, const Region& region, const text::ParameterTable& table, Issues& issues) {
  for (const auto& incident : parameters.incidents) Checker(incident, region, table, issues).check();
}

Incidents::Incidents(const Parameters& parameters, const World& world, IncidentsState& state)
    : world_(world), state_(state) {
  for (const auto& incident : parameters.incidents) {
    Hit hit;
    if (incident.kind == Kind::links) {
      hit.links = links_of(incident, world.region.roads);
      hit.capacity_factor = static_cast<float>(incident.capacity_factor);
    } else {
      hit.municipalities = municipalities_of(incident, world.region.municipalities);
      hit.service_level = static_cast<float>(incident.service_level);
    }
    hit.from = parse_date(incident.from);
    hit.to = parse_date(incident.to);
    hits_.push_back(std::move(hit));
  }
}

void Incidents::step(const Day& day, const State&, Recorder&, const std::stop_token&) {
  state_.capacity_factor.assign(world_.region.roads.links(), 1.0F);
  state_.service_level.assign(world_.region.municipalities.size(), 1.0F);
  for (const auto& hit : hits_) {
    if ((hit.from && day.date < *hit.from) || (hit.to && *hit.to < day.date)) continue;
    for (auto link : hit.links)
      state_.capacity_factor[link] = std::min(state_.capacity_factor[link], hit.capacity_factor);
    for (auto municipality : hit.municipalities)
      state_.service_level[municipality] = std::min(state_.service_level[municipality], hit.service_level);
  }
}

}  // namespace pendel::incidents
