// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/random.hpp"
#include "parallel/parallel.hpp"
#include "people/people.hpp"
#include "region/region.hpp"

namespace pendel {

/// What every model may read and nobody may change: land, people, the source of draws. The pool of threads comes along
/// because every model works in parallel; it carries no state that a result could depend on.
struct World {
  const Region& region;
  const People& people;
  Random random;
  parallel::Pool& pool;
};

}  // namespace pendel
