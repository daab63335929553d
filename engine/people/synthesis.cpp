// SPDX-License-Identifier: Apache-2.0
#include "people/synthesis.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "people/check.hpp"
#include "people/commuting.hpp"
#include "people/draft.hpp"
#include "people/matching.hpp"
#include "people/tables.hpp"
#include "people/workplaces.hpp"

namespace pendel::people {

namespace {

// Range of exp(-distance / range) in the choice of a school. Assumptions: pupils mostly attend a school of their town,
// students go to the larger places of the region.
constexpr double pupil_range_m = 2000;
constexpr double student_range_m = 15000;

/// Puts the drafts of the municipalities together and sends people to work and school.
class Assembly {
 public:
  Assembly(const Region& region, const Parameters& parameters, const Random& random, parallel::Pool& pool)
      : region_(region), parameters_(parameters), random_(random), pool_(pool), schools_(region.sites) {}

  People build() {
    draft_all();
    spread_ = measure_spread(region_);
    access_ = measure_access(region_, parameters_, pool_);
    commuting_ = distribute_commuters(region_, parameters_, facts_, access_, random_);
    lay_out();
    parallel::for_each<MunicipalityId>(pool_, m_, [&](MunicipalityId m) { copy_draft(m); });
    parallel::for_each<MunicipalityId>(pool_, m_, [&](MunicipalityId m) { send_to_work(m); });
    parallel::for_each<MunicipalityId>(pool_, m_, [&](MunicipalityId m) { welcome(m); });
    parallel::for_each<MunicipalityId>(pool_, m_, [&](MunicipalityId m) { fill_jobs(m); });
    parallel::for_each<MunicipalityId>(pool_, m_, [&](MunicipalityId m) { send_to_school(m); });
    report();
    return std::move(people_);
  }

 private:
  LocalRandom local(MunicipalityId m) const { return {random_, facts_[m.index()].ags}; }

  void draft_all() {
    m_ = region_.municipalities.size();
    sites_of_ = group_by(region_.sites.municipality, m_);
    Issues issues;
    check(region_, issues);
    issues.raise_if_any();
    facts_ = gather_facts(region_, parameters_);
    for (const auto m : region_.municipalities.ags.ids())
      if (sites_of_[m].empty()) {  // nobody can work where nothing stands
        facts_[m.index()].jobs = 0;
        facts_[m.index()].in_commuters = 0;
      }
    drafts_.resize(m_);
    auto& buildings = people_.buildings;
    const auto sites = region_.sites.size();
    buildings.type.assign(sites, BuildingType::non_residential);
    buildings.period.assign(sites, 0);
    buildings.living_area_m2.assign(sites, 0);
    buildings.dwellings.assign(sites, 0);
    buildings.jobs.assign(sites, 0);
    parallel::for_each<MunicipalityId>(pool_, m_, [&](MunicipalityId m) {
      Facts& facts = facts_[m.index()];
      Draft& draft = drafts_[m.index()];
      if (sites_of_[m].empty()) return;
      make_dwellings(region_, parameters_, facts, local(m), sites_of_[m], buildings, draft);
      if (facts.population == 0) return;
      make_households(facts, local(m), buildings, draft);
      make_cars(facts, local(m), draft);
    });
  }

  void lay_out() {
    first_dwelling_.assign(m_ + 1, 0);
    first_household_.assign(m_ + 1, 0);
    first_person_.assign(m_ + 1, 0);
    first_inbound_.assign(m_ + 1, 0);
    people_.weekly_inbound.assign(m_, 0);
    for (std::size_t m = 0; m < m_; ++m) {
      first_dwelling_[m + 1] = first_dwelling_[m] + drafts_[m].dwelling_building.size();
      first_household_[m + 1] = first_household_[m] + drafts_[m].household_size.size();
      first_person_[m + 1] = first_person_[m] + drafts_[m].age.size();
      first_inbound_[m + 1] = first_inbound_[m] + static_cast<std::size_t>(commuting_.in.column_sum(m));
      people_.weekly_inbound[MunicipalityId(m)] = static_cast<std::uint32_t>(commuting_.weekly_in.column_sum(m));
    }
    for (auto& first : first_inbound_) first += first_person_[m_];
    people_.dwellings.building.resize(first_dwelling_[m_]);
    people_.dwellings.area_m2.resize(first_dwelling_[m_]);
    auto& households = people_.households;
    households.dwelling.resize(first_household_[m_]);
    households.building.resize(first_household_[m_]);
    households.first_person.resize(first_household_[m_]);
    households.persons.resize(first_household_[m_]);
    households.cars.resize(first_household_[m_]);
    auto& persons = people_.persons;
    persons.residents = first_person_[m_];
    const auto n = first_inbound_[m_];
    persons.household.resize(n);
    persons.home.resize(n);
    persons.home_gateway.resize(n);
    persons.age.resize(n);
    persons.employment.resize(n);
    persons.sector.resize(n);
    persons.commute.resize(n);
    persons.work.resize(n);
    persons.work_gateway.resize(n);
    persons.outside_km.resize(n);
    persons.workdays.resize(n);
    persons.absence_share.resize(n);
    persons.has_car.resize(n);
  }

