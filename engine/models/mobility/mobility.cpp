// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/mobility.hpp"

#include "core/issue.hpp"
#include "models/mobility/assignment.hpp"
#include "models/mobility/choice.hpp"
#include "models/mobility/day.hpp"
#include "models/mobility/external.hpp"
#include "models/mobility/network_outputs.hpp"
#include "models/mobility/outputs.hpp"
#include "models/mobility/route_outputs.hpp"
#include "models/mobility/trip_table.hpp"

namespace pendel::mobility {

namespace {

routing::Graph car_graph(const Roads& roads) {
  std::vector<routing::Index> from, to;
  for (const auto link : roads.from.ids()) {
    from.push_back(roads.from[link].value());
    to.push_back(roads.to[link].value());
  }
  std::vector<routing::Ban> bans;
  for (const auto& ban : roads.turn_bans) bans.push_back({ban.from.value(), ban.to.value()});
  return routing::Graph(roads.nodes(), from, to, bans);
}

void stop_if_asked(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Interrupted("stopped during the car assignment");
}

enum Warning : std::uint8_t { gap_in_peak = 1, stuck_vehicles = 2, still_on_the_road = 4 };

/// What makes a result doubtful (issue of the equilibrium: README, "Equilibrium").
std::uint8_t warning_of(const MobilityState& mine) {
  constexpr double peak_gap_limit = 0.03, stuck_limit = 0.001;
  return static_cast<std::uint8_t>((mine.peak_gap > peak_gap_limit ? gap_in_peak : 0) +
                                   (mine.stuck_share > stuck_limit ? stuck_vehicles : 0) +
                                   (mine.unfinished > 0 ? still_on_the_road : 0));
}

/// Lives the day again and again, until hardly anyone could have been quicker on another route. The day that is left in
/// `assignment` is the one whose gap is reported.
Gaps equilibrate(const Parameters& parameters, const CarTrips& trips, Assignment& assignment,
                 const std::stop_token& stop, MobilityState& mine) {
  using Search = Assignment::Search;
  Gaps gaps;
  assignment.first_routes(trips);
  for (mine.iterations = 1;; ++mine.iterations) {
    stop_if_asked(stop);
    assignment.load(trips, stop);
    const bool last = mine.iterations >= parameters.max_iterations;
    gaps = assignment.compare(trips, mine.iterations, last ? Search::all : Search::part);
    if (!last && total(gaps).relative() <= parameters.gap)  // it may be: look at all
      gaps = assignment.compare(trips, mine.iterations, Search::all);
    mine.relative_gap = total(gaps).relative();
    mine.peak_gap = peak_gap(gaps);
    mine.converged = mine.relative_gap <= parameters.gap ? 1 : 0;
    if (mine.converged != 0 || last) break;
    assignment.adopt();
  }
  const auto& result = assignment.result();
  mine.stuck_share = result.stuck_share();
  mine.unfinished = result.running + result.not_begun;
  mine.warning = warning_of(mine);
  return gaps;
}

void copy_link_times(const World& world, const LinkTimes& times, std::vector<float>& link_time_s) {
  const auto n = world.region.roads.links();
  link_time_s.resize(n * slices_per_day);
  for (int slice = 0; slice < slices_per_day; ++slice)
    for (std::size_t link = 0; link < n; ++link)
      link_time_s[static_cast<std::size_t>(slice) * n + link] = static_cast<float>(times.seconds_of(link, slice));
}

}  // namespace

Mobility::Mobility(const Parameters& parameters, const World& world, MobilityState& mine)
    : parameters_(parameters),
      world_(world),
      mine_(mine),
      graph_(car_graph(world.region.roads)),
      cars_(graph_),
      ways_(world.region.roads) {}

void Mobility::step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) {
  const auto& wanted = state.schedules.wanted;
  Assignment assignment(world_.region.roads, cars_, state.incidents.capacity_factor.span(), parameters_, world_.random,
                        world_.pool);

  auto drafts = draft_trips(world_, wanted);
  measure(world_, parameters_, assignment.empty_roads(), ways_, drafts);
  mine_.unreachable_trips = drop_unreachable(world_.pool, drafts);
  choose_modes(world_, parameters_, drafts, wanted);
  stop_if_asked(stop);

  auto trips = car_trips(parameters_, wanted, drafts);
  mine_.unreachable_external = append_external(world_, parameters_, assignment.empty_roads(), day, trips);
  if (!state.mobility.link_time_s.empty()) assignment.begin_with(state.mobility.link_time_s);
  const auto gaps = equilibrate(parameters_, trips, assignment, stop, mine_);

  copy_link_times(world_, assignment.experienced(), mine_.link_time_s);
  live(world_, parameters_, wanted, assignment.result(), Assignment::end, drafts);
  const auto route_m = assignment.distance_m(trips);
  write_trips(world_, drafts, route_m, mine_);
  mine_.executed = executed(world_.pool, wanted, drafts);
  record(world_, assignment, gaps, wanted, mine_, recorder);
  record_network(world_, parameters_, assignment, cars_, trips, route_m, recorder);
  record_routes(world_, parameters_, state.adoption, assignment, trips, drafts, recorder);
  if (parameters_.trip_table) record_trips(world_, parameters_, wanted, drafts, mine_, recorder);
}

}  // namespace pendel::mobility
