// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "import/road_tags.hpp"

namespace pendel::import {

/// Index into RoadDraft::nodes or ::links. A draft changes all the time; ids come when it is finished.
using Index = std::uint32_t;
inline constexpr Index no_index = 0xffffffffU;

struct DraftNode {
  std::int64_t name = 0;  // OSM id
  Point at;               // of a merged node the mean of its members
  bool fixed = false;     // a border node: never contracted
  bool alive = true;
  double members = 1;   // nodes merged into this one, itself included
  double radius_m = 0;  // no member lies farther from `at`
  std::vector<Index> out;
  std::vector<Index> in;
  bool signal = false;  // traffic signals
};

/// One direction of travel.
struct DraftLink {
  Index from = no_index;
  Index to = no_index;
  std::int64_t name = 0;  // OSM way; of a chain that of its longest piece
  RoadClass road_class = RoadClass::service;
  bool ramp = false;
  bool two_way = false;  // the way is open both ways, so that turning round on it is no way through
  double length_m = 0;   // between from_at and to_at
  double speed_mps = 0;
  double lanes = 1;
  double capacity_per_h = 0;
  std::string street;
  std::string ref;           // "A 4", "B 27"
  double name_length_m = 0;  // of the piece that gave name, street and ref
  Point from_at;             // where the road really begins: a merged node lies a few metres off
  Point to_at;
  std::vector<Point> shape;  // strictly between from_at and to_at
  bool alive = true;
};

/// The road graph while it is being built. Links carry the bans by index: `bans` holds (from, to).
struct RoadDraft {
  std::vector<DraftNode> nodes;
  std::vector<DraftLink> links;
  std::set<std::pair<Index, Index>> bans;

  Index add_node(std::int64_t name, Point at);
  Index add_link(DraftLink link);
  /// Takes a link out, with its bans.
  void remove_link(Index link);
  /// Puts the end of a link on another node.
  void move_from(Index link, Index node);
  void move_to(Index link, Index node);
  /// `to` takes part in every ban in which `from` takes part as the link that is left.
  void copy_bans_from(Index link, Index heir);
  void copy_bans_to(Index link, Index heir);
  [[nodiscard]] bool banned(Index from, Index to) const { return bans.contains({from, to}); }
  /// Along the road, with the way from the merged nodes at its ends to where it really begins.
  [[nodiscard]] double full_length_m(Index link) const;
  /// Does a ban happen at the node?
  [[nodiscard]] bool has_ban(Index node) const;
  [[nodiscard]] std::size_t alive_nodes() const;
  [[nodiscard]] std::size_t alive_links() const;
  [[nodiscard]] double alive_km() const;
};

/// How many of what, and how long. Ways by their line, links by direction of travel.
struct Tally {
  std::size_t count = 0;
  double km = 0;
  void add(double length_m) {
    ++count;
    km += length_m / 1000.0;
  }
};

/// What became of the roads of an OSM file.
struct RoadReport {
  std::array<Tally, drop_reasons> ways;   // by Drop; index 0: kept
  std::array<Tally, road_classes> links;  // kept, by class, at the end
  Tally unconnected;                      // links outside the largest strongly connected part
  Tally merged;                           // links under the tiny length, merged into their neighbours
  std::size_t signals_moved = 0;          // from a stop line to its junction
  std::size_t signals_apart = 0;          // with no junction near: crossings for people on foot, left out
  std::size_t contracted_nodes = 0;       // nodes of degree two taken out
  std::size_t border_pairs = 0;           // carriageway ends joined into one border node
  std::size_t border_unpaired = 0;        // one-way ends at the border without the other carriageway
  std::size_t bans = 0;                   // turn bans kept
  std::size_t bans_via_way = 0;           // restrictions with a way as via: not supported
  std::size_t bans_not_for_cars = 0;      // excepted for cars, or of another vehicle
  std::size_t bans_conditional = 0;       // by time of day: not supported
  std::size_t bans_unclear = 0;           // members missing, not drivable, or more than one way to read them
  std::size_t bans_lifted = 0;            // taken back, because they cut a street off
  std::size_t speeds_not_understood = 0;  // ways
  std::size_t reversible = 0;             // ways, kept in both directions
  std::size_t nodes_missing = 0;          // referred to by ways, not in the file
};

/// Plain lines for people: what was kept, what was dropped and why.
std::vector<std::string> describe(const RoadReport& report);

}  // namespace pendel::import
