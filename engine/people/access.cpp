// SPDX-License-Identifier: Apache-2.0
#include "core/math.hpp"
#include "people/commuting.hpp"

namespace pendel::people {

Access measure_access(const Region& region, const Parameters& parameters, parallel::Pool& pool) {
  constexpr double km_per_min = 0.9;  // 54 km/h
  const auto& land = region.municipalities;
  const std::size_t n = land.size();
  Access access;
  access.minutes = Table(n, n);
  access.gateway_minutes = Table(n, region.gateways.size());
  access.gateway_km = Table(n, region.gateways.size());
  parallel::for_each<MunicipalityId>(pool, n, [&](MunicipalityId from) {
    const auto km = [&](double x_m, double y_m) {
      return 1e-3 * parameters.detour * math::distance(x_m - land.x_m[from], y_m - land.y_m[from]);
    };
    for (const auto to : land.ags.ids())
      access.minutes.at(from.index(), to.index()) = km(land.x_m[to], land.y_m[to]) / km_per_min;
    for (const auto gate : region.gateways.name.ids()) {
      const Point point = region.roads.at(region.gateways.node[gate]);
      access.gateway_km.at(from.index(), gate.index()) = km(point.x_m, point.y_m);
      access.gateway_minutes.at(from.index(), gate.index()) = km(point.x_m, point.y_m) / km_per_min;
    }
  });
  return access;
}

}  // namespace pendel::people
