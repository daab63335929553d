// SPDX-License-Identifier: Apache-2.0
#include "run.hpp"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "core/issue.hpp"
#include "frame.hpp"
#include "parallel/progress.hpp"
#include "parallel/stop.hpp"
#include "simulate/targets.hpp"
#include "text/messages.hpp"
#include "text_table.hpp"

namespace pendel::tools {

namespace {

using text::Say;
using text::say;

struct RunOptions {
  RunRequest request;
  bool json = false;
  bool profile = false;
  bool check = false;
};

/// One JSON object per phase on standard output, for scripts and clusters.
class JsonProgress : public parallel::Progress {
 public:
  void report(std::string_view phase, double share) override {
    fmt::print("{}\n", nlohmann::json{{"event", "progress"}, {"phase", phase}, {"share", share}}.dump());
  }
};

void print_profile(const simulate::Profile& profile) {
  TextTable table({say(Say::head_phase), "s", say(Say::head_peak_memory)});
  double total = 0;
  for (const auto& line : profile.lines()) {
    table.add({phase_label(line.name), fmt::format("{:.3f}", line.seconds), fmt::format("{:.0f}", line.peak_mb)});
    total += line.seconds;
  }
  table.add({say(Say::total), fmt::format("{:.3f}", total), ""});
  fmt::print("{}", table.text());
}

void print_verdicts(const std::vector<simulate::Verdict>& verdicts) {
  if (verdicts.empty()) {
    fmt::print("{}\n", say(Say::no_targets));
    return;
  }
  TextTable table({say(Say::head_target), say(Say::head_kind), say(Say::head_result), say(Say::head_published), "+-",
                   say(Say::head_unit), ""});
  std::size_t held = 0;
  std::size_t holdouts = 0;
  for (const auto& [target, unit, result, holds] : verdicts) {
    const bool holdout = target.kind == scenario::TargetKind::holdout;
    table.add({target.name, holdout ? "holdout" : "fit", fmt::format("{:.5g}", result), fmt::format("{}", target.value),
               fmt::format("{}", target.tolerance), unit, say(holds ? Say::target_holds : Say::target_misses)});
    holdouts += holdout ? 1 : 0;
    held += holdout && holds ? 1 : 0;
  }
  fmt::print("{}{}\n", table.text(), say(Say::targets_summary, held, holdouts));
}

void print_json(const RunReport& report, const std::vector<simulate::Verdict>& verdicts, const RunOptions& options) {
  nlohmann::json done = {{"event", "done"},           {"result", options.request.result.string()},
                         {"persons", report.persons}, {"households", report.households},
                         {"links", report.links},     {"days", report.days},
                         {"notes", report.notes}};
  for (const auto& line : report.profile.lines())
    done["profile"].push_back({{"phase", line.name}, {"seconds", line.seconds}, {"peak_mb", line.peak_mb}});
  for (const auto& verdict : verdicts)
    done["targets"].push_back({{"name", verdict.target.name},
                               {"indicator", verdict.target.indicator},
                               {"kind", verdict.target.kind == scenario::TargetKind::holdout ? "holdout" : "fit"},
                               {"target", verdict.target.value},
                               {"tolerance", verdict.target.tolerance},
                               {"result", verdict.result},
                               {"unit", verdict.unit},
                               {"holds", verdict.holds},
                               {"source", verdict.target.source}});
  fmt::print("{}\n", done.dump());
}

int execute(const RunOptions& options) {
  const parallel::StopOnSignal signals;
  const auto progress = options.json ? std::make_unique<JsonProgress>() : parallel::terminal_progress(progress_words());
  RunReport report;
  try {
    report = run(options.request, *progress, signals.token());
  } catch (const Interrupted&) {
    throw Interrupted(say(Say::interrupted));
  }
  const auto verdicts =
      options.check ? simulate::judge(report.targets, options.request.result) : std::vector<simulate::Verdict>{};
  if (options.json) {
    print_json(report, verdicts, options);
    return 0;
  }
  for (const auto& note : report.notes) fmt::print("{}\n", say(Say::note, note));
  fmt::print("{}\n", say(Say::run_done, options.request.result.string(), report.persons, report.households,
                         report.links, report.days));
  if (options.check) print_verdicts(verdicts);
  if (options.profile) print_profile(report.profile);
  return 0;
}

}  // namespace

Action add_run(CLI::App& app) {
  auto options = std::make_shared<RunOptions>();
  app.description(say(Say::run_about));
  app.add_option("FILE", options->request.scenario, say(Say::scenario_help))->required();
  app.add_option("-o,--output", options->request.result, say(Say::result_help))->required();
  app.add_option("--threads", options->request.threads, say(Say::threads_help))->check(between(0, 1024));
  app.add_option("--set", options->request.assignments, say(Say::set_help))->allow_extra_args(false);
  app.add_flag("--check", options->check, say(Say::check_targets_help));
  app.add_flag("--json", options->json, say(Say::json_help));
  app.add_flag("--profile", options->profile, say(Say::profile_help));
  app.footer(examples({"pendel run scenarios/hamlet/base.toml -o hamlet.h5",
                       "pendel run base.toml -o more.h5 --set adoption.telework_gap_closed=1 --profile"}));
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools
