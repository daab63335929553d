// SPDX-License-Identifier: Apache-2.0
#include "models/energy/energy.hpp"

#include <algorithm>

#include "text/messages.hpp"
#include "text/parameters.hpp"

namespace pendel::energy {

static_assert(carriers == energy_carriers);

namespace {

constexpr std::size_t most_parts = 64;  // so that partial sums of many municipalities stay small

/// The series of a municipality, in the order of EnergyState.
enum Series : std::size_t { electricity, heat, hot_water, system, pv, net, present, series };

}  // namespace

void check(const Parameters& parameters, const text::ParameterTable& table, Issues& issues) {
  if (60 % parameters.step_min != 0)
    issues.add(table.place_of("energy.step_min"),
               text::say(text::Say::value_is, "energy.step_min", parameters.step_min), text::say(text::Say::step_why),
               text::say(text::Say::bad_step_hint));
}

/// What some homes add up to. Parts are added in order.
struct Energy::Sums {
  explicit Sums(std::size_t municipalities = 0)
      : n(municipalities), w(series * slices_per_day * n), wh(carriers * n), grid_kg(n), unmet_h(n) {}
  void operator+=(const Sums& other) {
    for (std::size_t i = 0; i < w.size(); ++i) w[i] += other.w[i];
    for (std::size_t i = 0; i < wh.size(); ++i) wh[i] += other.wh[i];
    for (std::size_t i = 0; i < n; ++i) grid_kg[i] += other.grid_kg[i], unmet_h[i] += other.unmet_h[i];
  }
  std::size_t n;
  std::vector<double> w;   // [series][slice][municipality]
  std::vector<double> wh;  // [carrier][municipality]
  std::vector<double> grid_kg;
  std::vector<double> unmet_h;
};

Energy::Energy(const Parameters& parameters, const World& world, EnergyState& state)
    : parameters_(parameters),
      world_(world),
      state_(state),
      homes_(parameters_, world),
      services_(parameters_, world) {}

void Energy::clear() {
  const auto n = homes_.size();
  for (auto* column : {&state_.electricity_wh, &state_.heat_wh, &state_.hot_water_wh, &state_.system_wh, &state_.pv_wh,
                       &state_.grid_wh, &state_.fed_in_wh, &state_.co2_kg, &state_.electricity_co2_kg,
                       &state_.heat_co2_kg, &state_.cost_eur})
    column->assign(n, 0);
  state_.household_net_w.assign(n * slices_per_day, 0);
  state_.household_pump_w.assign(n * slices_per_day, 0);
  for (std::size_t s = 0; s < slices_per_day; ++s)
    state_.grid_kg_per_kwh[s] =
        parameters_.co2_kg_per_kwh.back() * parameters_.grid_co2_by_hour[s * 24 / slices_per_day];
}

double Energy::grid_kg(std::span<const float> w, double step_h) const {
  const auto per_hour = w.size() / 24;
  double kg = 0;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    double drawn_w = 0;
    for (const float watts : w.subspan(hour * per_hour, per_hour))
      drawn_w += static_cast<double>(std::max(watts, 0.0F));
    kg += drawn_w * step_h / 1000 * state_.grid_kg_per_kwh[hour * slices_per_day / 24];
  }
  return kg;
}

