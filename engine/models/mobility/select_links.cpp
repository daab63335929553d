// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/select_links.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/mobility/on_demand.hpp"
#include "text/messages.hpp"
#include "text/parse_number.hpp"

namespace pendel::mobility {

std::vector<LinkId> links_named(const Roads& roads, std::string_view text) {
  std::vector<LinkId> found;
  const auto arrow = text.find('>');
  const auto first = text::parse_integer(text.substr(0, arrow));
  if (!first) return found;
  if (arrow == std::string_view::npos) {
    for (const auto link : roads.link_name.ids())
      if (roads.link_name[link] == *first) found.push_back(link);
    return found;
  }
  const auto second = text::parse_integer(text.substr(arrow + 1));
  if (!second) return found;
  for (const auto link : roads.from.ids())
    if (roads.node_name[roads.from[link]] == *first && roads.node_name[roads.to[link]] == *second)
      found.push_back(link);
  return found;
}

std::vector<LinkId> selected_links(const Roads& roads, const Parameters& parameters) {
  std::vector<LinkId> all;
  for (const auto& text : parameters.select_links) {
    const auto found = links_named(roads, text);
    all.insert(all.end(), found.begin(), found.end());
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::string select_name(const Roads& roads, LinkId link) {
  const auto from = roads.node_name[roads.from[link]], to = roads.node_name[roads.to[link]];
  const auto twins = links_named(roads, fmt::format("{}>{}", from, to));
  const auto which = std::ranges::find(twins, link) - twins.begin() + 1;
  return which == 1 ? fmt::format("{}_{}", from, to) : fmt::format("{}_{}_{}", from, to, which);
}

void check(const Parameters& parameters, const Region& region, const text::ParameterTable& table, Issues& issues) {
  for (std::size_t i = 0; i < parameters.select_links.size(); ++i)
    if (links_named(region.roads, parameters.select_links[i]).empty())
      issues.add(table.place_of("mobility.select_links", i),
                 text::say(text::Say::select_link_unknown, parameters.select_links[i]), "",
                 text::say(text::Say::select_link_hint));
  check_services(parameters, region, table, issues);
}

}  // namespace pendel::mobility
