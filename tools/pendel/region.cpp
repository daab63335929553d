// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "core/issue.hpp"
#include "frame.hpp"
#include "import/generated_region.hpp"
#include "import/region_builder.hpp"
#include "parallel/progress.hpp"
#include "region/folder.hpp"
#include "region/info.hpp"
#include "text/messages.hpp"

namespace pendel::tools {

namespace {

using text::Say;
using text::say;

struct RegionOptions {
  std::filesystem::path input;
  std::filesystem::path output;
  int threads = 0;
  bool json = false;
};

void print_figures(const Region& region, const std::vector<RegionFigure>& figures) {
  fmt::print("{}{}\n", region.name, region.generated ? " " + say(Say::generated_mark) : "");
  for (const auto& figure : figures) {
    fmt::print("{:>14.6g} {:<8} {}", figure.value, figure.unit, figure.label(text::language()));
    if (!figure.plausible()) fmt::print("  <-- {}", say(Say::not_plausible, figure.low, figure.high));
    fmt::print("\n");
  }
  for (const auto& note : region.notes) fmt::print("{}\n", say(Say::note, note));
  for (const auto& source : region.sources)
    fmt::print("{} {}: {}, {}, {}\n", source.table, source.column, source.source, source.year, source.licence);
}

void print_json(const Region& region, const std::vector<RegionFigure>& figures) {
  nlohmann::json out = {
      {"name", region.name}, {"generated", region.generated}, {"hash", region.hash}, {"notes", region.notes}};
  for (const auto& figure : figures) {
    auto& entry = out["figures"][figure.name];
    entry = {{"value", figure.value},
             {"unit", figure.unit},
             {"meaning", figure.label(text::Language::english)},
             {"plausible", figure.plausible()}};
    if (figure.has_range()) entry["range"] = {figure.low, figure.high};
  }
  for (const auto& source : region.sources)
    out["sources"].push_back({{"table", source.table},
                              {"column", source.column},
                              {"source", source.source},
                              {"year", source.year},
                              {"licence", source.licence}});
  fmt::print("{}\n", out.dump(2));
}

int info(const RegionOptions& options) {
  Issues issues;
  parallel::Pool pool(options.threads);
  const auto region = open_region(options.input, issues, pool);
  issues.raise_if_any();
  const auto figures = region_figures(region);
  options.json ? print_json(region, figures) : print_figures(region, figures);
  return 0;
}

int generate(const RegionOptions& options) {
  Issues issues;
  parallel::Pool pool(options.threads);
  const auto region = generate_region(options.input, issues, pool);
  issues.raise_if_any();
  write_region(region, options.output);
  for (const auto& note : region.notes) fmt::print("{}\n", say(Say::note, note));
  fmt::print("{}\n", say(Say::region_written, options.output.string(), region.roads.nodes(), region.roads.links(),
                         region.sites.size()));
  return 0;
}

int build(const RegionOptions& options) {
  Issues issues;
  const auto spec = import::read_region_spec(options.input, issues);
  issues.raise_if_any();
  const auto progress = parallel::terminal_progress(progress_words());
  const auto built = import::build_region(spec, issues, *progress);
  issues.raise_if_any();
  write_region(built.region, options.output);
  for (const auto& line : built.report) fmt::print("{}\n", line);
  fmt::print("{}\n", say(Say::region_written, options.output.string(), built.region.roads.nodes(),
                         built.region.roads.links(), built.region.sites.size()));
  return 0;
}

/// The subcommands of `region`; like the commands of main.cpp, one line each.
struct Verb {
  const char* name;
  Say about;
  Say input_help;
  bool writes;
  int (*execute)(const RegionOptions&);
  const char* example;
};
constexpr std::array verbs = {
    Verb{"build", Say::region_build_about, Say::region_spec_help, true, &build,
         "pendel region build scenarios/bad_hersfeld/region.toml -o bad_hersfeld"},
    Verb{"generate", Say::region_generate_about, Say::region_spec_help, true, &generate,
         "pendel region generate scenarios/anhalt_bitterfeld/region.toml -o anhalt_bitterfeld"},
    Verb{"info", Say::region_info_about, Say::region_folder_help, false, &info,
         "pendel region info bad_hersfeld --json"},
};

}  // namespace

Action add_region(Words words) {
  const auto options = std::make_shared<RegionOptions>();
  const auto chosen = std::make_shared<const Verb*>(nullptr);
  words.about(Say::region_about);
  for (const auto& verb : verbs) {
    auto below = words.verb(verb.name, verb.about, [chosen, &verb] { *chosen = &verb; });
    below.options({{"INPUT", &options->input, verb.input_help, required},
                   {"--threads", &options->threads, Say::threads_help, optional, thread_limits}});
    if (verb.writes)
      below.options({{"-o,--output", &options->output, Say::region_output_help, required}});
    else
      below.options({{"--json", &options->json, Say::json_help}});
    below.examples({verb.example});
  }
  return [options, chosen] { return (*chosen)->execute(*options); };
}

}  // namespace pendel::tools
