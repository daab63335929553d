// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <unordered_map>

#include "region/grid_tables.hpp"
#include "text/messages.hpp"
#include "text/table.hpp"

namespace pendel {

namespace {

namespace fs = std::filesystem;
using text::NumberRules;
using text::say;
using text::Say;
using text::Table;

const double nan = std::nan("");

/// One reading of a folder.
class GridReader {
 public:
  GridReader(const fs::path& folder, Issues& issues) : folder_(folder), issues_(issues) {}

  GridTables read() {
    grid_.folder = folder_.string();
    std::error_code error;
    if (!fs::is_directory(folder_, error)) {
      issues_.add({folder_.string(), 0, 0}, say(Say::not_a_folder), "", say(Say::grid_folder_hint));
      return grid_;
    }
    read_buses();
    read_sources();
    read_lines();
    read_transformers();
    read_draws();
    read_shunts();
    read_switches();
    refuse_others();
    return grid_;
  }

 private:
  Table open(const std::string& name, bool needed) {
    const auto file = folder_ / (name + ".csv");
    if (!needed && !fs::exists(file)) return {};
    auto table = Table::read(file, issues_);
    index_column_ = table.has("") ? "" : "index";
    return table;
  }
  std::vector<double> numbers(const Table& table, const char* column, NumberRules rules = {}) {
    return table.numbers(column, rules, issues_);
  }
  /// A column that may be missing and whose cells may be empty.
  std::vector<double> numbers_or(const Table& table, const char* column, double otherwise, NumberRules rules = {}) {
    rules.if_empty = otherwise;
    rules.optional = true;
    return table.numbers(column, rules, issues_);
  }
  std::vector<bool> in_service(const Table& table) {
    return table.flags("in_service", {.if_empty = 1, .optional = true}, issues_);
  }
  void problem(const Table& table, std::size_t row, const char* column, std::string what, std::string why = {},
               std::string hint = {}) {
    issues_.add(table.place(row, column), std::move(what), std::move(why), std::move(hint));
  }

  /// The number that the file gives each row, or its position.
  std::vector<std::int64_t> indices(const Table& table) {
    std::vector<std::int64_t> out(table.rows());
    if (!table.has(index_column_)) {
      for (std::size_t row = 0; row < out.size(); ++row) out[row] = static_cast<std::int64_t>(row);
      return out;
    }
    out = table.integers(index_column_, {}, issues_);
    std::unordered_map<std::int64_t, std::size_t> first;
    for (std::size_t row = 0; row < out.size(); ++row)
      if (!first.emplace(out[row], row).second)
        problem(table, row, index_column_, say(Say::cell_twice, index_column_, out[row]));
    return out;
  }

  std::vector<std::size_t> bus_column(const Table& table, const char* column,
                                      const std::vector<bool>* wanted = nullptr) {
    const auto cells = numbers(table, column);
    std::vector<std::size_t> out(cells.size(), 0);
    for (std::size_t row = 0; row < cells.size(); ++row) {
      if (std::isnan(cells[row]) || (wanted != nullptr && !(*wanted)[row])) continue;
      const auto found = bus_of_.find(static_cast<std::int64_t>(cells[row]));
      if (found == bus_of_.end() || std::floor(cells[row]) != cells[row])
        problem(table, row, column, say(Say::bus_unknown, cells[row]), "", say(Say::bus_unknown_hint));
      else
        out[row] = found->second;
    }
    return out;
  }

  void read_buses() {
    const auto table = open("bus", true);
    const auto index = indices(table);
    const auto name = table.texts("name", issues_, {.optional = true});
    const auto vn = numbers(table, "vn_kv", {.unit = "kV", .min = 0, .min_exclusive = true});
    const auto on = in_service(table);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      bus_of_.emplace(index[row], row);
      grid_.buses.push_back({index[row], name[row], vn[row], on[row]});
    }
    if (table.rows() == 0 && !table.columns().empty()) issues_.add({table.file(), 1, 0}, say(Say::no_bus));
  }

  void read_sources() {
    const auto table = open("ext_grid", true);
    const auto bus = bus_column(table, "bus");
    const auto vm = numbers_or(table, "vm_pu", 1, {.unit = "1", .min = 0.5, .max = 1.5});
    const auto va = numbers_or(table, "va_degree", 0, {.unit = "degree", .min = -360, .max = 360});
    const auto on = in_service(table);
    for (std::size_t row = 0; row < table.rows(); ++row)
      if (on[row]) grid_.sources.push_back({bus[row], vm[row], va[row]});
    if (grid_.sources.empty() && !table.columns().empty())
      issues_.add({table.file(), 1, 0}, say(Say::no_external_grid), say(Say::no_external_grid_why),
                  say(Say::no_external_grid_hint));
  }

