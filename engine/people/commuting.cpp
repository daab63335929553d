// SPDX-License-Identifier: Apache-2.0
#include "people/commuting.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "core/math.hpp"
#include "people/counties.hpp"
#include "people/tables.hpp"

namespace pendel::people {

namespace {

constexpr double whole_county = 0.98;  // a region that covers this share of a county's people covers the county

/// The matrix of all commuters between municipalities (rows and columns first) and places (after them).
class Model {
 public:
  Model(const Region& region, const Parameters& parameters, const std::vector<Facts>& facts, const Access& access)
      : region_(region), parameters_(parameters), facts_(facts), access_(access), m_(facts.size()) {
    find_counties();
    find_places();
    n_ = m_ + result_.places.size();
    weekly_.assign(n_ * n_, 0);
    index_names();
    find_gateways();
    seed();
    publish();
    fit();
  }

  Commuting finish(const Random& random);

 private:
  std::string county_of(std::size_t i) const {
    return i < m_ ? facts_[i].ags.substr(0, 5) : result_.places[i - m_].key.substr(0, 5);
  }
  bool covers(const std::string& county) const {
    const auto found = covered_.find(county);
    return found != covered_.end() && found->second >= whole_county;
  }

  /// Which share of each county's people lives in the region.
  void find_counties() {
    for (std::size_t m = 0; m < m_; ++m) covered_[facts_[m].ags.substr(0, 5)] += facts_[m].population;
    for (auto& [key, people] : covered_) {
      const County* county = find_county(key);
      people = county == nullptr || county->population <= 0 ? 1.0 : std::min(1.0, people / county->population);
    }
  }

  void add_place(const std::string& key, double mass) {
    if (place_of_.contains(key)) return;
    place_of_[key] = result_.places.size();
    result_.places.push_back({key, mass});
  }

  /// Places with published flows, and the rest of counties of which the region covers only a part.
  void find_places() {
    std::set<std::string> inside;
    for (const auto& facts : facts_) inside.insert(facts.ags);
    std::set<std::string> published;
    for (const auto& flow : region_.commuters)
      for (const std::string& key : {flow.home, flow.work})
        if (!inside.contains(key) && !covered_.contains(key)) published.insert(key);
    std::map<std::string, std::vector<std::string>> rest;  // county -> its municipalities behind gateways
    std::set<std::string> served;
    for (const auto gate : region_.gateways.name.ids())
      for (const auto& key : region_.gateways.serves[gate])
        if (!inside.contains(key)) served.insert(key);
    for (const auto& key : served)
      if (key.size() > 5) rest[key.substr(0, 5)].push_back(key);
    for (const auto& [county, share] : covered_) {
      const County* known = find_county(county);
      if (share >= whole_county || known == nullptr) continue;
      auto& keys = rest[county];
      if (keys.empty()) keys.push_back(county);
      const double mass = known->population * (1 - share) * employed_per_inhabitant.value;
      for (const auto& key : keys) add_place(key, mass / static_cast<double>(keys.size()));
    }
    for (const auto& key : published) add_place(key, mass_of(key));
    if (region_.commuters.empty())
      for (const auto& key : served) add_place(key, mass_of(key));
  }

  static double mass_of(const std::string& key) {
    const County* county = find_county(key);
    if (county == nullptr) return 1000;
    const double share = key.size() > 5 ? 1.0 / std::max(1, county->municipalities) : 1.0;
    return county->population * share * employed_per_inhabitant.value;
  }

  /// The gateway of a place: the nearest of those that serve it, else of those that serve the county nearest to it.
  void find_gateways() {
    const auto places = result_.places.size();
    result_.gateway.assign(m_ * places, GatewayId());
    result_.outside_km.assign(m_ * places, 0);
    for (std::size_t k = 0; k < places; ++k) {
      std::vector<std::pair<GatewayId, double>> candidates;  // and km beyond what the gateway serves
      double nearest = std::numeric_limits<double>::infinity();
      for (const auto gate : region_.gateways.name.ids()) {
        double away = std::numeric_limits<double>::infinity();
        for (const auto& key : region_.gateways.serves[gate])
          away = std::min(away, distance(key, result_.places[k].key));
        if (away < nearest) candidates.clear();
        nearest = std::min(nearest, away);
        if (away <= nearest) candidates.emplace_back(gate, away);
      }
      for (std::size_t m = 0; m < m_; ++m) choose_gateway(m, k, candidates);
    }
  }

