// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "import/road_draft.hpp"

namespace pendel::import {

/// In OSM signals stand at the stop lines: puts each on the nearest junction along its road, no farther than `reach_m`.
/// Where there is none they are for people on foot, and dropped.
void move_signals(RoadDraft& draft, double reach_m, RoadReport& report);

/// Takes out the nodes at which nothing happens: two neighbours, no ban, not fixed, and the same class, speed, lanes
/// and capacity before and behind. Names may differ; the longest piece gives the name. Loops keep a node. Where a
/// link is shorter than `tiny_m` it joins its neighbour whatever its attributes; the longer piece decides.
void contract_chains(RoadDraft& draft, double tiny_m, RoadReport& report);

/// Makes one node of the two ends of each link shorter than `tiny_m`, unless the merged node would spread over more
/// than 1.5 times that. The movements stay exactly those that were possible: what the tiny link's direction or a ban
/// forbade becomes a ban of the merged node. The way to where a road really begins stays in its length and shape.
void merge_tiny_links(RoadDraft& draft, double tiny_m, RoadReport& report);

/// Keeps the largest strongly connected part; the rest goes to the report.
void keep_strongest(RoadDraft& draft, RoadReport& report);

/// Takes back bans until every node can be reached and left by moves that are not banned.
void lift_bans_that_cut(RoadDraft& draft, RoadReport& report);

}  // namespace pendel::import
