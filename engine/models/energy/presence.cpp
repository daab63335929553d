// SPDX-License-Identifier: Apache-2.0
#include "models/energy/presence.hpp"

#include <algorithm>

namespace pendel::energy {

namespace {

constexpr Tick hours(double h) { return static_cast<Tick>(h * ticks_per_h); }
constexpr Interval telework_hours{hours(8), hours(16.5)};

void add_common(Slices& slices, Interval a, Interval b) {
  add_interval(slices, std::max(a.from, b.from), std::min(a.to, b.to), 1.0F);
}

}  // namespace

void add_interval(Slices& slices, Tick from, Tick to, float amount) {
  from = std::max(from, 0);
  to = std::min(to, ticks_per_day);
  while (from < to) {
    const auto slice = from / ticks_per_slice;
    const Tick end = std::min(to, (slice + 1) * ticks_per_slice);
    slices[static_cast<std::size_t>(slice)] +=
        amount * static_cast<float>(end - from) / static_cast<float>(ticks_per_slice);
    from = end;
  }
}

void presence_of(HouseholdId household, const Rows<PersonId, Activity>& stays, const Parameters& parameters,
                 const World& world, Presence& presence) {
  presence.present.fill(0);
  presence.awake.fill(0);
  presence.telework.fill(0);
  const auto building = world.people.households.building[household];
  for (auto person : world.people.households.members(household)) {
    const auto draw = world.random(Stream::energy_appliance, person);
    const double early = parameters.rhythm_sd_h * draw.normal();
    const double late = parameters.rhythm_sd_h * (2.0 * draw.uniform(2) - 1.0) * 1.7320508;  // uniform, same deviation
    Interval awake{hours(std::clamp(parameters.wake_h + early, 4.0, 11.0)),
                   hours(std::clamp(parameters.sleep_h + late, 19.0, 24.0))};
    const auto row = stays[person];
    if (row.size() > 1) {
      awake.from = std::min(awake.from, row.front().end - hours(0.75));
      awake.to = std::max(awake.to, row.back().begin + hours(0.5));
    }
    for (const auto& stay : row) {
      if (stay.purpose != Purpose::home || stay.building != building) continue;
      const Interval home{stay.begin, stay.end};
      add_interval(presence.present, home.from, home.to, 1.0F);
      add_common(presence.awake, home, awake);
      if (stay.telework != 0) add_common(presence.telework, home, telework_hours);
    }
  }
}

}  // namespace pendel::energy
