// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/carry.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "core/contract.hpp"

namespace pendel::mobility {

namespace {

std::vector<TripKey> keys_of(const Drafts& drafts) {
  std::vector<TripKey> keys;
  keys.reserve(drafts.values().size());
  for (const auto person : ids<PersonId>(drafts.size()))
    for (const auto& draft : drafts[person])
      keys.push_back({person.value(), draft.from_node.value(), draft.to_node.value()});
  return keys;
}

std::size_t vehicles_of_persons(const CarTrips& trips) {
  std::size_t n = 0;
  while (n < trips.size() && trips.entity[n] < first_flow_entity) ++n;
  return n;
}

}  // namespace

std::vector<std::uint32_t> match(const TravelChoices& known, std::span<const TripKey> wanted) {
  const auto mine = [&](std::uint32_t i) { return std::tuple(wanted[i].entity, wanted[i].from, wanted[i].to); };
  const auto theirs = [&](std::uint32_t i) { return std::tuple(known.entity[i], known.from[i], known.to[i]); };
  const auto sorted = [](std::size_t n, const auto& key) {
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) < key(b); });
    return order;
  };
  const auto a = sorted(wanted.size(), mine), b = sorted(known.entity.size(), theirs);
  std::vector<std::uint32_t> row(wanted.size(), no_trip);
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (mine(a[i]) == theirs(b[j]))
      row[a[i++]] = b[j++];
    else if (mine(a[i]) < theirs(b[j]))
      ++i;
    else
      ++j;
  }
  return row;
}

std::vector<std::uint32_t> carry_expectations(const TravelChoices& known, Drafts& drafts) {
  auto rows = match(known, keys_of(drafts));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& draft = drafts.values()[i];
    if (rows[i] == no_trip || draft.car_free < 0) continue;
    draft.car_time = std::max(draft.car_free, known.car_time[rows[i]]);
    draft.shift = known.departure_shift[rows[i]];
    draft.schedule = known.schedule_delay[rows[i]];
  }
  return rows;
}

std::vector<std::uint32_t> rows_of_vehicles(const TravelChoices& known, const Drafts& drafts,
                                            std::span<const std::uint32_t> row_of_draft, const CarTrips& trips) {
  std::vector<std::uint32_t> rows(trips.size(), no_trip);
  for (std::size_t i = 0; i < row_of_draft.size(); ++i)
    if (drafts.values()[i].car_trip != no_trip) rows[drafts.values()[i].car_trip] = row_of_draft[i];
  const auto first = vehicles_of_persons(trips);
  std::vector<TripKey> crossing;
  for (auto i = first; i < trips.size(); ++i)
    crossing.push_back({trips.entity[i], trips.from[i].value(), trips.to[i].value()});
  if (!crossing.empty()) std::ranges::copy(match(known, crossing), rows.begin() + static_cast<std::ptrdiff_t>(first));
  return rows;
}

TravelChoices choices_of(const Drafts& drafts, const CarTrips& trips, const RouteSets& known) {
  TravelChoices out;
  const auto first_crossing = vehicles_of_persons(trips);
  const auto rows = drafts.values().size() + trips.size() - first_crossing;
  out.entity.reserve(rows);
  out.from.reserve(rows);
  out.to.reserve(rows);
  out.car_time.reserve(rows);
  out.departure_shift.reserve(rows);
  out.schedule_delay.reserve(rows);
  out.first.reserve(rows + 1);
  out.routes.reserve(known.values().size());
  const auto add = [&](std::uint64_t entity, NodeId from, NodeId to, std::uint32_t vehicle, const Draft& draft) {
    out.entity.push_back(entity);
    out.from.push_back(from.value());
    out.to.push_back(to.value());
    out.car_time.push_back(draft.car_time);
    out.departure_shift.push_back(draft.shift);
    out.schedule_delay.push_back(draft.schedule);
    out.first.push_back(out.routes.size());
    if (vehicle == no_trip) return;
    const auto set = known[TripId(vehicle)];
    out.routes.insert(out.routes.end(), set.begin(), set.end());
  };
  for (const auto person : ids<PersonId>(drafts.size()))
    for (const auto& draft : drafts[person]) add(person.value(), draft.from_node, draft.to_node, draft.car_trip, draft);
  for (auto i = first_crossing; i < trips.size(); ++i)
    add(trips.entity[i], trips.from[i], trips.to[i], static_cast<std::uint32_t>(i), {});
  out.first.push_back(out.routes.size());
  return out;
}

}  // namespace pendel::mobility
