// SPDX-License-Identifier: Apache-2.0
#include "run.hpp"

#include <fmt/format.h>

#include "core/hash.hpp"
#include "core/issue.hpp"
#include "output/reader.hpp"
#include "output/result.hpp"
#include "scenario/build.hpp"
#include "scenario/calendar.hpp"
#include "simulate/choices.hpp"
#include "simulate/corridor.hpp"
#include "simulate/targets.hpp"
#include "store/lock.hpp"
#include "study/samples.hpp"
#include "text/messages.hpp"

namespace pendel {

std::string_view engine_version() { return PENDEL_VERSION; }

namespace {

/// Of the segments in the work folder of a run.
std::string work_key(const scenario::Scenario& scenario, const World& world) {
  auto key = fmt::format("{} {} {}", build_hash(), scenario.hash(), world.region.hash);
  const auto& start = scenario.settings().start_from;
  for (const auto& file : {start, start.empty() ? start : simulate::choices_file(start)})
    if (!file.empty() && std::filesystem::exists(file)) key += " " + ContentHash().add_file(file).hex();
  return key;
}

/// The result to start from, if any, is of the same land.
void check_start(const scenario::Scenario& scenario, const World& world) {
  const auto& start = scenario.settings().start_from;
  if (start.empty() || output::Result(start).about("region_hash") == world.region.hash) return;
  throw InputError({scenario.parameters().place_of("run.start_from"), text::say(text::Say::start_other, start.string()),
                    "", text::say(text::Say::start_other_hint)});
}

/// The periods of a run, without days.
std::vector<double> run_periods(const RunRequest& request, const std::vector<scenario::Target>& targets,
                                const std::filesystem::path& like, const std::stop_token& stop) {
  const scenario::Scenario scenario(request.scenario, request.assignments);
  parallel::Pool pool(request.threads);
  const scenario::BuiltWorld built(scenario, pool);
  auto calendar = scenario::make_calendar(scenario.settings(), built.world().region);
  calendar.days.clear();
  parallel::Progress quiet;
  simulate::Profile profile;
  const store::Lock lock(request.result.string() + ".lock");
  const auto work = simulate::open_work_folder(request.result, work_key(scenario, built.world()));
  const auto segments =
      simulate::run_calendar(calendar, scenario.settings().models, built.world(), work, {quiet, profile, stop});
  auto figures = simulate::figures_of_periods(targets, like, segments.periods);
  std::filesystem::remove_all(work);
  return figures;
}

std::vector<double> run_days(const RunRequest& request, const std::vector<scenario::Target>& targets,
                             const std::stop_token& stop) {
  parallel::Progress quiet;
  run(request, quiet, stop);
  std::vector<double> figures;
  for (const auto& verdict : simulate::judge(targets, request.result)) figures.push_back(verdict.result);
  std::filesystem::remove(request.result);
  std::filesystem::remove(std::filesystem::path(request.result).replace_extension(".xdmf"));
  std::filesystem::remove(simulate::choices_file(request.result));
  return figures;
}

}  // namespace

SampledTargets sample_targets(const RunRequest& request, std::size_t samples, bool with_ranges,
                              parallel::Progress& progress, const std::stop_token& stop) {
  const scenario::Scenario scenario(request.scenario, request.assignments);
  const auto& targets = scenario.settings().targets;
  SampledTargets sampled;
  if (targets.empty()) return sampled;
  if (with_ranges) sampled.ranges = study::ranges_of(scenario).size();
  for (std::size_t i = 0; i < samples; ++i) {
    progress.report("sample", static_cast<double>(i) / static_cast<double>(samples));
    auto one = request;
    one.result.replace_extension(fmt::format(".sample-{}.h5", i + 1));
    const auto more = study::assignments_of(scenario, {i, samples}, with_ranges);
    one.assignments.insert(one.assignments.end(), more.begin(), more.end());
    try {
      sampled.figures.push_back(simulate::need_no_days(targets) ? run_periods(one, targets, request.result, stop)
                                                                : run_days(one, targets, stop));
    } catch (const InputError& error) {
      if (sampled.failed++ == 0) sampled.why = error.what();
    }
  }
  return sampled;
}

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
  const store::Lock lock(request.result.string() + ".lock");
  const auto built = timed("build", [&] { return scenario::BuiltWorld(scenario, pool); });
  const World& world = built.world();
  check_start(scenario, world);
  const output::Provenance provenance = {std::string(engine_version()), scenario.settings().title,
                                         scenario.resolved_text(), scenario.hash()};
  const auto work = simulate::open_work_folder(request.result, work_key(scenario, world));
  const auto calendar = scenario::make_calendar(scenario.settings(), world.region);
  const auto segments = simulate::run_calendar(calendar, scenario.settings().models, world, work,
                                               {progress, profile, stop}, scenario.settings().start_from);
  timed("write", [&] {
    simulate::write_choices(calendar, segments.days, scenario.hash(), world.region.hash, request.result);
    output::assemble(world, calendar, segments, provenance, request.result, &pool);
  });
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
