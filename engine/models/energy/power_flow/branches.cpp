// SPDX-License-Identifier: Apache-2.0
#include "models/energy/power_flow/branches.hpp"

#include <algorithm>
#include <numbers>

#include "core/math.hpp"

namespace pendel::energy {

namespace {

using Branch = Network::Branch;
constexpr double frequency_hz = 50;

Complex turned(double degree) {
  return {math::cos(degree * std::numbers::pi / 180), math::sin(degree * std::numbers::pi / 180)};
}

Branch line_branch(const GridTables::Line& line, double kv) {
  const double base_ohm = kv * kv;
  const double length = line.length_km;
  Branch out;
  out.kind = Branch::Kind::line;
  out.z = Complex(line.r_ohm_per_km, line.x_ohm_per_km) * (length / base_ohm / line.parallel);
  const Complex y = Complex(line.g_us_per_km * 1e-6, 2 * std::numbers::pi * frequency_hz * line.c_nf_per_km * 1e-9) *
                    (length * base_ohm * line.parallel);
  out.y_from = out.y_to = 0.5 * y;
  return out;
}

/// What a tap changer does to the rated voltages and to the phase.
void apply_tap(const GridTables::TapChanger& tap, double& vn_hv, double& vn_lv, double& shift_degree) {
  using Kind = GridTables::TapChanger::Kind;
  if (tap.kind == Kind::none) return;
  const double direction = tap.low_side ? -1 : 1;
  if (tap.kind == Kind::ideal) {
    shift_degree += tap.step_degree != 0
                        ? direction * tap.steps * tap.step_degree
                        : direction * 2 * math::asin(tap.steps * tap.step_percent / 100 / 2) * 180 / std::numbers::pi;
    return;
  }
  double& vn = tap.low_side ? vn_lv : vn_hv;
  const double step = vn * tap.steps * tap.step_percent / 100;
  const auto direction_of_step = turned(tap.step_degree);
  const double along = vn + step * direction_of_step.real();
  const double across = step * direction_of_step.imag();
  vn = math::distance(along, across);
  shift_degree += math::atan2(direction * across, along) * 180 / std::numbers::pi;
}

Branch transformer_branch(const GridTables::Transformer& unit, double hv_kv, double lv_kv, bool with_shift) {
  double vn_hv = unit.vn_hv_kv, vn_lv = unit.vn_lv_kv;
  double shift_degree = with_shift ? unit.shift_degree : 0.0;
  for (const auto& tap : unit.tap) apply_tap(tap, vn_hv, vn_lv, shift_degree);
  // Short circuit.
  const double base = (vn_lv / lv_kv) * (vn_lv / lv_kv) / unit.sn_mva;
  const double z = unit.vk_percent / 100 * base;
  const double r = unit.vkr_percent / 100 * base;
  const Complex series = Complex(r, math::sqrt(std::max(z * z - r * r, 0.0))) / unit.parallel;
  // Open circuit.
  const double iron_mw = unit.pfe_kw * 1e-3;
  const double magnetising_mva = unit.i0_percent / 100 * unit.sn_mva;
  const double reactive = math::sqrt(std::max(magnetising_mva * magnetising_mva - iron_mw * iron_mw, 0.0));
  const Complex shunt = Complex(iron_mw, -reactive) * ((lv_kv / vn_lv) * (lv_kv / vn_lv) * unit.parallel);

  Branch out;
  out.kind = Branch::Kind::transformer;
  out.ratio = (vn_hv / vn_lv) / (hv_kv / lv_kv) * turned(shift_degree);
  out.z = series;
  if (shunt != Complex(0)) {  // star of half the series impedance on each side and the shunt, turned into a triangle
    const Complex half = series / 2.0;
    const Complex middle = 1.0 / shunt;
    const Complex sum = half * half + 2.0 * half * middle;
    out.z = sum / middle;
    out.y_to = half / sum;
    out.y_from = out.y_to / std::norm(out.ratio);
  }
  return out;
}

/// Phase shifts count only where voltages above 70 kV are joined by lines (pandapower's rule "auto"); in a radial grid
/// they turn the phases behind a transformer and change no magnitude.
bool shifts_count(const GridTables& tables) {
  return std::any_of(tables.lines.begin(), tables.lines.end(), [&](const auto& line) {
    return tables.buses[line.from].vn_kv > 70 || tables.buses[line.to].vn_kv > 70;
  });
}

}  // namespace

std::vector<Branch> make_branches(const GridTables& tables) {
  std::vector<Branch> out;
  const auto live = [&](std::size_t bus) { return tables.buses[bus].in_service; };
  const auto add = [&](Branch branch, std::size_t element, std::size_t from, std::size_t to, bool open_from,
                       bool open_to) {
    if (open_from && open_to) return;
    branch.element = static_cast<std::uint32_t>(element);
    branch.from_kv = tables.buses[from].vn_kv;
    branch.to_kv = tables.buses[to].vn_kv;
    branch.from = open_from ? Network::none : static_cast<std::uint32_t>(from);
    branch.to = open_to ? Network::none : static_cast<std::uint32_t>(to);
    out.push_back(branch);
  };
  for (std::size_t i = 0; i < tables.lines.size(); ++i) {
    const auto& line = tables.lines[i];
    if (!line.in_service) continue;
    add(line_branch(line, tables.buses[line.from].vn_kv), i, line.from, line.to, line.open_from || !live(line.from),
        line.open_to || !live(line.to));
  }
  const bool with_shift = shifts_count(tables);
  for (std::size_t i = 0; i < tables.transformers.size(); ++i) {
    const auto& unit = tables.transformers[i];
    if (!unit.in_service || !live(unit.hv) || !live(unit.lv)) continue;
    add(transformer_branch(unit, tables.buses[unit.hv].vn_kv, tables.buses[unit.lv].vn_kv, with_shift), i, unit.hv,
        unit.lv, unit.open_hv, unit.open_lv);
  }
  for (std::size_t i = 0; i < tables.ties.size(); ++i) {
    const auto& tie = tables.ties[i];
    if (tie.z_ohm <= 0 || !live(tie.from) || !live(tie.to)) continue;
    const double kv = tables.buses[tie.from].vn_kv;
    Branch branch;
    branch.kind = Branch::Kind::tie;
    branch.z = Complex(2, 1) * (tie.z_ohm / (kv * kv) / math::sqrt(5));  // pandapower's r : x of 2 : 1
    add(branch, i, tie.from, tie.to, false, false);
  }
  return out;
}

}  // namespace pendel::energy
