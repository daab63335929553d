// SPDX-License-Identifier: Apache-2.0
#include "models/energy/feeders/feeders.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/issue.hpp"
#include "text/messages.hpp"

namespace pendel::energy {

namespace {

using text::say;
using text::Say;

double mean_temperature_c(const Weather& weather, const Date& date) {
  if (weather.temperature_c.size() < 8760) return 10;
  // 29 February takes the weather of the 28th, as everywhere.
  const int day = std::min(date.days() - Date{date.year, 1, 1}.days(), 364);
  double sum = 0;
  for (std::size_t h = 0; h < 24; ++h)
    sum += static_cast<double>(weather.temperature_c[static_cast<std::size_t>(day) * 24 + h]);
  return sum / 24;
}

}  // namespace

Feeders::Feeders(const ChargingParameters& charging, const FeedersParameters& parameters, const World& world,
                 FeedersState& state)
    : charging_(charging),
      parameters_(parameters),
      world_(world),
      state_(state),
      fleet_(charging_, world),
      rules_{charging_, parameters_, world.random, price_of_day(charging_),
             group_by(world.people.households.building, world.region.sites.size())} {
  prepare();
}

void Feeders::prepare() {
  const auto& low_voltage = world_.people.grids;
  grids_.resize(low_voltage.size());
  std::vector<Issues> problems(grids_.size());
  parallel::for_each<GridId>(world_.pool, grids_.size(), [&](GridId id) {
    auto& grid = grids_[id.index()];
    auto& issues = problems[id.index()];
    grid.tables = &low_voltage.tables[id];
    grid.rated_kva = static_cast<double>(low_voltage.rated_kva[id]);
    std::vector<std::size_t> buses;
    for (const auto building : low_voltage.buildings[id]) buses.push_back(low_voltage.bus[building]);
    grid.network = make_network(*grid.tables, buses, issues);
    if (!issues.empty()) return;
    for (std::uint32_t i = 0; i < grid.network.branches.size(); ++i)
      if (grid.network.branches[i].child != Network::none) grid.to_parent.push_back(i);
    std::sort(grid.to_parent.begin(), grid.to_parent.end(), [&](std::uint32_t a, std::uint32_t b) {
      return grid.network.branches[a].child < grid.network.branches[b].child;
    });
    for (const auto building : low_voltage.buildings[id]) {
      const auto bus = low_voltage.bus[building];
      if (grid.network.bus_node[bus] == Network::none) {
        issues.add({grid.tables->folder, 0, 0}, say(Say::connection_dead, grid.tables->buses[bus].index));
        return;
      }
      grid.buildings.push_back(building);
      grid.load.push_back(grid.network.load[grid.network.bus_node[bus]]);
      grid.dwellings.push_back(world_.people.buildings.dwellings[building]);
      grid.municipality.push_back(world_.region.sites.municipality[building]);
    }
  });
  Issues issues;
  for (const auto& some : problems)
    for (const auto& issue : some.all()) issues.add(issue);
  issues.raise_if_any();
}

void Feeders::run_grids(const State& state, const FleetDay& fleet, const std::stop_token& stop) {
  const bool attacked = !parameters_.incidents.empty();
  series_.assign(grids_.size(), {});
  plain_.assign(attacked ? grids_.size() : 0, {});
  const auto& net_w = state.energy.household_net_w;
  const HomeLoads homes{net_w, state.energy.household_pump_w, state.energy.business, state.energy.business_w,
                        state.energy.street_light_w};
  PENDEL_EXPECT(grids_.empty() || net_w.size() == world_.people.households.size() * slices_per_day);
  PENDEL_EXPECT(homes.business_w.size() == homes.business.size() * slices_per_day);
  PENDEL_EXPECT(grids_.empty() || homes.pump_w.empty() || homes.pump_w.size() == net_w.size());
  // Cars by grid: they are sorted by building, so each building's are together.
  std::vector<std::vector<PluggedCar>> cars(grids_.size());
  for (const auto& car : fleet.plugged) {
    if (!car.building.valid() || grids_.empty()) continue;
    const auto grid = world_.people.grids.of[car.building];
    if (grid.valid()) cars[grid.index()].push_back(car);
  }
  parallel::for_chunks(
      world_.pool, grids_.size(), 4, [&] { return GridDay(rules_); },
      [&](GridDay& day, std::size_t begin, std::size_t end) {
        if (stop.stop_requested()) throw Interrupted("stopped in feeders");
        for (std::size_t g = begin; g < end; ++g) {
          series_[g] = day.run(grids_[g], homes, cars[g], attacked);
          if (attacked) plain_[g] = day.run(grids_[g], homes, cars[g], false);
        }
      });
}

void Feeders::sum_up(const FleetDay& fleet) {
  const auto n = grids_.size();
  const auto copy = [&](std::vector<float>& to, const Profile GridSeries::*from) {
    to.assign(slices_per_day * n, 0);
    for (std::size_t g = 0; g < n; ++g)
      for (std::size_t s = 0; s < slices_per_day; ++s) to[s * n + g] = (series_[g].*from)[s];
  };
  copy(state_.transformer_percent, &GridSeries::transformer_percent);
  copy(state_.line_percent, &GridSeries::line_percent);
  copy(state_.voltage_low, &GridSeries::voltage_low);
  copy(state_.voltage_high, &GridSeries::voltage_high);
  copy(state_.loss_w, &GridSeries::loss_w);
  copy(state_.charging_w, &GridSeries::charging_w);

  auto& sums = state_.sums;
  sums = {};
  sums.electric_cars = static_cast<double>(fleet.sums.cars);
  sums.driven_wh = fleet.sums.driven_wh;
  sums.charged_wh = fleet.sums.charged_wh;
  sums.fast_wh = fleet.sums.fast_wh;
  sums.charging_residual = fleet.sums.residual();
  sums.waited = static_cast<double>(fleet.sums.waited);
  sums.refused = static_cast<double>(fleet.sums.refused);
  const auto overloaded_share = [&](const std::vector<GridSeries>& all) {
    double count = 0;
    for (const auto& grid : all) count += grid.overloaded(parameters_.voltage_low, parameters_.voltage_high) ? 1 : 0;
    return all.empty() ? 0.0 : count / static_cast<double>(all.size());
  };
  for (const auto& grid : series_) {
    sums.dimmed_h += grid.dimming.hours;
    sums.deferred_wh += grid.dimming.deferred_wh;
    sums.rebound_wh += grid.dimming.rebound_wh;
    sums.unserved_wh += grid.dimming.unserved_wh;
    sums.unsolved += grid.converged ? 0 : 1;
  }
  sums.overloaded_share = overloaded_share(series_);
  if (plain_.empty()) return;
  sums.overloaded_share_plain = overloaded_share(plain_);
  std::array<double, slices_per_day> more{};
  for (std::size_t g = 0; g < n; ++g)
    for (std::size_t s = 0; s < slices_per_day; ++s)
      more[s] += static_cast<double>(series_[g].total_w[s]) - static_cast<double>(plain_[g].total_w[s]);
  double end_h = 0;
  for (const auto& incident : parameters_.incidents) end_h = std::max(end_h, incident.to_h);
  const auto lasts = [&](std::size_t s) {
    return std::any_of(parameters_.incidents.begin(), parameters_.incidents.end(),
                       [s](const LoadIncident& incident) { return within(s, incident); });
  };
  // From one slice to the next while it lasts: a false price or a lost meter moves cars as they plug in.
  for (std::size_t s = 0; s < slices_per_day; ++s) {
    const double before = s == 0 ? 0.0 : more[s - 1];
    if (lasts(s) && std::abs(more[s] - before) > std::abs(sums.incident_step_w))
      sums.incident_step_w = more[s] - before;
    if (static_cast<double>(s) * slice_h >= end_h) sums.incident_rebound_w = std::max(sums.incident_rebound_w, more[s]);
  }
}

void Feeders::step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) {
  const auto fleet = fleet_.day(day, state, mean_temperature_c(world_.region.weather, day.date));
  run_grids(state, fleet, stop);
  sum_up(fleet);
  record(recorder);
}

