// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/queue_case.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "core/random.hpp"
#include "routing/hierarchy.hpp"
#include "text/messages.hpp"
#include "text/table.hpp"

namespace pendel::mobility {

using text::NumberRules;
using text::Say;
using text::say;

namespace {

/// Names from a file to row numbers.
class Names {
 public:
  Names(const std::vector<std::int64_t>& names, const text::Table& table, std::string kind, Issues& issues)
      : kind_(std::move(kind)) {
    for (std::size_t i = 0; i < names.size(); ++i) rows_.emplace_back(names[i], static_cast<std::uint32_t>(i));
    std::sort(rows_.begin(), rows_.end());
    for (std::size_t i = 1; i < rows_.size(); ++i)
      if (rows_[i].first == rows_[i - 1].first)
        issues.add(table.place(rows_[i].second, "id"), say(Say::traffic_twice, rows_[i].first));
  }
  [[nodiscard]] std::optional<std::uint32_t> find(std::int64_t name) const {
    const auto row = std::lower_bound(rows_.begin(), rows_.end(), std::pair(name, std::uint32_t{0}));
    if (row == rows_.end() || row->first != name) return std::nullopt;
    return row->second;
  }
  /// Row numbers of a whole column; 0 where there is none.
  [[nodiscard]] std::vector<std::uint32_t> column(const text::Table& table, std::string_view column,
                                                  Issues& issues) const {
    std::vector<std::uint32_t> rows;
    const auto names = table.integers(column, {}, issues);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto row = find(names[i]);
      if (!row) issues.add(table.place(i, column), missing(names[i]));
      rows.push_back(row.value_or(0));
    }
    return rows;
  }
  [[nodiscard]] std::string missing(std::int64_t name) const { return say(Say::traffic_no_place, kind_, name); }

 private:
  std::string kind_;
  std::vector<std::pair<std::int64_t, std::uint32_t>> rows_;
};

std::vector<float> positive(const text::Table& table, std::string_view column, const char* unit, Issues& issues) {
  const auto values = table.numbers(column, {.unit = unit, .min = 0, .min_exclusive = true}, issues);
  return {values.begin(), values.end()};
}

/// The links of one row of routes.csv, "885 903 1021".
std::vector<std::uint32_t> read_route(std::string_view text, const Names& links, const QueueCase& c,
                                      std::vector<std::string>& problems) {
  std::vector<std::uint32_t> route;
  while (!text.empty()) {
    std::int64_t name = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), name);
    if (error != std::errc{}) {
      problems.push_back(links.missing(0));
      return route;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    while (text.starts_with(' ')) text.remove_prefix(1);
    const auto link = links.find(name);
    if (!link) {
      problems.push_back(links.missing(name));
      return route;
    }
    if (!route.empty() && c.to[route.back()] != c.from[*link])
      problems.push_back(say(Say::traffic_gap, name, c.link_name[route.back()]));
    route.push_back(*link);
  }
  return route;
}

void read_routes(const std::filesystem::path& file, const Names& links, QueueCase& c, Issues& issues) {
  const auto table = text::Table::read(file, issues);
  const auto trips =
      table.integers("trip", {.min = 0, .max = static_cast<double>(c.trips()), .max_exclusive = true}, issues);
  const auto texts = table.views("links", issues);
  if (!issues.empty()) return;
  std::vector<std::uint32_t> row_of(c.trips(), no_trip);
  for (std::size_t row = 0; row < trips.size(); ++row)
    row_of[static_cast<std::size_t>(trips[row])] = static_cast<std::uint32_t>(row);
  std::vector<std::string> problems;
  for (std::size_t trip = 0; trip < c.trips(); ++trip) {
    if (row_of[trip] == no_trip) {
      issues.add({file.string()}, say(Say::traffic_no_route, trip));
    } else {
      const auto route = read_route(texts[row_of[trip]], links, c, problems);
      const std::uint32_t from = route.empty() ? c.origin[trip] : c.from[route.front()];
      const std::uint32_t to = route.empty() ? c.origin[trip] : c.to[route.back()];
      if (problems.empty() && (from != c.origin[trip] || to != c.destination[trip]))
        problems.push_back(say(Say::traffic_ends, c.node_name[from], c.node_name[to], c.node_name[c.origin[trip]],
                               c.node_name[c.destination[trip]]));
      for (auto& problem : problems) issues.add(table.place(row_of[trip], "links"), std::move(problem));
      problems.clear();
      c.links.insert(c.links.end(), route.begin(), route.end());
    }
    c.first.push_back(c.links.size());
  }
}

void find_routes(const text::Table& table, QueueCase& c, Issues& issues, parallel::Pool& pool) {
  const routing::Graph graph(c.node_name.size(), c.from, c.to);
  const routing::Hierarchy hierarchy(graph);
  routing::Metric metric(hierarchy);
  std::vector<routing::Weight> ticks;
  for (std::size_t i = 0; i < c.from.size(); ++i)
    ticks.push_back(std::max(1U, static_cast<std::uint32_t>(std::lround(10 * c.length_m[i] / c.free_speed_mps[i]))));
  metric.customize(ticks);
  std::vector<std::vector<std::uint32_t>> routes(c.trips());
  std::vector<std::uint8_t> lost(c.trips(), 0);
  parallel::for_chunks(
      pool, c.trips(), 256, [&] { return routing::PathQuery(metric); },
      [&](routing::PathQuery& query, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
          if (query.path(c.origin[i], c.destination[i], routes[i]) >= routing::unreachable) lost[i] = 1;
      });
  for (std::size_t i = 0; i < c.trips(); ++i) {
    if (lost[i] != 0)
      issues.add(table.place(i, "origin_node"),
                 say(Say::traffic_no_way, c.node_name[c.origin[i]], c.node_name[c.destination[i]]));
    c.links.insert(c.links.end(), routes[i].begin(), routes[i].end());
    c.first.push_back(c.links.size());
  }
}