  /// 0 if the keys are the same or one lies in the other, else between county centres; far if not known.
  static double distance(const std::string& served, const std::string& key) {
    if (served == key || key.starts_with(served) || served.starts_with(key)) return 0;
    const double km = county_distance_km(served, key);
    return km < 0 ? 1e6 : 1 + km;
  }

  void choose_gateway(std::size_t m, std::size_t k, const std::vector<std::pair<GatewayId, double>>& candidates) {
    double best = std::numeric_limits<double>::infinity();
    const double apart = county_distance_km(county_of(m), county_of(m_ + k));
    for (const auto& [gate, away] : candidates) {
      const double inside = access_.gateway_km.at(m, gate.index());
      // A county's own way: from centre to centre less the way inside, but never shorter than to what lies just
      // outside.
      const bool other = apart > 0 && county_of(m) != county_of(m_ + k);
      const double outside =
          other ? std::max(0.5 * region_.gateways.outside_km[gate], parameters_.detour * apart - inside)
                : region_.gateways.outside_km[gate];
      if (inside + outside >= best) continue;
      best = inside + outside;
      result_.gateway[m * result_.places.size() + k] = gate;
      result_.outside_km[m * result_.places.size() + k] = static_cast<float>(outside);
    }
  }

  double minutes_outside(std::size_t m, std::size_t k) const {
    const auto at = m * result_.places.size() + k;
    if (!result_.gateway[at].valid()) return 0;
    return access_.gateway_minutes.at(m, result_.gateway[at].index()) +
           static_cast<double>(result_.outside_km[at]) / outside_km_per_min;
  }

  void seed() {
    values_ = Table(n_, n_);
    const bool open = region_.gateways.size() > 0;
    const double decay = parameters_.gravity_decay;
    for (std::size_t m = 0; m < m_; ++m) {
      rows_.push_back(facts_[m].out_commuters());
      columns_.push_back(facts_[m].in_commuters);
      for (std::size_t n = 0; n < m_; ++n)
        if (n != m)
          values_.at(m, n) = facts_[m].out_commuters() * facts_[n].in_commuters *
                             math::exp(-decay * math::sqrt(access_.minutes.at(m, n)));
      for (std::size_t k = 0; open && k < result_.places.size(); ++k) {
        const double near = math::exp(-decay * math::sqrt(minutes_outside(m, k)));
        values_.at(m, m_ + k) = facts_[m].out_commuters() * result_.places[k].mass * near;
        values_.at(m_ + k, m) = facts_[m].in_commuters * result_.places[k].mass * near;
        const double apart = county_distance_km(county_of(m), county_of(m_ + k));
        weekly_[m * n_ + m_ + k] = weekly_[(m_ + k) * n_ + m] = apart > parameters_.daily_commute_max_km ? 1 : 0;
      }
    }
  }

  /// Rows or columns that a key names: a municipality or place of that very name, or all municipalities of a county.
  const std::vector<std::size_t>& members(const std::string& key, bool inside) const {
    static const std::vector<std::size_t> nobody;
    const auto& map = inside ? inside_of_ : outside_of_;
    const auto found = map.find(key);
    return found == map.end() ? nobody : found->second;
  }
  void index_names() {
    for (std::size_t i = 0; i < n_; ++i) {
      const std::string& name = i < m_ ? facts_[i].ags : result_.places[i - m_].key;
      auto& map = i < m_ ? inside_of_ : outside_of_;
      map[name].push_back(i);
      if (name.size() > 5) map[name.substr(0, 5)].push_back(i);
    }
  }
  double share_inside(const std::string& key) const {
    const auto found = covered_.find(key);
    return found == covered_.end() ? (key.size() > 5 && !members(key, true).empty() ? 1.0 : 0.0) : found->second;
  }

