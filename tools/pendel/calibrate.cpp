// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "core/issue.hpp"
#include "frame.hpp"
#include "output/mode_shares.hpp"
#include "output/reader.hpp"
#include "parallel/progress.hpp"
#include "parallel/stop.hpp"
#include "run.hpp"
#include "scenario/scenario.hpp"
#include "store/sealed_file.hpp"
#include "text/messages.hpp"
#include "text_table.hpp"

namespace pendel::tools {

namespace {

namespace fs = std::filesystem;
using output::ModeShare;
using output::ShareClass;
using text::Say;
using text::say;

constexpr std::array<std::string_view, modes> mode_words = {"walk", "bike", "transit", "car", "ride"};

struct CalibrateOptions {
  fs::path scenario;
  fs::path shares;
  fs::path ages;
  fs::path overlay;
  std::string source;
  std::vector<std::string> assignments;
  int threads = 0;
  int rounds = 12;
  double tolerance_points = 0.2;
  bool json = false;
};

/// Constants and what they lead to.
struct Calibration {
  ModeShare constants{}, reached{}, target{};
  std::vector<ShareClass> table, model;          // by distance
  std::vector<ShareClass> age_table, age_model;  // on request
  std::string region;
  int runs = 0;
  [[nodiscard]] double deviation() const { return 100 * output::largest_deviation(reached, target); }
};

ModeShare constants_of(const mobility::Parameters& p) {
  return {p.walk_constant, p.bike_constant, p.transit_constant, p.car_constant, p.ride_constant};
}

/// Runs the scenario with the constants and looks at what the residents do.
void observe(const CalibrateOptions& options, Calibration& c, const std::stop_token& stop) {
  RunRequest request{options.scenario, fs::path(options.overlay).replace_extension(".run.h5"), options.assignments,
                     options.threads};
  request.assignments.emplace_back("mobility.trip_table=true");
  for (std::size_t m = 0; m < modes; ++m)
    request.assignments.push_back(fmt::format("mobility.{}_constant={:.6f}", mode_words[m], c.constants[m]));
  const auto progress = parallel::terminal_progress(progress_words());
  run(request, *progress, stop);
  {
    const output::Result result(request.result);
    c.region = result.about("region");
    c.model = output::shares_by_distance(result, c.table);
    c.age_model = output::shares_by_age(result, c.age_table);
  }
  fs::remove(request.result);
  fs::remove(fs::path(request.result).replace_extension(".xdmf"));
  c.reached = output::total_shares(c.model, c.table);
  ++c.runs;
  double trips = 0;
  for (const auto& of_class : c.model) trips += of_class.weight;
  if (trips <= 0) throw InputError({{options.scenario.string(), 0, 0}, say(Say::calibrate_no_trips)});
}

Calibration calibrate(const CalibrateOptions& options, const std::stop_token& stop) {
  Issues issues;
  Calibration c;
  c.table = output::read_mode_shares(options.shares, issues);
  if (!options.ages.empty()) c.age_table = output::read_mode_shares_by_age(options.ages, issues);
  issues.raise_if_any();
  c.target = output::total_shares(c.table, c.table);
  c.constants = constants_of(scenario::Scenario(options.scenario, options.assignments).settings().models.mobility);
  for (;;) {
    observe(options, c, stop);
    fmt::print(stderr, "{}\n", say(Say::calibrate_round, c.runs, c.deviation()));
    if (c.deviation() <= options.tolerance_points || c.runs >= options.rounds) return c;
    c.constants = output::next_constants(c.constants, c.reached, c.target);
  }
}

/// As a TOML string.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char sign : text) {
    if (sign == '"' || sign == '\\') out += '\\';
    out += sign;
  }
  return out + '"';
}

/// The file that others lay over their scenario. Nothing of it depends on who ran it or when.
std::string overlay_text(const CalibrateOptions& options, const Calibration& c) {
  const auto source = options.source.empty() ? options.shares.filename().string() : options.source;
  std::string out = fmt::format(
      "# Mode constants, fitted by `pendel calibrate` on {} to {}: total shares only, trips\n# weighted to the "
      "distance "
      "classes of that table; {} runs, largest deviation {:.2f} points. Shares within classes were not fitted. Used\n"
      "# for another region they are carried over, not fitted, and its results say so.\n#",
      c.region, source, c.runs, c.deviation());
  for (std::size_t m = 0; m < modes; ++m)
    out +=
        fmt::format(" {} {:.3f} (table {:.3f}){}", mode_words[m], c.reached[m], c.target[m], m + 1 < modes ? "," : "");
  out += fmt::format("\n[mobility]\ncalibrated_on = {}\n", quoted(c.region));
  constexpr double spread = 0.5;  // assumption: as wide as regions differ in the sources of the default constants
  for (std::size_t m = 0; m < modes; ++m)
    out += fmt::format("{}_constant = {{ value = {:.3f}, low = {:.3f}, high = {:.3f}, source = {} }}\n", mode_words[m],
                       c.constants[m], c.constants[m] - spread, c.constants[m] + spread,
                       quoted(m == 0 ? "reference alternative" : "fit to " + source + ", total shares; range assumed"));
  return out;
}

