// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "core/issue.hpp"
#include "models/adoption/neighbours.hpp"
#include "models/adoption/parameters.hpp"
#include "world/model.hpp"

/// Who has what, and who takes it up: telework, electric cars, heating, PV, batteries, meters, online services; and the
/// digital measures of municipalities.
namespace pendel::adoption {

/// What can only be checked against the land: municipalities of coworking places.
void check(const Parameters& parameters, const Region& region, const text::ParameterTable& table, Issues& issues);

/// Which heating a draw means. Heat pumps grow from the lower end and the others sit at the upper end, so that a larger
/// share of one kind takes gas boilers away and never turns an oil boiler into a stove.
Heating heating_of(const Parameters& parameters, double heat_pump_share, double u);

class Adoption final : public Model {
 public:
  Adoption(const Parameters& parameters, const World& world, AdoptionState& state);

  [[nodiscard]] std::string_view name() const override { return "adoption"; }
  [[nodiscard]] Phase phase() const override { return Phase::decide; }
  /// Fills AdoptionState for the period and records the figures of adoption. Every adopter of a household technology
  /// or of telework is `own draw < share of the moment`, with a draw that never changes: a higher share only adds
  /// adopters, and nobody goes back while the share grows.
  void advance(const Period& period, const State& state, Recorder& recorder, const std::stop_token& stop) override;
  /// Nothing: days share the state of their period.
  void step(const Day&, const State&, Recorder&, const std::stop_token&) override {}

 private:
  /// How far neighbours pull, from who has what in the period before; before anything is decided.
  void look_at_neighbours(const Period& period);
  [[nodiscard]] Having electric_cars_around(double year) const;
  [[nodiscard]] Having heat_pumps_around(double year) const;
  [[nodiscard]] Having pv_around(double year) const;
  /// Of buildings without district heat: until 2015, since 2016.
  [[nodiscard]] std::array<double, 2> heat_pump_shares(double year) const;
  [[nodiscard]] Column<MunicipalityId, double> pv_shares(double year) const;
  [[nodiscard]] double roof_kwp(BuildingId building) const;
  void save_energy();
  void decide_vehicles(double year);
  void decide_heating(double year);
  void decide_pv(double year);
  void decide_meters(double year);
  void decide_skills(double year);
  void decide_online(double year);
  void record(const Period& period, const Spending& spending, Recorder& recorder) const;

  const Parameters parameters_;
  const World& world_;
  AdoptionState& state_;
};

}  // namespace pendel::adoption
