// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/on_demand.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "core/contract.hpp"
#include "core/math.hpp"
#include "models/mobility/choice.hpp"
#include "models/mobility/van_fleet.hpp"
#include "text/messages.hpp"
#include "text/parameters.hpp"

namespace pendel::mobility {

namespace {

constexpr Tick no_way = 300'000'000;  // farther than any service drives; four of them still are a Tick

Tick hour(double h) { return ticks_from_s(3600 * h); }

/// Whether a service takes the trips that begin or end in a municipality.
std::vector<std::uint8_t> served(const OnDemandService& service, const Region& region, const AdoptionState& adoption) {
  std::vector<std::uint8_t> serves(region.municipalities.size(), 0);
  for (const auto m : region.municipalities.ags.ids()) {
    const auto& names = service.municipalities;
    if (std::ranges::find(names, region.municipalities.ags[m]) == names.end()) continue;
    serves[m.index()] = !service.by_measure || adoption.has(Measure::on_demand_bus, m) ? 1 : 0;
  }
  return serves;
}

bool takes(const OnDemandService& service, const std::vector<std::uint8_t>& serves, const Region& region,
           const Draft& draft, Tick wanted) {
  const auto from = region.zones.municipality[draft.from];
  const auto to = region.zones.municipality[draft.to];
  return from.valid() && to.valid() && serves[from.index()] != 0 && serves[to.index()] != 0 && draft.car_free > 0 &&
         wanted >= hour(service.begin_h) &&
         wanted + ticks_from_s(2 * service.access_s + service.max_wait_s) + draft.car_free < hour(service.end_h);
}

const OnDemandService& service_of(const Parameters& parameters, const Draft& draft) {
  return parameters.on_demand[draft.service - 1U];
}

/// A booked tour of a service.
struct BookedTour {
  Tick wanted = 0;
  PersonId person;
  std::size_t first = 0;  // drafts [first, last) of the person
  std::size_t last = 0;
  friend auto operator<=>(const BookedTour& a, const BookedTour& b) {
    return std::tuple(a.wanted, a.person.value(), a.first) <=> std::tuple(b.wanted, b.person.value(), b.first);
  }
};

std::vector<std::vector<BookedTour>> booked_tours(std::size_t services, const Rows<PersonId, Activity>& wanted,
                                                  const Drafts& drafts) {
  std::vector<std::vector<BookedTour>> tours(services);
  for (const auto person : ids<PersonId>(drafts.size())) {
    const auto trips = drafts[person];
    for_tours(trips, [&](std::size_t first, std::size_t last) {
      if (trips[first].booking == booked)
        tours[trips[first].service - 1U].push_back({wanted[person][trips[first].ordinal].end, person, first, last});
    });
  }
  for (auto& of_service : tours) std::sort(of_service.begin(), of_service.end());
  return tours;
}

/// The nodes at which a service stops, ascending, and its depot.
struct ServicePlaces {
  std::vector<routing::Index> nodes;
  std::uint32_t depot = 0;
  [[nodiscard]] std::uint32_t of(NodeId node) const {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(nodes, node.value()) - nodes.begin());
  }
};

/// The first municipality that the service names.
MunicipalityId seat_of(const OnDemandService& service, const Municipalities& land) {
  const auto& ags = land.ags.values();
  return MunicipalityId(static_cast<std::size_t>(std::ranges::find(ags, service.municipalities.front()) - ags.begin()));
}

/// The node next to the centre of a municipality.
NodeId central_node(MunicipalityId seat, const Region& region) {
  const auto& land = region.municipalities;
  const Point centre = land.x_m.empty() ? Point{} : Point{land.x_m[seat], land.y_m[seat]};
  NodeId best;
  double nearest = std::numeric_limits<double>::infinity();
  for (const auto node : ids<NodeId>(region.roads.nodes())) {
    const auto at = region.roads.at(node);
    const double away = math::distance(at.x_m - centre.x_m, at.y_m - centre.y_m);
    if (away < nearest) nearest = away, best = node;
  }
  return best;
}

ServicePlaces places_of(NodeId depot, const std::vector<BookedTour>& tours, const Drafts& drafts) {
  ServicePlaces places;
  places.nodes.push_back(depot.value());
  for (const auto& tour : tours)
    for (auto i = tour.first; i < tour.last; ++i) {
      places.nodes.push_back(drafts[tour.person][i].from_node.value());
      places.nodes.push_back(drafts[tour.person][i].to_node.value());
    }
  std::ranges::sort(places.nodes);
  places.nodes.erase(std::ranges::unique(places.nodes).begin(), places.nodes.end());
  places.depot = places.of(depot);
  return places;
}

/// Calls f(from, to, distance) for all pairs of places.
void between_places(const routing::Metric& metric, const std::vector<routing::Index>& nodes, const auto& f) {
  routing::Trees trees(metric);
  for (std::size_t begin = 0; begin < nodes.size(); begin += routing::Trees::lanes) {
    const auto targets = std::span(nodes).subspan(begin, std::min(routing::Trees::lanes, nodes.size() - begin));
    trees.to(targets);
    for (std::size_t lane = 0; lane < targets.size(); ++lane)
      for (std::size_t from = 0; from < nodes.size(); ++from) f(from, begin + lane, trees.distance(nodes[from], lane));
  }
}

class ServiceRun {
 public:
  ServiceRun(const World& world, const OnDemandService& service, const Rows<PersonId, Activity>& wanted,
             const std::vector<BookedTour>& tours, Drafts& drafts)
      : region_(world.region),
        service_(service),
        wanted_(wanted),
        tours_(tours),
        drafts_(drafts),
        seat_(seat_of(service, region_.municipalities)),
        places_(places_of(central_node(seat_, region_), tours, drafts)) {}

