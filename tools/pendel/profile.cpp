// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "command.hpp"
#include "core/calendar.hpp"
#include "core/issue.hpp"
#include "models/energy/profiles.hpp"
#include "text/messages.hpp"
#include "text/table_writer.hpp"

namespace pendel::tools {

namespace {

using text::Say;
using text::say;
namespace fs = std::filesystem;

struct ProfileOptions {
  std::string name;
  int year = 2025;
  std::string state;
  double annual_kwh = 1000;
  fs::path tables;
  fs::path output;
  bool json = false;
  bool summary = false;
};

std::optional<fs::path> above(fs::path folder) {
  for (; !folder.empty(); folder = folder.parent_path()) {
    for (const char* name : {"share/pendel/profiles", "shared/data/profiles"})
      if (std::error_code ec; fs::is_directory(folder / name, ec)) return folder / name;
    if (folder == folder.parent_path()) break;
  }
  return std::nullopt;
}

/// The option, the environment, else a known folder above the program or above the working folder.
fs::path find_tables(const fs::path& option) {
  if (!option.empty()) return option;
  if (const char* environment = std::getenv("PENDEL_PROFILES"); environment != nullptr) return environment;
  std::error_code ec;
  if (const auto found = above(fs::read_symlink("/proc/self/exe", ec).parent_path())) return *found;
  if (const auto found = above(fs::current_path(ec))) return *found;
  throw InputError({{}, say(Say::no_tables), say(Say::no_tables_why), say(Say::no_tables_hint)});
}

struct Values {
  std::vector<std::string> begin;
  std::vector<double> kw;
};

Values values_of(const ProfileOptions& options) {
  Issues issues;
  const auto states = federal_states();
  if (!options.state.empty() && std::find(states.begin(), states.end(), options.state) == states.end())
    issues.add({}, say(Say::bad_state, options.state), "",
               say(Say::bad_state_hint, fmt::format("{}", fmt::join(states, ", "))));
  const auto profile = energy::StandardProfile::read(options.name, find_tables(options.tables), issues);
  issues.raise_if_any();
  Values values;
  values.kw = profile.year_kw(options.year, options.state);
  for (auto& kw : values.kw) kw *= options.annual_kwh / 1000;
  for (auto day = Date{options.year, 1, 1}.days(); day < Date{options.year + 1, 1, 1}.days(); ++day) {
    const auto names = energy::quarter_hour_names(Date::from_days(day));
    values.begin.insert(values.begin.end(), names.begin(), names.end());
  }
  return values;
}

void print_summary(const ProfileOptions& options, const Values& values) {
  const auto [low, high] = std::minmax_element(values.kw.begin(), values.kw.end());
  double kwh = 0;
  for (double kw : values.kw) kwh += kw * slice_h;
  const auto& when = values.begin[static_cast<std::size_t>(high - values.kw.begin())];
  if (options.json) {
    nlohmann::json out = {
        {"profile", options.name},           {"year", options.year}, {"state", options.state}, {"annual_kwh", kwh},
        {"quarter_hours", values.kw.size()}, {"peak_kw", *high},     {"peak_begin", when},     {"min_kw", *low}};
    if (!options.summary) {
      out["begin"] = values.begin;
      out["kw"] = values.kw;
    }
    fmt::print("{}\n", out.dump(options.summary ? 2 : -1));
    return;
  }
  fmt::print("{}\n", say(Say::profile_summary, options.name, options.year, values.kw.size(), kwh, *high, when, *low));
}

int execute(const ProfileOptions& options) {
  const auto values = values_of(options);
  if (options.json || options.summary) {
    print_summary(options, values);
    return 0;
  }
  text::CsvWriter csv({"begin", "kw"});
  for (std::size_t i = 0; i < values.kw.size(); ++i) csv.row(values.begin[i], values.kw[i]);
  if (options.output.empty())
    fmt::print("{}", csv.text());
  else
    csv.save(options.output);
  return 0;
}

}  // namespace

Action add_profile(Words words) {
  auto options = std::make_shared<ProfileOptions>();
  words.about(Say::profile_about)
      .options({
          {"NAME", &options->name, Say::profile_name_help, required},
          {"--year", &options->year, Say::year_help, optional, {.low = 1996, .high = 2100}},
          {"--state", &options->state, Say::state_help},
          {"--annual", &options->annual_kwh, Say::annual_help, optional, {.low = 0.0, .high = 1e12}},
          {"--tables", &options->tables, Say::tables_help},
          {"-o,--output", &options->output, Say::output_table_help},
          {"--summary", &options->summary, Say::summary_help},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel profile H25 --year 2023 --state HE", "pendel profile H0 --year 2024 --summary",
                 "pendel profile G3 --year 2025 --annual 250000 -o g3.csv"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools
