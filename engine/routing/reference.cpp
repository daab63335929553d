// SPDX-License-Identifier: Apache-2.0
#include "routing/reference.hpp"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <functional>
#include <utility>

namespace pendel::routing {

namespace {
struct Plus {
  Weight operator()(Weight a, Weight b) const { return plus(a, b); }
};
using WeightlessGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                           boost::no_property, Index, Index>;

WeightlessGraph csr(const Graph& graph) {
  std::vector<std::pair<Index, Index>> arcs;
  for (Index arc = 0; arc < graph.arcs(); ++arc) arcs.emplace_back(graph.tail(arc), graph.head(arc));
  return WeightlessGraph(boost::edges_are_sorted, arcs.begin(), arcs.end(), static_cast<Index>(graph.nodes()));
}
}  // namespace

struct Reference::Inside {
  explicit Inside(const Graph& g)
      : graph(&g), boost_graph(csr(g)), weight(g.arcs()), distance(g.nodes()), parent(g.nodes()), color(g.nodes()) {}

  const Graph* graph;
  WeightlessGraph boost_graph;
  std::vector<Weight> weight, distance;
  std::vector<Index> parent;
  std::vector<boost::default_color_type> color;
};

Reference::Reference(const Graph& graph) : inside_(std::make_unique<Inside>(graph)) {}
Reference::~Reference() = default;

void Reference::weights(std::span<const Weight> link_weight) {
  for (Index arc = 0; arc < inside_->graph->arcs(); ++arc)
    inside_->weight[arc] = inside_->graph->weight(arc, link_weight);
}

std::span<const Weight> Reference::from(Index source) {
  auto& in = *inside_;
  const auto nodes = boost::get(boost::vertex_index, in.boost_graph);
  const auto arcs = boost::get(boost::edge_index, in.boost_graph);
  const auto color = boost::make_iterator_property_map(in.color.begin(), nodes);
  boost::dijkstra_shortest_paths(in.boost_graph, source,
                                 boost::weight_map(boost::make_iterator_property_map(in.weight.begin(), arcs))
                                     .distance_map(boost::make_iterator_property_map(in.distance.begin(), nodes))
                                     .predecessor_map(boost::make_iterator_property_map(in.parent.begin(), nodes))
                                     .color_map(color)
                                     .distance_inf(unreachable)
                                     .distance_zero(Weight{0})
                                     .distance_compare(std::less<Weight>{})
                                     .distance_combine(Plus{})
                                     .vertex_index_map(nodes));
  return in.distance;
}

}  // namespace pendel::routing
