// SPDX-License-Identifier: Apache-2.0
// How many building-steps a second does heat alone reach on one core, against one zone at a time, and how many
// dwelling-steps all components together?
#include <benchmark/benchmark.h>

#include <memory>

#include "models/adoption/adoption.hpp"
#include "models/energy/archetypes.hpp"
#include "models/energy/homes.hpp"
#include "models/schedules/schedules.hpp"
#include "simulate/sample_homes.hpp"

namespace pendel {
namespace {

constexpr std::size_t steps = 96;

struct HeatCase {
  std::vector<energy::Thermal> thermal;
  std::vector<float> outside, sun, internal, setpoint, heat;
  HeatCase()
      : outside(steps),
        sun(steps),
        internal(steps * energy::lanes, 3),
        setpoint(steps * energy::lanes, 20),
        heat(steps * energy::lanes) {
    for (std::size_t t = 0; t < steps; ++t) {
      outside[t] = static_cast<float>(t % 24) - 8;
      sun[t] = static_cast<float>(t % 48) * 3;
    }
    for (std::size_t i = 0; i < energy::lanes; ++i) {
      const auto& a = energy::archetypes()[i];
      thermal.emplace_back(
          energy::Envelope{
              .h_opaque = a.h_transmission[0] - a.h_window, .h_window = a.h_window, .h_ventilation = a.h_ventilation},
          900);
    }
  }
};
constexpr std::array<double, energy::faces> windows = {0.05, 0.02, 0.02, 0.01, 0};

/// The baseline: one zone after the other by the formulas as they stand in the norm.
void heat_one_by_one(benchmark::State& state) {
  HeatCase c;
  std::vector<double> mass(energy::lanes, 18);
  for (auto _ : state) {
    for (std::size_t i = 0; i < energy::lanes; ++i)
      for (std::size_t t = 0; t < steps; ++t) {
        const double solar = 0.1 * static_cast<double>(c.sun[t]);
        const auto step = c.thermal[i].advance(mass[i], static_cast<double>(c.outside[t]), 3, solar, 20, 100);
        c.heat[t * energy::lanes + i] = static_cast<float>(step.heating_w);
      }
    benchmark::DoNotOptimize(c.heat.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * steps * energy::lanes));
}
BENCHMARK(heat_one_by_one);

void heat_in_columns(benchmark::State& state) {
  HeatCase c;
  energy::HeatBlock block;
  for (std::size_t i = 0; i < energy::lanes; ++i) block.set(i, c.thermal[i], 100, windows, 18);
  energy::HeatInputs in{
      .steps = steps, .outside_c = c.outside.data(), .internal_w = c.internal.data(), .setpoint_c = c.setpoint.data()};
  for (auto& face : in.sun_w) face = c.sun.data();
  for (auto _ : state) {
    block.run(in, c.heat.data());
    benchmark::DoNotOptimize(c.heat.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * steps * energy::lanes));
}
BENCHMARK(heat_in_columns);

class NoRecorder final : public Recorder {
 protected:
  void write(const Field&, std::string_view, Type, const void*, std::size_t) override {}
};

/// 2,048 sample homes on a winter day; argument: 0 from a carried state, 10 with that many warm-up days.
void all_components(benchmark::State& state) {
  Weather weather;
  for (int hour = 0; hour < 8760; ++hour) {
    weather.temperature_c.push_back(static_cast<float>(hour % 24) * 0.3F - 3);
    weather.direct_w_per_m2.push_back(hour % 24 > 8 && hour % 24 < 16 ? 150.0F : 0.0F);
    weather.diffuse_w_per_m2.push_back(hour % 24 > 7 && hour % 24 < 17 ? 90.0F : 0.0F);
  }
  const auto sample = simulate::sample_homes(2048, weather, "HE", Random(1, 0));
  parallel::Pool pool(1);
  const World world{sample.region, sample.people, Random(1, 0), pool};
  State all;
  NoRecorder nowhere;
  Day day;
  day.date = {2023, 1, 17};
  adoption::Parameters adopt;
  adopt.heat_pump_share = 0.3;
  adoption::Adoption(adopt, world, all.adoption).advance({}, all, nowhere, {});
  schedules::Schedules(schedules::Parameters{}, world, all.schedules).step(day, all, nowhere, {});
  const energy::Parameters parameters;
  const energy::Homes homes(parameters, world);
  const auto warm_up = static_cast<int>(state.range(0));
  const auto frame = energy::day_frame(day, weather, parameters, warm_up);
  auto carry = homes.rest(0);
  const auto scratch = energy::Homes::make_scratch();
  energy::BlockDay block;
  for (auto _ : state)
    for (std::size_t b = 0; b < homes.blocks(); ++b) {
      homes.simulate(b * energy::lanes, all.schedules.wanted, all.adoption, frame, warm_up > 0 ? nullptr : &carry,
                     *scratch, block);
      benchmark::DoNotOptimize(block.net_w.data());
    }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * homes.size() * steps));
}
BENCHMARK(all_components)->Arg(0)->Arg(10);

}  // namespace
}  // namespace pendel