  void copy_draft(MunicipalityId m) {
    const Draft& draft = drafts_[m.index()];
    for (std::size_t i = 0; i < draft.dwelling_building.size(); ++i) {
      const DwellingId d(first_dwelling_[m.index()] + i);
      people_.dwellings.building[d] = draft.dwelling_building[i];
      people_.dwellings.area_m2[d] = draft.dwelling_area_m2[i];
    }
    std::size_t person = 0;
    auto& persons = people_.persons;
    for (std::size_t i = 0; i < draft.household_size.size(); ++i) {
      const HouseholdId h(first_household_[m.index()] + i);
      auto& households = people_.households;
      households.dwelling[h] = DwellingId(first_dwelling_[m.index()] + draft.household_dwelling[i]);
      households.building[h] = draft.dwelling_building[draft.household_dwelling[i]];
      households.first_person[h] = PersonId(first_person_[m.index()] + person);
      households.persons[h] = draft.household_size[i];
      households.cars[h] = draft.household_cars[i];
      for (std::uint8_t k = 0; k < draft.household_size[i]; ++k, ++person) {
        const PersonId p(first_person_[m.index()] + person);
        persons.household[p] = h;
        persons.home[p] = households.building[h];
        persons.age[p] = draft.age[person];
        persons.employment[p] = draft.employment[person];
        persons.has_car[p] = draft.has_car[person];
      }
    }
  }

  [[nodiscard]] std::string_view sectors_of() const {
    return parameters_.sectors_of.empty() ? region_.state : parameters_.sectors_of;
  }

  /// Workdays and absence of a worker; `draw` belongs to the person.
  void give_contract(PersonId p, const Draw& draw) {
    // Five days, or four down to two around the mean of the rest: two neighbouring numbers of days mixed.
    const double rest = parameters_.other_workdays;
    const double lower = static_cast<double>(static_cast<int>(rest));
    const double days = draw.uniform(0) < parameters_.five_day_share ? 5
                        : draw.uniform(1) < rest - lower             ? lower + 1
                                                                     : lower;
    people_.persons.workdays[p] = static_cast<std::uint8_t>(days);
    people_.persons.absence_share[p] = static_cast<float>(parameters_.absence_share);
  }

  /// Gives each resident worker of a municipality where to go: first who stays, then by municipality, then outside.
  void send_to_work(MunicipalityId m) {
    const Draft& draft = drafts_[m.index()];
    auto& persons = people_.persons;
    const LocalRandom random = local(m);
    std::size_t at = 0;
    const auto take = [&](double count, auto&& give) {
      for (auto i = static_cast<std::size_t>(count); i > 0; --i) {
        const std::uint32_t index = draft.worker_order[at++];
        const PersonId p(first_person_[m.index()] + index);
        give_contract(p, random(Stream::synthesis_person, index, 40));
        give(p, index);
      }
    };
    for (std::size_t n = 0; n < m_; ++n) {
      // The municipality itself comes first, so that a change of flows moves only who commutes.
      const std::size_t to = n == 0 ? m.index() : n <= m.index() ? n - 1 : n;
      take(commuting_.inside.at(m.index(), to), [&](PersonId p, std::uint32_t) {
        persons.commute[p] = CommuteKind::inside;
        persons.work_gateway[p] = GatewayId();
        work_in(p, MunicipalityId(to));
      });
    }
    for (std::size_t k = 0; k < commuting_.places.size(); ++k) {
      const auto pair = m.index() * commuting_.places.size() + k;
      const auto outside = [&](CommuteKind kind) {
        return [&, kind](PersonId p, std::uint32_t index) {
          persons.commute[p] = kind;
          persons.sector[p] = draw_sector(sectors_of(), random(Stream::synthesis_workplace, index, 50).uniform());
          if (kind != CommuteKind::outbound) return;
          persons.work_gateway[p] = commuting_.gateway[pair];
          persons.outside_km[p] = commuting_.outside_km[pair];
        };
      };
      take(commuting_.out.at(m.index(), k), outside(CommuteKind::outbound));
      take(commuting_.weekly_out.at(m.index(), k), outside(CommuteKind::weekly));
    }
    PENDEL_ENSURE(at == draft.worker_order.size());
  }

