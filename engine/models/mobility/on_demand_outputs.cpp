// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "models/mobility/on_demand.hpp"
#include "world/fields.hpp"

namespace pendel::mobility {

namespace {

/// What was called for in one municipality, or in the region.
struct CallSums {
  double trips = 0, refused = 0, in_peaks = 0, refused_in_peaks = 0;
  double wait_s = 0, van_m = 0, direct_m = 0;

  void call(bool in_peak, bool was_refused) {
    trips += 1;
    refused += was_refused;
    in_peaks += in_peak;
    refused_in_peaks += in_peak && was_refused;
  }
  void ride(const RideMade& ride) {
    wait_s += static_cast<double>(ride.wait_s);
    direct_m += static_cast<double>(ride.direct_m);
  }
  /// In the order of fields::on_demand_figures.
  [[nodiscard]] std::array<double, fields::on_demand_figure_count> figures() const {
    const auto share = [](double part, double whole) { return whole > 0 ? part / whole : 0.0; };
    return {trips - refused,
            share(refused, trips),
            share(refused_in_peaks, in_peaks),
            share(refused - refused_in_peaks, trips - in_peaks),
            share(wait_s, trips - refused),
            van_m,
            direct_m};
  }
};

bool in_peak(Tick at) {
  const auto hour = at / ticks_per_h;
  return (hour >= 6 && hour < 9) || (hour >= 15 && hour < 18);
}

}  // namespace

void record_services(const World& world, const Rows<PersonId, Activity>& wanted, const Drafts& drafts,
                     const std::vector<ServiceDay>& days, Recorder& recorder) {
  if (days.empty()) return;
  const auto n = world.region.municipalities.size();
  std::vector<CallSums> sums(n + 1);  // the region last
  std::vector<float> asked(slices_per_day * n), not_taken(slices_per_day * n);
  std::vector<std::uint8_t> who(drafts.size(), 0);
  for (const auto person : ids<PersonId>(drafts.size()))
    for (const auto& draft : drafts[person]) {
      if (draft.booking == not_booked) continue;
      const bool was_refused = draft.booking == refused;
      const auto when = wanted[person][draft.ordinal].end;
      const auto where = world.region.zones.municipality[draft.from].index();
      const auto slice = static_cast<std::size_t>(std::clamp(when / ticks_per_slice, 0, slices_per_day - 1));
      asked[slice * n + where] += 1;
      if (was_refused) not_taken[slice * n + where] += 1;
      auto& did = who[person.index()];
      did = static_cast<std::uint8_t>(std::uint32_t{did} | (was_refused ? 2U : 1U));
      for (const auto i : {where, n}) sums[i].call(in_peak(when), was_refused);
    }
  for (const auto& day : days) {
    for (const auto& ride : day.rides)
      for (const auto i : {ride.from.index(), n}) sums[i].ride(ride);
    if (day.van_m > 0)
      for (const auto i : {day.depot.index(), n}) sums[i].van_m += day.van_m;
  }
  recorder.put(fields::on_demand_requests, asked);
  recorder.put(fields::on_demand_refused, not_taken);
  recorder.put(fields::person_on_demand, who);
  for (std::size_t f = 0; f < fields::on_demand_figure_count; ++f) {
    std::vector<double> of_municipality;
    for (std::size_t m = 0; m < n; ++m) of_municipality.push_back(sums[m].figures()[f]);
    recorder.put(fields::on_demand_figures[f].municipality, of_municipality);
    recorder.put(fields::on_demand_figures[f].region, std::array{sums[n].figures()[f]});
  }
}

}  // namespace pendel::mobility
