// SPDX-License-Identifier: Apache-2.0
#include "models/schedules/schedules.hpp"

#include <algorithm>

#include "models/schedules/day_plan.hpp"

namespace pendel::schedules {

Schedules::Schedules(const Parameters& parameters, const World& world, SchedulesState& state)
    : parameters_(parameters), world_(world), state_(state), places_(parameters, world) {}

void Schedules::step(const Day& day, const State& state, Recorder& recorder, const std::stop_token&) {
  const auto n = world_.people.persons.size();
  PENDEL_EXPECT(state.adoption.telework_days.size() == n);
  const Planner planner(parameters_, world_, places_, state.adoption);
  state_.at_work.assign(n, 0);
  state_.teleworks_today.assign(n, 0);
  state_.work_s.assign(n, 0);
  // Planning twice, once to count and once to write, costs less than keeping 160,000 plans.
  state_.wanted = parallel::rows<PersonId, Activity>(
      world_.pool, n, [&](PersonId person) { return planner.plan(person, day).count; },
      [&](PersonId person, std::span<Activity> row) {
        const auto plan = planner.plan(person, day);
        std::copy_n(plan.stays.begin(), plan.count, row.begin());
        state_.at_work[person] = plan.rota.works ? 1 : 0;
        const bool away = !state.adoption.hub.empty() && state.adoption.hub[person].valid();
        state_.teleworks_today[person] = plan.rota.teleworks ? (away ? 2 : 1) : 0;
        state_.work_s[person] = static_cast<float>(seconds(plan.work_time));
      });
  recorder.put(fields::person_teleworks, std::span<const std::uint8_t>(state_.teleworks_today.values()));
}

}  // namespace pendel::schedules