  /// Notes in the (still unused) building column which municipality a person works in; fill_jobs replaces it.
  void work_in(PersonId p, MunicipalityId to) { people_.persons.work[p] = BuildingId(to.index()); }

  /// Inbound commuters of a municipality.
  void welcome(MunicipalityId n) {
    auto& persons = people_.persons;
    const LocalRandom random = local(n);
    std::size_t at = 0;
    for (std::size_t k = 0; k < commuting_.places.size(); ++k) {
      const auto pair = n.index() * commuting_.places.size() + k;
      for (auto i = static_cast<std::size_t>(commuting_.in.at(k, n.index())); i > 0; --i, ++at) {
        const PersonId p(first_inbound_[n.index()] + at);
        persons.home_gateway[p] = commuting_.gateway[pair];
        persons.outside_km[p] = commuting_.outside_km[pair];
        persons.employment[p] = Employment::employed;
        persons.commute[p] = CommuteKind::inbound;
        persons.work[p] = BuildingId(n.index());
        const Draw draw = random(Stream::synthesis_person, at, 60);
        const Draw car = random(Stream::synthesis_vehicle, at, 61);
        persons.age[p] = working_age(draw.uniform(2));
        const double licence = licence_rates()[static_cast<std::size_t>(persons.age[p])].value;
        const double household = 1 - cars_by_region_type(77)[0].value;  // who comes from afar lives where cars are
        persons.has_car[p] = car.uniform(0) < licence * household ? 1 : 0;
        give_contract(p, draw);
      }
    }
  }

  AgeGroup working_age(double u) const {
    std::array<double, age_groups> weight{};
    double sum = 0;
    for (std::size_t a = 0; a < age_groups; ++a)
      sum += weight[a] = age_structure(region_.state)[a].value * employment_rates()[a].value;
    u *= sum;
    std::size_t a = 0;
    while (a + 1 < age_groups && u >= weight[a]) u -= weight[a++];
    return static_cast<AgeGroup>(a);
  }

  /// Everybody who works in a municipality gets a job there: jobs by building, people in a keyed order.
  void fill_jobs(MunicipalityId n) {
    std::vector<Arrival> arrivals;
    const auto arrive = [&](PersonId p, const LocalRandom& random, std::size_t index) {
      const Draw draw = random(Stream::synthesis_workplace, index, 70);
      const BuildingId home = people_.persons.home[p];
      arrivals.push_back({(static_cast<std::uint64_t>(draw.bits(0)) << 32U) | draw.bits(1), p,
                          home.valid() ? region_.sites.zone[home] : ZoneId()});
    };
    for (std::size_t m = 0; m < m_; ++m) {
      if (commuting_.inside.at(m, n.index()) <= 0) continue;
      const LocalRandom random = local(MunicipalityId(m));
      std::size_t skip = 0;  // workers before those who go to n
      for (std::size_t i = 0; i < m_; ++i) {
        const std::size_t to = i == 0 ? m : i <= m ? i - 1 : i;
        const auto count = static_cast<std::size_t>(commuting_.inside.at(m, to));
        if (to == n.index())
          for (std::size_t j = skip; j < skip + count; ++j)
            arrive(PersonId(first_person_[m] + drafts_[m].worker_order[j]), random, drafts_[m].worker_order[j]);
        skip += count;
      }
    }
    for (std::size_t i = first_inbound_[n.index()]; i < first_inbound_[n.index() + 1]; ++i)
      arrive(PersonId(i), local(n), (1U << 23U) + (i - first_inbound_[n.index()]));
    std::sort(arrivals.begin(), arrivals.end(), [](const Arrival& a, const Arrival& b) {
      return a.draw != b.draw ? a.draw < b.draw : a.person < b.person;
    });
    const auto jobs =
        make_jobs(region_.sites, sites_of_[n], static_cast<std::uint32_t>(arrivals.size()), sectors_of(), local(n));
    const auto job_of = match_jobs(region_, parameters_, spread_, random_, facts_[n.index()].ags, arrivals, jobs);
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
      const Job& job = jobs[job_of[i]];
      people_.persons.work[arrivals[i].person] = job.building;
      people_.persons.sector[arrivals[i].person] = job.sector;
      ++people_.buildings.jobs[job.building];
    }
  }

