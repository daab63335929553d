// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/issue.hpp"
#include "region/generate.hpp"
#include "text/document.hpp"

namespace pendel {

/// Reports figures and positions that each may be, but not together: more dwellings of a kind than of all, places that
/// lie on each other or on other continents. `specification`: where the facts stand.
void check_facts(const generate::Facts& facts, const text::Node& specification, Issues& issues);

}  // namespace pendel
