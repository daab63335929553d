// SPDX-License-Identifier: Apache-2.0
#include "import/road_draft.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::import {

namespace {

void erase(std::vector<Index>& list, Index value) {
  list.erase(std::remove(list.begin(), list.end(), value), list.end());
}

}  // namespace

Index RoadDraft::add_node(std::int64_t name, Point at) {
  nodes.push_back({name, at, false, true, 1, 0, {}, {}});
  return static_cast<Index>(nodes.size() - 1);
}

Index RoadDraft::add_link(DraftLink link) {
  const auto index = static_cast<Index>(links.size());
  nodes[link.from].out.push_back(index);
  nodes[link.to].in.push_back(index);
  links.push_back(std::move(link));
  return index;
}

void RoadDraft::remove_link(Index link) {
  auto& gone = links[link];
  PENDEL_EXPECT(gone.alive);
  gone.alive = false;
  erase(nodes[gone.from].out, link);
  erase(nodes[gone.to].in, link);
  // Bans with this link stand at its two ends.
  for (const auto next : nodes[gone.to].out) bans.erase({link, next});
  for (const auto previous : nodes[gone.from].in) bans.erase({previous, link});
  bans.erase({link, link});
}

void RoadDraft::move_from(Index link, Index node) {
  erase(nodes[links[link].from].out, link);
  links[link].from = node;
  nodes[node].out.push_back(link);
}

void RoadDraft::move_to(Index link, Index node) {
  erase(nodes[links[link].to].in, link);
  links[link].to = node;
  nodes[node].in.push_back(link);
}

void RoadDraft::copy_bans_from(Index link, Index heir) {
  for (const auto next : nodes[links[link].to].out)
    if (bans.contains({link, next})) bans.insert({heir, next});
}

void RoadDraft::copy_bans_to(Index link, Index heir) {
  for (const auto previous : nodes[links[link].from].in)
    if (bans.contains({previous, link})) bans.insert({previous, heir});
}

bool RoadDraft::has_ban(Index node) const {
  for (const auto in : nodes[node].in) {
    const auto first = bans.lower_bound({in, 0});
    if (first != bans.end() && first->first == in) return true;
  }
  return false;
}

std::size_t RoadDraft::alive_nodes() const {
  return static_cast<std::size_t>(
      std::count_if(nodes.begin(), nodes.end(), [](const auto& node) { return node.alive; }));
}

std::size_t RoadDraft::alive_links() const {
  return static_cast<std::size_t>(
      std::count_if(links.begin(), links.end(), [](const auto& link) { return link.alive; }));
}

double RoadDraft::full_length_m(Index link) const {
  const auto& it = links[link];
  const auto& from = nodes[it.from].at;
  const auto& to = nodes[it.to].at;
  return it.length_m + math::distance(it.from_at.x_m - from.x_m, it.from_at.y_m - from.y_m) +
         math::distance(it.to_at.x_m - to.x_m, it.to_at.y_m - to.y_m);
}

double RoadDraft::alive_km() const {
  double km = 0;
  for (Index link = 0; link < links.size(); ++link)
    if (links[link].alive) km += full_length_m(link) / 1000.0;
  return km;
}

std::vector<std::string> describe(const RoadReport& report) {
  std::vector<std::string> lines;
  for (int reason = 0; reason < drop_reasons; ++reason) {
    const auto& tally = report.ways[static_cast<std::size_t>(reason)];
    const auto name = to_string(static_cast<Drop>(reason));
    if (reason == 0)
      lines.push_back(fmt::format("roads: {} ways for cars, {:.1f} km", tally.count, tally.km));
    else if (tally.count > 0)
      lines.push_back(fmt::format("roads: left out {} ways, {:.1f} km: {}", tally.count, tally.km, name));
  }
  const auto say = [&](std::size_t count, std::string_view what) {
    if (count > 0) lines.push_back(fmt::format("roads: {} {}", count, what));
  };
  if (report.unconnected.count > 0)
    lines.push_back(fmt::format("roads: left out {} links, {:.1f} km: not strongly connected with the rest",
                                report.unconnected.count, report.unconnected.km));
  if (report.merged.count > 0)
    lines.push_back(fmt::format("roads: {} tiny links, {:.1f} km, merged into their neighbours (length kept)",
                                report.merged.count, report.merged.km));
  say(report.contracted_nodes, "nodes without a junction contracted (geometry kept)");
  say(report.signals_moved, "traffic signals at stop lines count at their junctions");
  say(report.signals_apart, "traffic signals left out: no junction near (crossings for people on foot)");
  say(report.border_pairs, "pairs of carriageways joined at the border");
  say(report.border_unpaired, "one-way roads leave the file without the other carriageway: no gateway there");
  say(report.bans, "turn bans kept");
  say(report.bans_via_way, "turn restrictions left out: via a way, not supported");
  say(report.bans_conditional, "turn restrictions left out: by time of day, not supported");
  say(report.bans_not_for_cars, "turn restrictions left out: not for cars");
  say(report.bans_unclear, "turn restrictions left out: members missing, not drivable or ambiguous");
  say(report.bans_lifted, "turn bans taken back: they cut streets off");
  say(report.speeds_not_understood, "ways with a maxspeed that is not understood: class default");
  say(report.reversible, "ways that change direction by time of day: kept both ways");
  say(report.nodes_missing, "nodes of ways are missing in the file: those ways are cut there");
  return lines;
}

}  // namespace pendel::import
