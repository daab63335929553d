// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "command.hpp"
#include "core/issue.hpp"
#include "core/random.hpp"
#include "import/assignment_input.hpp"
#include "import/osm_roads.hpp"
#include "region/folder.hpp"
#include "routing/hierarchy.hpp"
#include "routing/reference.hpp"
#include "routing/trees.hpp"
#include "text/messages.hpp"
#include "text_table.hpp"

namespace pendel::tools {

namespace {

using namespace routing;
using text::Say;
using text::say;

struct Streets {
  std::size_t nodes = 0;
  std::vector<Index> from, to;
  std::vector<double> time;  // in whatever unit
  std::vector<Ban> bans;
};

Streets streets_of(const Roads& roads) {
  Streets streets;
  streets.nodes = roads.nodes();
  for (std::size_t i = 0; i < roads.links(); ++i) {
    const LinkId link(i);
    streets.from.push_back(static_cast<Index>(roads.from[link].index()));
    streets.to.push_back(static_cast<Index>(roads.to[link].index()));
    streets.time.push_back(roads.free_time_s(link));
  }
  for (const auto& ban : roads.turn_bans)
    streets.bans.push_back({static_cast<Index>(ban.from.index()), static_cast<Index>(ban.to.index())});
  return streets;
}

Streets read_streets(const std::filesystem::path& file) {
  Issues issues;
  Streets streets;
  const auto name = file.filename().string();
  if (name.ends_with(".pbf") || name.find(".osm") != std::string::npos) {
    const auto extract = import::read_osm(file, issues);
    issues.raise_if_any();
    const import::Projection projection(import::utm_epsg_of(extract));
    streets = streets_of(import::import_roads(extract, projection, {}).roads);
  } else if (std::filesystem::exists(file / "region.toml")) {
    const auto region = load_region(file, issues);
    issues.raise_if_any();
    streets = streets_of(region.roads);
  } else {
    const auto network = import::read_network(file, issues).network;
    issues.raise_if_any();
    streets = {network.nodes(), network.from, network.to, network.free_flow_time, {}};
  }
  if (streets.nodes < 2) throw InputError({{file.string(), 0, 0}, say(Say::route_bench_empty)});
  return streets;
}

/// Times as whole numbers, 600 on average and at least 1.
std::vector<Weight> weights_of(const Streets& streets) {
  double total = 0;
  for (const double time : streets.time) total += time;
  const double scale = total > 0 ? 600 * static_cast<double>(streets.time.size()) / total : 0;
  std::vector<Weight> weights;
  for (const double time : streets.time)
    weights.push_back(static_cast<Weight>(std::clamp(std::round(time * scale), 1.0, 1e6)));
  return weights;
}

/// A draw from 1 to 100 for each turn, 300 for turning round.
std::vector<Turn> drawn_turns(const Streets& streets) {
  std::vector<std::vector<Index>> out(streets.nodes);
  for (Index link = 0; link < streets.from.size(); ++link) out[streets.from[link]].push_back(link);
  std::vector<Turn> turns;
  const Random random(1, 0);
  for (Index link = 0; link < streets.from.size(); ++link)
    for (const Index next : out[streets.to[link]]) {
      const bool round = streets.to[next] == streets.from[link];
      turns.push_back({link, next, round ? 300 : 1 + random(Stream::test, std::uint64_t{link}, next).below(100)});
    }
  return turns;
}

double processor_s() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Median of the processor time of `runs` calls.
template <class F>
double median_s(int runs, F&& f) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const double start = processor_s();
    f(static_cast<std::uint32_t>(i));
    times.push_back(processor_s() - start);
  }
  std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
  return times[static_cast<std::size_t>(runs) / 2];
}

struct Times {
  std::size_t edges = 0;
  double order_s = 0, customize_s = 0, query_s = 0, tree_s = 0, boost_tree_s = 0;
  bool agree = true;
};

