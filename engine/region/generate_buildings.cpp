// SPDX-License-Identifier: Apache-2.0
#include "region/generate_buildings.hpp"

#include <algorithm>
#include <cmath>

#include "core/math.hpp"

namespace pendel::generate {
namespace {

// Assumed densities (docs/regions-generated.md): people per school, shop and place of leisure; jobs per work building.
constexpr double people_per_school = 2500;
constexpr double people_per_shop = 450;
constexpr double people_per_leisure = 700;
constexpr double jobs_per_site = 22;
constexpr double jobs_per_estate_site = 40;
constexpr double setback_m = 14;

/// A spot for a house beside a street.
struct Slot {
  Index edge;
  Point at;
  NodeId node;
  std::uint64_t rank = 0;  // random order
  double centrality = 0;   // 0 in the middle of its place, 1 at the edge
};

class Builder {
 public:
  Builder(const Facts& facts, const Layout& layout, const Mesh& mesh, const Network& network, const Random& random)
      : facts_(facts),
        layout_(layout),
        mesh_(mesh),
        network_(network),
        random_(random),
        by_place_(layout.places.size()) {
    for (Index e = 0; e < mesh.edges.size(); ++e)
      if (mesh.edges[e].place != no_index && network.access[e].from.valid())
        by_place_[mesh.edges[e].place].push_back(e);
  }

  BuildingSites run() {
    for (std::size_t m = 0; m < facts_.municipalities.size(); ++m) municipality(MunicipalityId(m));
    sites_.zone.assign(sites_.size(), ZoneId());
    return std::move(sites_);
  }

 private:
  /// All spots of a place at `gap_m` along both sides of its streets.
  [[nodiscard]] std::vector<Slot> slots(std::size_t place, double gap_m, bool estate) const {
    std::vector<Slot> out;
    for (const Index e : by_place_[place]) {
      const Edge& edge = mesh_.edges[e];
      if (edge.road_class < RoadClass::secondary) continue;
      const Point a = mesh_.nodes[edge.a];
      const Point b = mesh_.nodes[edge.b];
      const double length = std::max(1.0, mesh_.length_m(e));
      const auto count = static_cast<int>(std::floor(length / gap_m));
      const double back = estate ? 40 : setback_m;
      for (int k = 0; k < count; ++k)
        for (const double side : {-1.0, 1.0}) {
          const double t = (k + 0.5) / count;
          const Point on{a.x_m + t * (b.x_m - a.x_m), a.y_m + t * (b.y_m - a.y_m)};
          const Point at{on.x_m - side * back * (b.y_m - a.y_m) / length,
                         on.y_m + side * back * (b.x_m - a.x_m) / length};
          const auto& access = network_.access[e];
          const NodeId node = nearer(access, on);
          const double r = distance_m(at, layout_.places[place].at) / std::max(1.0, layout_.places[place].radius_m);
          const auto key =
              (static_cast<std::uint64_t>(e) << 8U) | static_cast<std::uint64_t>(2 * k + (side > 0 ? 1 : 0));
          const Draw draw = ask(random_, Question::building, key, 0);
          out.push_back({e, at, node, (static_cast<std::uint64_t>(draw.bits(0)) << 32U) | draw.bits(1), r});
        }
    }
    return out;
  }

  [[nodiscard]] NodeId nearer(const Access& access, Point at) const {
    return distance_m(network_.roads.at(access.from), at) <= distance_m(network_.roads.at(access.to), at) ? access.from
                                                                                                          : access.to;
  }

  /// `count` spots of the place in random order, the gap as small as it must be.
  [[nodiscard]] std::vector<Slot> choose(std::size_t place, std::size_t count, bool estate) const {
    std::vector<Slot> found;
    double gap = estate ? 60 : 22;
    do {
      found = slots(place, gap, estate);
      gap *= 0.8;
    } while (found.size() < count && gap > 1.5);
    std::sort(found.begin(), found.end(), [](const Slot& a, const Slot& b) { return a.rank < b.rank; });
    if (found.size() > count) found.resize(count);
    return found;
  }

  void add(const Slot& slot, MunicipalityId m, double footprint_m2, double storeys, BuildingUse use) {
    sites_.x_m.push_back(slot.at.x_m);
    sites_.y_m.push_back(slot.at.y_m);
    sites_.footprint_m2.push_back(static_cast<float>(footprint_m2));
    sites_.storeys.push_back(static_cast<float>(storeys));
    sites_.use.push_back(use);
    sites_.municipality.push_back(m);
    sites_.node.push_back(slot.node);
  }

  void municipality(MunicipalityId m) {
    std::vector<std::size_t> places;
    std::vector<double> weight;
    for (std::size_t p = 0; p < layout_.places.size(); ++p)
      if (layout_.places[p].municipality == m.index()) {
        places.push_back(p);
        weight.push_back(by_place_[p].empty() ? 0 : layout_.places[p].buildings);
      }
    const auto homes = split(static_cast<std::size_t>(std::llround(facts_.municipalities.buildings[m])), weight);
    std::vector<Slot> home_slots;
    std::vector<Slot> spare;
    for (std::size_t k = 0; k < places.size(); ++k) {
      const Place& place = layout_.places[places[k]];
      if (place.estate_jobs > 0) {
        estate(places[k], m);
        continue;
      }
      auto found = choose(places[k], homes[k] + services(place), false);
      for (std::size_t i = 0; i < found.size(); ++i) (i < homes[k] ? home_slots : spare).push_back(found[i]);
      // The places' spots must not mix below: services are taken per place.
      serve(place, m, spare);
      spare.clear();
    }
    houses(m, home_slots);
  }

