// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "import/assignment_input.hpp"

namespace pendel::import {

/// One cell of a trip table as read.
struct TripCell {
  std::int64_t origin, destination;  // names of nodes
  double vehicles;
  std::size_t where;  // for the caller to find its place again
};

/// Numbers the nodes that the ends of links name: sorted names -> Network::node_name, `from` and `to`.
void number_nodes(const std::vector<std::int64_t>& from_name, const std::vector<std::int64_t>& to_name,
                  assign::Network& network);

/// Sorts, adds up, leaves out what stays in its zone; reports ends that no link touches and pairs that no path joins.
void take_trips(std::vector<TripCell> cells, const std::function<Place(const TripCell&)>& place, AssignmentInput& input,
                Issues& issues);

/// Costs of links that would be below zero at no flow, with the place of each link.
void check_costs(const assign::Network& network, const std::function<Place(assign::Index)>& place, Issues& issues);

/// Passes on at most 50 problems of a file and counts the others.
class FewIssues {
 public:
  explicit FewIssues(Issues& issues) : issues_(&issues) {}
  void add(const std::function<Issue()>& issue);
  void finish(const std::string& file);

 private:
  Issues* issues_;
  std::size_t count_ = 0;
};

}  // namespace pendel::import