  void read_lines() {
    const auto table = open("line", false);
    const auto index = indices(table);
    const auto from = bus_column(table, "from_bus");
    const auto to = bus_column(table, "to_bus");
    const auto length = numbers(table, "length_km", {.unit = "km", .min = 0, .min_exclusive = true});
    const auto r = numbers(table, "r_ohm_per_km", {.unit = "ohm/km", .min = 0});
    const auto x = numbers(table, "x_ohm_per_km", {.unit = "ohm/km"});
    const auto c = numbers_or(table, "c_nf_per_km", 0, {.unit = "nF/km", .min = 0});
    const auto g = numbers_or(table, "g_us_per_km", 0, {.unit = "uS/km", .min = 0});
    const auto max_i = numbers_or(table, "max_i_ka", nan, {.unit = "kA", .min = 0, .min_exclusive = true});
    const auto df = numbers_or(table, "df", 1, {.unit = "1", .min = 0, .max = 1, .min_exclusive = true});
    const auto parallel = numbers_or(table, "parallel", 1, {.unit = "1", .min = 1});
    const auto on = in_service(table);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      line_of_.emplace(index[row], row);
      grid_.lines.push_back({index[row], from[row], to[row], length[row], r[row], x[row], c[row], g[row], max_i[row],
                             df[row], parallel[row], on[row]});
      if (r[row] == 0 && x[row] == 0)
        problem(table, row, "r_ohm_per_km", say(Say::no_impedance), say(Say::no_impedance_why),
                say(Say::no_impedance_hint));
      if (from[row] == to[row] && row < table.rows() && grid_.buses.size() > 1)
        problem(table, row, "to_bus", say(Say::line_to_itself));
    }
  }

  std::vector<GridTables::TapChanger> tap_changers(const Table& table, const std::string& tap) {
    const auto column = [&](const char* what) { return tap + what; };
    const auto position = numbers_or(table, column("_pos").c_str(), nan);
    const auto neutral = numbers_or(table, column("_neutral").c_str(), 0);
    const auto percent = numbers_or(table, column("_step_percent").c_str(), nan);
    const auto degree = numbers_or(table, column("_step_degree").c_str(), 0);
    const auto side = table.texts(column("_side"), issues_, {.optional = true});
    const auto shifter = table.flags(column("_phase_shifter"), {.if_empty = 0, .optional = true}, issues_);
    const auto type = table.texts(column("_changer_type"), issues_, {.optional = true});
    const bool typed = table.has(column("_changer_type"));
    std::vector<GridTables::TapChanger> out(table.rows());
    for (std::size_t row = 0; row < out.size(); ++row) {
      using Kind = GridTables::TapChanger::Kind;
      auto& changer = out[row];
      if (std::isnan(position[row]) || (side[row] != "hv" && side[row] != "lv")) {
        if (!side[row].empty() && side[row] != "hv" && side[row] != "lv" && side[row] != "None" && side[row] != "nan")
          problem(table, row, column("_side").c_str(), say(Say::word_unknown, column("_side"), side[row]),
                  text::one_of({"hv", "lv"}));
        continue;
      }
      changer = {Kind::ratio, side[row] == "lv", position[row] - neutral[row],
                 std::isnan(percent[row]) ? 0.0 : percent[row], degree[row]};
      if (shifter[row] || type[row] == "Ideal")
        changer.kind = Kind::ideal;
      else if (typed && (type[row].empty() || type[row] == "None"))
        changer.kind = Kind::none;
      else if (typed && type[row] != "Ratio" && type[row] != "Symmetrical")
        problem(table, row, column("_changer_type").c_str(), say(Say::word_unknown, column("_changer_type"), type[row]),
                text::one_of({"Ratio", "Symmetrical", "Ideal"}));
    }
    return out;
  }