Names read_links(const text::Table& table, const Names& nodes, QueueCase& c, Issues& issues) {
  c.link_name = table.integers("id", {}, issues);
  c.from = nodes.column(table, "from", issues);
  c.to = nodes.column(table, "to", issues);
  c.length_m = positive(table, "length_m", "m", issues);
  c.free_speed_mps = positive(table, "freespeed_mps", "m/s", issues);
  c.capacity_per_h = positive(table, "capacity_vph", "1/h", issues);
  c.lanes = positive(table, "lanes", "", issues);
  for (const bool flag : table.flags("connector", {.if_empty = 0, .optional = true}, issues))
    c.connector.push_back(flag ? 1 : 0);
  if (table.rows() == 0 && issues.empty()) issues.add({table.file()}, say(Say::traffic_no_links));
  return {c.link_name, table, "link", issues};
}

}  // namespace

QueueLinks QueueCase::road() const {
  return {.nodes = node_name.size(),
          .from = from,
          .to = to,
          .length_m = length_m,
          .free_speed_mps = free_speed_mps,
          .capacity_per_h = capacity_per_h,
          .lanes = lanes,
          .connector = connector};
}

QueueTrips QueueCase::demand() const {
  return {.depart = depart, .first = first, .links = links, .pcu_tenths = pcu_tenths};
}

double QueueCase::free_time_s(const QueueNetwork& network) const {
  std::int64_t sum_ms = 0;
  for (const auto link : links) sum_ms += network.free_time_ms()[link];
  return trips() == 0 ? 0.0 : static_cast<double>(sum_ms) / 1000 / static_cast<double>(trips());
}

QueueCase read_queue_case(const std::filesystem::path& folder, const std::filesystem::path& routes, Issues& issues,
                          parallel::Pool& pool) {
  QueueCase c;
  const auto nodes_table = text::Table::read(folder / "nodes.csv", issues);
  const auto links_table = text::Table::read(folder / "links.csv", issues);
  const auto trips_table = text::Table::read(folder / "trips.csv", issues);
  if (!issues.empty()) return c;
  c.node_name = nodes_table.integers("id", {}, issues);
  const Names nodes(c.node_name, nodes_table, "node", issues);
  const Names links = read_links(links_table, nodes, c, issues);
  const NumberRules departs{.unit = "s", .min = 0, .max = 1e6};
  for (const double s : trips_table.numbers("depart_s", departs, issues)) c.depart.push_back(ticks_from_s(s));
  c.origin = nodes.column(trips_table, "origin_node", issues);
  c.destination = nodes.column(trips_table, "dest_node", issues);
  const NumberRules pcu{.unit = "PCU", .min = 0.1, .max = 400, .if_empty = 1, .optional = true};
  for (const double value : trips_table.numbers("pcu", pcu, issues))
    c.pcu_tenths.push_back(static_cast<std::uint16_t>(std::lround(10 * value)));
  c.first.push_back(0);
  if (!issues.empty()) return c;
  if (routes.empty())
    find_routes(trips_table, c, issues, pool);
  else
    read_routes(routes, links, c, issues);
  return c;
}

QueueCase grid_case(std::uint32_t side, std::uint32_t trips, Tick window, std::uint64_t seed) {
  PENDEL_EXPECT(side >= 2);
  const Random random(seed, 0);
  QueueCase c;
  const std::uint32_t nodes = side * side;
  for (std::uint32_t v = 0; v < nodes; ++v) c.node_name.push_back(v);
  std::vector<std::uint32_t> east(nodes, no_trip), south(nodes, no_trip);  // first of the two directions
  const auto street = [&](std::uint32_t a, std::uint32_t b) {
    const auto link = static_cast<std::uint32_t>(c.from.size());
    const double length = 200 + 100 * random(Stream::test, link).uniform();
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
      c.link_name.push_back(static_cast<std::int64_t>(c.from.size()));
      c.from.push_back(from);
      c.to.push_back(to);
      c.length_m.push_back(static_cast<float>(std::round(10 * length) / 10));
      c.free_speed_mps.push_back(50 / 3.6F);
      c.capacity_per_h.push_back(3600);
      c.lanes.push_back(2);
    }
    return link;
  };
  for (std::uint32_t v = 0; v < nodes; ++v) {
    if (v % side + 1 < side) east[v] = street(v, v + 1);
    if (v + side < nodes) south[v] = street(v, v + side);
  }
  c.first.push_back(0);
  for (std::uint32_t i = 0; i < trips; ++i) {
    const Draw draw = random(Stream::test, i, 1);
    std::uint32_t at = draw.below(nodes, 0);
    const std::uint32_t target = draw.below(nodes, 1);
    c.depart.push_back(static_cast<Tick>(draw.below(static_cast<std::uint32_t>(window), 2)));
    c.origin.push_back(at);
    c.destination.push_back(target);
    for (std::uint32_t turn = 0; at != target; ++turn) {
      const std::uint32_t x = at % side, y = at / side, to_x = target % side, to_y = target / side;
      const bool along = y == to_y || (x != to_x && (random(Stream::test, i, 2, turn / 4).bits(turn % 4) & 1U) != 0);
      const std::uint32_t step = along ? 1 : side;
      const bool forward = along ? x < to_x : y < to_y;
      const auto& streets = along ? east : south;
      c.links.push_back(forward ? streets[at] : streets[at - step] + 1);
      at = forward ? at + step : at - step;
    }
    c.first.push_back(c.links.size());
  }
  return c;
}

}  // namespace pendel::mobility
