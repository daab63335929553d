// SPDX-License-Identifier: Apache-2.0
#include "scenario/scenario.hpp"

#include <cmath>
#include <limits>

#include "core/hash.hpp"
#include "scenario/calendar.hpp"
#include "text/document.hpp"
#include "text/messages.hpp"
#include "world/fields.hpp"

namespace pendel::scenario {

namespace {

using text::say;
using text::Say;

constexpr double infinity = std::numeric_limits<double>::infinity();

void describe_day(DaySpec& day, text::ParameterTable& table) {
  table.text("name", day.name, {.meaning = "name of the day in results", .required = true});
  table.date("date", day.date, {.meaning = "calendar day: its weekday and its weather are used", .required = true});
  table.number("weight", day.weight,
               {.unit = "d", .min = 0, .max = 366, .meaning = "days of the year that it stands for; 0 = design day"});
  table.flag("holiday", day.holiday, {.meaning = "a public holiday: counts as a Sunday"});
  table.flag("school_holiday", day.school_holiday, {.meaning = "school holidays: no lessons"});
}

void describe_clocks(PeriodSpec& periods, DaysSpec& days, text::ParameterTable& table) {
  table.date("periods.start", periods.start, {.meaning = "begin of the first period"});
  table.date("periods.horizon", periods.horizon,
             {.meaning = "periods that begin on this day or later do not run; the first one always does"});
  table.integer("periods.months", periods.months,
                {.unit = "1", .min = 1, .max = 60, .meaning = "months of a period; adoption moves between periods"});
  table.choice<DayPlan>(
      "days.plan", days.plan,
      {{"listed", DayPlan::listed},
       {"quick", DayPlan::quick},
       {"seasons", DayPlan::seasons},
       {"seasons_and_holidays", DayPlan::seasons_and_holidays}},
      {.meaning = "which days run: the [[day]]s of the scenario; or real days of the region's calendar and "
                  "weather instead of them: 3 (two workdays and a Sunday), 11 (three seasons x workday, "
                  "Saturday, Sunday and two design days), or 12 (with a workday in the school holidays)"});
  table.integer("days.year", days.year,
                {.min = 1990, .max = 2100, .meaning = "year whose weekdays and holidays the planned days have"});
  table.integer("days.every", days.every, {.min = 1, .max = 1000, .meaning = "days run in every n-th period"});
  table.integer("days.first", days.first, {.min = 0, .max = 1000, .meaning = "first period in which days run"});
  table.flag("days.last", days.last, {.meaning = "days run in the last period, too"});
}

std::vector<std::string> indicator_names() {
  std::vector<std::string> names;
  const auto add = [&](const Field& field) { names.emplace_back(field.path.substr(field.path.rfind('/') + 1)); };
  for (const auto& indicator : fields::indicators) add(indicator.municipality);
  for (const auto& indicator : fields::service_figures) add(indicator.municipality);
  for (const auto& indicator : fields::on_demand_figures) add(indicator.municipality);
  for (const auto* field : all_fields())
    if (field->dimensions[0] == Dimension::period && field->type == Type::f64) names.emplace_back(field->path);
  return names;
}

void describe_target(Target& target, text::ParameterTable& table) {
  table.text("name", target.name, {.meaning = "name of the target", .required = true});
  table.text(
      "indicator", target.indicator,
      {.meaning = "the indicator that is held against the figure", .choices = indicator_names(), .required = true});
  table.text("part", target.part,
             {.meaning = "which part, of an indicator over parts: the name of a sector or measure"});
  table.date("at", target.at, {.meaning = "in the period of this date; default: in the last period in which days run"});
  table.text("municipality", target.municipality, {.meaning = "AGS; empty = the whole region"});
  table.number("value", target.value,
               {.meaning = "the published figure, in the unit of the indicator; needed unless exploratory"});
  table.number("tolerance", target.tolerance,
               {.min = 0, .meaning = "how far the result may lie off, both ways; needed unless exploratory"});
  table.choice<TargetKind>(
      "kind", target.kind,
      {{"fit", TargetKind::fit}, {"holdout", TargetKind::holdout}, {"exploratory", TargetKind::exploratory}},
      {.meaning =
           "fit: parameters were chosen with it; holdout: it validates; exploratory: no magnitude is published"});
  table.text("source", target.source, {.meaning = "where it is published", .required = true});
}

/// A figure to be held against something needs a value and a tolerance.
void check_targets(const Settings& settings, const text::ParameterTable& table, Issues& issues) {
  for (const auto& target : settings.targets) {
    const bool judged = !std::isnan(target.value) || !std::isnan(target.tolerance);
    if (target.kind == TargetKind::exploratory && !judged) continue;
    if (std::isnan(target.value) || std::isnan(target.tolerance))
      issues.add(table.place_of("target." + text::quote_key(target.name)), say(Say::target_incomplete, target.name),
                 say(Say::target_incomplete_why));
  }
}

void describe(Settings& s, text::ParameterTable& table) {
  table.text("title", s.title, {.meaning = "one line that names the scenario"});
  table.text("question", s.question, {.meaning = "the what-if question that the scenario answers"});
  table.integer(
      "run.seed", s.seed,
      {.min = 0, .max = infinity, .meaning = "key of all random draws; same seed, same people and same luck"});
  table.integer("run.replication", s.replication,
                {.min = 0, .max = 4294967295.0, .meaning = "which repetition: other luck for the same question"});
  table.file("run.start_from", s.start_from,
             {.meaning = "result of the same region whose choices and travel times the days begin with, person by "
                         "person: its days of the same date and period"});
  table.file("region.path", s.region,
             {.meaning = "region folder, or a spec (.toml) of a region to generate", .required = true});
  describe_clocks(s.periods, s.day_choice, table);
  table.list("day", s.days, &describe_day, {.meaning = "representative days"});
  table.list("target", s.targets, &describe_target, {.meaning = "published figures that results are held against"});
  table.section("people", [&] { people::describe(s.people, table); });
  models::describe(s.models, table);
}

}  // namespace

Scenario::Scenario() : settings_(std::make_unique<Settings>()) { describe(*settings_, parameters_); }

Scenario::Scenario(const std::filesystem::path& file, const std::vector<std::string>& assignments, Issues& issues)
    : Scenario() {
  file_ = file;
  auto document = text::read_overlaid(file, issues);
  for (const auto& assignment : assignments) text::set_value(document, assignment, issues);
  parameters_.read(document, issues);
  const auto* day = document.find("day");
  if (document.whole && settings_->day_choice.plan == DayPlan::listed && (day == nullptr || day->items.empty()))
    issues.add({file.string()}, say(Say::no_day), say(Say::no_day_why), say(Say::no_day_hint));
  const auto& days = settings_->day_choice;
  const auto periods = static_cast<int>(make_periods(settings_->periods).size());
  if (!days.last && days.first >= periods) issues.add(parameters_.place_of("days.first"), say(Say::no_day_why));
  check_targets(*settings_, parameters_, issues);
  resolved_text_ = text::to_toml(parameters_.resolved());
}

namespace {

Scenario read_or_throw(const std::filesystem::path& file, const std::vector<std::string>& assignments) {
  Issues issues;
  Scenario scenario(file, assignments, issues);
  issues.raise_if_any();
  return scenario;
}

}  // namespace

Scenario::Scenario(const std::filesystem::path& file, const std::vector<std::string>& assignments)
    : Scenario(read_or_throw(file, assignments)) {}

std::string Scenario::hash() const { return ContentHash().add(resolved_text_).hex(); }

}  // namespace pendel::scenario
