// SPDX-License-Identifier: Apache-2.0
#include "models/incidents/incidents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/math.hpp"

namespace pendel::incidents {

namespace {

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

void check_links(const Incident& incident, const Roads& roads, Issues& issues) {
  const auto label = "incident '" + incident.name + "'";
  if (incident.links.empty() && incident.street.empty() && incident.radius_m <= 0) {
    issues.add({}, label + " names no link", "kind is \"links\"",
               "Give links = [ids], street = \"name\", or x_m, y_m and radius_m.");
    return;
  }
  std::set<std::int64_t> known(roads.link_name.begin(), roads.link_name.end());
  for (double name : incident.links)
    if (!known.contains(static_cast<std::int64_t>(name)) || std::floor(name) != name)
      issues.add({}, fmt::format("{}: no link is called {:.0f}", label, name), "",
                 "Ids are those in the column link_name of the region's link.csv.");
  if (!incident.street.empty()) {
    const std::set<std::string> streets(roads.street.begin(), roads.street.end());
    if (!streets.contains(incident.street)) {
      const auto near = nearest(incident.street, {streets.begin(), streets.end()});
      issues.add({}, label + ": no street is called '" + incident.street + "'", "",
                 near.empty() ? "" : "Did you mean '" + near + "'?");
    }
  }
  if (incident.radius_m > 0) {
    std::size_t inside = 0;
    for (auto link : ids<LinkId>(roads.links())) inside += in_circle(roads, link, incident) ? 1U : 0U;
    if (inside == 0)
      issues.add({}, label + ": the circle holds no link", "a link counts with the middle between its ends",
                 "x_m and y_m are metres in the region's projected plane, as in node.csv.");
  }
}

void check_services(const Incident& incident, const Municipalities& municipalities, Issues& issues) {
  const auto label = "incident '" + incident.name + "'";
  if (incident.municipalities.empty())
    issues.add({}, label + " names no municipality", "kind is \"services\"",
               "Give municipalities = [\"8-digit AGS\", ...] or [\"all\"].");
  const auto& all = municipalities.ags.values();
  for (const auto& ags : incident.municipalities)
    if (ags != "all" && std::find(all.begin(), all.end(), ags) == all.end()) {
      const auto near = nearest(ags, all);
      issues.add({}, label + ": the region has no municipality '" + ags + "'", "",
                 near.empty() ? "AGS are 8 digits, as text." : "Did you mean '" + near + "'?");
    }
}

}  // namespace

void check(const Parameters& parameters, const Region& region, Issues& issues) {
  for (const auto& incident : parameters.incidents) {
    const auto label = "incident '" + incident.name + "'";
    if (incident.kind == Kind::links)
      check_links(incident, region.roads, issues);
    else
      check_services(incident, region.municipalities, issues);
    for (const auto& text : {incident.from, incident.to})
      if (!text.empty() && !parse_date(text))
        issues.add({}, label + ": '" + text + "' is no date", "", "Dates are written YYYY-MM-DD.");
    const auto from = parse_date(incident.from);
    const auto to = parse_date(incident.to);
    if (from && to && *to < *from)
      issues.add({}, label + " ends before it begins", "'from' and 'to' are its first and its last day");
  }
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
