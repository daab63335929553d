// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "command.hpp"
#include "import/projection.hpp"
#include "output/counts.hpp"
#include "output/layout.hpp"
#include "text/messages.hpp"
#include "text_table.hpp"

namespace pendel::tools {

namespace {

using output::Count;
using output::CountFit;
using text::Say;
using text::say;
using When = Count::When;

struct ValidateOptions {
  std::filesystem::path result;
  std::filesystem::path counts;
  double max_distance_m = 50;
  bool json = false;
};

/// What may be said of the comparison.
struct Standing {
  double external = 0;  // vehicles a day; older results do not tell, which counts as none
  bool generated = false;
  [[nodiscard]] bool validates() const { return external > 0 && !generated; }
};

Standing standing_of(const output::Result& result) {
  const double external = result.number("external_vehicles");
  Standing standing{external > 0 ? external : 0, false};
  for (const auto& note : result.notes()) standing.generated = standing.generated || note == output::generated_note;
  return standing;
}

std::vector<Count> of(const std::vector<Count>& counts, bool hours) {
  std::vector<Count> some;
  for (const auto& count : counts)
    if ((count.when == When::hour) == hours) some.push_back(count);
  return some;
}

std::string when_text(const Count& count) {
  if (count.when == When::hour) return say(Say::validate_hour, count.hour, count.hour + 1);
  return count.when == When::dtv ? "DTV" : "DTVw";
}

nlohmann::ordered_json as_json(const Count& count) {
  nlohmann::ordered_json when = count.when == When::dtv ? "dtv" : "dtvw";
  if (count.when == When::hour) when = count.hour;
  return {{"name", count.name},      {"link", count.link}, {"when", when},      {"count", count.counted},
          {"model", count.modelled}, {"geh", count.geh()}, {"sqv", count.sqv()}};
}

nlohmann::ordered_json as_json(const CountFit& fit) {
  return {{"counts", fit.n},  {"geh_below_5_share", fit.geh_below_5}, {"mean_sqv", fit.sqv},
          {"rmse", fit.rmse}, {"rmse_share", fit.rmse_share},         {"r2", fit.r2},
          {"bias", fit.bias}, {"bias_share", fit.bias_share}};
}

void print_json(const std::vector<Count>& counts, const Standing& standing) {
  nlohmann::ordered_json out = {{"validation", standing.validates()},
                                {"external_vehicles", standing.external},
                                {"generated_streets", standing.generated},
                                {"holds", standing.external > 0 ? "residents, commuters and external traffic"
                                                                : "regional residents and commuters only"}};
  if (const auto hours = of(counts, true); !hours.empty()) out["hours"] = as_json(fit_of(hours));
  if (const auto days = of(counts, false); !days.empty()) out["days"] = as_json(fit_of(days));
  for (const auto& count : counts) out["counts"].push_back(as_json(count));
  fmt::print("{}\n", out.dump(2));
}

void print_fit(const std::string& what, const std::vector<Count>& counts) {
  if (counts.empty()) return;
  const auto fit = fit_of(counts);
  fmt::print("{}\n", say(Say::validate_summary, what, fit.n, 100 * fit.geh_below_5, fit.sqv, figure(fit.rmse),
                         100 * fit.rmse_share, fit.r2, signed_figure(fit.bias), 100 * fit.bias_share));
}

void print(const std::vector<Count>& counts, const Standing& standing) {
  TextTable table({say(Say::head_count), say(Say::head_link), say(Say::head_when), say(Say::head_counted),
                   say(Say::head_modelled), "%", "GEH", "SQV"});
  for (const auto& count : counts)
    table.add({count.name, fmt::format("{}", count.link), when_text(count), figure(count.counted),
               figure(count.modelled),
               count.counted > 0 ? fmt::format("{:+.0f}", 100 * (count.modelled / count.counted - 1)) : "-",
               fmt::format("{:.1f}", count.geh()), fmt::format("{:.2f}", count.sqv())});
  fmt::print("{}\n", table.text());
  print_fit(say(Say::validate_hours), of(counts, true));
  print_fit(say(Say::validate_days), of(counts, false));
  if (!of(counts, false).empty()) fmt::print("{}\n", say(Say::validate_day_note));
  if (standing.generated) fmt::print("{}\n", say(Say::validate_generated));
  if (standing.external <= 0)
    fmt::print("{}\n", say(Say::validate_is_not));
  else if (standing.validates())
    fmt::print("{}\n", say(Say::validate_is, figure(standing.external)));
}

int execute(const ValidateOptions& options) {
  const output::Result result(options.result);
  std::optional<import::Projection> projection;  // its database is read only if a place is given by its coordinates
  const auto to_plane = [&](double lon_deg, double lat_deg) {
    if (!projection) projection.emplace(static_cast<int>(result.file().attribute_number("crs", "epsg").value_or(0)));
    return projection->to_plane({lon_deg, lat_deg});
  };
  Issues issues;
  const auto counts = output::read_counts(options.counts, result, to_plane, options.max_distance_m, issues);
  issues.raise_if_any();
  const auto standing = standing_of(result);
  if (options.json)
    print_json(counts, standing);
  else
    print(counts, standing);
  return 0;
}

}  // namespace

Action add_validate(Words words) {
  auto options = std::make_shared<ValidateOptions>();
  words.about(Say::validate_about)
      .options({
          {"RESULT", &options->result, Say::result_file_help, required},
          {"COUNTS", &options->counts, Say::counts_help, required},
          {"--max-distance", &options->max_distance_m, Say::counts_distance_help, optional, {.low = 1}},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel validate base.h5 counts.csv", "pendel validate base.h5 counts.csv --json"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools
