// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "world/model.hpp"

namespace pendel::text {
class ParameterTable;
}

/// Who has what: telework, electric cars, heating, PV. First honest version: fixed shares by attribute, no diffusion.
namespace pendel::adoption {

using BySector = std::array<double, sectors>;

/// Shares of workers that work at home at least partly. ifo business survey, February 2025, where a sector is published
/// (total 24.5 %: services 34.3, industry 16.9, trade 12.5, construction 4.6); others as the parameter table says.
inline constexpr BySector telework_use_2025 = {
    /*none*/ 0,
    /*agriculture*/ 0.046,
    /*industry*/ 0.169,
    /*construction*/ 0.046,
    /*trade*/ 0.125,
    /*transport*/ 0.114,
    /*hospitality*/ 0.016,
    /*information*/ 0.798,
    /*finance*/ 0.704,
    /*business*/ 0.343,
    /*administration*/ 0.42,
    /*education*/ 0.343,
    /*health*/ 0.066,
    /*other*/ 0.245};

/// Shares of jobs that could be done at home at least partly (ifo: 56 % over all sectors; IT 87.4,
/// pharmaceuticals 62.6, land transport 50.2, wood 42.8, hospitality in use only 1.6).
inline constexpr BySector telework_potential = {
    /*none*/ 0,
    /*agriculture*/ 0.428,
    /*industry*/ 0.527,
    /*construction*/ 0.428,
    /*trade*/ 0.502,
    /*transport*/ 0.502,
    /*hospitality*/ 0.30,
    /*information*/ 0.874,
    /*finance*/ 0.874,
    /*business*/ 0.74,
    /*administration*/ 0.74,
    /*education*/ 0.56,
    /*health*/ 0.40,
    /*other*/ 0.56};

struct Parameters {
  BySector telework_share = telework_use_2025;  // of workers, at least partly at home, before the caps
  BySector telework_cap = telework_potential;   // what the jobs allow
  double telework_scale = 1;                    // multiplies telework_share
  double telework_gap_closed = 0;               // 0: use as it is; 1: use reaches the potential
  double telework_permitted = 1;                // share of workers whose employer would allow it
  double telework_needs_broadband = 1;          // 1: at most the share of homes with 50 Mbit/s may; 0: no such limit
  std::array<double, 5> telework_days = {0.24, 0.20, 0.16, 0.14, 0.26};  // 1 to 5 wanted days a week, of teleworkers
  double ev_share = 0.033;                                               // of household cars
  double district_share = 0.092;      // of residential buildings, where no municipal figure is published
  double district_large_factor = 8;   // multi-family against small houses
  double heat_pump_share = 0.024;     // of buildings until 2015 without district heat
  double heat_pump_share_new = 0.40;  // since 2016
  double oil_share = 0.228;           // of buildings without district heat
  double biomass_share = 0.078;
  double electric_share = 0.02;
  double pv_home_share = 0.38;  // of a municipality's PV power that stands on homes
  double pv_home_cap = 0.15;    // of residential buildings, at most: the rest stands in fields
  double pv_kwp_per_m2 = 0.08;  // of footprint: 0.4 usable x 0.2 kWp/m2
  double pv_mean_kwp = 7.5;     // of a house
};
void describe(Parameters& parameters, text::ParameterTable& table);

/// Share of a sector's workers that telework, given the broadband share of their municipality (NaN: not published):
/// min(wanted, potential, permitted, equipped), with wanted = scale x use moved by gap_closed towards the potential.
double telework_share(const Parameters& parameters, Sector sector, double broadband_share);

class Adoption final : public Model {
 public:
  Adoption(const Parameters& parameters, const World& world, AdoptionState& state);

  [[nodiscard]] std::string_view name() const override { return "adoption"; }
  [[nodiscard]] Phase phase() const override { return Phase::decide; }
  /// Fills the columns of AdoptionState. Every adopter is `own draw < share`, so a higher share only adds adopters.
  void advance(const Period& period, const State& state, Recorder& recorder, const std::stop_token& stop) override;
  /// Nothing: days share the state of their period.
  void step(const Day&, const State&, Recorder&, const std::stop_token&) override {}

 private:
  void decide_telework();
  void decide_vehicles();
  void decide_heating();
  void decide_pv();

  const Parameters parameters_;
  const World& world_;
  AdoptionState& state_;
};

}  // namespace pendel::adoption
