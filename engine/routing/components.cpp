// SPDX-License-Identifier: Apache-2.0
#include "routing/components.hpp"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <limits>
#include <utility>

#include "core/contract.hpp"

namespace pendel::routing {

namespace {

using BoostGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                      boost::no_property, std::uint32_t, std::uint64_t>;

BoostGraph to_graph(std::span<const std::uint64_t> offsets, std::span<const std::uint32_t> heads) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  arcs.reserve(heads.size());
  const auto vertices = static_cast<std::uint32_t>(offsets.size() - 1);
  for (std::uint32_t v = 0; v < vertices; ++v)
    for (auto at = offsets[v]; at < offsets[v + 1]; ++at) {
      PENDEL_EXPECT(heads[at] < vertices);
      arcs.emplace_back(v, heads[at]);
    }
  return {boost::edges_are_sorted, arcs.begin(), arcs.end(), vertices};
}

}  // namespace

std::uint32_t Components::largest() const {
  PENDEL_EXPECT(!sizes.empty());
  return static_cast<std::uint32_t>(std::max_element(sizes.begin(), sizes.end()) - sizes.begin());
}

Components strong_components(std::span<const std::uint64_t> offsets, std::span<const std::uint32_t> heads) {
  PENDEL_EXPECT(!offsets.empty() && offsets.front() == 0 && offsets.back() == heads.size());
  Components result;
  result.of.resize(offsets.size() - 1);
  if (result.of.empty()) return result;
  const auto graph = to_graph(offsets, heads);
  const auto count = boost::strong_components(
      graph, boost::make_iterator_property_map(result.of.begin(), boost::get(boost::vertex_index, graph)));
  // Renumber by first vertex, so that the numbers do not depend on how the library walks.
  constexpr auto unseen = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> number(count, unseen);
  for (auto& component : result.of) {
    if (number[component] == unseen) {
      number[component] = static_cast<std::uint32_t>(result.sizes.size());
      result.sizes.push_back(0);
    }
    component = number[component];
    ++result.sizes[component];
  }
  return result;
}

}  // namespace pendel::routing