  ServiceDay run(const routing::Metric& cars, const Ways& ways) {
    const auto n = places_.nodes.size();
    PlaceTimes times{n, std::vector<Tick>(n * n)};
    between_places(cars, places_.nodes, [&](std::size_t from, std::size_t to, routing::Weight ticks) {
      times.ticks[from * n + to] = ticks == routing::unreachable ? no_way : static_cast<Tick>(ticks);
    });
    ask();
    const FleetRules rules{.vans = service_.vans,
                           .seats = service_.pooling ? service_.seats : 1,
                           .max_wait = ticks_from_s(service_.max_wait_s),
                           .max_detour = service_.max_detour,
                           .dwell = ticks_from_s(service_.dwell_s),
                           .end = hour(service_.end_h),
                           .depot = places_.depot};
    const auto fleet = drive_fleet(rules, times, requests_, first_);
    ServiceDay day{.depot = seat_, .van_m = 0, .rides = {}};
    answer(fleet, day);
    std::vector<float> metres(n * n);
    between_places(ways.decimetres(), places_.nodes, [&](std::size_t from, std::size_t to, routing::Weight decimetres) {
      metres[from * n + to] = static_cast<float>(decimetres) / 10.0F;
    });
    for (const auto& [from, to] : fleet.legs) day.van_m += static_cast<double>(metres[from * n + to]);
    return day;
  }

 private:
  void ask() {
    for (const auto& tour : tours_) {
      first_.push_back(requests_.size());
      for (auto i = tour.first; i < tour.last; ++i) {
        const auto& draft = drafts_[tour.person][i];
        requests_.push_back({places_.of(draft.from_node), places_.of(draft.to_node), earliest(tour.person, draft)});
      }
    }
    first_.push_back(requests_.size());
  }

  [[nodiscard]] Tick earliest(PersonId person, const Draft& draft) const {
    return wanted_[person][draft.ordinal].end + ticks_from_s(service_.access_s);
  }

  void answer(const FleetDay& fleet, ServiceDay& day) {
    std::size_t next = 0;
    for (const auto& tour : tours_)
      for (auto i = tour.first; i < tour.last; ++i) {
        auto& draft = drafts_[tour.person][i];
        const auto& ride = fleet.rides[next++];
        draft.booking = ride.taken() ? taken : refused;
        if (!ride.taken()) continue;
        const auto ready = earliest(tour.person, draft);
        draft.shared_ticks = ride.set_down - ready + 2 * ticks_from_s(service_.access_s);
        day.rides.push_back({region_.zones.municipality[draft.from], static_cast<float>(seconds(ride.pick_up - ready)),
                             static_cast<float>(draft.total_m())});
      }
  }