  /// Share of a county's out-commuters (or in-commuters) that belongs to its part inside. What the rest of the county
  /// has is not known here: a town with many jobs must not send as many away as its inhabitants suggest, so the rest is
  /// estimated from its inhabitants with Germany's share of out-commuters (as many come in as go out).
  double share_of_commuters(const std::string& key, const std::vector<double>& commuters) const {
    const double share = share_inside(key);
    const County* county = find_county(key);
    if (county == nullptr || key.size() > 5 || share <= 0 || share >= whole_county) return share;
    double inside = 0;
    for (const auto m : members(key, true)) inside += commuters[m];
    const double rest = (1 - share) * county->population * employed_per_inhabitant.value * out_commuter_share(0).value;
    return inside > 0 ? inside / (inside + rest) : 0;
  }

  /// Turns published flows into blocks of cells with a sum. A county of which only a part is inside sends and receives
  /// its share of the county's commuters.
  void publish() {
    block_.assign(n_ * n_, -1);
    for (const auto& flow : region_.commuters) {
      if (flow.home == flow.work) continue;
      const double from = share_of_commuters(flow.home, rows_);
      const double to = share_of_commuters(flow.work, columns_);
      const double employed = flow.commuters * parameters_.employed_per_insured;
      const std::string name = flow.home + ">" + flow.work;
      add_block(name, members(flow.home, true), members(flow.work, true), employed * from * to);
      add_block(name, members(flow.home, true), members(flow.work, false), employed * from * (1 - to));
      add_block(name, members(flow.home, false), members(flow.work, true), employed * (1 - from) * to);
    }
    // Without a published flow nobody commutes with a place outside, except with the rest of the own county.
    if (region_.commuters.empty()) return;
    for (std::size_t m = 0; m < m_; ++m)
      for (std::size_t k = m_; k < n_; ++k) {
        if (county_of(k) == county_of(m)) continue;
        if (block_[m * n_ + k] < 0) values_.at(m, k) = 0;
        if (block_[k * n_ + m] < 0) values_.at(k, m) = 0;
      }
  }

  void add_block(const std::string& name, const std::vector<std::size_t>& from, const std::vector<std::size_t>& to,
                 double target) {
    if (from.empty() || to.empty() || target <= 0) return;
    for (const auto i : from)
      for (const auto j : to)
        if (i != j) block_[i * n_ + j] = static_cast<std::int32_t>(targets_.size());
    targets_.push_back(target);
    names_.push_back(name);
  }

  std::vector<double> block_sums() const {
    std::vector<double> sums(targets_.size(), 0);
    for (std::size_t i = 0; i < values_.values.size(); ++i)
      if (block_[i] >= 0) sums[static_cast<std::size_t>(block_[i])] += values_.values[i];
    return sums;
  }

  void scale_blocks() {
    const auto sums = block_sums();
    for (std::size_t i = 0; i < values_.values.size(); ++i) {
      if (block_[i] < 0) continue;
      const auto b = static_cast<std::size_t>(block_[i]);
      if (sums[b] > 0) values_.values[i] *= targets_[b] / sums[b];
    }
  }

  void fit() {
    constexpr int iterations = 60;  // contradicting figures never settle; rows are last and hold
    for (int i = 0; i < iterations; ++i) {
      scale_blocks();
      for (std::size_t n = 0; n < m_; ++n) {
        const double sum = values_.column_sum(n);
        for (std::size_t r = 0; sum > 0 && r < n_; ++r) values_.at(r, n) *= columns_[n] / sum;
      }
      for (std::size_t m = 0; m < m_; ++m) {
        const double sum = values_.row_sum(m);
        for (std::size_t c = 0; sum > 0 && c < n_; ++c) values_.at(m, c) *= rows_[m] / sum;
      }
    }
  }

