// SPDX-License-Identifier: Apache-2.0
#include "simulate/targets.hpp"

#include <algorithm>

#include "core/contract.hpp"
#include "core/issue.hpp"
#include "output/reader.hpp"
#include "store/reader.hpp"
#include "text/messages.hpp"
#include "world/fields.hpp"

namespace pendel::simulate {

namespace {

using scenario::Target;
using text::say;
using text::Say;

[[noreturn]] void refuse(const output::Result& result, const Target& target, const std::string& asked,
                         const std::string& why) {
  throw InputError({{result.path()}, say(Say::target_asks, target.name, asked), why, ""});
}

std::size_t position(const output::Result& result, const Target& target, const char* table, const std::string& name) {
  const auto names = result.file().texts(table);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) refuse(result, target, "'" + name + "'", say(Say::target_no_name, table));
  return static_cast<std::size_t>(found - names.begin());
}

/// The period of the target's date; a date before all periods means the last one that runs days.
int period_of(const output::Result& result, const Target& target) {
  const auto& begins = result.periods();
  int period = -1;
  for (std::size_t i = 0; i < begins.size(); ++i)
    if (begins[i] <= target.at) period = static_cast<int>(i);
  return period >= 0 ? period : result.last_period();
}

/// Where a figure of a period stands: over (period), (period, municipality), (period, sector) or (period, measure).
std::size_t column_of(const output::Result& result, const Field& field, const Target& target) {
  switch (field.dimensions[1]) {
    case Dimension::none:
      return 0;
    case Dimension::municipality:
      if (target.municipality.empty()) refuse(result, target, say(Say::target_region), say(Say::target_region_why));
      return position(result, target, "tables/municipality_ags", target.municipality);
    case Dimension::sector:
      return position(result, target, "tables/sector_name", target.part);
    case Dimension::measure:
      return position(result, target, "tables/measure_name", target.part);
    default:
      refuse(result, target, std::string(field.path), say(Say::target_no_figure));
  }
}

double of_period(const output::Result& result, const Field& field, const Target& target) {
  const auto values = result.file().read<double>(field.path);
  const auto n = values.size() / std::max<std::size_t>(result.periods().size(), 1);
  return values[static_cast<std::size_t>(period_of(result, target)) * n + column_of(result, field, target)];
}

/// An indicator of the mean day of the period, or of the last one before it that runs days.
double of_days(const output::Result& result, const Target& target) {
  int period = -1;
  for (const auto& day : result.days())
    if (day.period <= period_of(result, target)) period = day.period;
  if (period < 0) refuse(result, target, to_string(target.at), say(Say::target_no_day));
  for (const auto& indicator : result.indicators(period)) {
    if (indicator.name != target.indicator) continue;
    if (target.municipality.empty()) return indicator.region;
    return indicator.municipality[position(result, target, "tables/municipality_ags", target.municipality)];
  }
  refuse(result, target, "'" + target.indicator + "'", say(Say::target_lacking));
}

std::string unit_of(const std::string& indicator) {
  if (const auto* field = find_field(indicator)) return std::string(field->unit);
  const auto* field = find_field("indicator/" + indicator);
  if (field == nullptr) field = find_field("services/" + indicator);
  if (field == nullptr) field = find_field("on_demand/" + indicator);
  PENDEL_EXPECT(field != nullptr);  // the scenario admits known indicators only
  return std::string(field->unit);
}

}  // namespace

std::vector<Verdict> judge(const std::vector<Target>& targets, const std::filesystem::path& path) {
  const output::Result result(path);
  std::vector<Verdict> verdicts;
  for (const auto& target : targets) {
    const auto* field = find_field(target.indicator);
    const double value = field != nullptr ? of_period(result, *field, target) : of_days(result, target);
    Verdict verdict{target, unit_of(target.indicator), value, false};
    verdict.holds = verdict.inside(value);
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

bool need_no_days(const std::vector<Target>& targets) {
  return std::all_of(targets.begin(), targets.end(),
                     [](const Target& target) { return find_field(target.indicator) != nullptr; });
}

std::vector<double> figures_of_periods(const std::vector<Target>& targets, const std::filesystem::path& like,
                                       const std::vector<std::filesystem::path>& segments) {
  const output::Result result(like);
  std::vector<double> figures;
  for (const auto& target : targets) {
    const auto* field = find_field(target.indicator);
    PENDEL_EXPECT(field != nullptr);
    const store::Reader segment(segments.at(static_cast<std::size_t>(period_of(result, target))));
    figures.push_back(segment.read<double>(field->path).at(column_of(result, *field, target)));
  }
  return figures;
}

}  // namespace pendel::simulate
