// SPDX-License-Identifier: Apache-2.0
#include "output/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/contract.hpp"
#include "core/issue.hpp"
#include "text/messages.hpp"
#include "world/fields.hpp"

namespace pendel::output {
namespace {

using text::Say;
using text::say;

/// Mean and sum of squared deviations in one pass (Welford, Technometrics 4(3), 1962).
struct Moments {
  std::size_t n = 0;
  double mean = 0;
  double squares = 0;

  void add(double value) {
    ++n;
    const double before = value - mean;
    mean += before / static_cast<double>(n);
    squares += before * (value - mean);
  }
  /// Variance of the mean; 0 for fewer than two values.
  [[nodiscard]] double variance_of_mean() const {
    return n < 2 ? 0 : squares / static_cast<double>(n - 1) / static_cast<double>(n);
  }
};

void refuse(const Result& a, const Result& b, Say problem, const std::string& why) {
  throw InputError({{b.path(), 0, 0}, say(Say::not_comparable, a.path(), say(problem)), why});
}

void check_same_ground(const Result& a, const Result& b) {
  if (a.about("region_hash") != b.about("region_hash"))
    refuse(a, b, Say::regions_differ, fmt::format("{}, {}", a.about("region"), b.about("region")));
  if (!std::ranges::equal(a.days(), b.days(), [](const ResultDay& x, const ResultDay& y) {
        return x.date == y.date && x.period == y.period && std::abs(x.weight - y.weight) < 1e-9;
      }))
    refuse(a, b, Say::days_differ, say(Say::days_count, a.days().size(), b.days().size()));
  for (const char* path :
       {"person/household", "person/municipality", "person/age", "person/sector", "household/building"})
    if (a.file().read<std::int32_t>(path) != b.file().read<std::int32_t>(path))
      refuse(a, b, Say::people_differ,
             say(Say::seeds_are, a.number("seed"), a.number("replication"), b.number("seed"), b.number("replication")));
}

/// "person/municipality" for "person/car_distance".
std::string municipality_path(std::string_view path) {
  return std::string(path.substr(0, path.find('/'))) + "/municipality";
}

void pair_fields(const Result& a, const Result& b, Comparison& out) {
  for (const auto* field : all_fields()) {
    const bool personal = field->dimensions[1] == Dimension::person || field->dimensions[1] == Dimension::household;
    if (!personal || !a.file().has(field->path) || !b.file().has(field->path)) continue;
    const auto home = a.file().read<std::int32_t>(municipality_path(field->path));
    const auto values_a = a.mean_day(field->path);
    const auto values_b = b.mean_day(field->path);
    PairedField row = {std::string(field->path),
                       std::string(field->unit),
                       std::string(field->meaning),
                       paired(values_a, values_b, home, every_group),
                       {}};
    for (std::size_t m = 0; m < a.municipalities().size(); ++m)
      row.municipality.push_back(paired(values_a, values_b, home, static_cast<std::int32_t>(m)));
    out.paired.push_back(std::move(row));
  }
}

double largest_gap(const Result& result) {
  if (!result.file().has(fields::mobility_gap.path)) return 0;
  const auto gaps = result.file().read<double>(fields::mobility_gap.path);
  double largest = 0;
  for (const double gap : gaps) largest = std::fmax(largest, gap);
  return largest;
}

}  // namespace

bool PairedDifference::distinguishable() const { return std::abs(mean) > 1.96 * standard_error && mean != 0; }

PairedDifference paired(const std::vector<double>& a, const std::vector<double>& b,
                        const std::vector<std::int32_t>& among, std::int32_t group) {
  PENDEL_EXPECT(a.size() == b.size() && a.size() == among.size());
  Moments of_a, of_b, of_difference;
  std::size_t changed = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if ((group != every_group && among[i] != group) || std::isnan(a[i]) || std::isnan(b[i])) continue;
    of_a.add(a[i]);
    of_b.add(b[i]);
    of_difference.add(b[i] - a[i]);
    changed += a[i] != b[i] ? 1 : 0;
  }
  const double n = static_cast<double>(of_a.n);
  return {.n = of_a.n,
          .mean_a = of_a.mean,
          .mean = of_difference.mean,
          .standard_error = std::sqrt(of_difference.variance_of_mean()),
          .unpaired_error = std::sqrt(of_a.variance_of_mean() + of_b.variance_of_mean()),
          .changed_share = n > 0 ? static_cast<double>(changed) / n : 0};
}

Comparison compare(const Result& a, const Result& b) {
  check_same_ground(a, b);
  Comparison out;
  const auto of_a = a.indicators();
  const auto of_b = b.indicators();
  for (const auto& x : of_a)
    for (const auto& y : of_b)
      if (x.name == y.name) out.indicators.push_back({x, y});
  pair_fields(a, b, out);
  out.largest_gap = std::max(largest_gap(a), largest_gap(b));
  if (a.about("scenario_hash") == b.about("scenario_hash")) out.notes.push_back(say(Say::same_scenario));
  if (a.about("engine_version") != b.about("engine_version"))
    out.notes.push_back(say(Say::engines_differ, a.about("engine_version"), b.about("engine_version")));
  return out;
}

}  // namespace pendel::output
