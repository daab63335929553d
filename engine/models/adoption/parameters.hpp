// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "models/adoption/diffusion.hpp"
#include "models/adoption/measures.hpp"
#include "people/people.hpp"

namespace pendel::adoption {

using BySector = std::array<double, sectors>;

/// Shares of workers that worked at home at least partly in spring 2021, when employers had to offer it: ifo business
/// survey, April 2021 (industry 22.4, services 41.1, trade 18.9, construction 11.3 %). What is not published there: see
/// the parameter table. No figure of a later year is in it.
inline constexpr BySector telework_use_2021 = {
    /*none*/ 0,
    /*agriculture*/ 0.10,
    /*industry*/ 0.224,
    /*construction*/ 0.113,
    /*trade*/ 0.189,
    /*transport*/ 0.114,
    /*hospitality*/ 0.03,
    /*information*/ 0.798,
    /*finance*/ 0.76,
    /*business*/ 0.57,
    /*administration*/ 0.50,
    /*education*/ 0.45,
    /*health*/ 0.085,
    /*other*/ 0.30};

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

/// Part of the pandemic's jump that stayed: from what is published of 2022 (parameters.cpp), (u / u_2021 - b) / (1 - b)
/// with b of all sectors; where nothing is, as of all in August 2022. No figure of a later year is in it, but for civil
/// servants of 2023.
inline constexpr BySector telework_stayed = {
    /*none*/ 0,
    /*agriculture*/ 0.70,
    /*industry*/ 0.54,
    /*construction*/ 0.21,
    /*trade*/ 0.27,
    /*transport*/ 0.81,
    /*hospitality*/ 0.51,
    /*information*/ 0.85,
    /*finance*/ 0.89,
    /*business*/ 0.81,
    /*administration*/ 0.76,
    /*education*/ 0.70,
    /*health*/ 0.67,
    /*other*/ 0.70};

/// `[[adoption.hub]]`: a coworking place.
struct Hub {
  std::string name;
  std::string municipality;  // AGS
  double desks = 10;
};

/// Section [adoption]. Defaults and sources: parameters.cpp, parameters_homes.cpp.
struct Parameters {
  double policy_from = 2025;  // year from which the speeds and the extra skill below hold
  // Telework
  BySector telework_share = telework_use_2021;
  BySector telework_cap = telework_potential;
  BySector telework_persistence = telework_stayed;
  double telework_persistence_scale = 1;
  double telework_before = 0.325;  // level before the pandemic, of that in spring 2021
  double telework_fade_years = 0.1;
  double pandemic_from = 2020.2;
  double pandemic_to = 2022.2;
  double telework_scale = 1;
  double telework_gap_closed = 0;
  double telework_permitted = 1;
  double telework_equipped = 1;
  double telework_needs_broadband = 1;
  double telework_part_time_ratio = 0.55;  // part-timers to full-timers
  double part_time_share = 0.24;           // of those with 5 or 6 contract days; fewer days are part time anyway
  std::array<double, 5> telework_days = {0.24, 0.20, 0.16, 0.14, 0.26};  // 1 to 5 wanted days a week, of teleworkers
  int telework_days_least = 1;
  int telework_days_most = 5;
  std::vector<Hub> hubs;
  double hub_constant = -0.5;
  double hub_per_km = 0.25;
  double hub_reach_km = 12;
  // Cars and homes
  double neighbour_share = 0.5;  // of imitation that looks at the neighbours; 0: none, all at the country
  double neighbour_reach_m = 200;
  double ev_share = 0.033;  // of household cars, 1 January 2025
  Diffusion ev{.p_per_year = 0.0005, .q_per_year = 0.28, .ceiling = 0.95, .year = 2025};
  double district_share = 0.092;      // of residential buildings, where no municipal figure is published
  double district_large_factor = 8;   // multi-family against small houses
  double heat_pump_share = 0.024;     // of buildings until 2015 without district heat, 2022
  double heat_pump_share_new = 0.40;  // since 2016
  Diffusion heat_pump{.p_per_year = 0.010, .q_per_year = 0.05, .ceiling = 0.9, .year = 2022.4};
  double oil_share = 0.228;  // of buildings without district heat
  double biomass_share = 0.078;
  double electric_share = 0.02;
  double pv_home_share = 0.38;  // of a municipality's PV power that stands on homes
  double pv_home_cap = 0.15;    // of residential buildings, at most: the rest stands in fields
  double pv_kwp_per_m2 = 0.08;  // of footprint: 0.4 usable x 0.2 kWp/m2
  double pv_mean_kwp = 7.5;     // of a house
  Diffusion pv{.p_per_year = 0.015, .q_per_year = 0.15, .ceiling = 0.8, .share = 0.15, .year = 2025};
  Diffusion battery{.p_per_year = 0.05, .q_per_year = 0.10, .ceiling = 0.85, .share = 0.45, .year = 2025};
  double battery_kwh_per_kwp = 1.0;
  Diffusion smart_meter{.p_per_year = 0.002, .q_per_year = 0.75, .ceiling = 0.9, .share = 0.0218, .year = 2025};
  double smart_meter_duty_factor = 6.4;  // of homes that must have one
  // Skill and online services
  double skill_growth_per_year = 2;
  double skill_sd = 12;
  double skill_education = 1;  // 1: as published, which mixes education with age
  double skill_city = 2;       // points more in cities, RegioStaR7 71 and 72
  double skill_village = -3;   // in small towns and villages, 74 and 77
  double skill_extra = 0;
  double skill_extra_village = 0;
  double broadband_extra = 0;  // share of homes with 50 Mbit/s, on top of what is published
  double online_constant = -0.85;
  double online_per_point = 0.06;
  double online_coverage = 1.0;
  double online_peers = 0.5;
  double online_broadband = 0.5;
  double coverage_without = 0.45;  // share of services online where the municipality has no programme of its own
  double coverage_with = 0.85;
  // Municipalities
  MunicipalParameters municipal;
  double building_kwh_per_inhabitant = 250;
  double energy_management_saving = 0.15;
  double lighting_kwh_per_inhabitant = 48;
  double led_saving = 0.6;
};
void describe(Parameters& parameters, text::ParameterTable& table);
void describe_homes(Parameters& parameters, text::ParameterTable& table);
void describe_skills(Parameters& parameters, text::ParameterTable& table);

}  // namespace pendel::adoption
