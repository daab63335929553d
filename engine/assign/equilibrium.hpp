// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "assign/network.hpp"
#include "parallel/parallel.hpp"

namespace pendel::assign {

struct Settings {
  double gap = 1e-11;  // relative gap to stop at
  int max_iterations = 1000;
};

/// A user equilibrium (Wardrop 1952: no trip has a cheaper path), up to the relative gap.
struct Equilibrium {
  std::vector<double> flow, cost;  // per link
  double objective = 0;            // Beckmann's: the sum over links of the integral of cost from 0 to flow
  double total_cost = 0;           // TSTT: the sum over links of flow times cost
  double shortest_cost = 0;        // SPTT: every trip on a shortest path at these costs
  double gap = 0;                  // (TSTT - SPTT) / TSTT, 0 without trips
  int iterations = 0;
  bool converged = false;  // gap <= Settings::gap
};

/// A pair that no path joins.
struct Unreachable {
  std::size_t trip;  // index in `trips`
};
std::vector<Unreachable> find_unreachable(const Network& network, std::span<const Trips> trips);

/// Called after each iteration with its number and gap.
using OnIteration = std::function<void(int iteration, double gap)>;

/// Algorithm B (Dial 2006, with Nie's 2010 rule of which links to take in): a bush per origin, flow shifted between the
/// longest used and the shortest path into each node. Bushes are improved in parallel at fixed costs and equilibrated
/// one after the other, sums are taken in order of origin: the same bits for any number of threads. `trips` sorted by
/// origin, each pair once, origin and destination differ, a path joins them (else ContractError).
Equilibrium solve(const Network& network, std::span<const Trips> trips, const Settings& settings, parallel::Pool& pool,
                  const OnIteration& on_iteration = {});

}  // namespace pendel::assign