  /// Pupils and students: a school of the region, or, where it has none, through the nearest gateway.
  void send_to_school(MunicipalityId m) {
    auto& persons = people_.persons;
    const LocalRandom random = local(m);
    std::map<std::pair<bool, ZoneId>, std::vector<double>> seen;  // (student, zone) -> schools as seen from there
    GatewayId way_out;
    for (const auto gate : region_.gateways.name.ids())
      if (!way_out.valid() ||
          access_.gateway_km.at(m.index(), gate.index()) < access_.gateway_km.at(m.index(), way_out.index()))
        way_out = gate;
    for (std::size_t i = first_person_[m.index()]; i < first_person_[m.index() + 1]; ++i) {
      const PersonId p(i);
      const bool student = persons.employment[p] == Employment::student;
      if (!student && persons.employment[p] != Employment::pupil) continue;
      if (schools_.empty()) {
        persons.work_gateway[p] = way_out;
        if (way_out.valid()) persons.outside_km[p] = static_cast<float>(region_.gateways.outside_km[way_out]);
        continue;
      }
      const BuildingId home = persons.home[p];
      const ZoneId zone = region_.sites.zone[home];
      auto& weights = seen[{student, zone}];
      if (weights.empty())
        weights = schools_.weights(region_.sites.x_m[home], region_.sites.y_m[home],
                                   student ? student_range_m : pupil_range_m);
      const double u = random(Stream::synthesis_workplace, i - first_person_[m.index()], 80).uniform();
      persons.work[p] = schools_.choose(weights, u);
    }
  }

  void report();

  const Region& region_;
  const Parameters& parameters_;
  const Random& random_;
  parallel::Pool& pool_;
  Schools schools_;
  std::size_t m_ = 0;
  Rows<MunicipalityId, BuildingId> sites_of_;
  std::vector<Facts> facts_;
  std::vector<Draft> drafts_;
  Column<ZoneId, Spread> spread_;
  Access access_;
  Commuting commuting_;
  std::vector<std::size_t> first_dwelling_;
  std::vector<std::size_t> first_household_;
  std::vector<std::size_t> first_person_;
  std::vector<std::size_t> first_inbound_;
  People people_;
};

void Assembly::report() {
  for (std::size_t m = 0; m < m_; ++m) {
    auto& margins = facts_[m].margins;
    const double home = commuting_.inside.at(m, m);
    double out = commuting_.out.row_sum(m) + commuting_.weekly_out.row_sum(m);
    for (std::size_t n = 0; n < m_; ++n)
      if (n != m) out += commuting_.inside.at(m, n);
    const double inside = commuting_.inside.column_sum(m);
    const double in = inside - home + commuting_.in.column_sum(m) + commuting_.weekly_in.column_sum(m);
    reach(margins, "workers in their home municipality", home);
    reach(margins, "out-commuters", out);
    reach(margins, "jobs", home + in);
    reach(margins, "in-commuters", in);
    people_.margins.insert(people_.margins.end(), margins.begin(), margins.end());
    people_.notes.insert(people_.notes.end(), facts_[m].notes.begin(), facts_[m].notes.end());
  }
  people_.margins.insert(people_.margins.end(), commuting_.margins.begin(), commuting_.margins.end());
  people_.notes.insert(people_.notes.end(), commuting_.notes.begin(), commuting_.notes.end());
  if (region_.external.empty())
    people_.notes.emplace_back("regional residents and commuters only: no through traffic, freight or visitors given");
}

}  // namespace

People synthesize(const Region& region, const Parameters& parameters, const Random& random, parallel::Pool& pool) {
  return Assembly(region, parameters, random, pool).build();
}

double attendance(const People& people) {
  double present = 0;
  double workers = 0;
  const auto& persons = people.persons;
  for (const auto p : ids<PersonId>(persons.residents)) {
    if (persons.employment[p] != Employment::employed) continue;
    workers += 1;
    present += std::min<double>(persons.workdays[p], 5) / 5 * (1 - static_cast<double>(persons.absence_share[p]));
  }
  return workers > 0 ? present / workers : 0;
}

}  // namespace pendel::people
