// SPDX-License-Identifier: Apache-2.0
#include "simulate/homes_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/calendar.hpp"

namespace pendel::simulate {

namespace {

constexpr std::size_t chunk_rows = 24;

struct Described {
  const char* path;
  const char* unit;
  const char* meaning;
};
constexpr std::array<Described, series_count> total_rows = {
    {{"total/electricity", "W", "electricity of appliances and light, sum of all homes"},
     {"total/heat", "W", "useful heat for rooms, sum of all homes"},
     {"total/hot_water", "W", "useful heat for hot water, sum of all homes"},
     {"total/heat_electricity", "W", "electricity for heat and hot water, sum of all homes"},
     {"total/pv", "W", "PV generation, sum of all homes"},
     {"total/grid_load", "W", "power at the meters without cars, negative where fed in, sum of all homes"},
     {"total/present", "1", "persons at home, sum of all homes"}}};
constexpr std::array<Described, full_count> full_rows = {
    {{"series/electricity", "W", "electricity of appliances and light"},
     {"series/heat", "W", "useful heat for rooms"},
     {"series/grid_load", "W", "power at the meter without cars, negative where fed in"}}};

store::Attributes attributes_of(const Described& row) {
  return {{"units", std::string(row.unit)}, {"long_name", std::string(row.meaning)}};
}

/// The simulated steps in the order of the civil clock: the hour from 2 to 3 lacks or comes twice.
std::vector<std::size_t> civil_steps(Date date, std::size_t steps) {
  const int change = clock_change(date);
  const std::size_t hour = steps / 24;
  std::vector<std::size_t> order;
  for (std::size_t t = 0; t < steps; ++t) {
    if (change < 0 && 2 * hour <= t && t < 3 * hour) continue;
    order.push_back(t);
    if (change > 0 && t + 1 == 3 * hour)
      for (std::size_t again = 2 * hour; again < 3 * hour; ++again) order.push_back(again);
  }
  return order;
}

std::uint64_t rows_of(int year, int days, std::size_t steps) {
  std::uint64_t rows = 0;
  for (int day = 0; day < days; ++day)
    rows += civil_steps(Date::from_days(Date{year, 1, 1}.days() + day), steps).size();
  return rows;
}

}  // namespace

void DayOfHomes::resize(std::size_t day_steps, std::size_t chosen) {
  steps = day_steps;
  homes = chosen;
  totals.assign(steps * series_count, 0.0);
  for (auto& series : full) series.resize(steps * chosen);
}

HomesFile::HomesFile(const std::filesystem::path& file, const HomesYear& request, const World& world,
                     const std::vector<std::size_t>& chosen, int days)
    : writer_(file) {
  const auto steps = static_cast<std::size_t>(1440 / request.energy.step_min);
  const auto rows = rows_of(request.year, days, steps);
  std::vector<double> seconds(rows);
  for (std::size_t i = 0; i < rows; ++i) seconds[i] = static_cast<double>(i) * 60.0 * request.energy.step_min;
  writer_.attributes("/", {{"title", std::string("A year of homes")},
                           {"count", static_cast<std::int64_t>(request.count)},
                           {"year", std::int32_t{request.year}},
                           {"state", request.state},
                           {"seed", static_cast<std::int64_t>(request.seed)},
                           {"step_min", std::int32_t{request.energy.step_min}},
                           {"note", std::string("Sample homes are made up from published German shares; days run with "
                                                "the civil clock.")}});
  writer_.coordinate("time", std::span<const double>(seconds),
                     {{"units", fmt::format("seconds since {}-01-01T00:00:00+01:00", request.year)},
                      {"long_name", std::string("begin of the step")}});
  std::vector<std::int32_t> numbers(chosen.begin(), chosen.end());
  writer_.coordinate("home", std::span<const std::int32_t>(numbers),
                     {{"long_name", std::string("number of the household whose series is written")}});
  writer_.dimension("household", world.people.households.size());
  for (const auto& row : total_rows)
    totals_.push_back({writer_.create(row.path, store::Type::f32, {"time"}, attributes_of(row)), 1, 0, {}});
  for (const auto& row : full_rows)
    full_.push_back(
        {writer_.create(row.path, store::Type::f32, {"time", "home"}, attributes_of(row)), chosen.size(), 0, {}});
  kind_.push_back({writer_.create("day_kind", store::Type::f32, {"time"},
                                  {{"long_name", std::string("0 workday, 1 Saturday, 2 Sunday or holiday")}}),
                   1,
                   0,
                   {}});
}

void HomesFile::flush(Column& column, bool all) {
  auto rows = column.rows.size() / column.width;
  if (!all) rows -= rows % chunk_rows;
  if (rows == 0) return;
  const auto values = rows * column.width;
  column.dataset.rows(column.first, std::span<const float>(column.rows.data(), values));
  column.rows.erase(column.rows.begin(), column.rows.begin() + static_cast<std::ptrdiff_t>(values));
  column.first += rows;
}

void HomesFile::add(Date date, const DayOfHomes& day) {
  for (auto step : civil_steps(date, day.steps)) {
    for (std::size_t i = 0; i < series_count; ++i)
      totals_[i].rows.push_back(static_cast<float>(day.totals[i * day.steps + step]));
    for (std::size_t i = 0; i < full_count; ++i) {
      const auto from = day.full[i].begin() + static_cast<std::ptrdiff_t>(step * day.homes);
      full_[i].rows.insert(full_[i].rows.end(), from, from + static_cast<std::ptrdiff_t>(day.homes));
    }
    kind_[0].rows.push_back(static_cast<float>(day.kind));
    peak_w_ = std::max(peak_w_, day.totals[grid * day.steps + step]);
  }
  for (auto* columns : {&totals_, &full_, &kind_})
    for (auto& column : *columns) flush(column, false);
}

void HomesFile::finish(const World& world, const energy::Homes& homes, const AdoptionState& adoption,
                       const std::vector<HomeYear>& year) {
  for (auto* columns : {&totals_, &full_, &kind_})
    for (auto& column : *columns) flush(column, true);
  const auto& households = world.people.households;
  const auto write = [&](const char* path, const char* unit, const char* meaning, auto&& of) {
    std::vector<float> values;
    for (auto household : ids<HouseholdId>(year.size())) values.push_back(static_cast<float>(of(household)));
    writer_.write(path, std::span<const float>(values), {"household"}, attributes_of({path, unit, meaning}));
  };
  const auto sum = [&](HomeSeries which) {
    return [&year, which](HouseholdId h) { return year[h.index()].wh[which]; };
  };
  write("homes/persons", "1", "persons", [&](HouseholdId h) { return households.persons[h]; });
  write("homes/building_type", "1", "0 detached, 1 terraced, 2 multi-family, 3 block",
        [&](HouseholdId h) { return static_cast<int>(world.people.buildings.type[households.building[h]]); });
  write("homes/heating", "1", "0 gas, 1 oil, 2 district heat, 3 heat pump, 4 wood, 5 electric",
        [&](HouseholdId h) { return static_cast<int>(adoption.heating[households.building[h]]); });
  write("homes/area", "m2", "reference area", [&](HouseholdId h) { return homes.area_m2(h); });
  write("homes/annual_level", "kW h", "drawn annual level of appliances",
        [&](HouseholdId h) { return homes.annual_kwh(h); });
  write("homes/electricity", "W h", "electricity of appliances and light", sum(appliances));
  write("homes/heat", "W h", "useful heat for rooms", sum(heat));
  write("homes/hot_water", "W h", "useful heat for hot water", sum(hot_water));
  write("homes/heat_electricity", "W h", "electricity for heat and hot water", sum(heat_electricity));
  write("homes/pv", "W h", "PV generation", sum(pv));
  write("homes/fed_in", "W h", "fed into the grid", [&](HouseholdId h) { return year[h.index()].fed_in_wh; });
  write("homes/unmet_heat", "h", "hours more than 1 K below the set-point",
        [&](HouseholdId h) { return year[h.index()].unmet_h; });
  constexpr std::array names = {"homes/gas", "homes/oil", "homes/district", "homes/biomass", "homes/grid"};
  for (std::size_t c = 0; c < names.size(); ++c)
    write(names[c], "W h", "taken", [&](HouseholdId h) { return year[h.index()].carrier_wh[c]; });
  totals_.clear();
  full_.clear();
  kind_.clear();
  writer_.seal();
}

}  // namespace pendel::simulate
