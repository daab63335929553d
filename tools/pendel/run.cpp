// SPDX-License-Identifier: Apache-2.0
#include "run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "core/issue.hpp"
#include "frame.hpp"
#include "output/ensemble.hpp"
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
  std::size_t samples = 8;
  bool luck_only = false;
  std::vector<std::string> select_links;
};

/// A target with the result and what the samples say of it.
struct Checked {
  std::vector<simulate::Verdict> verdicts;
  SampledTargets sampled;

  /// The samples' figures of target `i`.
  [[nodiscard]] std::vector<double> samples(std::size_t i) const {
    std::vector<double> values;
    for (const auto& sample : sampled.figures) values.push_back(sample[i]);
    return values;
  }
  [[nodiscard]] std::ptrdiff_t inside(std::size_t i) const {
    const auto values = samples(i);
    return std::count_if(values.begin(), values.end(), [&](double value) { return verdicts[i].inside(value); });
  }
};

constexpr double band_low = 0.05;
constexpr double band_high = 0.95;

/// One JSON object per phase on standard output, for scripts and clusters.
class JsonProgress : public parallel::Progress {
 public:
  void report(std::string_view phase, double share) override {
    fmt::print("{}\n", nlohmann::json{{"event", "progress"}, {"phase", phase}, {"share", share}}.dump());
    std::fflush(stdout);  // who reads along reads now
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

std::string_view kind_name(scenario::TargetKind kind) {
  using enum scenario::TargetKind;
  return kind == fit ? "fit" : kind == holdout ? "holdout" : "exploratory";
}

std::vector<std::string> verdict_row(const Checked& checked, std::size_t i) {
  const auto& verdict = checked.verdicts[i];
  const auto number = [](double value) { return std::isnan(value) ? std::string("-") : fmt::format("{:.5g}", value); };
  const auto values = checked.samples(i);
  const auto quantile = [&](double share) { return values.empty() ? "-" : number(output::quantile(values, share)); };
  const auto inside =
      values.empty() || !verdict.judged() ? std::string("-") : fmt::format("{}/{}", checked.inside(i), values.size());
  const auto word = !verdict.judged() ? Say::target_unjudged : verdict.holds ? Say::target_holds : Say::target_misses;
  return {verdict.target.name,
          std::string(kind_name(verdict.target.kind)),
          number(verdict.result),
          quantile(band_low),
          quantile(band_high),
          number(verdict.target.value),
          number(verdict.target.tolerance),
          verdict.unit,
          inside,
          say(word)};
}

void print_verdicts(const Checked& checked) {
  if (checked.verdicts.empty()) {
    fmt::print("{}\n", say(Say::no_targets));
    return;
  }
  TextTable table({say(Say::head_target), say(Say::head_kind), say(Say::head_result), say(Say::head_low),
                   say(Say::head_high), say(Say::head_published), "+-", say(Say::head_unit), say(Say::head_inside),
                   ""});
  std::size_t held = 0;
  std::size_t holdouts = 0;
  for (std::size_t i = 0; i < checked.verdicts.size(); ++i) {
    const bool holdout = checked.verdicts[i].target.kind == scenario::TargetKind::holdout;
    table.add(verdict_row(checked, i));
    holdouts += holdout ? 1 : 0;
    held += holdout && checked.verdicts[i].holds ? 1 : 0;
  }
  const auto& sampled = checked.sampled;
  fmt::print("{}{}\n", table.text(), say(Say::targets_summary, held, holdouts));
  if (!sampled.figures.empty()) fmt::print("{}\n", say(Say::samples_note, sampled.figures.size(), sampled.ranges));
  if (sampled.failed > 0) fmt::print("{}\n", say(Say::samples_failed, sampled.failed, sampled.why));
}

nlohmann::json as_json(const Checked& checked, std::size_t i) {
  const auto& verdict = checked.verdicts[i];
  nlohmann::json row = {{"name", verdict.target.name},
                        {"indicator", verdict.target.indicator},
                        {"kind", kind_name(verdict.target.kind)},
                        {"target", verdict.target.value},
                        {"tolerance", verdict.target.tolerance},
                        {"result", verdict.result},
                        {"unit", verdict.unit},
                        {"source", verdict.target.source}};
  if (verdict.judged()) row["holds"] = verdict.holds;
  const auto values = checked.samples(i);
  if (values.empty()) return row;
  row["samples"] = values;
  row["band"] = {output::quantile(values, band_low), output::quantile(values, band_high)};
  if (verdict.judged()) row["inside"] = checked.inside(i);
  return row;
}

void print_json(const RunReport& report, const Checked& checked, const std::string& path) {
  nlohmann::json done = {
      {"event", "done"},       {"result", path},      {"persons", report.persons}, {"households", report.households},
      {"links", report.links}, {"days", report.days}, {"notes", report.notes}};
  for (const auto& line : report.profile.lines())
    done["profile"].push_back({{"phase", line.name}, {"seconds", line.seconds}, {"peak_mb", line.peak_mb}});
  for (std::size_t i = 0; i < checked.verdicts.size(); ++i) done["targets"].push_back(as_json(checked, i));
  if (checked.sampled.failed > 0) done["failed_samples"] = checked.sampled.failed;
  fmt::print("{}\n", done.dump());
}

int execute(const RunOptions& options) {
  const parallel::StopOnSignal signals;
  const auto progress = options.json ? std::make_unique<JsonProgress>() : parallel::terminal_progress(progress_words());
  RunReport report;
  Checked checked;
  try {
    report = run(options.request, *progress, signals.token());
    if (options.check) {
      checked.verdicts = simulate::judge(report.targets, options.request.result);
      checked.sampled =
          sample_targets(options.request, options.samples, !options.luck_only, *progress, signals.token());
    }
  } catch (const Interrupted&) {
    throw Interrupted(say(Say::interrupted));
  }
  if (options.json) {
    print_json(report, checked, options.request.result.string());
    return 0;
  }
  for (const auto& note : report.notes) fmt::print("{}\n", say(Say::note, note));
  fmt::print("{}\n", say(Say::run_done, options.request.result.string(), report.persons, report.households,
                         report.links, report.days));
  if (options.check) print_verdicts(checked);
  if (options.profile) print_profile(report.profile);
  return 0;
}

}  // namespace

Action add_run(Words words) {
  auto options = std::make_shared<RunOptions>();
  words.about(Say::run_about)
      .options({
          {"FILE", &options->request.scenario, Say::scenario_help, required},
          {"-o,--output", &options->request.result, Say::result_help, required},
          {"--threads", &options->request.threads, Say::threads_help, optional, thread_limits},
          {"--set", &options->request.assignments, Say::set_help},
          {"--select-link", &options->select_links, Say::select_link_help},
          {"--check", &options->check, Say::check_targets_help},
          {"--samples", &options->samples, Say::samples_help, optional, {.low = 0, .high = 10000}},
          {"--luck-only", &options->luck_only, Say::luck_only_help},
          {"--json", &options->json, Say::json_help},
          {"--profile", &options->profile, Say::profile_help},
      })
      .examples({"pendel run scenarios/hamlet/base.toml -o hamlet.h5",
                 "pendel run base.toml -o more.h5 --set adoption.telework_gap_closed=1 --profile",
                 "pendel run scenarios/pandemie_ruecktest.toml -o test.h5 --check --samples 20"});
  return [options] {
    if (!options->select_links.empty())
      options->request.assignments.push_back(
          fmt::format("mobility.select_links={}", nlohmann::json(options->select_links).dump()));
    return execute(*options);
  };
}

}  // namespace pendel::tools
