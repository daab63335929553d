// SPDX-License-Identifier: Apache-2.0
#include "scenario/build.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "import/generated_region.hpp"
#include "people/attach_grids.hpp"
#include "people/check.hpp"
#include "people/given.hpp"
#include "people/lay_grids.hpp"
#include "region/folder.hpp"
#include "region/info.hpp"
#include "text/messages.hpp"

namespace pendel::scenario {

namespace {

void check_targets(const Scenario& scenario, const Region& region, Issues& issues) {
  const auto& all = region.municipalities.ags.values();
  for (const auto& target : scenario.settings().targets) {
    const auto& ags = target.municipality;
    if (ags.empty() || std::find(all.begin(), all.end(), ags) != all.end()) continue;
    const auto place = scenario.parameters().place_of("target." + text::quote_key(target.name) + ".municipality");
    const auto hint = text::did_you_mean(ags, all);
    issues.add(place, text::say(text::Say::target_municipality, target.name, ags), "",
               hint.empty() ? text::say(text::Say::ags_hint) : hint);
  }
}

std::unique_ptr<const Region> load(const Scenario& scenario, parallel::Pool& pool, Issues& issues) {
  const auto& tables = scenario.settings().people.tables;
  auto region = std::make_unique<Region>(open_region(scenario.settings().region, issues, pool));
  if (!issues.empty()) {
    if (!tables.empty()) (void)people::read_people(tables, *region, issues);  // their problems are told with the others
    return region;
  }
  if (const auto& on = scenario.settings().models.mobility.calibrated_on; !on.empty() && on != region->name)
    region->notes.push_back("The mode constants were calibrated elsewhere, on " + on +
                            ": here the shares of modes are carried over, not fitted.");
  models::check(scenario.settings().models, *region, scenario.parameters(), issues);
  check_targets(scenario, *region, issues);
  if (tables.empty()) people::check(*region, issues);
  return region;
}

std::unique_ptr<const Region> load_or_throw(const Scenario& scenario, parallel::Pool& pool) {
  Issues issues;
  auto region = load(scenario, pool, issues);
  issues.raise_if_any();
  return region;
}

Random random_of(const Settings& settings) {
  return {static_cast<std::uint64_t>(settings.seed), static_cast<std::uint32_t>(settings.replication)};
}

/// The people are the same in every replication: they are who lives there, not luck.
std::unique_ptr<const People> populate(const Settings& settings, const Region& region, parallel::Pool& pool) {
  Issues issues;
  auto people = std::make_unique<People>(
      settings.people.tables.empty()
          ? people::synthesize(region, settings.people, Random(random_of(settings).seed(), 0), pool)
          : people::read_people(settings.people.tables, region, issues));
  issues.raise_if_any();
  if (const double share = connected_share(region.roads); share < 1)
    people->notes.push_back(
        fmt::format("{:.1f} % of the road nodes are not strongly connected with the others: trips "
                    "that find no way are not made (unreachable_trips)",
                    100 * (1 - share)));
  auto given = people::attach_grids(read_given_grids(region, issues), region, *people);
  issues.raise_if_any();
  const auto from_operator = given.size();
  people->grids = people::lay_grids(region, *people, pool, std::move(given));
  if (from_operator > 0)
    people->notes.push_back(std::to_string(from_operator) + " low-voltage grids are the operator's");
  people->notes.push_back(
      std::to_string(people->grids.size() - from_operator) +
      " low-voltage grids are synthetic: laid along the streets for the peak of who lives there, not the "
      "operator's; phases are balanced");
  return people;
}

}  // namespace

BuiltWorld::BuiltWorld(const Scenario& scenario, parallel::Pool& pool)
    : region_(load_or_throw(scenario, pool)),
      people_(populate(scenario.settings(), *region_, pool)),
      world_{*region_, *people_, random_of(scenario.settings()), pool} {}

void check_land(const Scenario& scenario, parallel::Pool& pool, Issues& issues) {
  Issues land;
  const auto region = load(scenario, pool, land);
  const auto& tables = scenario.settings().people.tables;
  const bool whole = land.empty();
  if (whole && !tables.empty()) (void)people::read_people(tables, *region, land);
  if (whole) (void)read_given_grids(*region, land);
  for (const auto& issue : land.all()) issues.add(issue);
}

}  // namespace pendel::scenario