Times measure(const Streets& streets, std::span<const Weight> weights, std::span<const Turn> turns) {
  Times times;
  const Graph graph(streets.nodes, streets.from, streets.to, streets.bans, turns);
  const double start = processor_s();
  const Hierarchy hierarchy(graph);
  times.order_s = processor_s() - start;
  times.edges = hierarchy.edges();
  Metric metric(hierarchy);
  times.customize_s = median_s(9, [&](std::uint32_t) { metric.customize(weights); });

  const auto node = [&](std::uint32_t i) {
    return Random(1, 0)(Stream::test, std::uint64_t{20}, i).below(static_cast<std::uint32_t>(streets.nodes));
  };
  Reference boost(graph);
  boost.weights(weights);
  times.boost_tree_s = median_s(21, [&](std::uint32_t i) { boost.from(graph.source(node(i))); });
  Trees trees(metric);
  std::vector<Index> sources(Trees::lanes);
  constexpr auto lanes_32 = static_cast<std::uint32_t>(Trees::lanes);
  const auto batch = [&](std::uint32_t i) {
    for (std::uint32_t lane = 0; lane < lanes_32; ++lane) sources[lane] = node(i * lanes_32 + lane);
    trees.from(sources);
  };
  times.tree_s = median_s(21, batch) / lanes_32;
  PathQuery query(metric);
  std::vector<Index> links;
  times.query_s = median_s(5001, [&](std::uint32_t i) { query.path(node(i), node(i + 1), links); });

  const auto truth = boost.from(graph.source(sources[0]));
  for (std::size_t v = 0; v < graph.nodes(); ++v)
    times.agree = times.agree && trees.distance(static_cast<Index>(v), 0) == truth[v];
  for (std::uint32_t i = 0; i < 1000; ++i)
    if (const Index to = node(i); to != sources[0])
      times.agree = times.agree && query.path(sources[0], to, links) == truth[graph.sink(to)];
  return times;
}

nlohmann::ordered_json to_json(const Times& times, std::size_t links) {
  return {{"edges", times.edges},
          {"order_s", times.order_s},
          {"customize_ms", 1e3 * times.customize_s},
          {"customize_ms_per_50k_links", 1e3 * times.customize_s * 5e4 / static_cast<double>(links)},
          {"query_us", 1e6 * times.query_s},
          {"tree_us", 1e6 * times.tree_s},
          {"boost_tree_us", 1e6 * times.boost_tree_s},
          {"tree_ratio", times.boost_tree_s / times.tree_s},
          {"query_ratio", times.boost_tree_s / times.query_s},
          {"agrees_with_boost", times.agree}};
}

int execute(const std::filesystem::path& file, bool json) {
  const auto streets = read_streets(file);
  const auto weights = weights_of(streets);
  const auto plain = measure(streets, weights, {});
  const auto turning = measure(streets, weights, drawn_turns(streets));
  if (json) {
    nlohmann::ordered_json out = {
        {"nodes", streets.nodes}, {"links", streets.from.size()}, {"bans", streets.bans.size()}};
    out["plain"] = to_json(plain, streets.from.size());
    out["turn_costs"] = to_json(turning, streets.from.size());
    fmt::print("{}\n", out.dump(2));
  } else {
    fmt::print("{}\n", say(Say::route_bench_size, streets.nodes, streets.from.size(), streets.bans.size()));
    TextTable table({"", "order s", "customize ms", "ms/50k links", "query us", "tree us", "Boost tree us", "ratio"});
    const auto row = [&](Say name, const Times& t) {
      const double per = 1e3 * t.customize_s * 5e4 / static_cast<double>(streets.from.size());
      table.add({say(name), figure(t.order_s), figure(1e3 * t.customize_s), figure(per), figure(1e6 * t.query_s),
                 figure(1e6 * t.tree_s), figure(1e6 * t.boost_tree_s), figure(t.boost_tree_s / t.tree_s)});
    };
    row(Say::route_bench_plain, plain);
    row(Say::route_bench_turns, turning);
    fmt::print("{}", table.text());
  }
  if (plain.agree && turning.agree) return 0;
  fmt::print(stderr, "{}\n", say(Say::our_fault, say(Say::route_bench_differs)));
  return 1;
}

struct RouteBenchOptions {
  std::filesystem::path file;
  bool json = false;
};

}  // namespace

Action add_route_bench(Words words) {
  auto options = std::make_shared<RouteBenchOptions>();
  words.about(Say::route_bench_about)
      .options({
          {"NET", &options->file, Say::route_bench_net_help, required},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel route-bench ChicagoSketch_net.tntp", "pendel route-bench porto_portugal.osm.pbf --json"});
  return [options] { return execute(options->file, options->json); };
}

}  // namespace pendel::tools
