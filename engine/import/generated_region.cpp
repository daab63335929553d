// SPDX-License-Identifier: Apache-2.0
#include "import/generated_region.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/hash.hpp"
#include "import/check_facts.hpp"
#include "import/projection.hpp"
#include "region/cache.hpp"
#include "region/federal_states.hpp"
#include "region/folder.hpp"
#include "region/generate_synthetic.hpp"
#include "text/document.hpp"
#include "text/messages.hpp"
#include "text/parameters.hpp"
#include "text/table.hpp"

namespace pendel {
namespace {

using text::Kind;
using text::Node;
using text::say;
using text::Say;

/// To the centimetre: the projection library's last bits may differ between machines.
Point rounded(Point at) { return {std::round(at.x_m * 100) / 100, std::round(at.y_m * 100) / 100}; }

/// One table of the specification: hands out its members and, at the end, reports those that nobody asked for.
class Fields {
 public:
  /// `name` for messages: "[climate]", "[[road]]".
  Fields(const Node& table, std::string name, Issues& issues, const import::Projection& projection)
      : table_(table), name_(std::move(name)), issues_(issues), projection_(projection) {}

  const Node* member(const std::string& key, bool required) {
    asked_.push_back(key);
    const Node* node = table_.find(key);
    if (node == nullptr && required) issues_.add(table_.place, say(Say::key_missing, key, name_));
    return node;
  }
  std::string text(const std::string& key, bool required = true) {
    const Node* node = member(key, required);
    if (node == nullptr) return {};
    if (node->kind == Kind::string) return node->text();
    refuse(*node, key, Say::type_text, say(Say::ags_text_hint));
    return {};
  }
  double number(const std::string& key, double min, bool required = false,
                double max = std::numeric_limits<double>::infinity()) {
    const Node* node = member(key, required);
    if (node == nullptr) return std::numeric_limits<double>::quiet_NaN();
    return within(*node, key, min, max);
  }
  std::int64_t integer(const std::string& key, std::int64_t fallback, bool required) {
    const Node* node = member(key, required);
    if (node == nullptr) return fallback;
    if (node->kind == Kind::integer) return node->integer();
    refuse(*node, key, Say::type_integer);
    return fallback;
  }
  bool flag(const std::string& key) {
    const Node* node = member(key, false);
    if (node == nullptr) return false;
    if (node->kind == Kind::boolean) return node->boolean();
    refuse(*node, key, Say::type_flag);
    return false;
  }
  Point point(const std::string& key) {
    const Node* node = member(key, true);
    return node == nullptr ? nowhere() : to_point(*node, key);
  }
  std::vector<Point> points(const std::string& key, bool required = true) {
    const Node* node = member(key, required);
    std::vector<Point> out;
    if (node == nullptr) return out;
    if (!node->is_array()) refuse(*node, key, Say::type_points);
    for (const Node& item : node->items) out.push_back(to_point(item, key));
    return out;
  }
  std::array<double, 12> months(const std::string& key, double min, double max) {
    std::array<double, 12> out{};
    const Node* node = member(key, true);
    if (node == nullptr) return out;
    if (!node->is_array())
      refuse(*node, key, Say::type_months);
    else if (node->items.size() != out.size())
      issues_.add(node->place, say(Say::wrong_length, key, node->items.size(), out.size()));
    for (std::size_t m = 0; m < std::min(node->items.size(), out.size()); ++m)
      out[m] = within(node->items[m], key, min, max);
    return out;
  }
  /// The tables of an array of tables, also when it is absent.
  std::vector<const Node*> tables(const std::string& key, bool required = false) {
    std::vector<const Node*> out;
    const Node* node = member(key, required);
    if (node == nullptr) return out;
    if (!node->is_array()) refuse(*node, key, Say::type_list);
    for (const Node& item : node->items)
      if (item.is_table())
        out.push_back(&item);
      else
        refuse(item, key, Say::kind_table);
    return out;
  }
  void finish() {
    for (const auto& member : table_.members)
      if (std::find(asked_.begin(), asked_.end(), member.key) == asked_.end())
        issues_.add(member.place, say(Say::unknown_key, member.key, name_), "", text::did_you_mean(member.key, asked_));
  }
  [[nodiscard]] const Node& table() const { return table_; }
  [[nodiscard]] Place place(const std::string& key) const {
    const Node* node = table_.find(key);
    return node == nullptr ? table_.place : node->place;
  }