void Energy::keep(const BlockDay& block, Sums& sums) {
  const double step_h = 24.0 / static_cast<double>(block.steps);
  Slices slices;
  for (std::size_t lane = 0; lane < block.count; ++lane) {
    const HouseholdId household(block.first + lane);
    const auto m = homes_.municipality(household).index();
    const auto add = [&](Series which, const std::vector<float>& values) {
      const auto steps = block.of(values, lane);
      spread_slices(steps, slices);
      auto* at = sums.w.data() + which * slices_per_day * sums.n + m;
      double wh = 0;
      for (std::size_t s = 0; s < slices_per_day; ++s) at[s * sums.n] += static_cast<double>(slices[s]);
      for (float w : steps) wh += static_cast<double>(w);
      return static_cast<float>(wh * step_h);
    };
    state_.electricity_wh[household] = add(electricity, block.appliances_w);
    state_.heat_wh[household] = add(heat, block.heat_w);
    state_.hot_water_wh[household] = add(hot_water, block.water_w);
    state_.system_wh[household] = add(system, block.system_w);
    state_.pv_wh[household] = add(pv, block.pv_w);
    add(present, block.present);
    const auto first = static_cast<std::ptrdiff_t>(household.index() * slices_per_day);
    add(net, block.net_w);
    std::copy(slices.begin(), slices.end(), state_.household_net_w.begin() + first);
    if (block.pumps[lane] != 0) {
      spread_slices(block.of(block.system_w, lane), slices);
      std::copy(slices.begin(), slices.end(), state_.household_pump_w.begin() + first);
    }
    const auto& wh = block.wh[lane];
    double fuel_kg = 0, cost = -block.fed_in_wh[lane] / 1000 * parameters_.feed_in_eur_per_kwh;
    for (std::size_t c = 0; c < carriers; ++c) {
      sums.wh[c * sums.n + m] += wh[c];
      if (c + 1 < carriers) fuel_kg += wh[c] / 1000 * parameters_.co2_kg_per_kwh[c];
      cost += wh[c] / 1000 * parameters_.eur_per_kwh[c];
    }
    const double drawn_kg = grid_kg(block.of(block.net_w, lane), step_h);
    sums.grid_kg[m] += drawn_kg;
    sums.unmet_h[m] += block.unmet_h[lane];
    state_.grid_wh[household] = static_cast<float>(wh[static_cast<std::size_t>(Carrier::electricity)]);
    state_.fed_in_wh[household] = static_cast<float>(block.fed_in_wh[lane]);
    state_.co2_kg[household] = static_cast<float>(fuel_kg + drawn_kg);
    state_.electricity_co2_kg[household] = static_cast<float>(grid_kg(block.of(block.appliances_w, lane), step_h));
    state_.heat_co2_kg[household] = static_cast<float>(fuel_kg + grid_kg(block.of(block.system_w, lane), step_h));
    state_.cost_eur[household] = static_cast<float>(cost);
  }
}

void Energy::take(const std::vector<Sums>& parts) {
  const auto n = world_.region.municipalities.size();
  Sums total(n);
  for (const auto& part : parts) total += part;
  const std::array<std::vector<float>*, series> targets = {
      &state_.municipality_electricity_w, &state_.municipality_heat_w, &state_.municipality_hot_water_w,
      &state_.municipality_system_w,      &state_.municipality_pv_w,   &state_.municipality_net_w,
      &state_.municipality_present};
  const auto size = static_cast<std::ptrdiff_t>(slices_per_day * n);
  for (std::size_t i = 0; i < series; ++i) {
    const auto from = total.w.begin() + static_cast<std::ptrdiff_t>(i) * size;
    targets[i]->assign(from, from + size);
  }
  for (std::size_t c = 0; c < carriers; ++c) {
    const auto from = total.wh.begin() + static_cast<std::ptrdiff_t>(c * n);
    state_.municipality_wh[c].assign(from, from + static_cast<std::ptrdiff_t>(n));
  }
  grid_kg_ = std::move(total.grid_kg);
  state_.unmet_heat_h = Column<MunicipalityId, double>(total.unmet_h);
}

void Energy::serve(const Rows<PersonId, Activity>& stays, const AdoptionState& adoption, const DayFrame& frame) {
  // In quarter-hours, whatever the step of the homes.
  const auto days = parameters_.warm_up_days + 1;
  const auto weather = weather_series(world_.region.weather, frame.day.date, days, slices_per_day);
  const std::span<const float> global(weather.sun_w_per_m2[faces - 1]);
  services_.office_electricity(stays, state_.municipality_office_w);
  services_.office_heat(stays, frame.day, weather, state_.municipality_office_heat_w);
  services_.other_electricity(frame.day, global.last(slices_per_day), adoption, state_.municipality_service_w);
  services_.street_lights(global.last(slices_per_day), adoption, state_.street_light_w);
  state_.business = services_.business();
  services_.business_electricity(frame.day, state_.municipality_office_w, adoption, state_.business_w);
}

