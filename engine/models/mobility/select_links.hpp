// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/issue.hpp"
#include "models/mobility/parameters.hpp"
#include "region/region.hpp"
#include "text/parameters.hpp"

namespace pendel::mobility {

/// The links that a text names: "4711", all links of that way; "12>34", from node 12 to node 34. Names are those of the
/// source of the roads. Empty if there are none.
std::vector<LinkId> links_named(const Roads& roads, std::string_view text);

/// All links of `select_links`, ascending, each once.
std::vector<LinkId> selected_links(const Roads& roads, const Parameters& parameters);

/// "12_34", and "12_34_2" for the second link between the same nodes.
std::string select_name(const Roads& roads, LinkId link);

/// What can only be checked against the land.
void check(const Parameters& parameters, const Region& region, const text::ParameterTable& table, Issues& issues);

}  // namespace pendel::mobility