 private:
  /// What was refused must not be held against others.
  static Point nowhere() {
    return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  }
  double within(const Node& node, const std::string& key, double min, double max) {
    if (!is_number(node))
      refuse(node, key, Say::type_number);
    else if (node.number() >= min && node.number() <= max)
      return node.number();
    else
      issues_.add(node.place, say(Say::value_is, key, node.number()), text::limits_text({.min = min, .max = max}));
    return std::numeric_limits<double>::quiet_NaN();
  }
  static bool is_number(const Node& node) { return node.kind == Kind::number || node.kind == Kind::integer; }
  void refuse(const Node& node, const std::string& key, Say wanted, std::string hint = {}) {
    issues_.add(node.place, say(Say::wrong_type, key, text::text_of(wanted), text::kind_name(node.kind)), "",
                std::move(hint));
  }
  Point to_point(const Node& node, const std::string& key) {
    if (!node.is_array() || node.items.size() != 2 || !is_number(node.items[0]) || !is_number(node.items[1]) ||
        std::fabs(node.items[0].number()) > 180 || std::fabs(node.items[1].number()) > 85) {
      refuse(node, key, Say::type_point);
      return nowhere();
    }
    try {
      return rounded(projection_.to_plane({node.items[0].number(), node.items[1].number()}));
    } catch (const SystemError& error) {
      issues_.add(node.place, error.what(), "", say(Say::lon_lat_hint));
      return nowhere();
    }
  }

