// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "models/indicators/ranking.hpp"
#include "output/reader.hpp"
#include "text/messages.hpp"
#include "text/parameters.hpp"
#include "text/table.hpp"
#include "text_table.hpp"

namespace pendel::tools {

namespace {

using indicators::Index;
using indicators::Places;
using indicators::Ranked;
using text::Say;
using text::say;

struct RankOptions {
  std::filesystem::path source;
  std::filesystem::path after;
  std::filesystem::path index;
  std::uint32_t samples = 2000;
  std::size_t top = 10;
  double confidence = 0.90;
  double noise = 0;
  double concentration = 0;
  std::int64_t seed = 1;
  bool json = false;
};

Places places_of_table(const std::filesystem::path& file, const std::vector<std::string>& wanted, Issues& issues) {
  const auto table = text::Table::read(file, issues);
  Places places;
  if (table.columns().empty()) return places;
  const auto& key = table.columns().front();
  places.names = table.texts(key, issues, {.filled = true, .unique = true});
  for (std::size_t c = 1; c < table.columns().size(); ++c) {
    const auto& name = table.columns()[c];
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end()) continue;
    places.columns.push_back({name, table.numbers(name, {.if_empty = {}, .optional = true}, issues)});
  }
  if (table.rows() < 2) issues.add({file.string()}, say(Say::rank_too_few));
  return places;
}

Places places_of_result(const std::filesystem::path& file) {
  const output::Result result(file);
  Places places;
  places.names = result.municipalities();
  for (const auto& indicator : result.indicators()) places.columns.push_back({indicator.name, indicator.municipality});
  for (const auto& figure : result.period_figures()) places.columns.push_back({figure.name, figure.municipality});
  return places;
}

Places read_places(const std::filesystem::path& file, const std::vector<std::string>& wanted, Issues& issues) {
  return file.extension() == ".h5" ? places_of_result(file) : places_of_table(file, wanted, issues);
}

/// Without a file: one index of all columns, equal weights.
indicators::IndexFile plain_index(const Places& places) {
  indicators::IndexFile file;
  file.indices.push_back({});
  if (places.columns.size() == 1) file.indices.back().normalisation = indicators::Normalisation::none;
  for (const auto& column : places.columns) {
    indicators::Component component;
    component.column = column.name;
    file.components.push_back(component);
  }
  return file;
}

indicators::IndexFile read_index(const std::filesystem::path& path, text::ParameterTable& table, Issues& issues,
                                 indicators::IndexFile& file) {
  indicators::describe(file, table);
  table.read(text::read_toml(path, issues), issues);
  return file;
}

/// Every column that an index wants must be there.
void check_columns(const indicators::IndexFile& file, const text::ParameterTable& table, const Places& places,
                   const std::string& source, Issues& issues) {
  std::vector<std::string> names;
  for (const auto& column : places.columns) names.push_back(column.name);
  const auto* rows = table.find("component");
  for (std::size_t i = 0; i < file.components.size(); ++i) {
    const auto& name = file.components[i].column;
    if (places.find(name) != nullptr) continue;
    const auto near = nearest(name, names);
    issues.add(rows->items->at(i).find("column")->place, say(Say::rank_no_column, source, name), "",
               near.empty() ? "" : say(Say::did_you_mean_column, near));
  }
}

void check_weights(const std::vector<Index>& all, const std::filesystem::path& path, Issues& issues) {
  if (all.empty()) issues.add({path.string()}, say(Say::rank_no_index));
  for (const auto& index : all) {
    double total = 0;
    for (const double weight : index.weights) total += weight;
    if (total <= 0) issues.add({path.string()}, say(Say::rank_no_weight, index.definition.name));
  }
}

struct Question {
  Places before;
  Places after;  // empty without --after
  std::vector<Index> indices;
};

Question ask(const RankOptions& options) {
  Issues issues;
  Question q;
  indicators::IndexFile file;
  text::ParameterTable table;
  if (!options.index.empty()) read_index(options.index, table, issues, file);
  std::vector<std::string> wanted;
  for (const auto& component : file.components) wanted.push_back(component.column);
  q.before = read_places(options.source, wanted, issues);
  if (!options.after.empty()) {
    q.after = read_places(options.after, wanted, issues);
    if (issues.empty() && q.after.names != q.before.names)
      issues.add({options.after.string()}, say(Say::rank_other_places, options.source.string()));
  }
  if (!options.index.empty() && issues.empty()) {
    check_columns(file, table, q.before, options.source.string(), issues);
    if (!options.after.empty()) check_columns(file, table, q.after, options.after.string(), issues);
  }
  if (options.index.empty()) file = plain_index(q.before);
  for (auto& component : file.components)
    if (options.noise > 0) component.noise_sd = options.noise;
  for (auto& index : file.indices)
    if (options.concentration > 0) index.weight_concentration = options.concentration;
  q.indices = resolve(file);
  check_weights(q.indices, options.index.empty() ? options.source : options.index, issues);
  issues.raise_if_any();
  return q;
}

nlohmann::ordered_json as_json(const Places& places, const std::vector<Ranked>& ranks) {
  auto out = nlohmann::ordered_json::array();
  for (std::size_t p = 0; p < ranks.size(); ++p) {
    const auto& r = ranks[p];
    out.push_back({{"place", places.names[p]},
                   {"score", r.score},
                   {"score_interval", {r.score_low, r.score_high}},
                   {"rank", r.rank},
                   {"rank_interval", {r.rank_low, r.rank_high}},
                   {"rank_median", r.rank_median},
                   {"in_top_probability", r.in_top},
                   {"missing", r.missing}});
  }
  return out;
}

nlohmann::ordered_json as_json(const Places& places, const std::vector<indicators::RankChange>& changes) {
  auto out = nlohmann::ordered_json::array();
  for (std::size_t p = 0; p < changes.size(); ++p) {
    const auto& c = changes[p];
    out.push_back({{"place", places.names[p]},
                   {"score_change", c.score},
                   {"ranks_gained", c.rank},
                   {"ranks_gained_interval", {c.rank_low, c.rank_high}},
                   {"improves_probability", c.improves}});
  }
  return out;
}

void print_ranks(const Places& places, const std::vector<Ranked>& ranks, const RankOptions& options) {
  TextTable table({say(Say::head_place), say(Say::head_points), say(Say::head_rank),
                   say(Say::head_rank_interval, 100 * options.confidence), say(Say::head_in_top, options.top), ""});
  std::vector<std::size_t> order(ranks.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return ranks[a].rank < ranks[b].rank; });
  for (const auto p : order) {
    const auto& r = ranks[p];
    table.add({places.names[p], figure(r.score), fmt::format("{}", r.rank),
               fmt::format("{} .. {}", r.rank_low, r.rank_high), figure(100 * r.in_top),
               r.missing > 0 ? say(Say::rank_missing, r.missing) : ""});
  }
  fmt::print("{}\n", table.text());
}

