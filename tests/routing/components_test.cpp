// SPDX-License-Identifier: Apache-2.0
#include "routing/components.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "core/random.hpp"

namespace pendel::routing {
namespace {

struct Offsets {
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint32_t> heads;
};

Offsets graph_of(const std::vector<std::vector<std::uint32_t>>& rows) {
  Offsets graph;
  graph.offsets.push_back(0);
  for (const auto& row : rows) {
    graph.heads.insert(graph.heads.end(), row.begin(), row.end());
    graph.offsets.push_back(graph.heads.size());
  }
  return graph;
}

TEST(Components, RingWithATailAndAnIsland) {
  // 3 <- 0 -> 1 -> 2 -> 0 is a ring with a way out at 3; 4 <-> 5 is an island.
  const auto graph = graph_of({{1, 3}, {2}, {0}, {}, {5}, {4}});
  const auto parts = strong_components(graph.offsets, graph.heads);
  EXPECT_EQ(parts.of, (std::vector<std::uint32_t>{0, 0, 0, 1, 2, 2}));
  EXPECT_EQ(parts.sizes, (std::vector<std::uint32_t>{3, 1, 2}));
  EXPECT_EQ(parts.largest(), 0U);
}

TEST(Components, NothingInNothingOut) { EXPECT_TRUE(strong_components(graph_of({}).offsets, {}).of.empty()); }

/// Two roads, one truth: v and w share a component if and only if each reaches the other.
TEST(Components, AgreesWithReachability) {
  const Random random(7, 0);
  for (std::uint32_t trial = 0; trial < 50; ++trial) {
    const std::uint32_t n = 12;
    std::vector<std::vector<std::uint32_t>> rows(n);
    for (std::uint32_t arc = 0; arc < 18; ++arc) {
      const auto draw = random(Stream::test, trial, arc);
      rows[draw.below(n, 0)].push_back(draw.below(n, 1));
    }
    std::vector<std::vector<bool>> reach(n, std::vector<bool>(n, false));
    for (std::uint32_t v = 0; v < n; ++v) {
      reach[v][v] = true;
      for (const auto head : rows[v]) reach[v][head] = true;
    }
    for (std::uint32_t k = 0; k < n; ++k)
      for (std::uint32_t v = 0; v < n; ++v)
        for (std::uint32_t w = 0; w < n; ++w)
          if (reach[v][k] && reach[k][w]) reach[v][w] = true;
    const auto graph = graph_of(rows);
    const auto parts = strong_components(graph.offsets, graph.heads);
    for (std::uint32_t v = 0; v < n; ++v)
      for (std::uint32_t w = 0; w < n; ++w)
        EXPECT_EQ(parts.of[v] == parts.of[w], reach[v][w] && reach[w][v]) << trial << ": " << v << ", " << w;
  }
}

}  // namespace
}  // namespace pendel::routing
