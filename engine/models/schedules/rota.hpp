// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/date.hpp"
#include "models/schedules/parameters.hpp"
#include "world/day.hpp"
#include "world/world.hpp"

namespace pendel::schedules {

/// What the job asks of a person today.
struct Rota {
  bool works = false;
  bool teleworks = false;  // implies works
};

/// Contract days and telework days are a fixed weekly rota: each of the five weekdays has a rank drawn once per person,
/// the contract takes the first `workdays` of them, telework the first `telework_days` of the contract days by a
/// rank of its own, in which the day that the
/// workplace meets comes last for those who then come. More days add to the rota and never move it, and the same date
/// gives the same answer in every scenario. Absence (leave, sickness: the person's share of contract days) is one draw
/// per person and date.
Rota rota_of(PersonId person, const Day& day, std::uint8_t telework_days, const Parameters& parameters,
             const World& world);

}  // namespace pendel::schedules
