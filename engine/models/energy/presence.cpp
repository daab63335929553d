// SPDX-License-Identifier: Apache-2.0
#include "models/energy/presence.hpp"

#include <algorithm>
#include <numbers>

namespace pendel::energy {

namespace {

constexpr Tick hours(double h) { return static_cast<Tick>(h * ticks_per_h); }
constexpr Interval telework_hours{hours(8), hours(16.5)};

void add_common(Slices& slices, Interval a, Interval b) {
  add_interval(slices, std::max(a.from, b.from), std::min(a.to, b.to), 1.0F);
}

}  // namespace

void add_interval(std::span<float> steps, Tick from, Tick to, float amount) {
  const Tick length = ticks_per_day / static_cast<Tick>(steps.size());
  from = std::max(from, 0);
  to = std::min(to, ticks_per_day);
  if (from >= to) return;
  const auto first = static_cast<std::size_t>(from / length), last = static_cast<std::size_t>((to - 1) / length);
  const auto part = [&](Tick ticks) { return amount * static_cast<float>(ticks) / static_cast<float>(length); };
  if (first == last) {
    steps[first] += part(to - from);
    return;
  }
  steps[first] += part(static_cast<Tick>(first + 1) * length - from);
  for (std::size_t step = first + 1; step < last; ++step) steps[step] += amount;
  steps[last] += part(to - static_cast<Tick>(last) * length);
}

namespace {

template <class T>
void spread(std::span<const T> slices, std::span<float> steps) {
  const std::size_t n = steps.size(), m = slices.size();
  if (n == m || n % m == 0) {
    for (std::size_t t = 0; t < n; ++t) steps[t] = static_cast<float>(slices[t / (n / m)]);
    return;
  }
  // Common parts of both grids, counted in units of 1 / (n m) of the day.
  for (std::size_t t = 0; t < n; ++t) {
    double sum = 0;
    for (std::size_t at = t * m; at < (t + 1) * m;) {
      const auto slice = at / n;
      const auto end = std::min((slice + 1) * n, (t + 1) * m);
      sum += static_cast<double>(slices[slice]) * static_cast<double>(end - at);
      at = end;
    }
    steps[t] = static_cast<float>(sum / static_cast<double>(m));
  }
}

}  // namespace

void spread_slices(std::span<const double> slices, std::span<float> steps) { spread(slices, steps); }
void spread_slices(std::span<const float> slices, std::span<float> steps) { spread(slices, steps); }

Column<PersonId, Interval> rhythms_of(const Parameters& parameters, const World& world) {
  Column<PersonId, Interval> rhythms(world.people.persons.size(), Interval{});
  parallel::for_each<PersonId>(world.pool, rhythms.size(), [&](PersonId person) {
    const auto draw = world.random(Stream::energy_appliance, person);
    const double early = parameters.rhythm_sd_h * draw.normal();
    // Uniform with the same deviation.
    const double late = parameters.rhythm_sd_h * (2.0 * draw.uniform(2) - 1.0) * std::numbers::sqrt3;
    rhythms[person] = {hours(std::clamp(parameters.wake_h + early, 4.0, 11.0)),
                       hours(std::clamp(parameters.sleep_h + late, 19.0, 24.0))};
  });
  return rhythms;
}

void presence_of(HouseholdId household, const Rows<PersonId, Activity>& stays,
                 const Column<PersonId, Interval>& rhythms, const World& world, Presence& presence) {
  presence.present.fill(0);
  presence.awake.fill(0);
  presence.telework.fill(0);
  const auto building = world.people.households.building[household];
  for (auto person : world.people.households.members(household)) {
    auto awake = rhythms[person];
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
