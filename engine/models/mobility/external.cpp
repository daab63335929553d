// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/external.hpp"

#include <cmath>

#include "core/contract.hpp"

namespace pendel::mobility {

namespace {

/// Gateways and class name a flow for good.
std::uint64_t flow_entity(const ExternalFlow& flow) {
  return first_flow_entity | static_cast<std::uint64_t>(flow.vehicle_class) << 60U |
         static_cast<std::uint64_t>(flow.from.value() & 0x3fffffffU) << 30U | (flow.to.value() & 0x3fffffffU);
}

Tick departure(const ExternalFlow& flow, const Draw& draw) {
  double rest = draw.uniform(0);
  std::size_t hour = 0;
  while (hour < 23 && rest >= flow.hour_share[hour]) rest -= flow.hour_share[hour++];
  return static_cast<Tick>(hour) * ticks_per_h + static_cast<Tick>(draw.below(ticks_per_h, 1));
}

}  // namespace

std::uint64_t append_external(const World& world, const Parameters& parameters, const routing::Metric& cars,
                              const Day& day, CarTrips& trips) {
  routing::PathQuery query(cars);
  std::uint64_t lost = 0;
  for (const auto& flow : world.region.external) {
    PENDEL_EXPECT(flow.hour_share.size() == 24);
    const auto entity = flow_entity(flow);
    const double rounding = world.random(Stream::mobility_external, entity, day.key()).uniform();
    const auto vehicles = static_cast<std::uint32_t>(std::floor(flow.vehicles_per_day + rounding));
    const auto from = world.region.gateways.node[flow.from];
    const auto to = world.region.gateways.node[flow.to];
    if (from == to) continue;
    if (query.distance(from.value(), to.value()) == routing::unreachable) {
      lost += vehicles;
      continue;
    }
    for (std::uint32_t i = 0; i < vehicles; ++i) {
      trips.push_back(from, to, entity, i,
                      departure(flow, world.random(Stream::mobility_external, entity, day.key(), i + 1)));
      if (flow.vehicle_class == VehicleClass::truck)
        trips.pcu_tenths.back() = static_cast<std::uint16_t>(std::lround(parameters.truck_pcu * 10));
    }
  }
  return lost;
}

}  // namespace pendel::mobility