  // NOLINTNEXTLINE(readability-function-size): one line a column
  void read_transformers() {
    const auto table = open("trafo", false);
    const NumberRules positive{.min = 0, .min_exclusive = true};
    const auto index = indices(table);
    const auto hv = bus_column(table, "hv_bus");
    const auto lv = bus_column(table, "lv_bus");
    const auto sn = numbers(table, "sn_mva", {.unit = "MVA", .min = 0, .min_exclusive = true});
    const auto vn_hv = numbers(table, "vn_hv_kv", {.unit = "kV", .min = 0, .min_exclusive = true});
    const auto vn_lv = numbers(table, "vn_lv_kv", {.unit = "kV", .min = 0, .min_exclusive = true});
    const auto vk = numbers(table, "vk_percent", {.unit = "%", .min = 0, .max = 100, .min_exclusive = true});
    const auto vkr = numbers(table, "vkr_percent", {.unit = "%", .min = 0, .max = 100});
    const auto pfe = numbers_or(table, "pfe_kw", 0, {.unit = "kW", .min = 0});
    const auto i0 = numbers_or(table, "i0_percent", 0, {.unit = "%", .min = 0, .max = 100});
    const auto shift = numbers_or(table, "shift_degree", 0, {.unit = "degree"});
    const auto parallel = numbers_or(table, "parallel", 1, {.unit = "1", .min = 1});
    const auto df = numbers_or(table, "df", 1, {.unit = "1", .min = 0, .min_exclusive = true});
    const auto on = in_service(table);
    const auto by_table = table.flags("tap_dependency_table", {.if_empty = 0, .optional = true}, issues_);
    const auto first = tap_changers(table, "tap");
    const auto second = tap_changers(table, "tap2");
    for (std::size_t row = 0; row < table.rows(); ++row) {
      transformer_of_.emplace(index[row], row);
      GridTables::Transformer unit;
      unit.index = index[row];
      unit.hv = hv[row];
      unit.lv = lv[row];
      unit.sn_mva = sn[row];
      unit.vn_hv_kv = vn_hv[row];
      unit.vn_lv_kv = vn_lv[row];
      unit.vk_percent = vk[row];
      unit.vkr_percent = vkr[row];
      unit.pfe_kw = pfe[row];
      unit.i0_percent = i0[row];
      unit.shift_degree = shift[row];
      unit.tap[0] = first[row];
      unit.tap[1] = second[row];
      unit.parallel = parallel[row];
      unit.df = df[row];
      unit.in_service = on[row];
      grid_.transformers.push_back(unit);
      if (vkr[row] > vk[row])
        problem(table, row, "vkr_percent", say(Say::vkr_above_vk, vkr[row], vk[row]), say(Say::vkr_above_vk_why));
      if (by_table[row])
        problem(table, row, "tap_dependency_table", say(Say::taps_by_table), "", say(Say::taps_by_table_hint));
      if (hv[row] == lv[row] && grid_.buses.size() > 1) problem(table, row, "lv_bus", say(Say::transformer_to_itself));
    }
  }

  /// The part of a load that grows with the square of the voltage; currents that grow with it are refused.
  void split_by_voltage(const Table& table, std::size_t row, double& p, double& q, double z_p, double z_q, double i,
                        const char* i_column, std::size_t bus) {
    if (i != 0) problem(table, row, i_column, say(Say::constant_current), "", say(Say::constant_current_hint));
    if (z_p == 0 && z_q == 0) return;
    grid_.shunts.push_back({bus, p * z_p / 100, q * z_q / 100});
    p *= 1 - z_p / 100;
    q *= 1 - z_q / 100;
  }

