// SPDX-License-Identifier: Apache-2.0
#include "models/services/offices.hpp"

#include <algorithm>
#include <cmath>

#include "core/math.hpp"

namespace pendel::services {

namespace {

/// The building of a zone where an office would sit: work, mixed or other use before dwellings, then nearest the
/// middle.
Column<ZoneId, BuildingId> seats(const Region& region) {
  Column<ZoneId, BuildingId> seat(region.zones.size(), BuildingId());
  Column<ZoneId, double> best(region.zones.size(), 0);
  for (auto building : ids<BuildingId>(region.sites.size())) {
    const auto zone = region.sites.zone[building];
    if (!zone.valid() || region.zones.gateway[zone].valid()) continue;
    const auto use = region.sites.use[building];
    const bool public_use = use == BuildingUse::work || use == BuildingUse::mixed || use == BuildingUse::other;
    const double d = math::distance(region.sites.x_m[building] - region.zones.x_m[zone],
                                    region.sites.y_m[building] - region.zones.y_m[zone]) +
                     (public_use ? 0.0 : 1e6);
    if (seat[zone].valid() && d >= best[zone]) continue;
    seat[zone] = building;
    best[zone] = d;
  }
  return seat;
}

}  // namespace

bool names(const std::vector<std::string>& list, const std::string& ags) {
  return std::any_of(list.begin(), list.end(), [&](const auto& item) { return item == "all" || item == ags; });
}

Offices::Offices(const Parameters& parameters, const World& world) : parameters_(parameters), world_(world) {
  const auto& region = world.region;
  const auto& persons = world.people.persons;
  Column<ZoneId, double> residents(region.zones.size(), 0);
  for (auto person : ids<PersonId>(persons.residents)) {
    const auto zone = region.sites.zone[persons.home[person]];
    if (zone.valid()) residents[zone] += 1;
  }
  const auto seat = seats(region);
  for (auto m : ids<MunicipalityId>(region.municipalities.size())) {
    if (names(parameters.offices_closed, region.municipalities.ags[m])) continue;
    std::vector<ZoneId> zones;
    double inhabitants = 0;
    for (auto zone : ids<ZoneId>(region.zones.size()))
      if (region.zones.municipality[zone] == m && seat[zone].valid()) {
        zones.push_back(zone);
        inhabitants += residents[zone];
      }
    const bool main_only = names(parameters.branches_closed, region.municipalities.ags[m]);
    const auto wanted = static_cast<std::size_t>(std::floor(inhabitants / parameters.inhabitants_per_office + 0.5));
    place(m, zones, residents, seat, main_only ? 1 : std::max<std::size_t>(wanted, 1));
  }
  own_.assign(region.zones.size(), BuildingId());
  for (auto zone : ids<ZoneId>(region.zones.size())) {
    const auto m = region.zones.municipality[zone];
    if (!m.valid()) continue;
    own_[zone] = nearest(region.zones.x_m[zone], region.zones.y_m[zone], m);
    if (!own_[zone].valid()) own_[zone] = nearest(region.zones.x_m[zone], region.zones.y_m[zone], MunicipalityId());
  }
}

void Offices::place(MunicipalityId municipality, const std::vector<ZoneId>& zones,
                    const Column<ZoneId, double>& residents, const Column<ZoneId, BuildingId>& seat,
                    std::size_t count) {
  const auto& region = world_.region;
  const auto distance = [&](ZoneId a, double x_m, double y_m) {
    return math::distance(region.zones.x_m[a] - x_m, region.zones.y_m[a] - y_m);
  };
  std::vector<double> way(zones.size(), 1e12);
  std::vector<bool> taken(zones.size(), false);
  for (std::size_t n = 0; n < std::min(count, zones.size()); ++n) {
    std::size_t best = zones.size();
    double least = 0;
    for (std::size_t i = 0; i < zones.size(); ++i) {
      if (taken[i]) continue;
      double cost = 0;
      if (n == 0)
        cost = distance(zones[i], region.municipalities.x_m[municipality], region.municipalities.y_m[municipality]);
      else
        for (std::size_t j = 0; j < zones.size(); ++j)
          cost += residents[zones[j]] *
                  std::min(way[j], distance(zones[j], region.zones.x_m[zones[i]], region.zones.y_m[zones[i]]));
      if (best < zones.size() && cost >= least) continue;
      best = i;
      least = cost;
    }
    taken[best] = true;
    open_.push_back(seat[zones[best]]);
    for (std::size_t j = 0; j < zones.size(); ++j)
      way[j] = std::min(way[j], distance(zones[j], region.zones.x_m[zones[best]], region.zones.y_m[zones[best]]));
  }
}

BuildingId Offices::nearest(double x_m, double y_m, MunicipalityId only) const {
  const auto& sites = world_.region.sites;
  BuildingId best;
  double least = 0;
  for (auto office : open_) {
    if (only.valid() && sites.municipality[office] != only) continue;
    const double d = math::distance(sites.x_m[office] - x_m, sites.y_m[office] - y_m);
    if (best.valid() && d >= least) continue;
    best = office;
    least = d;
  }
  return best;
}

BuildingId Offices::elsewhere(BuildingId home, const Column<MunicipalityId, float>& level, double least_level) const {
  const auto& sites = world_.region.sites;
  BuildingId best;
  double least = 0;
  for (auto office : open_) {
    const auto m = sites.municipality[office];
    if (m == sites.municipality[home] || static_cast<double>(level[m]) < least_level) continue;
    const double d = way_m(home, office);
    if (best.valid() && d >= least) continue;
    best = office;
    least = d;
  }
  return best;
}

double Offices::way_m(BuildingId home, BuildingId office) const {
  const auto& sites = world_.region.sites;
  return parameters_.detour_factor *
         math::distance(sites.x_m[home] - sites.x_m[office], sites.y_m[home] - sites.y_m[office]);
}

}  // namespace pendel::services
