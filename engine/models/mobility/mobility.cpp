// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/mobility.hpp"

#include "core/issue.hpp"
#include "models/mobility/choice.hpp"
#include "models/mobility/day.hpp"
#include "models/mobility/external.hpp"
#include "models/mobility/outputs.hpp"
#include "models/mobility/traffic.hpp"

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

/// Repeats the day until hardly anyone could be quicker on another route: experience the day, compare with the best
/// routes at the same times, let a falling share (method of successive averages, Sheffi 1985, ch. 12) change over. The
/// day that is left in `traffic`, `drafts` and `trips` is the one whose gap is reported.
void equilibrate(const Parameters& parameters, Traffic& traffic, std::vector<CarTrip>& trips, const auto& live_day,
                 const std::stop_token& stop, MobilityState& mine) {
  traffic.first_routes(trips);
  live_day();
  for (mine.iterations = 1;; ++mine.iterations) {
    stop_if_asked(stop);
    traffic.update_times();
    const auto gap = traffic.compare(trips, {mine.iterations, 1.0 / (mine.iterations + 1.0)});
    mine.relative_gap = gap.relative();
    mine.converged = mine.relative_gap <= parameters.gap ? 1 : 0;
    if (mine.converged != 0 || mine.iterations >= parameters.max_iterations) break;
    traffic.adopt(trips);
    live_day();
  }
  live_day();
}

void copy_link_times(const World& world, const Traffic& traffic, MobilityState& mine) {
  const auto n = world.region.roads.links();
  mine.link_time_s.resize(n * slices_per_day);
  for (int slice = 0; slice < slices_per_day; ++slice)
    for (const auto link : world.region.roads.from.ids())
      mine.link_time_s[static_cast<std::size_t>(slice) * n + link.index()] =
          static_cast<float>(traffic.time_s(link, slice));
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
  Traffic traffic(world_.region.roads, cars_, state.incidents.capacity_factor.span(), parameters_, world_.random,
                  world_.pool);

  auto drafts = draft_trips(world_, wanted);
  measure(world_, parameters_, traffic.empty_roads(), ways_, drafts);
  mine_.unreachable_trips = drop_unreachable(world_.pool, drafts);
  choose_modes(world_, parameters_, drafts, wanted);
  stop_if_asked(stop);

  auto trips = car_trips(drafts);
  const auto first_external = trips.size();
  mine_.unreachable_external = append_external(world_, parameters_, traffic.empty_roads(), day, trips);
  const auto live_day = [&] {
    traffic.clear();
    live(world_, parameters_, wanted, traffic, drafts, trips, first_external);
  };
  equilibrate(parameters_, traffic, trips, live_day, stop, mine_);

  copy_link_times(world_, traffic, mine_);
  write_trips(world_, drafts, trips, mine_);
  mine_.executed = executed(world_.pool, wanted, drafts);
  record(world_, traffic, wanted, mine_, recorder);
}

}  // namespace pendel::mobility
