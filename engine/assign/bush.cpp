// SPDX-License-Identifier: Apache-2.0
#include "assign/bush.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

namespace pendel::assign {

namespace {
constexpr double infinite = std::numeric_limits<double>::infinity();
}

Topology::Topology(const Network& network, const LinkCosts& costs)
    : network_(&network), first_out_(network.nodes() + 1, 0), first_in_(network.nodes() + 1, 0) {
  const auto used = [&](Index link) { return costs.open(link) && network.from[link] != network.to[link]; };
  for (Index link = 0; link < network.links(); ++link) {
    if (!used(link)) continue;
    ++first_out_[network.from[link] + 1];
    ++first_in_[network.to[link] + 1];
  }
  for (std::size_t v = 0; v < network.nodes(); ++v) {
    first_out_[v + 1] += first_out_[v];
    first_in_[v + 1] += first_in_[v];
  }
  out_.resize(first_out_.back());
  in_.resize(first_in_.back());
  auto next_out = first_out_, next_in = first_in_;
  for (Index link = 0; link < network.links(); ++link) {
    if (!used(link)) continue;
    out_[next_out[network.from[link]]++] = link;
    in_[next_in[network.to[link]]++] = link;
  }
}

BushWorker::BushWorker(const Topology& topology, const LinkCosts& costs)
    : topology_(&topology),
      costs_(&costs),
      position_(topology.nodes(), none),
      shortest_(topology.nodes()),
      longest_(topology.nodes()),
      distance_(topology.nodes()),
      arriving_(topology.nodes()),
      shortest_arc_(topology.nodes()),
      longest_arc_(topology.nodes()) {}

Bush BushWorker::tree(Index origin, std::span<const double> cost) {
  Bush bush;
  bush.origin = origin;
  std::fill(distance_.begin(), distance_.end(), infinite);
  std::vector<Index> by(topology_->nodes(), none);
  std::vector<std::uint8_t> settled(topology_->nodes(), 0);
  using Entry = std::pair<double, Index>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  distance_[origin] = 0;
  queue.emplace(0, origin);
  while (!queue.empty()) {
    const Index node = queue.top().second;
    queue.pop();
    if (settled[node] != 0) continue;
    settled[node] = 1;
    bush.first.push_back(static_cast<Index>(bush.link.size()));
    bush.node.push_back(node);
    if (node != origin) bush.link.push_back(by[node]);
    if (!topology_->passes(node, origin)) continue;
    for (const Index link : topology_->out(node)) {
      const Index head = topology_->head(link);
      if (const double way = distance_[node] + cost[link]; way < distance_[head]) {
        distance_[head] = way;
        by[head] = link;
        queue.emplace(way, head);
      }
    }
  }
  bush.first.push_back(static_cast<Index>(bush.link.size()));
  bush.flow.assign(bush.link.size(), 0);
  return bush;
}

void BushWorker::load(Bush& bush, std::span<const double> demand) {
  for (const Index node : bush.node) arriving_[node] = demand[node];
  for (std::size_t at = bush.node.size(); at-- > 1;) {
    const Index begin = bush.first[at], end = bush.first[at + 1];
    const double vehicles = arriving_[bush.node[at]];
    double total = 0;
    for (Index arc = begin; arc < end; ++arc) total += bush.flow[arc];
    for (Index arc = begin; arc < end; ++arc) {
      const double share = total > 0 ? bush.flow[arc] / total : (arc == begin ? 1.0 : 0.0);
      bush.flow[arc] = vehicles * share;
      arriving_[topology_->tail(bush.link[arc])] += bush.flow[arc];
    }
  }
}

/// Shortest path over all arcs, longest over arcs with flow.
void BushWorker::label(const Bush& bush, std::span<const double> cost) {
  shortest_[bush.origin] = longest_[bush.origin] = 0;
  shortest_arc_[bush.origin] = longest_arc_[bush.origin] = none;
  for (std::size_t at = 1; at < bush.node.size(); ++at) {
    double shortest = infinite, longest = -infinite;
    Index shortest_arc = none, longest_arc = none;
    for (Index arc = bush.first[at]; arc < bush.first[at + 1]; ++arc) {
      const Index link = bush.link[arc], tail = topology_->tail(link);
      if (const double way = shortest_[tail] + cost[link]; way < shortest) {
        shortest = way;
        shortest_arc = arc;
      }
      if (bush.flow[arc] <= 0) continue;
      if (const double way = longest_[tail] + cost[link]; way > longest) {
        longest = way;
        longest_arc = arc;
      }
    }
    const Index node = bush.node[at];
    shortest_[node] = shortest;
    shortest_arc_[node] = shortest_arc;
    longest_[node] = longest;
    longest_arc_[node] = longest_arc;
  }
}

/// Labels of the bush are upper bounds and its order is nearly right, so that few passes over all links suffice.
double BushWorker::shortest_total(const Bush& bush, std::span<const double> cost, std::span<const Trips> trips) {
  label(bush, cost);
  for (const Index node : bush.node) distance_[node] = shortest_[node];
  for (bool changed = true; changed;) {
    changed = false;
    for (const Index node : bush.node) {
      if (!topology_->passes(node, bush.origin)) continue;
      for (const Index link : topology_->out(node)) {
        const Index head = topology_->head(link);
        if (const double way = distance_[node] + cost[link]; way < distance_[head]) {
          distance_[head] = way;
          changed = true;
        }
      }
    }
  }
  double total = 0;
  for (const auto& trip : trips) total += trip.vehicles * distance_[trip.destination];
  return total;
}

void BushWorker::improve(Bush& bush, std::span<const double> cost, std::span<const double> demand) {
  drop_unused(bush);
  longest_of_all(bush, cost);
  if (find_additions(bush, cost, true) == 0) find_additions(bush, cost, false);
  if (!additions_.empty()) rebuild(bush);
  load(bush, demand);
}

/// Keeps arcs with flow and those of the shortest paths.
void BushWorker::drop_unused(Bush& bush) {
  Index kept = 0, arc = 0;
  for (std::size_t at = 1; at < bush.node.size(); ++at) {
    const Index end = bush.first[at + 1], node = bush.node[at];
    bush.first[at] = kept;
    for (; arc < end; ++arc) {
      if (bush.flow[arc] <= 0 && arc != shortest_arc_[node]) continue;
      bush.link[kept] = bush.link[arc];
      bush.flow[kept++] = bush.flow[arc];
    }
  }
  bush.first.back() = kept;
  bush.link.resize(kept);
  bush.flow.resize(kept);
}

void BushWorker::longest_of_all(const Bush& bush, std::span<const double> cost) {
  longest_[bush.origin] = 0;
  for (std::size_t at = 1; at < bush.node.size(); ++at) {
    double longest = 0;
    for (Index arc = bush.first[at]; arc < bush.first[at + 1]; ++arc)
      longest = std::max(longest, longest_[topology_->tail(bush.link[arc])] + cost[bush.link[arc]]);
    longest_[bush.node[at]] = longest;
  }
}

/// Links from i to j that leave the order by longest paths intact (longest(i) + cost < longest(j), Dial 2006) and, if
/// `strict`, also shorten the bush's path to j (Nie, "A class of bush-based algorithms for the traffic assignment
/// problem", Transportation Research B 44, 2010, section 4.2).
std::size_t BushWorker::find_additions(const Bush& bush, std::span<const double> cost, bool strict) {
  additions_.clear();
  for (std::size_t at = 1; at < bush.node.size(); ++at) {
    const Index node = bush.node[at];
    for (const Index link : topology_->in(node)) {
      const Index tail = topology_->tail(link);
      if (!(longest_[tail] + cost[link] < longest_[node]) || !topology_->passes(tail, bush.origin)) continue;
      if (strict && !(shortest_[tail] + cost[link] < shortest_[node])) continue;
      bool there = false;
      for (Index arc = bush.first[at]; arc < bush.first[at + 1]; ++arc) there = there || bush.link[arc] == link;
      if (!there) additions_.emplace_back(static_cast<Index>(at), link);
    }
  }
  return additions_.size();
}

/// Nodes by longest path; where that is equal (links that cost nothing) the old order is right.
void BushWorker::rebuild(Bush& bush) {
  const auto n = bush.node.size();
  order_.resize(n);
  for (std::size_t at = 0; at < n; ++at) order_[at] = static_cast<Index>(at);
  std::stable_sort(order_.begin() + 1, order_.end(),
                   [&](Index a, Index b) { return longest_[bush.node[a]] < longest_[bush.node[b]]; });
  next_.origin = bush.origin;
  next_.node.clear();
  next_.first.clear();
  next_.link.clear();
  next_.flow.clear();
  for (const Index at : order_) {
    next_.node.push_back(bush.node[at]);
    next_.first.push_back(static_cast<Index>(next_.link.size()));
    for (Index arc = bush.first[at]; at > 0 && arc < bush.first[at + 1]; ++arc) {
      next_.link.push_back(bush.link[arc]);
      next_.flow.push_back(bush.flow[arc]);
    }
    for (auto add = std::lower_bound(additions_.begin(), additions_.end(), std::pair{at, Index{0}});
         add != additions_.end() && add->first == at; ++add) {
      next_.link.push_back(add->second);
      next_.flow.push_back(0);
    }
  }
  next_.first.push_back(static_cast<Index>(next_.link.size()));
  bush = next_;
}

double BushWorker::shift(Bush& bush, LinkState& state, double tolerance) {
  label(bush, state.cost);
  for (std::size_t at = 0; at < bush.node.size(); ++at) position_[bush.node[at]] = static_cast<Index>(at);
  double worst = 0;
  for (auto at = static_cast<Index>(bush.node.size()); at-- > 1;) {
    if (bush.first[at + 1] - bush.first[at] < 2) continue;
    const Index node = bush.node[at];
    if (!(longest_[node] - shortest_[node] > tolerance * longest_[node])) continue;
    if (segments(bush, at)) worst = std::max(worst, equalise(bush, state, tolerance * longest_[node]) / longest_[node]);
  }
  return worst;
}

/// Where the two paths into a node last parted: the arcs from there on.
bool BushWorker::segments(const Bush& bush, Index position) {
  quick_.clear();
  slow_.clear();
  const Index node = bush.node[position];
  if (longest_arc_[node] == none || longest_arc_[node] == shortest_arc_[node]) return false;
  Index a = node, b = node;
  const auto step = [&](Index& end, const std::vector<Index>& by, std::vector<Index>& arcs) {
    const Index arc = by[end];
    if (arc == none) return false;
    arcs.push_back(arc);
    end = topology_->tail(bush.link[arc]);
    return true;
  };
  bool whole = step(a, shortest_arc_, quick_) && step(b, longest_arc_, slow_);
  while (whole && a != b)
    whole = position_[a] > position_[b] ? step(a, shortest_arc_, quick_) : step(b, longest_arc_, slow_);
  return whole;
}

BushWorker::Segment BushWorker::measure(const Bush& bush, const std::vector<Index>& arcs,
                                        const LinkState& state) const {
  Segment sum{0, 0, infinite};
  for (const Index arc : arcs) {
    sum.cost += state.cost[bush.link[arc]];
    sum.slope += state.slope[bush.link[arc]];
    sum.least_flow = std::min(sum.least_flow, bush.flow[arc]);
  }
  return sum;
}

void BushWorker::move(Bush& bush, LinkState& state, double vehicles) {
  const auto add = [&](Index arc, double more) {
    const Index link = bush.link[arc];
    bush.flow[arc] = std::max(0.0, bush.flow[arc] + more);
    state.flow[link] = std::max(0.0, state.flow[link] + more);
    const auto value = costs_->at(link, state.flow[link]);
    state.cost[link] = value.cost;
    state.slope[link] = value.slope;
  };
  for (const Index arc : slow_) add(arc, -vehicles);
  for (const Index arc : quick_) add(arc, vehicles);
}

/// Returns the difference of cost that it found. A Newton step that overshoots is halved until the difference is at
/// most half of what it was: cost functions may be far from straight.
double BushWorker::equalise(Bush& bush, LinkState& state, double tolerance) {
  const auto slow = measure(bush, slow_, state), quick = measure(bush, quick_, state);
  const double difference = slow.cost - quick.cost, slope = slow.slope + quick.slope;
  if (!(difference > tolerance) || slow.least_flow <= 0) return 0;
  double step = slope > 0 ? std::min(slow.least_flow, difference / slope) : slow.least_flow;
  move(bush, state, step);
  for (int i = 0; i < 40; ++i) {
    const double now = measure(bush, slow_, state).cost - measure(bush, quick_, state).cost;
    if (now >= -difference / 2) break;
    step /= 2;
    move(bush, state, -step);
  }
  return difference;
}

}  // namespace pendel::assign
