// SPDX-License-Identifier: Apache-2.0
#include "output/compare.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "command.hpp"
#include "output/ensemble.hpp"
#include "output/noise.hpp"
#include "text/messages.hpp"
#include "text_table.hpp"

namespace pendel::tools {

using output::Comparison;
using output::PairedDifference;
using text::Say;
using text::say;

namespace {

constexpr double z_95 = 1.96;

struct CompareOptions {
  std::filesystem::path a;
  std::filesystem::path b;
  std::vector<std::filesystem::path> also_a;
  std::vector<std::filesystem::path> also_b;
  std::vector<std::filesystem::path> noise;
  double precision = 0.01;
  bool municipalities = false;
  bool json = false;
};

nlohmann::json as_json(const PairedDifference& p) {
  return {{"n", p.n},
          {"mean_a", p.mean_a},
          {"mean_difference", p.mean},
          {"standard_error", p.standard_error},
          {"unpaired_standard_error", p.unpaired_error},
          {"changed_share", p.changed_share},
          {"distinguishable", p.distinguishable()}};
}

/// Half widths of the noise, if reruns were given.
using MaybeNoise = std::optional<output::Noise>;

nlohmann::json as_json(const Comparison& comparison, const std::vector<std::string>& municipalities,
                       const MaybeNoise& noise) {
  nlohmann::json out = {
      {"municipalities", municipalities}, {"largest_gap", comparison.largest_gap}, {"notes", comparison.notes}};
  for (const auto& [a, b] : comparison.indicators)
    out["indicators"][a.name] = {{"unit", a.unit},
                                 {"meaning", a.meaning},
                                 {"region", {{"a", a.region}, {"b", b.region}}},
                                 {"municipality", {{"a", a.municipality}, {"b", b.municipality}}}};
  for (const auto& field : comparison.paired) {
    auto& row = out["paired"][field.path];
    row = {{"unit", field.unit}, {"meaning", field.meaning}, {"region", as_json(field.region)}};
    for (const auto& p : field.municipality) row["municipality"].push_back(as_json(p));
  }
  if (!noise) return out;
  out["noise_runs"] = noise->runs();
  for (const auto& [a, b] : comparison.indicators) {
    const double width = noise->half_width(a.name);
    out["indicators"][a.name]["noise"] = width;
    out["indicators"][a.name]["distinguishable"] = std::abs(b.region - a.region) > width;
  }
  for (const auto& field : comparison.paired) {
    const double width = noise->half_width(field.path);
    auto& region = out["paired"][field.path]["region"];
    region["noise"] = width;
    region["distinguishable"] = field.region.distinguishable() && std::abs(field.region.mean) > width;
  }
  return out;
}

double percent(double a, double b) { return a != 0 ? 100 * (b - a) / std::abs(a) : (b == 0 ? 0.0 : NAN); }

/// Only these are blurred by the gap of the car assignment.
bool follows_from_traffic(std::string_view indicator) {
  return indicator.find("car") != std::string_view::npos || indicator.starts_with("commute") ||
         indicator.starts_with("trips");
}

void print_indicators(const Comparison& comparison, const MaybeNoise& noise) {
  std::vector<std::string> head = {
      say(Say::head_indicator), "A", "B", say(Say::head_difference), say(Say::head_percent), say(Say::head_unit), ""};
  if (noise) head.insert(head.begin() + 4, say(Say::head_noise));
  TextTable table(std::move(head));
  for (const auto& [a, b] : comparison.indicators) {
    const auto [factor, unit] = shown(a.unit);
    const double change = percent(a.region, b.region);
    const bool blurred =
        follows_from_traffic(a.name) && a.region != b.region && std::abs(change) < 100 * comparison.largest_gap;
    std::vector<std::string> row = {a.name,
                                    figure(factor * a.region),
                                    figure(factor * b.region),
                                    signed_figure(factor * (b.region - a.region)),
                                    signed_figure(change),
                                    std::string(unit),
                                    blurred ? say(Say::below_gap) : ""};
    if (noise) {
      const double width = noise->half_width(a.name), difference = std::abs(b.region - a.region);
      row.insert(row.begin() + 4, "+- " + figure(factor * width));
      row.back() = difference > 0 && difference <= width ? say(Say::not_distinguishable) : "";
    }
    table.add(std::move(row));
  }
  fmt::print("{}\n", table.text());
}

std::string interval(const PairedDifference& p, double factor) {
  return fmt::format("{} +- {}", signed_figure(factor * p.mean), figure(factor * z_95 * p.standard_error));
}

void print_paired(const Comparison& comparison, const MaybeNoise& noise) {
  std::vector<std::string> head = {
      say(Say::head_paired),   say(Say::head_n),       say(Say::head_mean_a), say(Say::head_interval),
      say(Say::head_unpaired), say(Say::head_changed), say(Say::head_unit),   ""};
  if (noise) head.insert(head.begin() + 4, say(Say::head_noise));
  TextTable table(std::move(head));
  for (const auto& field : comparison.paired) {
    const auto [factor, unit] = shown(field.unit);
    const auto& p = field.region;
    const double width = noise ? noise->half_width(field.path) : 0;
    const bool sure = p.mean == 0 || (p.distinguishable() && std::abs(p.mean) > width);
    std::vector<std::string> row = {
        field.path,          figure(static_cast<double>(p.n)),         figure(factor * p.mean_a),
        interval(p, factor), figure(factor * z_95 * p.unpaired_error), figure(100 * p.changed_share),
        std::string(unit),   sure ? "" : say(Say::not_distinguishable)};
    if (noise) row.insert(row.begin() + 4, "+- " + figure(factor * width));
    table.add(std::move(row));
  }
  fmt::print("{}\n", table.text());
}

void print_municipalities(const Comparison& comparison, const std::vector<std::string>& names) {
  fmt::print("{}\n", say(Say::municipality_differences));
  constexpr std::size_t columns = 4;  // that fit a terminal
  for (std::size_t first = 0; first < comparison.paired.size(); first += columns) {
    const auto last = std::min(first + columns, comparison.paired.size());
    std::vector<std::string> head = {say(Say::head_municipality)};
    for (auto i = first; i < last; ++i) head.push_back(with_unit(comparison.paired[i].path, comparison.paired[i].unit));
    TextTable table(std::move(head));
    for (std::size_t m = 0; m < names.size(); ++m) {
      std::vector<std::string> row = {names[m]};
      for (auto i = first; i < last; ++i)
        row.push_back(interval(comparison.paired[i].municipality[m], shown(comparison.paired[i].unit).factor));
      table.add(std::move(row));
    }
    fmt::print("{}\n", table.text());
  }
  for (std::size_t first = 0; first < comparison.indicators.size(); first += columns + 1) {
    const auto last = std::min(first + columns + 1, comparison.indicators.size());
    std::vector<std::string> head = {say(Say::head_municipality)};
    for (auto i = first; i < last; ++i)
      head.push_back(with_unit(comparison.indicators[i].a.name, comparison.indicators[i].a.unit));
    TextTable table(std::move(head));
    for (std::size_t m = 0; m < names.size(); ++m) {
      std::vector<std::string> row = {names[m]};
      for (auto i = first; i < last; ++i) {
        const auto& [a, b] = comparison.indicators[i];
        row.push_back(signed_figure(shown(a.unit).factor * (b.municipality[m] - a.municipality[m])));
      }
      table.add(std::move(row));
    }
    fmt::print("{}\n", table.text());
  }
}

std::vector<output::EnsembleDifference> ensemble(const CompareOptions& options) {
  const auto all = [](const std::filesystem::path& first, const std::vector<std::filesystem::path>& others) {
    std::vector<std::string> paths = {first.string()};
    for (const auto& other : others) paths.push_back(other.string());
    return paths;
  };
  return output::compare_ensembles(all(options.a, options.also_a), all(options.b, options.also_b));
}

int print_ensemble(const CompareOptions& options) {
  const auto rows = ensemble(options);
  if (options.json) {
    nlohmann::json out = {{"precision", options.precision}};
    for (const auto& row : rows)
      out["indicators"][row.name] = {{"unit", row.unit},
                                     {"pairs", row.pairs},
                                     {"mean_a", row.mean_a},
                                     {"median", row.median},
                                     {"low", row.low},
                                     {"high", row.high},
                                     {"paired_variance", row.paired_variance},
                                     {"unpaired_variance", row.unpaired_variance},
                                     {"distinguishable", row.distinguishable()},
                                     {"replications", row.replications(options.precision)},
                                     {"unpaired_replications", row.unpaired_replications(options.precision)}};
    fmt::print("{}\n", out.dump(2));
    return 0;
  }
  TextTable table({say(Say::head_indicator), say(Say::head_mean_a), say(Say::head_median), say(Say::head_low),
                   say(Say::head_high), say(Say::head_unit), say(Say::head_variance_ratio), say(Say::head_replications),
                   say(Say::head_replications_unpaired), ""});
  for (const auto& row : rows) {
    const auto [factor, unit] = shown(row.unit);
    const bool zero = row.low == 0 && row.high == 0;
    table.add({row.name, figure(factor * row.mean_a), signed_figure(factor * row.median),
               signed_figure(factor * row.low), signed_figure(factor * row.high), std::string(unit),
               row.paired_variance > 0 ? figure(row.unpaired_variance / row.paired_variance) : "",
               figure(row.replications(options.precision)), figure(row.unpaired_replications(options.precision)),
               zero || row.distinguishable() ? "" : say(Say::not_distinguishable)});
  }
  fmt::print("{}\n{}\n", table.text(),
             say(Say::replications_note, rows.front().pairs, figure(100 * options.precision)));
  return 0;
}

int execute(const CompareOptions& options) {
  if (!options.also_a.empty() || !options.also_b.empty()) return print_ensemble(options);
  const output::Result a(options.a);
  const output::Result b(options.b);
  const auto comparison = output::compare(a, b);
  MaybeNoise noise;
  if (!options.noise.empty()) noise.emplace(a, options.noise);
  if (options.json) {
    fmt::print("{}\n", as_json(comparison, a.municipalities(), noise).dump(2));
    return 0;
  }
  fmt::print("A {}: {}\nB {}: {}\n\n", a.path(), a.about("title"), b.path(), b.about("title"));
  print_indicators(comparison, noise);
  print_paired(comparison, noise);
  if (options.municipalities) print_municipalities(comparison, a.municipalities());
  for (const auto& note : comparison.notes) fmt::print("{}\n", note);
  if (noise) fmt::print("{}\n", say(Say::noise_note, noise->runs()));
  fmt::print("{}\n{}\n", say(Say::compare_gap, figure(100 * comparison.largest_gap)), say(Say::compare_errors));
  return 0;
}

}  // namespace

Action add_compare(Words words) {
  auto options = std::make_shared<CompareOptions>();
  words.about(Say::compare_about)
      .options({
          {"A", &options->a, Say::compare_a_help, required},
          {"B", &options->b, Say::compare_b_help, required},
          {"--also-a", &options->also_a, Say::also_a_help},
          {"--also-b", &options->also_b, Say::also_b_help},
          {"--noise", &options->noise, Say::noise_help},
          {"--precision", &options->precision, Say::precision_help, optional, {.low = 1e-9}},
          {"--municipalities", &options->municipalities, Say::per_municipality_help},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel compare base.h5 more.h5", "pendel compare base.h5 more.h5 --municipalities",
                 "pendel compare base.h5 more.h5 --noise base-seed1.h5 base-seed2.h5",
                 "pendel compare base-0.h5 more-0.h5 --also-a base-1.h5 base-2.h5 --also-b more-1.h5 more-2.h5"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools
