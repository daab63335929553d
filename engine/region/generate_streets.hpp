// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parallel/parallel.hpp"
#include "region/generate_arterials.hpp"

namespace pendel::generate {

/// Grows the local streets of every settlement into the arterials; each edge then knows its place. Settlements do not
/// see each other and grow in parallel.
Mesh grow_streets(const Facts& facts, const Layout& layout, const Mesh& arterials, const Random& random,
                  parallel::Pool& pool);

}  // namespace pendel::generate
