// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/math.hpp"
#include "region/folder_reader.hpp"
#include "region/geometry_text.hpp"

namespace pendel {

using text::say;
using text::Say;

namespace {

constexpr double earth_m = 2.1e7;  // no plane of this planet has larger coordinates

double length_of(Point first, const std::vector<Point>& between, Point last) {
  double length = 0;
  auto at = first;
  const auto go = [&](Point next) {
    length += math::distance(next.x_m - at.x_m, next.y_m - at.y_m);
    at = next;
  };
  for (const auto point : between) go(point);
  go(last);
  return length;
}

std::vector<std::string> names_of_classes() {
  std::vector<std::string> names;
  for (int i = 0; i < road_classes; ++i) names.emplace_back(to_string(static_cast<RoadClass>(i)));
  return names;
}

/// The columns of link.csv, checked cell by cell.
struct LinkCells {
  std::vector<std::string> id;
  std::vector<NodeId> from;
  std::vector<NodeId> to;
  std::vector<bool> directed;
  std::vector<double> length_m;
  std::vector<double> speed_kmh;
  std::vector<double> capacity;
  std::vector<double> lanes;
  std::vector<std::size_t> road_class;
  std::vector<std::string> street;
  std::vector<std::int64_t> way;
  std::vector<std::vector<Point>> shape;
};

void add_link(const LinkCells& cells, std::size_t row, bool reverse, Roads& roads) {
  auto shape = cells.shape[row];
  if (reverse) std::reverse(shape.begin(), shape.end());
  const auto from = reverse ? cells.to[row] : cells.from[row];
  const auto to = reverse ? cells.from[row] : cells.to[row];
  const double straight = length_of(roads.at(from), shape, roads.at(to));
  roads.from.push_back(from);
  roads.to.push_back(to);
  roads.link_name.push_back(cells.way[row]);
  // Two nodes on one place are a centimetre apart, so that nothing divides by zero.
  const double length = std::isnan(cells.length_m[row]) ? std::max(straight, 0.01) : cells.length_m[row];
  roads.length_m.push_back(static_cast<float>(length));
  roads.free_speed_mps.push_back(static_cast<float>(cells.speed_kmh[row] / 3.6));
  roads.capacity_per_h.push_back(static_cast<float>(cells.capacity[row] * cells.lanes[row]));
  roads.lanes.push_back(static_cast<float>(cells.lanes[row]));
  roads.road_class.push_back(static_cast<RoadClass>(cells.road_class[row]));
  roads.street.push_back(cells.street[row]);
  roads.shape.push_row(shape);
}

}  // namespace

void FolderReader::read_nodes() {
  const auto before = issues_->size();
  const auto rows = table("node.csv", true);
  auto& roads = region_.roads;
  const auto names = rows.texts("node_id", *issues_, {.filled = true, .unique = true});
  node_of_.whole = issues_->size() == before;
  roads.node_name.values() = rows.integers("node_id", {}, *issues_);
  roads.x_m.values() = rows.numbers("x_coord", {.unit = "m", .min = -earth_m, .max = earth_m}, *issues_);
  roads.y_m.values() = rows.numbers("y_coord", {.unit = "m", .min = -earth_m, .max = earth_m}, *issues_);
  roads.municipality.values() = look_up<MunicipalityId>(rows, "municipality", municipality_of_, true, false);
  using Control = std::pair<std::string, std::uint8_t>;
  const std::vector<Control> controls = {{"", 0},           {"none", 0},   {"no_control", 0},
                                         {"yield", 0},      {"stop", 0},   {"stop_2_way", 0},
                                         {"stop_4_way", 0}, {"4_stop", 0}, {"signal", 1}};  // GMNS
  roads.signal.values() = rows.choices("ctrl_type", controls, *issues_, {.optional = true});
  for (std::size_t row = 0; row < names.size(); ++row) node_of_.ids.emplace(names[row], NodeId(row));
}

void FolderReader::read_links() {
  const auto before = issues_->size();
  const auto rows = table("link.csv", true);
  const double nan = std::nan("");
  LinkCells cells;
  cells.id = rows.texts("link_id", *issues_, {.filled = true, .unique = true});
  cells.from = look_up<NodeId>(rows, "from_node_id", node_of_, false, true);
  cells.to = look_up<NodeId>(rows, "to_node_id", node_of_, false, true);
  cells.directed = rows.flags("directed", {.if_empty = 1, .optional = true}, *issues_);
  cells.length_m = rows.numbers(
      "length", {.unit = "m", .min = 0, .max = 1e6, .min_exclusive = true, .if_empty = nan, .optional = true},
      *issues_);
  cells.speed_kmh = rows.numbers("free_speed", {.unit = "km/h", .max = 300}, *issues_);
  cells.capacity = rows.numbers("capacity", {.unit = "vehicles per hour and lane", .max = 1e5}, *issues_);
  cells.lanes =
      rows.numbers("lanes", {.min = 0, .max = 20, .min_exclusive = true, .if_empty = 1, .optional = true}, *issues_);
  cells.street = rows.texts("name", *issues_, {.optional = true});
  cells.way = rows.integers("way_id", {.if_empty = 0, .optional = true}, *issues_);
  const auto classes = rows.texts("facility_type", *issues_, {.optional = true});
  const auto lines = rows.texts("geometry", *issues_, {.optional = true});
  const auto names = names_of_classes();
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    for (const auto& [column, value] :
         {std::pair{"free_speed", cells.speed_kmh[row]}, {"capacity", cells.capacity[row]}})
      if (value <= 0)
        problem(rows, row, column, say(Say::value_is, column, shortest(static_cast<float>(value))),
                say(Say::must_be, "> 0", ""), say(Say::close_link_hint));
    const auto name = classes[row].empty() ? "unclassified" : classes[row];
    const auto found = std::find(names.begin(), names.end(), name);
    cells.road_class.push_back(static_cast<std::size_t>(found - names.begin()));
    if (found == names.end()) {
      const auto hint = text::did_you_mean(name, names);
      problem(rows, row, "facility_type", say(Say::word_unknown, "facility_type", name), "",
              hint.empty() ? say(Say::known_classes_hint) : hint);
    }
    auto line =
        lines[row].empty() ? std::vector<Point>(2) : parse_line_string(lines[row]).value_or(std::vector<Point>());
    if (line.empty()) problem(rows, row, "geometry", say(Say::no_line_string));
    cells.shape.emplace_back(line.empty() ? line.end() : line.begin() + 1, line.empty() ? line.end() : line.end() - 1);
  }
  link_of_.whole = node_of_.whole && issues_->size() == before;  // a link with a problem is left out
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    if (!cells.from[row].valid() || !cells.to[row].valid() || cells.road_class[row] >= names.size()) continue;
    if (cells.way[row] == 0) cells.way[row] = static_cast<std::int64_t>(row) + 1;
    link_of_.ids.emplace(cells.id[row], LinkId(region_.roads.links()));
    add_link(cells, row, false, region_.roads);
    if (!cells.directed[row]) add_link(cells, row, true, region_.roads);
  }
}

void FolderReader::read_turn_bans() {
  if (!exists("movement.csv")) return;
  const auto rows = table("movement.csv");
  const auto from = look_up<LinkId>(rows, "ib_link_id", link_of_, false, true);
  const auto to = look_up<LinkId>(rows, "ob_link_id", link_of_, false, true);
  const auto type = rows.texts("type", *issues_, {.optional = true});
  const auto& roads = region_.roads;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    if (!type[row].empty() && type[row] != "banned") {
      problem(rows, row, "type", say(Say::movement_type, type[row]), say(Say::movement_type_why),
              say(Say::movement_type_hint));
      continue;
    }
    if (!from[row].valid() || !to[row].valid()) continue;
    if (roads.to[from[row]] != roads.from[to[row]]) problem(rows, row, "ob_link_id", say(Say::movement_apart));
    region_.roads.turn_bans.push_back({from[row], to[row]});
  }
}

}  // namespace pendel
