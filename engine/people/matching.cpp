// SPDX-License-Identifier: Apache-2.0
#include "people/matching.hpp"

#include <algorithm>
#include <map>

#include "core/math.hpp"
#include "people/commuting.hpp"

namespace pendel::people {

Column<ZoneId, Spread> measure_spread(const Region& region) {
  const auto& sites = region.sites;
  Column<ZoneId, Spread> spread(region.zones.size());
  Column<ZoneId, double> count(region.zones.size(), 0);
  for (const auto b : sites.zone.ids()) {
    const auto z = sites.zone[b];
    if (!z.valid()) continue;
    count[z] += 1;
    spread[z].x_m += sites.x_m[b];
    spread[z].y_m += sites.y_m[b];
  }
  for (const auto z : spread.ids()) {
    const double n = count[z];
    spread[z] =
        n > 0 ? Spread{spread[z].x_m / n, spread[z].y_m / n, 0} : Spread{region.zones.x_m[z], region.zones.y_m[z], 0};
  }
  for (const auto b : sites.zone.ids()) {
    const auto z = sites.zone[b];
    if (!z.valid()) continue;
    const double dx = sites.x_m[b] - spread[z].x_m;
    const double dy = sites.y_m[b] - spread[z].y_m;
    spread[z].radius_m += (dx * dx + dy * dy) / count[z];
  }
  for (const auto z : spread.ids()) spread[z].radius_m = math::sqrt(spread[z].radius_m);
  return spread;
}

namespace {

/// Zones in use, each with what belongs to it.
template <class Thing>
using ByZone = std::map<ZoneId, std::vector<Thing>>;

/// Expected workers from each home zone (rows; the last row: from outside) to each work zone.
Table fit_zones(const Parameters& parameters, const Column<ZoneId, Spread>& spread, const ByZone<std::uint32_t>& homes,
                std::size_t outside, const ByZone<std::uint32_t>& works) {
  Table table(homes.size() + 1, works.size());
  std::vector<double> rows;
  std::vector<double> columns;
  for (const auto& [zone, jobs] : works) columns.push_back(static_cast<double>(jobs.size()));
  std::size_t r = 0;
  for (const auto& [home, people] : homes) {
    rows.push_back(static_cast<double>(people.size()));
    std::size_t c = 0;
    for (const auto& [work, jobs] : works) {
      const Spread& a = spread[home];
      const Spread& b = work.valid() ? spread[work] : a;
      const double dx = a.x_m - b.x_m;
      const double dy = a.y_m - b.y_m;
      const double metres = math::sqrt(dx * dx + dy * dy + a.radius_m * a.radius_m + b.radius_m * b.radius_m);
      const double minutes = 1e-3 * metres * parameters.detour / outside_km_per_min;
      table.at(r, c++) =
          rows.back() * static_cast<double>(jobs.size()) * math::exp(-parameters.gravity_decay * math::sqrt(minutes));
    }
    ++r;
  }
  rows.push_back(static_cast<double>(outside));
  for (std::size_t c = 0; c < columns.size(); ++c) table.at(r, c) = rows.back() * columns[c];
  fit_proportionally(table, rows, columns, 0.01, 50);
  return table;
}

}  // namespace

std::vector<std::uint32_t> match_jobs(const Region& region, const Parameters& parameters,
                                      const Column<ZoneId, Spread>& spread, const Random& random,
                                      const std::string& ags, const std::vector<Arrival>& arrivals,
                                      const std::vector<Job>& jobs) {
  PENDEL_EXPECT(arrivals.size() == jobs.size());
  ByZone<std::uint32_t> homes;
  ByZone<std::uint32_t> works;
  std::vector<std::uint32_t> anywhere;  // arrivals for whom any job will do
  for (std::uint32_t i = 0; i < arrivals.size(); ++i)
    if (arrivals[i].home.valid())
      homes[arrivals[i].home].push_back(i);
    else
      anywhere.push_back(i);
  for (std::uint32_t j = 0; j < jobs.size(); ++j) works[region.sites.zone[jobs[j].building]].push_back(j);
  const Table table = fit_zones(parameters, spread, homes, anywhere.size(), works);
  std::vector<std::vector<std::uint32_t>> wanted(works.size());  // work zone -> arrivals
  std::size_t r = 0;
  for (const auto& [home, people] : homes) {
    const std::span<const double> row(table.values.data() + r++ * table.columns, table.columns);
    const LocalRandom local(random, region.zones.name[home] + ">" + ags);
    const auto counts = round_unbiased(row, local(Stream::commuting, 0, 3).uniform());
    std::size_t at = 0;
    for (std::size_t c = 0; c < counts.size(); ++c)
      for (std::uint32_t i = 0; i < counts[c] && at < people.size(); ++i) wanted[c].push_back(people[at++]);
    anywhere.insert(anywhere.end(), people.begin() + static_cast<std::ptrdiff_t>(at), people.end());
  }
  std::vector<std::uint32_t> job_of(arrivals.size());
  std::vector<std::uint32_t> free;
  std::size_t c = 0;
  for (const auto& [zone, here] : works) {
    auto& people = wanted[c++];
    std::sort(people.begin(), people.end());  // arrivals are in random order, zones must not be
    const std::size_t taken = std::min(people.size(), here.size());
    for (std::size_t i = 0; i < taken; ++i) job_of[people[i]] = here[i * here.size() / taken];
    anywhere.insert(anywhere.end(), people.begin() + static_cast<std::ptrdiff_t>(taken), people.end());
    std::vector<std::uint8_t> used(here.size(), 0);
    for (std::size_t i = 0; i < taken; ++i) used[i * here.size() / taken] = 1;
    for (std::size_t i = 0; i < here.size(); ++i)
      if (used[i] == 0) free.push_back(here[i]);
  }
  PENDEL_ENSURE(anywhere.size() == free.size());
  std::sort(anywhere.begin(), anywhere.end());
  std::sort(free.begin(), free.end());
  for (std::size_t i = 0; i < free.size(); ++i) job_of[anywhere[i]] = free[i];
  return job_of;
}

}  // namespace pendel::people
