// SPDX-License-Identifier: Apache-2.0
#include "import/simplify_roads.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/contract.hpp"
#include "core/math.hpp"
#include "routing/components.hpp"

namespace pendel::import {

namespace {

double distance(Point a, Point b) { return math::distance(a.x_m - b.x_m, a.y_m - b.y_m); }

bool near(double a, double b) { return std::abs(a - b) < 1e-6; }

bool same_kind(const DraftLink& a, const DraftLink& b) {
  return a.road_class == b.road_class && a.ramp == b.ramp && near(a.speed_mps, b.speed_mps) && near(a.lanes, b.lanes) &&
         near(a.capacity_per_h, b.capacity_per_h);
}

bool may_chain(const DraftLink& a, const DraftLink& b, double tiny_m) {
  return same_kind(a, b) || a.length_m < tiny_m || b.length_m < tiny_m;
}

void take_kind(DraftLink& to, const DraftLink& from) {
  to.road_class = from.road_class;
  to.ramp = from.ramp;
  to.two_way = from.two_way;
  to.speed_mps = from.speed_mps;
  to.lanes = from.lanes;
  to.capacity_per_h = from.capacity_per_h;
}

void take_name(DraftLink& to, const DraftLink& from) {
  to.name = from.name;
  to.street = from.street;
  to.ref = from.ref;
  to.name_length_m = from.name_length_m;
}

/// `first` goes on where `second` went; `second` is gone.
void chain(RoadDraft& draft, Index first, Index second) {
  draft.copy_bans_from(second, first);
  auto& a = draft.links[first];
  const auto& b = draft.links[second];
  if (b.length_m > a.length_m) take_kind(a, b);
  if (b.name_length_m > a.name_length_m) take_name(a, b);
  const auto middle = draft.nodes[a.to].at;
  a.length_m = draft.full_length_m(first) + draft.full_length_m(second) - distance(a.from_at, draft.nodes[a.from].at) -
               distance(b.to_at, draft.nodes[b.to].at);
  if (!(a.to_at == middle)) a.shape.push_back(a.to_at);
  a.shape.push_back(middle);
  if (!(b.from_at == middle)) a.shape.push_back(b.from_at);
  a.shape.insert(a.shape.end(), b.shape.begin(), b.shape.end());
  a.to_at = b.to_at;
  const auto end = b.to;
  draft.remove_link(second);
  draft.move_to(first, end);
}

/// The two chains through a node with two neighbours; one of them empty on a one-way road.
struct Through {
  Index first_in = no_index;
  Index first_out = no_index;
  Index second_in = no_index;
  Index second_out = no_index;
};

bool find_through(const RoadDraft& draft, const DraftNode& node, Through& through) {
  const auto& links = draft.links;
  if (node.in.size() == 1 && node.out.size() == 1) {
    through = {node.in[0], node.out[0], no_index, no_index};
    return links[node.in[0]].from != links[node.out[0]].to;
  }
  if (node.in.size() != 2 || node.out.size() != 2) return false;
  const auto a = links[node.in[0]].from;
  const auto b = links[node.in[1]].from;
  if (a == b) return false;
  const bool straight = links[node.out[0]].to == b && links[node.out[1]].to == a;
  const bool crossed = links[node.out[0]].to == a && links[node.out[1]].to == b;
  if (!straight && !crossed) return false;
  through = {node.in[0], straight ? node.out[0] : node.out[1], node.in[1], straight ? node.out[1] : node.out[0]};
  return true;
}

bool contract(RoadDraft& draft, Index at, double tiny_m) {
  auto& node = draft.nodes[at];
  Through through;
  if (!node.alive || node.fixed || !find_through(draft, node, through)) return false;
  for (const auto link : {through.first_in, through.first_out})
    if (draft.links[link].from == draft.links[link].to) return false;
  if (!may_chain(draft.links[through.first_in], draft.links[through.first_out], tiny_m)) return false;
  const bool both = through.second_in != no_index;
  if (both && !may_chain(draft.links[through.second_in], draft.links[through.second_out], tiny_m)) return false;
  if (draft.has_ban(at)) return false;
  chain(draft, through.first_in, through.first_out);
  if (both) chain(draft, through.second_in, through.second_out);
  draft.nodes[at].alive = false;
  return true;
}

std::vector<Index> without(const std::vector<Index>& list, Index link) {
  std::vector<Index> result;
  std::copy_if(list.begin(), list.end(), std::back_inserter(result), [&](Index other) { return other != link; });
  return result;
}

/// The link from one node to another if there is exactly one; no_index if none; sets `several` otherwise.
Index only_link(const RoadDraft& draft, Index from, Index to, bool& several) {
  Index found = no_index;
  for (const auto link : draft.nodes[from].out) {
    if (draft.links[link].to != to) continue;
    several = several || found != no_index;
    found = link;
  }
  return found;
}

/// One end of a tiny link: what comes in and goes out apart from the tiny link, and the tiny link seen from here.
struct End {
  std::vector<Index> in;
  std::vector<Index> out;
  Index across = no_index;  // to the other end
  Index back = no_index;    // from the other end
};

void ban_across(const RoadDraft& draft, const End& here, const End& there, std::vector<std::pair<Index, Index>>& bans) {
  for (const auto from : here.in)
    for (const auto to : there.out)
      if (here.across == no_index || draft.banned(from, here.across) || draft.banned(here.across, to))
        bans.emplace_back(from, to);
}

/// What may go round over the other end (the rest of a small roundabout) is no longer banned.
void free_around(RoadDraft& draft, const End& here) {
  if (here.across == no_index || here.back == no_index || draft.links[here.across].two_way) return;
  if (draft.banned(here.across, here.back)) return;
  for (const auto from : here.in)
    for (const auto to : here.out)
      if (!draft.banned(from, here.across) && !draft.banned(here.back, to)) draft.bans.erase({from, to});
}

void put_together(RoadDraft& draft, Index keep, Index gone) {
  auto& a = draft.nodes[keep];
  auto& b = draft.nodes[gone];
  const double members = a.members + b.members;
  const Point middle{(a.at.x_m * a.members + b.at.x_m * b.members) / members,
                     (a.at.y_m * a.members + b.at.y_m * b.members) / members};
  a.radius_m = std::max(a.radius_m + distance(a.at, middle), b.radius_m + distance(b.at, middle));
  a.at = middle;
  a.members = members;
  a.fixed = a.fixed || b.fixed;
  a.signal = a.signal || b.signal;
  b.alive = false;
  for (const auto link : std::vector<Index>(b.in)) draft.move_to(link, keep);
  for (const auto link : std::vector<Index>(b.out)) draft.move_from(link, keep);
}

bool may_merge(const RoadDraft& draft, Index u, Index v, double tiny_m) {
  const auto& a = draft.nodes[u];
  const auto& b = draft.nodes[v];
  if (u == v || (a.fixed && b.fixed)) return false;
  const double gap = distance(a.at, b.at);
  const double members = a.members + b.members;
  const double spread = std::max(a.radius_m + gap * b.members / members, b.radius_m + gap * a.members / members);
  return spread <= 1.5 * tiny_m;
}

bool merge(RoadDraft& draft, Index tiny, double tiny_m, RoadReport& report) {
  const auto u = draft.links[tiny].from;
  const auto v = draft.links[tiny].to;
  bool several = false;
  const auto forth = only_link(draft, u, v, several);
  const auto back = only_link(draft, v, u, several);
  if (several || !may_merge(draft, u, v, tiny_m)) return false;
  if (back != no_index && draft.full_length_m(back) >= tiny_m) return false;
  const End here{without(draft.nodes[u].in, back), without(draft.nodes[u].out, forth), forth, back};
  const End there{without(draft.nodes[v].in, forth), without(draft.nodes[v].out, back), back, forth};
  std::vector<std::pair<Index, Index>> bans;
  ban_across(draft, here, there, bans);
  ban_across(draft, there, here, bans);
  free_around(draft, here);
  free_around(draft, there);
  for (const auto link : {forth, back})
    if (link != no_index) {
      report.merged.add(draft.full_length_m(link));
      draft.remove_link(link);
    }
  put_together(draft, u, v);
  draft.bans.insert(bans.begin(), bans.end());
  return true;
}

/// Compressed rows of the draft's alive nodes and links.
routing::Components node_components(const RoadDraft& draft) {
  std::vector<std::uint64_t> offsets{0};
  std::vector<std::uint32_t> heads;
  for (const auto& node : draft.nodes) {
    for (const auto link : node.out) heads.push_back(draft.links[link].to);
    offsets.push_back(heads.size());
  }
  return routing::strong_components(offsets, heads);
}

/// Links that belong to the largest set of links that reach each other by moves that are not banned.
std::vector<bool> strong_links(const RoadDraft& draft) {
  std::vector<std::uint64_t> offsets{0};
  std::vector<std::uint32_t> heads;
  for (Index link = 0; link < draft.links.size(); ++link) {
    if (draft.links[link].alive)
      for (const auto next : draft.nodes[draft.links[link].to].out)
        if (!draft.banned(link, next)) heads.push_back(next);
    offsets.push_back(heads.size());
  }
  const auto parts = routing::strong_components(offsets, heads);
  const auto largest = parts.largest();
  std::vector<bool> strong(draft.links.size());
  for (Index link = 0; link < draft.links.size(); ++link) strong[link] = parts.of[link] == largest;
  return strong;
}

std::vector<Index> neighbours(const RoadDraft& draft, Index at) {
  std::vector<Index> found;
  for (const auto link : draft.nodes[at].out) found.push_back(draft.links[link].to);
  for (const auto link : draft.nodes[at].in) found.push_back(draft.links[link].from);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

/// The first junction along a road without branches, `from` on by `next`; none within `left_m`.
std::pair<Index, double> junction_ahead(const RoadDraft& draft, Index from, Index next, double left_m) {
  for (double gone_m = 0;;) {
    gone_m += std::max(0.01, distance(draft.nodes[from].at, draft.nodes[next].at));
    if (gone_m > left_m) return {no_index, 0};
    const auto around = neighbours(draft, next);
    if (around.size() > 2) return {next, gone_m};
    if (around.size() < 2) return {no_index, 0};
    const auto before = std::exchange(from, next);
    next = around[0] == before ? around[1] : around[0];
  }
}

}  // namespace

void move_signals(RoadDraft& draft, double reach_m, RoadReport& report) {
  std::vector<Index> at_junctions;
  for (Index node = 0; node < draft.nodes.size(); ++node) {
    if (!draft.nodes[node].alive || !draft.nodes[node].signal) continue;
    const auto around = neighbours(draft, node);
    if (around.size() > 2) continue;
    draft.nodes[node].signal = false;
    std::pair<Index, double> nearest{no_index, 0};
    for (const auto next : around)
      if (const auto found = junction_ahead(draft, node, next, reach_m);
          found.first != no_index && (nearest.first == no_index || found.second < nearest.second))
        nearest = found;
    ++(nearest.first == no_index ? report.signals_apart : report.signals_moved);
    if (nearest.first != no_index) at_junctions.push_back(nearest.first);
  }
  for (const auto node : at_junctions) draft.nodes[node].signal = true;
}

void contract_chains(RoadDraft& draft, double tiny_m, RoadReport& report) {
  bool again = true;
  while (again) {
    again = false;
    for (Index node = 0; node < draft.nodes.size(); ++node)
      if (contract(draft, node, tiny_m)) {
        ++report.contracted_nodes;
        again = tiny_m > 0;  // a chain that grew may take in another tiny piece
      }
  }
}

void merge_tiny_links(RoadDraft& draft, double tiny_m, RoadReport& report) {
  for (Index link = 0; link < draft.links.size(); ++link)
    if (draft.links[link].alive && draft.full_length_m(link) < tiny_m) merge(draft, link, tiny_m, report);
}

void keep_strongest(RoadDraft& draft, RoadReport& report) {
  if (draft.nodes.empty()) return;
  const auto parts = node_components(draft);
  const auto largest = parts.largest();
  for (Index link = 0; link < draft.links.size(); ++link) {
    if (!draft.links[link].alive) continue;
    if (parts.of[draft.links[link].from] == largest && parts.of[draft.links[link].to] == largest) continue;
    report.unconnected.add(draft.full_length_m(link));
    draft.remove_link(link);
  }
  for (Index node = 0; node < draft.nodes.size(); ++node)
    if (parts.of[node] != largest) draft.nodes[node].alive = false;
}

void lift_bans_that_cut(RoadDraft& draft, RoadReport& report) {
  while (!draft.bans.empty()) {
    const auto strong = strong_links(draft);
    const auto open = [&](const std::vector<Index>& links) {
      return std::any_of(links.begin(), links.end(), [&](Index link) { return strong[link]; });
    };
    std::vector<Index> cut;
    for (const auto& node : draft.nodes) {
      if (!node.alive || (open(node.in) && open(node.out))) continue;
      cut.insert(cut.end(), node.in.begin(), node.in.end());
      cut.insert(cut.end(), node.out.begin(), node.out.end());
    }
    std::sort(cut.begin(), cut.end());
    const auto touches = [&](Index link) { return std::binary_search(cut.begin(), cut.end(), link); };
    const auto lifted =
        std::erase_if(draft.bans, [&](const auto& ban) { return touches(ban.first) || touches(ban.second); });
    report.bans_lifted += lifted;
    if (lifted == 0) return;
  }
}

}  // namespace pendel::import
