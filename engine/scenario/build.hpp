// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "scenario/scenario.hpp"
#include "world/world.hpp"

namespace pendel::scenario {

/// Land and people of a scenario, built once, with the World that shows them to the models.
class BuiltWorld {
 public:
  /// Reads or generates the region, synthesises the people, checks the scenario against the land. Throws InputError.
  BuiltWorld(const Scenario& scenario, parallel::Pool& pool);
  [[nodiscard]] const World& world() const { return world_; }

 private:
  std::unique_ptr<const Region> region_;
  std::unique_ptr<const People> people_;
  World world_;
};

/// Everything in region and given people that stands against a run of the scenario; people are not synthesised.
void check_land(const Scenario& scenario, parallel::Pool& pool, Issues& issues);

}  // namespace pendel::scenario
