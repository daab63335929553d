// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mobility/demand.hpp"
#include "world/recorder.hpp"

namespace pendel::mobility {

/// Draft::booking.
enum Booking : std::uint8_t { not_booked = 0, booked = 1, taken = 2, refused = 3 };

/// Marks the trips that a service on demand would take: Draft::service = its number + 1, for whole tours within its
/// places and hours. The first service in the list that takes the tour counts.
void offer_services(const World& world, const Parameters& parameters, const AdoptionState& adoption,
                    const Rows<PersonId, Activity>& wanted, Drafts& drafts);

/// Utility of one trip with the service that is offered (README, "On demand").
double on_demand_utility(const Parameters& parameters, const Draft& draft);

/// A trip that was made by van.
struct RideMade {
  MunicipalityId from;
  float wait_s = 0;    // from being ready at the stop to being fetched
  float direct_m = 0;  // the shortest way
};

/// What a day of one service came to.
struct ServiceDay {
  MunicipalityId depot;
  double van_m = 0;  // each leg the shortest way, from and to the depot
  std::vector<RideMade> rides;
};

/// Drives the fleets: every booked tour is taken or refused. Afterwards nothing is on offer any more, booked trips know
/// how long they take (Draft::shared_ticks), and the households of those who were refused have a 1 in `again` (one
/// value per person): they choose anew.
std::vector<ServiceDay> drive_services(const World& world, const Parameters& parameters, const routing::Metric& cars,
                                       const Ways& ways, const Rows<PersonId, Activity>& wanted, Drafts& drafts,
                                       std::vector<std::uint8_t>& again);

/// Nothing where there is no service (no `days`).
void record_services(const World& world, const Rows<PersonId, Activity>& wanted, const Drafts& drafts,
                     const std::vector<ServiceDay>& days, Recorder& recorder);

/// Adds an issue for a service without municipalities, with unknown ones, or that ends before it begins.
void check_services(const Parameters& parameters, const Region& region, const text::ParameterTable& table,
                    Issues& issues);

}  // namespace pendel::mobility
