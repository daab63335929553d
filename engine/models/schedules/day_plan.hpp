// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "models/schedules/parameters.hpp"
#include "models/schedules/places.hpp"
#include "models/schedules/rota.hpp"
#include "world/state.hpp"

namespace pendel::schedules {

/// One person's wanted day. The stays cover [0, 24 h) in order, with trips in the gaps; the first and the last stay are
/// at home (of inbound commuters: behind their gateway). Weekly commuters who work have one stay, away.
struct Plan {
  static constexpr std::size_t max_stays = 16;
  std::array<Activity, max_stays> stays;
  std::size_t count = 0;
  Rota rota;
  Tick work_time = 0;  // working time today, wherever; 0 if none

  [[nodiscard]] std::span<const Activity> activities() const { return {stays.data(), count}; }
};

/// A pure function of the person, the calendar day and what adoption says of the person's telework days, coworking
/// place and part time (columns that are empty mean none). Every draw is keyed by (person, date, purpose and ordinal of
/// the outing), so a telework day changes the commute and nothing else is drawn anew.
class Planner {
 public:
  Planner(const Parameters& parameters, const World& world, const Places& places, const AdoptionState& adoption)
      : parameters_(parameters), world_(world), places_(places), adoption_(adoption) {}

  [[nodiscard]] Plan plan(PersonId person, const Day& day) const;

 private:
  struct Duty;    // work or school of the day
  struct Outing;  // an errand
  class Timeline;

  [[nodiscard]] Duty duty_of(PersonId person, const Day& day, const Rota& rota) const;
  [[nodiscard]] Duty work_of(PersonId person, const Day& day) const;
  [[nodiscard]] Duty school_of(PersonId person, const Day& day) const;
  [[nodiscard]] std::size_t outings_of(PersonId person, const Day& day, const Duty& duty,
                                       std::span<Outing> outings) const;
  [[nodiscard]] Tick travel(PersonId person, const Activity& from, const Activity& to) const;

  const Parameters& parameters_;
  const World& world_;
  const Places& places_;
  const AdoptionState& adoption_;
};

}  // namespace pendel::schedules
