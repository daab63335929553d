// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "core/issue.hpp"
#include "output/format.hpp"
#include "output/reader.hpp"
#include "people/report.hpp"
#include "text/messages.hpp"
#include "text_table.hpp"

namespace pendel::tools {

using text::Say;
using text::say;

namespace {

struct InfoOptions {
  std::filesystem::path result;
  bool json = false;
  bool format = false;
  bool datasets = false;
  bool margins = false;
};

std::string iso(const Date& date) { return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day); }

nlohmann::json as_json(const output::Result& result) {
  nlohmann::json out;
  for (const char* name : {"title", "region", "engine_version", "format_version", "scenario_hash", "region_hash"})
    out[name] = result.about(name);
  for (const char* name : {"seed", "replication", "residents"})
    out[name] = static_cast<std::int64_t>(result.number(name));
  for (const auto& day : result.days())
    out["days"].push_back({{"name", day.name}, {"date", iso(day.date)}, {"weight", day.weight}});
  out["municipalities"] = result.municipalities();
  out["notes"] = result.notes();
  for (const auto& margin : result.margins())
    out["margins"].push_back({{"municipality", margin.ags},
                              {"quantity", margin.quantity},
                              {"kind", margin.kind},
                              {"source", margin.source},
                              {"target", margin.target},
                              {"reached", margin.reached}});
  for (const auto& indicator : result.indicators())
    out["indicators"][indicator.name] = {{"unit", indicator.unit},
                                         {"meaning", indicator.meaning},
                                         {"region", indicator.region},
                                         {"municipality", indicator.municipality}};
  for (const auto& dataset : result.datasets())
    out["datasets"].push_back({{"path", dataset.path},
                               {"dimensions", dataset.dimensions},
                               {"shape", dataset.shape},
                               {"unit", dataset.unit},
                               {"meaning", dataset.meaning},
                               {"writer", dataset.writer}});
  return out;
}

void print_head(const output::Result& result) {
  fmt::print("{}\n{}, {}\n{}\n\n", result.about("title"), result.about("region"),
             say(Say::info_residents, figure(result.number("residents"))),
             say(Say::info_scenario, result.about("engine_version"), result.about("scenario_hash").substr(0, 8),
                 result.about("region_hash").substr(0, 8), result.number("seed"), result.number("replication")));
  for (const auto& note : result.notes()) fmt::print("{}\n", say(Say::note, note));
  TextTable days({say(Say::head_day), say(Say::head_date), say(Say::head_weight)});
  for (const auto& day : result.days()) days.add({day.name, iso(day.date), figure(day.weight)});
  fmt::print("\n{}\n", days.text());
}

void print_indicators(const output::Result& result) {
  const auto indicators = result.indicators();
  TextTable region({say(Say::head_indicator), say(Say::head_region), say(Say::head_unit), say(Say::head_meaning)});
  for (const auto& indicator : indicators) {
    const auto [factor, unit] = shown(indicator.unit);
    region.add({indicator.name, figure(factor * indicator.region), std::string(unit), indicator.meaning});
  }
  fmt::print("{}\n", region.text());
  constexpr std::size_t columns = 5;  // that fit a terminal
  for (std::size_t first = 0; first < indicators.size(); first += columns) {
    const auto last = std::min(first + columns, indicators.size());
    std::vector<std::string> head = {say(Say::head_municipality)};
    for (auto i = first; i < last; ++i) head.push_back(with_unit(indicators[i].name, indicators[i].unit));
    TextTable table(std::move(head));
    for (std::size_t m = 0; m < result.municipalities().size(); ++m) {
      std::vector<std::string> row = {result.municipalities()[m]};
      for (auto i = first; i < last; ++i)
        row.push_back(figure(shown(indicators[i].unit).factor * indicators[i].municipality[m]));
      table.add(std::move(row));
    }
    fmt::print("{}\n", table.text());
  }
}

void print_datasets(const output::Result& result) {
  TextTable table({say(Say::head_dataset), say(Say::head_dimensions), say(Say::head_unit), say(Say::head_meaning)});
  for (const auto& dataset : result.datasets()) {
    std::string dimensions;
    for (std::size_t i = 0; i < dataset.dimensions.size(); ++i)
      dimensions += fmt::format("{}{} {}", i > 0 ? " x " : "", dataset.shape[i], dataset.dimensions[i]);
    table.add({dataset.path, dimensions, dataset.unit, dataset.meaning});
  }
  fmt::print("{}", table.text());
}

std::string percent(double share) { return fmt::format("{:+.2f} %", 100 * share); }

void print_margins(const output::Result& result) {
  const auto lines = people::summarize(result.margins());
  if (lines.empty()) {
    fmt::print("{}\n", say(Say::no_margins));
    return;
  }
  TextTable table({say(Say::head_margin), say(Say::head_kind), say(Say::head_target), say(Say::head_reached),
                   say(Say::head_deviation), say(Say::head_worst), say(Say::head_source)});
  for (const auto& line : lines)
    table.add({line.quantity, line.kind, figure(line.target), figure(line.reached), percent(line.deviation),
               line.worst_municipality.empty() ? "" : percent(line.worst) + " " + line.worst_municipality,
               line.source});
  fmt::print("{}", table.text());
}

int execute(const InfoOptions& options) {
  if (options.format) {
    fmt::print("{}", output::format_reference());
    return 0;
  }
  if (options.result.empty()) throw InputError({{}, say(Say::need_result)});
  const output::Result result(options.result);
  if (options.json) {
    fmt::print("{}\n", as_json(result).dump(2));
    return 0;
  }
  if (options.margins) {
    print_margins(result);
    return 0;
  }
  print_head(result);
  print_indicators(result);
  if (options.datasets) print_datasets(result);
  return 0;
}

}  // namespace

Action add_info(Words words) {
  auto options = std::make_shared<InfoOptions>();
  words.about(Say::info_about)
      .options({
          {"RESULT", &options->result, Say::result_file_help},
          {"--datasets", &options->datasets, Say::fields_help},
          {"--margins", &options->margins, Say::margins_help},
          {"--format", &options->format, Say::format_help},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel info hamlet.h5", "pendel info anhalt_bitterfeld.h5 --margins", "pendel info --format"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools
