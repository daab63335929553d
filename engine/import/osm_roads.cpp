// SPDX-License-Identifier: Apache-2.0
#include "import/osm_roads.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/contract.hpp"
#include "core/math.hpp"
#include "import/simplify_roads.hpp"
#include "import/turn_restrictions.hpp"

namespace pendel::import {

namespace {

/// To the centimetre: finer than OSM is, and what the last bits of a sine do hardly ever shows.
double rounded(double value_m) { return std::round(value_m * 100) / 100; }
Point rounded(Point point) { return {rounded(point.x_m), rounded(point.y_m)}; }

std::vector<Point> project(const OsmExtract& extract, const Projection& projection) {
  std::vector<Point> points;
  points.reserve(extract.nodes.size());
  for (const auto& node : extract.nodes) points.push_back(rounded(projection.to_plane(node.at)));
  return points;
}

double line_m(const OsmWay& way, const std::vector<Point>& points) {
  double length = 0;
  for (std::size_t i = 1; i < way.nodes.size(); ++i)
    length += distance_m(points[way.nodes[i - 1]], points[way.nodes[i]]);
  return length;
}

bool mostly_built_up(const OsmExtract& extract, const OsmWay& way, const std::function<bool(LonLat)>& built_up) {
  const auto inside = std::count_if(way.nodes.begin(), way.nodes.end(),
                                    [&](std::uint32_t node) { return built_up(extract.nodes[node].at); });
  return 2 * static_cast<std::size_t>(inside) > way.nodes.size();
}

DraftLink piece(const OsmWay& way, const RoadWay& road, const Lane& lane) {
  DraftLink link;
  link.name = way.id;
  link.road_class = road.road_class;
  link.ramp = road.ramp;
  link.two_way = road.forward.open && road.backward.open;
  link.speed_mps = lane.speed_mps;
  link.lanes = lane.lanes;
  link.capacity_per_h = lane.capacity_per_h;
  link.street = way.tags["name"];
  link.ref = way.tags["ref"];
  return link;
}

/// The draft with one link per direction between each two neighbouring nodes of a way.
class Drafter {
 public:
  Drafter(const OsmExtract& extract, const Projection& projection)
      : extract_(&extract), points_(project(extract, projection)), node_of_(extract.nodes.size(), no_index) {}

  void add(const OsmWay& way, const RoadWay& road) {
    for (std::size_t i = 1; i < way.nodes.size(); ++i) {
      const auto a = way.nodes[i - 1];
      const auto b = way.nodes[i];
      if (a == b) continue;
      if (road.forward.open) add_link(piece(way, road, road.forward), a, b);
      if (road.backward.open) add_link(piece(way, road, road.backward), b, a);
    }
  }

  [[nodiscard]] double length_m(const OsmWay& way) const { return line_m(way, points_); }
  RoadDraft take() { return std::move(draft_); }

 private:
  void add_link(DraftLink link, std::uint32_t a, std::uint32_t b) {
    link.from = node(a);
    link.to = node(b);
    link.from_at = points_[a];
    link.to_at = points_[b];
    link.length_m = distance_m(points_[a], points_[b]);
    link.name_length_m = link.length_m;
    draft_.add_link(std::move(link));
  }

  Index node(std::uint32_t index) {
    auto& known = node_of_[index];
    if (known == no_index) {
      known = draft_.add_node(extract_->nodes[index].id, points_[index]);
      draft_.nodes[known].signal = extract_->nodes[index].signal;
    }
    return known;
  }

