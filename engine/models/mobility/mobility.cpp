// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/mobility.hpp"

#include <utility>

#include "core/issue.hpp"
#include "models/mobility/assignment.hpp"
#include "models/mobility/carry.hpp"
#include "models/mobility/choice.hpp"
#include "models/mobility/day.hpp"
#include "models/mobility/departure.hpp"
#include "models/mobility/external.hpp"
#include "models/mobility/network_outputs.hpp"
#include "models/mobility/on_demand.hpp"
#include "models/mobility/outputs.hpp"
#include "models/mobility/response.hpp"
#include "models/mobility/route_outputs.hpp"
#include "models/mobility/signals.hpp"
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

/// A day that is lived until hardly anyone could do better.
class Equilibrium {
 public:
  Equilibrium(const Parameters& parameters, const World& world, const Rows<PersonId, Activity>& wanted,
              Assignment& assignment, Drafts& drafts, CarTrips& trips, MobilityState& mine)
      : parameters_(parameters),
        world_(world),
        wanted_(wanted),
        assignment_(assignment),
        drafts_(drafts),
        trips_(trips),
        mine_(mine) {}

  /// The day that is left in the assignment is the one whose gap is returned.
  Gaps find(const std::stop_token& stop, const std::function<void(double)>& done) {
    using Search = Assignment::Search;
    bool near = assignment_.begins_with_times();  // to the gap that is asked for
    assignment_.first_routes(trips_);
    for (mine_.iterations = 1;; ++mine_.iterations) {
      stop_if_asked(stop);
      done(1 - 0.6 / mine_.iterations);  // how many it will be nobody knows
      assignment_.load(trips_, stop);
      const bool last = mine_.iterations >= parameters_.max_iterations;
      const bool all = last || (near && choices_settled());
      auto gaps = assignment_.compare(trips_, mine_.iterations, all ? Search::all : Search::part);
      if (!all && choices_settled() && total(gaps).relative() <= parameters_.gap)  // it may be: look at all
        gaps = assignment_.compare(trips_, mine_.iterations, Search::all);
      near = total(gaps).relative() <= 2 * parameters_.gap;
      mine_.relative_gap = total(gaps).relative();
      mine_.peak_gap = peak_gap(gaps);
      mine_.converged = choices_settled() && mine_.relative_gap <= parameters_.gap ? 1 : 0;
      if (mine_.converged != 0 || last) return gaps;
      assignment_.adopt();
      reconsider();
    }
  }

 private:
  /// All have been asked, and hardly any of those who were asked last wanted anything else.
  [[nodiscard]] bool settled(int turns, const Reconsidered& last) const {
    constexpr double few = 0.01;
    return turns == 0 ||
           (mine_.iterations > turns && static_cast<double>(last.changed) <= few * static_cast<double>(last.asked));
  }
  [[nodiscard]] bool choices_settled() const {
    return settled(parameters_.mode_turns, modes_) && settled(parameters_.departure_turns, departures_);
  }
  void reconsider() {
    if (parameters_.mode_turns == 0 && parameters_.departure_turns == 0) return;
    if (parameters_.departure_turns > 0)
      departures_ = reconsider_departures(world_, parameters_, wanted_, mine_.iterations, assignment_, trips_, drafts_);
    if (parameters_.mode_turns > 0)
      modes_ = reconsider_modes(world_, parameters_, wanted_, mine_.iterations, assignment_, drafts_);
    mine_.departure_changes = departures_.changed;
    mine_.mode_changes = modes_.changed;
    follow(parameters_, wanted_, assignment_, drafts_, trips_);
  }

  const Parameters& parameters_;
  const World& world_;
  const Rows<PersonId, Activity>& wanted_;
  Assignment& assignment_;
  Drafts& drafts_;
  CarTrips& trips_;
  MobilityState& mine_;
  Reconsidered modes_, departures_;
};

void write_quality(const QueueResult& result, MobilityState& mine) {
  mine.stuck_share = result.stuck_share();
  mine.unfinished = result.running + result.not_begun;
  mine.warning = warning_of(mine);
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
  const auto& roads = world_.region.roads;
  const DayCapacity capacity(roads.links(), state.incidents.capacity_factor.span(), state.incidents.capacity_steps);
  const auto delays = signal_delays(parameters_, roads, state);
  Assignment assignment(roads, cars_, capacity, parameters_, world_.random, world_.pool, delays);

  auto drafts = draft_trips(world_, wanted);
  measure(world_, parameters_, assignment.empty_roads(), ways_, drafts);
  mine_.unreachable_trips = drop_unreachable(world_.pool, drafts);
  auto start = std::exchange(mine_.choices, {});
  std::vector<std::uint32_t> rows;  // of `start`, by draft
  if (!start.empty()) rows = carry_expectations(start, drafts);
  offer_services(world_, parameters_, state.adoption, wanted, drafts);
  choose_modes(world_, parameters_, drafts, wanted);
  std::vector<std::uint8_t> again;
  const auto services = drive_services(world_, parameters_, assignment.empty_roads(), ways_, wanted, drafts, again);
  if (!services.empty()) choose_modes(world_, parameters_, drafts, wanted, again);
  stop_if_asked(stop);

  auto trips = car_trips(parameters_, wanted, drafts);
  mine_.unreachable_external = append_external(world_, parameters_, assignment.empty_roads(), day, trips);
  if (!start.empty()) {
    rows = rows_of_vehicles(start, drafts, rows, trips);
    assignment.begin_with(start);
    assignment.know(trips, RouteSets(std::move(start.first), std::move(start.routes)), rows);
    start = {};
  } else if (!state.mobility.link_time_s.empty()) {
    assignment.begin_with(state.mobility.link_time_s);
  }
  const auto gaps =
      Equilibrium(parameters_, world_, wanted, assignment, drafts, trips, mine_).find(stop, [this](double share) {
        done(share);
      });
  write_quality(assignment.result(), mine_);
  mine_.rerouted = assignment.rerouted().size();

  copy_link_times(world_, assignment.experienced(), mine_.link_time_s);
  live(world_, parameters_, wanted, assignment.result(), Assignment::end, drafts);
  const auto route_m = assignment.distance_m(trips);
  write_trips(world_, drafts, route_m, mine_);
  mine_.executed = executed(world_.pool, wanted, drafts);
  record(world_, assignment, gaps, wanted, mine_, recorder);
  record_services(world_, wanted, drafts, services, recorder);
  record_network(world_, parameters_, assignment, cars_, trips, route_m, recorder);
  record_routes(world_, parameters_, state.adoption, assignment, trips, drafts, recorder);
  if (parameters_.trip_table) record_trips(world_, parameters_, wanted, drafts, mine_, recorder);
  if (!parameters_.keep_choices) return;
  mine_.choices = choices_of(drafts, trips, assignment.known());
  assignment.keep_times(mine_.choices);
}

}  // namespace pendel::mobility
