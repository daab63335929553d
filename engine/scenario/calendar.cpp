// SPDX-License-Identifier: Apache-2.0
#include "scenario/calendar.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "core/contract.hpp"
#include "scenario/holidays.hpp"

namespace pendel::scenario {

namespace {

constexpr std::size_t hours_of_weather = 8760;

/// A day of the calendar with what tells it from others.
struct Candidate {
  Date date;
  DayKind kind = DayKind::workday;
  bool school_holiday = false;
  double mean_c = 0;
  double sun_wh = 0;  // on a horizontal square metre
};

DayKind kind_of(Date date, bool holiday) {
  const int weekday = date.weekday();
  return holiday || weekday == 6 ? DayKind::sunday : weekday == 5 ? DayKind::saturday : DayKind::workday;
}

std::vector<Candidate> candidates(int year, const Region& region) {
  const auto& weather = region.weather;
  PENDEL_EXPECT(weather.temperature_c.size() == hours_of_weather);
  std::vector<Candidate> days;
  for (int d = Date{year, 1, 1}.days(); d < Date{year + 1, 1, 1}.days(); ++d) {
    const auto date = Date::from_days(d);
    Candidate day{date, kind_of(date, is_public_holiday(date, region.state)), is_school_holiday(date, region.state)};
    // The weather year has no 29 February: that day repeats the 28th.
    const Date in_common_year{2025, date.month, date.month == 2 ? std::min(date.day, 28) : date.day};
    const auto first = static_cast<std::size_t>(in_common_year.day_of_year()) * 24;
    for (auto hour = first; hour < first + 24; ++hour) {
      day.mean_c += static_cast<double>(weather.temperature_c[hour]) / 24;
      day.sun_wh +=
          static_cast<double>(weather.direct_w_per_m2[hour]) + static_cast<double>(weather.diffuse_w_per_m2[hour]);
    }
    days.push_back(day);
  }
  return days;
}

int month_and_day(Date date) { return 100 * date.month + date.day; }

const char* season_of(Date date) {
  const int day = month_and_day(date);
  if (day >= 1101 || day <= 320) return "winter";
  return day >= 515 && day <= 914 ? "summer" : "transition";
}

const char* name_of(DayKind kind) {
  return kind == DayKind::workday ? "workday" : kind == DayKind::saturday ? "Saturday" : "Sunday";
}

std::string group_of(DayPlan plan, const Candidate& day) {
  if (plan == DayPlan::quick) {
    if (day.kind != DayKind::workday) return "day off";
    const bool cold = day.date.month >= 10 || day.date.month <= 4;
    return cold ? "cold workday" : "warm workday";
  }
  if (plan == DayPlan::seasons_and_holidays && day.school_holiday && day.kind == DayKind::workday)
    return "school holiday workday";
  return std::string(season_of(day.date)) + " " + name_of(day.kind);
}

struct Spread {
  double mean = 0;
  double deviation = 0;
};

Spread spread_of(const std::vector<const Candidate*>& group, double Candidate::*quantity) {
  Spread spread;
  const double n = static_cast<double>(group.size());
  for (const auto* day : group) spread.mean += day->*quantity / n;
  for (const auto* day : group) {
    const double away = day->*quantity - spread.mean;
    spread.deviation += away * away / n;
  }
  spread.deviation = std::sqrt(spread.deviation);
  return spread;
}

/// The day nearest to the mean of its group among those with or without lessons, whichever are more; the first of
/// equals.
const Candidate& nearest_to_mean(const std::vector<const Candidate*>& group) {
  const auto free = std::ranges::count_if(group, &Candidate::school_holiday);
  const bool mostly_free = 2 * static_cast<std::size_t>(free) > group.size();
  const auto warmth = spread_of(group, &Candidate::mean_c);
  const auto sun = spread_of(group, &Candidate::sun_wh);
  const auto away = [&](const Candidate& day) {
    const double c = warmth.deviation > 0 ? (day.mean_c - warmth.mean) / warmth.deviation : 0.0;
    const double s = sun.deviation > 0 ? (day.sun_wh - sun.mean) / sun.deviation : 0.0;
    return c * c + s * s;
  };
  const auto order = [&](const Candidate* day) { return std::pair(day->school_holiday != mostly_free, away(*day)); };
  return **std::ranges::min_element(group, {}, order);
}

Day as_day(const Candidate& candidate, std::string name, double weight) {
  Day day;
  day.name = std::move(name);
  day.date = candidate.date;
  day.kind = candidate.kind;
  day.weight = weight;
  day.school_holiday = candidate.school_holiday;
  return day;
}

void add_design_days(const std::vector<Candidate>& year, std::vector<Day>& days) {
  const auto extreme = [&](auto&& allowed, auto&& less) {
    const Candidate* found = nullptr;
    for (const auto& day : year)
      if (allowed(day) && (found == nullptr || less(day, *found))) found = &day;
    PENDEL_ENSURE(found != nullptr);
    return found;
  };
  const auto* coldest = extreme([](const Candidate& day) { return day.kind == DayKind::workday; },
                                [](const Candidate& a, const Candidate& b) { return a.mean_c < b.mean_c; });
  const auto* sunny = extreme(
      [](const Candidate& day) { return day.kind == DayKind::sunday && day.date.month >= 5 && day.date.month <= 8; },
      [](const Candidate& a, const Candidate& b) { return a.sun_wh > b.sun_wh; });
  days.push_back(as_day(*coldest, "coldest workday (design)", 0));
  days.push_back(as_day(*sunny, "sunny Sunday (design)", 0));
}

std::vector<Day> listed_days(const std::vector<DaySpec>& specs) {
  std::vector<Day> days;
  for (const auto& spec : specs) {
    Day day;
    day.name = spec.name;
    day.date = spec.date;
    day.kind = kind_of(spec.date, spec.holiday);
    day.weight = spec.weight;
    day.school_holiday = spec.school_holiday;
    days.push_back(day);
  }
  return days;
}

Date months_later(Date date, int months) {
  const int month = date.month - 1 + months;
  return {date.year + month / 12, month % 12 + 1, std::min(date.day, 28)};
}

}  // namespace

std::vector<Period> make_periods(const PeriodSpec& spec) {
  std::vector<Period> periods;
  const Date start{spec.start.year, spec.start.month, std::min(spec.start.day, 28)};
  Date begin = start;
  do {
    const auto n = static_cast<int>(periods.size());
    const auto end = months_later(start, (n + 1) * spec.months);
    periods.push_back({n, begin, end});
    begin = end;
  } while (begin < spec.horizon);
  return periods;
}

std::vector<Day> representative_days(const DaysSpec& spec, const Region& region) {
  const auto year = candidates(spec.year, region);
  std::map<std::string, std::vector<const Candidate*>> groups;
  for (const auto& day : year) groups[group_of(spec.plan, day)].push_back(&day);
  std::vector<Day> days;
  for (const auto& [name, group] : groups)
    days.push_back(as_day(nearest_to_mean(group), name, static_cast<double>(group.size())));
  if (spec.plan != DayPlan::quick) add_design_days(year, days);
  std::stable_sort(days.begin(), days.end(), [](const Day& a, const Day& b) { return a.date < b.date; });
  return days;
}

Calendar make_calendar(const Settings& settings, const Region& region) {
  const auto& choice = settings.day_choice;
  Calendar calendar;
  calendar.periods = make_periods(settings.periods);
  const auto once = choice.plan == DayPlan::listed ? listed_days(settings.days) : representative_days(choice, region);
  std::vector<int> previous(once.size(), -1);
  for (const auto& period : calendar.periods) {
    const bool in_turn = period.index >= choice.first && (period.index - choice.first) % choice.every == 0;
    const bool is_last = period.index + 1 == static_cast<int>(calendar.periods.size());
    if (!in_turn && !(is_last && choice.last)) continue;
    for (std::size_t i = 0; i < once.size(); ++i) {
      Day day = once[i];
      day.index = static_cast<int>(calendar.days.size());
      day.period = period.index;
      day.previous = std::exchange(previous[i], day.index);
      calendar.days.push_back(std::move(day));
    }
  }
  return calendar;
}

}  // namespace pendel::scenario
