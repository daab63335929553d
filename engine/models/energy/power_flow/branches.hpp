// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/energy/power_flow/network.hpp"

namespace pendel::energy {

/// The two-ports of a grid in per unit of 1 MVA, in service, their ends as positions of buses. Ends that a switch
/// opens, or that lie at a bus out of service, are `none`.
std::vector<Network::Branch> make_branches(const GridTables& tables);

}  // namespace pendel::energy
