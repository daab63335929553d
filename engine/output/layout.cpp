// SPDX-License-Identifier: Apache-2.0
#include "output/layout.hpp"

#include "core/time.hpp"
#include "world/state.hpp"

namespace pendel::output {
namespace {

// How a column of ours looks in the file.

template <class T>
std::vector<T> in_file(const std::vector<T>& values) {
  return values;
}
/// An id is its position; -1 is "none".
template <class Tag>
std::vector<std::int32_t> in_file(const std::vector<Id<Tag>>& ids) {
  std::vector<std::int32_t> out;
  out.reserve(ids.size());
  for (const auto id : ids) out.push_back(id.valid() ? static_cast<std::int32_t>(id.value()) : -1);
  return out;
}
template <class Enum>
  requires std::is_enum_v<Enum>
std::vector<std::uint8_t> in_file(const std::vector<Enum>& codes) {
  std::vector<std::uint8_t> out;
  out.reserve(codes.size());
  for (const auto code : codes) out.push_back(static_cast<std::uint8_t>(code));
  return out;
}
std::vector<std::int32_t> in_file(const std::vector<std::uint32_t>& counts) { return {counts.begin(), counts.end()}; }

template <auto Part, auto Member>
Values land(const Region& region, const People&) {
  return in_file((region.*Part.*Member).values());
}

template <auto Part, auto Member>
Values people(const Region&, const People& all) {
  return in_file((all.*Part.*Member).values());
}

template <class Whole, auto Rows, auto Member>
Values members(const Whole& whole) {
  std::vector<std::remove_cvref_t<decltype((whole.*Rows).front().*Member)>> out;
  for (const auto& row : whole.*Rows) out.push_back(row.*Member);
  return out;
}

template <auto Rows, auto Member>
Values rows_of_land(const Region& region, const People&) {
  return members<Region, Rows, Member>(region);
}

template <auto Rows, auto Member>
Values rows_of_people(const Region&, const People& all) {
  return members<People, Rows, Member>(all);
}

Values link_nodes(const Region& region, const People&) {
  const auto& roads = region.roads;
  std::vector<std::int32_t> out;
  out.reserve(2 * roads.links());
  for (const auto link : roads.from.ids()) {
    out.push_back(static_cast<std::int32_t>(roads.from[link].value()));
    out.push_back(static_cast<std::int32_t>(roads.to[link].value()));
  }
  return out;
}

/// In four bytes: QGIS refuses the mesh if a variable of the root over node or link is of one byte or of eight.
Values link_classes(const Region& region, const People&) {
  std::vector<std::int32_t> out;
  for (const auto road_class : region.roads.road_class) out.push_back(static_cast<std::int32_t>(road_class));
  return out;
}

template <auto Axis>
Values link_middles(const Region& region, const People&) {
  const auto& roads = region.roads;
  std::vector<double> out;
  out.reserve(roads.links());
  for (const auto link : roads.from.ids())
    out.push_back(((roads.*Axis)[roads.from[link]] + (roads.*Axis)[roads.to[link]]) / 2);
  return out;
}

template <class Key>
std::vector<std::int32_t> municipality_of(const Region& region, const Column<Key, BuildingId>& building) {
  Column<Key, MunicipalityId> out(building.size());
  for (const auto id : building.ids())
    if (building[id].valid()) out[id] = region.sites.municipality[building[id]];
  return in_file(out.values());
}

Values home_municipality(const Region& region, const People& all) { return municipality_of(region, all.persons.home); }

Values household_municipality(const Region& region, const People& all) {
  return municipality_of(region, all.households.building);
}

Values building_grid(const Region& region, const People& all) {
  auto grid = all.grids.of;
  grid.resize(region.sites.size());
  return in_file(grid.values());
}

Values zone_numbers(const Region& region, const People&) {
  std::vector<std::int32_t> out;
  for (const auto zone : region.zones.name.ids()) out.push_back(static_cast<std::int32_t>(zone.value()));
  return out;
}

Values mode_names(const Region&, const People&) {
  static_assert(modes == 5);
  return std::vector<std::string>{"walk", "bike", "transit", "car", "ride"};
}

Values purpose_names(const Region&, const People&) {
  static_assert(purposes == 5);
  return std::vector<std::string>{"home", "work", "education", "shopping", "leisure"};
}

Values sector_names(const Region&, const People&) {
  std::vector<std::string> out;
  for (int i = 0; i < sectors; ++i) out.emplace_back(to_string(static_cast<Sector>(i)));
  return out;
}

Values measure_names(const Region&, const People&) {
  std::vector<std::string> out;
  for (int i = 0; i < measures; ++i) out.emplace_back(to_string(static_cast<Measure>(i)));
  return out;
}

std::vector<std::string> note_texts(const Region& region, const People& all) {
  std::vector<std::string> out;
  if (region.generated) out.emplace_back(generated_note);
  out.insert(out.end(), region.notes.begin(), region.notes.end());
  out.insert(out.end(), all.notes.begin(), all.notes.end());
  return out;
}

Values notes(const Region& region, const People& all) { return note_texts(region, all); }

constexpr std::string_view class_flags =
    "motorway trunk primary secondary tertiary unclassified residential living_street service";
constexpr std::string_view use_flags = "residential mixed work school retail leisure other";
constexpr std::string_view age_flags = "0-5 6-17 18-24 25-44 45-64 65+";
constexpr std::string_view employment_flags = "none employed pupil student";
constexpr std::string_view commute_flags = "none inside outbound inbound weekly";
constexpr std::string_view sector_flags =
    "none agriculture industry construction trade transport hospitality information finance business administration "
    "education "
    "health other";

// One row a line, where it fits.
// clang-format off
constexpr Item table[] = {
    {"node_x", "m", "easting of the node", "land", {"node"}, land<&Region::roads, &Roads::x_m>},
    {"node_y", "m", "northing of the node", "land", {"node"}, land<&Region::roads, &Roads::y_m>},
    {"tables/node_id", "1", "id in the source of the roads (OSM node)", "land", {"node"},
     land<&Region::roads, &Roads::node_name>},
    {"node_municipality", "1", "position of the municipality; -1 = outside", "land", {"node"},
     land<&Region::roads, &Roads::municipality>},
    {"link_nodes", "1", "node at the begin and at the end of the link", "land", {"link", "two"}, link_nodes},
    {"link_x", "m", "easting of the middle of the link", "land", {"link"}, link_middles<&Roads::x_m>},
    {"link_y", "m", "northing of the middle of the link", "land", {"link"}, link_middles<&Roads::y_m>},
    {"tables/link_id", "1", "id in the source of the roads (OSM way); two links of one street may share it", "land", {"link"},
     land<&Region::roads, &Roads::link_name>},
    {"link_length", "m", "length along the road", "land", {"link"}, land<&Region::roads, &Roads::length_m>},
    {"link_free_speed", "m s-1", "speed on the empty link", "land", {"link"},
     land<&Region::roads, &Roads::free_speed_mps>},
    {"link_capacity", "h-1", "vehicles per hour that the link can take, all lanes together", "land", {"link"},
     land<&Region::roads, &Roads::capacity_per_h>},
    {"link_lanes", "1", "lanes", "land", {"link"}, land<&Region::roads, &Roads::lanes>},
    {"link_class", "1", "road class", "land", {"link"}, link_classes, class_flags},
    {"zone_x", "m", "easting of the zone's centre", "land", {"zone"}, land<&Region::zones, &Zones::x_m>},
    {"zone_y", "m", "northing of the zone's centre", "land", {"zone"}, land<&Region::zones, &Zones::y_m>},
    {"zone_node", "1", "node where trips of the zone enter the roads", "land", {"zone"},
     land<&Region::zones, &Zones::node>},
    {"zone_municipality", "1", "position of the municipality; -1 = gateway", "land", {"zone"},
     land<&Region::zones, &Zones::municipality>},
    {"zone_gateway", "1", "position of the gateway; -1 = inside", "land", {"zone"},
     land<&Region::zones, &Zones::gateway>},
    {"municipality_x", "m", "easting of the municipality's centre", "land", {"municipality"},
     land<&Region::municipalities, &Municipalities::x_m>},
    {"municipality_y", "m", "northing of the municipality's centre", "land", {"municipality"},
     land<&Region::municipalities, &Municipalities::y_m>},
    {"municipality_population", "1", "published population", "land", {"municipality"},
     land<&Region::municipalities, &Municipalities::population>},
    {"municipality_regiostar7", "1", "regional type RegioStaR7, 71 to 77; 0 = not published", "land", {"municipality"},
     land<&Region::municipalities, &Municipalities::regiostar7>},
    {"gateway_node", "1", "node on the border", "land", {"gateway"}, land<&Region::gateways, &Gateways::node>},
    {"gateway_zone", "1", "position of the gateway's zone", "land", {"gateway"},
     land<&Region::gateways, &Gateways::zone>},
    {"gateway_outside", "km", "mean way from the border to the places behind the gateway", "land", {"gateway"},
     land<&Region::gateways, &Gateways::outside_km>},
    {"tables/link_street", "", "name of the street", "land", {"link"}, land<&Region::roads, &Roads::street>},
    {"tables/municipality_ags", "", "official municipality key, 8 digits", "land", {"municipality"},
     land<&Region::municipalities, &Municipalities::ags>},
    {"tables/municipality_name", "", "name of the municipality", "land", {"municipality"},
     land<&Region::municipalities, &Municipalities::name>},
    {"tables/zone_name", "", "name of the zone", "land", {"zone"}, land<&Region::zones, &Zones::name>},
    {"tables/gateway_name", "", "name of the gateway", "land", {"gateway"}, land<&Region::gateways, &Gateways::name>},
    {"tables/mode_name", "", "mode of travel; ride = passenger in a car", "engine", {"mode"}, mode_names},
    {"tables/purpose_name", "", "purpose of a stay", "engine", {"purpose"}, purpose_names},
    {"tables/measure_name", "", "digital measure of a municipality", "engine", {"digital_measure"}, measure_names},
    {"tables/sector_name", "", "economic sector", "engine", {"sector"}, sector_names},
    {"lookup/zone", "1", "number of the zone in the matrices under /data (OMX)", "land", {"zone"}, zone_numbers},
    {"person/municipality", "1", "municipality of the home; -1 = lives behind a gateway", "people", {"person"},
     home_municipality},
    {"person/household", "1", "position of the household; -1 = lives behind a gateway", "people", {"person"},
     people<&People::persons, &Persons::household>},
    {"person/age", "1", "age group in years", "people", {"person"},
     people<&People::persons, &Persons::age>, age_flags},
    {"person/employment", "1", "employment", "people", {"person"},
     people<&People::persons, &Persons::employment>, employment_flags},
    {"person/sector", "1", "economic sector of the job", "people", {"person"},
     people<&People::persons, &Persons::sector>, sector_flags},
    {"person/commute", "1", "how the job lies to the region", "people", {"person"},
     people<&People::persons, &Persons::commute>, commute_flags},
    {"person/has_car", "1", "may drive a car: licence and car at hand", "people", {"person"},
     people<&People::persons, &Persons::has_car>},
    {"household/municipality", "1", "position of the municipality", "people", {"household"}, household_municipality},
    {"household/building", "1", "position of the building", "people", {"household"},
     people<&People::households, &Households::building>},
    {"household/persons", "1", "persons", "people", {"household"}, people<&People::households, &Households::persons>},
    {"household/cars", "1", "cars", "people", {"household"}, people<&People::households, &Households::cars>},
    {"building/x", "m", "easting", "land", {"building"}, land<&Region::sites, &BuildingSites::x_m>},
    {"building/y", "m", "northing", "land", {"building"}, land<&Region::sites, &BuildingSites::y_m>},
    {"building/use", "1", "use", "land", {"building"}, land<&Region::sites, &BuildingSites::use>, use_flags},
    {"building/municipality", "1", "position of the municipality", "land", {"building"},
     land<&Region::sites, &BuildingSites::municipality>},
    {"building/jobs", "1", "persons who have their workplace here", "people", {"building"},
     people<&People::buildings, &Buildings::jobs>},
    {"building/grid", "1", "position of the low-voltage grid; -1 = none", "people", {"building"},
     building_grid},
    {"grid/x", "m", "easting of the station", "people", {"grid"}, people<&People::grids, &LowVoltageGrids::x_m>},
    {"grid/y", "m", "northing of the station", "people", {"grid"}, people<&People::grids, &LowVoltageGrids::y_m>},
    {"grid/municipality", "1", "position of the municipality", "people", {"grid"},
     people<&People::grids, &LowVoltageGrids::municipality>},
    {"grid/rated_power", "kVA", "rated power of the transformers", "people", {"grid"},
     people<&People::grids, &LowVoltageGrids::rated_kva>},
    {"grid/given", "1", "1 = the operator's grid, 0 = synthetic, laid along the streets", "people", {"grid"},
     people<&People::grids, &LowVoltageGrids::given>},
    {"grid/dwellings", "1", "dwellings behind the transformer", "people", {"grid"},
     people<&People::grids, &LowVoltageGrids::dwellings>},
    {"margin/ags", "", "municipality key", "people", {"margin"}, rows_of_people<&People::margins, &Margin::ags>},
    {"margin/quantity", "", "what was counted", "people", {"margin"},
     rows_of_people<&People::margins, &Margin::quantity>},
    {"margin/kind", "", "official (hard), county or default (soft)", "people", {"margin"},
     rows_of_people<&People::margins, &Margin::kind>},
    {"margin/source", "", "source of the target", "people", {"margin"},
     rows_of_people<&People::margins, &Margin::source>},
    {"margin/target", "1", "published or assumed figure", "people", {"margin"},
     rows_of_people<&People::margins, &Margin::target>},
    {"margin/reached", "1", "the same in the synthetic population", "people", {"margin"},
     rows_of_people<&People::margins, &Margin::reached>},
    {"provenance/source_table", "", "table of the region", "land", {"source"},
     rows_of_land<&Region::sources, &Source::table>},
    {"provenance/source_column", "", "column; * = the whole table", "land", {"source"},
     rows_of_land<&Region::sources, &Source::column>},
    {"provenance/source_name", "", "where the figures come from", "land", {"source"},
     rows_of_land<&Region::sources, &Source::source>},
    {"provenance/source_year", "", "year of the figures", "land", {"source"},
     rows_of_land<&Region::sources, &Source::year>},
    {"provenance/source_licence", "", "licence", "land", {"source"}, rows_of_land<&Region::sources, &Source::licence>},
    {"provenance/note_text", "", "what a reader of this result must know about its input", "land", {"note"}, notes},
};
// clang-format on

/// A column of the days, from a function of one of them.
template <class T, auto Function>
Values of_days(const std::vector<Day>& days) {
  std::vector<T> out;
  for (const auto& day : days) out.push_back(static_cast<T>(Function(day)));
  return out;
}

std::vector<std::int32_t> day_positions(const std::vector<Day>& days, std::int32_t step) {
  std::vector<std::int32_t> out(days.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::int32_t>(i) * step;
  return out;
}

Values day_names(const std::vector<Day>& days) {
  std::vector<std::string> out;
  for (const auto& day : days) out.push_back(day.name);
  return out;
}

// clang-format off
constexpr DayItem day_table[] = {
    {"day_date", "days since 1970-01-01", "calendar date",
     of_days<std::int32_t, [](const Day& day) { return day.date.days(); }>},
    {"day_weight", "1", "days of the year that the day stands for; 0 = design day",
     of_days<double, [](const Day& day) { return day.weight; }>},
    {"day_first_time", "1", "position on the time axis of the day's first quarter-hour",
     [](const std::vector<Day>& days) -> Values { return day_positions(days, slices_per_day); }},
    {"day_period", "1", "number of the period",
     of_days<std::int32_t, [](const Day& day) { return day.period; }>},
    {"day_kind", "1", "kind of the day; a public holiday counts as Sunday",
     of_days<std::uint8_t, [](const Day& day) { return day.kind; }>, "workday saturday sunday"},
    {"day_school_holiday", "1", "no lessons",
     of_days<std::uint8_t, [](const Day& day) { return day.school_holiday ? 1 : 0; }>},
    {"tables/day_name", "", "name of the day", day_names},
};
// clang-format on

using R = const Region&;
using P = const People&;

constexpr FileDimension dimensions[] = {
    {"node", "ends of links", [](R r, P) { return r.roads.nodes(); }},
    {"link", "directions of road sections", [](R r, P) { return r.roads.links(); }},
    {"two", "begin and end", [](R, P) { return std::size_t{2}; }},
    {"zone", "zones, gateways among them", [](R r, P) { return r.zones.size(); }},
    {"municipality", "municipalities", [](R r, P) { return r.municipalities.size(); }},
    {"gateway", "where the outside begins", [](R r, P) { return r.gateways.size(); }},
    {"mode", "modes of travel", [](R, P) { return std::size_t{modes}; }},
    {"purpose", "purposes of stays", [](R, P) { return std::size_t{purposes}; }},
    {"digital_measure", "digital measures of municipalities", [](R, P) { return std::size_t{measures}; }},
    {"sector", "economic sectors", [](R, P) { return std::size_t{sectors}; }},
    {"person/person", "persons: residents first, then commuters who live behind a gateway",
     [](R, P p) { return p.persons.size(); }},
    {"household/household", "households", [](R, P p) { return p.households.size(); }},
    {"building/building", "buildings", [](R r, P) { return r.sites.size(); }},
    {"grid/grid", "low-voltage grids", [](R, P p) { return p.grids.size(); }},
    {"margin/margin", "lines of the margins report", [](R, P p) { return p.margins.size(); }},
    {"provenance/source", "lines of the table of sources", [](R r, P) { return r.sources.size(); }},
    {"provenance/note", "notes", [](R r, P p) { return note_texts(r, p).size(); }},
};

}  // namespace

std::span<const Item> layout() { return table; }
std::span<const DayItem> day_items() { return day_table; }
std::span<const FileDimension> file_dimensions() { return dimensions; }

store::Attributes placed_on(std::string_view path, std::string_view dimension) {
  using std::string;
  if (path.find('/') != std::string_view::npos) return {};
  const string axis(dimension);
  if (path == axis + "_x")
    return {{"standard_name", string("projection_x_coordinate")}, {"grid_mapping", string("crs")}};
  if (path == axis + "_y")
    return {{"standard_name", string("projection_y_coordinate")}, {"grid_mapping", string("crs")}};
  if (path == "link_nodes") return {{"cf_role", string("edge_node_connectivity")}, {"start_index", std::int32_t{0}}};
  if (axis != "node" && axis != "link" && axis != "zone" && axis != "municipality") return {};
  store::Attributes out;
  if (axis == "link" || axis == "node")
    out = {{"mesh", string("road")}, {"location", string(axis == "link" ? "edge" : "node")}};
  out.push_back({"coordinates", axis + "_x " + axis + "_y"});
  out.push_back({"grid_mapping", string("crs")});
  return out;
}

std::string_view type_name(const Values& values) {
  constexpr std::array<std::string_view, 6> names = {"f64", "f32", "i32", "i64", "u8", "text"};
  return names[values.index()];
}

}  // namespace pendel::output
