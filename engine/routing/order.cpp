// SPDX-License-Identifier: Apache-2.0
#include "routing/order.hpp"

#include <metis.h>

#include <algorithm>
#include <utility>

#include "core/contract.hpp"
#include "core/issue.hpp"

namespace pendel::routing {

namespace {

/// Each pair of neighbours once in either direction, without loops, as METIS wants it.
std::vector<std::pair<idx_t, idx_t>> neighbours(const Graph& graph) {
  std::vector<std::pair<idx_t, idx_t>> pairs;
  pairs.reserve(2 * graph.arcs());
  for (Index arc = 0; arc < graph.arcs(); ++arc) {
    const auto u = static_cast<idx_t>(graph.tail(arc));
    const auto v = static_cast<idx_t>(graph.head(arc));
    if (u == v) continue;
    pairs.emplace_back(u, v);
    pairs.emplace_back(v, u);
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace

std::vector<Index> dissection_order(const Graph& graph) {
  const auto n = graph.nodes();
  std::vector<Index> rank(n);
  const auto pairs = neighbours(graph);
  if (pairs.empty()) {  // METIS refuses a graph without edges
    for (std::size_t v = 0; v < n; ++v) rank[v] = static_cast<Index>(v);
    return rank;
  }
  std::vector<idx_t> first(n + 1, 0), neighbour;
  neighbour.reserve(pairs.size());
  for (const auto& [u, v] : pairs) {
    ++first[static_cast<std::size_t>(u) + 1];
    neighbour.push_back(v);
  }
  for (std::size_t v = 0; v < n; ++v) first[v + 1] += first[v];

  std::vector<idx_t> options(METIS_NOPTIONS), node_at(n), rank_of(n);
  METIS_SetDefaultOptions(options.data());
  options[METIS_OPTION_SEED] = 1;
  options[METIS_OPTION_NUMBERING] = 0;
  options[METIS_OPTION_NSEPS] = 4;  // the best of four separators: a one-off cost for every later query
  auto count = static_cast<idx_t>(n);
  const int status =
      METIS_NodeND(&count, first.data(), neighbour.data(), nullptr, options.data(), node_at.data(), rank_of.data());
  if (status == METIS_ERROR_MEMORY) throw SystemError("not enough memory to order the road graph");
  PENDEL_ENSURE(status == METIS_OK);
  std::transform(rank_of.begin(), rank_of.end(), rank.begin(), [](idx_t r) { return static_cast<Index>(r); });
  return rank;
}

}  // namespace pendel::routing