void Feeders::record(Recorder& recorder) const {
  const auto put = [&](const Field& field, const std::vector<float>& values) {
    recorder.put(field, std::span<const float>(values));
  };
  if (!grids_.empty()) {
    put(fields::grid_transformer, state_.transformer_percent);
    put(fields::grid_line, state_.line_percent);
    put(fields::grid_voltage_low, state_.voltage_low);
    put(fields::grid_voltage_high, state_.voltage_high);
    std::vector<float> low, high, needed;
    for (const auto& grid : series_) {
      low.push_back(grid.unbalanced_low);
      high.push_back(grid.unbalanced_high);
      needed.push_back(static_cast<float>(needed_transformer_kva(grid.peak_kva)));
    }
    put(fields::grid_voltage_low_unbalanced, low);
    put(fields::grid_voltage_high_unbalanced, high);
    put(fields::grid_needed, needed);
    put(fields::grid_loss, state_.loss_w);
    put(fields::grid_charging, state_.charging_w);
  }
  const auto& sums = state_.sums;
  const auto one = [&](const Field& field, double value) { recorder.put(field, std::array{value}); };
  one(fields::electric_cars, sums.electric_cars);
  one(fields::ev_driven, sums.driven_wh);
  one(fields::ev_charged, sums.charged_wh);
  one(fields::ev_fast, sums.fast_wh);
  one(fields::ev_residual, sums.charging_residual);
  one(fields::ev_waited, sums.waited);
  one(fields::ev_refused, sums.refused);
  one(fields::dimmed_time, sums.dimmed_h);
  one(fields::dimmed_deferred, sums.deferred_wh);
  one(fields::dimmed_rebound, sums.rebound_wh);
  one(fields::dimmed_unserved, sums.unserved_wh);
  one(fields::grids_overloaded, sums.overloaded_share);
  one(fields::grids_overloaded_plain, sums.overloaded_share_plain);
  one(fields::incident_step, sums.incident_step_w);
  one(fields::incident_rebound, sums.incident_rebound_w);
}

}  // namespace pendel::energy
