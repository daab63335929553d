// SPDX-License-Identifier: Apache-2.0
#include "run.hpp"

#include <fmt/format.h>

#include "core/hash.hpp"
#include "output/result.hpp"
#include "scenario/build.hpp"
#include "scenario/calendar.hpp"
#include "simulate/corridor.hpp"

namespace pendel {

std::string_view engine_version() { return PENDEL_VERSION; }

RunReport run(const RunRequest& request, parallel::Progress& progress, const std::stop_token& stop) {
  RunReport report;
  auto& profile = report.profile;
  const auto timed = [&](std::string_view phase, auto&& work) {
    progress.report(phase, 0);
    const auto guard = profile.time(phase);
    return work();
  };

  const scenario::Scenario scenario(request.scenario, request.assignments);
  parallel::Pool pool(request.threads);
  const auto built = timed("build", [&] { return scenario::BuiltWorld(scenario, pool); });
  const World& world = built.world();
  const output::Provenance provenance = {std::string(engine_version()), scenario.settings().title,
                                         scenario.resolved_text(), scenario.hash()};
  const auto key = fmt::format("{} {} {}", build_hash(), scenario.hash(), world.region.hash);
  const auto work = simulate::open_work_folder(request.result, key);
  const auto calendar = scenario::make_calendar(scenario.settings(), world.region);
  const auto segments =
      simulate::run_calendar(calendar, scenario.settings().models, world, work, {progress, profile, stop});
  timed("write", [&] { output::assemble(world, calendar, segments, provenance, request.result); });
  std::filesystem::remove_all(work);

  report.persons = world.people.persons.size();
  report.households = world.people.households.size();
  report.links = world.region.roads.links();
  report.days = calendar.days.size();
  report.targets = scenario.settings().targets;
  report.notes = world.region.notes;
  report.notes.insert(report.notes.end(), world.people.notes.begin(), world.people.notes.end());
  return report;
}

}  // namespace pendel