std::string points(double share) { return fmt::format("{:.0f}", 100 * share); }

/// Model beside table in each class; counts how many lie within 5 points.
void print_classes(Say title, const std::vector<ShareClass>& model, const std::vector<ShareClass>& table) {
  if (table.empty()) return;
  std::vector<std::string> head = {say(Say::head_class)};
  for (const auto word : mode_words) head.emplace_back(word);
  TextTable lines(std::move(head));
  std::size_t within = 0, all = 0;
  double largest = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    std::vector<std::string> line = {table[i].name};
    for (std::size_t m = 0; m < modes; ++m) {
      const double deviation = 100 * std::abs(model[i].share[m] - table[i].share[m]);
      line.push_back(points(model[i].share[m]) + " (" + points(table[i].share[m]) + ")");
      within += deviation <= 5 ? 1 : 0;
      largest = std::max(largest, deviation);
      ++all;
    }
    lines.add(std::move(line));
  }
  fmt::print("{}\n{}{}\n\n", say(title), lines.text(), say(Say::calibrate_within, within, all, largest));
}

void print(const CalibrateOptions& options, const Calibration& c) {
  TextTable table({say(Say::head_mode), say(Say::head_table), say(Say::head_modelled), say(Say::head_constant)});
  for (std::size_t m = 0; m < modes; ++m)
    table.add({std::string(mode_words[m]), fmt::format("{:.1f}", 100 * c.target[m]),
               fmt::format("{:.1f}", 100 * c.reached[m]), fmt::format("{:.3f}", c.constants[m])});
  fmt::print("{}\n{}\n", say(Say::calibrate_totals), table.text());
  if (c.table.size() > 1) print_classes(Say::calibrate_holdout_distance, c.model, c.table);
  print_classes(Say::calibrate_holdout_age, c.age_model, c.age_table);
  if (c.deviation() > options.tolerance_points)
    fmt::print("{}\n", say(Say::calibrate_not_reached, c.runs, c.deviation()));
  fmt::print("{}\n", say(Say::calibrate_written, options.overlay.string(), modes, c.region));
}

nlohmann::ordered_json as_json(const std::vector<ShareClass>& model, const std::vector<ShareClass>& table) {
  auto out = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < table.size(); ++i)
    out.push_back({{"class", table[i].name},
                   {"trips", {{"table", table[i].weight}, {"model", model[i].weight}}},
                   {"table", table[i].share},
                   {"model", model[i].share}});
  return out;
}

int execute(const CalibrateOptions& options) {
  const parallel::StopOnSignal signals;
  const auto c = calibrate(options, signals.token());
  store::write_text_file(options.overlay, overlay_text(options, c));
  if (!options.json) {
    print(options, c);
    return 0;
  }
  const nlohmann::ordered_json out = {{"region", c.region},
                                      {"runs", c.runs},
                                      {"deviation_points", c.deviation()},
                                      {"reached", c.deviation() <= options.tolerance_points},
                                      {"modes", mode_words},
                                      {"constants", c.constants},
                                      {"target", c.target},
                                      {"model", c.reached},
                                      {"holdout_distance", as_json(c.model, c.table)},
                                      {"holdout_age", as_json(c.age_model, c.age_table)}};
  fmt::print("{}\n", out.dump(2));
  return 0;
}

}  // namespace

Action add_calibrate(Words words) {
  auto options = std::make_shared<CalibrateOptions>();
  words.about(Say::calibrate_about)
      .options({
          {"FILE", &options->scenario, Say::scenario_help, required},
          {"SHARES", &options->shares, Say::calibrate_targets_help, required},
          {"-o,--output", &options->overlay, Say::calibrate_output_help, required},
          {"--ages", &options->ages, Say::calibrate_ages_help},
          {"--source", &options->source, Say::calibrate_source_help},
          {"--set", &options->assignments, Say::set_help},
          {"--threads", &options->threads, Say::threads_help, optional, thread_limits},
          {"--rounds", &options->rounds, Say::calibrate_rounds_help, optional, {.low = 1, .high = 100}},
          {"--tolerance", &options->tolerance_points, Say::calibrate_tolerance_help, optional, {.low = 1e-3}},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel calibrate base.toml mode_shares.csv -o modes.toml",
                 "pendel calibrate base.toml mode_shares.csv -o modes.toml --ages shares_by_age.csv --json"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools
