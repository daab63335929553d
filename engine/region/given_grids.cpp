// SPDX-License-Identifier: Apache-2.0
#include "region/given_grids.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "text/messages.hpp"
#include "text/table.hpp"

namespace pendel {

namespace {

using text::say;
using text::Say;

/// By the name that bus.csv gives it.
std::map<std::int64_t, std::uint32_t> positions(const GridTables& grid) {
  std::map<std::int64_t, std::uint32_t> out;
  for (std::uint32_t i = 0; i < grid.buses.size(); ++i) out.emplace(grid.buses[i].index, i);
  return out;
}

}  // namespace

GivenGrids read_given_grids(const Region& region, Issues& issues) {
  GivenGrids out;
  const std::filesystem::path folder = region.read_from;
  const auto file = folder / "connection.csv";
  if (folder.empty() || !std::filesystem::exists(file)) return out;
  const auto before = issues.size();
  const auto table = text::Table::read(file, issues);
  const auto grids = table.texts("grid", issues, {.filled = true});
  const auto buses = table.integers("bus", {}, issues);
  const auto x = table.numbers("x_coord", {.unit = "m"}, issues);
  const auto y = table.numbers("y_coord", {.unit = "m"}, issues);
  if (issues.size() > before) return out;

  const std::set<std::string> names(grids.begin(), grids.end());
  out.names.assign(names.begin(), names.end());
  std::vector<std::map<std::int64_t, std::uint32_t>> known;
  for (const auto& name : out.names) {
    out.tables.push_back(read_grid_tables(folder / "grids" / name, issues));
    out.tables.back().loads.clear();
    known.push_back(positions(out.tables.back()));
  }
  if (issues.size() > before) return out;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto grid =
        static_cast<std::size_t>(std::lower_bound(out.names.begin(), out.names.end(), grids[row]) - out.names.begin());
    const auto bus = known[grid].find(buses[row]);
    if (bus == known[grid].end()) {
      issues.add(table.place(row, "bus"), say(Say::connection_bus, grids[row], buses[row]));
      continue;
    }
    out.connections.push_back({grid, bus->second, x[row], y[row]});
  }
  return out;
}

}  // namespace pendel
