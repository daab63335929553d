// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "import/osm_extract.hpp"
#include "import/road_draft.hpp"

namespace pendel::import {

/// Turns restriction relations into bans of the draft, whose links still run from OSM node to OSM node.
///
/// Read: no_* and only_* with one via node, also several from or to members (no_entry, no_exit). An only_* bans every
/// other way on, turning round included. Not read, and counted in the report: via a way, restriction:conditional or
/// hour_on, `except` or restriction:<vehicle> that leave cars free, members that are missing or not drivable, and
/// relations that can be read in more than one way (a member way that passes through the via node).
void apply_restrictions(const OsmExtract& extract, RoadDraft& draft, RoadReport& report);

}  // namespace pendel::import
