// SPDX-License-Identifier: Apache-2.0
#include "assign/equilibrium.hpp"

#include <algorithm>
#include <cmath>

#include "assign/bush.hpp"
#include "core/contract.hpp"

namespace pendel::assign {

namespace {

/// The trips of one origin are a run of `trips`.
std::vector<std::span<const Trips>> by_origin(std::span<const Trips> trips) {
  std::vector<std::span<const Trips>> runs;
  for (std::size_t begin = 0, end = 0; begin < trips.size(); begin = end) {
    while (end < trips.size() && trips[end].origin == trips[begin].origin) ++end;
    runs.push_back(trips.subspan(begin, end - begin));
  }
  return runs;
}

class Solver {
 public:
  Solver(const Network& network, std::span<const Trips> trips, parallel::Pool& pool)
      : network_(network), costs_(network), topology_(network, costs_), runs_(by_origin(trips)), pool_(pool) {}

  Equilibrium run(const Settings& settings, const OnIteration& on_iteration) {
    start();
    Equilibrium result;
    for (int iteration = 0;; ++iteration) {
      const bool last = iteration == settings.max_iterations;
      measure(result, !last);
      result.iterations = iteration;
      result.converged = result.gap <= settings.gap;
      if (on_iteration) on_iteration(iteration, result.gap);
      if (result.converged || last) break;
      sum_flows();  // improve() has spread the trips anew
      equilibrate(result.gap);
      sum_flows();
    }
    return result;
  }

 private:
  struct Scratch {
    BushWorker worker;
    std::vector<double> demand;  // node -> vehicles of the present origin
  };
  [[nodiscard]] auto make_scratch() const {
    return [this] { return Scratch{BushWorker(topology_, costs_), std::vector<double>(network_.nodes(), 0)}; };
  }
  template <class F>
  void for_each_origin(F&& f) {
    parallel::for_chunks(pool_, runs_.size(), 8, make_scratch(),
                         [&](Scratch& scratch, std::size_t begin, std::size_t end) {
                           for (std::size_t i = begin; i < end; ++i) {
                             for (const auto& trip : runs_[i]) scratch.demand[trip.destination] = trip.vehicles;
                             f(scratch, i);
                             for (const auto& trip : runs_[i]) scratch.demand[trip.destination] = 0;
                           }
                         });
  }

  void start() {
    state_.flow.assign(network_.links(), 0);
    evaluate();
    bushes_.resize(runs_.size());
    shortest_.resize(runs_.size());
    for_each_origin([&](Scratch& scratch, std::size_t i) {
      bushes_[i] = scratch.worker.tree(runs_[i].front().origin, state_.cost);
      for (const auto& trip : runs_[i]) PENDEL_EXPECT(std::isfinite(scratch.worker.distance(trip.destination)));
      scratch.worker.load(bushes_[i], scratch.demand);
    });
    sum_flows();
  }

  void evaluate() {
    state_.cost.resize(network_.links());
    state_.slope.resize(network_.links());
    for (Index link = 0; link < network_.links(); ++link) {
      const auto value = costs_.at(link, state_.flow[link]);
      state_.cost[link] = value.cost;
      state_.slope[link] = value.slope;
    }
  }

  /// Bush by bush, so that rounding errors of shifts do not add up.
  void sum_flows() {
    std::fill(state_.flow.begin(), state_.flow.end(), 0.0);
    for (const auto& bush : bushes_)
      for (std::size_t arc = 0; arc < bush.link.size(); ++arc) state_.flow[bush.link[arc]] += bush.flow[arc];
    evaluate();
  }

  /// The figures of the present flows; with `improve`, also adapts the bushes to the present costs.
  void measure(Equilibrium& result, bool improve) {
    for_each_origin([&](Scratch& scratch, std::size_t i) {
      shortest_[i] = scratch.worker.shortest_total(bushes_[i], state_.cost, runs_[i]);
      if (improve) scratch.worker.improve(bushes_[i], state_.cost, scratch.demand);
    });
    result.flow = state_.flow;
    result.cost = state_.cost;
    result.objective = result.total_cost = result.shortest_cost = 0;
    for (Index link = 0; link < network_.links(); ++link) {
      result.objective += costs_.integral(link, state_.flow[link]);
      result.total_cost += state_.flow[link] == 0 ? 0 : state_.flow[link] * state_.cost[link];
    }
    for (const double part : shortest_) result.shortest_cost += part;
    result.gap = result.total_cost > 0 ? (result.total_cost - result.shortest_cost) / result.total_cost : 0;
  }

  /// More rounds make iterations dearer and fewer; paths that differ by far less than the gap can wait.
  void equilibrate(double gap) {
    constexpr int rounds = 12;
    const double tolerance = std::max(0.01 * gap, 1e-15);
    BushWorker worker(topology_, costs_);
    for (int round = 0; round < rounds; ++round) {
      double worst = 0;
      for (auto& bush : bushes_) worst = std::max(worst, worker.shift(bush, state_, tolerance));
      if (worst == 0) break;
    }
  }

  const Network& network_;
  LinkCosts costs_;
  Topology topology_;
  std::vector<std::span<const Trips>> runs_;  // origin with trips -> its trips
  parallel::Pool& pool_;
  std::vector<Bush> bushes_;      // one per run
  std::vector<double> shortest_;  // run -> cost if all were on shortest paths
  LinkState state_;
};

}  // namespace

std::vector<Unreachable> find_unreachable(const Network& network, std::span<const Trips> trips) {
  const LinkCosts costs(network);
  const Topology topology(network, costs);
  std::vector<Unreachable> found;
  std::vector<std::uint8_t> seen(network.nodes());
  std::vector<Index> open;
  std::size_t first = 0;
  for (const auto& run : by_origin(trips)) {
    const Index origin = run.front().origin;
    std::fill(seen.begin(), seen.end(), std::uint8_t{0});
    seen[origin] = 1;
    open.assign(1, origin);
    while (!open.empty()) {
      const Index node = open.back();
      open.pop_back();
      if (!topology.passes(node, origin)) continue;
      for (const Index link : topology.out(node))
        if (auto& mark = seen[topology.head(link)]; mark == 0) {
          mark = 1;
          open.push_back(topology.head(link));
        }
    }
    for (std::size_t i = 0; i < run.size(); ++i)
      if (seen[run[i].destination] == 0) found.push_back({first + i});
    first += run.size();
  }
  return found;
}

Equilibrium solve(const Network& network, std::span<const Trips> trips, const Settings& settings, parallel::Pool& pool,
                  const OnIteration& on_iteration) {
  for (std::size_t i = 0; i < trips.size(); ++i) {
    PENDEL_EXPECT(trips[i].origin != trips[i].destination && trips[i].vehicles > 0);
    PENDEL_EXPECT(i == 0 || trips[i - 1].origin < trips[i].origin ||
                  (trips[i - 1].origin == trips[i].origin && trips[i - 1].destination < trips[i].destination));
  }
  return Solver(network, trips, pool).run(settings, on_iteration);
}

}  // namespace pendel::assign
