// SPDX-License-Identifier: Apache-2.0
#include "people/draft.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "people/counties.hpp"
#include "people/tables.hpp"

namespace pendel::people {

LocalRandom::LocalRandom(const Random& random, std::string_view ags) : random_(&random) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a, 64 bits
  for (const char c : ags) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  key_ = hash << 24U;
}

std::vector<std::uint32_t> LocalRandom::shuffled(std::size_t n, Stream stream, std::uint32_t purpose) const {
  struct Entry {
    std::uint64_t draw;
    std::uint32_t index;
  };
  std::vector<Entry> entries(n);
  for (std::size_t i = 0; i < n; ++i) {
    const Draw draw = (*this)(stream, i, purpose);
    entries[i] = {(static_cast<std::uint64_t>(draw.bits(0)) << 32U) | draw.bits(1), static_cast<std::uint32_t>(i)};
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.draw != b.draw ? a.draw < b.draw : a.index < b.index; });
  std::vector<std::uint32_t> order(n);
  std::transform(entries.begin(), entries.end(), order.begin(), [](const Entry& e) { return e.index; });
  return order;
}

double floor_area(const BuildingSites& sites, BuildingId b) {
  return static_cast<double>(sites.footprint_m2[b]) * std::max(1.0, static_cast<double>(sites.storeys[b]));
}

void reach(std::vector<Margin>& margins, std::string_view quantity, double reached) {
  for (auto& margin : margins)
    if (margin.quantity == quantity) margin.reached = reached;
}

namespace {

bool known(double value) { return std::isfinite(value); }
std::uint32_t whole(double value) { return static_cast<std::uint32_t>(std::max(0.0, std::floor(value + 0.5))); }

/// Collects the targets of one municipality and where each comes from.
class Gatherer {
 public:
  Gatherer(const Region& region, const Parameters& parameters, MunicipalityId id)
      : land_(region.municipalities), parameters_(parameters), id_(id) {
    facts_.ags = land_.ags[id];
    facts_.state = region.state;
    facts_.regiostar7 = land_.regiostar7[id];
    facts_.population = whole(land_.population[id]);
  }

  Facts gather() {
    add("population", land_.population[id_], "official", "statistical offices");
    housing();
    work();
    return std::move(facts_);
  }

 private:
  void add(std::string quantity, double target, std::string kind, std::string_view source) {
    facts_.margins.push_back({facts_.ags, std::move(quantity), std::move(kind), std::string(source), target, 0});
  }
  double take(std::string quantity, double official, double fallback, const Figure& figure, double scale = 1) {
    const bool published = known(official);
    const double value = published ? official * scale : fallback;
    add(std::move(quantity), value, published ? "official" : "default",
        published ? std::string_view("statistical offices") : figure.source);
    return value;
  }

  void housing() {
    const double people = land_.population[id_];
    const Figure& mean = household_mean(facts_.state);
    const Figure& empty = vacancy(facts_.state);
    const double wanted = people / mean.value / (1 - empty.value);
    facts_.dwellings = whole(take("dwellings", land_.dwellings[id_], wanted, mean));
    if (people > 0) facts_.dwellings = std::max(facts_.dwellings, 1U);
    const double n = facts_.dwellings;
    facts_.buildings =
        take("residential buildings", land_.buildings[id_], n / dwellings_per_building.value, dwellings_per_building);
    facts_.one_dwelling_buildings = take("buildings with one dwelling", land_.one_dwelling_buildings[id_],
                                         facts_.buildings * one_dwelling_share.value, one_dwelling_share);
    if (known(land_.buildings_1949_1978[id_]) && known(land_.buildings[id_]) && land_.buildings[id_] > 0) {
      facts_.share_1949_1978 = std::min(1.0, land_.buildings_1949_1978[id_] / land_.buildings[id_]);
      add("buildings of 1949 to 1978, share", facts_.share_1949_1978, "official", "statistical offices");
    }
    facts_.living_area_m2 = take("living area, m2", land_.living_area_m2[id_], n * living_area_per_dwelling_m2.value,
                                 living_area_per_dwelling_m2);
    // Two soft figures that contradict each other on official dwellings and population: each gives way by the same
    // factor.
    const double by_size = people / mean.value;
    const double by_vacancy = n * (1 - empty.value);
    const double between = std::sqrt(by_size * by_vacancy);
    facts_.households = whole(std::clamp(between, std::max(1.0, people / 5.0), std::max(1.0, std::min(n, people))));
    if (facts_.population == 0) facts_.households = 0;
    add("persons per household", mean.value, "default", mean.source);
    add("vacant dwellings, share", empty.value, "default", empty.source);
  }

  void work() {
    const double scale = parameters_.employed_per_insured;
    const double people = land_.population[id_];
    const double residents = take("resident workers", land_.resident_workers[id_],
                                  people * employed_per_inhabitant.value, employed_per_inhabitant, scale);
    facts_.workers = whole(residents);
    const Figure& out_share = out_commuter_share(facts_.regiostar7);
    const double out = take("out-commuters", land_.out_commuters[id_], residents * out_share.value, out_share, scale);
    const Figure& job_ratio = jobs_per_worker(facts_.regiostar7);
    const double jobs = take("jobs", land_.jobs[id_], residents * job_ratio.value, job_ratio, scale);
    facts_.jobs = whole(jobs);
    facts_.home_workers = std::min({facts_.workers, facts_.jobs, whole(residents - out)});
    const double at_home = facts_.home_workers;
    facts_.in_commuters =
        take("in-commuters", land_.in_commuters[id_], std::max(0.0, jobs - at_home), job_ratio, scale);
    add("workers in their home municipality", residents - out,
        known(land_.resident_workers[id_]) && known(land_.out_commuters[id_]) ? "official" : "default",
        "resident workers - out-commuters");
    const double gap = (jobs - facts_.in_commuters) - (residents - out);
    if (std::fabs(gap) > std::max(1.0, 0.005 * residents) && known(land_.jobs[id_]) && known(land_.in_commuters[id_]) &&
        known(land_.resident_workers[id_]) && known(land_.out_commuters[id_]))
      facts_.notes.push_back(
          facts_.ags + " " + land_.name[id_] +
          ": jobs - in-commuters and residents - out-commuters should both be the people who work where "
          "they live; they differ by " +
          std::to_string(std::lround(gap)) + " employed. The residents' side is kept, in-commuters give way.");
  }

  const Municipalities& land_;
  const Parameters& parameters_;
  MunicipalityId id_;
  Facts facts_;
};

}  // namespace

std::vector<Facts> gather_facts(const Region& region, const Parameters& parameters) {
  std::vector<Facts> all;
  all.reserve(region.municipalities.size());
  for (const auto id : region.municipalities.ags.ids()) all.push_back(Gatherer(region, parameters, id).gather());
  return all;
}

}  // namespace pendel::people
