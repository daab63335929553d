// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "models/energy/appliances.hpp"
#include "models/energy/archetypes.hpp"
#include "models/energy/heat_block.hpp"
#include "models/energy/parameters.hpp"
#include "models/energy/presence.hpp"
#include "models/energy/pv.hpp"
#include "models/energy/sun.hpp"
#include "models/energy/systems.hpp"
#include "models/energy/thermal.hpp"
#include "world/day.hpp"

/// The homes: `lanes` of them side by side, through a day, with all that uses or makes energy in them.
namespace pendel::energy {

/// What the day is like for every home. Steps are `steps` a day of the civil clock.
struct DayFrame {
  Day day;
  int steps = slices_per_day;
  double step_h = slice_h;
  DayLight light;
  WeatherSeries weather;                              // warm-up days, then the day
  std::vector<std::uint8_t> heated;                   // per day of the weather
  CopTable cop;                                       // of the day
  std::array<std::vector<float>, roofs.size()> pv_w;  // W per kWp
  Column<MunicipalityId, float> meter_level;          // smart meters whose readings arrive; empty: all
};
/// `warm_up_days` real days before `day`. In summer time the civil clock is one hour ahead of the weather's.
DayFrame day_frame(const Day& day, const Weather& weather, const Parameters& parameters, int warm_up_days);

/// What homes keep from one day to the next, when a year is walked through.
struct Carry {
  Column<HouseholdId, double> mass_c, tank_missing_wh, battery_wh;
};

/// A day of a block of homes, series [lane][step] in W.
struct BlockDay {
  std::size_t first = 0, count = 0;  // households
  std::size_t steps = 0;
  std::vector<float> present;
  std::vector<float> appliances_w;  // electricity without heat and hot water
  std::vector<float> heat_w;        // useful, rooms
  std::vector<float> water_w;       // useful, hot water
  std::vector<float> system_w;      // electricity for heat and hot water
  std::vector<float> pv_w;
  std::vector<float> net_w;                            // at the meter: above 0 from the grid, below 0 fed in
  std::array<std::array<double, carriers>, lanes> wh;  // taken, by carrier
  std::array<double, lanes> fed_in_wh, rod_wh, unmet_h;
  std::array<std::uint8_t, lanes> pumps;  // 1: system_w is a heat pump's

  void resize(std::size_t day_steps);
  [[nodiscard]] std::span<const float> of(const std::vector<float>& series, std::size_t lane) const {
    return {series.data() + lane * steps, steps};
  }
  [[nodiscard]] std::span<float> of(std::vector<float>& series, std::size_t lane) const {
    return {series.data() + lane * steps, steps};
  }
};

class Homes {
 public:
  Homes(const Parameters& parameters, const World& world);

  /// Simulates up to `lanes` homes from `first` on. With `carry`, homes start where it says and leave there what they
  /// end with, and the weather must hold the day alone; without, they start from the warm-up, tanks and batteries from
  /// a day run before.
  struct Scratch;
  static std::shared_ptr<Scratch> make_scratch();
  void simulate(std::size_t first, const Rows<PersonId, Activity>& stays, const AdoptionState& adoption,
                const DayFrame& frame, Carry* carry, Scratch& scratch, BlockDay& out) const;
  /// States to begin a year with: masses at rest at the first hour's weather, tanks full, batteries empty.
  [[nodiscard]] Carry rest(double outside_c) const;

  [[nodiscard]] std::size_t size() const { return homes_.size(); }
  [[nodiscard]] std::size_t blocks() const { return (size() + lanes - 1) / lanes; }
  [[nodiscard]] MunicipalityId municipality(HouseholdId household) const { return homes_[household].municipality; }
  [[nodiscard]] double annual_kwh(HouseholdId household) const { return homes_[household].annual_kwh; }
  [[nodiscard]] double area_m2(HouseholdId household) const { return static_cast<double>(homes_[household].area_m2); }

 private:
  enum Refurbishment : std::uint8_t { existing, usual, advanced };
  static constexpr std::size_t refurbishments = 3;

  /// What is fixed about a household's home.
  struct Home {
    double annual_kwh = 0;
    Outfit outfit;
    float area_m2 = 0;  // reference area
    float setpoint_c = 20;
    MunicipalityId municipality;
    std::uint16_t zone = 0;  // archetype x refurbishment
    std::uint8_t sets_back = 0;
    std::uint8_t electric_water = 0;
    std::uint8_t supply = 0;   // kind of emitters
    std::uint8_t source = 0;   // if it has a heat pump
    std::uint8_t roof = 0;     // class
    std::uint8_t battery = 0;  // if there is PV
    float pv_share = 0;        // of the building's PV
  };
  struct Zone {
    Thermal thermal;
    double max_w = 0;                      // W m-2
    std::array<double, faces> solar_m2{};  // effective collecting area per m2
  };

  void make_zones();
  void furnish(HouseholdId household, const Outfits& outfits);
  void furnish_systems(HouseholdId household, Home& home, Refurbishment refurbishment);
  void live(HouseholdId household, std::size_t lane, const Rows<PersonId, Activity>& stays,
            const AdoptionState& adoption, const DayFrame& frame, Scratch& scratch, BlockDay& out) const;
  void heat(const DayFrame& frame, Carry* carry, Scratch& scratch, BlockDay& out) const;
  void run_systems(HouseholdId household, std::size_t lane, const AdoptionState& adoption, const DayFrame& frame,
                   Carry* carry, BlockDay& out) const;

  const Parameters parameters_;
  const World& world_;
  const Column<PersonId, Interval> rhythms_;
  Column<HouseholdId, Home> homes_;
  std::vector<Zone> zones_;
};

}  // namespace pendel::energy