  static std::size_t services(const Place& place) { return static_cast<std::size_t>(10 + place.population / 20); }

  /// Whole numbers in proportion to the weights (largest remainder).
  static std::vector<std::size_t> split(std::size_t total, const std::vector<double>& weight) {
    double sum = 0;
    for (const double w : weight) sum += w;
    std::vector<std::size_t> out(weight.size(), 0);
    if (sum <= 0) return out;
    std::vector<std::pair<double, std::size_t>> rest;
    std::size_t given = 0;
    for (std::size_t i = 0; i < weight.size(); ++i) {
      const double exact = static_cast<double>(total) * weight[i] / sum;
      out[i] = static_cast<std::size_t>(std::floor(exact));
      given += out[i];
      if (weight[i] > 0) rest.emplace_back(std::floor(exact) - exact, i);
    }
    std::sort(rest.begin(), rest.end());
    for (std::size_t k = 0; given < total; ++given, ++k) ++out[rest[k % rest.size()].second];
    return out;
  }

  /// Houses with several dwellings stand near the middle of towns; sizes are scaled to the published living area.
  void houses(MunicipalityId m, std::vector<Slot>& slots) {
    const auto& facts = facts_.municipalities;
    const auto single = std::min(slots.size(), static_cast<std::size_t>(std::llround(facts.one_dwelling_buildings[m])));
    std::sort(slots.begin(), slots.end(),
              [&](const Slot& a, const Slot& b) { return std::pair(urban(a), a.rank) < std::pair(urban(b), b.rank); });
    const std::size_t several = slots.size() - single;
    const double flats = std::max(0.0, facts.dwellings[m] - static_cast<double>(single));
    const double mean_flats = several == 0 ? 0 : flats / static_cast<double>(several);
    std::vector<double> living(slots.size());
    double total = 0;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      const double spread = math::exp(0.35 * ask(random_, Question::building, slots[i].rank, 1).normal());
      const double dwellings = i < several ? std::max(2.0, mean_flats * spread) : 1;
      living[i] = i < several ? 62 * dwellings : 118 * std::clamp(spread, 0.5, 2.0);
      total += living[i];
    }
    const double scale = std::isfinite(facts.living_area_m2[m]) ? facts.living_area_m2[m] / std::max(1.0, total) : 1.0;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      const double storeys = i >= several      ? (slots[i].rank % 3 == 0 ? 1 : 2)
                             : living[i] > 500 ? 5
                             : living[i] > 250 ? 4
                                               : 3;
      add(slots[i], m, living[i] * scale / (storeys * living_share_of_floor), storeys, BuildingUse::residential);
    }
  }

  [[nodiscard]] double urban(const Slot& slot) const {
    const Place& place = layout_.places[mesh_.edges[slot.edge].place];
    return slot.centrality + 400 / std::max(100.0, place.population) * 4 +
           0.25 * static_cast<double>(slot.rank >> 40U) / 16777216.0;
  }

  void estate(std::size_t index, MunicipalityId m) {
    const Place& place = layout_.places[index];
    const auto count = static_cast<std::size_t>(std::ceil(place.estate_jobs / jobs_per_estate_site));
    for (const Slot& slot : choose(index, count, true)) {
      const double size = 1200 * math::exp(0.8 * ask(random_, Question::workplace, slot.rank, 0).normal());
      add(slot, m, std::clamp(size, 200.0, 20000.0), 1.5, BuildingUse::work);
    }
  }

  /// Schools, shops, leisure and work among the houses; the most central of the spare spots first.
  void serve(const Place& place, MunicipalityId m, std::vector<Slot>& slots) {
    std::sort(slots.begin(), slots.end(), [](const Slot& a, const Slot& b) {
      return std::pair(a.centrality, a.rank) < std::pair(b.centrality, b.rank);
    });
    const auto& facts = facts_.municipalities;
    const double people_share = place.population / std::max(1.0, facts.population[m]);
    struct Need {
      BuildingUse use;
      double count;
      double footprint_m2;
      double storeys;
    };
    const double schools = place.population / people_per_school;
    const std::array<Need, 4> needs{{
        {BuildingUse::retail, place.population / people_per_shop, 450, 1},
        {BuildingUse::work, 0.55 * facts.jobs[m] * people_share / jobs_per_site, 350, 2.5},
        {BuildingUse::school, place.main ? std::max(1.0, schools) : schools, 1500, 2.5},
        {BuildingUse::leisure, place.population / people_per_leisure, 400, 1},
    }};
    std::size_t next = 0;
    for (const Need& need : needs) {
      const Draw odd =
          ask(random_, Question::workplace, m.value(),
              static_cast<std::uint32_t>(1000 * (next + 1)) + static_cast<std::uint32_t>(place.population));
      if (!(need.count > 0)) continue;  // none, or not published
      const auto count = static_cast<std::size_t>(std::floor(need.count + odd.uniform()));
      for (std::size_t k = 0; k < count && next < slots.size(); ++k, ++next) {
        const double size = math::exp(0.5 * ask(random_, Question::workplace, slots[next].rank, 1).normal());
        add(slots[next], m, need.footprint_m2 * size, need.storeys, need.use);
      }
    }
  }

  const Facts& facts_;
  const Layout& layout_;
  const Mesh& mesh_;
  const Network& network_;
  const Random& random_;
  std::vector<std::vector<Index>> by_place_;
  BuildingSites sites_;
};

}  // namespace

BuildingSites place_buildings(const Facts& facts, const Layout& layout, const Mesh& mesh, const Network& network,
                              const Random& random) {
  return Builder(facts, layout, mesh, network, random).run();
}

}  // namespace pendel::generate
