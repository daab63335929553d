// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "graphs.hpp"
#include "routing/dijkstra.hpp"
#include "routing/hierarchy.hpp"
#include "routing/reference.hpp"
#include "routing/trees.hpp"
#include "support/paths.hpp"

namespace pendel::routing {
namespace {

using test::Links;

/// Ends of the links of a TNTP network ("init term ..." after the metadata, nodes from 1).
Links read_tntp(const std::filesystem::path& path) {
  Links g;
  std::ifstream file(path);
  bool body = false;
  for (std::string line; std::getline(file, line);) {
    if (line.find("<END OF METADATA>") != std::string::npos) body = true;
    std::istringstream cells(line);
    Index from = 0, to = 0;
    if (!body || !(cells >> from >> to)) continue;
    g.from.push_back(from - 1);
    g.to.push_back(to - 1);
    g.nodes = std::max<std::size_t>({g.nodes, from, to});
  }
  return g;
}

/// links.csv of ../shared/data/cases: "id,from,to,...".
Links read_case(const std::filesystem::path& path) {
  Links g;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    Index id = 0, from = 0, to = 0;
    char comma = 0;
    cells >> id >> comma >> from >> comma >> to;
    g.from.push_back(from);
    g.to.push_back(to);
    g.nodes = std::max<std::size_t>({g.nodes, from + 1, to + 1});
  }
  return g;
}

/// New random weights and bans; trees and paths from some nodes against Boost.Graph.
void expect_agreement(Links g, std::uint32_t seed) {
  g.weight.clear();
  for (std::uint32_t i = 0; i < g.from.size(); ++i) g.weight.push_back(1 + test::dice(seed, 30, i, 600));
  if (g.from.size() < 4000) test::add_bans(g, seed, 20);
  const Graph graph = g.graph();
  const Hierarchy hierarchy(graph);
  Metric metric(hierarchy);
  metric.customize(g.weight);
  Reference reference(graph);
  reference.weights(g.weight);
  PathQuery query(metric);
  Trees trees(metric);
  std::vector<Index> sources, way;
  for (std::uint32_t i = 0; i < Trees::lanes; ++i)
    sources.push_back(test::dice(seed, 31, i, static_cast<std::uint32_t>(g.nodes)));
  trees.from(sources);
  for (std::size_t lane = 0; lane < sources.size(); ++lane) {
    const auto truth = reference.from(graph.source(sources[lane]));
    for (Index v = 0; v < graph.nodes(); ++v) ASSERT_EQ(trees.distance(v, lane), truth[v]);
    for (Index v = 0; v < g.nodes; v += 7) {
      if (v == sources[lane]) continue;
      ASSERT_EQ(query.path(sources[lane], v, way), truth[graph.sink(v)]);
      if (!way.empty()) test::expect_way(g, way, sources[lane], v, truth[graph.sink(v)]);
    }
  }
}

TEST(Networks, AgreeOnRealOnes) {
  PENDEL_NEED_DATA("tntp");
  const auto data = test::data_dir();
  for (std::uint32_t seed = 1; seed <= 3; ++seed) {
    for (const auto& folder : std::filesystem::directory_iterator(data / "tntp"))
      for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().string().ends_with("_net.tntp")) {
          SCOPED_TRACE(entry.path().filename().string());
          const Links g = read_tntp(entry.path());
          ASSERT_GT(g.nodes, 20U);
          expect_agreement(g, seed);
        }
    const Links grid = read_case(data / "cases" / "grid50l" / "links.csv");
    ASSERT_EQ(grid.nodes, 2500U);
    expect_agreement(grid, seed);
  }
}

}  // namespace
}  // namespace pendel::routing
