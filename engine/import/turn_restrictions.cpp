// SPDX-License-Identifier: Apache-2.0
#include "import/turn_restrictions.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace pendel::import {

namespace {

enum class Kind { no, only };

struct Restriction {
  Kind kind = Kind::no;
  bool u_turn = false;
  std::vector<Index> from;  // links that end at the via node
  std::vector<Index> to;    // links that start there
};

constexpr std::array car_keys = {"restriction", "restriction:motorcar", "restriction:motor_vehicle"};

/// The rule that cars obey, or "" with the right counter raised.
std::string_view rule_for_cars(const Tags& tags, RoadReport& report) {
  for (const auto* key : car_keys) {
    const auto value = tags[key];
    if (value.empty()) continue;
    const auto except = tags["except"];
    for (const auto* vehicle : {"motorcar", "motor_vehicle"})
      if (except.find(vehicle) != std::string_view::npos) {
        ++report.bans_not_for_cars;
        return {};
      }
    if (tags.has("day_on") || tags.has("hour_on")) {
      ++report.bans_conditional;
      return {};
    }
    return value;
  }
  const bool conditional = std::any_of(tags.all.begin(), tags.all.end(),
                                       [](const auto& tag) { return tag.first.ends_with(":conditional"); });
  ++(conditional ? report.bans_conditional : report.bans_not_for_cars);
  return {};
}

std::vector<Index> links_of(const RoadDraft& draft, const std::vector<Index>& at_node,
                            const std::vector<std::int64_t>& ways) {
  std::vector<Index> result;
  for (const auto link : at_node)
    if (std::find(ways.begin(), ways.end(), draft.links[link].name) != ways.end()) result.push_back(link);
  return result;
}

/// Of a no_u_turn on one way, the link that goes back along the link that came.
bool turns_round(const RoadDraft& draft, Index from, Index to) {
  return draft.links[from].from == draft.links[to].to && draft.links[from].name == draft.links[to].name;
}

/// True if every member can be read in one way only.
bool resolve(const RoadDraft& draft, const OsmRestriction& relation, Index via, Restriction& result) {
  result.from = links_of(draft, draft.nodes[via].in, relation.from_ways);
  result.to = links_of(draft, draft.nodes[via].out, relation.to_ways);
  if (result.from.empty() || result.to.empty()) return false;
  if (result.u_turn && relation.from_ways == relation.to_ways) return true;
  // A way that passes through the via node would give two links where one is meant.
  return result.from.size() <= relation.from_ways.size() && result.to.size() <= relation.to_ways.size();
}

void ban(const Restriction& restriction, RoadDraft& draft) {
  for (const auto from : restriction.from)
    for (const auto to : restriction.to)
      if (!restriction.u_turn || turns_round(draft, from, to) || restriction.from.size() * restriction.to.size() == 1)
        draft.bans.insert({from, to});
}

}  // namespace

void apply_restrictions(const OsmExtract& extract, RoadDraft& draft, RoadReport& report) {
  std::unordered_map<std::int64_t, Index> node_of;
  for (Index node = 0; node < draft.nodes.size(); ++node) node_of.emplace(draft.nodes[node].name, node);
  std::map<Index, std::vector<Index>> only;  // several only_* from one link allow the union
  for (const auto& relation : extract.restrictions) {
    const auto rule = rule_for_cars(relation.tags, report);
    if (rule.empty()) continue;
    if (!relation.via_ways.empty()) {
      ++report.bans_via_way;
      continue;
    }
    Restriction restriction{rule.starts_with("only_") ? Kind::only : Kind::no, rule.ends_with("u_turn"), {}, {}};
    const auto via = relation.via_nodes.size() == 1 ? node_of.find(relation.via_nodes.front()) : node_of.end();
    const bool known = rule.starts_with("only_") || rule.starts_with("no_");
    if (!known || via == node_of.end() || !resolve(draft, relation, via->second, restriction)) {
      ++report.bans_unclear;
      continue;
    }
    if (restriction.kind == Kind::no)
      ban(restriction, draft);
    else
      for (const auto from : restriction.from) {
        auto& allowed = only[from];
        allowed.insert(allowed.end(), restriction.to.begin(), restriction.to.end());
      }
  }
  for (const auto& [from, allowed] : only)
    for (const auto next : draft.nodes[draft.links[from].to].out)
      if (std::find(allowed.begin(), allowed.end(), next) == allowed.end()) draft.bans.insert({from, next});
}

}  // namespace pendel::import
