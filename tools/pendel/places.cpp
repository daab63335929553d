// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "output/groups.hpp"
#include "text/messages.hpp"
#include "text_table.hpp"

namespace pendel::tools {

namespace {

using output::GroupedIndicator;
using output::GroupMean;
using text::Say;
using text::say;

struct PlacesOptions {
  std::filesystem::path result;
  std::string indicator;
  bool json = false;
};

nlohmann::ordered_json as_json(const std::vector<GroupMean>& groups) {
  auto out = nlohmann::ordered_json::array();
  for (const auto& g : groups)
    out.push_back(
        {{"group", g.group}, {"municipalities", g.municipalities}, {"inhabitants", g.inhabitants}, {"value", g.value}});
  return out;
}

nlohmann::ordered_json as_json(const GroupedIndicator& g) {
  return {{"unit", g.unit},
          {"per_inhabitant", g.per_inhabitant},
          {"region", g.region},
          {"by_size", as_json(g.by_size)},
          {"by_regiostar7", as_json(g.by_regiostar7)},
          {"lowest", {{"municipality", g.lowest.municipality}, {"value", g.lowest.value}}},
          {"highest", {{"municipality", g.highest.municipality}, {"value", g.highest.value}}}};
}

void print(const GroupedIndicator& g) {
  const auto [factor, unit] = shown(g.unit);
  fmt::print("{}{}{}: {}\n", g.name, unit.empty() ? "" : " " + std::string(unit),
             g.per_inhabitant ? ", " + say(Say::places_per_inhabitant) : "", figure(factor * g.region));
  TextTable table(
      {say(Say::head_group), say(Say::head_municipalities), say(Say::head_inhabitants), say(Say::head_value)});
  const auto add = [&](const std::string& kind, const std::vector<GroupMean>& groups) {
    for (const auto& group : groups)
      table.add({kind + group.group, fmt::format("{}", group.municipalities), figure(group.inhabitants),
                 figure(factor * group.value)});
  };
  add("", g.by_size);
  add("RegioStaR7 ", g.by_regiostar7);
  fmt::print("{}{}\n\n", table.text(),
             say(Say::places_extremes, g.lowest.municipality, figure(factor * g.lowest.value), g.highest.municipality,
                 figure(factor * g.highest.value)));
}

int execute(const PlacesOptions& options) {
  const output::Result result(options.result);
  auto all = output::grouped(result);
  if (!options.indicator.empty()) {
    std::vector<std::string> names;
    for (const auto& g : all) names.push_back(g.name);
    std::erase_if(all, [&](const auto& g) { return g.name != options.indicator; });
    if (all.empty()) {
      const auto near = nearest(options.indicator, names);
      throw InputError({{options.result.string()},
                        say(Say::rank_no_column, options.result.string(), options.indicator),
                        "",
                        near.empty() ? "" : say(Say::did_you_mean_column, near)});
    }
  }
  if (options.json) {
    nlohmann::ordered_json out;
    for (const auto& g : all) out[g.name] = as_json(g);
    fmt::print("{}\n", out.dump(2));
    return 0;
  }
  for (const auto& g : all) print(g);
  return 0;
}

}  // namespace

Action add_places(Words words) {
  auto options = std::make_shared<PlacesOptions>();
  words.about(Say::places_about)
      .options({
          {"RESULT", &options->result, Say::result_file_help, required},
          {"--indicator", &options->indicator, Say::places_indicator_help},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel places base.h5", "pendel places base.h5 --indicator unserved_share"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools
