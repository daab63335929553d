// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/response.hpp"

#include <algorithm>

#include "models/mobility/choice.hpp"
#include "models/mobility/departure.hpp"

namespace pendel::mobility {

namespace {

/// Commuters from outside have no household here and decide for themselves.
constexpr std::uint64_t alone = 1ULL << 32U;

std::vector<std::uint8_t> whose_turn(const World& world, const Parameters& parameters, int iteration) {
  const auto& persons = world.people.persons;
  const auto turns = static_cast<std::uint32_t>(parameters.mode_turns);
  const auto now = static_cast<std::uint32_t>(iteration - 1);
  const auto round = 1 + now / turns;
  std::vector<std::uint8_t> asked(persons.size(), 0);
  parallel::for_each<PersonId>(world.pool, persons.size(), [&](PersonId person) {
    const bool resident = person.index() < persons.residents;
    const auto entity = resident ? std::uint64_t{persons.household[person].value()} : alone | person.value();
    if (world.random(Stream::mobility_reconsider, entity).below(turns) != now % turns) return;
    const auto draw = world.random(Stream::mobility_reconsider, entity, round);
    asked[person.index()] = draw.uniform() * static_cast<double>(round) < 1 ? 1 : 0;
  });
  return asked;
}

/// What those who are asked expect of the roads from now on.
void expect(const Parameters& parameters, const Rows<PersonId, Activity>& wanted, std::span<const std::uint8_t> asked,
            Assignment& assignment, Drafts& drafts) {
  std::vector<Draft*> of_them;
  std::vector<NodeId> from, to;
  std::vector<Tick> enter;
  for (const auto person : ids<PersonId>(drafts.size())) {
    if (asked[person.index()] == 0) continue;
    for (auto& draft : drafts[person]) {
      if (!draft.made || draft.car_free < 0) continue;
      of_them.push_back(&draft);
      from.push_back(draft.from_node);
      to.push_back(draft.to_node);
      enter.push_back(wanted[person][draft.ordinal].end + draft.shift);
    }
  }
  const auto ticks = assignment.quickest(from, to, enter);
  for (std::size_t i = 0; i < of_them.size(); ++i)
    if (ticks[i] >= 0) of_them[i]->car_time = std::max(of_them[i]->car_free, ticks[i]);
  if (parameters.departure_turns == 0) return;
  for (const auto person : ids<PersonId>(drafts.size()))
    if (asked[person.index()] != 0 && shiftable(drafts[person]) != nullptr)
      drafts[person].front().schedule = schedule_delay(parameters, drafts[person].front());
}

void append_crossing(const CarTrips& old, CarTrips& trips) {
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (old.entity[i] < first_flow_entity) continue;
    trips.push_back(old.from[i], old.to[i], old.entity[i], old.ordinal[i], old.depart[i]);
    trips.pcu_tenths.back() = old.pcu_tenths[i];
  }
}

}  // namespace

Reconsidered reconsider_modes(const World& world, const Parameters& parameters, const Rows<PersonId, Activity>& wanted,
                              int iteration, Assignment& assignment, Drafts& drafts) {
  const auto asked = whose_turn(world, parameters, iteration);
  expect(parameters, wanted, asked, assignment, drafts);
  std::vector<Mode> mode;
  for (const auto& draft : drafts.values()) mode.push_back(draft.mode);
  choose_modes(world, parameters, drafts, wanted, asked);
  Reconsidered result;
  for (const auto person : ids<PersonId>(drafts.size()))
    for (std::size_t i = drafts.offset(person);
         asked[person.index()] != 0 && i < drafts.offset(person) + drafts[person].size(); ++i) {
      const auto& draft = drafts.values()[i];
      result.asked += draft.made;
      result.changed += draft.made != 0 && draft.mode != mode[i] ? 1U : 0U;
    }
  return result;
}

void follow(const Parameters& parameters, const Rows<PersonId, Activity>& wanted, Assignment& assignment,
            Drafts& drafts, CarTrips& trips) {
  std::vector<std::uint32_t> vehicle;
  for (const auto& draft : drafts.values()) vehicle.push_back(draft.car_trip);
  // Also those who kept their mode may be on the way at other times: a ride takes as long as a car.
  auto now = car_trips(parameters, wanted, drafts);
  const auto persons = now.size();
  append_crossing(trips, now);
  std::vector<std::uint32_t> row_of(now.size(), no_trip);
  for (std::size_t i = 0; i < vehicle.size(); ++i)
    if (drafts.values()[i].car_trip != no_trip) row_of[drafts.values()[i].car_trip] = vehicle[i];
  const auto first_crossing = trips.size() - (now.size() - persons);
  for (auto i = persons; i < now.size(); ++i) row_of[i] = static_cast<std::uint32_t>(first_crossing + i - persons);
  assignment.know(now, assignment.known(), row_of);
  trips = std::move(now);
  assignment.first_routes(trips);
}

}  // namespace pendel::mobility