void print_changes(const Places& places, const std::vector<indicators::RankChange>& changes,
                   const RankOptions& options) {
  TextTable table({say(Say::head_place), say(Say::head_points_gained), say(Say::head_ranks_gained),
                   say(Say::head_rank_interval, 100 * options.confidence), say(Say::head_improves), ""});
  for (std::size_t p = 0; p < changes.size(); ++p) {
    const auto& c = changes[p];
    const bool noise = c.rank_low <= 0 && c.rank_high >= 0;
    table.add({places.names[p], signed_figure(c.score), fmt::format("{:+}", c.rank),
               fmt::format("{:+} .. {:+}", c.rank_low, c.rank_high), figure(100 * c.improves),
               noise && c.score != 0 ? say(Say::not_distinguishable) : ""});
  }
  fmt::print("{}\n", table.text());
}

int execute(const RankOptions& options) {
  const auto q = ask(options);
  const indicators::Sampling sampling{options.samples, options.top, options.confidence};
  const Random random(static_cast<std::uint64_t>(options.seed), 0);
  parallel::Pool pool(0);
  nlohmann::ordered_json out;
  std::vector<std::vector<Ranked>> all;
  for (const auto& index : q.indices) {
    const auto& name = index.definition.name;
    all.push_back(rank_places(q.before, index, sampling, random, pool));
    std::vector<indicators::RankChange> changes;
    if (!options.after.empty()) changes = rank_changes(q.before, q.after, index, sampling, random, pool);
    if (options.json) {
      out["indices"][name] = {{"ranks", as_json(q.before, all.back())}};
      if (!changes.empty()) out["indices"][name]["changes"] = as_json(q.before, changes);
      continue;
    }
    fmt::print("{}\n", name);
    print_ranks(q.before, all.back(), options);
    if (!changes.empty()) print_changes(q.before, changes, options);
  }
  for (std::size_t b = 1; b < all.size(); ++b)
    for (std::size_t a = 0; a < b; ++a) {
      const auto d = indicators::disagreement(all[a], all[b]);
      const auto& first = q.indices[a].definition.name;
      const auto& second = q.indices[b].definition.name;
      if (options.json)
        out["disagreement"].push_back({{"a", first},
                                       {"b", second},
                                       {"kendall_tau", d.kendall_tau},
                                       {"mean_shift", d.mean_shift},
                                       {"largest_shift", d.largest_shift},
                                       {"largest_place", q.before.names[d.largest]},
                                       {"intervals_apart", d.apart}});
      else
        fmt::print("{}\n", say(Say::rank_disagreement, first, second, figure(d.kendall_tau), figure(d.mean_shift),
                               q.before.names[d.largest], d.largest_shift, d.apart, q.before.names.size()));
    }
  const bool sure = std::all_of(q.indices.begin(), q.indices.end(), [](const Index& index) {
    return index.definition.weight_concentration <= 0 &&
           std::all_of(index.components.begin(), index.components.end(), [](const auto& c) { return c.noise_sd <= 0; });
  });
  if (options.json) {
    out["uncertainty_given"] = !sure;
    fmt::print("{}\n", out.dump(2));
  } else if (sure) {
    fmt::print("{}\n", say(Say::rank_without_noise));
  }
  return 0;
}

}  // namespace

Action add_rank(Words words) {
  auto options = std::make_shared<RankOptions>();
  words.about(Say::rank_about)
      .options({
          {"SOURCE", &options->source, Say::rank_source_help, required},
          {"--index", &options->index, Say::rank_index_help},
          {"--after", &options->after, Say::rank_after_help},
          {"--noise", &options->noise, Say::rank_noise_help, optional, {.low = 0}},
          {"--weight-concentration", &options->concentration, Say::rank_concentration_help, optional, {.low = 0}},
          {"--samples", &options->samples, Say::rank_samples_help, optional, {.low = 1, .high = 1000000}},
          {"--top", &options->top, Say::rank_top_help, optional, {.low = 1}},
          {"--confidence", &options->confidence, Say::rank_confidence_help, optional, {.low = 0.01, .high = 0.999}},
          {"--seed", &options->seed, Say::rank_seed_help, optional, {.low = 0}},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel rank totals.csv --noise 2", "pendel rank base.h5 --index indices.toml --top 3",
                 "pendel rank base.h5 --after more.h5 --index indices.toml --json"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools
