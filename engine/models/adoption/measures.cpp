// SPDX-License-Identifier: Apache-2.0
#include "models/adoption/measures.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/math.hpp"

namespace pendel::adoption {

namespace {

/// Municipalities of Germany on 31 December 2022 and a typical size of each class (Destatis, Gemeindeverzeichnis:
/// 10,786 municipalities).
struct SizeClass {
  double municipalities;
  double residents;
};
constexpr std::array<SizeClass, size_classes> country = {
    {{7930, 1700}, {2150, 9800}, {505, 30'000}, {119, 67'000}, {82, 330'000}}};

constexpr double country_step_years = 0.1;
constexpr double saved_years = 3;  // a budget may be saved up for so long
constexpr std::size_t neighbours = 4;

std::size_t at(Measure measure, std::size_t size_class) {
  return static_cast<std::size_t>(measure) * size_classes + size_class;
}

/// 1 before the policies begin.
double policy(const MunicipalParameters& p, double year, double factor) { return year >= p.policy_from ? factor : 1.0; }

double budget_eur(const MunicipalParameters& p, double residents, double year) {
  return p.budget_eur_per_inhabitant * policy(p, year, p.budget_factor) * residents;
}

bool is_platform(Measure measure) {
  return measure == Measure::data_platform || measure == Measure::open_source_platform;
}

double residents_of(const World& world, MunicipalityId m) {
  const auto& population = world.region.municipalities.population;
  return population.empty() || std::isnan(population[m]) ? 10'000.0 : population[m];
}

/// The nearest other municipalities, by centre.
std::vector<MunicipalityId> neighbours_of(const World& world, MunicipalityId m) {
  const auto& land = world.region.municipalities;
  std::vector<std::pair<double, MunicipalityId>> others;
  if (land.x_m.empty()) return {};
  for (const auto other : land.ags.ids())
    if (other != m)
      others.emplace_back(math::distance(land.x_m[other] - land.x_m[m], land.y_m[other] - land.y_m[m]), other);
  const auto n = std::min(neighbours, others.size());
  std::partial_sort(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(n), others.end());
  std::vector<MunicipalityId> nearest;
  for (std::size_t i = 0; i < n; ++i) nearest.push_back(others[i].second);
  return nearest;
}

std::size_t class_of(double residents) {
  constexpr std::array<double, size_classes - 1> from = {5000, 20'000, 50'000, 100'000};
  return static_cast<std::size_t>(std::upper_bound(from.begin(), from.end(), residents) - from.begin());
}

/// What stands before the first period: each municipality as likely as its size class of the country.
void start_region(const MunicipalParameters& p, const World& world, AdoptionState& state) {
  const auto& land = world.region.municipalities;
  const auto n = land.size();
  state.measure_since.assign(measures * n, 0);
  state.budget_eur.assign(n, 0);
  for (const auto m : land.ags.ids()) {
    state.budget_eur[m] = p.budget_eur_per_inhabitant * residents_of(world, m);
    const auto size_class = class_of(residents_of(world, m));
    for (int k = 0; k < measures; ++k) {
      const auto measure = static_cast<Measure>(k);
      const auto first = prerequisite(measure);
      double share = state.frame_share[at(measure, size_class)];
      if (first != measure) {
        const double before = state.frame_share[at(first, size_class)];
        share = state.has(first, m) && before > 0 ? share / before : 0.0;
      }
      if (world.random(Stream::adoption_municipality, m, 0, static_cast<std::uint32_t>(k)).uniform() < share)
        state.measure_since[static_cast<std::size_t>(k) * n + m.index()] = 1;
    }
  }
}

double share_of(const std::vector<std::uint8_t>& had, const std::vector<MunicipalityId>& among, double otherwise) {
  if (among.empty()) return otherwise;
  double n = 0;
  for (const auto m : among) n += had[m.index()];
  return n / static_cast<double>(among.size());
}

}  // namespace

Measure prerequisite(Measure measure) {
  switch (measure) {
    case Measure::data_platform:
    case Measure::open_source_platform:
    case Measure::coworking_hub:
      return Measure::strategy;
    case Measure::adaptive_signals:
    case Measure::smart_parking:
    case Measure::energy_management:
      return Measure::data_platform;
    default:
      return measure;
  }
}

double cost_eur(const MunicipalParameters& p, Measure measure, double residents, double references, double sharing) {
  const auto& m = p.measure[static_cast<std::size_t>(measure)];
  const double learned =
      math::exp(-p.learning_alpha * math::log(std::max(references, p.reference_number) / p.reference_number));
  return (m.cost_eur / std::max(sharing, 1.0) + m.cost_eur_per_inhabitant * residents) * learned;
}

double capability(const MunicipalParameters& p, Measure measure, double residents, double year) {
  const double needed = p.measure[static_cast<std::size_t>(measure)].staff_fte;
  const double staff = p.staff_per_1000 * policy(p, year, p.staff_factor) * residents / 1000;
  return needed > 0 ? std::min(1.0, staff / needed) : 1.0;
}

void country_until(const MunicipalParameters& p, double year, AdoptionState& state) {
  state.frame_share.assign(measures * size_classes, 0);
  state.measure_references.assign(measures, 0);
  // The country does not follow the region's policies: they are the region's levers.
  auto without_policies = p;
  without_policies.policy_from = year + 1;
  double now = p.start_year;
  while (now < year - 1e-9) {
    const double step = std::min(country_step_years, year - now);
    const auto before = state.frame_share;
    std::array<double, size_classes> free_eur{};  // of the mean municipality's budget, a year
    for (std::size_t c = 0; c < size_classes; ++c) {
      std::array<double, measures> having{};
      for (std::size_t k = 0; k < measures; ++k) having[k] = before[at(static_cast<Measure>(k), c)];
      free_eur[c] = std::max(0.0, budget_eur(without_policies, country[c].residents, now) -
                                      running_eur(p, having, country[c].residents, state.measure_references, 1));
    }
    for (int k = 0; k < measures; ++k) {
      const auto measure = static_cast<Measure>(k);
      const auto& m = p.measure[static_cast<std::size_t>(k)];
      const double all = country_share(state, measure);
      for (std::size_t c = 0; c < size_classes; ++c) {
        const double cost =
            cost_eur(p, measure, country[c].residents, state.measure_references[static_cast<std::size_t>(k)], 1);
        const double affordable = std::min(1.0, saved_years * free_eur[c] / std::max(cost, 1.0));
        const auto first = prerequisite(measure);
        const double bound = first == measure ? m.ceiling : std::min(m.ceiling, before[at(first, c)]);
        auto& share = state.frame_share[at(measure, c)];
        share += step * (m.p_per_year + m.q_per_year * all) *
                 capability(without_policies, measure, country[c].residents, now) * affordable *
                 std::max(0.0, bound - share);
      }
    }
    for (int k = 0; k < measures; ++k) {
      double n = 0;
      for (std::size_t c = 0; c < size_classes; ++c)
        n += country[c].municipalities * state.frame_share[at(static_cast<Measure>(k), c)];
      state.measure_references[static_cast<std::size_t>(k)] = n;
    }
    now += step;
  }
}

double country_share(const AdoptionState& state, Measure measure, std::size_t first, std::size_t last) {
  double have = 0, all = 0;
  for (std::size_t c = first; c < last; ++c) {
    have += country[c].municipalities * state.frame_share[at(measure, c)];
    all += country[c].municipalities;
  }
  return have / all;
}

namespace {

/// By municipality: those whose example counts.
struct Peers {
  std::vector<std::vector<MunicipalityId>> near, county;

  explicit Peers(const World& world) {
    const auto& ags = world.region.municipalities.ags;
    for (const auto m : ags.ids()) {
      near.push_back(neighbours_of(world, m));
      auto& same = county.emplace_back();
      for (const auto other : ags.ids())
        if (other != m && ags[other].substr(0, 5) == ags[m].substr(0, 5)) same.push_back(other);
    }
  }
};

/// Who takes the measure in the period if the money is there.
std::vector<std::uint8_t> who_wants(Measure measure, const MunicipalParameters& p, const World& world,
                                    const Period& period, const Peers& of, const AdoptionState& state) {
  const auto& ags = world.region.municipalities.ags;
  const auto k = static_cast<std::size_t>(measure);
  const auto& facts = p.measure[k];
  const double year = period.year(), all = country_share(state, measure);
  std::vector<std::uint8_t> had(ags.size()), wants(ags.size(), 0);
  for (const auto m : ags.ids()) had[m.index()] = state.has(measure, m) ? 1 : 0;
  for (const auto m : ags.ids()) {
    const auto first = prerequisite(measure);
    if (had[m.index()] != 0 || (first != measure && !state.has(first, m))) continue;
    const double peers = p.neighbour_weight * share_of(had, of.near[m.index()], all) +
                         p.county_weight * share_of(had, of.county[m.index()], all) +
                         (1 - p.neighbour_weight - p.county_weight) * all;
    const double hazard = (facts.p_per_year + facts.q_per_year * policy(p, year, p.peer_exchange) * peers) *
                          facts.ceiling * capability(p, measure, residents_of(world, m), year);
    const auto draw = world.random(Stream::adoption_municipality, m, static_cast<std::uint32_t>(period.begin.days()),
                                   static_cast<std::uint32_t>(k));
    wants[m.index()] = draw.uniform() < 1 - math::exp(-hazard * period.years()) ? 1 : 0;
  }
  return wants;
}

/// Municipalities that split the fixed cost: a tender is shared by those who start now, a platform by all who have it.
double sharers(Measure measure, const MunicipalParameters& p, double year, double starting, double having) {
  if (year < p.policy_from) return 1;
  if (p.shared_platform > 0 && is_platform(measure))
    return 1 + p.shared_platform * (std::max(starting + having, 1.0) - 1);
  return 1 + p.regional_tender * (std::max(starting, 1.0) - 1);
}

/// Who wants what, [measure][municipality], and by how many its fixed cost is divided.
struct Wishes {
  std::array<std::vector<std::uint8_t>, measures> of;
  std::array<double, measures> sharing{};
};

Wishes wishes_of(const MunicipalParameters& p, const World& world, const Period& period, const AdoptionState& state) {
  const Peers peers(world);
  Wishes wishes;
  for (int k = 0; k < measures; ++k) {
    const auto i = static_cast<std::size_t>(k);
    const auto measure = static_cast<Measure>(k);
    wishes.of[i] = who_wants(measure, p, world, period, peers, state);
    double starting = 0, having = 0;
    for (const auto m : world.region.municipalities.ags.ids())
      starting += wishes.of[i][m.index()], having += state.has(measure, m) ? 1 : 0;
    wishes.sharing[i] = sharers(measure, p, period.year(), starting, having);
  }
  return wishes;
}

double running_of(const MunicipalParameters& p, const World& world, double year, MunicipalityId m,
                  const AdoptionState& state) {
  std::array<double, measures> having{};
  double platforms = 0;
  for (int k = 0; k < measures; ++k)
    having[static_cast<std::size_t>(k)] = state.has(static_cast<Measure>(k), m) ? 1 : 0;
  for (const auto other : world.region.municipalities.ags.ids())
    platforms += state.has(Measure::data_platform, other) || state.has(Measure::open_source_platform, other) ? 1 : 0;
  const double sharing = year < p.policy_from ? 1 : 1 + p.shared_platform * (std::max(platforms, 1.0) - 1);
  return running_eur(p, having, residents_of(world, m), state.measure_references, sharing);
}

}  // namespace

double running_eur(const MunicipalParameters& p, const std::array<double, measures>& having, double residents,
                   const std::vector<double>& references, double platforms) {
  double eur = 0;
  for (std::size_t k = 0; k < measures; ++k) {
    const auto measure = static_cast<Measure>(k);
    if (having[k] > 0)
      eur += having[k] * p.measure[k].running_share *
             cost_eur(p, measure, residents, references[k], is_platform(measure) ? platforms : 1);
  }
  return eur;
}

std::vector<Measure> spending_order(const MunicipalParameters& p, std::vector<Measure> wanted, double residents,
                                    const std::vector<double>& references, double year_end) {
  const auto key = [&](Measure measure) {
    const auto k = static_cast<std::size_t>(measure);
    const auto& facts = p.measure[k];
    const bool due = facts.deadline_year > 0 && facts.deadline_year <= year_end;
    const double cost = std::max(cost_eur(p, measure, residents, references[k], 1), 1.0);
    return std::tuple(due ? facts.deadline_year : 1e9, -facts.benefit_eur_per_inhabitant * residents / cost, k);
  };
  std::sort(wanted.begin(), wanted.end(), [&](Measure a, Measure b) { return key(a) < key(b); });
  return wanted;
}

Spending advance_region(const MunicipalParameters& p, const World& world, const Period& period, AdoptionState& state) {
  const auto& land = world.region.municipalities;
  const auto n = land.size();
  const double year = period.year(), years = period.years();
  Spending spending{Column<MunicipalityId, double>(n, 0), Column<MunicipalityId, double>(n, 0)};
  if (period.index == 0) start_region(p, world, state);
  const auto wishes = period.index == 0 ? Wishes{} : wishes_of(p, world, period, state);
  for (const auto m : land.ags.ids()) {
    const double residents = residents_of(world, m);
    if (period.index > 0) {
      const double a_year = std::max(0.0, budget_eur(p, residents, year) - running_of(p, world, year, m, state));
      state.budget_eur[m] =
          std::min(state.budget_eur[m] + a_year * years, saved_years * budget_eur(p, residents, year));
      std::vector<Measure> wanted;
      for (std::size_t k = 0; k < measures; ++k)
        if (wishes.of[k][m.index()] != 0) wanted.push_back(static_cast<Measure>(k));
      for (const auto measure :
           spending_order(p, std::move(wanted), residents, state.measure_references, year + years)) {
        const auto k = static_cast<std::size_t>(measure);
        const double cost = cost_eur(p, measure, residents, state.measure_references[k], wishes.sharing[k]);
        if (cost > state.budget_eur[m]) continue;
        state.budget_eur[m] -= cost;
        spending.spent_eur[m] += cost;
        state.measure_since[k * n + m.index()] = static_cast<std::uint16_t>(period.index + 1);
      }
    }
  }
  for (const auto m : land.ags.ids()) spending.running_eur_per_year[m] = running_of(p, world, year, m, state);
  return spending;
}

}  // namespace pendel::adoption