  void read_draw(const char* name, double sign) {
    const auto table = open(name, false);
    const auto bus = bus_column(table, "bus");
    const auto p = numbers(table, "p_mw", {.unit = "MW"});
    const auto q = numbers_or(table, "q_mvar", 0, {.unit = "Mvar"});
    const auto scaling = numbers_or(table, "scaling", 1);
    const auto on = in_service(table);
    const bool split = table.has("const_z_p_percent");
    const char* z_p_column = split ? "const_z_p_percent" : "const_z_percent";
    const char* z_q_column = split ? "const_z_q_percent" : "const_z_percent";
    const char* i_column = split ? "const_i_p_percent" : "const_i_percent";
    const auto z_p = numbers_or(table, z_p_column, 0, {.unit = "%", .min = 0, .max = 100});
    const auto z_q = numbers_or(table, z_q_column, 0, {.unit = "%", .min = 0, .max = 100});
    const auto i = numbers_or(table, i_column, 0);
    const auto i_q = numbers_or(table, "const_i_q_percent", 0);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (!on[row]) continue;
      double p_mw = sign * scaling[row] * p[row];
      double q_mvar = sign * scaling[row] * q[row];
      split_by_voltage(table, row, p_mw, q_mvar, z_p[row], z_q[row], i[row] + i_q[row], i_column, bus[row]);
      grid_.loads.push_back({bus[row], p_mw, q_mvar});
    }
  }

  /// Three phases, of which the balanced flow sees the sum.
  void read_phases(const char* name, double sign) {
    const auto table = open(name, false);
    const auto bus = bus_column(table, "bus");
    const auto scaling = numbers_or(table, "scaling", 1);
    const auto on = in_service(table);
    std::array<std::vector<double>, 6> parts;
    constexpr std::array<const char*, 6> columns = {"p_a_mw", "p_b_mw", "p_c_mw", "q_a_mvar", "q_b_mvar", "q_c_mvar"};
    for (std::size_t i = 0; i < columns.size(); ++i) parts[i] = numbers_or(table, columns[i], 0);
    for (std::size_t row = 0; row < table.rows(); ++row)
      if (on[row])
        grid_.loads.push_back({bus[row], sign * scaling[row] * (parts[0][row] + parts[1][row] + parts[2][row]),
                               sign * scaling[row] * (parts[3][row] + parts[4][row] + parts[5][row])});
  }

  void read_draws() {
    read_draw("load", 1);
    read_draw("sgen", -1);
    read_draw("storage", 1);
    read_phases("asymmetric_load", 1);
    read_phases("asymmetric_sgen", -1);
  }

  void read_shunts() {
    const auto table = open("shunt", false);
    const auto bus = bus_column(table, "bus");
    const auto p = numbers_or(table, "p_mw", 0);
    const auto q = numbers(table, "q_mvar", {.unit = "Mvar"});
    const auto vn = numbers_or(table, "vn_kv", nan, {.unit = "kV", .min = 0, .min_exclusive = true});
    const auto step = numbers_or(table, "step", 1);
    const auto on = in_service(table);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (!on[row] || grid_.buses.empty()) continue;
      const double ratio = std::isnan(vn[row]) ? 1.0 : grid_.buses[bus[row]].vn_kv / vn[row];
      grid_.shunts.push_back({bus[row], p[row] * step[row] * ratio * ratio, q[row] * step[row] * ratio * ratio});
    }
    const auto wards = open("ward", false);
    const auto at = bus_column(wards, "bus");
    const auto ps = numbers(wards, "ps_mw"), qs = numbers(wards, "qs_mvar");
    const auto pz = numbers(wards, "pz_mw"), qz = numbers(wards, "qz_mvar");
    const auto wards_on = in_service(wards);
    for (std::size_t row = 0; row < wards.rows(); ++row) {
      if (!wards_on[row]) continue;
      grid_.loads.push_back({at[row], ps[row], qs[row]});
      grid_.shunts.push_back({at[row], pz[row], qz[row]});
    }
  }

  template <class Element>
  Element* switched(const Table& table, std::size_t row, double number,
                    const std::unordered_map<std::int64_t, std::size_t>& of, std::vector<Element>& all, Say kind) {
    const auto found = of.find(static_cast<std::int64_t>(number));
    if (found != of.end()) return &all[found->second];
    problem(table, row, "element", say(Say::name_unknown, text::text_of(kind), number));
    return nullptr;
  }

  void read_switches() {
    const auto table = open("switch", false);
    const auto type = table.texts("et", issues_, {.filled = true});
    const auto bus = bus_column(table, "bus");
    const auto element = numbers(table, "element");
    const auto closed = table.flags("closed", {.if_empty = 1, .optional = true}, issues_);
    const auto z_ohm = numbers_or(table, "z_ohm", 0, {.unit = "ohm", .min = 0});
    std::vector<bool> between(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) between[row] = type[row] == "b";
    const auto other = bus_column(table, "element", &between);
    const auto not_there = [&](std::size_t row, Say kind) {
      problem(table, row, "bus", say(Say::not_at_bus, text::text_of(kind), element[row]));
    };
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (type[row] == "b") {
        if (closed[row]) grid_.ties.push_back({bus[row], other[row], z_ohm[row]});
      } else if (type[row] == "l") {
        auto* line = switched(table, row, element[row], line_of_, grid_.lines, Say::kind_line);
        if (line == nullptr) continue;
        if (bus[row] != line->from && bus[row] != line->to) not_there(row, Say::kind_line);
        if (!closed[row]) (bus[row] == line->from ? line->open_from : line->open_to) = true;
      } else if (type[row] == "t") {
        auto* unit = switched(table, row, element[row], transformer_of_, grid_.transformers, Say::kind_transformer);
        if (unit == nullptr) continue;
        if (bus[row] != unit->hv && bus[row] != unit->lv) not_there(row, Say::kind_transformer);
        if (!closed[row]) (bus[row] == unit->hv ? unit->open_hv : unit->open_lv) = true;
      } else if (type[row] != "t3" && !type[row].empty()) {
        problem(table, row, "et", say(Say::word_unknown, "et", type[row]), text::one_of({"b", "l", "t"}));
      }
    }
  }

  void refuse_others() {
    for (const char* name :
         {"gen", "trafo3w", "impedance", "xward", "motor", "dcline", "svc", "tcsc", "ssc", "vsc", "line_dc"}) {
      const auto table = open(name, false);
      const auto on = in_service(table);
      for (std::size_t row = 0; row < table.rows(); ++row) {
        if (!on[row]) continue;
        issues_.add(table.place(row, table.columns().front()), say(Say::not_modelled, name), say(Say::not_modelled_why),
                    say(Say::not_modelled_hint));
        break;
      }
    }
  }

  fs::path folder_;
  Issues& issues_;
  GridTables grid_;
  const char* index_column_ = "";
  std::unordered_map<std::int64_t, std::size_t> bus_of_, line_of_, transformer_of_;
};

}  // namespace

GridTables read_grid_tables(const fs::path& folder, Issues& issues) { return GridReader(folder, issues).read(); }

}  // namespace pendel
