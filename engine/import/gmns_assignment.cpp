// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <unordered_map>

#include "import/assignment_input.hpp"
#include "import/trip_table.hpp"
#include "text/messages.hpp"
#include "text/table.hpp"

namespace pendel::import {

namespace {

using text::Say;
using text::say;
using text::Table;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double id_max = 9e18;

struct LinkCells {
  std::vector<std::int64_t> from, to;
  std::vector<bool> directed;
  std::vector<double> length_m, speed_kmh, capacity, lanes, toll, alpha, beta, time_min;
};

LinkCells read_links(const Table& rows, Issues& issues) {
  LinkCells cells;
  cells.from = rows.integers("from_node_id", {.min = 0, .max = id_max}, issues);
  cells.to = rows.integers("to_node_id", {.min = 0, .max = id_max}, issues);
  cells.directed = rows.flags("directed", {.if_empty = 1, .optional = true}, issues);
  const bool timed = rows.has("vdf_fftt");
  cells.time_min = rows.numbers("vdf_fftt", {.unit = "min", .min = 0, .if_empty = nan, .optional = true}, issues);
  cells.length_m =
      rows.numbers("length", {.unit = "m", .min = 0, .if_empty = timed ? 0 : nan, .optional = timed}, issues);
  cells.speed_kmh = rows.numbers(
      "free_speed", {.unit = "km/h", .min = 0, .min_exclusive = true, .if_empty = timed ? nan : 0, .optional = timed},
      issues);
  cells.capacity = rows.numbers("capacity", {.unit = "vehicles per hour and lane", .min = 0}, issues);
  cells.lanes = rows.numbers("lanes", {.min = 0, .if_empty = 1, .optional = true}, issues);
  cells.toll = rows.numbers("toll", {.if_empty = 0, .optional = true}, issues);
  cells.alpha = rows.numbers("vdf_alpha", {.min = 0, .if_empty = 0.15, .optional = true}, issues);
  cells.beta = rows.numbers("vdf_beta", {.min = 0, .if_empty = 4, .optional = true}, issues);
  return cells;
}

/// Zone number -> node number, from zone.csv; empty if there is none.
std::unordered_map<std::int64_t, std::int64_t> read_zones(const std::filesystem::path& file, Issues& issues) {
  std::unordered_map<std::int64_t, std::int64_t> node_of;
  if (!std::filesystem::exists(file)) return node_of;
  const auto rows = Table::read(file, issues);
  if (!rows.has("node_id")) return node_of;
  const auto zone = rows.integers("zone_id", {}, issues);
  const auto node = rows.integers("node_id", {.if_empty = -1}, issues);
  for (std::size_t row = 0; row < rows.rows(); ++row)
    if (node[row] >= 0 && !node_of.emplace(zone[row], node[row]).second)
      issues.add(rows.place(row, "zone_id"), say(Say::cell_twice, "zone_id", zone[row]));
  return node_of;
}

void fill_network(const Table& rows, const LinkCells& cells, const CostWeights& weights, AssignmentInput& input,
                  Issues& issues) {
  std::vector<std::int64_t> from, to;
  std::vector<std::size_t> row_of;
  auto& network = input.network;
  const auto add = [&](std::size_t row, bool reverse) {
    from.push_back(reverse ? cells.to[row] : cells.from[row]);
    to.push_back(reverse ? cells.from[row] : cells.to[row]);
    row_of.push_back(row);
    const double by_speed = 0.06 * cells.length_m[row] / cells.speed_kmh[row];  // m by km/h
    network.free_flow_time.push_back(std::isnan(cells.time_min[row]) ? by_speed : cells.time_min[row]);
    network.capacity.push_back(cells.capacity[row] * cells.lanes[row]);
    network.b.push_back(cells.alpha[row]);
    network.power.push_back(cells.beta[row]);
    network.fixed_cost.push_back(weights.toll.value_or(0) * cells.toll[row] +
                                 weights.distance.value_or(0) * cells.length_m[row]);
  };
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    add(row, false);
    if (!cells.directed[row]) add(row, true);
  }
  number_nodes(from, to, network);
  network.through.assign(network.nodes(), 1);
  check_costs(
      network, [&](assign::Index link) { return rows.place(row_of[link], "from_node_id"); }, issues);
}

}  // namespace

AssignmentInput read_gmns(const std::filesystem::path& network, const std::filesystem::path& trips,
                          const CostWeights& weights, Issues& issues) {
  AssignmentInput input;
  const auto before = issues.size();
  const auto file = std::filesystem::is_directory(network) ? network / "link.csv" : network;
  const auto rows = Table::read(file, issues);
  if (issues.size() == before) {
    const auto cells = read_links(rows, issues);
    if (issues.size() == before) fill_network(rows, cells, weights, input, issues);
  }
  if (trips.empty()) return input;
  const auto node_of = read_zones(file.parent_path() / "zone.csv", issues);
  const bool whole = issues.size() == before;

  const auto demand_issues = issues.size();
  const auto demand = Table::read(trips, issues);
  if (issues.size() > demand_issues) return input;
  const auto origin = demand.integers("o_zone_id", {.min = 0, .max = id_max}, issues);
  const auto destination = demand.integers("d_zone_id", {.min = 0, .max = id_max}, issues);
  const auto volume = demand.numbers("volume", {.unit = "vehicles", .min = 0, .if_empty = 0}, issues);
  if (!whole || issues.size() > demand_issues) return input;
  std::vector<TripCell> cells;
  const auto node = [&](std::int64_t zone) {
    const auto found = node_of.find(zone);
    return found == node_of.end() ? zone : found->second;
  };
  for (std::size_t row = 0; row < demand.rows(); ++row)
    cells.push_back({node(origin[row]), node(destination[row]), volume[row], row});
  take_trips(
      std::move(cells), [&](const TripCell& cell) { return demand.place(cell.where, "o_zone_id"); }, input, issues);
  return input;
}

}  // namespace pendel::import
