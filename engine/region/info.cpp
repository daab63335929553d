// SPDX-License-Identifier: Apache-2.0
#include "region/info.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

#include "core/math.hpp"
#include "core/random.hpp"
#include "routing/components.hpp"
#include "routing/dijkstra.hpp"
#include "routing/graph.hpp"

namespace pendel {

namespace {

using text::Say;

double sum(const Column<MunicipalityId, double>& column) {
  return std::accumulate(column.begin(), column.end(), 0.0,
                         [](double a, double b) { return std::isnan(b) ? a : a + b; });
}

class Figures {
 public:
  explicit Figures(const Region& region) : region_(region), roads_(region.roads) {}

  std::vector<RegionFigure> all() {
    add_sizes();
    add_streets();
    add_people();
    add_weather();
    return std::move(figures_);
  }

 private:
  void add(std::string name, double value, std::string unit, Say meaning, double low = 0, double high = -1,
           std::string subject = {}) {
    figures_.push_back({std::move(name), value, std::move(unit), meaning, std::move(subject), low, high});
  }
  static double number(std::size_t n) { return static_cast<double>(n); }

  void add_sizes() {
    add("municipalities", number(region_.municipalities.size()), "", Say::figure_municipalities);
    add("zones", number(region_.zones.size() - region_.gateways.size()), "", Say::figure_zones);
    add("gateways", number(region_.gateways.size()), "", Say::figure_gateways, 1, 1e6);
    add("nodes", number(roads_.nodes()), "", Say::figure_nodes);
    add("links", number(roads_.links()), "", Say::figure_links);
    add("turn_bans", number(roads_.turn_bans.size()), "", Say::figure_turn_bans);
    add("buildings", number(region_.sites.size()), "", Say::figure_buildings);
  }

  void add_streets() {
    std::array<double, road_classes> km{};
    std::set<std::pair<NodeId, NodeId>> streets;  // both ways of a street count once
    for (const auto link : roads_.from.ids()) {
      const auto pair = std::minmax(roads_.from[link], roads_.to[link]);
      if (!streets.insert(pair).second) continue;
      km[static_cast<std::size_t>(roads_.road_class[link])] += static_cast<double>(roads_.length_m[link]) / 1000;
    }
    for (std::size_t c = 0; c < km.size(); ++c) {
      const auto name = to_string(static_cast<RoadClass>(c));
      if (km[c] > 0) add(fmt::format("{}_km", name), km[c], "km", Say::figure_class_km, 0, -1, std::string(name));
    }
    add("streets_km", std::accumulate(km.begin(), km.end(), 0.0), "km", Say::figure_streets_km);
    add("mean_degree", 2 * number(streets.size()) / number(roads_.nodes()), "", Say::figure_mean_degree, 2.0, 3.6);
    add("circuity", circuity(), "", Say::figure_circuity, 1.1, 1.6);
    add("connected_share", connected_share(roads_), "", Say::figure_connected, 1, 1);
  }

  /// Nodes where somebody may begin a way: a street below the secondary roads ends here. Who stands on a motorway would
  /// have to drive to the next exit to turn round, which says nothing about the streets.
  [[nodiscard]] std::vector<NodeId> doors() const {
    std::set<NodeId> found;
    for (const auto link : roads_.from.ids())
      if (roads_.road_class[link] > RoadClass::secondary) found.insert(roads_.from[link]);
    return {found.begin(), found.end()};
  }

  /// Network way over straight line, summed over keyed pairs of doors that are at least 500 m apart.
  [[nodiscard]] double circuity() const {
    std::vector<routing::Index> from;
    std::vector<routing::Index> to;
    std::vector<routing::Weight> length_dm;
    for (const auto link : roads_.from.ids()) {
      from.push_back(roads_.from[link].value());
      to.push_back(roads_.to[link].value());
      length_dm.push_back(
          static_cast<routing::Weight>(std::max(1.0, std::round(10 * static_cast<double>(roads_.length_m[link])))));
    }
    const routing::Graph graph(roads_.nodes(), from, to);
    routing::Dijkstra search(graph);
    const Random random(1, 0);
    const auto ends = doors();
    if (ends.empty()) return 0;
    const auto n = static_cast<std::uint32_t>(ends.size());
    double ways_m = 0;
    double lines_m = 0;
    for (std::uint32_t i = 0; i < 20; ++i) {
      const NodeId source = ends[random(Stream::region_generate, std::uint64_t{0}, i, 0).below(n)];
      const auto way_dm = search.from(graph.source(source.value()), length_dm);
      for (std::uint32_t j = 1; j <= 10; ++j) {
        const NodeId target = ends[random(Stream::region_generate, std::uint64_t{0}, i, j).below(n)];
        const double line_m =
            math::distance(roads_.x_m[source] - roads_.x_m[target], roads_.y_m[source] - roads_.y_m[target]);
        const auto way = way_dm[graph.sink(target.value())];
        if (line_m < 500 || way == routing::unreachable) continue;
        ways_m += way / 10.0;
        lines_m += line_m;
      }
    }
    return lines_m > 0 ? ways_m / lines_m : 0;
  }

  void add_people() {
    const auto& m = region_.municipalities;
    const double people = sum(m.population);
    const auto inside = number(region_.zones.size() - region_.gateways.size());
    add("population", people, "", Say::figure_population);
    if (inside > 0) add("people_per_zone", people / inside, "", Say::figure_people_per_zone, 0, 2100);
    if (const double published = sum(m.buildings); published > 0)
      add("buildings_against_published", number(region_.sites.size()) / published, "", Say::figure_buildings_ratio, 0.7,
          3);
    add("jobs", sum(m.jobs), "", Say::figure_jobs);
    add("resident_workers", sum(m.resident_workers), "", Say::figure_workers);
    double worst = 0;
    for (const auto id : m.ags.ids()) {
      const double here = m.jobs[id] - m.in_commuters[id];
      const double away = m.resident_workers[id] - m.out_commuters[id];
      if (!std::isnan(here + away) && away > 0) worst = std::max(worst, std::abs(here / away - 1));
    }
    add("work_identity_deviation", worst, "", Say::figure_identity, 0, 0.1);
  }

  void add_weather() {
    const auto& weather = region_.weather;
    if (weather.temperature_c.empty()) return;
    const auto mean = [](const std::vector<float>& values) {
      return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    };
    add("mean_temperature_c", mean(weather.temperature_c), "degC", Say::figure_temperature, 5, 14);
    add("global_radiation_kwh_per_m2", (mean(weather.direct_w_per_m2) + mean(weather.diffuse_w_per_m2)) * 8.76,
        "kWh/m2", Say::figure_radiation, 800, 1400);
  }

  const Region& region_;
  const Roads& roads_;
  std::vector<RegionFigure> figures_;
};

}  // namespace

std::string RegionFigure::label(text::Language language) const {
  return fmt::vformat(text::text_of(meaning, language), fmt::make_format_args(subject));
}

double connected_share(const Roads& roads) {
  std::vector<std::uint32_t> heads;
  for (const auto link : roads.out_links.values()) heads.push_back(roads.to[link].value());
  const auto parts = routing::strong_components(roads.out_links.offsets(), heads);
  return static_cast<double>(parts.sizes[parts.largest()]) / static_cast<double>(roads.nodes());
}

std::vector<RegionFigure> region_figures(const Region& region) { return Figures(region).all(); }

}  // namespace pendel
