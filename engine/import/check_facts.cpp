// SPDX-License-Identifier: Apache-2.0
#include "import/check_facts.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "text/messages.hpp"

namespace pendel {

namespace {

using text::Node;
using text::say;
using text::Say;

constexpr double densest_per_km2 = 30'000;  // no municipality of the world has more
constexpr double widest_km = 500;           // between two centres of a region
constexpr double farthest_km = 1'500;       // from a centre to a place outside
constexpr double least_dwellings_per_person = 0.1;

/// Of the item of an array of tables, or of one of its keys.
Place place_of(const Node& specification, const std::string& list, std::size_t item, const std::string& key) {
  const Node* items = specification.find(list);
  if (items == nullptr || item >= items->items.size()) return specification.place;  // made up: [synthetic]
  const Node* value = items->items[item].find(key);
  return value == nullptr ? items->items[item].place : value->place;
}

class FactsCheck {
 public:
  FactsCheck(const generate::Facts& facts, const Node& specification, Issues& issues)
      : facts_(facts), all_(facts.municipalities), specification_(specification), issues_(issues) {}

  void run() {
    for (const auto id : all_.ags.ids()) check_figures(id);
    const auto before = issues_.size();
    for (const auto id : all_.ags.ids()) check_centre(id);
    if (issues_.size() > before) return;  // what is far from a wrong centre may be right
    for (std::size_t i = 0; i < facts_.outside.size(); ++i) check_outside(i);
  }

 private:
  [[nodiscard]] Place place(MunicipalityId id, const std::string& key) const {
    return place_of(specification_, "municipality", id.index(), key);
  }
  [[nodiscard]] Point centre(MunicipalityId id) const { return {all_.x_m[id], all_.y_m[id]}; }
  /// Of a circle of its area.
  [[nodiscard]] double radius_m(MunicipalityId id) const { return std::sqrt(all_.area_m2[id] / std::numbers::pi); }

  void not_more(MunicipalityId id, const std::string& key, double value, const std::string& than, double limit) {
    if (value > limit)
      issues_.add(place(id, key), say(Say::more_than, key, value, than, limit), "", say(Say::figures_hint));
  }

  void check_figures(MunicipalityId id) {
    const double people = all_.population[id];
    const double dwellings = all_.dwellings[id];
    const double one = all_.one_dwelling_buildings[id];
    not_more(id, "one_dwelling_buildings", one, "buildings", all_.buildings[id]);
    not_more(id, "one_dwelling_buildings", one, "dwellings", dwellings);
    not_more(id, "settlement_ha", all_.settlement_m2[id] / 1e4, "area_ha", all_.area_m2[id] / 1e4);
    if (dwellings < least_dwellings_per_person * people)
      issues_.add(place(id, "dwellings"), say(Say::dwellings_few, dwellings, people), say(Say::dwellings_few_why),
                  say(Say::figures_hint));
    const double density = people / (all_.area_m2[id] / 1e6);
    if (density > densest_per_km2)
      issues_.add(place(id, "population"), say(Say::density, density), say(Say::at_most, densest_per_km2, "/km2"),
                  say(Say::figures_hint));
  }

  /// Against those before it, and the first problem only: a wrong centre is far from all others.
  void check_centre(MunicipalityId id) {
    for (const auto other : all_.ags.ids()) {
      if (other == id) return;
      const double away = distance_m(centre(id), centre(other));
      const double least = 0.1 * std::min(radius_m(id), radius_m(other));
      if (away < least) {
        issues_.add(place(id, "centre"), say(Say::centre_apart, std::round(away), "m", all_.name[other]),
                    say(Say::at_least, std::ceil(least), "m"), say(Say::centre_near_hint));
        return;
      }
      if (away > 1000 * widest_km) {
        issues_.add(place(id, "centre"), say(Say::centre_apart, std::round(away / 1000), "km", all_.name[other]),
                    say(Say::at_most, widest_km, "km"), say(Say::lon_lat_hint));
        return;
      }
    }
  }

  void check_outside(std::size_t i) {
    const auto& outside = facts_.outside[i];
    const auto at = place_of(specification_, "outside", i, "at");
    for (const auto id : all_.ags.ids()) {
      const double away = distance_m(outside.at, centre(id));
      if (away < radius_m(id)) {
        issues_.add(at, say(Say::outside_within, outside.name, all_.name[id]),
                    say(Say::outside_within_why, std::round(away), std::round(radius_m(id))),
                    say(Say::outside_within_hint));
        return;
      }
      if (away > 1000 * farthest_km) {
        issues_.add(at, say(Say::outside_far, outside.name, std::round(away / 1000)),
                    say(Say::at_most, farthest_km, "km"), say(Say::lon_lat_hint));
        return;
      }
    }
  }

  const generate::Facts& facts_;
  const Municipalities& all_;
  const Node& specification_;
  Issues& issues_;
};

}  // namespace

void check_facts(const generate::Facts& facts, const Node& specification, Issues& issues) {
  FactsCheck(facts, specification, issues).run();
}

}  // namespace pendel
