// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "models/energy/presence.hpp"
#include "models/energy/sun.hpp"
#include "models/energy/thermal.hpp"
#include "world/model.hpp"
#include "world/state.hpp"

/// Loads that are nobody's home: offices, shops, schools, municipal sites, street lighting. Per municipality.
namespace pendel::energy {

class Services {
 public:
  Services(const Parameters& parameters, const World& world);

  /// Electricity of desks, W [slice][municipality]: an elastic share follows those who sit there, the rest is spread
  /// over office hours whoever comes.
  void office_electricity(const Rows<PersonId, Activity>& stays, std::vector<float>& w) const;
  /// Useful heat of offices, W [slice][municipality]: 5R1C with the gains of persons and plugs, 20 degC from 6 to 18 on
  /// workdays and 16 degC else. The heated area follows attendance by a small elastic share, and by what is closed.
  /// `weather` ends with the day and has days before it for warming up, in quarter-hours.
  void office_heat(const Rows<PersonId, Activity>& stays, const Day& day, const WeatherSeries& weather,
                   std::vector<float>& w) const;
  /// Electricity of shops, schools, trades, municipal sites and street lights, W [slice][municipality]; annual figures
  /// per m2, worker or resident spread by opening hours and darkness (`global_w` per slice), less what the
  /// municipality's measures save of its lights, sites and schools.
  void other_electricity(const Day& day, std::span<const float> global_w, const AdoptionState& adoption,
                         std::vector<float>& w) const;
  /// The part of both that is used in buildings, W [building of `business()`][slice]: desks have their share of
  /// `office_w`, which office_electricity made, shops and schools go by their floor area, trades by their workers,
  /// municipal sites by where the municipality's administration works.
  void business_electricity(const Day& day, std::span<const float> office_w, const AdoptionState& adoption,
                            std::vector<float>& w) const;
  /// Street lights, W per dwelling [slice][municipality].
  void street_lights(std::span<const float> global_w, const AdoptionState& adoption, std::vector<float>& w) const;
  /// Ascending.
  [[nodiscard]] const std::vector<BuildingId>& business() const { return business_; }

 private:
  void count_workers(Column<BuildingId, double>& desks, Column<BuildingId, double>& trades,
                     Column<BuildingId, double>& officials);
  /// Persons at their desk, [slice][municipality].
  [[nodiscard]] std::vector<double> seated(const Rows<PersonId, Activity>& stays) const;

  const Parameters& parameters_;
  const World& world_;
  std::vector<double> desks_, shop_m2_, school_m2_, tradespeople_, officials_, residents_,
      dwellings_;  // per municipality
  std::vector<BuildingId> business_;
  std::vector<double> business_desks_, business_trades_, business_officials_;  // per building of business_
};

}  // namespace pendel::energy