void Energy::step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) {
  const auto persons = world_.people.persons.size();
  const auto& stays = state.mobility.executed.size() == persons ? state.mobility.executed : state.schedules.wanted;
  PENDEL_EXPECT(stays.size() == persons);
  auto frame = day_frame(day, world_.region.weather, parameters_, parameters_.warm_up_days);
  frame.meter_level = state.incidents.meter_level;
  const auto n = world_.region.municipalities.size();
  clear();
  struct Local {
    std::shared_ptr<Homes::Scratch> scratch = Homes::make_scratch();
    BlockDay block;
  };
  const auto blocks = homes_.blocks();
  const auto chunk = std::max<std::size_t>((blocks + most_parts - 1) / most_parts, 1);
  std::vector<Sums> parts((blocks + chunk - 1) / chunk);
  parallel::for_chunks(
      world_.pool, blocks, chunk, [] { return Local{}; },
      [&](Local& local, std::size_t begin, std::size_t end) {
        if (stop.stop_requested()) throw Interrupted("stopped in energy");
        Sums sums(n);
        for (std::size_t b = begin; b < end; ++b) {
          homes_.simulate(b * lanes, stays, state.adoption, frame, nullptr, *local.scratch, local.block);
          keep(local.block, sums);
        }
        parts[begin / chunk] = std::move(sums);
      });
  take(parts);
  serve(stays, state.adoption, frame);
  record(state.adoption, recorder);
}

void Energy::record(const AdoptionState& adoption, Recorder& recorder) const {
  const auto put = [&](const Field& field, const std::vector<float>& values) {
    recorder.put(field, std::span<const float>(values));
  };
  put(fields::electricity, state_.municipality_electricity_w);
  put(fields::heat, state_.municipality_heat_w);
  put(fields::hot_water, state_.municipality_hot_water_w);
  put(fields::heat_electricity, state_.municipality_system_w);
  put(fields::pv, state_.municipality_pv_w);
  put(fields::grid_load, state_.municipality_net_w);
  put(fields::present, state_.municipality_present);
  put(fields::office_electricity, state_.municipality_office_w);
  put(fields::office_heat, state_.municipality_office_heat_w);
  put(fields::service_electricity, state_.municipality_service_w);
  put(fields::household_electricity, state_.electricity_wh.values());
  put(fields::household_heat, state_.heat_wh.values());
  put(fields::household_hot_water, state_.hot_water_wh.values());
  put(fields::household_heat_electricity, state_.system_wh.values());
  put(fields::household_pv, state_.pv_wh.values());
  put(fields::household_grid, state_.grid_wh.values());
  put(fields::household_fed_in, state_.fed_in_wh.values());
  put(fields::household_co2, state_.co2_kg.values());
  put(fields::household_cost, state_.cost_eur.values());
  std::vector<std::uint8_t> heating(homes_.size(), static_cast<std::uint8_t>(Heating::gas));
  for (std::size_t h = 0; h < heating.size() && !adoption.heating.empty(); ++h)
    heating[h] = static_cast<std::uint8_t>(adoption.heating[world_.people.households.building[HouseholdId(h)]]);
  recorder.put(fields::household_heating, std::span<const std::uint8_t>(heating));
  recorder.put(fields::unmet_heat, state_.unmet_heat_h.span());
  for (std::size_t c = 0; c < carriers; ++c) {
    auto values = state_.municipality_wh[c];
    recorder.put(fields::carrier_energy[c], std::span<const double>(values));
    for (auto& value : values) value *= parameters_.co2_kg_per_kwh[c] / 1000;
    recorder.put(fields::carrier_co2[c], std::span<const double>(c + 1 < carriers ? values : grid_kg_));
    values = state_.municipality_wh[c];
    for (auto& value : values) value *= parameters_.eur_per_kwh[c] / 1000;
    recorder.put(fields::carrier_cost[c], std::span<const double>(values));
  }
}

}  // namespace pendel::energy
