// SPDX-License-Identifier: Apache-2.0
#include "models/schedules/rota.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace pendel::schedules {

namespace {

constexpr int weekdays = 5;
constexpr std::uint32_t meeting_index = 8;          // of Stream::schedule_telework_day; part of the draws' keys
using Ranks = std::array<std::uint64_t, weekdays>;  // smaller comes first; the weekday breaks ties

Ranks ranks(const Random& random, Stream stream, PersonId person, std::uint32_t purpose) {
  const auto first = random(stream, person, 0, 2 * purpose);
  const auto second = random(stream, person, 0, 2 * purpose + 1);
  Ranks result{};
  for (std::size_t d = 0; d < weekdays; ++d) {
    const auto bits = d < 4 ? first.bits(static_cast<int>(d)) : second.bits(0);
    result[d] = (static_cast<std::uint64_t>(bits) << 3U) | d;
  }
  return result;
}

/// Whether `weekday` is among the `n` first of those that `allowed` holds.
bool among_first(const Ranks& ranks, const std::array<bool, weekdays>& allowed, std::size_t weekday, int n) {
  if (!allowed[weekday]) return false;
  int before = 0;
  for (std::size_t d = 0; d < weekdays; ++d)
    if (allowed[d] && ranks[d] < ranks[weekday]) ++before;
  return before < n;
}

/// The weekday on which a person's workplace meets, if the person is among those who then come; else `weekdays`.
/// Tuesday to Thursday, one day for all of a building or gateway.
std::size_t meeting_day(PersonId person, const Parameters& parameters, const World& world) {
  const auto& persons = world.people.persons;
  const double u = world.random(Stream::schedule_telework_day, person, 0, meeting_index).uniform();
  if (u >= parameters.telework_meeting_share) return weekdays;
  constexpr std::uint64_t workplaces = std::uint64_t{1} << 40U, gateways = std::uint64_t{1} << 41U;
  const auto work = persons.work[person];
  const auto place =
      work.valid()
          ? workplaces + work.value()
          : gateways + (persons.work_gateway[person].valid() ? persons.work_gateway[person].value() : std::uint64_t{0});
  return 1 + world.random(Stream::schedule_telework_day, place, 0, meeting_index).below(3);
}

}  // namespace

Rota rota_of(PersonId person, const Day& day, std::uint8_t telework_days, const Parameters& parameters,
             const World& world) {
  const auto& persons = world.people.persons;
  if (persons.employment[person] != Employment::employed || persons.workdays[person] == 0) return {};
  const auto today = world.random(Stream::schedule_attendance, person, day.key());
  if (day.kind != DayKind::workday) {
    // A weekend or holiday shift; weekly commuters are at home then.
    const bool saturday = day.kind == DayKind::saturday;
    const double share = saturday ? parameters.saturday_work_share : parameters.sunday_work_share;
    const bool works = persons.commute[person] != CommuteKind::weekly && today.uniform(1) < share;
    const double at_home = static_cast<double>(telework_days) / persons.workdays[person];  // as on the contract's days
    return {.works = works, .teleworks = works && today.uniform(2) < at_home};
  }
  if (today.uniform(0) < static_cast<double>(persons.absence_share[person])) return {};
  const auto weekday = static_cast<std::size_t>(day.date.weekday());
  if (weekday >= weekdays) return {};  // a Saturday that a scenario calls a workday has no rota
  const int workdays = std::min<int>(persons.workdays[person], weekdays);
  std::array<bool, weekdays> every{};
  every.fill(true);
  const auto contract = ranks(world.random, Stream::schedule_attendance, person, 0);
  if (!among_first(contract, every, weekday, workdays)) return {};
  if (telework_days == 0) return {.works = true, .teleworks = false};
  std::array<bool, weekdays> working{};
  for (std::size_t d = 0; d < weekdays; ++d) working[d] = among_first(contract, every, d, workdays);
  auto telework = ranks(world.random, Stream::schedule_telework_day, person, 0);
  if (const auto meeting = meeting_day(person, parameters, world); meeting < weekdays)
    telework[meeting] = std::numeric_limits<std::uint64_t>::max();
  return {.works = true, .teleworks = among_first(telework, working, weekday, telework_days)};
}

}  // namespace pendel::schedules
