// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "assign/network.hpp"
#include "core/issue.hpp"

namespace pendel::import {

/// What a unit of toll and of length costs, in the unit of link times. What is not given is taken from the network file
/// if it says so, else 0.
struct CostWeights {
  std::optional<double> toll, distance;
};

/// A network and a trip table, ready for assign::solve.
struct AssignmentInput {
  assign::Network network;
  std::vector<assign::Trips> trips;  // sorted by origin, destination; each pair once, > 0, a path joins them
  double vehicles = 0;               // of `trips`
  double intrazonal = 0;             // vehicles that stay in their zone, left out
  std::vector<std::string> notes;    // what was found odd and how it was taken, in the language of the user
};

/// Reads a network and its trips, whichever format they have: a folder or a .csv file is GMNS, all else is TNTP. All
/// problems go to `issues`; with any, the result is not to be used.
AssignmentInput read_assignment(const std::filesystem::path& network, const std::filesystem::path& trips,
                                const CostWeights& weights, Issues& issues);

/// TNTP, the format of the collection "Transportation Networks for Research" (github.com/bstabler/
/// TransportationNetworks, README "TNTP Data format"). Metadata lines `<KEY> value` may come in any order; `~` starts a
/// comment; a row ends with `;` or its line. The columns of a network are taken from the comment that names them, else
/// they stand in the standard order. Nodes below <FIRST THRU NODE> let no path through; without the key all do. Of
/// links with the same ends the first counts. A header that disagrees with the body is a note.
/// Without a name of a trip table the network alone.
AssignmentInput read_tntp(const std::filesystem::path& network, const std::filesystem::path& trips,
                          const CostWeights& weights, Issues& issues);

/// The network alone, in either format.
AssignmentInput read_network(const std::filesystem::path& network, Issues& issues);

/// GMNS as in a region folder (region/folder.hpp): link.csv with from_node_id, to_node_id, length (m), free_speed
/// (km/h), capacity (vehicles per hour and lane) [, lanes, directed, toll, vdf_alpha (0.15), vdf_beta (4), vdf_fftt
/// (minutes, instead of length and speed)]; trips with o_zone_id, d_zone_id, volume. A zone's node is that of zone.csv
/// (zone_id, node_id) beside link.csv, else the node of that number. Times are minutes.
AssignmentInput read_gmns(const std::filesystem::path& network, const std::filesystem::path& trips,
                          const CostWeights& weights, Issues& issues);

}  // namespace pendel::import
