// SPDX-License-Identifier: Apache-2.0
#include "import/trip_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "assign/equilibrium.hpp"
#include "text/messages.hpp"

namespace pendel::import {

using assign::Index;
using text::Say;
using text::say;

void FewIssues::add(const std::function<Issue()>& issue) {
  constexpr std::size_t most = 50;
  if (count_++ < most) issues_->add(issue());
}

void FewIssues::finish(const std::string& file) {
  constexpr std::size_t most = 50;
  if (count_ > most) issues_->add({file, 0, 0}, say(Say::tntp_more, count_ - most));
}

namespace {

Index index_of(const std::vector<std::int64_t>& names, std::int64_t name) {
  const auto found = std::lower_bound(names.begin(), names.end(), name);
  return found == names.end() || *found != name ? assign::none : static_cast<Index>(found - names.begin());
}

}  // namespace

void number_nodes(const std::vector<std::int64_t>& from_name, const std::vector<std::int64_t>& to_name,
                  assign::Network& network) {
  auto& names = network.node_name;
  names = from_name;
  names.insert(names.end(), to_name.begin(), to_name.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const auto name : from_name) network.from.push_back(index_of(names, name));
  for (const auto name : to_name) network.to.push_back(index_of(names, name));
}

void take_trips(std::vector<TripCell> cells, const std::function<Place(const TripCell&)>& place, AssignmentInput& input,
                Issues& issues) {
  std::stable_sort(cells.begin(), cells.end(), [](const TripCell& a, const TripCell& b) {
    return std::tie(a.origin, a.destination) < std::tie(b.origin, b.destination);
  });
  FewIssues few(issues);
  std::vector<const TripCell*> cell_of_trip;
  std::size_t added = 0;
  for (const auto& cell : cells) {
    if (cell.vehicles == 0) continue;
    if (cell.origin == cell.destination) {
      input.intrazonal += cell.vehicles;
      continue;
    }
    const Index origin = index_of(input.network.node_name, cell.origin);
    const Index destination = index_of(input.network.node_name, cell.destination);
    if (origin == assign::none || destination == assign::none) {
      few.add([&] {
        return Issue{place(cell), say(Say::trips_no_node, origin == assign::none ? cell.origin : cell.destination),
                     say(Say::trips_no_node_why, cell.vehicles), ""};
      });
      continue;
    }
    input.vehicles += cell.vehicles;
    if (auto& trips = input.trips;
        !trips.empty() && trips.back().origin == origin && trips.back().destination == destination) {
      trips.back().vehicles += cell.vehicles;
      ++added;
      continue;
    }
    input.trips.push_back({origin, destination, cell.vehicles});
    cell_of_trip.push_back(&cell);
  }
  for (const auto& [trip] : assign::find_unreachable(input.network, input.trips))
    few.add([&, trip = trip] {
      const auto& cell = *cell_of_trip[trip];
      return Issue{place(cell), say(Say::trips_no_path, cell.origin, cell.destination),
                   say(Say::trips_no_node_why, cell.vehicles), say(Say::trips_no_path_hint)};
    });
  few.finish(cells.empty() ? "" : place(cells.front()).file);
  if (input.intrazonal > 0) input.notes.push_back(say(Say::trips_intrazonal, input.intrazonal));
  if (added > 0) input.notes.push_back(say(Say::trips_added, added));
}

void check_costs(const assign::Network& network, const std::function<Place(Index)>& place, Issues& issues) {
  FewIssues few(issues);
  std::string file;
  for (Index link = 0; link < network.links(); ++link)
    if (const double cost = network.free_flow_time[link] + network.fixed_cost[link]; !(cost >= 0))
      few.add([&] {
        const auto at = place(link);
        file = at.file;
        return Issue{at, say(Say::tntp_negative_cost, cost), "", say(Say::tntp_negative_cost_hint)};
      });
  few.finish(file);
}

AssignmentInput read_assignment(const std::filesystem::path& network, const std::filesystem::path& trips,
                                const CostWeights& weights, Issues& issues) {
  const bool gmns = std::filesystem::is_directory(network) || network.extension() == ".csv";
  return gmns ? read_gmns(network, trips, weights, issues) : read_tntp(network, trips, weights, issues);
}

AssignmentInput read_network(const std::filesystem::path& network, Issues& issues) {
  return read_assignment(network, {}, {}, issues);
}

}  // namespace pendel::import
