// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "models/energy/appliances.hpp"
#include "models/energy/archetypes.hpp"
#include "models/energy/parameters.hpp"
#include "models/energy/presence.hpp"
#include "models/energy/sun.hpp"
#include "models/energy/thermal.hpp"
#include "world/model.hpp"

/// What the homes use: electricity by presence, space heat by archetype; and the desks of those who are at work.
namespace pendel::energy {

class Energy final : public Model {
 public:
  Energy(const Parameters& parameters, const World& world, EnergyState& state);

  [[nodiscard]] std::string_view name() const override { return "energy"; }
  [[nodiscard]] Phase phase() const override { return Phase::consume; }
  /// Reads the executed schedule, or the wanted one where mobility did not run. Fills EnergyState and records
  /// electricity, heat, present, office_electricity and the households' sums of the day.
  void step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) override;

 private:
  enum Refurbishment : std::uint8_t { existing, usual, advanced };
  static constexpr std::size_t refurbishments = 3;

  /// What is fixed about a household's home.
  struct Home {
    double annual_kwh = 0;
    float area_m2 = 0;       // reference area
    std::uint16_t zone = 0;  // archetype x refurbishment
    std::uint8_t sets_back = 0;
    float setpoint_c = 20;
    MunicipalityId municipality;
  };
  struct Zone {
    Thermal thermal;
    double max_w = 0;                             // W m-2
    std::array<double, orientations> solar_m2{};  // effective collecting area per m2
    std::vector<float> solar_w;                   // W m-2 per step of the weather series, of the day being simulated
  };
  struct Sums;
  struct Scratch;

  void furnish(HouseholdId household);
  void heat_zones(const WeatherSeries& weather);
  void simulate(HouseholdId household, const Rows<PersonId, Activity>& stays, const Day& day, const DayLight& light,
                const WeatherSeries& weather, Scratch& scratch, Sums& sums);
  double heat_home(const Home& home, const Scratch& scratch, const WeatherSeries& weather,
                   const std::vector<std::uint8_t>& heated, Slices& heat_w) const;
  void add_offices(const Rows<PersonId, Activity>& stays);
  void record(Recorder& recorder) const;

  const Parameters parameters_;
  const World& world_;
  EnergyState& state_;
  Column<HouseholdId, Home> homes_;
  std::vector<Zone> zones_;
  std::vector<std::uint8_t> heated_;  // per day of the weather series
};

}  // namespace pendel::energy