  /// What the published flows became, in whole persons.
  void report_blocks() {
    const auto sums = block_sums();
    for (std::size_t b = 0; b < sums.size(); ++b)
      result_.margins.push_back({names_[b], "commuters between counties", "county",
                                 "BA commuter statistics, scaled to all employed and to the part of the county inside",
                                 targets_[b], sums[b]});
  }

  const Region& region_;
  const Parameters& parameters_;
  const std::vector<Facts>& facts_;
  const Access& access_;
  std::size_t m_;
  std::size_t n_ = 0;
  std::map<std::string, double> covered_;
  std::map<std::string, std::size_t> place_of_;
  std::map<std::string, std::vector<std::size_t>> inside_of_;   // name or county -> municipalities
  std::map<std::string, std::vector<std::size_t>> outside_of_;  // name or county -> places
  Table values_;
  std::vector<std::uint8_t> weekly_;
  std::vector<double> rows_;
  std::vector<double> columns_;
  std::vector<std::int32_t> block_;
  std::vector<double> targets_;
  std::vector<std::string> names_;  // of the blocks
  Commuting result_;
};

/// Whole persons: rows exactly, cells without bias; what comes in fills the jobs exactly.
Commuting Model::finish(const Random& random) {
  const auto places = result_.places.size();
  Commuting& c = result_;
  c.inside = Table(m_, m_);
  c.out = c.weekly_out = Table(m_, places);
  c.in = c.weekly_in = Table(places, m_);
  std::vector<double> filled(m_, 0);
  for (std::size_t m = 0; m < m_; ++m) {
    const LocalRandom local(random, facts_[m].ags);
    const std::span<const double> row(values_.values.data() + m * n_, n_);
    auto counts = round_unbiased(row, local(Stream::commuting, 0, 1).uniform());
    double gone = 0;
    for (const auto count : counts) gone += count;
    c.inside.at(m, m) = facts_[m].workers - gone;  // all workers, if there is nowhere else to go
    if (gone + 0.5 < facts_[m].out_commuters())
      c.notes.push_back(facts_[m].ags + ": nowhere to go for " + std::to_string(facts_[m].out_commuters()) +
                        " out-commuters (no other municipality, no gateway); they work where they live.");
    std::copy(counts.begin(), counts.end(), values_.values.begin() + static_cast<std::ptrdiff_t>(m * n_));
    for (std::size_t n = 0; n < m_; ++n)
      if (n != m) c.inside.at(m, n) = counts[n];
    for (std::size_t k = 0; k < places; ++k)
      (weekly_[m * n_ + m_ + k] != 0 ? c.weekly_out : c.out).at(m, k) = counts[m_ + k];
  }
  for (std::size_t n = 0; n < m_; ++n) {
    const double taken = c.inside.column_sum(n);
    const double open = facts_[n].jobs - taken;
    if (open < 0)
      c.notes.push_back(facts_[n].ags + ": " + std::to_string(std::lround(-open)) +
                        " more people from the region work here than the official jobs; jobs give way.");
    std::vector<double> column;
    double sum = 0;
    for (std::size_t k = 0; k < places; ++k) {
      column.push_back(std::exchange(values_.at(m_ + k, n), 0.0));
      sum += column.back();
    }
    if (open <= 0 || sum <= 0) {
      if (open > 0.5)
        c.notes.push_back(facts_[n].ags + ": " + std::to_string(std::lround(open)) +
                          " jobs stay empty: nobody to come.");
      continue;
    }
    for (double& value : column) value *= open / sum;
    const auto counts = round_unbiased(column, LocalRandom(random, facts_[n].ags)(Stream::commuting, 0, 2).uniform());
    for (std::size_t k = 0; k < places; ++k) {
      values_.at(m_ + k, n) = counts[k];
      (weekly_[(m_ + k) * n_ + n] != 0 ? c.weekly_in : c.in).at(k, n) = counts[k];
    }
  }
  report_blocks();
  return std::move(result_);
}

}  // namespace

Commuting distribute_commuters(const Region& region, const Parameters& parameters, const std::vector<Facts>& facts,
                               const Access& access, const Random& random) {
  return Model(region, parameters, facts, access).finish(random);
}

}  // namespace pendel::people
