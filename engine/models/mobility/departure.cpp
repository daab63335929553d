// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/departure.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/math.hpp"
#include "models/mobility/response.hpp"
#include "text/parameters.hpp"

namespace pendel::mobility {

namespace {

// Times of the keys of draws; the purposes come first.
constexpr std::uint32_t whose_turn_key = 1000;

Tick ticks_of_min(double minutes) { return static_cast<Tick>(std::lround(minutes * ticks_per_min)); }

/// Against the plan's arrival on empty roads, weighed as time on the way.
double early_or_late(const Parameters& p, Tick late) {
  return late < 0 ? -p.departure_early * late : p.departure_late * late;
}

/// Utility without a draw, on the scale of the draws of departures.
double systematic(const Parameters& p, Tick free, Tick shift, Tick ticks) {
  const double weighed = ticks + early_or_late(p, shift + ticks - free);
  return p.car_time_per_min / p.departure_scale * weighed / ticks_per_min;
}

bool has_turn(const World& world, const Parameters& parameters, int iteration, PersonId person) {
  const auto turns = static_cast<std::uint32_t>(parameters.departure_turns);
  const auto now = static_cast<std::uint32_t>(iteration - 1);
  const auto round = 1 + now / turns;
  if (world.random(Stream::mobility_departure, person, whose_turn_key).below(turns) != now % turns) return false;
  return world.random(Stream::mobility_departure, person, whose_turn_key, round).uniform() * round < 1;
}

}  // namespace

const Draft* shiftable(std::span<const Draft> drafts) {
  if (drafts.empty()) return nullptr;
  const auto& first = drafts.front();
  const bool fixed = first.purpose == Purpose::work || first.purpose == Purpose::education;
  return fixed && first.opens_tour != 0 && first.made != 0 && first.car_free > 0 ? &first : nullptr;
}

Tick schedule_delay(const Parameters& parameters, const Draft& draft) {
  return static_cast<Tick>(std::lround(early_or_late(parameters, draft.shift + draft.car_time - draft.car_free)));
}

Departures departures(const Parameters& parameters, const Random& random, PersonId person, Purpose purpose, Tick free) {
  const auto time = static_cast<std::uint32_t>(purpose);
  const auto each = static_cast<int>(parameters.departure_reach_min / parameters.departure_step_min + 1e-9);
  Departures out;
  std::vector<double> v;
  double sum = 0;
  const double at_plan = systematic(parameters, free, 0, free);
  for (int k = -each; k <= each; ++k) {
    out.shift.push_back(ticks_of_min(k * parameters.departure_step_min));
    v.push_back(systematic(parameters, free, out.shift.back(), free) - at_plan);
    sum += math::exp(v.back());
  }
  // Gumbel draws given that the plan is the best on empty roads: the largest is drawn, the others are cut off there.
  const double largest = math::log(sum) + random(Stream::mobility_departure, person, time, 0).gumbel();
  for (std::size_t k = 0; k < v.size(); ++k) {
    // By the shift in seconds, so that another reach or step leaves the draws of shifts that stay.
    const auto key = static_cast<std::uint32_t>(86'400 + out.shift[k] / ticks_per_s);
    const double u = random(Stream::mobility_departure, person, time, key).uniform();
    const double utility = out.shift[k] == 0 ? largest : v[k] - math::log(math::exp(v[k] - largest) - math::log(u));
    out.draw.push_back(utility - v[k] - at_plan);
  }
  return out;
}

Tick best_departure(const Parameters& parameters, const Departures& choice, Tick free, std::span<const Tick> ticks) {
  const auto utility = [&](std::size_t k) {
    return systematic(parameters, free, choice.shift[k], std::max(free, ticks[k])) + choice.draw[k];
  };
  const auto plan = choice.shift.size() / 2;
  auto best = plan;
  for (std::size_t away = 1; away <= plan; ++away)
    for (const auto k : {plan - away, plan + away})
      if (utility(k) > utility(best)) best = k;
  return choice.shift[best];
}

Reconsidered reconsider_departures(const World& world, const Parameters& parameters,
                                   const Rows<PersonId, Activity>& wanted, int iteration, const Assignment& assignment,
                                   const CarTrips& trips, Drafts& drafts) {
  std::vector<std::uint8_t> asked(drafts.size(), 0), changed(drafts.size(), 0);
  parallel::for_each<PersonId>(world.pool, drafts.size(), [&](PersonId person) {
    if (shiftable(drafts[person]) == nullptr || !has_turn(world, parameters, iteration, person)) return;
    auto& draft = drafts[person].front();
    if (draft.mode != Mode::car) return;
    const auto choice = departures(parameters, world.random, person, draft.purpose, draft.car_free);
    const Tick plan = wanted[person][draft.ordinal].end + trips.before[draft.car_trip];
    auto enter = choice.shift;
    for (auto& t : enter) t += plan;
    if (enter.front() < 0) return;  // across midnight
    const auto ticks = assignment.expected(trips, draft.car_trip, enter);
    if (ticks.empty()) return;
    const Tick shift = best_departure(parameters, choice, draft.car_free, ticks);
    asked[person.index()] = 1;
    changed[person.index()] = shift != draft.shift ? 1 : 0;
    draft.shift = shift;
  });
  const auto count = [](const auto& flags) { return static_cast<std::uint64_t>(std::ranges::count(flags, 1)); };
  return {count(asked), count(changed)};
}

void describe_departures(Parameters& p, text::ParameterTable& table) {
  constexpr auto small =
      "Small 1982, The scheduling of consumer activities: work trips, American Economic Review 72(3), model 1: a "
      "minute "
      "of travel -0.106, early -0.065, late -0.254; range: Arnott, de Palma, Lindsey 1990 use 0.61 and 2.4";
  table.integer(
      "departure_turns", p.departure_turns,
      {.unit = "1",
       .min = 0,
       .max = 100,
       .source = "as mode_turns",
       .meaning = "Departures from home to work or education respond to experienced times: every driver thinks "
                  "over the departure once in so many iterations; 0: all set out as planned."});
  table.number("departure_step_min", p.departure_step_min,
               {.unit = "min",
                .min = 1,
                .max = 120,
                .low = 5,
                .high = 15,
                .source = "convention; Small 1982 had arrivals in steps of 5 minutes",
                .meaning = "Step between the departures that are weighed up."});
  table.number("departure_reach_min", p.departure_reach_min,
               {.unit = "min",
                .min = 0,
                .max = 240,
                .low = 40,
                .high = 90,
                .source = "convention; Small 1982 had arrivals from 40 minutes early to 15 late",
                .meaning = "How far a departure may move from the plan, to either side."});
  table.number("departure_early", p.departure_early,
               {.unit = "1",
                .min = 0,
                .max = 0.99,
                .low = 0.4,
                .high = 0.8,
                .source = small,
                .meaning = "A minute too early, in minutes on the way."});
  table.number("departure_late", p.departure_late,
               {.unit = "1",
                .min = 0,
                .max = 20,
                .low = 1.5,
                .high = 4,
                .source = small,
                .meaning = "A minute too late, in minutes on the way."});
  table.number(
      "departure_scale", p.departure_scale,
      {.unit = "1",
       .min = 0.01,
       .max = 1,
       .low = 0.3,
       .high = 1,
       .source = "car_time_per_min over the -0.106 a minute of Small 1982: 0.067 / 0.106",
       .meaning = "Scale of the draws of departures within a mode, against that of modes (nested logit: 0 to 1)."});
}

}  // namespace pendel::mobility
