// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/adoption/parameters.hpp"
#include "world/world.hpp"

namespace pendel::adoption {

/// How much of its use in spring 2021 home office has in a sector in `year`: the level before the pandemic, 1 while it
/// lasts, then b + (1 - b) (r + (1 - r) exp(-t / fade)) with the level before b and the sector's part r that persists.
double telework_level(const Parameters& parameters, Sector sector, double year);

/// Share of a sector's workers that telework, given the broadband share of their municipality (NaN: not published):
/// min(wanted, permitted, equipped), with wanted = level x scale x use in spring 2021, at most what the jobs allow, and
/// moved by gap_closed towards that.
double telework_share(const Parameters& parameters, Sector sector, double broadband_share, double year);

/// The same over the sectors of the country.
double country_telework_share(const Parameters& parameters, double year);

/// Part-timers among the employed; fewer than five contract days are part time anyway.
void decide_part_time(const Parameters& parameters, const World& world, AdoptionState& state);
/// Fills `teleworks` and `telework_days`; `part_time` is there. Part-timers are `telework_part_time_ratio` times as
/// likely as others, with the sector's share kept.
void decide_telework(const Parameters& parameters, const World& world, double year, AdoptionState& state);
/// Fills `hub`: teleworkers choose between home and the coworking places within reach by utility (attraction less cost
/// of distance) plus a Gumbel draw per person and place. A full place takes those with the largest gain.
void choose_hubs(const Parameters& parameters, const World& world, AdoptionState& state);

}  // namespace pendel::adoption
