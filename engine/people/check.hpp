// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/issue.hpp"
#include "region/region.hpp"

namespace pendel::people {

/// What stands against making up the people of a region: a municipality without a published population, or with
/// people but no building site.
void check(const Region& region, Issues& issues);

}  // namespace pendel::people
