// SPDX-License-Identifier: Apache-2.0
// Question: where does the time of the `move` phase go on the default region (about 175,000 persons, 470,000 trips,
// 29,000 links), and what do iterations cost when roads are narrowed so that there is something to iterate? Counters:
// trips, iterations, relative gap; `day_narrowed` takes the capacity factor in percent.
#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

#include "import/generated_region.hpp"
#include "models/adoption/adoption.hpp"
#include "models/mobility/choice.hpp"
#include "models/mobility/mobility.hpp"
#include "models/schedules/schedules.hpp"
#include "people/synthesis.hpp"

namespace {

using namespace pendel;

class Nowhere : public Recorder {
  void write(const Field&, std::string_view, Type, const void*, std::size_t) override {}
};

/// The default region on a winter workday up to the phase `move`.
struct Morning {
  parallel::Pool pool{2};
  Region region;
  People people;
  std::unique_ptr<World> world;
  State state;
  Day day{.index = 0, .period = 0, .name = "winter workday", .date = {2030, 1, 15}};
  adoption::Parameters adoption_parameters;
  schedules::Parameters schedules_parameters;
  mobility::Parameters parameters;

  Morning() {
    Issues issues;
    region = generate_region(PENDEL_SOURCE_DIR "/scenarios/anhalt_bitterfeld/region.toml", issues, pool);
    issues.raise_if_any();
    people = people::synthesize(region, people::Parameters{}, Random(1, 0), pool);
    world = std::make_unique<World>(World{region, people, Random(1, 0), pool});
    Nowhere nowhere;
    adoption::Adoption(adoption_parameters, *world, state.adoption).advance({}, state, nowhere, {});
    schedules::Schedules(schedules_parameters, *world, state.schedules).step(day, state, nowhere, {});
  }
};

Morning& morning() {
  static Morning morning;
  return morning;
}

void build_hierarchies(benchmark::State& state) {
  auto& m = morning();
  for (auto _ : state) mobility::Mobility(m.parameters, *m.world, m.state.mobility);
}

void draft_and_measure(benchmark::State& state) {
  auto& m = morning();
  const mobility::Ways ways(m.region.roads);
  for (auto _ : state) {
    auto drafts = mobility::draft_trips(*m.world, m.state.schedules.wanted);
    mobility::measure(*m.world, m.parameters, ways.decimetres(), ways, drafts);  // any two metrics cost the same
    benchmark::DoNotOptimize(drafts);
  }
}

void choose(benchmark::State& state) {
  auto& m = morning();
  const mobility::Ways ways(m.region.roads);
  auto drafts = mobility::draft_trips(*m.world, m.state.schedules.wanted);
  mobility::measure(*m.world, m.parameters, ways.decimetres(), ways, drafts);
  for (auto _ : state) mobility::choose_modes(*m.world, m.parameters, drafts, m.state.schedules.wanted);
}

void day_narrowed(benchmark::State& state) {
  auto& m = morning();
  const auto factor = static_cast<float>(state.range(0)) / 100.0F;
  m.state.incidents.capacity_factor = Column<LinkId, float>(m.region.roads.links(), factor);
  Nowhere nowhere;
  mobility::Mobility model(m.parameters, *m.world, m.state.mobility);
  for (auto _ : state) model.step(m.day, m.state, nowhere, {});
  state.counters["trips"] = static_cast<double>(m.state.mobility.trips.size());
  state.counters["iterations"] = m.state.mobility.iterations;
  state.counters["gap"] = m.state.mobility.relative_gap;
}

BENCHMARK(build_hierarchies)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
BENCHMARK(draft_and_measure)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
BENCHMARK(choose)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
BENCHMARK(day_narrowed)->Arg(100)->Arg(50)->Iterations(1)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

}  // namespace
