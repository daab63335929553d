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
  void add(std::string name, double value, std::string unit, std::string label, double low = 0, double high = -1) {
    figures_.push_back({std::move(name), value, std::move(unit), std::move(label), low, high});
  }
  static double number(std::size_t n) { return static_cast<double>(n); }

  void add_sizes() {
    add("municipalities", number(region_.municipalities.size()), "", "municipalities");
    add("zones", number(region_.zones.size() - region_.gateways.size()), "", "zones");
    add("gateways", number(region_.gateways.size()), "", "gateways", 1, 1e6);
    add("nodes", number(roads_.nodes()), "", "nodes");
    add("links", number(roads_.links()), "", "links, one per direction of travel");
    add("turn_bans", number(roads_.turn_bans.size()), "", "turn bans");
    add("buildings", number(region_.sites.size()), "", "buildings");
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
      if (km[c] > 0) add(fmt::format("{}_km", name), km[c], "km", fmt::format("{} roads", name));
    }
    add("streets_km", std::accumulate(km.begin(), km.end(), 0.0), "km", "roads, both ways counted once");
    add("mean_degree", 2 * number(streets.size()) / number(roads_.nodes()), "", "streets per node", 2.0, 3.6);
    add("circuity", circuity(), "", "way on the network per straight line, 200 pairs", 1.1, 1.6);
    add("connected_share", connected_share(), "", "nodes in the largest strongly connected part", 1, 1);
  }

  /// Mean of network way / straight line over keyed pairs of nodes that are at least 500 m apart.
  /// Mean of network way / straight line over keyed pairs of nodes that are at least 500 m apart.
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
    const auto nodes = static_cast<std::uint32_t>(roads_.nodes());
    double total = 0;
    int count = 0;
    for (std::uint32_t i = 0; i < 20; ++i) {
      const NodeId source(random(Stream::region_generate, std::uint64_t{0}, i, 0).below(nodes));
      const auto way_dm = search.from(graph.source(source.value()), length_dm);
      for (std::uint32_t j = 1; j <= 10; ++j) {
        const NodeId target(random(Stream::region_generate, std::uint64_t{0}, i, j).below(nodes));
        const double line_m =
            math::distance(roads_.x_m[source] - roads_.x_m[target], roads_.y_m[source] - roads_.y_m[target]);
        const auto way = way_dm[graph.sink(target.value())];
        if (line_m < 500 || way == routing::unreachable) continue;
        total += way / 10.0 / line_m;
        ++count;
      }
    }
    return count == 0 ? 0 : total / count;
  }

  [[nodiscard]] double connected_share() const {
    std::vector<std::uint32_t> heads;
    for (const auto link : roads_.out_links.values()) heads.push_back(roads_.to[link].value());
    const auto parts = routing::strong_components(roads_.out_links.offsets(), heads);
    return number(parts.sizes[parts.largest()]) / number(roads_.nodes());
  }

  void add_people() {
    const auto& m = region_.municipalities;
    const double people = sum(m.population);
    const auto inside = number(region_.zones.size() - region_.gateways.size());
    add("population", people, "", "people, published");
    if (inside > 0) add("people_per_zone", people / inside, "", "people per zone", 0, 2100);
    if (const double published = sum(m.buildings); published > 0)
      add("buildings_against_published", number(region_.sites.size()) / published, "",
          "buildings here per published one", 0.7, 3);
    add("jobs", sum(m.jobs), "", "insured jobs, published");
    add("resident_workers", sum(m.resident_workers), "", "insured resident workers, published");
    double worst = 0;
    for (const auto id : m.ags.ids()) {
      const double here = m.jobs[id] - m.in_commuters[id];
      const double away = m.resident_workers[id] - m.out_commuters[id];
      if (!std::isnan(here + away) && away > 0) worst = std::max(worst, std::abs(here / away - 1));
    }
    add("work_identity_deviation", worst, "", "worst deviation of jobs - in-commuters from residents - out-commuters",
        0, 0.1);
  }

  void add_weather() {
    const auto& weather = region_.weather;
    if (weather.temperature_c.empty()) return;
    const auto mean = [](const std::vector<float>& values) {
      return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    };
    add("mean_temperature_c", mean(weather.temperature_c), "degC", "mean temperature of the year", 5, 14);
    add("global_radiation_kwh_per_m2", (mean(weather.direct_w_per_m2) + mean(weather.diffuse_w_per_m2)) * 8.76,
        "kWh/m2", "global radiation of the year", 800, 1400);
  }

  const Region& region_;
  const Roads& roads_;
  std::vector<RegionFigure> figures_;
};

}  // namespace

std::vector<RegionFigure> region_figures(const Region& region) { return Figures(region).all(); }

}  // namespace pendel