  const OsmExtract* extract_;
  std::vector<Point> points_;
  std::vector<Index> node_of_;
  RoadDraft draft_;
};

RoadDraft draft_roads(const OsmExtract& extract, const Projection& projection, const RoadSettings& settings,
                      RoadReport& report) {
  Drafter drafter(extract, projection);
  for (const auto& way : extract.ways) {
    const auto road = judge_way(way.tags, mostly_built_up(extract, way, settings.built_up));
    report.ways[static_cast<std::size_t>(road.drop)].add(drafter.length_m(way));
    if (road.drop != Drop::none) continue;
    report.nodes_missing += way.missing_nodes;
    if (road.speed_not_understood) ++report.speeds_not_understood;
    if (road.reversible) ++report.reversible;
    drafter.add(way, road);
  }
  auto draft = drafter.take();
  apply_restrictions(extract, draft, report);
  return draft;
}

/// A dead end of a larger road: which way it can be driven there.
struct RoadEnd {
  Index node = no_index;
  Index link = no_index;
  bool leaves = false;
  bool enters = false;
};

std::vector<RoadEnd> find_ends(const RoadDraft& draft, const RoadSettings& settings) {
  std::vector<RoadEnd> ends;
  for (Index at = 0; at < draft.nodes.size(); ++at) {
    const auto& node = draft.nodes[at];
    const bool dead_end =
        node.in.size() <= 1 && node.out.size() <= 1 &&
        (node.in.empty() || node.out.empty() || draft.links[node.in[0]].from == draft.links[node.out[0]].to);
    if (!dead_end || (node.in.empty() && node.out.empty()) || !settings.leaves(node.at)) continue;
    const auto link = node.in.empty() ? node.out[0] : node.in[0];
    if (draft.links[link].road_class > settings.least_border_class) continue;
    ends.push_back({at, link, !node.in.empty(), !node.out.empty()});
  }
  return ends;
}

/// Puts the end of the carriageway that comes in and the nearest one that goes out on one node.
void join_carriageways(RoadDraft& draft, std::vector<RoadEnd>& ends, double most_m, RoadReport& report) {
  std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;
  for (std::size_t out = 0; out < ends.size(); ++out)
    for (std::size_t in = 0; in < ends.size(); ++in) {
      if (ends[out].enters || !ends[out].leaves || ends[in].leaves) continue;
      const auto& a = draft.links[ends[out].link];
      const auto& b = draft.links[ends[in].link];
      const double gap = distance_m(draft.nodes[ends[out].node].at, draft.nodes[ends[in].node].at);
      if (a.road_class == b.road_class && a.ref == b.ref && gap <= most_m) pairs.emplace_back(gap, out, in);
    }
  std::sort(pairs.begin(), pairs.end());
  for (const auto& [gap, out, in] : pairs) {
    if (ends[out].enters || ends[in].leaves) continue;
    auto& keep = draft.nodes[ends[out].node];
    auto& gone = draft.nodes[ends[in].node];
    keep.at = {(keep.at.x_m + gone.at.x_m) / 2, (keep.at.y_m + gone.at.y_m) / 2};
    gone.alive = false;
    draft.move_from(ends[in].link, ends[out].node);
    ends[out].enters = true;
    ends[in].leaves = true;
    ends[in].node = no_index;  // its road is behind the other end now
    ++report.border_pairs;
  }
}

std::vector<RoadEnd> fix_borders(RoadDraft& draft, const RoadSettings& settings, RoadReport& report) {
  auto ends = find_ends(draft, settings);
  join_carriageways(draft, ends, settings.border_pair_m, report);
  std::erase_if(ends, [](const RoadEnd& end) { return end.node == no_index; });
  report.border_unpaired = std::erase_if(ends, [](const RoadEnd& end) { return !end.leaves || !end.enters; });
  for (const auto& end : ends) draft.nodes[end.node].fixed = true;
  return ends;
}

/// Bits of x and y by turns: places that are near in space get numbers that are near.
std::uint64_t z_order(Point point, Point origin) {
  const auto spread = [](std::uint64_t value) {
    std::uint64_t result = 0;
    for (unsigned bit = 0; bit < 24; ++bit) result |= ((value >> bit) & 1U) << (2 * bit);
    return result;
  };
  const auto x = static_cast<std::uint64_t>(std::max(point.x_m - origin.x_m, 0.0));
  const auto y = static_cast<std::uint64_t>(std::max(point.y_m - origin.y_m, 0.0));
  return spread(x) | (spread(y) << 1U);
}

/// New number of each alive node of the draft.
std::vector<NodeId> number_used_nodes(const RoadDraft& draft, Roads& roads) {
  Point origin{1e18, 1e18};
  for (const auto& node : draft.nodes) origin = {std::min(origin.x_m, node.at.x_m), std::min(origin.y_m, node.at.y_m)};
  std::vector<std::pair<std::uint64_t, Index>> order;
  for (Index node = 0; node < draft.nodes.size(); ++node)
    if (draft.nodes[node].alive) order.emplace_back(z_order(draft.nodes[node].at, origin), node);
  std::sort(order.begin(), order.end());
  std::vector<NodeId> number(draft.nodes.size());
  for (const auto& [key, node] : order) {
    const auto at = rounded(draft.nodes[node].at);
    number[node] = roads.x_m.push_back(at.x_m);
    roads.y_m.push_back(at.y_m);
    roads.node_name.push_back(draft.nodes[node].name);
    roads.municipality.push_back(MunicipalityId());
    roads.signal.push_back(draft.nodes[node].signal ? 1 : 0);
  }
  return number;
}

std::vector<Point> full_shape(const RoadDraft& draft, const DraftLink& link) {
  std::vector<Point> shape;
  const auto add = [&](Point point) {
    const auto at = rounded(point);
    if (shape.empty() ? !(at == rounded(draft.nodes[link.from].at)) : !(at == shape.back())) shape.push_back(at);
  };
  add(link.from_at);
  for (const auto point : link.shape) add(point);
  add(link.to_at);
  if (!shape.empty() && shape.back() == rounded(draft.nodes[link.to].at)) shape.pop_back();
  return shape;
}

void add_link(const RoadDraft& draft, Index index, const std::vector<NodeId>& number, Roads& roads) {
  const auto& link = draft.links[index];
  roads.from.push_back(number[link.from]);
  roads.to.push_back(number[link.to]);
  roads.link_name.push_back(link.name);
  // Two OSM nodes may stand on the same place; a link of no length would divide by zero.
  roads.length_m.push_back(static_cast<float>(std::max(rounded(draft.full_length_m(index)), 1.0)));
  roads.free_speed_mps.push_back(static_cast<float>(link.speed_mps));
  roads.capacity_per_h.push_back(static_cast<float>(link.capacity_per_h));
  roads.lanes.push_back(static_cast<float>(link.lanes));
  roads.road_class.push_back(link.road_class);
  roads.street.push_back(!link.street.empty() ? link.street : link.ref);
  roads.shape.push_row(full_shape(draft, link));
}

void finish(const RoadDraft& draft, const std::vector<RoadEnd>& ends, RoadImport& result) {
  auto& roads = result.roads;
  const auto number = number_used_nodes(draft, roads);
  std::vector<std::tuple<NodeId, NodeId, std::int64_t, Index>> order;
  for (Index link = 0; link < draft.links.size(); ++link)
    if (draft.links[link].alive)
      order.emplace_back(number[draft.links[link].from], number[draft.links[link].to], draft.links[link].name, link);
  std::sort(order.begin(), order.end());
  std::vector<LinkId> link_number(draft.links.size());
  for (const auto& entry : order) {
    const auto link = std::get<Index>(entry);
    link_number[link] = LinkId(roads.links());
    add_link(draft, link, number, roads);
    result.report.links[static_cast<std::size_t>(draft.links[link].road_class)].add(draft.full_length_m(link));
  }
  for (const auto& [from, to] : draft.bans) roads.turn_bans.push_back({link_number[from], link_number[to]});
  result.report.bans = roads.turn_bans.size();
  roads.index();
  for (const auto& end : ends) {
    if (!draft.nodes[end.node].alive) continue;
    const auto node = number[end.node];
    const auto& in = draft.nodes[end.node].in;
    PENDEL_EXPECT(!in.empty());
    const auto& link = draft.links[in.front()];
    result.borders.push_back({node, link.road_class, link.ref, link.street});
  }
}

}  // namespace

int utm_epsg_of(const OsmExtract& extract) {
  LonLat sum;
  double count = 0;
  for (const auto& node : extract.nodes) {
    sum.lon_deg += node.at.lon_deg;
    sum.lat_deg += node.at.lat_deg;
    count += 1;
  }
  PENDEL_EXPECT(count > 0);
  return utm_epsg({sum.lon_deg / count, sum.lat_deg / count});
}

RoadImport import_roads(const OsmExtract& extract, const Projection& projection, const RoadSettings& settings) {
  RoadImport result;
  auto draft = draft_roads(extract, projection, settings, result.report);
  const auto ends = fix_borders(draft, settings, result.report);
  keep_strongest(draft, result.report);
  move_signals(draft, settings.signal_reach_m, result.report);
  contract_chains(draft, 0, result.report);
  if (settings.tiny_m > 0) {
    contract_chains(draft, settings.tiny_m, result.report);
    merge_tiny_links(draft, settings.tiny_m, result.report);
    contract_chains(draft, settings.tiny_m, result.report);
  }
  lift_bans_that_cut(draft, result.report);
  finish(draft, ends, result);
  return result;
}

}  // namespace pendel::import
