// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "core/issue.hpp"
#include "region/region.hpp"

namespace pendel::people {

/// What stands against making up the people of a region: a municipality without a published population, or with
/// people but no building site. `place` says where a municipality's population stands.
void check(const Region& region, const std::function<Place(MunicipalityId)>& place, Issues& issues);

}  // namespace pendel::people