  const Region& region_;
  const OnDemandService& service_;
  const Rows<PersonId, Activity>& wanted_;
  const std::vector<BookedTour>& tours_;
  Drafts& drafts_;
  MunicipalityId seat_;
  ServicePlaces places_;
  std::vector<RideRequest> requests_;
  std::vector<std::size_t> first_;
};

/// Nothing is on offer any more. Who was refused, and all with whom they share cars, choose again.
void close_offers(const World& world, Drafts& drafts, std::vector<std::uint8_t>& again) {
  const auto& persons = world.people.persons;
  for (const auto person : ids<PersonId>(drafts.size()))
    for (auto& draft : drafts[person]) {
      if (draft.booking != taken) draft.service = 0;
      if (draft.booking != refused) continue;
      PENDEL_EXPECT(person.index() < persons.residents);  // tours of the others begin behind a gateway
      for (const auto member : world.people.households.members(persons.household[person])) again[member.index()] = 1;
    }
}

}  // namespace

void offer_services(const World& world, const Parameters& parameters, const AdoptionState& adoption,
                    const Rows<PersonId, Activity>& wanted, Drafts& drafts) {
  if (parameters.on_demand.empty()) return;
  PENDEL_EXPECT(parameters.on_demand.size() < 256);  // Draft::service
  std::vector<std::vector<std::uint8_t>> serves;
  for (const auto& service : parameters.on_demand) serves.push_back(served(service, world.region, adoption));
  parallel::for_each<PersonId>(world.pool, drafts.size(), [&](PersonId person) {
    const auto trips = drafts[person];
    for_tours(trips, [&](std::size_t first, std::size_t last) {
      const auto mine = trips.subspan(first, last - first);
      if (!mine.front().made) return;
      for (std::size_t s = 0; s < serves.size(); ++s) {
        const bool all = std::ranges::all_of(mine, [&](const Draft& draft) {
          return takes(parameters.on_demand[s], serves[s], world.region, draft, wanted[person][draft.ordinal].end);
        });
        if (!all) continue;
        for (auto& draft : mine) draft.service = static_cast<std::uint8_t>(s + 1);
        return;
      }
    });
  });
}

double on_demand_utility(const Parameters& p, const Draft& draft) {
  const auto& service = service_of(p, draft);
  constexpr double per_min = 1.0 / 60.0;
  return p.transit_constant + service.constant + p.transit_access_per_min * 2 * service.access_s * per_min +
         p.transit_wait_per_min * service.expected_wait_s * per_min +
         p.transit_ride_per_min * service.expected_detour * seconds(draft.car_free) * per_min +
         cost_utility(p, draft.total_m(), service.fare_eur + service.fare_eur_per_km * draft.total_m() / 1000);
}

std::vector<ServiceDay> drive_services(const World& world, const Parameters& parameters, const routing::Metric& cars,
                                       const Ways& ways, const Rows<PersonId, Activity>& wanted, Drafts& drafts,
                                       std::vector<std::uint8_t>& again) {
  std::vector<ServiceDay> days(parameters.on_demand.size());
  again.assign(drafts.size(), 0);
  if (days.empty()) return days;
  const auto tours = booked_tours(days.size(), wanted, drafts);
  parallel::for_each<std::size_t>(world.pool, days.size(), [&](std::size_t s) {
    if (!tours[s].empty())
      days[s] = ServiceRun(world, parameters.on_demand[s], wanted, tours[s], drafts).run(cars, ways);
  });
  close_offers(world, drafts, again);
  return days;
}

void check_services(const Parameters& parameters, const Region& region, const text::ParameterTable& table,
                    Issues& issues) {
  const auto& ags = region.municipalities.ags.values();
  for (const auto& service : parameters.on_demand) {
    const auto path = "mobility.on_demand." + text::quote_key(service.name);
    for (const auto& name : service.municipalities)
      if (std::ranges::find(ags, name) == ags.end())
        issues.add(table.place_of(path + ".municipalities"),
                   text::say(text::Say::on_demand_municipality, service.name, name), "", text::did_you_mean(name, ags));
    if (service.municipalities.empty())
      issues.add(table.place_of(path), text::say(text::Say::on_demand_nowhere, service.name), "",
                 text::say(text::Say::ags_hint));
    if (service.begin_h >= service.end_h)
      issues.add(table.place_of(path + ".end_h"),
                 text::say(text::Say::on_demand_hours, service.name, service.begin_h, service.end_h));
  }
}

}  // namespace pendel::mobility
