// SPDX-License-Identifier: Apache-2.0
#include "output/xdmf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/time.hpp"
#include "output/result.hpp"
#include "world/fields.hpp"

namespace pendel::output {
namespace {

/// The signs that XML keeps for itself.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

std::vector<const Field*> link_series(std::span<const store::Reader> segments) {
  std::vector<const Field*> out;
  for (const auto* field : all_fields())
    if (field->type == Type::f32 && field->dimensions[0] == Dimension::time &&
        field->dimensions[1] == Dimension::link &&
        std::ranges::any_of(segments, [&](const auto& segment) { return segment.has(field->path); }))
      out.push_back(field);
  return out;
}

}  // namespace

std::string xdmf_text(const World& world, const std::vector<Day>& days, const std::string& result,
                      std::span<const store::Reader> segments) {
  const auto links = world.region.roads.links();
  const auto nodes = world.region.roads.nodes();
  const auto steps = days.size() * slices_per_day;
  const auto times = time_axis(days);
  const auto fields = link_series(segments);
  const auto file = escaped(result);
  std::string out = "<?xml version=\"1.0\"?>\n<Xdmf Version=\"2.0\">\n <Domain>\n";
  auto to = std::back_inserter(out);
  fmt::format_to(to, "  <Grid Name=\"road\" GridType=\"Collection\" CollectionType=\"Temporal\">\n");
  for (std::size_t step = 0; step < steps; ++step) {
    fmt::format_to(to, "   <Grid Name=\"road\">\n    <Time Value=\"{:.0f}\"/>\n", times[step]);
    fmt::format_to(
        to,
        "    <Topology TopologyType=\"Polyline\" NodesPerElement=\"2\" NumberOfElements=\"{0}\">"
        "<DataItem Dimensions=\"{0} 2\" NumberType=\"Int\" Format=\"HDF\">{1}:/link_nodes</DataItem></Topology>\n",
        links, file);
    fmt::format_to(to, "    <Geometry GeometryType=\"X_Y\">");
    for (const char* axis : {"node_x", "node_y"})
      fmt::format_to(
          to, "<DataItem Dimensions=\"{}\" NumberType=\"Float\" Precision=\"8\" Format=\"HDF\">{}:/{}</DataItem>",
          nodes, file, axis);
    fmt::format_to(to, "</Geometry>\n");
    for (const auto* field : fields)
      fmt::format_to(
          to,
          "    <Attribute Name=\"{0}\" Center=\"Cell\"><DataItem ItemType=\"HyperSlab\" Dimensions=\"1 {1}\">"
          "<DataItem Dimensions=\"3 2\" Format=\"XML\">{2} 0 1 1 1 {1}</DataItem>"
          "<DataItem Dimensions=\"{3} {1}\" NumberType=\"Float\" Precision=\"4\" Format=\"HDF\">{4}:/{0}</DataItem>"
          "</DataItem></Attribute>\n",
          field->path, links, step, steps, file);
    fmt::format_to(to, "   </Grid>\n");
  }
  out += "  </Grid>\n </Domain>\n</Xdmf>\n";
  return out;
}

}  // namespace pendel::output