  const Node& table_;
  std::string name_;
  Issues& issues_;
  const import::Projection& projection_;
  std::vector<std::string> asked_;
};

void read_municipality(Fields fields, generate::Facts& facts, Issues& issues, const import::Projection& projection) {
  auto& m = facts.municipalities;
  const std::string ags = fields.text("ags");
  if (ags.size() != 8 || ags.find_first_not_of("0123456789") != std::string::npos)
    issues.add(fields.place("ags"), say(Say::no_ags, ags), say(Say::ags_form));
  for (const auto& other : m.ags)
    if (other == ags) issues.add(fields.place("ags"), say(Say::cell_twice, "ags", ags));
  m.ags.push_back(ags);
  m.name.push_back(fields.text("name"));
  m.regiostar7.push_back(static_cast<std::int32_t>(fields.integer("regiostar7", 0, false)));
  const Point centre = fields.point("centre");
  m.x_m.push_back(centre.x_m);
  m.y_m.push_back(centre.y_m);
  m.population.push_back(fields.number("population", 1, true));
  m.jobs.push_back(fields.number("jobs", 0));
  m.in_commuters.push_back(fields.number("in_commuters", 0));
  m.resident_workers.push_back(fields.number("resident_workers", 0));
  m.out_commuters.push_back(fields.number("out_commuters", 0));
  m.buildings.push_back(fields.number("buildings", 1, true));
  m.dwellings.push_back(fields.number("dwellings", 1, true));
  m.one_dwelling_buildings.push_back(fields.number("one_dwelling_buildings", 0, true));
  m.buildings_1949_1978.push_back(fields.number("buildings_1949_1978", 0));
  m.buildings_district_heat.push_back(fields.number("buildings_district_heat", 0));
  m.living_area_m2.push_back(1000 * fields.number("living_area_1000m2", 0));
  m.pv_kw.push_back(fields.number("pv_kw", 0));
  m.wind_kw.push_back(fields.number("wind_kw", 0));
  m.area_m2.push_back(10'000 * fields.number("area_ha", 1, true));
  m.settlement_m2.push_back(10'000 * fields.number("settlement_ha", 1, true));
  m.broadband_50_share.push_back(fields.number("broadband_50_pct", 0, false, 100) / 100);
  m.broadband_100_share.push_back(fields.number("broadband_100_pct", 0, false, 100) / 100);
  m.broadband_1000_share.push_back(fields.number("broadband_1000_pct", 0, false, 100) / 100);
  auto& places = facts.places.emplace_back();
  double share = 0;
  for (const Node* item : fields.tables("places")) {
    Fields place(*item, "[[municipality.places]]", issues, projection);
    places.push_back({place.text("name"), place.point("at"), place.number("share", 0, true)});
    share += places.back().population_share;
    place.finish();
  }
  if (share > 1.0 + 1e-9)
    issues.add(fields.place("places"), say(Say::shares_sum, share), say(Say::must_be, "<= 1", ""));
  fields.finish();
}

void read_roads(Fields& root, generate::Facts& facts, Issues& issues, const import::Projection& projection) {
  for (const Node* item : root.tables("outside", facts.outside.empty())) {
    Fields f(*item, "[[outside]]", issues, projection);
    facts.outside.push_back({f.text("key"), f.text("name"), f.point("at"), f.flag("through")});
    f.finish();
  }
  for (const Node* item : root.tables("road")) {
    Fields f(*item, "[[road]]", issues, projection);
    generate::KnownRoad road;
    road.ref = f.text("ref");
    const std::string name = f.text("class");
    if (is_road_class(name))
      road.road_class = road_class_from(name);
    else
      issues.add(f.place("class"), say(Say::word_unknown, "class", name), "", say(Say::road_classes_hint));
    road.via = f.points("via");
    if (road.via.size() < 2) issues.add(f.place("via"), say(Say::road_points));
    road.junctions = f.points("junctions", false);
    f.finish();
    facts.roads.push_back(std::move(road));
  }
  for (const Node* item : root.tables("barrier")) {
    Fields f(*item, "[[barrier]]", issues, projection);
    facts.barriers.push_back({f.text("name"), f.points("line")});
    f.finish();
  }
}

void read_climate(Fields& root, generate::Facts& facts, Issues& issues, const import::Projection& projection) {
  const Node* node = root.member("climate", true);
  if (node == nullptr) return;
  Fields f(*node, "[climate]", issues, projection);
  facts.climate.temperature_c = f.months("temperature_c", -60, 60);
  facts.climate.daily_range_k = f.months("daily_range_k", 0, 40);
  facts.climate.day_to_day_k = f.months("day_to_day_k", 0, 20);
  facts.climate.global_kwh_per_m2 = f.months("global_kwh_per_m2", 0, 350);
  facts.climate.latitude_deg = f.number("latitude_deg", -66, true, 66);
  facts.climate.longitude_deg = f.number("longitude_deg", -180, true, 180);
  f.finish();
}

void read_counties(const std::filesystem::path& file, generate::Facts& facts, Issues& issues,
                   const import::Projection& projection) {
  const auto table = text::Table::read(file, issues);
  const auto key = table.texts("key", issues, {.filled = true, .unique = true});
  const auto lon = table.numbers("lon_deg", {.min = -180, .max = 180}, issues);
  const auto lat = table.numbers("lat_deg", {.min = -85, .max = 85}, issues);
  if (!issues.empty()) return;
  for (std::size_t i = 0; i < table.rows(); ++i)
    facts.counties.push_back({key[i], rounded(projection.to_plane({lon[i], lat[i]}))});
}

void read_commuters(const std::filesystem::path& file, generate::Facts& facts, Issues& issues) {
  const auto table = text::Table::read(file, issues);
  const auto home = table.texts("home", issues, {.filled = true});
  const auto work = table.texts("work", issues, {.filled = true});
  const auto commuters = table.numbers("commuters", {.min = 0}, issues);
  if (!issues.empty()) return;
  std::set<std::string> known;
  for (const auto& ags : facts.municipalities.ags) known.insert(ags.substr(0, 5));
  for (const auto& county : facts.counties) known.insert(county.key);
  for (const auto& outside : facts.outside) known.insert(outside.key);
  for (std::size_t i = 0; i < table.rows(); ++i) {
    for (const char* column : {"home", "work"}) {
      const std::string& key = *column == 'h' ? home[i] : work[i];
      if (!known.contains(key.substr(0, 5)))
        issues.add(table.place(i, column), say(Say::county_nowhere, key), say(Say::county_nowhere_why),
                   say(Say::county_nowhere_hint));
    }
    facts.commuters.push_back({home[i], work[i], commuters[i]});
  }
}

void read_root(Fields& root, generate::Facts& facts, Issues& issues, const import::Projection& projection,
               const std::filesystem::path& spec) {
  const auto folder = spec.parent_path();
  facts.name = root.text("name");
  facts.state = root.text("state");
  check_state(facts.state, root.place("state"), issues);
  const auto seed = root.integer("seed", 0, true);
  if (seed < 0) issues.add(root.place("seed"), say(Say::value_is, "seed", seed), say(Say::must_be, ">= 0", ""));
  facts.seed = static_cast<std::uint64_t>(seed);
  for (const Node* item : root.tables("source")) {
    Fields f(*item, "[[source]]", issues, projection);
    facts.sources.push_back(
        {f.text("table"), f.text("column"), f.text("source"), f.text("year", false), f.text("licence", false)});
    f.finish();
  }
  const Node* made_up = root.member("synthetic", false);
  if (made_up != nullptr) {
    Fields f(*made_up, "[synthetic]", issues, projection);
    generate::Synthetic synthetic;
    synthetic.municipalities =
        static_cast<std::size_t>(std::clamp<std::int64_t>(f.integer("municipalities", 120, true), 1, 2000));
    synthetic.people = f.number("people", 1000, true);
    f.finish();
    if (issues.empty()) generate::add_synthetic(synthetic, facts);
  }
  for (const Node* item : root.tables("municipality", made_up == nullptr))
    read_municipality(Fields(*item, "[[municipality]]", issues, projection), facts, issues, projection);
  read_roads(root, facts, issues, projection);
  read_climate(root, facts, issues, projection);
  const std::string counties = root.text("counties_file", false);
  if (!counties.empty()) read_counties(folder / counties, facts, issues, projection);
  const std::string commuters = root.text("commuters_file", false);
  if (!commuters.empty()) {
    facts.commuters.clear();  // those of a made-up region
    read_commuters(folder / commuters, facts, issues);
  }
  if (!issues.empty()) return;
  ContentHash hash;
  for (const auto& file : {spec, folder / counties, folder / commuters})
    if (std::filesystem::is_regular_file(file)) hash.add_file(file);
  facts.hash = hash.hex();
}

}  // namespace

generate::Facts read_facts(const std::filesystem::path& spec, Issues& issues) {
  generate::Facts facts;
  const Node document = text::read_toml(spec, issues);
  if (!issues.empty()) return facts;
  const Node* epsg = document.find("epsg");
  if (epsg == nullptr || epsg->kind != Kind::integer) {
    issues.add(epsg == nullptr ? document.place : epsg->place, say(Say::key_missing, "epsg", say(Say::top_level)),
               say(Say::epsg_why), say(Say::epsg_hint));
    return facts;
  }
  facts.epsg = static_cast<std::int32_t>(std::clamp<std::int64_t>(epsg->integer(), 0, 999'999'999));
  import::check_plane(facts.epsg, epsg->place, issues);
  // In a wrong plane the rest is still checked, in one that is always there.
  const import::Projection projection(issues.empty() ? facts.epsg : 25832);
  facts.crs_wkt = projection.wkt();
  Fields root(document, say(Say::top_level), issues, projection);
  root.member("epsg", true);
  read_root(root, facts, issues, projection, spec);
  root.finish();
  check_facts(facts, document, issues);
  return facts;
}

Region generate_region(const std::filesystem::path& spec, Issues& issues, parallel::Pool& pool) {
  const generate::Facts facts = read_facts(spec, issues);
  if (!issues.empty()) return {};
  auto region = cached_region(facts.hash, [&] {
    auto fresh = generate::generate(facts, pool);
    fresh.hash = facts.hash;
    return fresh;
  });
  region.read_from = spec.string();
  return region;
}

Region open_region(const std::filesystem::path& path, Issues& issues, parallel::Pool& pool) {
  if (path.extension() == ".toml") return generate_region(path, issues, pool);
  auto region = load_region(path, issues);
  Issues wrong;
  import::check_plane(region.epsg, {}, wrong);
  if (wrong.empty()) return region;
  Issues told;  // as the folder was read
  const auto head = text::read_toml(path / "region.toml", told);
  const Node* epsg = head.find("epsg");
  import::check_plane(region.epsg, epsg == nullptr ? head.place : epsg->place, issues);
  return region;
}

}  // namespace pendel
