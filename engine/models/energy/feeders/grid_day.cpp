// SPDX-License-Identifier: Apache-2.0
#include "models/energy/feeders/grid_day.hpp"

#include <algorithm>
#include <cmath>

#include "core/math.hpp"

namespace pendel::energy {

namespace {

constexpr std::size_t blocks = slices_per_day / sweep_lanes;
static_assert(blocks * sweep_lanes == slices_per_day);
constexpr SweepLimits limits{.tolerance_pu = 1e-6, .iterations = 200};
// The linear flow errs by some 1e-3 pu: what it finds nearer to a limit than this is looked at exactly.
constexpr double screen_percent = 0.85;
constexpr double screen_voltage = 0.015;
// Section 14a: without a measurement at most two hours a day (BNetzA BK6-22-300, until the end of 2028).
constexpr std::size_t most_estimated = 8;
constexpr int control_rounds = 3;

}  // namespace

bool within(std::size_t slice, const LoadIncident& incident) {
  const double h = static_cast<double>(slice) * slice_h;
  return incident.from_h <= h && h < incident.to_h;
}

double needed_transformer_kva(double kva) {
  constexpr std::array usual = {50.0, 100.0, 160.0, 250.0, 400.0, 630.0, 800.0, 1000.0};
  for (const double size : usual)
    if (kva <= size) return size;
  return usual.back() * std::ceil(kva / usual.back());
}

bool GridSeries::overloaded(double low, double high) const {
  for (std::size_t s = 0; s < slices_per_day; ++s)
    if (transformer_percent[s] > 100 || line_percent[s] > 100 || static_cast<double>(voltage_low[s]) < low ||
        static_cast<double>(voltage_high[s]) > high)
      return true;
  return !converged;
}

/// The part of the meters that an outage takes away at slice `s`.
double GridDay::outage_at(std::size_t s) const {
  double outage = 0;
  for (const auto& incident : rules_.feeders.incidents)
    if (incident.kind == Attack::meter_outage && within(s, incident)) outage = std::max(outage, incident.share);
  return outage;
}

/// A car that plugs in while the meters are out charges at once and is not dimmed.
void GridDay::plan(std::span<const PluggedCar> plugged, bool incidents) {
  charging_.clear();
  auto price = rules_.price;
  for (const auto& incident : rules_.feeders.incidents) {
    if (!incidents) break;
    if (incident.kind == Attack::false_price)
      for (std::size_t s = 0; s < slices_per_day; ++s)
        if (within(s, incident)) price[s] = -1;
  }
  std::uint32_t at = 0;
  for (const auto& car : plugged) {
    while (grid_->buildings[at] != car.building) ++at;
    auto& now = charging_.emplace_back();
    now.car = &car;
    now.at = at;
    const double outage = incidents ? outage_at(static_cast<std::size_t>(car.session.plugged / ticks_per_slice)) : 0.0;
    const bool out = outage > 0 && rules_.random(Stream::energy_grid, car.car, 0, 1).uniform() < outage;
    now.controllable = car.controllable && !out;
    const auto strategy = car.metered && !out ? rules_.charging.strategy : Strategy::uncontrolled;
    charge(strategy, car.session, {price, net_w_[at]}, {rules_.charging.wear_eur_per_kwh, 0.94}, now.power_w);
    for (std::size_t s = 0; s < slices_per_day; ++s) net_w_[at][s] += now.power_w[s];
  }
}

/// Loads that somebody else moves: the cars' plans, or devices in the homes.
void GridDay::attack(const LoadIncident& incident) {
  const auto hit = [&](auto id, std::uint32_t index) {
    return rules_.random(Stream::energy_grid, id, 0, index).uniform() < incident.share;
  };
  if (incident.kind == Attack::devices_on || incident.kind == Attack::devices_off) {
    const double sign = incident.kind == Attack::devices_on ? 1 : -1;
    for (std::size_t b = 0; b < grid_->buildings.size(); ++b) {
      const double w = sign * incident.share * incident.device_w * static_cast<double>(grid_->dwellings[b]);
      for (std::size_t s = 0; s < slices_per_day; ++s) {
        if (!within(s, incident)) continue;
        const double before = static_cast<double>(net_w_[b][s]);
        net_w_[b][s] = static_cast<float>(w > 0 ? before + w : std::max(std::min(before, 0.0), before + w));
      }
    }
    return;
  }
  std::array<std::uint8_t, slices_per_day> marked{};
  for (std::size_t s = 0; s < slices_per_day; ++s) marked[s] = within(s, incident) ? 1 : 0;
  for (auto& now : charging_) {
    if (!hit(now.car->car, 2)) continue;
    const auto before = now.power_w;
    DimmingSums sums;
    if (incident.kind == Attack::stop_charging) {
      dim(now.car->session, 0, marked, now.power_w, sums);
    } else if (incident.kind == Attack::charge_all) {
      // All that is still to be charged at that hour comes at once.
      const auto share = covered(now.car->session.plugged, now.car->session.length);
      double later_wh = 0;
      for (std::size_t s = 0; s < slices_per_day; ++s)
        if (marked[s] != 0 || static_cast<double>(s) * slice_h >= incident.to_h)
          later_wh += std::max(0.0, static_cast<double>(now.power_w[s])) * slice_h;
      for (std::size_t s = 0; s < slices_per_day; ++s) {
        if (marked[s] == 0 && static_cast<double>(s) * slice_h < incident.to_h) continue;
        const double wh = std::min(later_wh, now.car->session.max_w * share[s] * slice_h);
        now.power_w[s] = static_cast<float>(wh / slice_h);
        later_wh -= wh;
      }
    }
    for (std::size_t s = 0; s < slices_per_day; ++s) net_w_[now.at][s] += now.power_w[s] - before[s];
  }
}

void GridDay::solve(std::size_t block, bool linear) {
  if (block_.empty()) block_.emplace_back(grid_->network);
  auto& lanes = block_.front();
  lanes.source.fill(rules_.feeders.source_pu);
  const double tan_phi = math::sqrt(1 / (rules_.feeders.power_factor * rules_.feeders.power_factor) - 1);
  for (auto& p : lanes.p) p.fill(0);
  for (auto& q : lanes.q) q.fill(0);
  for (std::size_t b = 0; b < grid_->buildings.size(); ++b)
    for (std::size_t s = 0; s < sweep_lanes; ++s) {
      const double mw = static_cast<double>(net_w_[b][block * sweep_lanes + s]) * 1e-6;
      lanes.p[grid_->load[b]][s] += mw;
      lanes.q[grid_->load[b]][s] += std::max(mw, 0.0) * tan_phi;
    }
  if (linear)
    linear_flow(grid_->network, lanes);
  else
    sweep(grid_->network, limits, lanes);
}

double GridDay::loading_percent(std::size_t lane, bool transformer) const {
  double most = 0;
  const auto& branches = grid_->network.branches;
  for (std::size_t i = 0; i < branches.size(); ++i)
    if ((branches[i].kind == Network::Branch::Kind::transformer) == transformer)
      most = std::max(most, branch_flow(grid_->network, *grid_->tables, block_.front(), i, lane).loading_percent);
  return most;
}

/// Adds the slices with an overload. True if there are new ones.
bool GridDay::mark_overloads(std::array<std::uint8_t, slices_per_day>& marked) {
  const double trigger = rules_.charging.trigger_percent;
  bool found = false;
  if (!rules_.charging.measured) {
    // Estimated: what the homes draw together, over the rated power.
    const double rated_w = 1000 * grid_->rated_kva * rules_.feeders.power_factor;
    std::array<double, slices_per_day> sum{};
    for (const auto& net : net_w_)
      for (std::size_t s = 0; s < slices_per_day; ++s) sum[s] += static_cast<double>(net[s]);
    auto count = static_cast<std::size_t>(std::count(marked.begin(), marked.end(), 1));
    for (std::size_t s = 0; s < slices_per_day; ++s)
      if (marked[s] == 0 && 100 * sum[s] > trigger * rated_w && count < most_estimated) {
        marked[s] = 1;
        ++count;
        found = true;
      }
    return found;
  }
  for (std::size_t block = 0; block < blocks; ++block) {
    solve(block, true);
    const auto alarm = [&](double percent, double voltage) {
      std::array<std::uint8_t, sweep_lanes> lanes{};
      for (std::size_t s = 0; s < sweep_lanes; ++s) {
        double low = 2;
        for (std::size_t n = 0; n < grid_->network.nodes(); ++n) {
          const auto v = node_voltage(grid_->network, block_.front(), n, s);
          low = std::min(low, math::distance(v.real(), v.imag()));
        }
        lanes[s] = low < rules_.feeders.voltage_low + voltage || loading_percent(s, true) > percent * trigger ||
                           loading_percent(s, false) > percent * trigger
                       ? 1
                       : 0;
      }
      return lanes;
    };
    auto lanes = alarm(screen_percent, screen_voltage);
    if (std::count(lanes.begin(), lanes.end(), 1) == 0) continue;
    solve(block, false);
    lanes = alarm(1, 0);
    for (std::size_t s = 0; s < sweep_lanes; ++s)
      if (lanes[s] != 0 && marked[block * sweep_lanes + s] == 0) {
        marked[block * sweep_lanes + s] = 1;
        found = true;
      }
  }
  return found;
}

/// A controllable device: where it hangs, its plan, and the profile that dimming makes of it.
struct GridDay::Dimmed {
  std::uint32_t at;
  const Session* session;
  Profile plan_w;
  Profile* power_w;
};

/// Heat pumps that section 14a reaches: above the power that is always left to a device, and with a control box that an
/// outage leaves reachable all day.
void GridDay::plan_pumps(const HomeLoads& homes, bool incidents) {
  pumps_.clear();
  if (homes.pump_w.empty()) return;
  double outage = 0;
  for (std::size_t s = 0; incidents && s < slices_per_day; ++s) outage = std::max(outage, outage_at(s));
  for (std::uint32_t b = 0; b < grid_->buildings.size(); ++b) {
    const auto building = grid_->buildings[b];
    if (rules_.random(Stream::energy_grid, building, 0, 2).uniform() >= rules_.charging.pump_control_share) continue;
    if (outage > 0 && rules_.random(Stream::energy_grid, building, 0, 3).uniform() < outage) continue;
    Pump pump;
    pump.at = b;
    for (const auto household : rules_.households[building])
      for (std::size_t s = 0; s < slices_per_day; ++s)
        pump.power_w[s] += homes.pump_w[household.index() * slices_per_day + s];
    const double most_w = static_cast<double>(*std::max_element(pump.power_w.begin(), pump.power_w.end()));
    if (most_w <= minimum_power_w(1)) continue;
    pump.day.length = ticks_per_day;
    pump.day.max_w = most_w;
    pumps_.push_back(pump);
  }
}

/// Dims every plan where slices are marked and moves the buildings' loads accordingly. An energy manager shares the
/// connection's minimum equally among its devices.
void GridDay::dim_all(const std::array<std::uint8_t, slices_per_day>& marked, std::vector<Dimmed>& devices,
                      DimmingSums& sums) {
  std::vector<int> count(grid_->buildings.size(), 0);
  std::vector<double> pump_w(grid_->buildings.size(), 0);
  for (const auto& device : devices) ++count[device.at];
  for (const auto& pump : pumps_) pump_w[pump.at] = pump.day.max_w;
  sums = {};
  for (auto& device : devices) {
    auto dimmed = device.plan_w;
    const double limit_w = minimum_power_w(count[device.at], pump_w[device.at]) / count[device.at];
    dim(*device.session, limit_w, marked, dimmed, sums);
    for (std::size_t s = 0; s < slices_per_day; ++s) net_w_[device.at][s] += dimmed[s] - (*device.power_w)[s];
    *device.power_w = dimmed;
  }
}

/// Section 14a within the step: what is over the limit makes the controllable devices of the grid wait; what they catch
/// up may overload another slice, which is then marked as well.
void GridDay::control(bool incidents, GridSeries& out) {
  std::array<std::uint8_t, slices_per_day> marked{};
  bool forced = false;
  for (const auto& incident : rules_.feeders.incidents)
    if (incidents && incident.kind == Attack::forced_dimming)
      for (std::size_t s = 0; s < slices_per_day; ++s)
        if (within(s, incident)) marked[s] = forced = true;
  if (!rules_.charging.dimming && !forced) return;
  std::vector<Dimmed> devices;
  for (auto& now : charging_)
    if (now.controllable) devices.push_back({now.at, &now.car->session, now.power_w, &now.power_w});
  for (auto& pump : pumps_) devices.push_back({pump.at, &pump.day, pump.power_w, &pump.power_w});
  for (int round = 0; round < control_rounds; ++round) {
    const bool more = rules_.charging.dimming && mark_overloads(marked);
    if (!more && !(forced && round == 0)) break;
    dim_all(marked, devices, out.dimming);
  }
}

/// The single-phase sensitivity. Transformers are taken as they are: their zero-sequence impedance is not in the
/// tables.
void GridDay::report_unbalanced(std::size_t lane, GridSeries& out) {
  const auto& network = grid_->network;
  const double more = unbalanced_drop(rules_.feeders.phase_unbalance) - 1;
  drop_.assign(network.nodes(), 0);
  magnitude_.resize(network.nodes());
  for (std::size_t n = 0; n < network.nodes(); ++n) {
    const auto v = node_voltage(network, block_.front(), n, lane);
    magnitude_[n] = math::distance(v.real(), v.imag());
  }
  for (const auto branch : grid_->to_parent) {
    const auto n = network.branches[branch].child;
    const auto parent = network.parent[n];
    const bool cable = network.branches[branch].kind == Network::Branch::Kind::line;
    drop_[n] = drop_[parent] + (cable ? magnitude_[parent] - magnitude_[n] : 0);
    const auto worst = static_cast<float>(magnitude_[n] - more * drop_[n]);
    out.unbalanced_low = std::min({out.unbalanced_low, worst, static_cast<float>(magnitude_[n])});
    out.unbalanced_high = std::max({out.unbalanced_high, worst, static_cast<float>(magnitude_[n])});
  }
}

void GridDay::report(GridSeries& out) {
  const auto& network = grid_->network;
  for (std::size_t block = 0; block < blocks; ++block) {
    solve(block, false);
    const auto& lanes = block_.front();
    for (std::size_t s = 0; s < sweep_lanes; ++s) {
      const auto slice = block * sweep_lanes + s;
      out.converged = out.converged && lanes.change[s] <= limits.tolerance_pu;
      double low = 9, high = 0;
      for (std::size_t n = 0; n < network.nodes(); ++n) {
        if (network.parent[n] == Network::none) continue;
        const auto v = node_voltage(network, lanes, n, s);
        const double magnitude = math::distance(v.real(), v.imag());
        low = std::min(low, magnitude);
        high = std::max(high, magnitude);
      }
      report_unbalanced(s, out);
      double transformer = 0, line = 0, loss_mw = 0, total_mw = 0;
      Complex upper_mva = 0;
      for (std::size_t i = 0; i < network.branches.size(); ++i) {
        const auto flow = branch_flow(network, *grid_->tables, lanes, i, s);
        loss_mw += flow.loss_mw();
        if (network.branches[i].kind == Network::Branch::Kind::transformer) {
          transformer = std::max(transformer, flow.loading_percent);
          total_mw += flow.s_from_mva.real();
          upper_mva += flow.s_from_mva;
        } else {
          line = std::max(line, flow.loading_percent);
        }
      }
      out.peak_kva = std::max(out.peak_kva, 1000 * math::distance(upper_mva.real(), upper_mva.imag()));
      out.voltage_low[slice] = static_cast<float>(low);
      out.voltage_high[slice] = static_cast<float>(high);
      out.transformer_percent[slice] = static_cast<float>(transformer);
      out.line_percent[slice] = static_cast<float>(line);
      out.loss_w[slice] = static_cast<float>(1e6 * loss_mw);
      out.total_w[slice] = static_cast<float>(1e6 * total_mw);
    }
  }
  for (const auto& now : charging_)
    for (std::size_t s = 0; s < slices_per_day; ++s) out.charging_w[s] += now.power_w[s];
}

GridSeries GridDay::run(const PreparedGrid& grid, const HomeLoads& homes, std::span<const PluggedCar> plugged,
                        bool incidents) {
  if (grid_ != &grid) block_.clear();
  grid_ = &grid;
  net_w_.resize(grid.buildings.size());
  for (std::size_t b = 0; b < grid.buildings.size(); ++b) {
    net_w_[b].fill(0);
    for (const auto household : rules_.households[grid.buildings[b]])
      for (std::size_t s = 0; s < slices_per_day; ++s)
        net_w_[b][s] += homes.net_w[household.index() * slices_per_day + s];
  }
  auto next = homes.business.begin();
  for (std::size_t b = 0; b < grid.buildings.size(); ++b) {
    next = std::lower_bound(next, homes.business.end(), grid.buildings[b]);
    if (next == homes.business.end()) break;
    if (*next != grid.buildings[b]) continue;
    const auto row = static_cast<std::size_t>(next - homes.business.begin()) * slices_per_day;
    for (std::size_t s = 0; s < slices_per_day; ++s) net_w_[b][s] += homes.business_w[row + s];
  }
  const auto municipalities = homes.street_light_w.size() / slices_per_day;
  for (std::size_t b = 0; municipalities > 0 && b < grid.buildings.size(); ++b)
    for (std::size_t s = 0; s < slices_per_day; ++s)
      net_w_[b][s] += static_cast<float>(grid.dwellings[b]) *
                      homes.street_light_w[s * municipalities + grid.municipality[b].index()];
  GridSeries out;
  plan(plugged, incidents);
  plan_pumps(homes, incidents);
  if (incidents)
    for (const auto& incident : rules_.feeders.incidents) attack(incident);
  control(incidents, out);
  report(out);
  return out;
}

}  // namespace pendel::energy
