// SPDX-License-Identifier: Apache-2.0
#include "people/check.hpp"

#include <cmath>

#include "region/folder.hpp"
#include "text/messages.hpp"

namespace pendel::people {

using text::say;
using text::Say;

void check(const Region& region, Issues& issues) {
  const auto& all = region.municipalities;
  Column<MunicipalityId, std::size_t> sites;
  sites.assign(all.size(), 0);
  for (const auto municipality : region.sites.municipality)
    if (municipality.valid()) ++sites[municipality];
  const auto place = [&](MunicipalityId id) {
    return place_in(region, "municipalities.csv", id.index(), "population");
  };
  for (const auto id : all.ags.ids()) {
    const double people = all.population[id];
    if (std::isnan(people) || people < 0)
      issues.add(place(id), say(Say::population_missing, all.ags[id], all.name[id]), say(Say::population_missing_why),
                 say(Say::population_missing_hint));
    else if (people >= 0.5 && sites[id] == 0)
      issues.add(place(id), say(Say::no_site, all.ags[id], all.name[id]), say(Say::no_site_why, std::lround(people)),
                 say(Say::no_site_hint));
  }
}

}  // namespace pendel::people
