// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "world/model.hpp"

namespace pendel::text {
class ParameterTable;
}

namespace pendel::adoption {

/// Size classes of municipalities, by residents: below 5,000, 20,000, 50,000, 100,000, and above.
inline constexpr std::size_t size_classes = 5;

struct MeasureParameters {
  double p_per_year = 0.03;
  double q_per_year = 0.06;
  double ceiling = 0.78;  // municipalities that will ever want it
  double cost_eur = 0;    // of one municipality while the reference number has it
  double cost_eur_per_inhabitant = 0;
  double staff_fte = 0;                   // needed while it is introduced
  double running_share = 0.2;             // of the cost, a year, once it is there
  double benefit_eur_per_inhabitant = 1;  // a year; sets the order in which money is spent
  double deadline_year = 0;               // by which the law asks for it; 0: none
};

/// Section [adoption.municipal].
struct MunicipalParameters {
  double start_year = 2013.25;           // before it no municipality of the country had any of the measures
  double staff_per_1000 = 0.05;          // full-time staff for digital matters per 1,000 residents
  double budget_eur_per_inhabitant = 6;  // a year, for new measures
  double learning_alpha = 0.3;           // cost = c0 (n / reference_number)^-alpha
  double reference_number = 100;
  double neighbour_weight = 0.4;  // of the peers that imitation looks at: neighbours, county, country
  double county_weight = 0.2;
  double policy_from = 2025;   // year from which the policies below hold
  double peer_exchange = 1;    // multiplies imitation
  double staff_factor = 1;     // multiplies staff
  double budget_factor = 1;    // multiplies the budget
  double regional_tender = 0;  // 1: those who introduce a measure in the region share one tender
  double shared_platform = 0;  // 1: one platform (data, open source) for all of the region
  std::array<MeasureParameters, measures> measure;
  MunicipalParameters();
};
void describe(MunicipalParameters& parameters, text::ParameterTable& table);

/// What must be there before; itself if nothing.
Measure prerequisite(Measure measure);

/// Cost for a municipality of `residents` when `references` municipalities of the country have the measure:
/// (fixed + per inhabitant) (max(n, reference) / reference)^-alpha (Wright, Journal of the Aeronautical Sciences 3(4),
/// 1936). `sharing` of the region split the fixed part.
double cost_eur(const MunicipalParameters& parameters, Measure measure, double residents, double references,
                double sharing);

/// What `having` measures cost a municipality a year; platforms of a shared region are shared by `platforms`.
double running_eur(const MunicipalParameters& parameters, const std::array<double, measures>& having, double residents,
                   const std::vector<double>& references, double platforms);

/// In which order a municipality spends its money on what it wants: what the law asks for by the end of the period
/// first, by deadline, then by benefit over cost.
std::vector<Measure> spending_order(const MunicipalParameters& parameters, std::vector<Measure> wanted,
                                    double residents, const std::vector<double>& references, double year_end);

/// What a municipality can do of what it wants, 0 to 1: staff at hand over staff needed.
double capability(const MunicipalParameters& parameters, Measure measure, double residents, double year);

/// The country's municipalities by size class, as expected shares: dF_c/dt = (p + q F) capability_c affordable_c
/// (M - F_c), F the mean over all municipalities, bounded by the prerequisite's share; from nothing in the start year
/// to `year`, in steps of at most a tenth of a year. Fills `frame_share` and `measure_references`.
void country_until(const MunicipalParameters& parameters, double year, AdoptionState& state);
/// Mean over the country's municipalities, from class `first` to before `last`.
double country_share(const AdoptionState& state, Measure measure, std::size_t first = 0,
                     std::size_t last = size_classes);

/// The municipalities of the region, one by one, in the period: hazard per year
///   h = (p + q x (w_n F_neighbours + w_c F_county + w_rest F_country)) x ceiling x capability,
/// wanted with probability 1 - exp(-h dt) when the prerequisite is there. The draw belongs to municipality, measure and
/// period, so that a higher hazard never delays a wish. What is wanted is introduced in spending order while the money
/// lasts: what is left of the budget when running costs are paid, saved up for at most three years.
struct Spending {
  Column<MunicipalityId, double> spent_eur;             // in the period
  Column<MunicipalityId, double> running_eur_per_year;  // of what is there in the end
};
Spending advance_region(const MunicipalParameters& parameters, const World& world, const Period& period,
                        AdoptionState& state);

}  // namespace pendel::adoption
